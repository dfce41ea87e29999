//! What a session's token is: whose, where, what it may do and until when; and what speaks against using it here.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::existing::{ExistingLimit, TokenTerms, Used};
use crate::domain::finding::Severity;
use crate::domain::foreign_text::visible;
use crate::domain::lifetime::{TimeLeft, moment_words};

/// A token that ends sooner than this is spoken of.
const SOON_DAYS: u64 = 1;

/// How the platform names its two environments in a token (spec: `origin` of a session, "test.bitgo.com").
const TEST: [&str; 4] = ["test.bitgo.com", "app.bitgo-test.com", "www.bitgo-test.com", "bitgo-test.com"];
const PRODUCTION: [&str; 3] = ["www.bitgo.com", "app.bitgo.com", "bitgo.com"];

/// One of the platform's two environments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuer {
    /// The vendor's test platform.
    Test,
    /// The vendor's production platform.
    Production,
}

impl Issuer {
    /// The environment's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Test => "Test",
            Self::Production => "Production",
        }
    }

    fn of(origin: &str) -> Option<Self> {
        let origin = origin.trim().to_ascii_lowercase();
        let host = origin.strip_prefix("https://").unwrap_or(&origin).trim_end_matches('/');
        if TEST.contains(&host) {
            Some(Self::Test)
        } else {
            PRODUCTION.contains(&host).then_some(Self::Production)
        }
    }
}

/// The environment that issued a token, where that is another one than it is used in. An issuer that is not known says
/// nothing.
pub fn issued_elsewhere(origin: Option<&str>, is_production: bool) -> Option<Issuer> {
    let here = if is_production { Issuer::Production } else { Issuer::Test };
    Issuer::of(origin?).filter(|issuer| *issuer != here)
}

/// What the platform says of the token of a session, and where that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenIdentity {
    /// Whose it is.
    pub person: String,
    /// Their login name.
    pub username: String,
    /// What the token is called; empty where it has no label.
    pub label: String,
    /// It is an access token; otherwise the session of a login.
    pub is_access_token: bool,
    /// Where it is used.
    pub environment: String,
    /// At which host.
    pub host: String,
    /// Real money may be moved there.
    pub is_production: bool,
    /// The environment that issued it, as the platform names it.
    pub origin: Option<String>,
    /// The IP address that the platform sees the session from.
    pub seen_from: Option<String>,
    /// When it ends by itself.
    pub expires: Option<Timestamp>,
    /// Until when it is unlocked for sending, where it is.
    pub unlocked_until: Option<Timestamp>,
    /// Whether it may have limits that cannot be read.
    pub may_have_limits: bool,
    /// What it may do, and within which bounds.
    pub terms: TokenTerms,
}

/// Something to be said of a token before it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityFinding {
    /// Another environment issued it.
    OtherEnvironment {
        /// Which.
        issuer: Issuer,
        /// Where it is used.
        here: String,
    },
    /// The address that the session is seen from is not among those it may be used from.
    AddressNotAllowed(String),
    /// It is bound to addresses, and the one that the session is seen from is not reported.
    AddressUnknown,
    /// It has ended.
    Ended(String),
    /// It ends soon.
    EndsSoon {
        /// The time left, in words.
        left: String,
        /// When, in words.
        at: String,
    },
    /// A limit has nothing left; limits are for its lifetime.
    LimitUsedUp(String),
    /// It can move money without any limit, and is locked.
    NoLimitsAndLocked,
    /// A scope that is not known here.
    UnknownScope(String),
}

impl IdentityFinding {
    /// How much it weighs: a warning is read before the session opens.
    pub fn severity(&self) -> Severity {
        match self {
            Self::OtherEnvironment { .. }
            | Self::AddressNotAllowed(_)
            | Self::Ended(_)
            | Self::LimitUsedUp(_) => Severity::Warning,
            Self::AddressUnknown
            | Self::EndsSoon { .. }
            | Self::NoLimitsAndLocked
            | Self::UnknownScope(_) => Severity::Note,
        }
    }

    /// What was found, a sentence.
    pub fn what(&self) -> String {
        match self {
            Self::OtherEnvironment { issuer, here } => {
                format!("This token was issued by {}, and you are using it in {here}.", issuer.word())
            }
            Self::AddressNotAllowed(address) => {
                format!("BitGo sees this session from {address}, which this token does not allow.")
            }
            Self::AddressUnknown => {
                "This token allows certain IP addresses only, and BitGo does not say which one it sees you from.".to_owned()
            }
            Self::Ended(at) => format!("This token expired on {at}."),
            Self::EndsSoon { left, at } => format!("This token expires in {left}, on {at}."),
            Self::LimitUsedUp(about) => format!("The lifetime spending limit for {about} is used up."),
            Self::NoLimitsAndLocked => "This token can send and has no spending limits.".to_owned(),
            Self::UnknownScope(name) => format!("The scope “{name}” is not known to this program."),
        }
    }

    /// What follows from it, a sentence.
    pub fn why(&self) -> &'static str {
        match self {
            Self::OtherEnvironment { issuer: Issuer::Test, .. } => {
                "A test token is valid in the test environment only. Real money is at stake here: check the web address."
            }
            Self::OtherEnvironment { issuer: Issuer::Production, .. } => {
                "A production token can move real money, and the safeguards of production are off here."
            }
            Self::AddressNotAllowed(_) => "BitGo may refuse what you do here. Use an allowed IP address.",
            Self::AddressUnknown => "BitGo refuses requests from any other IP address.",
            Self::Ended(_) => "BitGo answered all the same: check this computer's clock.",
            Self::EndsSoon { .. } => "Create the next token in time.",
            Self::LimitUsedUp(_) => "Limits last as long as the token. BitGo may refuse all of its requests.",
            Self::NoLimitsAndLocked => {
                "Sending without limits needs a session that is unlocked with a one-time code."
            }
            Self::UnknownScope(_) => "What it allows cannot be said here.",
        }
    }
}

impl TokenIdentity {
    /// What has to be said of it at `now`, warnings first.
    pub fn findings(&self, now: Timestamp, zone: &TimeZone) -> Vec<IdentityFinding> {
        let elsewhere = issued_elsewhere(self.origin.as_deref(), self.is_production);
        let elsewhere = elsewhere
            .map(|issuer| IdentityFinding::OtherEnvironment { issuer, here: self.environment.clone() });
        let used_up = |limit: &ExistingLimit| {
            let about = || IdentityFinding::LimitUsedUp(visible(&limit.about()).into_owned());
            (limit.used() == Used::Up).then(about)
        };
        let unknown = self.terms.unknown_scopes();
        let unknown = unknown.iter().map(|name| IdentityFinding::UnknownScope(visible(name).into_owned()));
        let mut found: Vec<_> = elsewhere
            .into_iter()
            .chain(self.address_finding())
            .chain(self.end_finding(now, zone))
            .chain(self.terms.all_limits().filter_map(used_up))
            .chain(self.has_no_limits_and_is_locked(now).then_some(IdentityFinding::NoLimitsAndLocked))
            .chain(unknown)
            .collect();
        found.sort_by_key(IdentityFinding::severity);
        found
    }

    /// Whether something speaks against using it, which the person reads before its session opens.
    pub fn has_warning(&self, now: Timestamp, zone: &TimeZone) -> bool {
        self.findings(now, zone).iter().any(|found| found.severity() == Severity::Warning)
    }

    fn address_finding(&self) -> Option<IdentityFinding> {
        if self.terms.addresses.is_empty() {
            return None;
        }
        let Some(seen) = &self.seen_from else { return Some(IdentityFinding::AddressUnknown) };
        let Ok(address) = seen.trim().parse() else { return Some(IdentityFinding::AddressUnknown) };
        // A range that cannot be read may be the one.
        let are_all_read = self.terms.address_rules().count() == self.terms.addresses.len();
        let is_allowed = self.terms.address_rules().any(|rule| rule.contains(address));
        match (is_allowed, are_all_read) {
            (true, _) => None,
            (false, true) => Some(IdentityFinding::AddressNotAllowed(address.to_string())),
            (false, false) => Some(IdentityFinding::AddressUnknown),
        }
    }

    fn end_finding(&self, now: Timestamp, zone: &TimeZone) -> Option<IdentityFinding> {
        let expires = self.expires?;
        let (left, at) = (TimeLeft::until(expires, now), moment_words(expires, zone));
        match left {
            TimeLeft::Over => Some(IdentityFinding::Ended(at)),
            // The session of a login is short by its nature.
            left if left.is_under_days(SOON_DAYS) && !self.label.is_empty() => {
                Some(IdentityFinding::EndsSoon { left: left.in_words(), at })
            }
            TimeLeft::Secs(_) => None,
        }
    }

    fn has_no_limits_and_is_locked(&self, now: Timestamp) -> bool {
        self.is_access_token && self.terms.spends() && !self.may_have_limits && !self.is_unlocked(now)
    }

    /// Whether it is unlocked for sending.
    pub fn is_unlocked(&self, now: Timestamp) -> bool {
        self.unlocked_until.is_some_and(|until| until > now)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::amount::Balance;

    fn now() -> Timestamp {
        "2026-11-30T04:00:00Z".parse().unwrap()
    }

    fn identity() -> TokenIdentity {
        TokenIdentity {
            person: "Olivia Brandt".to_owned(),
            username: "olivia@treasury.example".to_owned(),
            label: "reports".to_owned(),
            is_access_token: true,
            environment: "Production".to_owned(),
            host: "app.bitgo.com".to_owned(),
            is_production: true,
            origin: None,
            seen_from: Some("203.0.113.7".to_owned()),
            expires: Some("2027-03-01T00:00:00Z".parse().unwrap()),
            unlocked_until: None,
            may_have_limits: false,
            terms: TokenTerms { scopes: vec!["wallet_view".to_owned()], ..TokenTerms::default() },
        }
    }

    fn findings(identity: &TokenIdentity) -> Vec<IdentityFinding> {
        identity.findings(now(), &TimeZone::UTC)
    }

    #[test]
    fn a_test_token_in_production_and_the_reverse_are_recognised() {
        for (origin, is_production, issuer) in [
            (Some("test.bitgo.com"), true, Some(Issuer::Test)),
            (Some(" Test.BitGo.com "), true, Some(Issuer::Test)),
            (Some("https://app.bitgo-test.com/"), true, Some(Issuer::Test)),
            (Some("test.bitgo.com"), false, None),
            (Some("www.bitgo.com"), false, Some(Issuer::Production)),
            (Some("app.bitgo.com"), true, None),
            (Some("app.bitgo.com.evil.example"), false, None),
            (Some("staging.bitgo.com"), true, None),
            (Some(""), true, None),
            (None, true, None),
        ] {
            assert_eq!(issued_elsewhere(origin, is_production), issuer, "{origin:?} {is_production}");
        }
        let found = findings(&TokenIdentity { origin: Some("test.bitgo.com".to_owned()), ..identity() });
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity(), Severity::Warning);
        assert_eq!(found[0].what(), "This token was issued by Test, and you are using it in Production.");
    }

    #[test]
    fn allowed_addresses_are_held_against_the_one_that_the_session_is_seen_from() {
        let not_allowed = |text: &str| Some(IdentityFinding::AddressNotAllowed(text.to_owned()));
        let unknown = Some(IdentityFinding::AddressUnknown);
        for (allowed, seen, found) in [
            (&[][..], Some("203.0.113.7"), None),
            (&["203.0.113.0/24"], Some("203.0.113.7"), None),
            (&["198.51.100.4", "203.0.113.7"], Some("203.0.113.7"), None),
            (&["198.51.100.4"], Some("203.0.113.7"), not_allowed("203.0.113.7")),
            (&["198.51.100.4"], Some("2001:db8::1"), not_allowed("2001:db8::1")),
            (&["198.51.100.4"], None, unknown.clone()),
            (&["198.51.100.4"], Some("somewhere"), unknown.clone()),
            (&["198.51.100.4", "an odd range"], Some("203.0.113.7"), unknown.clone()),
        ] {
            let mut token = identity();
            token.terms.addresses = allowed.iter().map(ToString::to_string).collect();
            token.seen_from = seen.map(str::to_owned);
            assert_eq!(findings(&token).into_iter().next(), found, "{allowed:?} {seen:?}");
        }
    }

    #[test]
    fn its_end_its_limits_and_what_is_not_known_are_said() {
        let mut token = identity();
        assert!(findings(&token).is_empty());
        token.expires = Some(now());
        assert!(matches!(findings(&token)[..], [IdentityFinding::EndsSoon { .. }]), "not over yet");
        token.expires = Some("2026-11-30T03:59:58Z".parse().unwrap());
        assert!(matches!(findings(&token)[..], [IdentityFinding::Ended(_)]));
        token.expires = Some("2026-11-30T10:30:00Z".parse().unwrap());
        let said = findings(&token)[0].what();
        assert!(said.starts_with("This token expires in 6 h 30 min, on "), "{said}");
        token.label.clear();
        assert!(findings(&token).is_empty(), "a login's session is short");

        let mut token = identity();
        token.terms.scopes = vec!["wallet_spend".to_owned(), "wallet_dance".to_owned()];
        let found = findings(&token);
        assert_eq!(
            found,
            [IdentityFinding::NoLimitsAndLocked, IdentityFinding::UnknownScope("wallet_dance".to_owned())]
        );
        assert!(found.iter().all(|finding| finding.severity() == Severity::Note));
        let [most, spent] = ["100000000", "100000000"].map(|text| Some(Balance::from_wire(text)));
        token.terms.limits = vec![ExistingLimit::read("btc".to_owned(), most, None, spent, None)];
        token.may_have_limits = true;
        let found = findings(&token);
        assert_eq!(found[0], IdentityFinding::LimitUsedUp("BTC".to_owned()));
        assert_eq!(found.len(), 2);
    }
}
