//! A balance, which the platform may also send in a form that is no number.

use super::base_units::BaseUnits;

/// A balance as the platform sent it: an integer of base units, or a text that is none.
///
/// A string that is not an integer is shown as it came and flagged, never rounded (protocol notes, section 10).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Balance {
    /// A whole number of base units.
    Exact(BaseUnits),
    /// What came instead.
    Unreadable(String),
}

impl Balance {
    /// Reads a `…String` field of an answer. Never fails: what is no integer is kept as it came.
    pub fn from_wire(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Unreadable(text.to_owned()), Self::Exact)
    }

    /// The platform's own text: base units, or whatever it sent instead.
    pub fn as_sent(&self) -> String {
        match self {
            Self::Exact(amount) => amount.to_string(),
            Self::Unreadable(raw) => raw.clone(),
        }
    }

    /// The amount, if it is one.
    pub fn exact(&self) -> Option<&BaseUnits> {
        match self {
            Self::Exact(amount) => Some(amount),
            Self::Unreadable(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_balance_that_is_no_integer_is_kept_as_it_came() {
        assert_eq!(Balance::from_wire("-12").exact(), Some(&BaseUnits::from(-12_i64)));
        for text in ["", "1.0", "1e18", " 1", "+1", "0x1", "null", "12 "] {
            assert_eq!(Balance::from_wire(text), Balance::Unreadable(text.into()));
        }
    }
}
