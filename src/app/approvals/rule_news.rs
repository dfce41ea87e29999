//! Notices that rules of an enterprise have been evaluated or that what they stopped was decided, so that what is shown of
//! them, such as when one last fired, does not grow old while the session lives.

use std::collections::BTreeSet;

use super::fired::enterprise_of;
use crate::app::active_session::ActiveSession;

/// The evaluations that were in the list of approvals.
#[derive(Default)]
pub(super) struct RuleNews {
    /// None before the first whole list: its evaluations are no news to rules that are read with it.
    known: Option<BTreeSet<String>>,
    /// Which state of the list they are of.
    seen: Option<u64>,
}

impl RuleNews {
    /// Has the rules read again of every enterprise of which a whole list names an evaluation that the one before did not.
    pub fn keep(&mut self, session: &mut ActiveSession) {
        let generation = session.approvals.listing().generation;
        if self.seen == Some(generation) || !session.approvals.is_complete() {
            return;
        }
        self.seen = Some(generation);
        let (mut evaluations, mut enterprises) = (BTreeSet::new(), BTreeSet::new());
        for approval in session.approvals.rows() {
            let Some(evaluation) = &approval.policy_evaluation else { continue };
            evaluations.insert(evaluation.clone());
            if self.known.as_ref().is_some_and(|known| !known.contains(evaluation)) {
                enterprises.extend(enterprise_of(approval, session));
            }
        }
        self.known = Some(evaluations);
        session.read_rules_again(&enterprises);
    }
}
