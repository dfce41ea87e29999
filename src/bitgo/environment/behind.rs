//! What stands behind the person's own Express server, by what its ping says (seed: API reference, `GET /api/v2/ping`).
//! Express signs nothing, so its word is all there is: only a clear word for test counts as test.

use std::fmt;

/// The platform that an Express server speaks to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PlatformBehind {
    /// It names production.
    Production,
    /// Everything that it says names test.
    Test,
    /// It does not say, or names something else.
    Unclear,
    /// The ping was not answered, or was not asked.
    #[default]
    NotRead,
}

impl PlatformBehind {
    /// By the two names in the ping's answer, such as `BitGo Testnet` and `testnet`. They have to agree.
    pub fn of_names(environment: Option<&str>, config: Option<&str>) -> Self {
        let names = [environment, config];
        if names.into_iter().flatten().any(names_production) {
            return Self::Production;
        }
        if names.into_iter().all(|name| name.is_some_and(names_test)) { Self::Test } else { Self::Unclear }
    }

    /// Whether real money may stand behind it: whatever is not known to be test.
    pub fn counts_as_production(&self) -> bool {
        *self != Self::Test
    }

    /// The word in front of the host.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Production => "Production",
            Self::Test => "Test",
            Self::Unclear | Self::NotRead => "Counts as production",
        }
    }
}

/// What stands behind it, as what follows the name of the server.
impl fmt::Display for PlatformBehind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Production => ", with production behind it.",
            Self::Test => ", with the test environment behind it.",
            Self::Unclear => ", with an unknown environment behind it, which counts as production.",
            Self::NotRead => {
                ". Which environment is behind it could not be read, so it counts as production."
            }
        })
    }
}

fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(|letter: char| !letter.is_ascii_alphanumeric()).map(str::to_ascii_lowercase)
}

fn names_production(name: &str) -> bool {
    words(name).any(|word| matches!(word.as_str(), "prod" | "production" | "mainnet" | "livenet"))
}

fn names_test(name: &str) -> bool {
    words(name).any(|word| matches!(word.as_str(), "test" | "testnet"))
}

#[cfg(test)]
mod tests {
    use super::PlatformBehind::{self, Production, Test, Unclear};

    #[test]
    fn only_a_clear_word_for_test_counts_as_test() {
        for (environment, config, behind) in [
            (Some("BitGo Testnet"), Some("testnet"), Test),
            (Some("test"), Some("test"), Test),
            (Some("BitGo Production"), Some("prod"), Production),
            (Some("BitGo Mainnet"), Some("mainnet"), Production),
            (Some("BitGo Testnet"), Some("prod"), Production),
            (Some("BitGo Production"), Some("testnet"), Production),
            (Some("BitGo Testnet"), None, Unclear),
            (None, Some("testnet"), Unclear),
            (Some("BitGo Staging"), Some("staging"), Unclear),
            (Some("Latest"), Some("contest"), Unclear),
            (Some(""), Some(""), Unclear),
            (None, None, Unclear),
        ] {
            let read = PlatformBehind::of_names(environment, config);
            assert_eq!(read, behind, "{environment:?} {config:?}");
            assert_eq!(read.counts_as_production(), behind != Test);
        }
        assert!(PlatformBehind::default().counts_as_production());
    }
}
