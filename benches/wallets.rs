//! What a hundred thousand wallets cost: arranging them again, a frame of the table at rest and while scrolling, and the
//! safety review over them.

use std::hint::black_box;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use countersign::bitgo::approvals::PendingApproval;
use countersign::bitgo::raw_text::RawText;
use countersign::bitgo::wallet::{MarkFacts, Wallet, WalletKind, WalletUser};
use countersign::domain::alphabet::SameNames;
use countersign::domain::amount::{Balance, BaseUnits};
use countersign::domain::posture::Review;
use countersign::domain::share::Names;
use countersign::kit::state::{Listing, ListingState, Loadable};
use countersign::kit::theme;
use countersign::panels::safety;
use countersign::panels::wallets::{Model, State, show};
use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, Event, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, Vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

static SAME_NAMES: LazyLock<SameNames> = LazyLock::new(SameNames::default);
static MARK_FACTS: LazyLock<MarkFacts> = LazyLock::new(MarkFacts::default);
const MANY: u64 = 100_000;
const COINS: [&str; 8] = ["tbtc", "hteth", "usdt", "tltc", "txrp", "talgo", "tavaxc", "eos:USDT"];

fn wallets() -> Vec<Wallet> {
    (0..MANY)
        .map(|number| {
            let coin = COINS[usize::try_from(number).unwrap_or_default() % COINS.len()];
            let amount = BaseUnits::from(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            Wallet {
                id: format!("{number:032x}").into(),
                coin: coin.into(),
                label: format!("Wallet {number}").into(),
                kind: WalletKind::Hot,
                balance: Some(Balance::Exact(amount.clone())),
                confirmed: Some(Balance::Exact(amount.clone())),
                spendable: Some(Balance::Exact(amount)),
                ..Wallet::default()
            }
        })
        .collect()
}

fn model(rows: &[Wallet], generation: u64) -> Model<'_> {
    let wallets = Listing {
        rows,
        total: Some(MANY),
        generation,
        is_outdated: false,
        is_whole: true,
        repeated: 0,
        waits: None,
        state: ListingState::Complete,
    };
    Model {
        wallets,
        mark_facts: &MARK_FACTS,
        same_names: &SAME_NAMES,
        enterprise: None,
        totals: None,
        enterprises: &[],
        me: "",
        draw_people_notices: &|_| {},
        draw_people: &|_, _| {},
    }
}

fn frame(ctx: &Context, state: &mut State, model: &Model<'_>, events: Vec<Event>) {
    let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1280.0, 800.0)));
    let input = RawInput { screen_rect, events, ..RawInput::default() };
    let mut output = ctx.run_ui(input, |ui| {
        black_box(show(ui, state, model));
    });
    output.textures_delta.clear();
    black_box(output.shapes);
}

fn scroll() -> Vec<Event> {
    vec![
        Event::PointerMoved(Pos2::new(800.0, 400.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, -300.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        },
    ]
}

fn benchmarks(criterion: &mut Criterion) {
    let rows = wallets();
    let ctx = Context::default();
    theme::install(&ctx);
    let mut state = State::default();
    frame(&ctx, &mut state, &model(&rows, 0), Vec::new());

    let mut group = criterion.benchmark_group("100,000 wallets");
    group.sample_size(20).measurement_time(Duration::from_secs(5));
    group.bench_function("frame at rest", |bencher| {
        bencher.iter(|| frame(&ctx, &mut state, &model(&rows, 0), Vec::new()));
    });
    group.bench_function("frame while scrolling", |bencher| {
        bencher.iter(|| frame(&ctx, &mut state, &model(&rows, 0), scroll()));
    });
    let mut generation = 0;
    group.bench_function("arranged anew, and a frame", |bencher| {
        bencher.iter(|| {
            generation += 1;
            frame(&ctx, &mut state, &model(&rows, generation), Vec::new());
        });
    });
    group.finish();
}

/// As the platform reports them: with people and rules.
fn wallets_with_rules() -> Vec<Wallet> {
    let person = |number: u64, permissions: &[&str]| WalletUser {
        user: format!("{number:032x}").into(),
        permissions: permissions.iter().map(|&it| it.into()).collect(),
    };
    let rules = |number: u64| {
        let limit = json!({"id": "Daily limit", "type": "velocityLimit", "lockDate": "2026-11-21T12:00:00Z",
            "condition": {"amountString": "100000000", "timeWindow": 86_400, "groupTags": [":tag"]},
            "action": {"type": "getApproval", "userIds": []}});
        let entry = json!({"item": "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "type": "address",
            "metaData": {"label": "Exchange deposit"}});
        let list = json!({"id": "Whitelist", "type": "advancedWhitelist", "lockDate": "2026-01-01T00:00:00Z",
            "condition": {"entries": vec![entry; 3]}, "action": {"type": "deny", "userIds": []}});
        [vec![], vec![limit.clone()], vec![list.clone()], vec![limit, list]]
            [usize::try_from(number % 4).unwrap_or(0)]
        .clone()
    };
    let tell = |(number, wallet): (u64, Wallet)| {
        let admins = 1 + number % 3;
        let rules = rules(number);
        let admin = json!({"policy": {"id": "p", "version": 1, "rules": rules}});
        Wallet {
            users: (0..admins).map(|it| person(it, &["view", "spend", "admin"])).collect(),
            approvals_required: Some(1 + number % 2),
            raw: RawText::of(&json!({ "admin": admin })),
            ..wallet
        }
    };
    (0..).zip(wallets()).map(tell).collect()
}

fn reviewing(criterion: &mut Criterion) {
    let rows = wallets_with_rules();
    let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap_or_default();
    let gather = || rows.iter().map(|wallet| Arc::new(wallet.for_review(now))).collect::<Vec<_>>();
    let mut group = criterion.benchmark_group("safety review of 100,000 wallets");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    group.bench_function("policies read, a slice a frame", |bencher| bencher.iter(|| black_box(gather())));
    group.bench_function("judged and put in order, beside the screen", |bencher| {
        let subjects = gather();
        bencher.iter(|| black_box(Review::of(subjects.iter().cloned(), &[], now)));
    });
    let review = Review::of(gather(), &[], now);
    let names = Names::default();
    let ctx = Context::default();
    theme::install(&ctx);
    let mut state = safety::State::default();
    let mut serial = 0;
    let mut draw = |serial: u64| {
        let approvals = Listing::<PendingApproval> {
            rows: &[],
            total: Some(0),
            generation: 0,
            is_outdated: false,
            is_whole: true,
            repeated: 0,
            waits: None,
            state: ListingState::Complete,
        };
        let model = safety::Model {
            review: Loadable::Ready(&review),
            serial,
            wallets: model(&rows, 0).wallets,
            same_names: &SAME_NAMES,
            approvals,
            enterprise: None,
            names: &names,
            me: "",
            now,
            zone: &TimeZone::UTC,
        };
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1280.0, 800.0)));
        let mut output = ctx.run_ui(RawInput { screen_rect, ..RawInput::default() }, |ui| {
            black_box(safety::show(ui, &mut state, &model));
        });
        output.textures_delta.clear();
        black_box(output.shapes);
    };
    group.bench_function("frame at rest", |bencher| bencher.iter(|| draw(0)));
    group.bench_function("arranged anew, and a frame", |bencher| {
        bencher.iter(|| {
            serial += 1;
            draw(serial);
        });
    });
    group.finish();
}

criterion_group!(benches, benchmarks, reviewing);
criterion_main!(benches);
