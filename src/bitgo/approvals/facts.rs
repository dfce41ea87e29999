//! What is read beside an approval that is opened: the wallet as it is now, what it has paid, who belongs to the enterprise.

mod past;
mod read;
mod undone;

pub use past::PastPayments;

use std::sync::Arc;

use super::PendingApproval;
use super::case::ExaminedWith;
use crate::bitgo::enterprises::EnterprisePeople;
use crate::bitgo::fact::Fact;
use crate::bitgo::policies::PolicyRule;
use crate::bitgo::wallet::Wallet;
use crate::domain::amount::BaseUnits;
use crate::domain::approval::{AddressSources, ApprovalStatus, KnownAddresses, ListedWallets};
use crate::domain::share::WalletFacts;

/// What is known beside an approval, as far as it was read for its kind.
#[derive(Debug, Default)]
pub struct ApprovalFacts {
    known: KnownAddresses,
    /// What the wallet has paid, of a withdrawal or of addresses for a whitelist.
    past: Option<PastPayments>,
    wallet: Option<WalletNow>,
    people: Option<EnterprisePeople>,
    /// Addresses that the platform was asked about and says are the wallet's.
    owned: Vec<String>,
    /// What came of examining the approval with this.
    examined: ExaminedWith,
    /// An earlier reading that knew parts which this one could not read again.
    earlier: Option<Arc<ApprovalFacts>>,
}

/// A wallet, read for once and for all: a whitelist may be long.
#[derive(Debug)]
struct WalletNow {
    wallet: Wallet,
    /// Its own addresses, as the platform tells them.
    addresses: Vec<String>,
    tags: Vec<String>,
    facts: WalletFacts,
    rules: Option<Vec<PolicyRule>>,
}

impl ApprovalFacts {
    /// For what is a wallet's.
    pub fn of_wallet(wallet: Wallet) -> Self {
        let (addresses, tags) = (wallet.own_addresses(), wallet.custom_tags());
        let now = WalletNow { addresses, tags, facts: wallet.for_sharing(), rules: wallet.rules(), wallet };
        Self { wallet: Some(now), ..Self::default() }
    }

    /// For a withdrawal of this coin or token, or for addresses that come to a whitelist.
    pub fn of_withdrawal(wallet: Wallet, coin: &str, past: PastPayments, listed: ListedWallets) -> Self {
        let sources = AddressSources {
            whitelist: wallet.whitelist(coin),
            paid: past.addresses.clone(),
            listed,
            enterprise: wallet.enterprise.as_ref().map(ToString::to_string),
            is_whole: past.is_whole(),
        };
        let known = KnownAddresses::of(sources, coin);
        Self { known, past: Some(past), ..Self::of_wallet(wallet) }
    }

    /// For what is an enterprise's.
    pub fn of_enterprise(people: EnterprisePeople) -> Self {
        Self { people: Some(people), ..Self::default() }
    }

    /// With what an earlier reading knew where this one could not read it again: a danger that was seen stays until a
    /// reading disproves it.
    #[must_use]
    pub fn with_earlier(mut self, earlier: Option<Arc<Self>>) -> Self {
        let Some(earlier) = earlier else { return self };
        self.examined = ExaminedWith::default();
        if self.lacks_of(&earlier) {
            self.earlier = Some(Arc::clone(&earlier));
        } else if let Some(before) = earlier.earlier.as_ref().filter(|before| self.lacks_of(before)) {
            self.earlier = Some(Arc::clone(before));
        }
        self.with_earlier_payments(&earlier)
    }

    /// With addresses that the platform says are the wallet's.
    #[must_use]
    fn with_owned(self, owned: Vec<String>) -> Self {
        Self { owned, examined: ExaminedWith::default(), ..self }
    }

    /// What came of examining the approval with this.
    pub(super) fn examined(&self) -> &ExaminedWith {
        &self.examined
    }

    /// Whether the other one knew a part that this one does not.
    fn lacks_of(&self, other: &Self) -> bool {
        let has_people = |it: &Self| it.people.as_ref().is_some_and(|people| !people.is_incomplete);
        other.wallet.is_some() && self.wallet.is_none()
            || other.tells_rules() && !self.tells_rules()
            || has_people(other) && !has_people(self)
            || other.known.sources().listed.is_whole && !self.known.sources().listed.is_whole
    }

    /// The earlier reading that is still needed, for parts which this one could not read again.
    pub fn earlier(&self) -> Option<&Self> {
        self.earlier.as_deref()
    }

    /// A look-alike of an address that was paid stays one.
    fn with_earlier_payments(mut self, earlier: &Self) -> Self {
        let Some((past, earlier)) = self.past.as_mut().zip(earlier.past.as_ref()) else { return self };
        if matches!(past.rest, Fact::Known(true)) {
            return self;
        }
        let lost = earlier.addresses.iter().filter(|it| !past.addresses.contains(it)).cloned();
        let lost: Vec<String> = lost.collect();
        self.known.add_paid(&lost);
        past.addresses.extend(lost);
        self
    }

    /// The addresses known beside a withdrawal.
    pub fn known(&self) -> &KnownAddresses {
        &self.known
    }

    /// The addresses that the wallet has paid, as far back as that was read.
    pub(super) fn paid(&self) -> Vec<&str> {
        self.known.sources().paid.iter().map(String::as_str).collect()
    }

    /// The addresses that are known to be those of the wallet that pays.
    pub(super) fn addresses_of(&self, wallet: Option<&str>) -> Vec<&str> {
        let listed = self.known.sources().listed.addresses.iter();
        let listed = listed.filter(|it| Some(it.wallet.as_str()) == wallet).map(|it| it.address.as_str());
        let now = self.wallet.as_ref().filter(|now| Some(now.wallet.id.as_str()) == wallet);
        let own = now.into_iter().flat_map(|now| now.addresses.iter().map(String::as_str));
        listed.chain(own).chain(self.owned.iter().map(String::as_str)).collect()
    }

    /// The people of the approval's enterprise, where it is no wallet's.
    pub fn people(&self) -> Option<&EnterprisePeople> {
        self.people.as_ref()
    }

    /// The wallet's rule of this name, where only its name is told.
    pub fn rule_named(&self, name: &str) -> Option<&PolicyRule> {
        self.wallet.as_ref()?.rules.as_ref()?.iter().find(|rule| rule.id == name)
    }

    /// The wallet's rule that this one would change: of its name and its coin, which together tell rules apart (spec: PUT
    /// …/policy/rule). One without a coin is about the wallet's own.
    pub fn rule(&self, wanted: &PolicyRule) -> Option<&PolicyRule> {
        let now = self.wallet.as_ref()?;
        let own = now.wallet.coin.as_str();
        let is_it = |rule: &&PolicyRule| {
            rule.id == wanted.id
                && rule.coin.as_deref().unwrap_or(own) == wanted.coin.as_deref().unwrap_or(own)
        };
        now.rules.as_ref()?.iter().find(is_it)
    }

    /// The wallet's rules, where it tells them.
    pub fn rules(&self) -> Option<&[PolicyRule]> {
        self.wallet.as_ref()?.rules.as_deref()
    }

    /// Whether the wallet tells its rules at all.
    pub fn tells_rules(&self) -> bool {
        self.wallet.as_ref().is_some_and(|now| now.rules.is_some())
    }

    /// The wallet's people.
    pub fn members(&self) -> Option<&WalletFacts> {
        self.wallet.as_ref().map(|now| &now.facts)
    }

    /// What people tagged the wallet with.
    pub fn tags(&self) -> Option<&[String]> {
        self.wallet.as_ref().map(|now| now.tags.as_slice())
    }

    /// The wallet's own coin, which pays its fees: an approval may be about one of its tokens.
    pub fn coin(&self) -> Option<&str> {
        self.wallet.as_ref().map(|now| now.wallet.coin.as_str()).filter(|coin| !coin.is_empty())
    }

    /// What is in the wallet, in its own coin.
    pub fn balance(&self) -> Option<&BaseUnits> {
        self.wallet.as_ref()?.wallet.balance.as_ref()?.exact()
    }

    /// Who administers the wallet, or the enterprise of what is no wallet's, by ID. Empty where that was not read.
    pub fn admins(&self) -> Vec<String> {
        match (self.members(), &self.people) {
            (Some(wallet), _) => wallet.admins().map(str::to_owned).collect(),
            (None, Some(people)) if people.is_incomplete => Vec::new(),
            (None, Some(people)) => {
                people.people.iter().filter(|it| it.is_admin).map(|it| it.id.clone()).collect()
            }
            (None, None) => Vec::new(),
        }
    }

    /// Who decides: where the approval itself does not name them, the admins as they are now.
    pub fn completed(&self, approval: &PendingApproval, status: &ApprovalStatus) -> ApprovalStatus {
        let mut status = status.clone();
        let admins = self.admins();
        if approval.approvers.is_empty() && !admins.is_empty() {
            status.deciders = admins;
        }
        status
    }
}
