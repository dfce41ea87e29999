//! Which environment the sandbox says is behind it.

use std::fmt;
use std::str::FromStr;

/// Which environment the ping names while the sandbox plays Express.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PingAnswer {
    /// The platform's test environment.
    #[default]
    Test,
    /// The platform's production.
    Production,
    /// None: it fails.
    Failing,
}

impl PingAnswer {
    const ALL: [Self; 3] = [Self::Test, Self::Production, Self::Failing];

    const fn name(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Production => "production",
            Self::Failing => "failing",
        }
    }
}

impl fmt::Display for PingAnswer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for PingAnswer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = || format!("choose one of {}", Self::ALL.map(Self::name).join(", "));
        Self::ALL.into_iter().find(|it| it.name() == text).ok_or_else(names)
    }
}
