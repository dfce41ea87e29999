//! Draws every component of the kit off-screen, in both themes, into `target/gallery`, and drives some by their labels.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use countersign::kit::layout::{self, card, ends, fact, row, section};
use countersign::kit::palette::{EnvironmentColour, Meaning};
use countersign::kit::secret::SecretBuffer;
use countersign::kit::state::Failure;
use countersign::kit::table::{Column, Sort, TableState};
use countersign::kit::theme::{self, Theme};
use countersign::kit::{
    amount, badge, button, choice, code, copy, empty, field, icon, modal, nav, notice, progress, space,
    table, text,
};
use countersign::tour::raster::Rasteriser;
use egui::{CentralPanel, Key, Modifiers, OutputCommand, Panel, Role, Ui, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

#[derive(Clone, Copy, PartialEq, Debug)]
enum Scene {
    Controls,
    Feedback,
    Wallets,
    Dialog,
}

struct State {
    scene: Scene,
    theme: Theme,
    installed: bool,
    label: String,
    lifetime: String,
    addresses: String,
    password: SecretBuffer,
    filter: String,
    no_email: bool,
    legacy: bool,
    understood: bool,
    unit: u8,
    coin: String,
    environment: usize,
    created: u32,
    wallets: TableState,
    opened: Option<usize>,
    closed: bool,
}

impl State {
    fn new(scene: Scene, theme: Theme) -> Self {
        let wallets = TableState { chosen: Some(3), sort: Some(Sort { column: 2, descending: true }) };
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
        }
    }
}

fn draw(ui: &mut Ui, state: &mut State) {
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
            button::icon(ui, icon::MORE, "More");
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

fn choices(ui: &mut Ui, state: &mut State) {
    section(ui, "Environment", |ui| {
        let cards = [
            (EnvironmentColour::Sandbox, "Sandbox", "In this app, nothing real"),
            (EnvironmentColour::Test, "Test", "app.bitgo-test.com"),
            (EnvironmentColour::Production, "Production", "app.bitgo.com, real money"),
            (EnvironmentColour::Express, "Express", "127.0.0.1:3080"),
            (EnvironmentColour::Custom, "Custom", "An address of your own"),
        ];
        let width = layout::even_width(ui, 220.0);
        layout::wrapping_row(ui, |ui| {
            for (place, (colour, word, host)) in cards.into_iter().enumerate() {
                let tone = theme::palette(ui).environment(colour);
                let chosen = state.environment == place;
                if choice::card(ui, chosen, badge::icon_of(colour), tone, word, host, width).clicked() {
                    state.environment = place;
                }
            }
        });
    });
    section(ui, "Choices", |ui| {
        choice::checkbox(
            ui,
            &mut state.no_email,
            "No e-mail",
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
        layout::head(ui, "Safety review", |ui| {
            badge::environment(ui, EnvironmentColour::Production, "Production")
        });
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
        source: "Vendor advice on access tokens",
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
            badge::environment(ui, EnvironmentColour::Sandbox, "Sandbox");
            badge::environment(ui, EnvironmentColour::Test, "Test");
            badge::environment(ui, EnvironmentColour::Production, "Production");
            badge::environment(ui, EnvironmentColour::Express, "Express");
            badge::environment(ui, EnvironmentColour::Custom, "Custom");
        });
    });
}

fn states(ui: &mut Ui) {
    section(ui, "Token", |ui| {
        row(ui, |ui| {
            ui.spacing_mut().item_spacing.x = space::XL;
            layout::stat(ui, "Wallets", text::figures_large("1,204"), "in 9 coins");
            layout::stat(ui, "Expires in", text::figures_large("6 d 15 h"), "Fri 27 Nov 2026");
            layout::stat(ui, "Waiting", text::figures_large("3"), "approvals");
        });
        space::gap(ui, space::S);
        layout::facts(ui, |ui| {
            fact(ui, "Wallet", |ui| copy::id(ui, "wallet ID", "5f1b2c3d4e5f60718293a4b5c6d7e8f9"));
            fact(ui, "Balance", |ui| amount::inline(ui, "12,345,678", "00000001", "BTC"));
            fact(ui, "Used of limit", |ui| {
                progress::meter(ui, Meaning::Attention, 82, 100, 160.0);
                ui.label(text::small("82 of 100 BTC"))
            });
        });
        code::block(
            ui,
            "request",
            "{\n  \"otp\": \"‹code›\",\n  \"label\": \"Payouts, March\",\n  \"duration\": 7776000\n}",
            130.0,
        );
    });
    empty::loading(ui, "Loading wallets", 40, Some(80));
    empty::nothing(
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
    empty::failed(ui, &failure);
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
            nav::item(ui, icon::WALLET, "Wallets", Some(80), true);
            nav::item(ui, icon::TOKEN, "Access tokens", Some(12), false);
            nav::item(ui, icon::SAFETY, "Safety review", None, false);
            nav::item(ui, icon::SETTINGS, "Settings", None, false);
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
            badge::environment(ui, EnvironmentColour::Production, "Production");
            nav::top_item(ui, icon::ENTERPRISE, "Northwind Treasury", "");
        },
        |ui| {
            nav::top_item(ui, icon::PERSON, "Ada Olsen", "");
            nav::top_item(ui, icon::TIME, "Session", "54 min left");
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
    let slots = amount::Slots::fit(ROWS.iter().map(|row| (row.3, row.4))).at_most(8);
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
    let about = modal::Dialog {
        title: "Revoke access token",
        width: 520.0,
        environment: Some((EnvironmentColour::Production, "Production")),
    };
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

fn harness(scene: Scene, theme: Theme, size: Vec2, zoom: f32) -> Harness<'static, State> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(zoom)
        .with_render_cursor(false)
        .with_max_steps(8)
        .renderer(Rasteriser::default())
        .build_ui_state(draw, State::new(scene, theme));
    harness.run_steps(4);
    harness
}

fn save(harness: &mut Harness<'_, State>, name: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/gallery");
    fs::create_dir_all(&folder).unwrap();
    harness.render().unwrap().save(folder.join(format!("{name}.png"))).unwrap();
}

#[test]
fn every_component_in_both_themes() {
    for scene in [Scene::Controls, Scene::Feedback, Scene::Wallets, Scene::Dialog] {
        for theme in [Theme::Dark, Theme::Light] {
            let name = format!("{scene:?}-{theme:?}").to_lowercase();
            save(&mut harness(scene, theme, vec2(1280.0, 800.0), 1.0), &name);
            if theme == Theme::Dark {
                save(&mut harness(scene, theme, vec2(1024.0, 700.0), 1.0), &format!("{name}-1024"));
                save(&mut harness(scene, theme, vec2(853.0, 533.0), 1.5), &format!("{name}-150"));
            }
        }
    }
}

fn driven(scene: Scene) -> Harness<'static, State> {
    harness(scene, Theme::Dark, vec2(1280.0, 800.0), 1.0)
}

#[test]
fn a_button_is_pressed_by_its_label_and_by_the_keyboard() {
    let mut harness = driven(Scene::Controls);
    harness.get_by_role_and_label(Role::Button, "Create token").click();
    harness.run();
    assert_eq!(harness.state().created, 1);
    harness.get_by_role_and_label(Role::Button, "Create token").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().created, 2);
    harness.get_by_role_and_label(Role::Button, "Send request").click();
    harness.run();
    assert!(harness.get_by_label("Send request").accesskit_node().is_disabled());
}

#[test]
fn a_field_is_found_by_its_label_and_nothing_moves_when_its_problem_goes() {
    let mut harness = driven(Scene::Controls);
    let below = harness.get_by_role_and_label(Role::MultilineTextInput, "Addresses").rect();
    let field = harness.get_by_role_and_label(Role::TextInput, "Lifetime");
    field.focus();
    harness.run();
    harness.key_press(Key::End);
    harness.get_by_role_and_label(Role::TextInput, "Lifetime").type_text(" days");
    harness.run();
    assert_eq!(harness.state().lifetime, "10 days");
    assert!(harness.query_by_label_contains("10 what?").is_none());
    assert_eq!(harness.get_by_role_and_label(Role::MultilineTextInput, "Addresses").rect(), below);
}

#[test]
fn a_secret_is_masked_shown_on_demand_and_leaves_no_undo_history() {
    let mut harness = driven(Scene::Controls);
    harness.get_by_label("Login password").focus();
    harness.run();
    for letters in ["correct ", "horse"] {
        harness.get_by_label("Login password").type_text(letters);
        harness.run_steps(8);
    }
    assert_eq!(harness.state().password.expose(), "correct horse");
    let value = harness.get_by_label("Login password").value().unwrap_or_default();
    assert!(!value.contains("horse"), "a masked secret is not told to assistive technology");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(harness.state().password.expose(), "correct horse", "there is nothing to undo");
    harness.get_by_role_and_label(Role::Button, "Show login password").click();
    harness.run();
    assert_eq!(harness.get_by_label("Login password").value().as_deref(), Some("correct horse"));
    harness.state_mut().password.wipe();
    harness.run();
    assert!(harness.state().password.is_empty());
    assert!(harness.query_by_role_and_label(Role::Button, "Show login password").is_some(), "masked again");
}

#[test]
fn choices_change_what_they_stand_for() {
    let mut harness = driven(Scene::Controls);
    harness.get_by_role_and_label(Role::CheckBox, "No e-mail").click();
    harness.get_by_role_and_label(Role::RadioButton, "Base units").click();
    harness.run();
    harness.get_by_role_and_label(Role::RadioButton, "Express").click();
    harness.run();
    harness.get_by_label("Coin").click();
    harness.run();
    harness.get_by_label("Ethereum (ETH)").click();
    harness.run();
    let state = harness.state();
    assert_eq!((state.no_email, state.unit, state.environment, state.coin.as_str()), (false, 1, 3, "eth"));
}

#[test]
fn a_warning_is_ticked() {
    let mut harness = driven(Scene::Feedback);
    harness.get_by_label("I understand: this token lives longer than a year.").click();
    harness.run_steps(2);
    assert!(harness.state().understood);
    assert!(harness.query_by_label("Request ID").is_some());
    assert!(harness.query_by_label("Copy request ID").is_some());
}

#[test]
fn the_table_is_worked_by_pointer_and_by_keyboard() {
    let mut harness = driven(Scene::Wallets);
    harness.get_by_label("Payouts").click();
    harness.run_steps(2);
    assert_eq!(harness.state().wallets.chosen, Some(1));
    harness.key_press(Key::ArrowDown);
    harness.run_steps(2);
    assert_eq!(harness.state().wallets.chosen, Some(2));
    harness.key_press(Key::End);
    harness.run_steps(2);
    assert_eq!(harness.state().wallets.chosen, Some(99_999));
    assert!(
        harness.query_by_label_contains("Treasury 99999").is_some(),
        "the chosen row is scrolled into view"
    );
    save(&mut harness, "wallets-keyboard");
    harness.key_press(Key::Enter);
    harness.run_steps(2);
    assert_eq!(harness.state().opened, Some(99_999));
    harness.get_by_label("Sort by balance").click();
    harness.run_steps(2);
    assert_eq!(harness.state().wallets.sort, Some(Sort { column: 2, descending: false }));
}

#[test]
fn copying_an_id_copies_the_whole_of_it() {
    let mut harness = driven(Scene::Wallets);
    harness.get_by_label("Copy wallet ID 1").click();
    let mut copied = Vec::new();
    for _ in 0..4 {
        harness.step();
        let commands = &harness.output().platform_output.commands;
        copied.extend(commands.iter().filter_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    assert_eq!(copied, ["5f1b2c3d4e5f60718293a4b5c6d70001"]);
}

#[test]
fn the_modal_keeps_the_keyboard_and_escape_closes_it() {
    let mut harness = driven(Scene::Dialog);
    harness.get_by_role_and_label(Role::Button, "Export…").click();
    for _ in 0..12 {
        harness.key_press(Key::Tab);
        harness.step();
        for behind in ["Export…", "Settings", "Filter wallets"] {
            assert!(!harness.get_by_label(behind).is_focused(), "{behind} is behind the modal");
        }
    }
    assert!(!harness.state().closed);
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    assert!(harness.state().closed);
}

#[test]
fn at_rest_nothing_asks_for_another_frame() {
    let mut harness = driven(Scene::Controls);
    harness.run();
    let delay = harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    assert_eq!(delay, Some(Duration::MAX));
}
