//! What an approval is about, in words.

use super::alarms::total;
use super::readable::is_removal;
use super::{ApprovalKind, Change, PendingApproval, SettingChange};
use crate::domain::amount::Balance;
use crate::domain::approval::Recipient;
use crate::domain::coin::amount_words;
use crate::domain::foreign_text::visible;
use crate::domain::share::{Names, Permission};

/// The setting of a trading account by which every transaction needs a signature with a person's own key (spec:
/// `userKeySigningRequired`).
pub const OWN_SIGNATURE: &str = "userKeySigningRequired";

impl PendingApproval {
    /// What the approval is about, in a short sentence. `but` is what is different in what was built for it.
    pub(super) fn in_short(&self, names: &Names, but: &str) -> String {
        let wallet = self.wallet_label.as_deref().filter(|label| !label.is_empty());
        let of = |word: &str| wallet.map(|label| format!(" {word} “{label}”")).unwrap_or_default();
        match &self.info.change {
            Change::Withdrawal { recipients, requested, .. } => {
                let coin = self.coin.as_deref().unwrap_or_default();
                let total = requested.as_ref().map(|total| amount_words(total, coin));
                let total =
                    total.or_else(|| sum_words(recipients, coin)).unwrap_or_else(|| "an amount".to_owned());
                let to = if recipients.len() == 1 {
                    "1 address".to_owned()
                } else {
                    format!("{} addresses", recipients.len())
                };
                format!("Send {total} to {to}{}{but}", of("from"))
            }
            Change::User { action, user, permissions } => {
                let user = Some(user.as_str()).filter(|user| !user.is_empty());
                user_change(action, &who(None, user, names), permissions, &wallet_name(wallet))
            }
            Change::Rule { action, rule } => {
                format!("{} rule “{}”{}", action_word(action), rule.id, of(target_word(action)))
            }
            Change::ApprovalsRequired(1) => format!("Require 1 approval{}", of("on")),
            Change::ApprovalsRequired(count) => format!("Require {count} approvals{}", of("on")),
            Change::Membership { action, email, user, role, place } => {
                let who = who(email.as_deref(), user.as_deref(), names);
                let is_update = action == "update";
                let as_word = if is_update { " " } else { " as " };
                let role =
                    role.as_ref().map(|role| format!("{as_word}{}", role_word(role))).unwrap_or_default();
                let verb =
                    if is_update && !role.is_empty() { "Make".to_owned() } else { action_word(action) };
                let place = place.as_deref().or(self.organization_name.as_deref());
                let is_invitation = self.info.kind == ApprovalKind::EnterpriseInvite;
                match (is_invitation && matches!(action.as_str(), "add" | ""), place) {
                    (true, Some(place)) => format!("Invite {who} to {place}{role}"),
                    (true, None) => format!("Invite {who}{role}"),
                    (false, Some(place)) => format!("{verb} {who}{role} in {place}"),
                    (false, None) => format!("{verb} {who}{role}"),
                }
            }
            Change::Described { what, resource, description, .. } if description.is_empty() => {
                format!("{} {resource}", action_word(what)).trim_end().to_owned()
            }
            Change::Described { description, .. } => description.clone(),
            Change::Settings(changes) => settings(changes, &wallet_name(wallet)),
            Change::Tags { action, tags } => {
                let word = if is_removal(action) { "from" } else { "to" };
                format!("{} {}{}", action_word(action), quoted_tags(tags), of(word))
            }
            Change::Unknown if self.info.kind.word().is_empty() => {
                format!("Request whose kind cannot be read{}", of("on"))
            }
            Change::Unknown => format!("Unknown request of kind {}{}", self.info.kind.word(), of("on")),
        }
    }
}

impl PendingApproval {
    /// Whether what is around it may hold a reason to stop, so that it is waited for before anything is approved.
    pub fn needs_facts(&self) -> bool {
        match self.info.change {
            Change::Withdrawal { .. }
            | Change::User { .. }
            | Change::Rule { .. }
            | Change::ApprovalsRequired(_) => true,
            // Of an organization's people nothing can be read.
            Change::Membership { .. } => self.info.kind != ApprovalKind::Organization,
            _ => false,
        }
    }
}

/// The wallet's name as it stands in a sentence.
fn wallet_name(label: Option<&str>) -> String {
    label.map_or_else(|| "a wallet".to_owned(), |label| format!("“{label}”"))
}

/// A change of one person of a wallet.
fn user_change(action: &str, who: &str, permissions: &[String], wallet: &str) -> String {
    let mut listed: Vec<Permission> = permissions.iter().map(|word| Permission::from_word(word)).collect();
    listed.sort();
    let listed: Vec<String> = listed.iter().map(permission_name).collect();
    let listed = listed.join(", ");
    match action {
        action if is_removal(action) => format!("Remove {who} from {wallet}"),
        "update" if listed.is_empty() => format!("Remove all of {who}'s permissions on {wallet}"),
        "update" => format!("Set {who}'s permissions on {wallet} to {listed}"),
        _ if listed.is_empty() => format!("Add {who} to {wallet}"),
        _ => format!("Add {who} to {wallet} ({listed})"),
    }
}

/// A permission as the platform's own pages write it; one that is not known as it came.
fn permission_name(permission: &Permission) -> String {
    let word = permission.word();
    match (permission, word.split_at_checked(1)) {
        (Permission::Other(_), _) | (_, None) => format!("“{}”", visible(word)),
        (_, Some((first, rest))) => format!("{}{rest}", first.to_uppercase()),
    }
}

/// "tag “a”", "tags “a”, “b”".
fn quoted_tags(tags: &[String]) -> String {
    let noun = if tags.len() == 1 { "tag" } else { "tags" };
    let quoted: Vec<String> = tags.iter().map(|tag| format!("“{tag}”")).collect();
    format!("{noun} {}", quoted.join(", "))
}

/// What joins a rule and its wallet.
fn target_word(action: &str) -> &'static str {
    match action {
        "create" | "add" => "to",
        action if is_removal(action) => "from",
        _ => "on",
    }
}

fn settings(changes: &[SettingChange], wallet: &str) -> String {
    match changes {
        [only] if only.name == OWN_SIGNATURE && only.after == "false" => {
            format!("Turn off user signing for {wallet}")
        }
        [only] if only.name == OWN_SIGNATURE => format!("Turn on user signing for {wallet}"),
        [only] => format!("Change setting “{}” of {wallet}", only.name),
        several => format!("Change {} settings of {wallet}", several.len()),
    }
}

/// What the recipients get in all, where that can be known in one amount.
fn sum_words(recipients: &[Recipient], coin: &str) -> Option<String> {
    let coin = recipients.first()?.coin.as_deref().unwrap_or(coin);
    if let [only] = recipients {
        return Some(amount_words(only.amount.as_ref()?, coin));
    }
    let total = total(recipients, None);
    let total = total.exact()?.clone();
    Some(amount_words(&Balance::Exact(total), coin))
}

/// The person by name, else by e-mail address.
pub fn who(email: Option<&str>, user: Option<&str>, names: &Names) -> String {
    match (user.filter(|id| names.knows(id)), email) {
        (Some(id), _) => names.of(id),
        (None, Some(email)) => email.to_owned(),
        (None, None) => {
            user.map_or_else(|| "somebody whose name is not reported".to_owned(), |id| names.of(id))
        }
    }
}

/// The platform's word for what is done, as the beginning of a sentence.
fn action_word(action: &str) -> String {
    match action {
        "create" | "add" => "Add".to_owned(),
        "delete" | "remove" => "Remove".to_owned(),
        "update" | "" => "Change".to_owned(),
        "unlock" => "Unlock".to_owned(),
        other => format!("Do “{}” with", visible(other)),
    }
}

/// A role of an enterprise or organization in words, as it came where it is not known.
pub(super) fn role_word(role: &str) -> String {
    match role {
        "admin" | "auditor" | "member" | "customer" => role.to_owned(),
        "wallet.create" => "wallet creator".to_owned(),
        "serviceUser" => "service user".to_owned(),
        other => format!("“{}”", visible(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalCase, ApprovalInfo};

    fn approval(kind: ApprovalKind, change: Change) -> PendingApproval {
        PendingApproval {
            coin: Some("btc".to_owned()),
            wallet_label: Some("Treasury".to_owned()),
            info: ApprovalInfo { kind, change, ..ApprovalInfo::default() },
            ..PendingApproval::default()
        }
    }

    #[test]
    fn a_kind_that_cannot_be_read_is_said() {
        let unread = approval(ApprovalKind::Other(String::new()), Change::Unknown);
        let said = ApprovalCase::new(unread).summary(&Names::default());
        assert!(said.contains("Request whose kind cannot be read on “Treasury”"), "{said}");
    }

    #[test]
    fn each_kind_is_told_in_words() {
        let recipient = |amount: &str| Recipient {
            address: "bc1q".to_owned(),
            amount: Some(Balance::from_wire(amount)),
            ..Recipient::default()
        };
        let withdrawal = |amounts: &[&str]| Change::Withdrawal {
            recipients: amounts.iter().map(|it| recipient(it)).collect(),
            requested: None,
            fee: None,
            comment: String::new(),
            intent: None,
            triggered: None,
        };
        let user = |action: &str| Change::User {
            action: action.to_owned(),
            user: "bea".to_owned(),
            permissions: vec!["view".to_owned(), "spend".to_owned()],
        };
        let mut names = Names::default();
        names.add("bea", "Beatrix");
        for (kind, change, words, is_unread) in [
            (
                ApprovalKind::Transaction,
                withdrawal(&["150000000"]),
                "Send 1.5 BTC to 1 address from “Treasury”",
                false,
            ),
            (
                ApprovalKind::Transaction,
                withdrawal(&["1", "2"]),
                "Send 0.00000003 BTC to 2 addresses from “Treasury”",
                false,
            ),
            (ApprovalKind::Transaction, withdrawal(&["1e8"]), "“1e8”, which is not an amount", true),
            (ApprovalKind::UserChange, user("create"), "Add Beatrix to “Treasury” (View, Spend)", false),
            (ApprovalKind::UserChange, user("delete"), "Remove Beatrix from “Treasury”", false),
            (
                ApprovalKind::UserChange,
                user("update"),
                "Set Beatrix's permissions on “Treasury” to View, Spend",
                false,
            ),
            (
                ApprovalKind::ApprovalsRequired,
                Change::ApprovalsRequired(3),
                "Require 3 approvals on “Treasury”",
                false,
            ),
            (
                ApprovalKind::WalletTags,
                Change::Tags { action: "add".to_owned(), tags: vec!["a".to_owned(), "b".to_owned()] },
                "Add tags “a”, “b” to “Treasury”",
                false,
            ),
            (
                ApprovalKind::Other("newThing".to_owned()),
                Change::Unknown,
                "Unknown request of kind newThing on “Treasury”",
                true,
            ),
        ] {
            let approval = ApprovalCase::new(approval(kind, change));
            let said = approval.summary(&names);
            assert!(said.contains(words), "{said}");
            assert_eq!(approval.is_unreadable(), is_unread, "{said}");
        }
    }
}
