//! What in an approval could not be read, so that it has to be looked at before it is decided.

use super::built::Built;
use super::summary::OWN_SIGNATURE;
use super::{ApprovalKind, Change, PendingApproval, SettingChange};
use crate::bitgo::policies::{ActionKind, PolicyRule};
use crate::domain::amount::Balance;
use crate::domain::approval::Recipient;
use crate::domain::foreign_text::visible;
use crate::domain::share::Permission;

impl PendingApproval {
    /// Each part of it that could not be read, in a sentence. What was built is judged alone.
    pub(super) fn unread_parts(&self, built: &Built) -> Vec<String> {
        let left_out = self.info.unread.keys();
        let mut parts: Vec<String> =
            left_out.map(|name| format!("“{}” in the request could not be read.", visible(name))).collect();
        parts.extend(unread_in_change(self, built));
        parts
    }
}

fn unread_in_change(approval: &PendingApproval, built: &Built) -> Vec<String> {
    let kind = &approval.info.kind;
    match &approval.info.change {
        Change::Unknown => vec![match kind {
            ApprovalKind::Other(word) => {
                format!("This program does not know requests of kind “{}”.", visible(word))
            }
            _ => "What the request would change could not be read.".to_owned(),
        }],
        Change::Withdrawal { recipients, requested, fee, .. } => {
            let mut parts = of_recipients(recipients);
            let sums = [("The total that was asked for", requested), ("The fee", fee)];
            parts.extend(sums.into_iter().filter_map(|(what, amount)| not_exact(what, amount.as_ref()?)));
            parts.extend(built.gaps());
            parts
        }
        Change::User { action, user, permissions } => of_person(action, user, permissions),
        Change::Rule { action, rule } => of_rule(action, rule),
        Change::Membership { action, email, user, .. } => {
            // An invitation need not say that it adds.
            let is_invitation = *kind == ApprovalKind::EnterpriseInvite;
            let names_nobody = [email, user].iter().all(|it| it.as_ref().is_none_or(String::is_empty));
            let mut parts = Vec::from_iter(names_nobody.then(|| NO_PERSON.to_owned()));
            parts.extend(not_known(action).filter(|_| !(is_invitation && action.is_empty())));
            parts
        }
        Change::Described { what, description, .. } => {
            let says_nothing = what.is_empty() && description.is_empty();
            Vec::from_iter(says_nothing.then(|| "The request does not say what it would change.".to_owned()))
        }
        Change::Settings(changes) => changes.iter().filter_map(of_setting).collect(),
        Change::Tags { action, tags } => {
            let mut parts = Vec::from_iter(tags.is_empty().then(|| "The request names no tags.".to_owned()));
            parts.extend(not_known(action));
            parts
        }
        Change::ApprovalsRequired(_) => Vec::new(),
    }
}

const NO_PERSON: &str = "The request does not name the person.";

fn of_recipients(recipients: &[Recipient]) -> Vec<String> {
    if recipients.is_empty() {
        return vec!["The request names no recipient.".to_owned()];
    }
    let mut parts = Vec::new();
    for (number, recipient) in recipients.iter().enumerate() {
        let number = number + 1;
        if recipient.address.is_empty() {
            parts.push(format!("The address of recipient {number} is not reported."));
        }
        let what = format!("The amount for recipient {number}");
        match &recipient.amount {
            None => parts.push(format!("{what} is not reported.")),
            Some(amount) => parts.extend(not_exact(&what, amount)),
        }
    }
    parts
}

/// Why an amount is none. Nobody is paid less than nothing.
fn not_exact(what: &str, amount: &Balance) -> Option<String> {
    match amount {
        Balance::Exact(units) => units.is_negative().then(|| format!("{what} is below zero.")),
        Balance::Unreadable(raw) => {
            Some(format!("{what} is not a whole number of base units. BitGo sent “{}”.", visible(raw)))
        }
    }
}

fn of_person(action: &str, user: &str, permissions: &[String]) -> Vec<String> {
    let mut parts = Vec::from_iter(user.is_empty().then(|| NO_PERSON.to_owned()));
    parts.extend(not_known(action));
    let unknown = permissions.iter().filter(|it| matches!(Permission::from_word(it), Permission::Other(_)));
    parts.extend(
        unknown.map(|word| format!("This program does not know the permission “{}”.", visible(word))),
    );
    if permissions.is_empty() && !is_removal(action) {
        parts.push("The request names no permissions.".to_owned());
    }
    parts
}

fn of_rule(action: &str, rule: &PolicyRule) -> Vec<String> {
    let mut parts = Vec::from_iter(rule.id.is_empty().then(|| "The rule has no name.".to_owned()));
    parts.extend(not_known(action));
    if is_removal(action) {
        return parts;
    }
    if rule.is_unreadable() {
        parts.push("The condition of the rule could not be read.".to_owned());
    }
    let does = rule.action.kind.word();
    let is_added = matches!(action, "create" | "add");
    if does.is_empty() && is_added {
        parts.push("The request does not say what the rule does.".to_owned());
    } else if !does.is_empty() && !ActionKind::KNOWN.contains(&rule.action.kind) {
        parts.push(format!("This program does not know what the rule does: “{}”.", visible(does)));
    }
    parts
}

fn of_setting(change: &SettingChange) -> Option<String> {
    let name = visible(&change.name);
    if change.name != OWN_SIGNATURE {
        return Some(format!("This program does not know the setting “{name}”."));
    }
    let is_known = matches!(change.after.as_str(), "true" | "false");
    (!is_known).then(|| {
        format!("The new value of the setting “{name}” could not be read: “{}”.", visible(&change.after))
    })
}

/// Why it is not known what is done.
fn not_known(action: &str) -> Option<String> {
    match action {
        "" => Some("The request does not say what is done.".to_owned()),
        action if is_known(action) => None,
        other => Some(format!("This program does not know what is done: “{}”.", visible(other))),
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
    use crate::bitgo::approvals::ApprovalInfo;
    use crate::bitgo::policies::{RuleAction, RuleCondition};

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
            assert_eq!(!approval.examine(None).unread.is_empty(), expected, "{:?}", approval.info.change);
        }
        let info = ApprovalInfo {
            kind: ApprovalKind::EnterpriseInvite,
            change: member("", Some("a@b")),
            ..ApprovalInfo::default()
        };
        assert!(
            PendingApproval { info, ..PendingApproval::default() }.examine(None).unread.is_empty(),
            "an invitation adds"
        );
    }

    #[test]
    fn every_part_that_could_not_be_read_is_a_sentence_of_its_own() {
        let Change::Withdrawal { recipients: first, .. } = withdrawal("", Some("1e-3"), None, None) else {
            return;
        };
        let Change::Withdrawal { recipients: second, .. } = withdrawal("bc1q", None, None, None) else {
            return;
        };
        let mut both = withdrawal("bc1q", Some("-4"), Some("many\u{202e}"), Some("0.5"));
        if let Change::Withdrawal { recipients, .. } = &mut both {
            recipients.splice(0..0, first.into_iter().chain(second));
        }
        let tree = serde_json::json!({ "resources": [1], "anchors\u{200b}": 2 });
        let unread = tree.as_object().cloned().unwrap_or_default();
        for (change, unread, expected) in [
            (
                both,
                serde_json::Map::new(),
                &[
                    "The address of recipient 1 is not reported.",
                    "The amount for recipient 1 is not a whole number of base units. BitGo sent “1e-3”.",
                    "The amount for recipient 2 is not reported.",
                    "The amount for recipient 3 is below zero.",
                    "The total that was asked for is not a whole number of base units. BitGo sent “many‹U+202E›”.",
                    "The fee is not a whole number of base units. BitGo sent “0.5”.",
                ][..],
            ),
            (
                user("promote", "", &["view", "levitate"]),
                serde_json::Map::new(),
                &[
                    "The request does not name the person.",
                    "This program does not know what is done: “promote”.",
                    "This program does not know the permission “levitate”.",
                ],
            ),
            (
                tags("add", &["a"]),
                unread,
                &[
                    "“resources” in the request could not be read.",
                    "“anchors‹U+200B›” in the request could not be read.",
                ],
            ),
        ] {
            let info = ApprovalInfo { change, unread, ..ApprovalInfo::default() };
            let approval = PendingApproval { info, ..PendingApproval::default() };
            assert_eq!(approval.examine(None).unread, expected);
        }
    }
}
