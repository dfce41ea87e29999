//! The addresses that a change of a rule would put on a whitelist, checked by the rules of its coin.

use super::alarms::rule_after;
use super::readable::is_removal;
use super::{ApprovalFacts, Change, PendingApproval};
use crate::bitgo::policies::{PolicyRule, RuleKind};
use crate::domain::address::{
    AddressIssue, AddressNetwork, AddressSurroundings, ComparedAddress, check_address,
};
use crate::domain::approval::{Concern, Excerpt};
use crate::domain::foreign_text::visible;
use crate::domain::policy::Severity;

/// Something wrong or odd with an address that would come to a whitelist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedIssue {
    /// The address.
    pub address: String,
    /// What there is to say of it.
    pub issue: AddressIssue,
}

impl ListedIssue {
    /// It in a sentence that names the address.
    pub fn sentence(&self) -> String {
        let advice = match self.issue.advice() {
            "" => String::new(),
            advice => format!(" {advice}"),
        };
        format!("{}: {}{advice}", visible(&self.address), self.issue.sentence())
    }

    /// What holds the approval for it.
    pub(super) fn concern(&self) -> Concern {
        match &self.issue {
            AddressIssue::LooksLike { found, .. } => Concern {
                excerpt: Some(Excerpt::around(&self.address, &found.differs)),
                ..Concern::danger(self.sentence())
            },
            issue if issue.is_danger() => Concern::danger(self.sentence()),
            _ => Concern::attention(self.sentence()),
        }
    }
}

impl PendingApproval {
    /// Whether it would put addresses on a whitelist.
    pub(super) fn lists_addresses(&self) -> bool {
        let Change::Rule { action, rule } = &self.info.change else { return false };
        !is_removal(action) && !addresses(rule, &AddressNetwork::of_coin("")).is_empty()
    }

    /// What is wrong or odd with the addresses that it would put on a whitelist, as far as the wallet is known.
    pub(super) fn listed_issues(&self, known: Option<&ApprovalFacts>) -> Vec<ListedIssue> {
        let Change::Rule { action, rule } = &self.info.change else { return Vec::new() };
        if is_removal(action) {
            return Vec::new();
        }
        let coin = rule.coin.as_deref().or(self.coin.as_deref()).unwrap_or_default();
        let network = AddressNetwork::of_coin(coin);
        let present = known.and_then(|known| known.rule(rule));
        let after = rule_after(action, rule, present);
        let compared = |rule: &PolicyRule| addresses(rule, &network);
        let list = present.map(compared).unwrap_or_default();
        let others = known.and_then(ApprovalFacts::rules).unwrap_or_default().iter();
        let others = others.filter(|it| Some(*it) != present).flat_map(compared).collect::<Vec<_>>();
        let own = known.map(|known| known.addresses_of(self.wallet.as_deref())).unwrap_or_default();
        let compared_all = |all: Vec<&str>| -> Vec<ComparedAddress> {
            all.into_iter().map(|it| ComparedAddress::new(it, &network)).collect()
        };
        let own = compared_all(own);
        let paid = compared_all(known.map(ApprovalFacts::paid).unwrap_or_default());
        let is_new = |address: &ComparedAddress| list.iter().all(|it| !it.is_same(address));
        let added = after.as_ref().map(compared).unwrap_or_default();
        let added: Vec<ComparedAddress> = added.into_iter().filter(is_new).collect();
        let (network, list, known) = (&network, list.as_slice(), others.as_slice());
        let around = AddressSurroundings { network, list, known, paid: &paid, own: &own, beside: &added };
        let issues = |address: &ComparedAddress| {
            let checked = check_address(address.given(), &around).issues.into_iter();
            let odd = checked.filter(|issue| issue.severity() != Severity::Note);
            odd.map(|issue| ListedIssue { address: address.given().to_owned(), issue }).collect::<Vec<_>>()
        };
        added.iter().flat_map(issues).collect()
    }
}

/// The addresses on a whitelist. A request need not name the kind of the rule that it changes.
fn addresses(rule: &PolicyRule, network: &AddressNetwork) -> Vec<ComparedAddress> {
    let is_whitelist = match &rule.kind {
        RuleKind::AdvancedWhitelist | RuleKind::AddressWhitelist | RuleKind::BitcoinAddressWhitelist => true,
        kind => kind.word().is_empty(),
    };
    let entries = rule.entries().into_iter().filter(|entry| is_whitelist && entry.listed().is_address());
    entries.map(|entry| ComparedAddress::new(&entry.item, network)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{Value, json};

    use super::*;
    use crate::bitgo::approvals::PastPayments;
    use crate::bitgo::approvals::built::Built;
    use crate::bitgo::fact::Fact;
    use crate::bitgo::fields::Fields;
    use crate::bitgo::wallet::Wallet;
    use crate::domain::address::address_over;
    use crate::domain::approval::{ConcernKind, ListedWallets};

    const LISTED: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
    const OTHER: &str = "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7";
    const OWN: &str = "2MsRqkB6xGbZ24uZvCSXikHM6MFLT9cMmMq";
    const TRON: &str = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";

    fn whitelist(entries: &[&str]) -> Value {
        let entry = |item: &&str| json!({ "item": item, "type": "address" });
        let entries: Vec<Value> = entries.iter().map(entry).collect();
        json!({ "id": "Known", "type": "advancedWhitelist", "action": { "type": "deny" },
            "condition": { "entries": entries } })
    }

    fn asks(action: &str, rule: &Value, coin: &str) -> PendingApproval {
        PendingApproval::read(
            Fields::of(json!({ "id": "a", "coin": coin, "wallet": "w", "scope": "wallet",
                "info": { "type": "policyRuleRequest", "policyRuleRequest": { "action": action, "update": rule } } }))
            .unwrap(),
        )
    }

    fn around(entries: &[&str], coin: &str) -> ApprovalFacts {
        let admin = json!({ "policy": { "rules": [whitelist(entries)] } });
        let address = json!({ "address": OWN });
        let wallet = json!({ "id": "w", "coin": coin, "receiveAddress": address, "admin": admin });
        ApprovalFacts::of_wallet(Wallet::of_json(&wallet))
    }

    fn adds(item: &str) -> Value {
        json!({ "id": "Known", "condition": { "add": { "item": item, "type": "address" } } })
    }

    #[test]
    fn an_address_that_comes_to_a_whitelist_is_checked_and_what_is_wrong_is_ticked() {
        use ConcernKind::{Attention, Danger};
        let alike = format!("{}qqqqqqqqqqqqqqqq{}", &LISTED[..10], &LISTED[26..]);
        let known = around(&[LISTED], "tbtc");
        for (action, rule, expected) in [
            ("update", adds(OTHER), vec![]),
            ("update", adds("hello"), vec![("wrong", Danger)]),
            ("update", adds(TRON), vec![("wrong", Danger)]),
            ("update", adds("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"), vec![("wrong", Danger)]),
            ("update", adds(&alike), vec![("wrong", Danger), ("alike", Danger)]),
            ("update", adds(OWN), vec![("own", Attention)]),
            // The whole list is sent: what was there is not judged again.
            ("update", whitelist(&[LISTED, "hello"]), vec![("wrong", Danger)]),
            ("update", whitelist(&[&LISTED.to_uppercase(), OTHER]), vec![]),
            (
                "create",
                json!({ "id": "New", "type": "advancedWhitelist", "action": { "type": "deny" },
                "condition": { "add": { "item": "hello", "type": "address" } } }),
                vec![("wrong", Danger)],
            ),
            ("update", json!({ "id": "Known", "condition": { "remove": { "item": LISTED } } }), vec![]),
            ("delete", whitelist(&["hello"]), vec![]),
            (
                "update",
                json!({ "id": "Known", "condition": { "add": { "item": "5f0c", "type": "walletId" } } }),
                vec![],
            ),
        ] {
            let approval = asks(action, &rule, "tbtc");
            let issues = approval.listed_issues(Some(&known));
            let found: Vec<_> = issues.iter().map(|it| (it.issue.id(), it.concern().kind)).collect();
            assert_eq!(found, expected, "{action} {rule}");
            // Each is told once, beside what the change itself means.
            let concerns = approval.examine(Some(&known)).concerns;
            let alarms = approval.alarms(&known, &Built::default(), &issues);
            for issue in &issues {
                let told = concerns.iter().filter(|it| it.sentence == issue.sentence()).count();
                assert_eq!(
                    (told, alarms.contains(&issue.sentence())),
                    (1, issue.issue.is_danger()),
                    "{rule}"
                );
            }
        }
    }

    #[test]
    fn what_looks_like_an_address_on_any_list_is_typed_in_part() {
        let known = around(&[LISTED], "tbtc");
        let alike = format!("{}qqqqqqqqqqqqqqqq{}", &LISTED[..10], &LISTED[26..]);
        let new = json!({ "id": "Second", "type": "advancedWhitelist", "action": { "type": "deny" },
            "condition": { "add": { "item": alike, "type": "address" } } });
        let concerns = asks("create", &new, "tbtc").examine(Some(&known)).concerns;
        let excerpt = concerns.iter().find_map(|it| it.excerpt.as_ref()).unwrap();
        assert_eq!(excerpt.address, alike);
        assert!(concerns.iter().any(|it| it.sentence.contains(LISTED) && it.sentence.starts_with(&alike)));
    }

    #[test]
    fn what_looks_like_an_own_a_paid_or_another_new_address_is_typed_in_part() {
        let alike = |address: &str| format!("{}zzzzzzzz{}", &address[..12], &address[20..]);
        let past = PastPayments { payments: 1, addresses: vec![OTHER.to_owned()], rest: Fact::Known(true) };
        let address = json!({ "address": LISTED });
        let wallet = Wallet::of_json(&json!({ "id": "w", "coin": "tbtc", "receiveAddress": address }));
        let known = ApprovalFacts::of_withdrawal(wallet, "tbtc", past, ListedWallets::default());
        let (of_own, of_paid) = (alike(LISTED), alike(OTHER));
        // Neither is known: either may be the right one.
        let right = address_over(&[7; 32], &AddressNetwork::of_coin("tbtc")).unwrap();
        let beside = alike(&right);
        for (rule, expected) in [
            (adds(&of_own), vec![(&of_own, "which is the wallet's own address")]),
            (adds(&of_paid), vec![(&of_paid, "which this wallet has paid before")]),
            (
                whitelist(&[&right, OTHER, &beside]),
                vec![(&right, beside.as_str()), (&beside, right.as_str())],
            ),
            (whitelist(&[&right, OTHER]), vec![]),
        ] {
            let concerns = asks("create", &rule, "tbtc").examine(Some(&known)).concerns;
            let typed: Vec<_> = concerns.iter().filter(|it| it.excerpt.is_some()).collect();
            assert_eq!(typed.len(), expected.len(), "{rule}: {concerns:?}");
            for (concern, (address, words)) in typed.iter().zip(expected) {
                assert_eq!(concern.excerpt.as_ref().map(|it| &it.address), Some(address));
                assert!(concern.sentence.contains(words), "{}", concern.sentence);
            }
        }
    }

    #[test]
    fn each_issue_is_a_danger_or_asks_for_attention_or_is_only_a_note() {
        use ConcernKind::{Attention, Danger};
        const EVM: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        const XRP: &str = "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59";
        let alike = format!("{}5555555555555555555555555555{}", &EVM[..8], &EVM[36..]).to_lowercase();
        for (coin, listed, new, expected, is_typed) in [
            ("eth", EVM, alike.as_str(), Some(Danger), true),
            ("eth", EVM, TRON, Some(Danger), false),
            ("eth", EVM, "0xdAC17F958D2ee523a2206206994597C13D831ec7", Some(Danger), false),
            ("xrp", XRP, &format!("{XRP}?dt=2"), Some(Attention), false),
            ("eos", "alice", "hello", Some(Attention), false),
            ("canton", "party::1220aa", "other::1220bb", Some(Attention), false),
            ("eth", EVM, "0x52908400098527886E0F7030069857D2E4169EE7", None, false),
            ("tbtc", LISTED, &format!("bitcoin:{OTHER}?amount=1"), None, false),
        ] {
            let concerns = asks("update", &adds(new), coin).examine(Some(&around(&[listed], coin))).concerns;
            let about: Vec<_> = concerns.iter().filter(|it| it.sentence.starts_with(new)).collect();
            assert_eq!(about.first().map(|it| it.kind), expected, "{coin} {new}: {concerns:?}");
            assert_eq!(
                about.iter().filter(|it| it.excerpt.is_some()).count(),
                usize::from(is_typed),
                "{new}"
            );
        }
    }

    #[test]
    fn the_past_is_read_for_what_puts_addresses_on_a_list() {
        for (action, rule, reads) in [
            ("create", whitelist(&[LISTED]), true),
            ("update", adds(LISTED), true),
            ("delete", whitelist(&[LISTED]), false),
            ("update", json!({ "id": "Known", "condition": { "remove": { "item": LISTED } } }), false),
            ("create", json!({ "id": "Limit", "type": "velocityLimit", "condition": {} }), false),
        ] {
            assert_eq!(asks(action, &rule, "tbtc").lists_addresses(), reads, "{action} {rule}");
        }
        let past = PastPayments { payments: 9, addresses: Vec::new(), rest: Fact::Known(false) };
        let known = ApprovalFacts::of_withdrawal(Wallet::default(), "tbtc", past, ListedWallets::default());
        let undone = known.undone_checks(&asks("update", &adds(LISTED), "tbtc"));
        assert!(undone.iter().any(|it| it.contains("only against 9 payments")), "{undone:?}");
    }

    #[test]
    fn where_the_wallet_is_not_known_the_address_itself_is_checked_all_the_same() {
        let known = asks("update", &adds(TRON), "usdt").examine(None).concerns;
        assert_eq!(known.len(), 1);
        assert!(known[0].sentence.contains("This is a Tron address; the wallet holds USDT on Ethereum"));
        let contract = "0xdAC17F958D2ee523a2206206994597C13D831ec7";
        let rule = json!({ "id": "Known", "type": "advancedWhitelist", "condition": { "add": { "item": contract, "type": "address" } } });
        let concerns = asks("create", &rule, "eth").examine(None).concerns;
        assert!(concerns[0].sentence.contains("the contract of USDT on Ethereum"), "{concerns:?}");
    }
}
