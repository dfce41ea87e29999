//! What a hundred thousand wallets cost: arranging them anew, and a frame of the table at rest and while scrolling.

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::Duration;

use countersign::bitgo::wallet::{Wallet, WalletKind};
use countersign::domain::amount::{Balance, BaseUnits};
use countersign::domain::share::Names;
use countersign::kit::state::{Listing, ListingState, View};
use countersign::kit::theme;
use countersign::panels::wallets::{Around, Model, State, show};
use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, Event, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, Vec2};

static AROUND: LazyLock<Around> = LazyLock::new(Around::default);
const MANY: u64 = 100_000;
const COINS: [&str; 8] = ["tbtc", "hteth", "usdt", "tltc", "txrp", "talgo", "tavaxc", "eos:USDT"];

fn wallets() -> Vec<Wallet> {
    (0..MANY)
        .map(|number| {
            let coin = COINS[usize::try_from(number).unwrap_or_default() % COINS.len()];
            let amount = BaseUnits::from(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            Wallet {
                id: format!("{number:032x}"),
                coin: coin.to_owned(),
                label: format!("Wallet {number}"),
                kind: WalletKind::Hot,
                balance: Some(Balance::Exact(amount.clone())),
                confirmed: Some(Balance::Exact(amount.clone())),
                spendable: Some(Balance::Exact(amount)),
                ..Wallet::default()
            }
        })
        .collect()
}

fn model<'a>(rows: &'a [Wallet], names: &'a Names, generation: u64) -> Model<'a> {
    let wallets = Listing {
        rows,
        total: Some(MANY),
        generation,
        is_outdated: false,
        repeated: 0,
        state: ListingState::Complete,
    };
    Model {
        wallets,
        around: &AROUND,
        enterprise: None,
        totals: None,
        names,
        me: "",
        enterprises: &[],
        people: View::NotAsked,
        removal: View::NotAsked,
        environment: "Sandbox",
        page: None,
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
    let names = Names::default();
    frame(&ctx, &mut state, &model(&rows, &names, 0), Vec::new());

    let mut group = criterion.benchmark_group("100,000 wallets");
    group.sample_size(20).measurement_time(Duration::from_secs(5));
    group.bench_function("frame at rest", |bencher| {
        bencher.iter(|| frame(&ctx, &mut state, &model(&rows, &names, 0), Vec::new()));
    });
    group.bench_function("frame while scrolling", |bencher| {
        bencher.iter(|| frame(&ctx, &mut state, &model(&rows, &names, 0), scroll()));
    });
    let mut generation = 0;
    group.bench_function("arranged anew, and a frame", |bencher| {
        bencher.iter(|| {
            generation += 1;
            frame(&ctx, &mut state, &model(&rows, &names, generation), Vec::new());
        });
    });
    group.finish();
}

criterion_group!(benches, benchmarks);
criterion_main!(benches);
