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
                "Your request is canceled, and nothing changes.".to_owned()
            }
            Decision::Reject => {
                "It is rejected, and nothing changes. The person who asked can ask again.".to_owned()
            }
            Decision::Approve if status.missing() > 1 => {
                format!("Your approval counts. It then needs {} more.", status.missing() - 1)
            }
            Decision::Approve => match self.also_waits_for() {
                Some(checks) => format!("Your approval counts. {checks}"),
                None => effect(self),
            },
        }
    }
}

/// What the last approval brings about.
fn effect(approval: &PendingApproval) -> String {
    let label = approval.wallet_label.as_deref().filter(|label| !label.is_empty());
    let wallet = &label.map_or_else(|| "the wallet".to_owned(), |label| format!("“{label}”"));
    match &approval.info.change {
        Change::Withdrawal { .. } if approval.info.kind == ApprovalKind::TransactionFull => {
            "The transaction is signed in parts and broadcast. Money that has left cannot be called back."
                .to_owned()
        }
        Change::Withdrawal { .. } => {
            "It is broadcast as it was built, or signed by BitGo where BitGo signs. Money that has left cannot be called \
             back."
                .to_owned()
        }
        Change::User { action, .. } if is_removal(action) => {
            format!("Removes the person from {wallet} immediately.")
        }
        Change::User { action, .. } if action == "update" => {
            format!("The person will have exactly the listed permissions on {wallet}, and no others.")
        }
        Change::User { .. } => {
            format!("The share is sent. The person joins {wallet} once they accept it.")
        }
        Change::Rule { action, rule } if is_removal(action) => {
            format!("Removes rule “{}” from {wallet} immediately.", rule.id)
        }
        Change::Rule { action, rule } if matches!(action.as_str(), "create" | "add") => {
            format!("Adds rule “{}” to {wallet}. It locks after 48 hours.", rule.id)
        }
        Change::Rule { rule, .. } => {
            format!("Changes rule “{}” on {wallet}. It locks after 48 hours.", rule.id)
        }
        Change::ApprovalsRequired(1) => format!("{} will require 1 approval.", sentence(wallet)),
        Change::ApprovalsRequired(count) => {
            format!("{} will require {count} approvals.", sentence(wallet))
        }
        Change::Membership { action, email, role, .. } => {
            membership(&approval.info.kind, action, email.as_deref(), role.as_deref())
        }
        Change::Settings(changes) => match changes.as_slice() {
            [only] if only.name == OWN_SIGNATURE && only.after == "false" => {
                format!("Only BitGo's key will be needed to send from {wallet}.")
            }
            [only] if only.name == OWN_SIGNATURE => {
                format!("Sending from {wallet} will require a user key signature.")
            }
            _ => format!("Changes the settings of {wallet} immediately."),
        },
        Change::Tags { action, tags } => {
            let (the, these) =
                if tags.len() == 1 { ("the tag", "this tag") } else { ("the tags", "these tags") };
            if is_removal(action) {
                format!("Removes {the} from {wallet} immediately.")
            } else {
                format!("Adds {the} to {wallet} immediately. Rules for {these} will apply to the wallet.")
            }
        }
        Change::Described { .. } => "BitGo makes this change immediately.".to_owned(),
        Change::Unknown => {
            "BitGo carries out everything it sent here, including what this program cannot read.".to_owned()
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
        (_, true, _) => format!("Removes the person from the {place} immediately."),
        (ApprovalKind::EnterpriseInvite, ..) => {
            let to = email.map(|email| format!(" to {email}")).unwrap_or_default();
            format!("The invitation is sent{to}. Anyone who follows it joins the enterprise as {role}.")
        }
        (_, _, "update") => format!("The person becomes {role} in the {place}."),
        _ => format!("The person joins the {place} as {role}."),
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
            (Kind::TransactionFull, withdrawal(), "signed in parts and broadcast"),
            (Kind::UserChange, user("create"), "joins “Treasury” once they accept it"),
            (Kind::UserChange, user("update"), "exactly the listed permissions"),
            (Kind::UserChange, user("delete"), "Removes the person from “Treasury” immediately"),
            (Kind::PolicyRule, rule("create"), "Adds rule “Daily” to “Treasury”. It locks after 48 hours."),
            (
                Kind::PolicyRule,
                rule("update"),
                "Changes rule “Daily” on “Treasury”. It locks after 48 hours.",
            ),
            (Kind::PolicyRule, rule("delete"), "Removes rule “Daily” from “Treasury”"),
            (Kind::ApprovalsRequired, Change::ApprovalsRequired(2), "“Treasury” will require 2 approvals"),
            (Kind::ApprovalsRequired, Change::ApprovalsRequired(1), "“Treasury” will require 1 approval."),
            (Kind::Enterprise, member("add", None), "joins the enterprise as a member without"),
            (
                Kind::Enterprise,
                member("update", Some("auditor")),
                "The person becomes auditor in the enterprise",
            ),
            (Kind::Enterprise, member("remove", None), "Removes the person from the enterprise immediately"),
            (Kind::Organization, member("add", Some("admin")), "joins the organization as admin"),
            (
                Kind::EnterpriseInvite,
                member("add", Some("auditor")),
                "is sent to bea@x. Anyone who follows it",
            ),
            (
                Kind::WalletSetting,
                signature("false"),
                "Only BitGo's key will be needed to send from “Treasury”",
            ),
            (Kind::WalletSetting, signature("true"), "Sending from “Treasury” will require a user key"),
            (Kind::WalletTags, tags("add"), "Adds the tags to “Treasury” immediately"),
            (Kind::WalletTags, tags("remove"), "Removes the tags from “Treasury” immediately"),
            (Kind::Generic, described, "makes this change immediately"),
            (Kind::Other("new".to_owned()), Change::Unknown, "including what this program cannot read"),
        ] {
            let approval = approval(kind, change);
            let status = ApprovalStatus { needed: 1, ..ApprovalStatus::default() };
            let said = approval.consequences(&status, Decision::Approve, "bob");
            assert!(said.contains(words), "{said}");
            assert!(
                said.ends_with('.') && said.trim_start_matches('“').starts_with(char::is_uppercase),
                "{said}"
            );
            let more = ApprovalStatus { needed: 3, ..ApprovalStatus::default() };
            let said = approval.consequences(&more, Decision::Approve, "bob");
            assert_eq!(said, "Your approval counts. It then needs 2 more.");
            assert!(approval.consequences(&status, Decision::Reject, "bob").contains("rejected"));
            assert!(approval.consequences(&status, Decision::Reject, "ann").contains("canceled"));
        }
    }
}
