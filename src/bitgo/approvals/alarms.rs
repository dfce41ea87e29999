//! What in an approval is a reason to stop, checked against the facts beside it.

use super::built::Built;
use super::readable::is_removal;
use super::summary::OWN_SIGNATURE;
use super::{ApprovalFacts, Change, ListedIssue, PendingApproval};
use crate::bitgo::policies::PolicyRule;
use crate::domain::amount::Balance;
use crate::domain::approval::{
    BalanceShare, Mark, PeopleChange, Recipient, Total, Wanted, Warning, WarningLevel, required_approvals,
};
use crate::domain::policy::{NewRuleKind, RuleAction, loosened};
use crate::domain::share::{Names, Permission, Permissions};

const NO_OWN_SIGNATURE: &str = "Only BitGo's key will be needed to send.";

impl PendingApproval {
    /// What in it is a reason to stop.
    pub(super) fn alarms(&self, known: &ApprovalFacts, built: &Built, listed: &[ListedIssue]) -> Vec<String> {
        let mut alarms = self.dangers(known, built, listed);
        alarms.extend(known.completed(self, &self.status(Vec::new())).deadlock());
        alarms
    }

    /// What a setting or a rule does to the wallet's protection, as far as the wallet is known.
    pub(super) fn protection_dangers(&self, known: Option<&ApprovalFacts>) -> Vec<String> {
        match &self.info.change {
            Change::Settings(changes)
                if changes.iter().any(|it| it.name == OWN_SIGNATURE && it.after == "false") =>
            {
                vec![NO_OWN_SIGNATURE.to_owned()]
            }
            Change::Rule { action, rule } => {
                let Some(known) = known else { return Vec::new() };
                let first = (!is_removal(action)).then(|| first_whitelist(rule, known)).flatten();
                self.rule_loosened(known).into_iter().chain(first).collect()
            }
            _ => Vec::new(),
        }
    }

    fn dangers(&self, known: &ApprovalFacts, built: &Built, listed: &[ListedIssue]) -> Vec<String> {
        let dangers = |warnings: Vec<Warning>| {
            warnings.into_iter().filter(|it| it.level == WarningLevel::Danger).map(|it| it.sentence).collect()
        };
        match &self.info.change {
            Change::Withdrawal { recipients, requested, .. } => {
                let mut alarms = built.dangers.clone();
                let marks = built.named.iter().flat_map(|address| built.marks(address));
                alarms.extend(marks.filter(|it| it.is_alarm()).map(Mark::sentence));
                if let Total::Differs { .. } = total(recipients, requested.as_ref()) {
                    alarms.push("The recipients get a different total than was requested.".to_owned());
                }
                alarms
            }
            Change::User { user, .. } => {
                let change = self.people_change(known);
                change.map(|change| dangers(change.warnings(user, &Names::default()))).unwrap_or_default()
            }
            Change::Rule { .. } => {
                let issues = listed.iter().filter(|it| it.issue.is_danger());
                issues.map(ListedIssue::sentence).collect()
            }
            Change::ApprovalsRequired(count) => dangers(known.required(*count)),
            Change::Membership { .. } => dangers(self.membership(Some(known), &Names::default()).warnings),
            _ => Vec::new(),
        }
    }

    /// What a change of a rule lets out that the rule stops now, where the wallet's rules are known.
    fn rule_loosened(&self, known: &ApprovalFacts) -> Vec<String> {
        let Change::Rule { action, rule } = &self.info.change else { return Vec::new() };
        let Some(present) = known.rule(rule).filter(|_| !matches!(action.as_str(), "create" | "add")) else {
            return Vec::new();
        };
        let after = rule_after(action, rule, Some(present)).map(|rule| rule.facts());
        loosened(&present.facts(), after.as_ref(), self.coin.as_deref().unwrap_or_default())
    }

    /// How much of the wallet's balance a withdrawal is; none where it is in another coin than the wallet's.
    pub fn share_of_balance(
        &self,
        paid: &[Recipient],
        total: &Total,
        known: &ApprovalFacts,
    ) -> Option<BalanceShare> {
        let coin = self.coin.as_deref().filter(|coin| known.coin() == Some(coin))?;
        let is_same = |it: &Recipient| it.coin.as_deref().is_none_or(|own| own == coin);
        (!paid.is_empty() && paid.iter().all(is_same)).then_some(())?;
        BalanceShare::of(total.exact()?, known.balance()?)
    }

    /// What a change of people changes, where the wallet is known.
    pub fn people_change(&self, known: &ApprovalFacts) -> Option<PeopleChange> {
        let Change::User { action, user, permissions } = &self.info.change else { return None };
        let listed = Permissions::of(permissions.iter().map(|word| Permission::from_word(word)));
        let wanted = match action.as_str() {
            "create" | "add" => Wanted::Added(listed),
            "update" => Wanted::Replaced(listed),
            action if is_removal(action) => Wanted::Removed,
            _ => return None,
        };
        Some(PeopleChange::of(&known.members()?.people, user, &wanted))
    }
}

impl ApprovalFacts {
    /// What to know of another number of approvals.
    pub fn required(&self, count: u64) -> Vec<Warning> {
        let before = self.members().and_then(|wallet| wallet.approvals_required);
        let admins = Some(self.admins().len()).filter(|count| *count > 0);
        required_approvals(before, count, admins)
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

/// What the first whitelist of a wallet does to everybody who is not on it.
fn first_whitelist(rule: &PolicyRule, known: &ApprovalFacts) -> Option<String> {
    let is_whitelist = |rule: &PolicyRule| rule.facts().sort() == Some(NewRuleKind::Whitelist);
    let is_first = is_whitelist(rule) && !known.rules()?.iter().any(is_whitelist);
    let what = match rule.facts().action {
        RuleAction::Refuse => "are denied",
        _ => "need approval",
    };
    is_first
        .then(|| format!("This is the wallet's first whitelist: withdrawals to every other address {what}."))
}

/// The rule as it would be; none where it would be gone.
pub fn rule_after(action: &str, requested: &PolicyRule, present: Option<&PolicyRule>) -> Option<PolicyRule> {
    match present {
        _ if is_removal(action) => None,
        Some(present) if action == "update" => Some(requested.applied_to(present)),
        _ => Some(requested.clone()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use super::*;
    use crate::bitgo::approvals::PastPayments;
    use crate::bitgo::approvals::{ApprovalInfo, SettingChange};
    use crate::bitgo::enterprises::{EnterprisePeople, EnterprisePerson};
    use crate::bitgo::fact::Fact;
    use crate::bitgo::fields::Fields;
    use crate::bitgo::wallet::{Wallet, WalletUser};
    use crate::domain::approval::{ApprovalStatus, ListedWallets};

    fn wallet(balance: &str, people: &[(&str, &str)]) -> Wallet {
        let user = |&(user, permissions): &(&str, &str)| WalletUser {
            user: user.into(),
            permissions: permissions.split(',').map(Into::into).collect(),
        };
        Wallet {
            coin: "btc".into(),
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

    fn alarms(approval: &PendingApproval, known: &ApprovalFacts) -> Vec<String> {
        let built = Built::of(approval, Some(known));
        approval.alarms(known, &built, &approval.listed_issues(Some(known)))
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
            (pays(&[(looks_like, "5", None)], None), &two, 2, "This is not bc1qar0srrr"),
            (pays(&[(PAID, "5", None)], Some("6")), &two, 1, "a different total than was requested"),
            (user("delete", "bob"), &two, 0, ""),
            (user("delete", "ann"), &two[..1], 1, "No admin will be left"),
            (user("update", "ann"), &two[..1], 1, "No admin will be left"),
            (approval(Change::ApprovalsRequired(2)), &two, 1, "2 approvals are required"),
            (approval(Change::ApprovalsRequired(1)), &two, 0, ""),
        ] {
            let past =
                PastPayments { addresses: vec![PAID.to_owned()], payments: 1, rest: Fact::Known(true) };
            let wallet = wallet("1000", people);
            let around = ApprovalFacts::of_withdrawal(wallet, "btc", past, ListedWallets::default());
            let alarms = alarms(&approval, &around);
            assert_eq!(alarms.len(), count, "{:?}: {alarms:?}", approval.info.change);
            assert!(alarms.concat().contains(words), "{alarms:?}");
        }
    }

    fn enterprise(admins: &[&str]) -> ApprovalFacts {
        let person = |&id: &&str| EnterprisePerson {
            id: id.to_owned(),
            is_admin: true,
            ..EnterprisePerson::default()
        };
        let people = admins.iter().map(person).collect();
        ApprovalFacts::of_enterprise(EnterprisePeople { people, ..EnterprisePeople::default() })
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
            (member("remove", None), &["ann"][..], Some("No admin will be left in the enterprise.")),
            (member("update", Some("auditor")), &["ann"], Some("No admin will be left in the enterprise.")),
            (member("remove", None), &["ann", "bob"], None),
            (Change::ApprovalsRequired(2), &["ann", "bob"], Some("2 approvals are required")),
            (Change::ApprovalsRequired(1), &["ann", "bob"], None),
        ] {
            let approval = approval(change);
            assert!(approval.needs_facts(), "it is waited for");
            let alarms = alarms(&approval, &enterprise(admins));
            assert_eq!(alarms.len(), usize::from(words.is_some()), "{:?}: {alarms:?}", approval.info.change);
            assert!(alarms.concat().contains(words.unwrap_or_default()), "{alarms:?}");
        }
    }

    #[test]
    fn what_takes_protection_off_a_wallet_is_a_danger() {
        let fields = |json: &str| Fields::of(serde_json::from_str(json).unwrap()).unwrap();
        let rule = |name: &str, kind: &str, condition: &str| {
            let action = r#""action": {"type": "deny"}"#;
            format!(r#"{{"id": "{name}", "type": "{kind}", "condition": {condition}, {action}}}"#)
        };
        let daily = |amount: &str| {
            rule("Daily", "velocityLimit", &format!(r#"{{"amountString": "{amount}", "timeWindow": 86400}}"#))
        };
        let list = rule(
            "List",
            "advancedWhitelist",
            r#"{"add": {"type": "address", "item": "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu"}}"#,
        );
        let wallet = format!(
            r#"{{"id": "w", "coin": "btc", "admin": {{"policy": {{"rules": [{}]}}}}}}"#,
            daily("100")
        );
        let around = ApprovalFacts::of_wallet(Wallet::read(fields(&wallet), None));
        let of = |action: &str, rule: &str| {
            let rule = Box::new(PolicyRule::read(fields(rule)));
            approval(Change::Rule { action: action.to_owned(), rule })
        };
        for (approval, words) in [
            (of("update", &daily("100")), None),
            (of("update", &daily("50")), None),
            (of("update", &daily("900")), Some("Limit raised")),
            (of("delete", &daily("100")), Some("will go through")),
            (of("create", &list), Some("first whitelist: withdrawals to every other address are denied")),
        ] {
            let said: Vec<String> = approval
                .examine(Some(&around))
                .concerns
                .into_iter()
                .map(|concern| concern.sentence)
                .collect();
            assert_eq!(said.len(), usize::from(words.is_some()), "{said:?}");
            assert!(said.concat().contains(words.unwrap_or_default()), "{said:?}");
        }
        for (after, count) in [("false", 1), ("true", 0)] {
            let (name, after) = (OWN_SIGNATURE.to_owned(), after.to_owned());
            let change = Change::Settings(vec![SettingChange { name, before: None, after }]);
            assert_eq!(approval(change).examine(None).concerns.len(), count, "it needs no facts");
        }
    }

    #[test]
    fn a_danger_stays_while_what_tells_of_it_cannot_be_read_again() {
        let removal = || {
            approval(Change::User {
                action: "delete".to_owned(),
                user: "ann".to_owned(),
                permissions: Vec::new(),
            })
        };
        let seen = Arc::new(ApprovalFacts::of_wallet(wallet("5", &[("ann", "admin")])));
        let unread = || ApprovalFacts::default().with_earlier(Some(Arc::clone(&seen)));
        let said = removal().examine(Some(&unread())).concerns;
        assert!(said.iter().any(|it| it.sentence.starts_with("No admin will be left")), "{said:?}");
        let twice = ApprovalFacts::default().with_earlier(Some(Arc::new(unread())));
        assert_eq!(removal().examine(Some(&twice)).earlier.len(), 1, "also when it failed twice");
        let disproved = ApprovalFacts::of_wallet(wallet("5", &[("ann", "admin"), ("bob", "admin")]));
        let disproved = disproved.with_earlier(Some(Arc::new(twice)));
        assert!(removal().examine(Some(&disproved)).concerns.is_empty());
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
            ApprovalFacts::of_wallet(wallet("5", &[("ann", "admin"), ("bob", "admin"), ("eve", "view")]));
        for (approval, is_alarm) in [
            (of("ann", &[], 1), false),
            (of("ann", &[], 2), true),
            (of("ann", &["zoe", "bob"], 2), false),
            (of("eve", &[], 2), false),
        ] {
            let alarms = alarms(&approval, &around);
            assert_eq!(!alarms.is_empty(), is_alarm, "{approval:?}: {alarms:?}");
        }
        let old = ApprovalStatus { deciders: vec!["gone".to_owned()], ..ApprovalStatus::default() };
        assert_eq!(around.completed(&of("ann", &[], 1), &old).deciders, ["ann", "bob"]);
        assert_eq!(
            around.completed(&of("ann", &["zoe"], 1), &old).deciders,
            ["gone"],
            "the platform names them"
        );
    }

    #[test]
    fn a_share_of_the_balance_is_told_of_the_same_coin_alone() {
        let around = ApprovalFacts::of_wallet(wallet("1000", &[]));
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
            assert_eq!(approval.share_of_balance(recipients, &total, &around), expected, "{recipients:?}");
            let of_token = PendingApproval { coin: Some("hteth:usdt".to_owned()), ..approval.clone() };
            assert_eq!(
                of_token.share_of_balance(recipients, &total, &around),
                None,
                "a token's against another coin"
            );
        }
    }
}
