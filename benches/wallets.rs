//! What a hundred thousand wallets cost: arranging them again, a frame of the table at rest, while scrolling and when the list
//! has changed, each beside a thousand, and the safety review over them.

mod support;

use std::cell::RefCell;
use std::hint::black_box;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use countersign::bitgo::approvals::PendingApproval;
use countersign::bitgo::raw_text::RawText;
use countersign::bitgo::wallet::{MarkFacts, SharedPeople, Wallet, WalletKind, WalletUser};
use countersign::domain::alphabet::SameNames;
use countersign::domain::amount::{Balance, BaseUnits};
use countersign::domain::count::grouped;
use countersign::domain::posture::Review;
use countersign::domain::share::Names;
use countersign::kit::aside::Run;
use countersign::kit::state::{Listing, ListingState, Loadable};
use countersign::kit::theme;
use countersign::panels::safety;
use countersign::panels::wallets::{Col, Model, State, show};
use criterion::Criterion;
use egui::{Context, Event, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, Vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use support::table::Table;

static SAME_NAMES: LazyLock<Arc<SameNames>> = LazyLock::new(Arc::default);
static MARK_FACTS: LazyLock<Arc<MarkFacts>> = LazyLock::new(Arc::default);
const MANY: u64 = 100_000;
/// What a list that is arranged at once is compared with.
const FEW: u64 = 1_000;
const COINS: [&str; 8] = ["tbtc", "hteth", "usdt", "tltc", "txrp", "talgo", "tavaxc", "eos:USDT"];

fn wallet(number: u64) -> Wallet {
    let coin = COINS[usize::try_from(number).unwrap_or_default() % COINS.len()];
    let amount = BaseUnits::from(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    Wallet {
        id: format!("{number:032x}").into(),
        coin: coin.into(),
        label: format!("Customer deposit {}", number.wrapping_mul(7_919) % MANY).into(),
        kind: WalletKind::Hot,
        balance: Some(Balance::Exact(amount.clone())),
        confirmed: Some(Balance::Exact(amount.clone())),
        spendable: Some(Balance::Exact(amount)),
        raw: RAW.clone(),
        ..Wallet::default()
    }
}

/// As much text as the platform sends of a wallet: whatever reads it while a frame is drawn shows here.
static RAW: LazyLock<RawText> = LazyLock::new(|| {
    let id = |number: u64| format!("{number:032x}");
    let people: Vec<_> =
        (0..6).map(|it| json!({"user": id(it), "permissions": ["view", "spend", "admin"]})).collect();
    RawText::of(&json!({
        "id": id(1), "users": people, "coin": "tbtc", "label": "Customer deposit 1", "m": 2, "n": 3,
        "keys": [id(2), id(3), id(4)], "enterprise": id(5), "bitgoOrg": "BitGo Trust", "tags": [id(1)],
        "disableTransactionNotifications": false, "deleted": false, "approvalsRequired": 1, "isCold": false,
        "coinSpecific": {"creationFailure": [], "pendingChainInitialization": false},
        "admin": {"policy": {"id": id(6), "version": 1, "date": "2026-01-01T00:00:00.000Z", "latest": true, "rules": []}},
        "clientFlags": [], "walletFlags": [], "allowBackupKeySigning": false, "recoverable": true,
        "startDate": "2026-01-01T00:00:00.000Z", "type": "hot", "multisigType": "onchain", "buildDefaults": {},
        "receiveAddress": {"id": id(7), "address": "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "chain": 20, "index": 0},
        "balanceString": "123456789012", "confirmedBalanceString": "123456789012",
        "spendableBalanceString": "123456789012",
    }))
});

fn wallets(count: u64) -> Arc<Vec<Arc<Wallet>>> {
    Arc::new((0..count).map(|number| Arc::new(wallet(number))).collect())
}

/// Work for another thread, which is counted apart from the frame.
type Aside = RefCell<Vec<Box<dyn FnOnce() + Send>>>;

fn listing<T>(rows: &[T], generation: u64) -> Listing<'_, T> {
    Listing {
        rows,
        total: Some(rows.len() as u64),
        generation,
        is_outdated: false,
        is_whole: true,
        repeated: 0,
        has_changed: false,
        waits: None,
        state: ListingState::Complete,
    }
}

fn model<'a>(rows: &'a Arc<Vec<Arc<Wallet>>>, generation: u64, run: Run<'a>) -> Model<'a> {
    Model {
        wallets: listing(rows, generation),
        snapshot: rows,
        run,
        mark_facts: &MARK_FACTS,
        same_names: &SAME_NAMES,
        names_generation: 0,
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

/// So many frames one way before it goes back: within a thousand rows as within a hundred thousand.
const FRAMES_ONE_WAY: u64 = 60;

/// The wheel of the frame with this number.
fn scroll(number: u64) -> Vec<Event> {
    let delta = if (number / FRAMES_ONE_WAY).is_multiple_of(2) { -300.0 } else { 300.0 };
    vec![
        Event::PointerMoved(Pos2::new(800.0, 400.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, delta),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        },
    ]
}

/// What an arrangement takes wherever it runs: the panel's own, without a frame.
fn arranging(criterion: &mut Criterion) {
    let rows = wallets(MANY);
    let mut group = criterion.benchmark_group("100,000 wallets arranged, beside the screen");
    group.sample_size(20).measurement_time(Duration::from_secs(5));
    let mut generation = 0;
    let arrange = |state: &mut State, generation: u64| {
        let aside = Aside::default();
        let run = |work| aside.borrow_mut().push(work);
        let model = model(&rows, generation, &run);
        let before = state.arrange(&model);
        state.keep(before);
        let work: Vec<_> = aside.borrow_mut().drain(..).collect();
        for work in work {
            work();
        }
        let made = state.arrange(&model);
        state.keep(made);
        for work in aside.take() {
            work();
        }
    };
    for (name, column) in [("by balance", Col::Balance), ("by label", Col::Label), ("by people", Col::People)]
    {
        let mut state = State::sorted_by(column);
        group.bench_function(format!("sorted {name}, with totals"), |bencher| {
            bencher.iter(|| {
                generation += 1;
                arrange(&mut state, generation);
            });
        });
    }
    for filter in ["deposit 99", "nowhere", "frozen", "ether hot 7"] {
        let mut state = State::sorted_by(Col::Balance);
        arrange(&mut state, 0);
        group.bench_function(format!("filtered by “{filter}”"), |bencher| {
            bencher.iter(|| {
                // Back to all rows, which only copies their places, and to the filter.
                state.filter.clear();
                arrange(&mut state, 0);
                filter.clone_into(&mut state.filter);
                arrange(&mut state, 0);
            });
        });
    }
    group.finish();
}

fn frames(criterion: &mut Criterion) {
    for count in [FEW, MANY] {
        let rows = wallets(count);
        let ctx = Context::default();
        theme::install(&ctx);
        let mut state = State::default();
        let aside = Aside::default();
        let run = |work| aside.borrow_mut().push(work);
        frame(&ctx, &mut state, &model(&rows, 0, &run), Vec::new());
        for work in aside.take() {
            work();
        }
        frame(&ctx, &mut state, &model(&rows, 0, &run), Vec::new());

        let mut group = criterion.benchmark_group(format!("{} wallets", grouped(count)));
        group.sample_size(20).measurement_time(Duration::from_secs(5));
        group.bench_function("frame at rest", |bencher| {
            bencher.iter(|| frame(&ctx, &mut state, &model(&rows, 0, &run), Vec::new()));
        });
        let mut number = 0;
        group.bench_function("frame while scrolling", |bencher| {
            bencher.iter(|| {
                number += 1;
                frame(&ctx, &mut state, &model(&rows, 0, &run), scroll(number));
            });
        });
        let mut generation = 0;
        group.bench_function("frame when the list has changed, without what runs beside it", |bencher| {
            bencher.iter_custom(|rounds| {
                let mut taken = Duration::ZERO;
                for _ in 0..rounds {
                    generation += 1;
                    let begun = Instant::now();
                    frame(&ctx, &mut state, &model(&rows, generation, &run), Vec::new());
                    taken += begun.elapsed();
                    let work: Vec<_> = aside.borrow_mut().drain(..).collect();
                    for work in work {
                        work();
                    }
                }
                taken
            });
        });
        group.finish();
    }
}

/// As the platform reports them: with people and rules.
fn wallets_with_rules() -> Arc<Vec<Arc<Wallet>>> {
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
    let tell = |number: u64| {
        let admins = 1 + number % 3;
        let rules = rules(number);
        let admin = json!({"policy": {"id": "p", "version": 1, "rules": rules}});
        Wallet {
            users: (0..admins).map(|it| person(it, &["view", "spend", "admin"])).collect(),
            approvals_required: Some(1 + number % 2),
            raw: RawText::of(&json!({ "admin": admin })),
            ..wallet(number)
        }
    };
    Arc::new((0..MANY).map(|number| Arc::new(tell(number))).collect())
}

fn reviewing(criterion: &mut Criterion) {
    let rows = wallets_with_rules();
    let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap_or_default();
    let review = || {
        let mut people = SharedPeople::default();
        Review::of(rows.iter().map(|wallet| wallet.for_review_with(now, &mut people)), &[], now)
    };
    let mut group = criterion.benchmark_group("safety review of 100,000 wallets");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    group.bench_function("policies read and judged, beside the screen", |bencher| {
        bencher.iter(|| black_box(review()));
    });
    let review = Arc::new(review());
    group.bench_function("other approvals alone, beside the screen", |bencher| {
        bencher.iter(|| black_box(review.with_approvals(&[], |_| None)));
    });
    // What the screen's thread has to do for a review: hand over the list.
    group.bench_function("the screen's part: a snapshot of the list", |bencher| {
        bencher.iter(|| black_box(Arc::clone(&rows)));
    });
    group.bench_function("the screen's part where the list changes: pointers copied", |bencher| {
        bencher.iter_with_large_drop(|| black_box(Vec::clone(&rows)));
    });
    group.finish();
}

fn findings(criterion: &mut Criterion) {
    let (rows, now) = (wallets_with_rules(), Timestamp::UNIX_EPOCH);
    let review = Arc::new(Review::of(rows.iter().map(|wallet| wallet.for_review(now)), &[], now));
    let mut group = criterion.benchmark_group("findings of 100,000 wallets");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    let names = Names::default();
    let ctx = Context::default();
    theme::install(&ctx);
    let mut state = safety::State::default();
    let mut serial = 0;
    let aside = Aside::default();
    let run = |work| aside.borrow_mut().push(work);
    let mut draw = |serial: u64| {
        let approvals: Listing<'_, PendingApproval> = listing(&[], 0);
        let model = safety::Model {
            review: Loadable::Ready(&review),
            run: &run,
            serial,
            wallets: listing(&rows, 0),
            same_names: &SAME_NAMES,
            enterprises: &[],
            is_reading_rules: false,
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
    let do_aside = || {
        let work: Vec<_> = aside.borrow_mut().drain(..).collect();
        for work in work {
            work();
        }
    };
    draw(0);
    do_aside();
    draw(0);
    group.bench_function("frame at rest", |bencher| bencher.iter(|| draw(0)));
    group.bench_function("frame when the review is another, without what runs beside it", |bencher| {
        bencher.iter_custom(|rounds| {
            let mut taken = Duration::ZERO;
            for _ in 0..rounds {
                serial += 1;
                let begun = Instant::now();
                draw(serial);
                taken += begun.elapsed();
                do_aside();
            }
            taken
        });
    });
    group.finish();
}

fn main() {
    let table = Table::new("wallets");
    let mut criterion = table.criterion();
    arranging(&mut criterion);
    frames(&mut criterion);
    reviewing(&mut criterion);
    findings(&mut criterion);
    let ms = |micros: u64| Duration::from_micros(micros);
    table.print(&[
        ("100,000 wallets arranged, beside the screen/sorted by balance, with totals", ms(50_000)),
        ("100,000 wallets arranged, beside the screen/sorted by label, with totals", ms(50_000)),
        ("100,000 wallets arranged, beside the screen/sorted by people, with totals", ms(50_000)),
        ("100,000 wallets arranged, beside the screen/filtered by “deposit 99”", ms(20_000)),
        ("100,000 wallets arranged, beside the screen/filtered by “nowhere”", ms(20_000)),
        ("100,000 wallets arranged, beside the screen/filtered by “frozen”", ms(20_000)),
        ("100,000 wallets arranged, beside the screen/filtered by “ether hot 7”", ms(20_000)),
        ("100,000 wallets/frame at rest", ms(1_000)),
        ("100,000 wallets/frame while scrolling", ms(2_000)),
        ("safety review of 100,000 wallets/the screen's part: a snapshot of the list", ms(2_000)),
        (
            "safety review of 100,000 wallets/the screen's part where the list changes: pointers copied",
            ms(2_000),
        ),
    ]);
}
