//! The engine that says whether a withdrawal would be stopped, against the sandbox, which judges with code of its own: over a
//! thousand drawn withdrawals both say the same wherever the engine says anything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use countersign::bitgo::policy_builder::RuleQuery;
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::transfers::{Direction, TransferHistory, TransferQuery};
use countersign::bitgo::wallet::{Wallet, WalletQuery, WalletUser};
use countersign::domain::amount::{Balance, BaseUnits};
use countersign::domain::enterprise_policy::{
    Answer, ApprovalDemand, Approvers, Circumstances, Demand, Destination, EnterpriseRule, Guards, Past,
    Prices, RulesRead, Standing, Strictness, TouchpointName, Verdict, WalletRule, Withdrawal,
    would_be_stopped,
};
use countersign::sandbox::WithdrawalJudgement;
use jiff::Timestamp;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use serde_json::json;

use crate::client::log_in;
use crate::support::sessions::all;
use crate::wire::{CODE, Wire};

const DRAWN: usize = 1_000;
const PEOPLE: [&str; 3] = ["owner@treasury.example", "admin@treasury.example", "compliance@treasury.example"];

/// All that is read before anything is judged.
struct Read {
    wallets: Vec<Arc<Wallet>>,
    own_rules: BTreeMap<String, Vec<WalletRule>>,
    rules: Vec<EnterpriseRule>,
    touchpoints: Vec<TouchpointName>,
    pasts: BTreeMap<String, Past>,
    /// Whom each wallet has paid.
    paid: BTreeMap<String, Vec<String>>,
    /// By ID.
    enterprise_admins: BTreeSet<String>,
    all_past: Past,
    people: BTreeMap<String, String>,
}

async fn past(session: &Session, wallet: &Wallet) -> (Past, Vec<String>) {
    let query = TransferQuery { direction: Some(Direction::Send), ..TransferQuery::default() };
    let rows = all(session.transfers(&wallet.coin, &wallet.id, query)).await;
    let history = TransferHistory { rows, has_ended: true, may_lack_rows: false };
    let paid = history.paid().into_iter().map(str::to_owned).collect();
    (history.past(Timestamp::MIN), paid)
}

async fn read(session: &Session) -> Read {
    let wallets: Vec<Arc<Wallet>> = all(session.wallets(WalletQuery::default())).await;
    let enterprise = wallets.iter().find(|it| it.label == "Gas station").unwrap().enterprise.clone();
    let wallets: Vec<Arc<Wallet>> = wallets.into_iter().filter(|it| it.enterprise == enterprise).collect();
    let enterprise = enterprise.unwrap().to_string();
    let rules = all(session.enterprise_rules(RuleQuery::all_of(&enterprise))).await;
    let mut touchpoints = Vec::new();
    for scope in session.policy_scopes(&enterprise).await.unwrap() {
        let found = session.policy_touchpoints(&enterprise, &scope.id).await.unwrap();
        touchpoints
            .extend(found.touchpoints.into_iter().map(|it| TouchpointName { id: it.id, name: it.name }));
    }
    let (mut pasts, mut paid, mut own_rules) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for wallet in &wallets {
        let (past, addresses) = past(session, wallet).await;
        pasts.insert(wallet.id.to_string(), past);
        paid.insert(wallet.id.to_string(), addresses);
        own_rules.insert(wallet.id.to_string(), wallet.guarding_rules().unwrap());
    }
    // In one list, as the program asks for it.
    let query = TransferQuery { direction: Some(Direction::Send), ..TransferQuery::default() };
    let rows = all(session.enterprise_transfers(&enterprise, query)).await;
    let all_past = TransferHistory { rows, has_ended: true, may_lack_rows: false }.past(Timestamp::MIN);
    let of_wallets = pasts.values().map(|past: &Past| past.payments.len()).sum::<usize>();
    assert!(all_past.payments.len() >= of_wallets && of_wallets > 0, "an admin sees all wallets");
    let people = session.enterprise_people(&enterprise).await.unwrap().people;
    Read {
        wallets,
        own_rules,
        rules,
        touchpoints,
        all_past,
        pasts,
        paid,
        enterprise_admins: people.iter().filter(|it| it.is_admin).map(|it| it.id.clone()).collect(),
        people: people.into_iter().map(|it| (it.username, it.id)).collect(),
    }
}

/// An amount of any size, mostly near one that a rule names.
fn draw_amount(rng: &mut ChaCha20Rng, rules: &[EnterpriseRule], balance: Option<&BaseUnits>) -> BaseUnits {
    let thresholds: Vec<&BaseUnits> = rules
        .iter()
        .flat_map(EnterpriseRule::conditions)
        .filter_map(|it| Some(&it.threshold()?.amount))
        .collect();
    let near = |rng: &mut ChaCha20Rng, amount: &BaseUnits| {
        let share = BaseUnits::from(rng.random_range(1_u64..16));
        (0..3).fold(amount.times(&share), |amount, _| amount.half())
    };
    let threshold = thresholds[rng.random_range(0..thresholds.len())];
    let drawn = match (rng.random_range(0..3), balance) {
        (0, Some(balance)) => near(rng, balance),
        (1, _) => near(rng, threshold),
        _ => (0..rng.random_range(0..90)).fold(BaseUnits::from(1_u64), |it, _| it.clone() + it),
    };
    drawn.max(BaseUnits::from(1_u64))
}

/// An address: on the wallet's whitelist, of another wallet of the enterprise, one that was paid before, or one that nobody
/// knows.
fn draw_destination(rng: &mut ChaCha20Rng, wallet: &Wallet, read: &Read) -> Destination {
    let (wallets, paid) = (&read.wallets, &read.paid[wallet.id.as_str()]);
    let listed = wallet.whitelist(&wallet.coin).map(|it| it.addresses).unwrap_or_default();
    let own = |address: &str| wallets.iter().any(|it| it.receive_address().as_deref() == Some(address));
    let address = match rng.random_range(0..4) {
        2 if !paid.is_empty() => paid[rng.random_range(0..paid.len())].clone(),
        0 if !listed.is_empty() => listed[rng.random_range(0..listed.len())].clone(),
        1 => wallets[rng.random_range(0..wallets.len())].receive_address().unwrap_or_default(),
        _ => "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4".to_owned(),
    };
    let standing = match () {
        () if listed.contains(&address) => Standing::Whitelisted,
        () if paid.contains(&address) => Standing::Known,
        () => Standing::New,
    };
    Destination { is_own: own(&address), standing, address: Some(address) }
}

/// How strict the sandbox is.
fn strictness(judged: &WithdrawalJudgement) -> Strictness {
    match judged {
        it if it.is_denied => Strictness::Denied,
        it if it.approvals > 0 => Strictness::Approval,
        it if it.needs_platform => Strictness::Check,
        _ => Strictness::GoesThrough,
    }
}

/// Of each approval that is asked for: how many have to give it, and who can.
type Asked = BTreeSet<(u64, BTreeSet<String>)>;

fn asked(demand: &Demand, withdrawal: &Withdrawal, wallet: &Wallet, read: &Read) -> Asked {
    match demand {
        Demand::All(all) | Demand::Any(all) => {
            all.iter().flat_map(|it| asked(it, withdrawal, wallet, read)).collect()
        }
        Demand::Approval(ApprovalDemand { from, count, initiator_may }) => {
            let is_admin = |it: &&WalletUser| it.permissions.iter().any(|it| it == "admin");
            let admins = wallet.users.iter().filter(is_admin).map(|it| it.user.to_string());
            let mut people: BTreeSet<String> = match from {
                Approvers::People(people) | Approvers::Final(people) => people.iter().cloned().collect(),
                Approvers::WalletAdmins => admins.collect(),
                Approvers::EnterpriseAdmins | Approvers::OrganizationAdmins => read.enterprise_admins.clone(),
                Approvers::Custodian => return Asked::new(),
            };
            if !initiator_may {
                // Of those whom a rule names, the engine has left the initiator out itself.
                assert!(from.people().iter().all(|it| *it != withdrawal.initiator));
                people.remove(&withdrawal.initiator);
            }
            Asked::from([(*count, people)])
        }
        Demand::Nothing | Demand::Check(_) | Demand::Deny => Asked::new(),
    }
}

/// How many people have to approve at the least.
fn approvals(demand: &Demand) -> u64 {
    match demand {
        Demand::Approval(demand) if demand.from != Approvers::Custodian => demand.count,
        Demand::All(all) => all.iter().map(approvals).max().unwrap_or_default(),
        Demand::Any(any) => any.iter().map(approvals).min().unwrap_or_default(),
        _ => 0,
    }
}

fn answer(read: &Read, withdrawal: &Withdrawal, prices: &Prices, required: Option<u64>) -> Answer {
    let around = Circumstances {
        wallet_past: Some(read.pasts[withdrawal.wallet.id.as_str()].clone()),
        enterprise_past: Some(read.all_past.clone()),
        prices: prices.clone(),
    };
    let guards = Guards {
        wallet_rules: Some(&read.own_rules[withdrawal.wallet.id.as_str()]),
        approvals_required: required,
        enterprise_rules: RulesRead::Read(&read.rules),
        touchpoints: &read.touchpoints,
        token: None,
    };
    would_be_stopped(withdrawal, guards, &around)
}

async fn ids_of(wire: &Wire, labels: &[&str]) -> Vec<String> {
    let session = log_in(wire, AuthVersion::V3, "owner", Some(CODE)).await.unwrap();
    let wallets: Vec<Arc<Wallet>> = all(session.wallets(WalletQuery::default())).await;
    let named = wallets.iter().filter(|it| labels.contains(&it.label.as_str()));
    named.map(|it| it.id.to_string()).collect()
}

/// Two that the seed lacks: one that asks for a check alone, and one that counts dollars over all wallets.
async fn put_up_rules(wire: &Wire) {
    let call = json!({
        "name": "Cold: call",
        "filteringConditions": [{ "name": "wallet.type", "parameters": { "walletType": ["cold"] } }],
        "clauses": [{ "conditions": [], "actions": [{ "name": "approvals.bitgo.videoApproval", "parameters": {} }] }],
    });
    wire.control().put_up_rule("Northwind Treasury", call).unwrap();
    let fast = json!({
        "name": "Tezos and Tron: hourly dollars",
        "filteringConditions": [{ "name": "wallet.ids", "parameters": { "walletId": ids_of(wire, &["Tezos operations", "Tron operations"]).await } }],
        "clauses": [{
            "conditions": [{ "name": "transfer.velocity.limit",
                "parameters": { "amount": "2000000", "timeWindow": "3600", "coin": "USD", "scope": "enterprise" } }],
            "actions": [{ "name": "approvals.always.deny" }],
        }],
    });
    wire.control().put_up_rule("Northwind Treasury", fast).unwrap();
}

/// The prices of the wallets' coins, as the program reads them.
async fn read_prices(session: &Session, wallets: &[Arc<Wallet>], wire: &Wire) -> Prices {
    let mut prices = Prices::default();
    for coin in wallets.iter().map(|it| it.coin.as_str()).collect::<BTreeSet<_>>() {
        match session.spot_price(coin).await {
            Ok(price) => assert!(prices.set(coin, &price.dollars), "{coin} {price:?}"),
            Err(refusal) => assert_eq!(refusal.status, Some(400), "{coin} {refusal:?}"),
        }
        assert_eq!(prices.of(coin).is_some(), wire.control().price(coin).is_some(), "{coin}");
    }
    prices
}

#[tokio::test]
async fn the_engine_answers_as_the_sandbox_does_or_says_that_it_cannot_tell() {
    let wire = Wire::start().await;
    put_up_rules(&wire).await;
    let session = log_in(&wire, AuthVersion::V3, "owner", Some(CODE)).await.unwrap();
    let read = read(&session).await;
    let prices = read_prices(&session, &read.wallets, &wire).await;
    let labels: Vec<&str> = read.wallets.iter().map(|it| it.label.as_str()).collect();
    let named_once = |it: &&Arc<Wallet>| labels.iter().filter(|label| **label == it.label).count() == 1;
    let wallets: Vec<&Arc<Wallet>> = read.wallets.iter().filter(named_once).collect();
    let mut rng = ChaCha20Rng::seed_from_u64(17);
    let mut told: BTreeMap<Strictness, usize> = BTreeMap::new();
    let mut fired: BTreeSet<String> = BTreeSet::new();
    let (mut not_told, mut not_fired_in_dollars) = (0, 0);
    let (mut kinds, mut known) = (Asked::new(), 0);
    for _ in 0..DRAWN {
        let wallet = wallets[rng.random_range(0..wallets.len())];
        let email = PEOPLE[rng.random_range(0..PEOPLE.len())];
        let withdrawal = Withdrawal {
            wallet: wallet.covered(),
            coin: wallet.coin.to_string(),
            amount: draw_amount(&mut rng, &read.rules, wallet.balance.as_ref().and_then(Balance::exact)),
            destination: draw_destination(&mut rng, wallet, &read),
            initiator: read.people[email].clone(),
            at: wire.control().now(),
        };
        known += usize::from(withdrawal.destination.standing == Standing::Known);
        let address = withdrawal.destination.address.as_deref().unwrap();
        let judged = wire
            .control()
            .judge_withdrawal(&wallet.label, email, &[(address, withdrawal.amount.clone())])
            .unwrap();
        let answer = answer(&read, &withdrawal, &prices, wallet.approvals_required);
        let (least, most) = answer.bounds();
        let found = strictness(&judged);
        assert!(least <= found && found <= most, "{judged:?} {answer:?} {withdrawal:?}");
        if matches!(answer.verdict, Verdict::CannotTell(..)) {
            assert!(!answer.doubts().is_empty());
            not_told += 1;
            continue;
        }
        *told.entry(found).or_default() += 1;
        let names: BTreeSet<&str> = answer.fired.iter().map(|it| it.name.as_str()).collect();
        let sandbox: BTreeSet<&str> = judged.rules.iter().map(String::as_str).collect();
        if answer.open.is_empty() {
            assert_eq!(names, sandbox, "{withdrawal:?}");
            if found != Strictness::Denied {
                let who: Asked = judged
                    .approvers
                    .iter()
                    .map(|(count, people)| (u64::from(*count), people.iter().cloned().collect()))
                    .collect();
                assert_eq!(asked(&answer.demand, &withdrawal, wallet, &read), who, "{judged:?} {answer:?}");
                assert_eq!(approvals(&answer.demand), u64::from(judged.approvals), "{judged:?} {answer:?}");
                kinds.extend(who);
            }
        }
        let is_in_dollars = wallet.label == "Stacks operations" || wallet.label == "Tron operations";
        not_fired_in_dollars += usize::from(is_in_dollars && answer.open.is_empty() && names.is_empty());
        fired.extend(names.into_iter().map(str::to_owned));
    }
    assert!(not_told < DRAWN / 4, "{not_told} of {DRAWN} could not be told");
    assert!(told.len() == 4 && told.values().all(|count| *count > 5), "{told:?}");
    assert!(fired.len() > 15, "{fired:?}");
    for in_dollars in ["Operations: large withdrawals", "Tezos and Tron: hourly dollars"] {
        assert!(fired.contains(in_dollars), "{in_dollars}: {fired:?}");
    }
    assert!(not_fired_in_dollars > 5, "{not_fired_in_dollars}");
    assert!(kinds.len() > 5 && known > 20, "{kinds:?} {known}");
}
