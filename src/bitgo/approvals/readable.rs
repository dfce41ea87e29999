//! Whether an approval holds something that could not be read, so that it has to be looked at before it is decided.

use super::summary::OWN_SIGNATURE;
use super::{ApprovalKind, Change, PendingApproval};
use crate::domain::amount::Balance;
use crate::domain::share::Permission;

impl PendingApproval {
    /// Whether something that the decision needs could not be read. Such a case is not decided by a key alone.
    pub fn is_unreadable(&self) -> bool {
        !self.info.unread.is_empty() || is_change_unreadable(self)
    }
}

fn is_change_unreadable(approval: &PendingApproval) -> bool {
    match &approval.info.change {
        Change::Unknown => true,
        Change::Withdrawal { recipients, requested, fee, .. } => {
            // Nobody is paid less than nothing.
            let is_exact = |it: &Balance| it.exact().is_some_and(|units| !units.is_negative());
            let is_told = |it: &Option<Balance>| it.as_ref().is_none_or(is_exact);
            let gets_it = |it: &Option<Balance>| it.as_ref().is_some_and(is_exact);
            recipients.is_empty()
                || recipients.iter().any(|it| it.address.is_empty() || !gets_it(&it.amount))
                || !is_told(requested)
                || !is_told(fee)
        }
        Change::User { action, user, permissions } => {
            let unknown = |word: &String| matches!(Permission::from_word(word), Permission::Other(_));
            user.is_empty()
                || !is_known(action)
                || permissions.iter().any(unknown)
                || (permissions.is_empty() && !is_removal(action))
        }
        Change::Rule { action, rule } => {
            let acts = rule.action.kind.word();
            let acts_known = crate::bitgo::policies::ActionKind::KNOWN.contains(&rule.action.kind);
            let is_added = matches!(action.as_str(), "create" | "add");
            rule.id.is_empty()
                || !is_known(action)
                || (!is_removal(action)
                    && (rule.is_unreadable() || !(acts_known || (acts.is_empty() && !is_added))))
        }
        Change::Membership { action, email, user, .. } => {
            // An invitation need not say that it adds.
            let is_invitation = approval.info.kind == ApprovalKind::EnterpriseInvite;
            let names_nobody = [email, user].iter().all(|it| it.as_ref().is_none_or(String::is_empty));
            names_nobody || !(is_known(action) || (is_invitation && action.is_empty()))
        }
        Change::Described { what, description, .. } => what.is_empty() && description.is_empty(),
        Change::Settings(changes) => changes
            .iter()
            .any(|it| it.name != OWN_SIGNATURE || !matches!(it.after.as_str(), "true" | "false")),
        Change::Tags { action, tags } => tags.is_empty() || !is_known(action),
        Change::ApprovalsRequired(_) => false,
    }
}

fn is_known(action: &str) -> bool {
    matches!(action, "create" | "add" | "update") || is_removal(action)
}

/// The spec does not list the words for what is done.
pub fn is_removal(action: &str) -> bool {
    matches!(action, "delete" | "remove")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalInfo, Recipient, SettingChange};
    use crate::bitgo::policies::{ActionKind, PolicyRule, RuleAction, RuleCondition};

    fn withdrawal(address: &str, amount: Option<&str>, requested: Option<&str>, fee: Option<&str>) -> Change {
        Change::Withdrawal {
            recipients: vec![Recipient {
                address: address.to_owned(),
                amount: amount.map(Balance::from_wire),
                ..Recipient::default()
            }],
            requested: requested.map(Balance::from_wire),
            fee: fee.map(Balance::from_wire),
            comment: String::new(),
            intent: None,
            triggered: None,
        }
    }

    fn user(action: &str, user: &str, permissions: &[&str]) -> Change {
        Change::User {
            action: action.to_owned(),
            user: user.to_owned(),
            permissions: permissions.iter().map(|&it| it.to_owned()).collect(),
        }
    }

    fn rule(action: &str, id: &str, amount: Option<&str>, does: ActionKind) -> Change {
        let condition = RuleCondition::Velocity {
            amount: amount.map(Balance::from_wire),
            time_window_secs: Some(60),
            group_tags: Vec::new(),
            start: None,
            extra: serde_json::Map::new(),
        };
        let action_of = RuleAction { kind: does, user_ids: Vec::new() };
        let rule = PolicyRule { id: id.to_owned(), condition, action: action_of, ..PolicyRule::default() };
        Change::Rule { action: action.to_owned(), rule: Box::new(rule) }
    }

    fn member(action: &str, email: Option<&str>) -> Change {
        let email = email.map(str::to_owned);
        Change::Membership { action: action.to_owned(), email, user: None, role: None, place: None }
    }

    fn setting(name: &str, after: &str) -> Change {
        let change =
            SettingChange { name: name.to_owned(), before: Some("true".to_owned()), after: after.to_owned() };
        Change::Settings(vec![change])
    }

    fn tags(action: &str, tags: &[&str]) -> Change {
        Change::Tags { action: action.to_owned(), tags: tags.iter().map(|&it| it.to_owned()).collect() }
    }

    #[test]
    fn every_kind_knows_what_it_needs() {
        let described = |what: &str, description: &str| Change::Described {
            what: what.to_owned(),
            resource: String::new(),
            description: description.to_owned(),
            facts: Vec::new(),
        };
        let gets = |address: &str, amount| withdrawal(address, amount, None, None);
        let deny = || ActionKind::Deny;
        let odd = || ActionKind::Other("explode".to_owned());
        for (change, expected) in [
            (gets("bc1q", Some("1")), false),
            (gets("bc1q", Some("1.5")), true),
            (gets("bc1q", Some("-1")), true),
            (gets("bc1q", None), true),
            (gets("", Some("1")), true),
            (withdrawal("bc1q", Some("1"), Some("1e3"), None), true),
            (withdrawal("bc1q", Some("1"), Some("1"), Some("0.5")), true),
            (withdrawal("bc1q", Some("1"), Some("1"), Some("5")), false),
            (user("create", "bea", &["view"]), false),
            (user("create", "", &["view"]), true),
            (user("create", "bea", &[]), true),
            (user("create", "bea", &["levitate"]), true),
            (user("delete", "bea", &[]), false),
            (user("promote", "bea", &["view"]), true),
            (rule("create", "daily", Some("1"), deny()), false),
            (rule("create", "daily", None, deny()), true),
            (rule("create", "daily", Some("all"), deny()), true),
            (rule("create", "daily", Some("1"), ActionKind::default()), true),
            (rule("update", "daily", Some("1"), ActionKind::default()), false),
            (rule("update", "daily", Some("1"), odd()), true),
            (rule("delete", "daily", None, odd()), false),
            (rule("delete", "", None, deny()), true),
            (rule("twist", "daily", Some("1"), deny()), true),
            (member("add", Some("a@b")), false),
            (member("add", None), true),
            (member("add", Some("")), true),
            (member("", Some("a@b")), true),
            (described("", ""), true),
            (described("update", ""), false),
            (described("", "words"), false),
            (setting(OWN_SIGNATURE, "false"), false),
            (setting(OWN_SIGNATURE, "maybe"), true),
            (setting("newSetting", "true"), true),
            (tags("add", &["a"]), false),
            (tags("add", &[]), true),
            (tags("paint", &["a"]), true),
            (Change::ApprovalsRequired(2), false),
            (Change::Unknown, true),
        ] {
            let info = ApprovalInfo { change, ..ApprovalInfo::default() };
            let approval = PendingApproval { info, ..PendingApproval::default() };
            assert_eq!(approval.is_unreadable(), expected, "{:?}", approval.info.change);
        }
        let info = ApprovalInfo {
            kind: ApprovalKind::EnterpriseInvite,
            change: member("", Some("a@b")),
            ..ApprovalInfo::default()
        };
        assert!(
            !PendingApproval { info, ..PendingApproval::default() }.is_unreadable(),
            "an invitation adds"
        );
    }
}
