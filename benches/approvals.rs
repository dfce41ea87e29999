//! What withdrawals of many outputs cost: held against what was asked for once, asked for again, and a frame of a queue of
//! them.

mod support;

use std::hint::black_box;
use std::time::Duration;

use bitcoin::absolute::LockTime;
use bitcoin::hashes::Hash;
use bitcoin::transaction::Version;
use bitcoin::{Address, Amount, Network, ScriptBuf, Transaction, TxIn, TxOut, WPubkeyHash};
use countersign::bitgo::approvals::{
    ApprovalCase, ApprovalFacts, ApprovalInfo, ApprovalKind, ApprovalRow, Change, PastPayments,
    PendingApproval,
};
use countersign::bitgo::fact::Fact;
use countersign::bitgo::wallet::Wallet;
use countersign::domain::alphabet::SameNames;
use countersign::domain::amount::{Balance, BaseUnits};
use countersign::domain::approval::{ListedWallets, LocalDecoding, Recipient};
use countersign::domain::share::Names;
use countersign::kit::environment::EnvironmentLabel;
use countersign::kit::palette::EnvironmentColour;
use countersign::kit::state::{Listing, ListingState, Loadable};
use countersign::kit::theme;
use countersign::panels::approvals::{Current, Lock, Model, State, show};
use criterion::Criterion;
use egui::{Context, Pos2, RawInput, Rect, Vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use support::table::Table;

const COIN: &str = "tbtc";
const OUTPUTS: u32 = 2_000;
const QUEUED: u32 = 500;

fn script(number: u32) -> ScriptBuf {
    let mut hash = [0; 20];
    hash[..4].copy_from_slice(&number.to_be_bytes());
    ScriptBuf::new_p2wpkh(&WPubkeyHash::from_byte_array(hash))
}

fn recipient(number: u32, amount: u64) -> Recipient {
    let address = Address::from_script(&script(number), Network::Testnet);
    Recipient {
        address: address.map(|it| it.to_string()).unwrap_or_default(),
        amount: Some(Balance::Exact(BaseUnits::from(amount))),
        ..Recipient::default()
    }
}

/// A withdrawal that pays the same amount to each of these, and was asked for with those.
fn withdrawal(id: u32, paid: std::ops::Range<u32>, asked: std::ops::Range<u32>) -> PendingApproval {
    let output = |number| TxOut { value: Amount::from_sat(700), script_pubkey: script(number) };
    let transaction = Transaction {
        version: Version::TWO,
        lock_time: LockTime::ZERO,
        input: vec![TxIn::default()],
        output: paid.map(output).collect(),
    };
    let text = bitcoin::consensus::encode::serialize_hex(&transaction);
    let change = Change::Withdrawal {
        recipients: asked.map(|number| recipient(number, 700)).collect(),
        requested: None,
        fee: None,
        comment: String::new(),
        intent: None,
        triggered: None,
    };
    let decoding = LocalDecoding::of_all(&[text], Some(COIN));
    assert!(matches!(decoding, LocalDecoding::Decoded(_)), "{decoding:?}");
    let info = ApprovalInfo { kind: ApprovalKind::Transaction, change, decoding, ..ApprovalInfo::default() };
    PendingApproval {
        id: format!("{id:032x}"),
        coin: Some(COIN.to_owned()),
        wallet: Some("w1".to_owned()),
        wallet_label: Some("Treasury".to_owned()),
        info,
        ..PendingApproval::default()
    }
}

fn facts() -> ApprovalFacts {
    let address = json!({ "address": recipient(u32::MAX, 0).address });
    let wallet = Wallet::of_json(&json!({ "id": "w1", "coin": COIN, "receiveAddress": address }));
    let past = PastPayments { payments: 0, addresses: Vec::new(), rest: Fact::Known(true) };
    ApprovalFacts::of_withdrawal(wallet, COIN, past, ListedWallets::default())
}

fn examining(criterion: &mut Criterion) {
    let facts = facts();
    let mut group = criterion.benchmark_group("a withdrawal of 2,000 outputs");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    for (what, asked) in [("as asked for", 0..OUTPUTS), ("all to others", OUTPUTS..2 * OUTPUTS)] {
        let approval = withdrawal(1, 0..OUTPUTS, asked);
        group.bench_function(format!("examined, {what}"), |bencher| {
            bencher.iter(|| black_box(ApprovalCase::new(approval.clone()).examined(Some(&facts))));
        });
        let case = ApprovalCase::new(approval);
        group.bench_function(format!("asked for again, {what}"), |bencher| {
            bencher.iter(|| black_box(case.examined(Some(&facts))));
        });
    }
    group.finish();
}

fn frame(ctx: &Context, state: &mut State, model: &Model<'_>) {
    let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1280.0, 800.0)));
    let mut output = ctx.run_ui(RawInput { screen_rect, ..RawInput::default() }, |ui| {
        black_box(show(ui, state, model));
    });
    output.textures_delta.clear();
    black_box(output.shapes);
}

fn queueing(criterion: &mut Criterion) {
    let row = |id: u32| ApprovalRow::new(withdrawal(id, id..id + 20, id..id + 20), Vec::new());
    let rows: Vec<ApprovalRow> = (0..QUEUED).map(row).collect();
    let (names, same_names) = (Names::default(), SameNames::default());
    let environment = EnvironmentLabel {
        colour: EnvironmentColour::Sandbox,
        title: "Sandbox".to_owned(),
        counts_as_production: false,
    };
    let model = Model {
        approvals: Listing {
            rows: &rows,
            total: Some(u64::from(QUEUED)),
            generation: 0,
            is_outdated: false,
            is_whole: true,
            repeated: 0,
            has_changed: false,
            waits: None,
            state: ListingState::Complete,
        },
        current: Current::default(),
        names: &names,
        same_names: &same_names,
        me: "me",
        environment: &environment,
        express: None,
        lock: Lock { is_open: true, needs_code: false, has_limits: false, unlocking: Loadable::NotAsked },
        fired_of: &|_| Loadable::NotAsked,
        facts_of: &|_| Loadable::NotAsked,
        hides_wallet: &|_| false,
        enterprises: &[],
        zone: &TimeZone::UTC,
        now: Timestamp::UNIX_EPOCH,
    };
    let ctx = Context::default();
    theme::install(&ctx);
    let mut state = State::default();
    let mut group = criterion.benchmark_group("a queue of 500 withdrawals of 20 outputs");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    group.bench_function("frame at rest", |bencher| bencher.iter(|| frame(&ctx, &mut state, &model)));
    group.finish();
}

fn main() {
    let table = Table::new("approvals");
    let mut criterion = table.criterion();
    examining(&mut criterion);
    queueing(&mut criterion);
    table.print(&[]);
}
