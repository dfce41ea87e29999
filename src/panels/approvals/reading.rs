//! Approvals in words. Without drawing, so that tables can test it.

use crate::bitgo::approvals::{Change, Decision, PendingApproval, Recipient};
use crate::domain::amount::Balance;
use crate::domain::approval::{Case, KnownAddresses, Mark};
use crate::domain::coin::amount_words;
use crate::domain::share::{Names, Permission, Permissions};
use crate::kit::state::View;

/// What the approval is about, in a short sentence.
pub fn summary(approval: &PendingApproval, names: &Names) -> String {
    let wallet = approval.wallet_label.as_deref().filter(|label| !label.is_empty());
    let of_wallet = wallet.map(|label| format!(" from {label}")).unwrap_or_default();
    match &approval.info.change {
        Change::Withdrawal { recipients, requested, .. } => {
            let coin = approval.coin.as_deref().unwrap_or_default();
            let total = requested.as_ref().map(|total| amount_words(total, coin));
            let total =
                total.or_else(|| only_amount(recipients, coin)).unwrap_or_else(|| "an amount".to_owned());
            let to = if recipients.len() == 1 {
                "1 address".to_owned()
            } else {
                format!("{} addresses", recipients.len())
            };
            format!("Send {total} to {to}{of_wallet}")
        }
        Change::User { action, user, permissions } => {
            let can = Permissions::of(permissions.iter().map(|word| Permission::from_word(word)));
            let wallet = wallet.unwrap_or("a wallet");
            match action.as_str() {
                "delete" | "remove" => format!("Remove {} from {wallet}", names.of(user)),
                _ => format!("Let {} {} {wallet}", names.of(user), can.in_words()),
            }
        }
        Change::Rule { action, rule } => {
            let of = wallet.map(|label| format!(" of {label}")).unwrap_or_default();
            format!("{} the rule {}{of}", action_word(action), rule.id)
        }
        Change::ApprovalsRequired(count) => format!("Require {count} approvals"),
        Change::Membership { action, email, user, role } => {
            let who = email.clone().or_else(|| user.as_ref().map(|id| names.of(id))).unwrap_or_default();
            let role = role.as_ref().map(|role| format!(" as {role}")).unwrap_or_default();
            format!("{} {who}{role}", action_word(action))
        }
        Change::Described { what, description } if description.is_empty() => format!("Change {what}"),
        Change::Described { description, .. } => description.clone(),
        Change::Tags { action, tags } => format!("{} the tags {}", action_word(action), tags.join(", ")),
        Change::Unknown => format!("Something of the kind {}", approval.info.kind.word()),
    }
}

fn only_amount(recipients: &[Recipient], coin: &str) -> Option<String> {
    let [only] = recipients else { return None };
    Some(amount_words(only.amount.as_ref()?, only.coin.as_deref().unwrap_or(coin)))
}

/// The platform's word for what is done, as the beginning of a sentence.
fn action_word(action: &str) -> String {
    match action {
        "create" | "add" => "Add".to_owned(),
        "delete" | "remove" => "Remove".to_owned(),
        "update" | "" => "Change".to_owned(),
        other => format!("Do “{}” with", other.escape_debug()),
    }
}

/// Whether the case holds something that could not be read, so that it has to be looked at before it is decided.
pub fn is_unreadable(approval: &PendingApproval) -> bool {
    match &approval.info.change {
        Change::Unknown => true,
        Change::Withdrawal { recipients, .. } => {
            recipients.is_empty()
                || recipients.iter().any(|it| it.amount.as_ref().and_then(Balance::exact).is_none())
        }
        _ => false,
    }
}

/// What in a withdrawal's addresses is a reason to stop.
pub fn alarms(approval: &PendingApproval, known: View<'_, KnownAddresses>) -> Vec<String> {
    let (Change::Withdrawal { recipients, .. }, Some(known)) = (&approval.info.change, known.content())
    else {
        return Vec::new();
    };
    let marks = recipients.iter().flat_map(|recipient| known.marks(&recipient.address));
    marks.filter(Mark::is_alarm).map(|mark| mark.sentence()).collect()
}

/// What will happen next, before it is decided.
pub fn next(approval: &PendingApproval, case: &Case, decision: Decision, me: &str) -> String {
    match decision {
        Decision::Reject if approval.creator == me => "It is withdrawn, and nothing of it happens.".to_owned(),
        Decision::Reject => "It is rejected, and nothing of it happens. Who asked can ask again.".to_owned(),
        Decision::Approve if case.missing() > 1 => {
            format!("Your approval counts; it then waits for {} more.", case.missing() - 1)
        }
        Decision::Approve if approval.info.kind.is_withdrawal() => {
            "It is broadcast as it was built, or signed by the platform where it signs. Money that has left cannot be \
             called back."
                .to_owned()
        }
        Decision::Approve => "It takes effect at once.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalInfo, ApprovalKind};

    fn approval(kind: ApprovalKind, change: Change) -> PendingApproval {
        PendingApproval {
            coin: Some("btc".to_owned()),
            wallet_label: Some("Treasury".to_owned()),
            info: ApprovalInfo { kind, change, ..ApprovalInfo::default() },
            ..PendingApproval::default()
        }
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
                "Send 1.5 BTC to 1 address from Treasury",
                false,
            ),
            (
                ApprovalKind::Transaction,
                withdrawal(&["1", "2"]),
                "Send an amount to 2 addresses from Treasury",
                false,
            ),
            (ApprovalKind::Transaction, withdrawal(&["1e8"]), "“1e8”, which is no amount", true),
            (ApprovalKind::UserChange, user("create"), "Let Beatrix view and spend from Treasury", false),
            (ApprovalKind::UserChange, user("delete"), "Remove Beatrix from Treasury", false),
            (ApprovalKind::ApprovalsRequired, Change::ApprovalsRequired(3), "Require 3 approvals", false),
            (
                ApprovalKind::Other("newThing".to_owned()),
                Change::Unknown,
                "Something of the kind newThing",
                true,
            ),
        ] {
            let approval = approval(kind, change);
            let said = summary(&approval, &names);
            assert!(said.contains(words), "{said}");
            assert_eq!(is_unreadable(&approval), is_unread, "{said}");
        }
    }
}
