//! What the dialog draws besides its own state.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::bitgo::wallet::Wallet;
use crate::domain::address::ComparedAddress;
use crate::domain::enterprise_policy::{
    CoinPrice, CoveredWallet, Past, Prices, RulesRead, TouchpointName, WalletRule,
};
use crate::domain::share::{Names, WalletFacts};
use crate::domain::token::existing::ExistingToken;
use crate::kit::environment::EnvironmentLabel;
use crate::kit::state::Loadable;

/// A wallet with what is read to judge what leaves it.
#[derive(Debug)]
pub struct WalletReading {
    /// The wallet.
    pub wallet: Wallet,
    /// Its people.
    pub facts: WalletFacts,
    /// Its own rules; none where BitGo does not report them.
    pub rules: Option<Vec<WalletRule>>,
    /// What left it, as far as that was read; none where it could not be read.
    pub past: Option<Past>,
    /// Whom it has paid, as far as that was read.
    pub paid: Vec<ComparedAddress>,
    /// The addresses on its whitelists.
    pub whitelist: Vec<ComparedAddress>,
    /// Addresses of its enterprise's wallets, as far as BitGo lists them.
    pub own: Vec<ComparedAddress>,
    /// When it was asked for, by the platform's clock.
    pub read_at: Timestamp,
}

/// So many minutes after it was read, what left wallets is not known any more: somebody else may have sent more.
const PAST_HOLDS_MINUTES: i64 = 5;

impl WalletReading {
    /// What left the wallet, as far as it is known at `now`.
    pub fn past_at(&self, now: Timestamp) -> Option<Past> {
        self.past.as_ref().map(|past| known_at(past, self.read_at, now))
    }
}

fn known_at(past: &Past, read_at: Timestamp, now: Timestamp) -> Past {
    let is_old = now.duration_since(read_at) > SignedDuration::from_mins(PAST_HOLDS_MINUTES);
    let known_from = if is_old { Timestamp::MAX } else { past.known_from };
    Past { known_from, payments: past.payments.clone() }
}

/// The enterprise's rules, as far as they were read.
#[derive(Clone, Copy)]
pub struct ReadRules<'a> {
    /// They.
    pub rules: RulesRead<'a>,
    /// Not all names of what they guard could be read.
    pub touchpoints_not_read: bool,
    /// What they guard, by name.
    pub touchpoints: &'a [TouchpointName],
    /// The wallets that are known by name.
    pub wallets: &'a [CoveredWallet],
    /// They are being read, and none are here yet.
    pub is_coming: bool,
    /// When they were asked for.
    pub read_at: Option<Timestamp>,
}

/// What left all wallets of an enterprise, as far as that was read.
#[derive(Debug)]
pub struct EnterprisePast {
    /// It. Where wallets may be missing, nothing of it is known whole.
    pub past: Past,
    /// From so far back it was asked for.
    pub from: Timestamp,
    /// So many withdrawals are in it.
    pub payments: usize,
    /// From so many wallets.
    pub wallets: usize,
    /// Whether these are all wallets that there are.
    pub sight: Sight,
    /// When it was asked for, by the platform's clock.
    pub read_at: Timestamp,
}

impl EnterprisePast {
    /// What left the wallets, as far as it is known at `now`.
    pub fn past_at(&self, now: Timestamp) -> Past {
        known_at(&self.past, self.read_at, now)
    }
}

/// Whether a session sees all wallets of an enterprise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It does: the person administers it.
    All,
    /// The person does not administer it.
    NoAdmin,
    /// It is an access token's, which may reach only some.
    Token,
}

/// Changes whenever something does that an answer rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// With the reading of the wallet.
    pub wallet: u64,
    /// With the enterprise's rules.
    pub rules: u64,
    /// With the access tokens.
    pub tokens: u64,
    /// With the prices.
    pub prices: u64,
    /// With what left the enterprise's wallets.
    pub enterprise: u64,
}

/// What the dialog draws besides its own state.
pub struct Model<'a> {
    /// The wallet.
    pub reading: Loadable<'a, WalletReading>,
    /// The enterprise's rules.
    pub rules: ReadRules<'a>,
    /// The access tokens that may spend from the wallet, or of which it cannot be told.
    pub tokens: &'a [ExistingToken],
    /// The prices that have come.
    pub prices: &'a Prices,
    /// What is known of each price that was asked for, that of the withdrawal's coin first.
    pub priced: &'a [CoinPrice],
    /// What left all wallets of the enterprise, where a rule asks for that.
    pub enterprise_past: Loadable<'a, EnterprisePast>,
    /// What the answer rests on.
    pub basis: Basis,
    /// What to call people.
    pub names: &'a Names,
    /// The person, by ID.
    pub me: &'a str,
    /// The environment's word.
    pub environment: &'a EnvironmentLabel,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now by the platform's clock.
    pub now: Timestamp,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::amount::BaseUnits;
    use crate::domain::enterprise_policy::Payment;

    #[test]
    fn what_left_is_known_for_some_minutes_after_it_was_read() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let read_at = at("2026-11-20T09:30:00Z");
        let paid =
            Payment { at: at("2026-11-20T09:10:00Z"), coin: "tltc".into(), amount: BaseUnits::from(70_u64) };
        let past = Past { known_from: at("2026-11-01T00:00:00Z"), payments: vec![paid] };
        assert_eq!(known_at(&past, read_at, at("2026-11-20T09:34:59Z")), past);
        let later = known_at(&past, read_at, at("2026-11-20T09:50:00Z"));
        assert_eq!(later.known_from, Timestamp::MAX);
        assert_eq!(later.payments, past.payments, "what is known to have left still counts");
    }
}
