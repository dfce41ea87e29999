//! What an approval would change, held against what is known around it.

use super::gaps::is_removal;
use crate::bitgo::approvals::{Change, PendingApproval, Recipient};
use crate::bitgo::policies::PolicyRule;
use crate::domain::amount::Balance;
use crate::domain::approval::{
    BalanceShare, Mark, PeopleChange, Remark, Total, Wanted, Weight, required_approvals,
};
use crate::domain::share::{Names, Permission, Permissions};
use crate::kit::state::View;
use crate::panels::approvals::Surroundings;

/// What in an approval is a reason to stop.
pub fn alarms(approval: &PendingApproval, known: View<'_, Surroundings>) -> Vec<String> {
    let Some(known) = known.content() else { return Vec::new() };
    let dangers = |remarks: Vec<Remark>| {
        remarks.into_iter().filter(|it| it.weight == Weight::Danger).map(|it| it.sentence).collect()
    };
    match &approval.info.change {
        Change::Withdrawal { recipients, requested, .. } => {
            let marks = recipients.iter().flat_map(|recipient| known.known.marks(&recipient.address));
            let mut alarms: Vec<String> = marks.filter(Mark::is_alarm).map(|mark| mark.sentence()).collect();
            if let Total::Differs { .. } = total(recipients, requested.as_ref()) {
                alarms.push("The recipients get something else in all than was asked for.".to_owned());
            }
            alarms
        }
        Change::User { user, .. } => {
            let who = Names::default();
            people_change(approval, known)
                .map(|change| dangers(change.remarks(user, &who)))
                .unwrap_or_default()
        }
        Change::ApprovalsRequired(count) => dangers(required(*count, known)),
        _ => Vec::new(),
    }
}

/// What the recipients get in all. Amounts of several coins do not add up.
pub fn total(recipients: &[Recipient], requested: Option<&Balance>) -> Total {
    let coins = recipients.iter().map(|it| &it.coin);
    if coins.clone().zip(coins.skip(1)).any(|(one, next)| one != next) {
        return Total::NotKnown;
    }
    let amounts: Vec<Option<&Balance>> = recipients.iter().map(|it| it.amount.as_ref()).collect();
    Total::of(&amounts, requested)
}

/// How much of the wallet's balance a withdrawal is; none where it is in another coin than the wallet's.
pub fn share_of_balance(
    approval: &PendingApproval,
    total: &Total,
    known: &Surroundings,
) -> Option<BalanceShare> {
    let Change::Withdrawal { recipients, .. } = &approval.info.change else { return None };
    let is_same = |it: &Recipient| it.coin.is_none() || it.coin == approval.coin;
    recipients.iter().all(is_same).then_some(())?;
    BalanceShare::of(total.exact()?, known.balance()?)
}

/// What a change of people changes, where the wallet is known.
pub fn people_change(approval: &PendingApproval, known: &Surroundings) -> Option<PeopleChange> {
    let Change::User { action, user, permissions } = &approval.info.change else { return None };
    let listed = Permissions::of(permissions.iter().map(|word| Permission::from_word(word)));
    let wanted = match action.as_str() {
        "create" | "add" => Wanted::Added(listed),
        "update" => Wanted::Replaced(listed),
        action if is_removal(action) => Wanted::Removed,
        _ => return None,
    };
    Some(PeopleChange::of(&known.members()?.people, user, &wanted))
}

/// The rule as it would be; none where it would be gone.
pub fn rule_after(action: &str, requested: &PolicyRule, present: Option<&PolicyRule>) -> Option<PolicyRule> {
    match present {
        _ if is_removal(action) => None,
        Some(present) if action == "update" => Some(requested.applied_to(present)),
        _ => Some(requested.clone()),
    }
}

/// What to know of another number of approvals.
pub fn required(count: u64, known: &Surroundings) -> Vec<Remark> {
    let wallet = known.members();
    let before = wallet.as_ref().and_then(|wallet| wallet.approvals_required);
    let admins = wallet.as_ref().map(|wallet| wallet.admins().count());
    required_approvals(before, count, admins)
}
