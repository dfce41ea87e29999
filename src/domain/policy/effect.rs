//! What will happen when a change of the rules is sent, in sentences.

use super::{ChangeApproval, RuleDeed};
use crate::domain::share::Names;

impl ChangeApproval {
    /// What will happen, in order: who has to approve it, when it takes effect, and when it locks.
    pub fn effects(&self, deed: RuleDeed, names: &Names) -> Vec<String> {
        let mut said = vec![self.sentence(names)];
        said.push(match (self, deed) {
            (Self::Needed(_), RuleDeed::Add) => {
                "It takes effect when it is approved; until then the rules stay as they are.".to_owned()
            }
            (Self::Needed(_), _) => {
                "It takes effect when it is approved; until then the rule stays as it is.".to_owned()
            }
            (_, RuleDeed::Remove) => {
                "It takes effect as soon as it is sent: what the rule held up can leave then.".to_owned()
            }
            (_, _) => "It takes effect as soon as it is sent, for every withdrawal after that.".to_owned(),
        });
        if deed != RuleDeed::Remove {
            said.push(
                "48 hours after it was touched last the rule locks: from then on nobody in your enterprise can change or \
                 remove it, not even all admins together, but only BitGo's support."
                    .to_owned(),
            );
        }
        said
    }
}
