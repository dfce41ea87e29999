//! A wallet's own rules, held against a withdrawal (the protocol notes, section 9).

use jiff::Timestamp;

use super::action::{ApprovalDemand, Approvers, PlatformCheck};
use super::condition::{Currency, Threshold, VelocityScope};
use super::conditions::{Held, counted};
use super::demand::Demand;
use super::doubt::Doubt;
use super::judgement::{RuleJudgement, RuleOrigin};
use super::truth::Truth;
use super::withdrawal::{Circumstances, Standing, Withdrawal};
use crate::domain::address::{AddressNetwork, same_address};
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::coins;
use crate::domain::policy::{Listed, RuleConsequence, RuleDescription, RuleList, RuleTrigger};

/// A rule of a wallet's own policy, as far as it is held against a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletRule {
    /// Its name, unique in the policy for its coin.
    pub name: String,
    /// What it checks and does.
    pub description: RuleDescription,
    /// What is on its list.
    pub entries: Vec<Listed>,
    /// Whether it leaves fiat money alone (`allTxNoFiat`).
    pub excepts_fiat: bool,
    /// From when on its limit counts, where it says so.
    pub counted_from: Option<Timestamp>,
    /// Whether all of it was read and understood.
    pub is_understood: bool,
}

/// The tag that stands for the wallet's own.
const OWN_TAG: &str = ":tag";

impl WalletRule {
    /// What it makes of a withdrawal. `approvals_required` is the wallet's.
    pub(super) fn judge(
        &self,
        withdrawal: &Withdrawal,
        around: &Circumstances,
        approvals_required: u64,
    ) -> RuleJudgement {
        let held = if self.is_understood {
            self.held(withdrawal, around)
        } else {
            Held::doubtful(Doubt::Unreadable(self.name.clone()))
        };
        let (least, most, unknown) = self.demands(approvals_required);
        let mut judgement =
            RuleJudgement::of(RuleOrigin::Wallet, &self.name, &self.name, held, (least, most));
        if judgement.fires != Truth::No {
            judgement.doubts.extend(unknown);
        }
        judgement
    }

    fn demands(&self, approvals_required: u64) -> (Demand, Demand, Option<Doubt>) {
        let people = &self.description.approvers;
        let approval = |from, count| Demand::Approval(ApprovalDemand { from, count, initiator_may: false });
        let known = match &self.description.consequence {
            RuleConsequence::Refuse => Demand::Deny,
            RuleConsequence::Approval if people.is_empty() => {
                approval(Approvers::WalletAdmins, approvals_required.max(1))
            }
            RuleConsequence::Approval => {
                approval(Approvers::People(people.clone()), approvals_required.max(1))
            }
            RuleConsequence::FinalApproval if people.is_empty() => approval(Approvers::WalletAdmins, 1),
            // As the Policy Builder has it of final approvers.
            RuleConsequence::FinalApproval => {
                let from = Approvers::Final(people.clone());
                Demand::Approval(ApprovalDemand { from, count: 1, initiator_may: true })
            }
            RuleConsequence::CustodianApproval => approval(Approvers::Custodian, 1),
            RuleConsequence::IdentityCheck => Demand::Check(PlatformCheck::Identity { is_fallback: None }),
            RuleConsequence::Other(word) => {
                return (Demand::Nothing, Demand::Deny, Some(Doubt::NotUnderstood(word.clone())));
            }
        };
        (known.clone(), known, None)
    }

    fn held(&self, withdrawal: &Withdrawal, around: &Circumstances) -> Held {
        let own = self.description.coin.as_deref();
        if own.is_some_and(|own| own != withdrawal.coin) {
            return Held::known(Truth::No);
        }
        match &self.description.trigger {
            RuleTrigger::Always => self.always(withdrawal),
            RuleTrigger::MoreThan { amount, window_secs, tags } => {
                // Without a coin its amount is in base units of the wallet's.
                if own.is_none() && withdrawal.coin != withdrawal.wallet.coin {
                    return Held::doubtful(Doubt::NotUnderstood(self.name.clone()));
                }
                let Some(amount) = amount.as_ref().and_then(Balance::exact) else {
                    return Held::doubtful(Doubt::Unreadable(self.name.clone()));
                };
                self.limit(amount, window_secs.unwrap_or_default(), tags, withdrawal, around)
            }
            RuleTrigger::Recipient => self.recipient(withdrawal),
            RuleTrigger::Webhook(url) => Held::doubtful(Doubt::Webhook(url.clone())),
            // In base units or in dollars: the specification's names say the one and the notes the other.
            RuleTrigger::Between { .. } => Held::doubtful(Doubt::NotUnderstood(self.name.clone())),
            RuleTrigger::Other(kind) => Held::doubtful(Doubt::NotUnderstood(kind.clone())),
        }
    }

    fn always(&self, withdrawal: &Withdrawal) -> Held {
        // A whitelist whose list is empty is as good as no address on it.
        if self.description.list.is_some() {
            return self.recipient(withdrawal);
        }
        let is_fiat = coins().get(&withdrawal.coin).is_some_and(|coin| coin.is_fiat);
        Held::known(Truth::of(!(self.excepts_fiat && is_fiat)))
    }

    fn limit(
        &self,
        amount: &BaseUnits,
        window_secs: u64,
        tags: &[String],
        withdrawal: &Withdrawal,
        around: &Circumstances,
    ) -> Held {
        let threshold = Threshold {
            raw: amount.to_string(),
            currency: Currency::Coin(withdrawal.coin.clone()),
            amount: amount.clone(),
        };
        let is_own = tags.iter().all(|tag| tag == OWN_TAG);
        let held =
            counted(&threshold, window_secs, VelocityScope::Wallet, self.counted_from, withdrawal, around);
        // Of what left other wallets with the same tags nothing is known; it can only add.
        if is_own || held.truth == Truth::Yes || window_secs == 0 {
            return held;
        }
        Held::doubtful(Doubt::PastNotKnown { window_secs, scope: VelocityScope::Enterprise })
    }

    fn recipient(&self, withdrawal: &Withdrawal) -> Held {
        let is_blacklist = self.description.list == Some(RuleList::Blacklist);
        let destination = &withdrawal.destination;
        let is_listed = match &destination.address {
            Some(address) => self.lists(address, &withdrawal.coin),
            None if is_blacklist && !self.entries.is_empty() => None,
            None => Some(destination.standing == Standing::Whitelisted && !self.entries.is_empty()),
        };
        match is_listed {
            None => {
                let doubt = if destination.address.is_none() {
                    Doubt::NoAddress
                } else {
                    Doubt::NotUnderstood(self.name.clone())
                };
                Held::doubtful(doubt)
            }
            Some(is_listed) if is_listed == is_blacklist => Held::known(Truth::Yes),
            Some(true) => Held::near("for an address that is not on its list".to_owned()),
            Some(false) => Held::known(Truth::No),
        }
    }

    /// Whether an address is on the list; none where it may be by way of a wallet or an enterprise that is on it.
    fn lists(&self, address: &str, coin: &str) -> Option<bool> {
        let network = AddressNetwork::of_coin(coin);
        let mut addresses = self.entries.iter().filter(|entry| entry.is_address());
        if addresses.any(|entry| entry.item == address || same_address(&entry.item, address, &network)) {
            return Some(true);
        }
        self.entries.iter().all(Listed::is_address).then_some(false)
    }
}
