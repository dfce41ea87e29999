//! Which platform is spoken to: the four environments and custom ones (the protocol notes, section 1).
//!
//! Plain HTTP is for loopback alone; everything else needs TLS. It must never hold a secret.

mod behind;

pub use behind::PlatformBehind;

use crate::domain::token::EnvironmentRules;
use std::net::IpAddr;
use url::{Host, Url};

const PRODUCTION_URL: &str = "https://app.bitgo.com";
const TEST_URL: &str = "https://app.bitgo-test.com";
/// Where Express listens unless its owner says otherwise.
pub const EXPRESS_DEFAULT_URL: &str = "http://localhost:3080";
/// The production server's public key for token issuance.
const PRODUCTION_XPUB: &str = "xpub661MyMwAqRbcEtUgu9HF8ai4ipuVKKHBzUqks4jSFypW8dwwQL1zygLgQx99NmC7zJJznSiwKG6RQfVjAKMtCsx8VjR6kQW8x7HrkXFZdnQ";
/// The test server's public key for token issuance.
const TEST_XPUB: &str = "xpub661MyMwAqRbcErFqVXGiUFv9YeoPbhN72UiNCUdj9nj3T6M8h7iKNmbCYpMVWVZP7LA2ma3HWcPngz1gRTm4FPdtm9mHfrNvU93MCoszsGL";

/// The kind of platform, which has its own word and its own colour on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnvironmentKind {
    /// This program's own stand-in on loopback.
    Sandbox,
    /// The vendor's test platform.
    Test,
    /// The vendor's production platform: real money.
    Production,
    /// The user's own Express server, which signs towards the platform itself.
    Express,
    /// Any other address.
    Custom,
}

impl EnvironmentKind {
    /// Every kind, in the order in which the picker offers them.
    pub const ALL: [Self; 5] = [Self::Sandbox, Self::Test, Self::Production, Self::Express, Self::Custom];

    /// The word on the badge.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sandbox => "Sandbox",
            Self::Test => "Test",
            Self::Production => "Production",
            Self::Express => "Express",
            Self::Custom => "Custom",
        }
    }

    /// The kind by its word, in any case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word.trim()))
    }
}

/// Why an address cannot be an environment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvironmentError {
    /// Not an address at all.
    #[error("Enter a web address such as https://app.example.com.")]
    NotAnAddress,
    /// A scheme other than HTTP and HTTPS.
    #[error("A web address starts with https://, or with http:// on this computer; {0}:// does not work.")]
    Scheme(String),
    /// Plain HTTP to another machine.
    #[error("http:// works on this computer only; use https:// to reach {0}.")]
    PlainHttp(String),
    /// User name, password, query or fragment in the address.
    #[error("Remove user name, password, question mark and # from the web address.")]
    Decorated,
    /// The server's public key cannot be read.
    #[error("The server xpub cannot be read; it starts with xpub and has 111 characters.")]
    ServerXpub,
}

/// A platform to speak to: kind, address and, for token issuance, the server's public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    kind: EnvironmentKind,
    base_url: Url,
    server_xpub: Option<String>,
    /// What stands behind it, where it is an Express server.
    behind: PlatformBehind,
}

impl Environment {
    /// The vendor's test platform.
    pub fn test() -> Self {
        Self::built_in(EnvironmentKind::Test, TEST_URL, TEST_XPUB)
    }

    /// The vendor's production platform.
    pub fn production() -> Self {
        Self::built_in(EnvironmentKind::Production, PRODUCTION_URL, PRODUCTION_XPUB)
    }

    fn built_in(kind: EnvironmentKind, url: &str, xpub: &str) -> Self {
        let base_url = Url::parse(url).expect("a constant that is an address");
        Self { kind, base_url, server_xpub: Some(xpub.to_owned()), behind: PlatformBehind::default() }
    }

    /// The user's own Express server. Until its ping has been read ([`Environment::with_behind`]) it counts as production.
    pub fn express(url: &str) -> Result<Self, EnvironmentError> {
        Self::custom(EnvironmentKind::Express, url, None)
    }

    /// Any address. `server_xpub` is needed only where tokens are issued encrypted.
    pub fn custom(
        kind: EnvironmentKind,
        url: &str,
        server_xpub: Option<String>,
    ) -> Result<Self, EnvironmentError> {
        let base_url = checked_address(url)?;
        // Whoever types the platform's own address gets its environment with all its safeguards.
        let well_known = [Self::production(), Self::test()];
        if let Some(own) = well_known.into_iter().find(|own| own.base_url.host() == base_url.host()) {
            return Ok(own);
        }
        let server_xpub = server_xpub.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if server_xpub.as_deref().is_some_and(|text| super::ecdh::parse_xpub(text).is_err()) {
            return Err(EnvironmentError::ServerXpub);
        }
        Ok(Self { kind, base_url, server_xpub, behind: PlatformBehind::default() })
    }

    /// The same Express server, with what its ping said.
    #[must_use]
    pub fn with_behind(self, behind: PlatformBehind) -> Self {
        Self { behind, ..self }
    }

    /// Its kind.
    pub fn kind(&self) -> EnvironmentKind {
        self.kind
    }

    /// What stands behind it, where it is an Express server.
    pub fn behind(&self) -> Option<&PlatformBehind> {
        (self.kind == EnvironmentKind::Express).then_some(&self.behind)
    }

    /// Whether real money may be moved here, with all the safeguards that go with it: production itself, an address that
    /// the person marked as production, and an Express server with anything behind it that is not known to be test.
    pub fn counts_as_production(&self) -> bool {
        match self.kind {
            EnvironmentKind::Production => true,
            EnvironmentKind::Express => self.behind.counts_as_production(),
            EnvironmentKind::Sandbox | EnvironmentKind::Test | EnvironmentKind::Custom => false,
        }
    }

    /// What it is called wherever its name stands. Where the kind alone does not say which host is meant, the host does.
    pub fn title(&self) -> String {
        let host = self.host_label();
        match self.kind {
            EnvironmentKind::Production if !self.is_at(PRODUCTION_URL) => {
                format!("Production (custom: {host})")
            }
            EnvironmentKind::Custom => format!("Custom ({host})"),
            EnvironmentKind::Express => format!("{} (Express: {host})", self.behind.word()),
            EnvironmentKind::Sandbox | EnvironmentKind::Test | EnvironmentKind::Production => {
                self.kind.word().to_owned()
            }
        }
    }

    /// What it is, in words.
    pub fn in_words(&self) -> String {
        let host = self.host_label();
        match self.kind {
            EnvironmentKind::Express => format!("BitGo Express at {host}{}", self.behind),
            EnvironmentKind::Sandbox | EnvironmentKind::Test => format!("{} at {host}.", self.kind.word()),
            EnvironmentKind::Production if self.is_at(PRODUCTION_URL) => format!("Production at {host}."),
            EnvironmentKind::Production | EnvironmentKind::Custom => format!("{}.", self.title()),
        }
    }

    /// Its address; the paths of the platform's API are added to it.
    pub fn base_url(&self) -> &Url {
        &self.base_url
    }

    /// The server's extended public key for token issuance, where it is known.
    pub fn server_xpub(&self) -> Option<&str> {
        self.server_xpub.as_deref()
    }

    /// Scheme, host and port: what a token is bound to.
    pub fn origin(&self) -> String {
        self.base_url.origin().ascii_serialization()
    }

    /// Host, and the port where it is not the usual one, for the screen.
    pub fn host_label(&self) -> String {
        let host = self.base_url.host_str().unwrap_or_default();
        self.base_url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// Whether requests are signed. Express takes the bare token and signs towards the platform itself.
    pub fn signs(&self) -> bool {
        self.kind != EnvironmentKind::Express
    }

    /// What it demands of an access token (the protocol notes, sections 1 and 7): production wants addresses
    /// and knows no scope `all`. What stands behind custom addresses is not known here, so the server decides there.
    pub fn rules(&self) -> EnvironmentRules {
        let is_production = self.counts_as_production();
        EnvironmentRules {
            name: self.title(),
            addresses_required: is_production,
            all_scope_allowed: !is_production,
            holds_test_coins: match (self.kind, &self.behind) {
                (EnvironmentKind::Test, _) | (EnvironmentKind::Express, PlatformBehind::Test) => Some(true),
                (EnvironmentKind::Production, _) | (EnvironmentKind::Express, PlatformBehind::Production) => {
                    Some(false)
                }
                (EnvironmentKind::Sandbox | EnvironmentKind::Express | EnvironmentKind::Custom, _) => None,
            },
        }
    }

    fn is_at(&self, url: &str) -> bool {
        self.base_url.as_str().trim_end_matches('/') == url
    }

    /// Whether the address is this very computer, where no proxy has a place.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.base_url)
    }
}

fn checked_address(text: &str) -> Result<Url, EnvironmentError> {
    let mut url = Url::parse(text.trim()).map_err(|_| EnvironmentError::NotAnAddress)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(EnvironmentError::Scheme(url.scheme().to_owned()));
    }
    let Some(host) = url.host_str().map(str::to_owned) else { return Err(EnvironmentError::NotAnAddress) };
    if !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(EnvironmentError::Decorated);
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(EnvironmentError::PlainHttp(host));
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_reaches_loopback_alone() {
        for url in [
            "http://localhost:3080",
            "http://127.0.0.1:1/",
            "http://127.9.9.9",
            "http://[::1]:8080",
            "https://bitgo.example/express/",
        ] {
            assert!(Environment::express(url).is_ok(), "{url}");
        }
        for url in [
            "http://bitgo.example",
            "http://localhost.example",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "http://[::ffff:127.0.0.1]",
            "ftp://localhost",
            "localhost:3080",
            "https://",
            "https://user@host",
            "https://:secret@host",
            "https://host/?a=b",
            "https://host/#x",
            "",
            "file:///etc/passwd",
        ] {
            assert!(Environment::express(url).is_err(), "{url}");
        }
    }

    #[test]
    fn origin_and_label_name_the_host() {
        let it = Environment::custom(EnvironmentKind::Custom, " https://Proxy.Example:8443/branch/ ", None)
            .expect("a good address");
        assert_eq!(it.origin(), "https://proxy.example:8443");
        assert_eq!(it.host_label(), "proxy.example:8443");
        assert_eq!(it.base_url().path(), "/branch");
        assert_eq!(Environment::test().host_label(), "app.bitgo-test.com");
        let bad_key = Environment::custom(EnvironmentKind::Custom, "https://a.example", Some("xpub1".into()));
        assert_eq!(bad_key, Err(EnvironmentError::ServerXpub));
    }

    #[test]
    fn whatever_is_not_known_to_be_harmless_counts_as_production_and_names_its_host() {
        let custom = |kind, url| Environment::custom(kind, url, None).expect("a good address");
        let express = |behind| {
            Environment::express("https://sign.example:3443").expect("a good address").with_behind(behind)
        };
        for (environment, counts, title) in [
            (Environment::test(), false, "Test"),
            (Environment::production(), true, "Production"),
            (custom(EnvironmentKind::Sandbox, "http://127.0.0.1:4001"), false, "Sandbox"),
            (custom(EnvironmentKind::Custom, "https://bitgo.example"), false, "Custom (bitgo.example)"),
            (
                custom(EnvironmentKind::Production, "https://bitgo.example:8443"),
                true,
                "Production (custom: bitgo.example:8443)",
            ),
            (custom(EnvironmentKind::Custom, "https://APP.bitgo.com/"), true, "Production"),
            (express(PlatformBehind::Production), true, "Production (Express: sign.example:3443)"),
            (express(PlatformBehind::Test), false, "Test (Express: sign.example:3443)"),
            (express(PlatformBehind::Unclear), true, "Counts as production (Express: sign.example:3443)"),
            (express(PlatformBehind::NotRead), true, "Counts as production (Express: sign.example:3443)"),
        ] {
            assert_eq!(environment.title(), title);
            assert_eq!(environment.counts_as_production(), counts, "{title}");
            let rules = environment.rules();
            assert_eq!((rules.addresses_required, rules.all_scope_allowed), (counts, !counts), "{title}");
            assert_eq!(rules.name, title);
        }
        for (environment, words) in [
            (
                express(PlatformBehind::Production),
                "BitGo Express at sign.example:3443, with production behind it.",
            ),
            (
                express(PlatformBehind::NotRead),
                "BitGo Express at sign.example:3443. Which environment is behind it could not be read, so it counts as \
                 production.",
            ),
            (Environment::production(), "Production at app.bitgo.com."),
            (
                custom(EnvironmentKind::Production, "https://bitgo.example"),
                "Production (custom: bitgo.example).",
            ),
            (custom(EnvironmentKind::Custom, "https://bitgo.example"), "Custom (bitgo.example)."),
        ] {
            assert_eq!(environment.in_words(), words);
        }
    }

    #[test]
    fn the_built_in_server_keys_can_be_read() {
        for it in [Environment::test(), Environment::production()] {
            assert!(super::super::ecdh::parse_xpub(it.server_xpub().expect("built in")).is_ok());
        }
    }
}
