//! Screens that hold every component of the kit.

use countersign::domain::count::Count;
use countersign::kit::environment::{EnvironmentLabel, Reach};
use countersign::kit::layout::{self, card, ends, fact, section};
use countersign::kit::mutation::{self, Stage};
use countersign::kit::palette::{EnvironmentColour, Meaning};
use countersign::kit::secret::SecretBuffer;
use countersign::kit::state::Failure;
use countersign::kit::table::{Column, Sort, TableState};
use countersign::kit::theme::{self, Theme};
use countersign::kit::{
    amount, badge, button, choice, code, copy, diff, field, icon, modal, nav, notice, placeholder, progress,
    space, table, text,
};
use egui::{CentralPanel, Panel, Ui};

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Scene {
    Controls,
    Feedback,
    Mutations,
    Wallets,
    Dialog,
}

pub struct State {
    pub scene: Scene,
    pub theme: Theme,
    pub installed: bool,
    pub label: String,
    pub lifetime: String,
    pub addresses: String,
    pub password: SecretBuffer,
    pub filter: String,
    pub no_email: bool,
    pub legacy: bool,
    pub understood: bool,
    pub unit: u8,
    pub coin: String,
    pub environment: usize,
    pub created: u32,
    pub wallets: TableState,
    pub opened: Option<usize>,
    pub closed: bool,
    pub looked_up: u32,
}

impl State {
    pub fn new(scene: Scene, theme: Theme) -> Self {
        let wallets = TableState {
            chosen: Some(3),
            sort: Some(Sort { column: 2, descending: true }),
            ..TableState::default()
        };
        Self {
            scene,
            theme,
            installed: false,
            label: "Payouts, March".into(),
            lifetime: "10".into(),
            addresses: "203.0.113.0/24\n198.51.100.7".into(),
            password: SecretBuffer::new(),
            filter: String::new(),
            no_email: true,
            legacy: false,
            understood: false,
            unit: 0,
            coin: "btc".into(),
            environment: 0,
            created: 0,
            wallets,
            opened: None,
            closed: false,
            looked_up: 0,
        }
    }
}

/// Draws the scene that the state names.
pub fn draw(ui: &mut Ui, state: &mut State) {
    if !state.installed {
        theme::install(ui.ctx());
        theme::apply(ui.ctx(), state.theme);
        state.installed = true;
        ui.ctx().request_discard("fonts were installed");
        return;
    }
    match state.scene {
        Scene::Controls => scroller(ui, |ui| controls(ui, state)),
        Scene::Feedback => scroller(ui, |ui| feedback(ui, state)),
        Scene::Mutations => scroller(ui, |ui| mutations(ui, state)),
        Scene::Wallets => wallets(ui, state),
        Scene::Dialog => {
            wallets(ui, state);
            dialog(ui, state);
        }
    }
}

fn scroller(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let frame = layout::page_frame(ui.visuals().dark_mode);
    CentralPanel::default().frame(frame).show(ui, add);
}

fn controls(ui: &mut Ui, state: &mut State) {
    layout::page(ui, |ui| {
        layout::head(ui, "Create access token", |ui| {
            if button::primary(ui, true, "Create token").clicked() {
                state.created += 1;
            }
            button::plain(ui, true, "Cancel");
        });
        let (mut left, mut right) = layout::side_by_side(ui, 460.0);
        layout::scroll(&mut left, "form", |ui| form(ui, state));
        layout::scroll(&mut right, "choices", |ui| choices(ui, state));
    });
}

fn form(ui: &mut Ui, state: &mut State) {
    section(ui, "The token", |ui| {
        field::TextField::new("Label", &mut state.label)
            .help("Shown in the list and in the audit log.")
            .show(ui);
        let problem = (state.lifetime == "10").then_some("10 what? Write a unit, such as 10 days.");
        field::TextField::new("Lifetime", &mut state.lifetime)
            .hint("90 days, 6 months, until 2027-03-01")
            .problem(problem)
            .show(ui);
        field::TextField::new("Addresses", &mut state.addresses)
            .mono()
            .rows(3)
            .help("One in a line: IPv4 or CIDR.")
            .show(ui);
        field::SecretField::new("Login password", &mut state.password).hint("Not kept").show(ui);
    });
    section(ui, "Buttons", |ui| {
        layout::wrapping_row(ui, |ui| {
            button::plain(ui, true, "Share…");
            button::with_icon(ui, true, icon::ADD, "New token");
            button::plain(ui, false, "Not yet");
            button::primary(ui, false, "Send request");
            button::icon(ui, icon::REFRESH, "Refresh");
            button::icon(ui, icon::HELP, "Help");
            button::link(ui, "What is a scope?");
        });
        space::rule(ui, space::S);
        ends(
            ui,
            |ui| ui.label(text::muted("Revoked tokens cannot come back.")),
            |ui| button::danger(ui, true, "Revoke…"),
        );
    });
}

fn environment(word: &str) -> EnvironmentLabel {
    let colour = EnvironmentColour::of_word(word);
    let counts_as_production = colour == EnvironmentColour::Production;
    EnvironmentLabel { colour, title: word.to_owned(), counts_as_production }
}

fn choices(ui: &mut Ui, state: &mut State) {
    section(ui, "Environment", |ui| {
        let cards = [
            (EnvironmentColour::Sandbox, "Sandbox", "In this app, nothing real"),
            (EnvironmentColour::Test, "Test", "app.bitgo-test.com"),
            (EnvironmentColour::Production, "Production", "app.bitgo.com, real money"),
            (EnvironmentColour::Express, "Express", "127.0.0.1:3080"),
            (EnvironmentColour::Custom, "Custom", "An address of your own"),
        ];
        layout::wrapping_row(ui, |ui| {
            for (place, (colour, word, host)) in cards.into_iter().enumerate() {
                let tone = theme::palette(ui).environment(colour);
                let chosen = state.environment == place;
                if choice::card(ui, chosen, badge::icon_of(colour), tone, word, host, 220.0).clicked() {
                    state.environment = place;
                }
            }
        });
    });
    section(ui, "Choices", |ui| {
        choice::checkbox(
            ui,
            &mut state.no_email,
            "No email",
            Some("The person is not told; tell them yourself."),
        );
        choice::checkbox(ui, &mut state.legacy, "Accept a legacy token", None);
        space::gap(ui, space::XS);
        choice::segmented(ui, "Unit", &mut state.unit, &[(0, "BTC"), (1, "Base units"), (2, "No limit")]);
        space::gap(ui, space::XS);
        let coins =
            [("btc".to_owned(), "Bitcoin (BTC)".to_owned()), ("eth".to_owned(), "Ethereum (ETH)".to_owned())];
        choice::combo(ui, "Coin", &mut state.coin, &coins);
    });
}

fn feedback(ui: &mut Ui, state: &mut State) {
    layout::page(ui, |ui| {
        layout::head(ui, "Safety review", |ui| badge::environment(ui, &environment("Production")));
        let (mut left, mut right) = layout::side_by_side(ui, 600.0);
        layout::scroll(&mut left, "said", |ui| said(ui, state));
        layout::scroll(&mut right, "states", states);
    });
}

fn said(ui: &mut Ui, state: &mut State) {
    notice::banner(ui, Meaning::Good, "Token created. Copy it now: it is not shown again.");
    notice::banner(ui, Meaning::Information, "This wallet's policy can still be changed for 31 h.");
    notice::banner(ui, Meaning::Attention, "This computer's clock is 74 s behind the platform's.");
    notice::banner(ui, Meaning::Danger, "Wrong one-time code. Wait for the next one and try again.");
    let warning = notice::Finding {
        meaning: Meaning::Attention,
        word: "Warning",
        what: "This token lives longer than a year.",
        why: "A token that leaks works until it expires.",
        source: "BitGo's advice on access tokens",
    };
    notice::finding(ui, &warning, Some(&mut state.understood));
    let error = notice::Finding {
        meaning: Meaning::Danger,
        word: "Error",
        what: "Production tokens must be bound to addresses.",
        why: "Anyone who holds an unbound token can use it from anywhere.",
        source: "POST /api/v2/user/accesstoken",
    };
    notice::finding(ui, &error, None);
    card(ui, |ui| {
        layout::chips(ui, |ui| {
            badge::mark(ui, Meaning::Good, "Active");
            badge::mark(ui, Meaning::Attention, "Expires in 6 d");
            badge::mark(ui, Meaning::Danger, "No limit rule");
            badge::mark(ui, Meaning::Information, "Waiting");
            badge::with_icon(ui, Meaning::Information, icon::FROZEN, "Frozen");
            badge::chip(ui, "wallet_view_all");
            badge::chip(ui, "spend");
        });
        layout::chips(ui, |ui| {
            badge::environment(ui, &environment("Sandbox"));
            badge::environment(ui, &environment("Test"));
            badge::environment(ui, &environment("Production"));
            badge::environment(ui, &environment("Express"));
            badge::environment(ui, &environment("Custom"));
        });
    });
}

/// A change that is sent once, in each of its stages.
fn mutations(ui: &mut Ui, state: &mut State) {
    let failure = Failure {
        what: "The connection broke off before the answer was there.".into(),
        next: "Look it up before you send it again.".into(),
        request_id: Some("cmj4h2x8p00d21v7c4t9b6w5z-0007".into()),
        ..Failure::default()
    };
    let mut lost = Stage::default();
    lost.send();
    lost.failed(failure.clone(), true);
    let mut unread = lost.clone();
    unread.look_up_failed(&failure);
    let stages = [
        ("Refused", Stage::Refused(failure), false),
        ("Unconfirmed", lost.clone(), false),
        ("Being looked up", lost, true),
        ("The look-up failed", unread, false),
        ("Not carried out", Stage::NotDone, false),
    ];
    layout::page(ui, |ui| {
        for (title, stage, is_looking) in stages {
            ui.push_id(title, |ui| {
                section(ui, title, |ui| {
                    state.looked_up += u32::from(mutation::stage(ui, &stage, "the freeze", is_looking));
                });
            });
        }
    });
}

fn states(ui: &mut Ui) {
    section(ui, "Token", |ui| {
        layout::facts(ui, |ui| {
            fact(ui, "Wallet", |ui| copy::id(ui, "wallet ID", "5f1b2c3d4e5f60718293a4b5c6d7e8f9"));
            fact(ui, "Used of limit", |ui| {
                progress::meter(ui, Meaning::Attention, 82, 100, 160.0);
                ui.label(text::small("82 of 100 BTC"))
            });
        });
        let limit = diff::Row { about: "Amount", before: "25 ETH", after: "40 ETH" };
        let list = diff::Row { about: "Address", before: "", after: "Payroll provider" };
        diff::show(ui, ["Now", "If approved"], [limit, list]);
        code::block(
            ui,
            "request",
            "{\n  \"otp\": \"‹code›\",\n  \"label\": \"Payouts, March\",\n  \"duration\": 7776000\n}",
            130.0,
        );
    });
    placeholder::loading(ui, "Loading wallets", 40, Some(80));
    placeholder::nothing(
        ui,
        icon::TOKEN,
        "No tokens yet",
        "A token lets a program act for you, within the limits you set.",
        |ui| {
            button::plain(ui, true, "Create a token…");
        },
    );
    let failure = Failure {
        what: "The platform refused this token.".into(),
        next: "Log in again, or paste another token.".into(),
        request_id: Some("cmj4h2x8p00d21v7c4t9b6w5z-0007".into()),
        detail: "401 Unauthorized".into(),
    };
    placeholder::failed(ui, &failure);
}

const ROWS: [(&str, &str, &str, &str, &str); 6] = [
    ("Cold reserve", "Cold", "12,345,678", "00000001", "BTC"),
    ("Payouts", "Hot", "2", "5", "BTC"),
    ("Operating float for the northern region, second account", "Hot", "0", "00000546", "BTC"),
    ("Treasury", "Custodial", "18,446,744,073,709,551,616", "000000000000000001", "ETH"),
    ("Trading", "Trading", "-3", "2", "USDT"),
    ("Dormant", "Cold", "0", "", "EOS"),
];

fn wallets(ui: &mut Ui, state: &mut State) {
    let dark = ui.visuals().dark_mode;
    Panel::top("top").frame(layout::top_frame(dark)).show(ui, top);
    Panel::left("navigation").exact_size(208.0).resizable(false).frame(layout::navigation_frame(dark)).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            nav::marked_item(ui, icon::WALLET, "Wallets", Count::Exactly(80), None, true);
            nav::marked_item(ui, icon::TOKEN, "Access tokens", Count::Exactly(12), None, false);
            nav::marked_item(ui, icon::SAFETY, "Safety review", Count::NotRead, None, false);
            nav::marked_item(ui, icon::SETTINGS, "Settings", Count::NotRead, None, false);
        },
    );
    CentralPanel::default().frame(layout::page_frame(dark)).show(ui, |ui| {
        layout::page(ui, |ui| {
            layout::head(ui, "Wallets", |ui| {
                button::plain(ui, true, "Export…");
                field::search(ui, "Filter wallets", &mut state.filter, 240.0);
            });
            wallet_table(ui, state);
        });
    });
    layout::window_frame(ui.ctx(), EnvironmentColour::Production);
}

fn top(ui: &mut Ui) {
    ends(
        ui,
        |ui| {
            badge::environment(ui, &environment("Production"));
        },
        |ui| {
            progress::turning(ui);
        },
    );
}

fn wallet_table(ui: &mut Ui, state: &mut State) {
    let columns = [
        Column::fill("Label").sortable(),
        Column::new("Kind", 96.0).sortable(),
        Column::new("Balance", 330.0).right().sortable().about("What the wallet holds, pending included"),
        Column::new("ID", 190.0),
        Column::new("Marks", 130.0),
    ];
    let slots = amount::Slots::fit(ROWS.iter().map(|row| (row.3, row.4)));
    let did = table::show(ui, "Wallets", &columns, &mut state.wallets, 100_000, |ui, row, column| {
        let (label, kind, whole, fraction, unit) = ROWS[row % ROWS.len()];
        match column {
            0 => drop(text::elided(
                ui,
                text::body(if row < ROWS.len() { label.to_owned() } else { format!("{label} {row}") }),
            )),
            1 => drop(ui.label(text::muted(kind))),
            2 => drop(amount::in_column(ui, whole, fraction, unit, slots)),
            3 => drop(copy::id(
                ui,
                &format!("wallet ID {row}"),
                &format!("5f1b2c3d4e5f60718293a4b5c6d7{row:04x}"),
            )),
            _ if row % 3 == 0 => drop(badge::mark(ui, Meaning::Attention, "One admin")),
            _ => {}
        }
    });
    state.opened = did.opened.or(state.opened);
}

fn dialog(ui: &mut Ui, state: &mut State) {
    let production = environment("Production");
    let reach = Reach::Environment(&production);
    let about = modal::Dialog { title: "Revoke access token", width: 520.0, reach };
    let shown = modal::show(ui.ctx(), "revoke", &about, |ui| {
        text::wrapped(
            ui,
            text::body("Programs that use Payouts, March stop working at once. This cannot be undone."),
        );
        field::TextField::new("Type the label to confirm", &mut state.label).focus(false).show(ui);
        modal::footer(ui, |ui| {
            button::danger(ui, state.label == "Payouts, March", "Revoke token");
            button::plain(ui, true, "Keep it");
        });
    });
    state.closed |= shown.closed;
}
