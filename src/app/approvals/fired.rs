//! The enterprise's rules that fired, of the approvals that are looked at, in words.

use std::collections::BTreeMap;

use crate::app::active_session::{ActiveSession, FiredRules};
use crate::bitgo::approvals::PendingApproval;
use crate::domain::enterprise_policy::{CoveredWallet, EnterpriseRule, MOST_NAMED, NotRead, RuleNames};
use crate::kit::state::Loadable;
use crate::panels::approvals::{self, FiredRule, State};

/// Has the session ask which rules fired when an approval comes to be looked at, and puts them into words once.
#[derive(Default)]
pub(super) struct FiredWording {
    /// By the approval's ID.
    readings: BTreeMap<String, Reading>,
    /// What could not be read is to be asked for again.
    is_to_ask_again: bool,
}

#[derive(Default)]
struct Reading {
    words: Option<approvals::FiredRules>,
    /// An answer that the words are not made of is awaited.
    is_awaited: bool,
    /// How many names of people were known to the words, and which state of the wallets' list and of the enterprises' rules,
    /// which tell the names of what rules guard.
    worded_with: Option<(usize, u64, u64)>,
}

impl FiredWording {
    /// The person wants them read again.
    pub fn ask_again(&mut self) {
        self.is_to_ask_again = true;
    }

    /// The rules that fired for this approval.
    pub fn view(&self, id: &str) -> Loadable<'_, approvals::FiredRules> {
        match self.readings.get(id) {
            None => Loadable::NotAsked,
            Some(Reading { words: Some(words), is_awaited: false, .. }) => Loadable::Ready(words),
            Some(reading) => Loadable::Pending(reading.words.as_ref()),
        }
    }

    /// Asks for what is looked at now, and takes over what has come.
    pub fn keep(&mut self, state: &State, session: &mut ActiveSession) {
        if session.approvals.is_complete() {
            let rows = session.approval_rows();
            self.readings.retain(|id, _| rows.iter().any(|row| row.approval.id == *id));
        }
        let looked_at = state.looked_at();
        let wanted = session.approval_rows().iter().map(|row| &row.approval);
        let wanted: Vec<(String, String, String)> = wanted
            .filter(|it| looked_at.contains(it.id.as_str()))
            .filter_map(|it| {
                Some((it.id.clone(), it.policy_evaluation.clone()?, enterprise_of(it, session)?))
            })
            .collect();
        let asks_again = std::mem::take(&mut self.is_to_ask_again);
        for (id, evaluation, enterprise) in wanted {
            if asks_again {
                session.forget_fired(&evaluation);
            }
            session.ask_fired(&enterprise, &evaluation);
            self.readings.entry(id).or_default().put_into_words(&evaluation, &enterprise, session);
        }
    }
}

impl Reading {
    fn put_into_words(&mut self, evaluation: &str, enterprise: &str, session: &ActiveSession) {
        let (rules, not_read): (&[EnterpriseRule], Option<NotRead>) = match session.fired(evaluation) {
            FiredRules::NotAsked | FiredRules::Reading => {
                self.is_awaited = true;
                return;
            }
            FiredRules::Read(rules) => (rules, None),
            FiredRules::NotRead(rules, why) => (rules, Some(why)),
        };
        let listing = session.wallets.listing().generation;
        let with = (session.names().len(), listing, session.policy_generation());
        if self.is_awaited || self.worded_with != Some(with) {
            let rules = rules.iter().map(|rule| in_words(rule, enterprise, session)).collect();
            self.words = Some(approvals::FiredRules { rules, not_read });
            self.worded_with = Some(with);
            self.is_awaited = false;
        }
    }
}

/// Whose rules were looked at.
pub(super) fn enterprise_of(approval: &PendingApproval, session: &ActiveSession) -> Option<String> {
    let of_wallet = || session.wallet_rows().by_id(approval.wallet.as_deref()?)?.enterprise.clone();
    approval.enterprise.clone().or_else(|| of_wallet().map(|id| id.to_string()))
}

fn in_words(rule: &EnterpriseRule, enterprise: &str, session: &ActiveSession) -> FiredRule {
    let rows = session.wallet_rows();
    let wallets: Vec<CoveredWallet> =
        rule.listed_wallets().take(MOST_NAMED).filter_map(|id| Some(rows.by_id(id)?.covered())).collect();
    let names = RuleNames { people: session.names(), wallets: &wallets };
    let book = session.policy_picture().book.as_ref();
    let touchpoints = book.map_or(&[][..], |book| book.touchpoints(Some(enterprise)));
    FiredRule {
        id: rule.id.clone(),
        name: rule.name.clone(),
        sentence: rule.sentence(names, touchpoints),
        origin: rule.origin(),
        is_readable: rule.is_readable(),
    }
}
