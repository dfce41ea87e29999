//! What policies over a hundred thousand wallets cost: 200 rules of which one lists 50,000 wallets, each wallet with rules of
//! its own. Who covers whom and the rows are worked out beside the screen; the frames are at rest.

mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use countersign::bitgo::policy_builder::PolicyPicture;
use countersign::bitgo::raw_text::RawText;
use countersign::bitgo::user::EnterpriseRef;
use countersign::bitgo::wallet::{Wallet, WalletKind, WalletUser};
use countersign::domain::amount::BaseUnits;
use countersign::domain::enterprise_policy::{
    Action, ApprovalDemand, Approvers, Clause, Comparison, Condition, Currency, EnterpriseRule,
    EnterpriseRules, Joined, Outflow, RuleBook, RuleStatus, RulesState, Threshold, WalletFilter,
};
use countersign::domain::share::Names;
use countersign::kit::environment::EnvironmentLabel;
use countersign::kit::palette::EnvironmentColour;
use countersign::kit::state::{Listing, ListingState, Loadable};
use countersign::kit::theme;
use countersign::panels::{policies, token_leak};
use criterion::Criterion;
use egui::{Context, Pos2, RawInput, Rect, Ui, Vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use support::table::Table;

const MANY: u64 = 100_000;
const LISTED: u64 = 50_000;
const RULES: u64 = 200;
const ENTERPRISE: &str = "59cd72485007a239fb00282ed480da1f";

fn id(number: u64) -> String {
    format!("{number:032x}")
}

fn wallet(number: u64) -> Wallet {
    let limit = json!({"id": "Daily limit", "type": "velocityLimit", "lockDate": "2026-11-21T12:00:00Z",
        "condition": {"amountString": "100000000", "timeWindow": 86_400, "groupTags": [":tag"]},
        "action": {"type": "getApproval", "userIds": []}});
    let person = |number: u64| WalletUser {
        user: id(number).into(),
        permissions: ["view", "spend", "admin"].map(Into::into).into(),
    };
    Wallet {
        id: id(number).into(),
        coin: ["tbtc", "hteth", "txrp", "talgo"][usize::try_from(number % 4).unwrap_or_default()].into(),
        label: format!("Customer deposit {number}").into(),
        kind: if number.is_multiple_of(3) { WalletKind::Cold } else { WalletKind::Hot },
        enterprise: Some(ENTERPRISE.into()),
        users: (0..3).map(person).collect(),
        raw: RawText::of(&json!({ "admin": { "policy": { "id": "p", "version": 1, "rules": [limit] } } })),
        ..Wallet::default()
    }
}

fn rule(number: u64) -> EnterpriseRule {
    let joined = |item| Joined { item, join: None };
    let threshold = Threshold {
        amount: BaseUnits::from(1_000 + number),
        raw: (1_000 + number).to_string(),
        currency: Currency::Usd,
    };
    let amount = Condition::Amount { comparison: Comparison::Above, threshold };
    let demand = ApprovalDemand { from: Approvers::WalletAdmins, count: 1, initiator_may: false };
    let filter = match number % 4 {
        _ if number == 7 => {
            let ids = (0..LISTED).map(|wallet| id(wallet * 2)).collect();
            WalletFilter::Wallets { ids, is_multiple: true }
        }
        0 | 1 => WalletFilter::AllWallets,
        2 => WalletFilter::Kinds(vec!["hot".to_owned()]),
        _ => WalletFilter::Wallets { ids: (number..number + 9).map(id).collect(), is_multiple: false },
    };
    EnterpriseRule {
        id: id(number),
        unique_id: id(number),
        name: format!("Rule {number}"),
        status: RuleStatus::Active,
        enterprise: Some(ENTERPRISE.to_owned()),
        filters: vec![filter],
        clauses: vec![Clause {
            conditions: vec![joined(amount)],
            actions: vec![Joined { item: Action::Approval(demand), join: None }],
        }],
        last_fired: Timestamp::from_second(1_790_000_000 + i64::try_from(number).unwrap_or_default()).ok(),
        ..EnterpriseRule::default()
    }
}

fn book() -> Arc<RuleBook> {
    let mut read = EnterpriseRules::on_their_way(ENTERPRISE);
    read.state = RulesState::Read;
    read.rules = (0..RULES).map(rule).collect();
    Arc::new(RuleBook::new(1, vec![Arc::new(read)]))
}

fn frame(ctx: &Context, draw: impl FnMut(&mut Ui)) {
    let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1280.0, 800.0)));
    let mut output = ctx.run_ui(RawInput { screen_rect, ..RawInput::default() }, draw);
    output.textures_delta.clear();
    black_box(output.shapes);
}

fn covering(
    criterion: &mut Criterion,
    book: &Arc<RuleBook>,
    wallets: &Arc<Vec<Arc<Wallet>>>,
) -> Arc<PolicyPicture> {
    let mut group = criterion.benchmark_group("rules over 100,000 wallets");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    group.bench_function("who covers whom, beside the screen", |bencher| {
        bencher.iter_with_large_drop(|| black_box(PolicyPicture::of(Arc::clone(book), Arc::clone(wallets))));
    });
    let picture = Arc::new(PolicyPicture::of(Arc::clone(book), Arc::clone(wallets)));
    group.bench_function("what is to be said of the rules, beside the screen", |bencher| {
        bencher.iter_with_large_drop(|| {
            black_box(picture.notes(&Names::default(), &BTreeMap::default(), true));
        });
    });
    group.finish();
    picture
}

fn panel(criterion: &mut Criterion) {
    let wallets: Arc<Vec<Arc<Wallet>>> = Arc::new((0..MANY).map(|number| Arc::new(wallet(number))).collect());
    let book = book();
    let picture = covering(criterion, &book, &wallets);
    let mut group = criterion.benchmark_group("policies of 100,000 wallets");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    let aside: RefCell<Vec<Box<dyn FnOnce() + Send>>> = RefCell::default();
    let do_aside = || {
        let work: Vec<_> = aside.borrow_mut().drain(..).collect();
        for work in work {
            work();
        }
    };
    let run = |work| aside.borrow_mut().push(work);
    let enterprises = [EnterpriseRef {
        id: ENTERPRISE.to_owned(),
        name: "Northwind".to_owned(),
        ..EnterpriseRef::default()
    }];
    let (names, zone) = (Names::default(), TimeZone::UTC);
    let model = |generation| policies::Model {
        book: &book,
        picture: &picture,
        generation,
        is_reading: false,
        wallets: Listing {
            rows: wallets.as_slice(),
            total: Some(MANY),
            generation: 0,
            is_outdated: false,
            is_whole: true,
            repeated: 0,
            has_changed: false,
            waits: None,
            state: ListingState::Complete,
        },
        approvals: &[],
        versions: ("", Loadable::NotAsked),
        versions_serial: 0,
        run: &run,
        enterprise: None,
        enterprises: &enterprises,
        names: &names,
        now: Timestamp::UNIX_EPOCH,
        zone: &zone,
    };
    let ctx = Context::default();
    theme::install(&ctx);
    let mut state = policies::State::default();
    let mut draw = |generation| {
        frame(&ctx, |ui| {
            black_box(policies::show(ui, &mut state, &model(generation)));
        });
    };
    let mut generation = 0;
    group.bench_function("rows in order, beside the screen", |bencher| {
        bencher.iter(|| {
            generation += 1;
            draw(generation);
            do_aside();
        });
    });
    draw(generation);
    do_aside();
    group.bench_function("frame at rest", |bencher| bencher.iter(|| draw(generation)));
    group.finish();
}

fn leak(number: u64) -> Arc<token_leak::LeakRow> {
    let outflow = |amount: u64| Outflow { amount: Some(BaseUnits::from(amount)), doubts: Vec::new() };
    Arc::new(token_leak::LeakRow {
        wallet: id(number),
        name: format!("Customer deposit {number}"),
        coin: "tbtc".to_owned(),
        at_once: outflow(number),
        in_a_day: outflow(number * 2),
        are_tokens_left_out: false,
        is_reach_unclear: false,
        is_frozen: false,
    })
}

fn dialog(criterion: &mut Criterion) {
    let leaks = token_leak::Leaks {
        rows: Arc::new((1..=MANY).map(leak).collect()),
        serial: 1,
        leaving: 100_000,
        done: 100_000,
        total: 100_000,
        ..token_leak::Leaks::default()
    };
    let environment = EnvironmentLabel {
        colour: EnvironmentColour::Sandbox,
        title: "Sandbox".to_owned(),
        counts_as_production: false,
    };
    let model = token_leak::Model {
        label: "Payouts",
        leaks: &leaks,
        not_read: Vec::new(),
        is_reading: false,
        are_wallets_missing: false,
        priced: None,
        is_reading_prices: false,
        environment: &environment,
    };
    let ctx = Context::default();
    theme::install(&ctx);
    let mut state = token_leak::State::of("t1".to_owned());
    let mut draw = || {
        frame(&ctx, |ui| {
            black_box(token_leak::show(ui.ctx(), &mut state, &model));
        });
    };
    // The rows are found a slice a frame.
    (0..400).for_each(|_| draw());
    let mut group = criterion.benchmark_group("a leaked token of 100,000 wallets");
    group.sample_size(20).measurement_time(Duration::from_secs(5));
    group.bench_function("frame at rest", |bencher| bencher.iter(&mut draw));
    group.finish();
}

fn main() {
    let table = Table::new("policies");
    let mut criterion = table.criterion();
    panel(&mut criterion);
    dialog(&mut criterion);
    let ms = Duration::from_millis;
    table.print(&[
        ("rules over 100,000 wallets/who covers whom, beside the screen", ms(250)),
        ("policies of 100,000 wallets/frame at rest", ms(2)),
        ("a leaked token of 100,000 wallets/frame at rest", ms(2)),
    ]);
}
