//! What will happen when a change of the rules is sent, in sentences.

use super::change::ChangeApproval;
use super::lock::Lock;
use super::plan::RuleChange;
use crate::domain::share::Names;

const WAITS: &str = "It takes effect once approved; until then the rule stays as it is.";

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
                "It takes effect once approved; until then the rules stay as they are.".to_owned()
            }
            (Self::Needed(_), _) => WAITS.to_owned(),
            _ if is_managed => WAITS.to_owned(),
            (_, RuleChange::Remove) => {
                "It takes effect at once: withdrawals that the rule stopped can then leave.".to_owned()
            }
            (_, _) => "It takes effect at once, for every later withdrawal.".to_owned(),
        });
        if action != RuleChange::Remove && !is_managed {
            said.push(
                "48 hours after its last change the rule locks. From then on nobody in your enterprise can change or remove it, not even all admins together; only BitGo support can."
                    .to_owned(),
            );
        }
        said
    }
}
