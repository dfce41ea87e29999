//! What one rule makes of a withdrawal.

use super::conditions::Held;
use super::demand::{Demand, Strictness};
use super::doubt::Doubt;
use super::truth::Truth;

/// Where a rule is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuleOrigin {
    /// The wallet's own policy.
    Wallet,
    /// The enterprise's Policy Builder.
    Enterprise,
    /// The vendor's own, over many enterprises.
    Vendor,
    /// A limit of the access token.
    Token,
    /// Rules that could not be read.
    NotRead,
}

impl RuleOrigin {
    /// In one or two words, for a badge.
    pub fn title(self) -> &'static str {
        match self {
            Self::Wallet => "wallet rule",
            Self::Enterprise => "enterprise rule",
            Self::Vendor => "BitGo's rule",
            Self::Token => "token limit",
            Self::NotRead => "not read",
        }
    }
}

/// What one rule makes of a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleJudgement {
    /// Where it is from.
    pub origin: RuleOrigin,
    /// Its ID; of a wallet's rule its name.
    pub id: String,
    /// What its makers call it.
    pub name: String,
    /// Whether it fires.
    pub fires: Truth,
    /// What it asks for, whatever cannot be told.
    pub at_least: Demand,
    /// What it may ask for at most.
    pub at_most: Demand,
    /// What it would ask for at most if it fired.
    pub would: Demand,
    /// Why it cannot be told.
    pub doubts: Vec<Doubt>,
    /// Where it does not fire and nearly does, when it would: "for 0.1 BTC more".
    pub nearly: Option<String>,
}

impl RuleJudgement {
    /// Of conditions that hold, or not, and of what is asked for then.
    pub(super) fn of(
        origin: RuleOrigin,
        id: &str,
        name: &str,
        held: Held,
        demands: (Demand, Demand),
    ) -> Self {
        let would = demands.1.clone();
        let (at_least, at_most) = match held.truth {
            Truth::Yes => demands,
            Truth::No => (Demand::Nothing, Demand::Nothing),
            Truth::Unknown => (Demand::Nothing, demands.1),
        };
        let is_near = held.truth == Truth::No && held.nearly == Truth::Yes;
        Self {
            origin,
            id: id.to_owned(),
            name: name.to_owned(),
            fires: held.truth,
            at_least,
            at_most,
            would,
            doubts: held.doubts,
            nearly: held.missing.filter(|_| is_near),
        }
    }

    /// Rules that were not read, so that anything may come of them.
    pub(super) fn not_read(doubt: Doubt) -> Self {
        Self {
            origin: RuleOrigin::NotRead,
            id: String::new(),
            name: String::new(),
            fires: Truth::Unknown,
            at_least: Demand::Nothing,
            at_most: Demand::Deny,
            would: Demand::Deny,
            doubts: vec![doubt],
            nearly: None,
        }
    }

    /// The same without whoever has asked for the withdrawal among those who are to approve it.
    #[must_use]
    pub(super) fn without(mut self, initiator: &str) -> Self {
        self.at_least = self.at_least.without(initiator);
        self.at_most = self.at_most.without(initiator);
        self.would = self.would.without(initiator);
        self
    }

    /// How strict it is at most.
    pub fn strictness(&self) -> Strictness {
        self.at_most.strictness()
    }

    /// Whether how strict it is cannot be told.
    pub fn is_open(&self) -> bool {
        self.at_least.strictness() != self.at_most.strictness()
    }
}
