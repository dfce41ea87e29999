//! The enterprise's rules that fired, of the approvals that are looked at.

use std::collections::{BTreeMap, BTreeSet};

use futures::TryStreamExt;

use crate::app::active_session::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::error::Error;
use crate::bitgo::policy_builder::{RuleQuery, not_read};
use crate::bitgo::session::Session;
use crate::domain::enterprise_policy::{CoveredWallet, EnterpriseRule, NotRead, RuleNames};
use crate::kit::state::Loadable;
use crate::panels::approvals::{FiredRule, FiredRules, State};

/// Asks which rules fired when an approval comes to be looked at, and puts them into words beside the approval.
#[derive(Default)]
pub(super) struct FiredReader {
    /// By the approval's ID.
    readings: BTreeMap<String, Reading>,
}

/// Those that are known, and why there may be others.
type Fired = (Vec<EnterpriseRule>, Option<NotRead>);

#[derive(Default)]
struct Reading {
    rules: Task<Fired>,
    /// The evaluation that they were asked for, by ID; none where they have to be read again.
    read_for: Option<String>,
    words: Option<FiredRules>,
    /// What the words were made of: how many names of people were known, and which state of the wallets' list.
    worded_with: Option<(usize, u64)>,
}

impl FiredReader {
    /// The person wants them read again.
    pub fn read_again(&mut self) {
        for reading in self.readings.values_mut() {
            reading.read_for = None;
        }
    }

    /// The rules that fired for this approval.
    pub fn view(&self, id: &str) -> Loadable<'_, FiredRules> {
        let Some(reading) = self.readings.get(id) else { return Loadable::NotAsked };
        match (reading.rules.view(), &reading.words) {
            (Loadable::Ready(_), Some(words)) => Loadable::Ready(words),
            (Loadable::Pending(_), words) => Loadable::Pending(words.as_ref()),
            (Loadable::Failed(failure, _), words) => Loadable::Failed(failure, words.as_ref()),
            (Loadable::Ready(_), None) => Loadable::Pending(None),
            (Loadable::NotAsked, _) => Loadable::NotAsked,
        }
    }

    /// Takes over what has come, and asks for what is looked at now.
    pub fn keep(&mut self, state: &State, session: &ActiveSession) {
        let looked_at: BTreeSet<&str> = state.looked_at();
        let rows = session.approval_rows();
        if session.approvals.is_complete() {
            self.readings.retain(|id, _| rows.iter().any(|row| row.approval.id == *id));
        }
        for reading in self.readings.values_mut() {
            if reading.rules.poll() {
                reading.worded_with = None;
            }
            reading.put_into_words(session);
        }
        for row in rows.iter().filter(|row| looked_at.contains(row.approval.id.as_str())) {
            self.read(&row.approval, session);
        }
    }

    fn read(&mut self, approval: &PendingApproval, session: &ActiveSession) {
        let Some(evaluation) = &approval.policy_evaluation else { return };
        let Some(enterprise) = enterprise_of(approval, session) else { return };
        let reading = self.readings.entry(approval.id.clone()).or_default();
        if reading.read_for.as_ref() == Some(evaluation) {
            return;
        }
        reading.read_for = Some(evaluation.clone());
        let work = fired(session.session.clone(), RuleQuery::fired_in(&enterprise, evaluation));
        reading.rules.start(&session.worker, Work::reading("Reading the rules of an approval"), work);
    }
}

impl Reading {
    fn put_into_words(&mut self, session: &ActiveSession) {
        let with = (session.names().len(), session.wallets.listing().generation);
        if self.worded_with == Some(with) {
            return;
        }
        let Some((rules, not_read)) = self.rules.ready() else { return };
        self.worded_with = Some(with);
        let rules = rules.iter().map(|rule| in_words(rule, session)).collect();
        self.words = Some(FiredRules { rules, not_read: not_read.clone() });
    }
}

/// A refusal is an answer; everything else has failed and can be tried again.
async fn fired(session: Session, query: RuleQuery) -> Result<Fired, Error> {
    let mut pages = session.enterprise_rules(query);
    let (mut rules, mut is_whole) = (Vec::new(), true);
    loop {
        match pages.try_next().await {
            Ok(Some(page)) => {
                is_whole = !page.has_changed && !page.is_short();
                rules.extend(page.items);
            }
            Ok(None) => return Ok((rules, (!is_whole).then_some(NotRead::Incomplete))),
            Err(error) => match not_read(&error) {
                NotRead::Failed(_) => return Err(error),
                refused => return Ok((rules, Some(refused))),
            },
        }
    }
}

/// Whose rules were looked at.
fn enterprise_of(approval: &PendingApproval, session: &ActiveSession) -> Option<String> {
    let of_wallet = || session.wallet_rows().by_id(approval.wallet.as_deref()?)?.enterprise.clone();
    approval.enterprise.clone().or_else(|| of_wallet().map(|id| id.to_string()))
}

fn in_words(rule: &EnterpriseRule, session: &ActiveSession) -> FiredRule {
    let rows = session.wallet_rows();
    let wallets: Vec<CoveredWallet> =
        rule.listed_wallets().filter_map(|id| Some(rows.by_id(id)?.covered())).collect();
    let names = RuleNames { people: session.names(), wallets: &wallets };
    FiredRule {
        id: rule.id.clone(),
        name: rule.name.clone(),
        sentence: rule.sentence(names),
        origin: rule.origin(),
        is_readable: rule.is_readable(),
    }
}
