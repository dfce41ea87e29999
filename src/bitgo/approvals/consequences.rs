//! What will happen when an approval is decided, said before it is.

use super::readable::is_removal;
use super::summary::{OWN_SIGNATURE, role_word};
use super::{ApprovalKind, Change, Decision, PendingApproval};
use crate::domain::approval::ApprovalStatus;

impl PendingApproval {
    /// What will happen next, before it is decided.
    pub fn consequences(&self, status: &ApprovalStatus, decision: Decision, me: &str) -> String {
        match decision {
            Decision::Reject if self.creator == me => {
                "It is withdrawn, and nothing of it happens.".to_owned()
            }
            Decision::Reject => {
                "It is rejected, and nothing of it happens. Who asked can ask again.".to_owned()
            }
            Decision::Approve if status.missing() > 1 => {
                format!("Your approval counts; it then waits for {} more.", status.missing() - 1)
            }
            Decision::Approve => effect(self),
        }
    }
}

/// What the last approval brings about.
fn effect(approval: &PendingApproval) -> String {
    let wallet = approval.wallet_label.as_deref().filter(|label| !label.is_empty()).unwrap_or("the wallet");
    match &approval.info.change {
        Change::Withdrawal { .. } if approval.info.kind == ApprovalKind::TransactionFull => {
            "The transaction goes on to be signed in parts and is broadcast. Money that has left cannot be called back."
                .to_owned()
        }
        Change::Withdrawal { .. } => {
            "It is broadcast as it was built, or signed by the platform where it signs. Money that has left cannot be \
             called back."
                .to_owned()
        }
        Change::User { action, .. } if is_removal(action) => {
            format!("The person is taken off {wallet} at once.")
        }
        Change::User { action, .. } if action == "update" => {
            format!("From then on the person can do on {wallet} exactly what is listed, and nothing else.")
        }
        Change::User { .. } => {
            format!("The share goes out: the person is on {wallet} once they have accepted it.")
        }
        Change::Rule { action, rule } if is_removal(action) => {
            format!("The rule {} no longer counts on {wallet}, from then on.", rule.id)
        }
        Change::Rule { rule, .. } => {
            format!("The rule {} counts like this on {wallet} from then on, and locks 48 hours later.", rule.id)
        }
        Change::ApprovalsRequired(1) => format!("{} asks for 1 approval from then on.", sentence(wallet)),
        Change::ApprovalsRequired(count) => {
            format!("{} asks for {count} approvals from then on.", sentence(wallet))
        }
        Change::Membership { action, email, role, .. } => {
            membership(&approval.info.kind, action, email.as_deref(), role.as_deref())
        }
        Change::Settings(changes) => match changes.as_slice() {
            [only] if only.name == OWN_SIGNATURE && only.after == "false" => {
                format!("From then on the platform signs alone for what leaves {wallet}.")
            }
            [only] if only.name == OWN_SIGNATURE => {
                format!("From then on nothing leaves {wallet} without a signature with a person's own key.")
            }
            _ => format!("The settings of {wallet} change at once."),
        },
        Change::Tags { action, .. } if is_removal(action) => {
            format!("The tags are taken off {wallet} at once.")
        }
        Change::Tags { .. } => {
            format!("The tags are put on {wallet} at once; rules that count over them count it too.")
        }
        Change::Described { .. } => "The platform carries out what it describes here, at once.".to_owned(),
        Change::Unknown => {
            "The platform does what it sent here, all of it, also what this program cannot read.".to_owned()
        }
    }
}

fn membership(kind: &ApprovalKind, action: &str, email: Option<&str>, role: Option<&str>) -> String {
    let place = match kind {
        ApprovalKind::Organization => "organization",
        _ => "enterprise",
    };
    let role = role.map_or_else(|| "a member without a role".to_owned(), role_word);
    match (kind, is_removal(action), action) {
        (_, true, _) => format!("The person is taken off the {place} at once."),
        (ApprovalKind::EnterpriseInvite, ..) => {
            let to = email.map(|email| format!(" to {email}")).unwrap_or_default();
            format!("The invitation goes out{to}: whoever follows it belongs to the enterprise as {role}.")
        }
        (_, _, "update") => format!("In the {place} the person is {role} from then on."),
        _ => format!("The person belongs to the {place} from then on, as {role}."),
    }
}

/// As the beginning of a sentence.
fn sentence(wallet: &str) -> String {
    if wallet == "the wallet" { "The wallet".to_owned() } else { wallet.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalInfo, SettingChange};
    use crate::bitgo::policies::PolicyRule;

    fn approval(kind: ApprovalKind, change: Change) -> PendingApproval {
        PendingApproval {
            wallet_label: Some("Treasury".to_owned()),
            creator: "ann".to_owned(),
            info: ApprovalInfo { kind, change, ..ApprovalInfo::default() },
            ..PendingApproval::default()
        }
    }

    fn withdrawal() -> Change {
        Change::Withdrawal {
            recipients: Vec::new(),
            requested: None,
            fee: None,
            comment: String::new(),
            intent: None,
            triggered: None,
        }
    }

    fn user(action: &str) -> Change {
        Change::User { action: action.to_owned(), user: "bea".to_owned(), permissions: Vec::new() }
    }

    fn rule(action: &str) -> Change {
        let rule = PolicyRule { id: "Daily".to_owned(), ..PolicyRule::default() };
        Change::Rule { action: action.to_owned(), rule: Box::new(rule) }
    }

    fn member(action: &str, role: Option<&str>) -> Change {
        Change::Membership {
            action: action.to_owned(),
            email: Some("bea@x".to_owned()),
            user: None,
            role: role.map(str::to_owned),
            place: None,
        }
    }

    fn signature(after: &str) -> Change {
        let name = OWN_SIGNATURE.to_owned();
        Change::Settings(vec![SettingChange { name, before: None, after: after.to_owned() }])
    }

    #[test]
    fn each_kind_says_in_a_sentence_what_comes_of_an_approval() {
        use ApprovalKind as Kind;
        let tags = |action: &str| Change::Tags { action: action.to_owned(), tags: Vec::new() };
        let described = Change::Described {
            what: String::new(),
            resource: String::new(),
            description: String::new(),
            facts: Vec::new(),
        };
        for (kind, change, words) in [
            (Kind::Transaction, withdrawal(), "It is broadcast as it was built"),
            (Kind::TransactionFull, withdrawal(), "signed in parts and is broadcast"),
            (Kind::UserChange, user("create"), "on Treasury once they have accepted it"),
            (Kind::UserChange, user("update"), "exactly what is listed"),
            (Kind::UserChange, user("delete"), "taken off Treasury at once"),
            (Kind::PolicyRule, rule("create"), "The rule Daily counts like this on Treasury"),
            (Kind::PolicyRule, rule("update"), "and locks 48 hours later"),
            (Kind::PolicyRule, rule("delete"), "The rule Daily no longer counts on Treasury"),
            (Kind::ApprovalsRequired, Change::ApprovalsRequired(2), "Treasury asks for 2 approvals"),
            (Kind::ApprovalsRequired, Change::ApprovalsRequired(1), "Treasury asks for 1 approval from"),
            (Kind::Enterprise, member("add", None), "the enterprise from then on, as a member without"),
            (Kind::Enterprise, member("update", Some("auditor")), "In the enterprise the person is auditor"),
            (Kind::Enterprise, member("remove", None), "taken off the enterprise at once"),
            (Kind::Organization, member("add", Some("admin")), "the organization from then on, as admin"),
            (Kind::EnterpriseInvite, member("add", Some("auditor")), "goes out to bea@x: whoever follows it"),
            (Kind::WalletSetting, signature("false"), "the platform signs alone for what leaves Treasury"),
            (Kind::WalletSetting, signature("true"), "nothing leaves Treasury without a signature"),
            (Kind::WalletTags, tags("add"), "put on Treasury at once"),
            (Kind::WalletTags, tags("remove"), "taken off Treasury at once"),
            (Kind::Generic, described, "carries out what it describes"),
            (Kind::Other("new".to_owned()), Change::Unknown, "also what this program cannot read"),
        ] {
            let approval = approval(kind, change);
            let status = ApprovalStatus { needed: 1, ..ApprovalStatus::default() };
            let said = approval.consequences(&status, Decision::Approve, "bob");
            assert!(said.contains(words), "{said}");
            assert!(said.ends_with('.') && said.starts_with(char::is_uppercase), "{said}");
            let more = ApprovalStatus { needed: 3, ..ApprovalStatus::default() };
            let said = approval.consequences(&more, Decision::Approve, "bob");
            assert_eq!(said, "Your approval counts; it then waits for 2 more.");
            assert!(approval.consequences(&status, Decision::Reject, "bob").contains("rejected"));
            assert!(approval.consequences(&status, Decision::Reject, "ann").contains("withdrawn"));
        }
    }
}
