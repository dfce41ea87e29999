//! What will happen when a change of the rules is sent, in sentences.

use super::change::ChangeApproval;
use super::lock::Lock;
use super::plan::RuleChange;
use crate::domain::share::Names;

const WAITS: &str = "Takes effect once approved; until then the rule stays as it is.";

impl ChangeApproval {
    /// Who has to approve a change of a rule with this lock; none for a new one. Of a managed rule the platform always has.
    pub fn sentence_for(&self, lock: Option<Lock>, names: &Names) -> String {
        const MANAGED: &str = "BitGo support has to approve every change of this rule";
        match (self, lock) {
            (Self::AtOnce(_), Some(Lock::Managed)) => format!("{MANAGED}; no other admin has to."),
            (Self::Needed(_), Some(Lock::Managed)) => format!("{} {MANAGED} as well.", self.sentence(names)),
            _ => self.sentence(names),
        }
    }

    /// What will happen, in order: who has to approve it, when it takes effect, and when it locks. `lock` is of the rule as
    /// it stands.
    pub fn effects(&self, action: RuleChange, lock: Option<Lock>, names: &Names) -> Vec<String> {
        let mut said = vec![self.sentence_for(lock, names)];
        let is_managed = lock == Some(Lock::Managed);
        said.push(match (self, action) {
            (Self::Needed(_), RuleChange::Add) => {
                "Takes effect once approved; until then the rules stay as they are.".to_owned()
            }
            (Self::Needed(_), _) => WAITS.to_owned(),
            _ if is_managed => WAITS.to_owned(),
            (_, RuleChange::Remove) => {
                "Takes effect immediately: withdrawals that the rule stopped can then leave.".to_owned()
            }
            (_, _) => "Takes effect immediately, for all later withdrawals.".to_owned(),
        });
        if action != RuleChange::Remove && !is_managed {
            said.push(
                "Locks 48 hours after the last change. After that, only BitGo support can change or remove it."
                    .to_owned(),
            );
        }
        said
    }
}
