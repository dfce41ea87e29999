//! What an approval would change, held against what is known around it.

use super::gaps::is_removal;
use super::is_held_against;
use super::membership::membership;
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
    let mut alarms = dangers_of(approval, known);
    alarms.extend(known.completed(approval, &approval.case(Vec::new())).deadlock());
    alarms
}

fn dangers_of(approval: &PendingApproval, known: &Surroundings) -> Vec<String> {
    let dangers = |remarks: Vec<Remark>| {
        remarks.into_iter().filter(|it| it.weight == Weight::Danger).map(|it| it.sentence).collect()
    };
    match &approval.info.change {
        Change::Withdrawal { recipients, requested, .. } => {
            let marks = recipients.iter().flat_map(|recipient| known.known().marks(&recipient.address));
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
        Change::Membership { .. } => dangers(membership(approval, Some(known), &Names::default()).remarks),
        _ => Vec::new(),
    }
}

/// That what may hold a reason to stop was not looked at. What was read earlier counts as not looked at.
pub fn unchecked(approval: &PendingApproval, known: View<'_, Surroundings>) -> Option<&'static str> {
    if !is_held_against(approval) {
        return None;
    }
    match known {
        View::Ready(known) if matches!(approval.info.change, Change::Rule { .. }) && !known.tells_rules() => {
            Some("The wallet does not tell its rules, so this could not be checked against them.")
        }
        View::Ready(_) => None,
        View::Pending(_) => Some("This is still being checked against what it would change."),
        View::NotAsked | View::Failed(..) => Some(
            "This could not be checked against what it would change: there may be a reason to stop that is not shown here.",
        ),
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
    let coin = approval.coin.as_deref().filter(|coin| known.coin() == Some(coin))?;
    let is_same = |it: &Recipient| it.coin.as_deref().is_none_or(|own| own == coin);
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
    let before = wallet.and_then(|wallet| wallet.approvals_required);
    let admins = Some(known.admins().len()).filter(|count| *count > 0);
    required_approvals(before, count, admins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::ApprovalInfo;
    use crate::bitgo::enterprises::{EnterprisePeople, EnterprisePerson};
    use crate::bitgo::wallet::{Wallet, WalletUser};
    use crate::domain::approval::{Case, KnownAddresses};
    use crate::kit::state::Failure;

    fn wallet(balance: &str, people: &[(&str, &str)]) -> Wallet {
        let user = |&(user, permissions): &(&str, &str)| WalletUser {
            user: user.to_owned(),
            permissions: permissions.split(',').map(str::to_owned).collect(),
            ..WalletUser::default()
        };
        Wallet {
            coin: "btc".to_owned(),
            balance: Some(Balance::from_wire(balance)),
            users: people.iter().map(user).collect(),
            approvals_required: Some(1),
            ..Wallet::default()
        }
    }

    fn approval(change: Change) -> PendingApproval {
        PendingApproval {
            coin: Some("btc".to_owned()),
            info: ApprovalInfo { change, ..ApprovalInfo::default() },
            ..PendingApproval::default()
        }
    }

    fn pays(recipients: &[(&str, &str, Option<&str>)], requested: Option<&str>) -> PendingApproval {
        let recipient = |&(address, amount, coin): &(&str, &str, Option<&str>)| Recipient {
            address: address.to_owned(),
            amount: Some(Balance::from_wire(amount)),
            coin: coin.map(str::to_owned),
            data: None,
        };
        approval(Change::Withdrawal {
            recipients: recipients.iter().map(recipient).collect(),
            requested: requested.map(Balance::from_wire),
            fee: None,
            comment: String::new(),
            intent: None,
            triggered: None,
        })
    }

    #[test]
    fn every_reason_to_stop_is_an_alarm() {
        const PAID: &str = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
        let two = [("ann", "view,admin"), ("bob", "admin")];
        let user = |action: &str, user: &str| {
            approval(Change::User {
                action: action.to_owned(),
                user: user.to_owned(),
                permissions: Vec::new(),
            })
        };
        let looks_like = "bc1qar0szzzzzzzzzzzzzzzzzzzzzzzzzzzzzz5mdq";
        for (approval, people, count, words) in [
            (pays(&[(PAID, "5", None)], None), &two[..], 0, ""),
            (pays(&[(looks_like, "5", None)], None), &two, 1, "This looks like bc1qar0srrr"),
            (pays(&[(PAID, "5", None)], Some("6")), &two, 1, "something else in all than was asked for"),
            (user("delete", "bob"), &two, 0, ""),
            (user("delete", "ann"), &two[..1], 1, "Leaves no admin"),
            (user("update", "ann"), &two[..1], 1, "Leaves no admin"),
            (approval(Change::ApprovalsRequired(2)), &two, 1, "nothing that an admin asks for"),
            (approval(Change::ApprovalsRequired(1)), &two, 0, ""),
        ] {
            let paid = vec![PAID.to_owned()];
            let known = KnownAddresses { paid, is_whole: true, ..KnownAddresses::default() };
            let around = Surroundings::of_withdrawal(wallet("1000", people), known);
            let alarms = alarms(&approval, View::Ready(&around));
            assert_eq!(alarms.len(), count, "{:?}: {alarms:?}", approval.info.change);
            assert!(alarms.concat().contains(words), "{alarms:?}");
        }
    }

    fn enterprise(admins: &[&str]) -> Surroundings {
        let person = |&id: &&str| EnterprisePerson {
            id: id.to_owned(),
            is_admin: true,
            ..EnterprisePerson::default()
        };
        let people = admins.iter().map(person).collect();
        Surroundings::of_enterprise(EnterprisePeople { people, ..EnterprisePeople::default() })
    }

    #[test]
    fn what_an_enterprise_would_lose_is_an_alarm_and_its_admins_count() {
        let member = |action: &str, role: Option<&str>| Change::Membership {
            action: action.to_owned(),
            email: None,
            user: Some("ann".to_owned()),
            role: role.map(str::to_owned),
            place: None,
        };
        for (change, admins, words) in [
            (member("remove", None), &["ann"][..], Some("Leaves no admin in the enterprise.")),
            (member("update", Some("auditor")), &["ann"], Some("Leaves no admin in the enterprise.")),
            (member("remove", None), &["ann", "bob"], None),
            (Change::ApprovalsRequired(2), &["ann", "bob"], Some("There are 2 admins")),
            (Change::ApprovalsRequired(1), &["ann", "bob"], None),
        ] {
            let approval = approval(change);
            assert!(is_held_against(&approval), "it is waited for");
            let alarms = alarms(&approval, View::Ready(&enterprise(admins)));
            assert_eq!(alarms.len(), usize::from(words.is_some()), "{:?}: {alarms:?}", approval.info.change);
            assert!(alarms.concat().contains(words.unwrap_or_default()), "{alarms:?}");
        }
    }

    #[test]
    fn a_deadlock_is_an_alarm_and_who_decides_are_the_admins_of_now() {
        let tags = || approval(Change::Tags { action: "add".to_owned(), tags: Vec::new() });
        let of = |creator: &str, approvers: &[&str], count| PendingApproval {
            creator: creator.to_owned(),
            approvers: approvers.iter().map(|&it| it.to_owned()).collect(),
            approvals_required: Some(count),
            ..tags()
        };
        let around =
            Surroundings::of_wallet(wallet("5", &[("ann", "admin"), ("bob", "admin"), ("eve", "view")]));
        for (approval, is_alarm) in [
            (of("ann", &[], 1), false),
            (of("ann", &[], 2), true),
            (of("ann", &["zoe", "bob"], 2), false),
            (of("eve", &[], 2), false),
        ] {
            let alarms = alarms(&approval, View::Ready(&around));
            assert_eq!(!alarms.is_empty(), is_alarm, "{approval:?}: {alarms:?}");
        }
        let old = Case { deciders: vec!["gone".to_owned()], ..Case::default() };
        assert_eq!(around.completed(&of("ann", &[], 1), &old).deciders, ["ann", "bob"]);
        assert_eq!(
            around.completed(&of("ann", &["zoe"], 1), &old).deciders,
            ["gone"],
            "the platform names them"
        );
    }

    #[test]
    fn what_was_not_held_against_the_wallet_says_so() {
        let rule = || Change::Rule { action: "update".to_owned(), rule: Box::default() };
        let tags = || Change::Tags { action: "add".to_owned(), tags: Vec::new() };
        let failure = Failure { what: "Not reached".to_owned(), ..Failure::default() };
        let around = Surroundings::of_wallet(wallet("5", &[]));
        let (ready, failed) = (View::Ready(&around), View::Failed(&failure, None));
        for (change, known, words) in [
            (pays(&[("a", "5", None)], None).info.change, ready, None),
            (pays(&[("a", "5", None)], None).info.change, failed, Some("could not be checked against")),
            (Change::ApprovalsRequired(2), View::Pending(Some(&around)), Some("still being checked")),
            (Change::ApprovalsRequired(2), View::NotAsked, Some("could not be checked")),
            (rule(), failed, Some("could not be checked against")),
            (rule(), ready, Some("does not tell its rules")),
            (tags(), failed, None),
        ] {
            let said = unchecked(&approval(change), known);
            assert_eq!(said.is_some(), words.is_some(), "{known:?}: {said:?}");
            assert!(said.unwrap_or_default().contains(words.unwrap_or_default()), "{said:?}");
        }
    }

    #[test]
    fn a_share_of_the_balance_is_told_of_the_same_coin_alone() {
        let around = Surroundings::of_wallet(wallet("1000", &[]));
        for (recipients, expected) in [
            (&[("a", "100", None), ("b", "25", Some("btc"))][..], None),
            (&[("a", "100", Some("btc")), ("b", "25", Some("btc"))], Some(BalanceShare::PerMille(125))),
            (&[("a", "1001", None)], Some(BalanceShare::MoreThanWhole)),
            (&[("a", "100", Some("erc:usdt"))], None),
            (&[("a", "1.5", None)], None),
        ] {
            let approval = pays(recipients, None);
            let Change::Withdrawal { recipients, .. } = &approval.info.change else { continue };
            let total = total(recipients, None);
            assert_eq!(share_of_balance(&approval, &total, &around), expected, "{recipients:?}");
            let of_token = PendingApproval { coin: Some("hteth:usdt".to_owned()), ..approval.clone() };
            assert_eq!(share_of_balance(&of_token, &total, &around), None, "a token's against another coin");
        }
    }
}
