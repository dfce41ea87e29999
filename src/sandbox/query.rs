//! The query of a request: repeated parameters, and each value read as the type that the spec gives it.

use jiff::Timestamp;
use url::form_urlencoded;

use super::answer::ApiError;
use super::state::id::Id;
use crate::domain::amount::BaseUnits;

/// Decoded parameters in the order they came.
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands behind the `?`. Nothing in it can be wrong: odd escapes are taken as they are.
    pub(crate) fn parse(raw: &str) -> Self {
        let pairs = form_urlencoded::parse(raw.as_bytes());
        // `coin[]=tbtc` is how some clients write a repeated parameter.
        let named = pairs.map(|(name, value)| (name.trim_end_matches("[]").to_owned(), value.into_owned()));
        Self(named.collect())
    }

    /// Leaves a parameter out.
    pub(crate) fn forget(&mut self, name: &str) {
        self.0.retain(|(key, _)| key != name);
    }

    /// Asks for no more than so many entries a page.
    pub(crate) fn cap_limit(&mut self, most: usize) {
        let is_more = |text: &str| text.parse::<usize>().is_ok_and(|limit| limit > most);
        match self.0.iter_mut().find(|(key, _)| key == "limit") {
            Some((_, limit)) if is_more(limit) => *limit = most.to_string(),
            Some(_) => {}
            None => self.0.push(("limit".to_owned(), most.to_string())),
        }
    }

    /// Every value of a repeatable parameter. An empty one is none: the vendor's client writes `prevId=` for what it leaves
    /// out.
    pub(crate) fn all(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// The value of a parameter that may come once.
    pub(crate) fn one(&self, name: &'static str) -> Result<Option<&str>, ApiError> {
        let mut values = self.all(name);
        let first = values.next();
        if values.next().is_some() {
            return Err(ApiError::bad_field(name, format!("{name} may be given once")));
        }
        Ok(first)
    }

    /// `true` or `false`; absent is false.
    pub(crate) fn flag(&self, name: &'static str) -> Result<bool, ApiError> {
        match self.one(name)? {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(ApiError::bad_field(name, format!("{name} must be true or false"))),
        }
    }

    /// A whole number from 1 to `most`; absent is `default`.
    pub(crate) fn limit(&self, default: usize, most: usize) -> Result<usize, ApiError> {
        let Some(text) = self.one("limit")? else { return Ok(default) };
        let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match text.parse::<usize>() {
            Ok(limit) if is_number && (1..=most).contains(&limit) => Ok(limit),
            _ => Err(ApiError::bad_field("limit", format!("limit must be a whole number from 1 to {most}"))),
        }
    }

    /// `offset`: so many entries are left out.
    pub(crate) fn offset(&self) -> Result<usize, ApiError> {
        let wrong = || ApiError::bad_field("offset", "offset must be a whole number from 0");
        self.one("offset")?.map_or(Ok(0), |text| text.parse().map_err(|_| wrong()))
    }

    /// An amount in base units that may come once.
    pub(crate) fn amount(&self, name: &'static str) -> Result<Option<BaseUnits>, ApiError> {
        let wrong = |_| ApiError::bad_field(name, format!("{name} must be a whole number"));
        self.one(name)?.map(|text| text.parse().map_err(wrong)).transpose()
    }

    /// An identifier that may come once.
    pub(crate) fn id(&self, name: &'static str) -> Result<Option<Id>, ApiError> {
        self.one(name)?.map(|text| read_id(name, text)).transpose()
    }

    /// A repeatable identifier.
    pub(crate) fn ids(&self, name: &'static str) -> Result<Vec<Id>, ApiError> {
        self.all(name).map(|text| read_id(name, text)).collect()
    }

    /// A moment that may come once: RFC 3339, the `T` or a space between date and time.
    pub(crate) fn time(&self, name: &'static str) -> Result<Option<Timestamp>, ApiError> {
        let read = |text: &str| {
            // A plus in a query stands for a space unless it is escaped: `…00:00 00:00` is meant as `+00:00`.
            let text = text.trim();
            text.parse().or_else(|error| match text.rsplit_once(' ') {
                Some((date, offset)) => format!("{date}+{offset}").parse(),
                None => Err(error),
            })
        };
        let wrong = |_: jiff::Error| ApiError::bad_field(name, format!("{name} must be a date and time"));
        self.one(name)?.map(|text| read(text).map_err(wrong)).transpose()
    }

    /// One of a few words.
    pub(crate) fn word(&self, name: &'static str, choices: &[&str]) -> Result<Option<&str>, ApiError> {
        match self.one(name)? {
            Some(word) if !choices.contains(&word) => {
                Err(ApiError::bad_field(name, format!("{name} must be one of {}", choices.join(", "))))
            }
            word => Ok(word),
        }
    }

    /// A repeatable choice of a few words.
    pub(crate) fn words(&self, name: &'static str, choices: &[&str]) -> Result<Vec<&str>, ApiError> {
        let words: Vec<&str> = self.all(name).collect();
        match words.iter().find(|word| !choices.contains(word)) {
            Some(_) => {
                Err(ApiError::bad_field(name, format!("{name} must be one of {}", choices.join(", "))))
            }
            None => Ok(words),
        }
    }
}

/// Reads an identifier of a query, a path or a body.
pub(crate) fn read_id(name: &'static str, text: &str) -> Result<Id, ApiError> {
    Id::parse(text)
        .ok_or_else(|| ApiError::bad_field(name, format!("{name} must be 32 lower-case hex digits")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_the_spec_types_them() {
        let query = Query::parse("coin=tbtc&coin[]=hteth&limit=07&deleted=true&labelContains=a%20b+c&empty");
        assert_eq!(query.all("coin").collect::<Vec<_>>(), ["tbtc", "hteth"]);
        assert!(query.one("coin").is_err());
        assert_eq!(query.limit(25, 500).unwrap(), 7);
        assert!(query.flag("deleted").unwrap());
        assert!(!query.flag("absent").unwrap());
        assert_eq!(query.one("labelContains").unwrap(), Some("a b c"));
        assert_eq!(query.one("empty").unwrap(), None);
        for bad in ["0", "501", "-1", "+5", "1.5", "ten", "99999999999999999999999", "%00", "%ff"] {
            assert!(Query::parse(&format!("limit={bad}")).limit(25, 500).is_err(), "{bad}");
        }
        assert!(Query::parse("deleted=1").flag("deleted").is_err());
        assert!(Query::parse("prevId=xyz").id("prevId").is_err());
    }
}
