//! Why it cannot be told whether a withdrawal would be stopped.

use super::condition::VelocityScope;
use super::not_read::NotRead;
use crate::domain::foreign_text::visible;
use crate::domain::lifetime::Lifetime;

/// Why something cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// A server of the owner's decides, by its address.
    Webhook(String),
    /// What left within the window of a limit is not known.
    PastNotKnown {
        /// The window, in seconds.
        window_secs: u64,
        /// Over what the limit counts.
        scope: VelocityScope,
    },
    /// A condition or an action is not understood, by the platform's name.
    NotUnderstood(String),
    /// A part of a rule could not be read, by its name.
    Unreadable(String),
    /// The enterprise's rules were not read.
    EnterpriseRulesNotRead(NotRead),
    /// The wallet's own rules were not read.
    WalletRulesNotRead,
    /// A limit is in dollars, and the price of this coin is not known.
    NoPrice(String),
    /// An amount is within 5% of a threshold in dollars, whose price may be another at the platform.
    CloseToThreshold,
    /// A list of addresses decides, and no address was given.
    NoAddress,
}

impl Doubt {
    /// In a sentence without its end: "the price of btc is not known".
    pub fn words(&self) -> String {
        match self {
            Self::Webhook(url) => format!("the server at {} decides", visible(url)),
            Self::PastNotKnown { window_secs, scope } => {
                let of = match scope {
                    VelocityScope::Wallet => "the wallet",
                    VelocityScope::Enterprise => "the enterprise's wallets",
                };
                let span = Lifetime { secs: *window_secs }.spelled_out();
                format!("what left {of} in the last {span} is not known")
            }
            Self::NotUnderstood(name) => format!("“{}” is not understood", visible(name)),
            Self::Unreadable(name) => format!("“{}” could not be read", visible(name)),
            Self::EnterpriseRulesNotRead(why) => match why {
                NotRead::Incomplete => "not all of the enterprise's rules were read".to_owned(),
                NotRead::Earlier { read_at, .. } => {
                    format!("the enterprise's rules are those of {read_at} and could not be read again")
                }
                _ => "the enterprise's rules could not be read".to_owned(),
            },
            Self::WalletRulesNotRead => "the wallet's own rules were not read".to_owned(),
            Self::NoPrice(coin) => format!("the price of {} is not known", visible(coin)),
            Self::CloseToThreshold => {
                "the amount is within 5% of a limit in dollars, and BitGo's price may differ".to_owned()
            }
            Self::NoAddress => "a list of addresses decides, and no address was given".to_owned(),
        }
    }
}
