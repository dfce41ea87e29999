//! When a rule of the Policy Builder fires (spec: `TransferAmountConditionRequest` and its siblings).

use super::raw_part::RawPart;
use crate::domain::amount::BaseUnits;
use crate::domain::open_enum::words;

/// How an amount is compared with a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `<=`
    AtMost,
}

words! {
    /// Where a transfer goes.
    DestinationType {
        /// To an address on a whitelist.
        Whitelisted = "whitelistedAddress",
        /// To one that is on none.
        NotWhitelisted = "nonWhitelistedAddress",
        /// Out of the enterprise.
        OutsideEnterprise = "outsideEnterprise",
    }
}

/// Over what a velocity limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VelocityScope {
    /// What left the wallet itself.
    Wallet,
    /// What left all wallets of the enterprise.
    Enterprise,
}

/// In what a threshold is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Currency {
    /// US dollars: for transfers of every coin.
    Usd,
    /// This coin or token, by ticker as the rule spells it: for its transfers alone.
    Coin(String),
}

/// Digits after the point that are kept of a sum of dollars and of a price.
pub const USD_DECIMALS: u8 = 30;

/// An amount that a condition compares with.
///
/// Its unit is not documented, and the specification's example calls `2000000` "2 BTC". It is read as base units of the coin,
/// and as whole dollars; the number itself stays beside every reading.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Threshold {
    /// The number as it came.
    pub raw: String,
    /// In what it is counted.
    pub currency: Currency,
    /// Base units of the coin; of dollars, in units of 10^-[`USD_DECIMALS`].
    pub amount: BaseUnits,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// `transfer.amount`: how much the transfer is.
    Amount {
        /// How it is compared.
        comparison: Comparison,
        /// With what.
        threshold: Threshold,
    },
    /// `transfer.velocity.limit`: more than this within a time, this transfer included.
    Velocity {
        /// So much may leave.
        threshold: Threshold,
        /// Within this time, in seconds.
        window_secs: u64,
        /// Over what it counts; the specification's example does not tell it.
        scope: Option<VelocityScope>,
    },
    /// `transfer.destination.type`: where the transfer goes.
    Destination {
        /// Where.
        kind: DestinationType,
        /// Only for this coin.
        coin: Option<String>,
    },
    /// `transfer.initiators`: one of these people has asked for it, by ID.
    Initiators(Vec<String>),
    /// `transfer.notInitiatedBy`: none of these people has.
    NotInitiatedBy(Vec<String>),
    /// `transfer.webhook`: a server of the owner's is asked.
    Webhook {
        /// Its address.
        url: String,
        /// Only for this coin.
        coin: Option<String>,
    },
    /// Something that this program does not know, or of which a part could not be read.
    NotUnderstood(RawPart),
}

impl Condition {
    /// What stands here as it came, where it is not understood.
    pub fn not_understood(&self) -> Option<&RawPart> {
        match self {
            Self::NotUnderstood(part) => Some(part),
            _ => None,
        }
    }

    /// The people it names, by ID.
    pub fn people(&self) -> &[String] {
        match self {
            Self::Initiators(people) | Self::NotInitiatedBy(people) => people,
            _ => &[],
        }
    }

    /// Its threshold, where it compares amounts.
    pub fn threshold(&self) -> Option<&Threshold> {
        match self {
            Self::Amount { threshold, .. } | Self::Velocity { threshold, .. } => Some(threshold),
            _ => None,
        }
    }

    /// Whether it can cease to hold as the amount rises.
    pub fn is_for_small_amounts(&self) -> bool {
        matches!(self, Self::Amount { comparison: Comparison::Below | Comparison::AtMost, .. })
    }
}

impl Comparison {
    /// By the platform's sign.
    pub fn from_sign(sign: &str) -> Option<Self> {
        match sign {
            ">" => Some(Self::Above),
            ">=" => Some(Self::AtLeast),
            "<" => Some(Self::Below),
            "<=" => Some(Self::AtMost),
            _ => None,
        }
    }

    /// The platform's sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::AtMost => "<=",
        }
    }

    /// Whether an amount that compares so with the threshold holds.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Above => order.is_gt(),
            Self::AtLeast => order.is_ge(),
            Self::Below => order.is_lt(),
            Self::AtMost => order.is_le(),
        }
    }
}

impl VelocityScope {
    /// By the platform's word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "wallet" => Some(Self::Wallet),
            "enterprise" => Some(Self::Enterprise),
            _ => None,
        }
    }

    /// The platform's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wallet => "wallet",
            Self::Enterprise => "enterprise",
        }
    }
}

impl Currency {
    /// By the platform's word: a ticker, or USD.
    pub fn from_word(word: &str) -> Self {
        if word.eq_ignore_ascii_case("usd") { Self::Usd } else { Self::Coin(word.to_owned()) }
    }

    /// The platform's word.
    pub fn word(&self) -> &str {
        match self {
            Self::Usd => "USD",
            Self::Coin(coin) => coin,
        }
    }
}

impl Threshold {
    /// Reads a number for this currency: whole base units of a coin, a decimal number of dollars. None where it is neither.
    pub fn read(raw: &str, digits: &str, currency: Currency) -> Option<Self> {
        let decimals = if currency == Currency::Usd { USD_DECIMALS } else { 0 };
        let amount = BaseUnits::from_coin_units(digits, decimals).ok().filter(|it| !it.is_negative())?;
        Some(Self { raw: raw.to_owned(), currency, amount })
    }
}
