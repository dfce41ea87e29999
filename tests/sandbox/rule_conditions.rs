//! When each condition holds, each filter covers and each of a wallet's own rules fires.

use countersign::domain::amount::BaseUnits;
use countersign::sandbox::{WithdrawalJudgement, WithdrawalOutcome};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::sharing::{id_of, wallet};
use crate::wire::Wire;

const OWNER: &str = "owner@treasury.example";
const ADMIN: &str = "admin@treasury.example";

/// A sandbox with one wallet that a rule is about, and who is paid.
struct Desk {
    wire: Wire,
    label: &'static str,
    wallet: Value,
    to: String,
}

impl Desk {
    async fn of(label: &'static str, payee: &str) -> Self {
        let wire = Wire::start().await;
        let owner = wire.login("owner").await;
        let (_, wallet_document) = wallet(&wire, &owner, label).await;
        let (_, other) = wallet(&wire, &owner, payee).await;
        let to = other["receiveAddress"]["address"].as_str().unwrap().to_owned();
        Self { wire, label, wallet: wallet_document["id"].clone(), to }
    }

    fn put_up(&self, conditions: &Value) {
        let filter = json!({ "name": "wallet.ids", "parameters": { "walletId": [self.wallet] } });
        self.put_up_filtered(&json!([filter]), conditions);
    }

    fn put_up_filtered(&self, filters: &Value, conditions: &Value) {
        let rule = json!({
            "name": "Test",
            "filteringConditions": filters,
            "clauses": [{ "conditions": conditions, "actions": [{ "name": "approvals.always.deny" }] }],
        });
        self.wire.control().put_up_rule("Northwind Treasury", rule).unwrap();
    }

    fn judge(&self, email: &str, amount: impl Into<BaseUnits>) -> WithdrawalJudgement {
        self.wire.control().judge_withdrawal(self.label, email, &[(&self.to, amount.into())]).unwrap()
    }

    /// True where the rule under test fires.
    fn fires(&self, email: &str, amount: u64) -> bool {
        self.judge(email, amount).rules.iter().any(|rule| rule == "Test")
    }
}

fn amount(operator: &str, amount: &str, coin: &str) -> Value {
    let parameters = json!({ "operator": operator, "amount": amount, "coin": coin });
    json!([{ "name": "transfer.amount", "parameters": parameters }])
}

#[tokio::test]
async fn amounts_are_compared_as_the_operator_says() {
    for (operator, below, at, above) in [
        (">", false, false, true),
        (">=", false, true, true),
        ("<", true, false, false),
        ("<=", true, true, false),
    ] {
        let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
        desk.put_up(&amount(operator, "1000", "ttrx"));
        let found = [999, 1_000, 1_001].map(|amount| desk.fires(ADMIN, amount));
        assert_eq!(found, [below, at, above], "{operator}");
    }
    let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
    desk.put_up(&amount(">", "0", "tbtc"));
    assert!(!desk.fires(ADMIN, 1_000), "it is about another coin");
}

#[tokio::test]
async fn dollars_are_reckoned_exactly_by_the_sandboxs_prices() {
    let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
    let control = desk.wire.control();
    control.set_price("ttrx", Some("0.3"));
    // Six decimals: 3 million base units are 0.9 dollars, which no float of two is three times 0.3.
    desk.put_up(&amount(">", "0.9", "USD"));
    assert_eq!([3_000_000, 3_000_001].map(|amount| desk.fires(ADMIN, amount)), [false, true]);
    control.set_price("ttrx", None);
    assert!(desk.fires(ADMIN, 1), "without a price nothing slips through");
    assert_eq!(control.price("ttrx"), None);
}

#[tokio::test]
async fn a_velocity_limit_adds_up_its_window_of_the_wallet_or_of_all() {
    for (scope, others_count) in [("wallet", false), ("enterprise", true)] {
        let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
        let control = desk.wire.control();
        let to = [(desk.to.as_str(), BaseUnits::from(600_u64))];
        let send = |label: &str| match control.withdraw(label, ADMIN, &to) {
            WithdrawalOutcome::Sent { .. } => {}
            other => panic!("{label}: {other:?}"),
        };
        let parameters = json!({ "amount": "1000", "timeWindow": "60", "coin": "ttrx", "scope": scope });
        desk.put_up(&json!([{ "name": "transfer.velocity.limit", "parameters": parameters }]));
        assert_eq!([1_000, 1_001].map(|amount| desk.fires(ADMIN, amount)), [false, true], "{scope}");
        send("Energy and bandwidth");
        assert_eq!([400, 401].map(|amount| desk.fires(ADMIN, amount)), [false, others_count], "{scope}");
        control.advance(SignedDuration::from_secs(61));
        send("Tron operations");
        assert_eq!([400, 401].map(|amount| desk.fires(ADMIN, amount)), [false, true], "{scope}");
        control.advance(SignedDuration::from_secs(61));
        assert!(!desk.fires(ADMIN, 1_000), "{scope}");
    }
}

#[tokio::test]
async fn destinations_are_known_listed_or_outside() {
    let desk = Desk::of("Grants 2026", "Gas station").await;
    let owner = desk.wire.login("owner").await;
    let (_, grants) = wallet(&desk.wire, &owner, "Grants 2026").await;
    let rules = grants["admin"]["policy"]["rules"].as_array().unwrap().clone();
    let list = rules.iter().find(|it| it["type"] == "advancedWhitelist").unwrap();
    let listed = list["condition"]["entries"][0]["item"].as_str().unwrap();
    let (_, foreign) = wallet(&desk.wire, &owner, "Bridge operations").await;
    let foreign = foreign["receiveAddress"]["address"].as_str().unwrap();
    let one = BaseUnits::from(1_u64);
    for kind in ["whitelistedAddress", "nonWhitelistedAddress", "outsideEnterprise"] {
        for coin in [None, Some("hteth"), Some("tbtc")] {
            let mut rule = json!({ "type": kind });
            if let Some(coin) = coin {
                rule["coin"] = json!(coin);
            }
            let filter = json!([{ "name": "wallet.ids", "parameters": { "walletId": desk.wallet } }]);
            let name = format!("{kind} {coin:?}");
            let clause = json!({
                "conditions": [{ "name": "transfer.destination.type", "parameters": rule }],
                "actions": [{ "name": "approvals.always.deny" }],
            });
            let rule = json!({ "name": name, "filteringConditions": filter, "clauses": [clause] });
            desk.wire.control().put_up_rule("Northwind Treasury", rule).unwrap();
        }
    }
    // Our own station is on no list; the foreign one is neither; of two recipients one is enough to be new or outside.
    for (to, wanted) in [
        (vec![listed], ["whitelistedAddress", "outsideEnterprise"]),
        (vec![desk.to.as_str()], ["nonWhitelistedAddress", ""]),
        (vec![foreign], ["nonWhitelistedAddress", "outsideEnterprise"]),
        (vec![listed, desk.to.as_str()], ["nonWhitelistedAddress", "outsideEnterprise"]),
    ] {
        let paid: Vec<(&str, BaseUnits)> = to.iter().map(|to| (*to, one.clone())).collect();
        let judged = desk.wire.control().judge_withdrawal("Grants 2026", ADMIN, &paid).unwrap();
        let fired: Vec<&str> = judged
            .rules
            .iter()
            .map(String::as_str)
            .filter(|it| {
                ["whitelistedAddress", "nonWhitelistedAddress", "outsideEnterprise"]
                    .iter()
                    .any(|kind| it.starts_with(kind))
            })
            .collect();
        let wanted: Vec<String> = wanted
            .iter()
            .filter(|kind| !kind.is_empty())
            .flat_map(|kind| [format!("{kind} None"), format!("{kind} Some(\"hteth\")")])
            .collect();
        assert_eq!(fired, wanted, "{to:?}");
    }
}

#[tokio::test]
async fn who_asks_and_what_a_webhook_answers_count() {
    let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
    let admin = id_of(&desk.wire, &desk.wire.login("admin").await).await;
    let people = |name: &str| json!([{ "name": name, "parameters": { "userIds": [admin] } }]);
    desk.put_up(&people("transfer.initiators"));
    assert_eq!([OWNER, ADMIN].map(|email| desk.fires(email, 1)), [false, true]);
    let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
    desk.put_up(&people("transfer.notInitiatedBy"));
    assert_eq!([OWNER, ADMIN].map(|email| desk.fires(email, 1)), [true, false]);
    let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
    let url = "https://screening.example/check";
    desk.put_up(&json!([{ "name": "transfer.webhook", "parameters": { "webhookUrl": url } }]));
    assert!(desk.fires(ADMIN, 1));
    desk.wire.control().set_webhook(url, false);
    assert!(!desk.fires(ADMIN, 1));
    let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
    desk.put_up(&json!([{ "name": "transfer.moon", "parameters": { "phase": "full" } }]));
    assert!(!desk.fires(ADMIN, 1), "what is not known never holds");
}

#[tokio::test]
async fn conditions_are_joined_and_none_means_always() {
    let small = |operator: Option<&str>| {
        let mut part = amount("<", "10", "ttrx")[0].clone();
        if let Some(operator) = operator {
            part["operator"] = json!(operator);
        }
        part
    };
    let large = amount(">", "20", "ttrx")[0].clone();
    for (conditions, wanted) in [
        (json!([]), [true, true, true]),
        (json!([small(Some("AND")), large]), [false, false, false]),
        (json!([small(Some("OR")), large]), [true, false, true]),
    ] {
        let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
        desk.put_up(&conditions);
        assert_eq!([5, 15, 25].map(|amount| desk.fires(ADMIN, amount)), wanted, "{conditions}");
    }
}

type Filter = fn(Value) -> Value;

#[tokio::test]
async fn a_filter_takes_a_value_alone_or_a_list() {
    let table: [(Filter, bool); 9] = [
        (|_| json!([{ "name": "wallet.all" }]), true),
        (|_| json!([]), true),
        (|_| json!([{ "name": "wallet.type", "parameters": { "walletType": "hot" } }]), true),
        (|_| json!([{ "name": "wallet.type", "parameters": { "walletType": ["cold", "hot"] } }]), true),
        (|_| json!([{ "name": "wallet.type", "parameters": { "walletType": ["cold"] } }]), false),
        (|id| json!([{ "name": "wallet.ids", "parameters": { "walletId": id } }]), true),
        (|id| json!([{ "name": "wallet.multiple.ids", "parameters": { "walletId": [id] } }]), true),
        (|_| json!([{ "name": "rule.all" }]), false),
        (
            |id| json!([{ "name": "wallet.ids", "parameters": { "walletId": [id] } }, { "name": "wallet.moon" }]),
            false,
        ),
    ];
    for (filter, covers) in table {
        let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
        let filter = filter(desk.wallet.clone());
        desk.put_up_filtered(&filter, &json!([]));
        assert_eq!(desk.fires(ADMIN, 1), covers, "{filter}");
    }
}

#[tokio::test]
async fn only_active_rules_guard() {
    for status in ["INACTIVE", "DENIED", "PENDING_APPROVAL", "UNLOCK_PENDING"] {
        let desk = Desk::of("Tron operations", "Energy and bandwidth").await;
        let clause = json!({ "conditions": [], "actions": [{ "name": "approvals.always.deny" }] });
        let rule = json!({
            "name": "Test",
            "status": status,
            "filteringConditions": [{ "name": "wallet.all" }],
            "clauses": [clause],
        });
        desk.wire.control().put_up_rule("Northwind Treasury", rule).unwrap();
        assert!(!desk.fires(ADMIN, 1), "{status}");
    }
}

#[tokio::test]
async fn a_wallets_own_rules_fire_too() {
    let desk = Desk::of("Operations hot", "Fee account").await;
    let own = |amount: u64| desk.judge(ADMIN, amount);
    let none = WithdrawalJudgement {
        is_denied: false,
        approvals: 0,
        approvers: vec![],
        needs_platform: false,
        rules: vec![],
    };
    // 5 tBTC within 24 hours, of which nothing has left in the last hour.
    assert_eq!(own(1), none);
    let fired = own(5_000_000_001);
    assert_eq!(
        (fired.rules, fired.approvals, fired.is_denied),
        (vec!["Velocity limit".to_owned(), "Bitcoin: hourly limit of all".to_owned()], 1, false)
    );
    let desk = Desk::of("Cold reserve 1", "Fee account").await;
    let fired = desk.judge(ADMIN, 1_u64);
    assert_eq!((fired.rules, fired.approvals), (vec!["Every withdrawal".to_owned()], 2));
    let desk = Desk::of("Grants 2026", "Gas station").await;
    let fired = desk.judge(ADMIN, 1_u64);
    assert!(fired.is_denied && fired.rules.contains(&"Whitelist".to_owned()), "{fired:?}");
}
