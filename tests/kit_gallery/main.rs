//! The kit off-screen: how every component looks, held against the small pictures in `tests/kit_gallery/pictures`, and how
//! some of them work, driven by their labels.
//!
//! Where a picture differs the test names what it found, what is stored and where they differ, all in `target/gallery`.
//! What is meant to look new is stored by `COUNTERSIGN_ACCEPT_PICTURES=1 cargo test --test kit_gallery`; look at the
//! changed files of `tests/kit_gallery/pictures` before you commit them.
#![allow(clippy::unwrap_used, missing_docs)]

mod comparing;
mod pictures;
mod support;

use std::time::Duration;

use countersign::kit::environment::{EnvironmentLabel, Reach};
use countersign::kit::modal::{self, Dialog};
use countersign::kit::palette::EnvironmentColour;
use countersign::kit::table::Sort;
use countersign::kit::{text, theme};
use egui::{Key, Modifiers, OutputCommand, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use support::dark;
use support::scenes::Scene;

#[test]
fn what_is_unconfirmed_is_looked_up_by_a_press_and_not_while_it_is_being_looked_up() {
    let mut harness = dark(Scene::Mutations);
    assert_eq!(harness.query_all_by_role_and_label(Role::Button, "Look it up").count(), 2);
    harness.get_all_by_role_and_label(Role::Button, "Look it up").next().unwrap().click();
    harness.run();
    assert_eq!(harness.state().looked_up, 1);
}

#[test]
fn a_button_is_pressed_by_its_label_and_by_the_keyboard() {
    let mut harness = dark(Scene::Controls);
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
    let mut harness = dark(Scene::Controls);
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
    let mut harness = dark(Scene::Controls);
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
    let mut harness = dark(Scene::Controls);
    harness.get_by_role_and_label(Role::CheckBox, "No email").click();
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
    let mut harness = dark(Scene::Feedback);
    harness.get_by_label("I understand: this token lives longer than a year.").click();
    harness.run_steps(2);
    assert!(harness.state().understood);
    assert!(harness.query_by_label("Request ID").is_some());
    assert!(harness.query_by_label("Copy request ID").is_some());
}

#[test]
fn the_table_is_worked_by_pointer_and_by_keyboard() {
    let mut harness = dark(Scene::Wallets);
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
    harness.key_press(Key::Enter);
    harness.run_steps(2);
    assert_eq!(harness.state().opened, Some(99_999));
    harness.get_by_label("Sort by balance").click();
    harness.run_steps(2);
    assert_eq!(harness.state().wallets.sort, Some(Sort { column: 2, descending: false }));
}

#[test]
fn copying_an_id_copies_the_whole_of_it() {
    let mut harness = dark(Scene::Wallets);
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
    let mut harness = dark(Scene::Dialog);
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
fn a_dialog_shows_where_it_acts_whole_however_long_the_host_is() {
    const HOST: &str = "treasury-signing-gateway.internal.northwind-holdings-and-daughters.example:8443";
    for (title, host, is_beside_title) in [
        ("Revoke", "b.example", true),
        ("Revoke access token", "treasury.northwind.example:8443", false),
        ("Revoke access token", HOST, false),
    ] {
        let label = EnvironmentLabel {
            colour: EnvironmentColour::Production,
            title: format!("Production (custom: {host})"),
            counts_as_production: true,
        };
        let shown = label.title.clone();
        let mut harness = Harness::builder().with_size(vec2(1024.0, 640.0)).build_ui(move |ui| {
            theme::install(ui.ctx());
            let reach = Reach::Environment(&label);
            let dialog = Dialog { title, width: 520.0, reach };
            modal::show(ui.ctx(), "long host", &dialog, |ui| {
                text::draw_section(ui, "The dialog's own words")
            });
        });
        harness.run_steps(4);
        let badge = harness.get_by_label(&shown).rect();
        let (title, words) =
            (harness.get_by_label(title).rect(), harness.get_by_label("The dialog's own words").rect());
        assert!(badge.left() >= 252.0 && badge.right() <= 772.0, "{host} runs out of the dialog: {badge:?}");
        assert!(badge.bottom() <= words.top(), "{host} covers what is below: {badge:?}");
        assert_eq!(badge.top() < title.bottom(), is_beside_title, "{host}: {badge:?}");
        // A line more where one does not do: nothing is cut off.
        assert_eq!(badge.height() > 24.0, host == HOST, "{host}: {badge:?}");
    }
}

#[test]
fn at_rest_nothing_asks_for_another_frame() {
    let mut harness = dark(Scene::Controls);
    harness.run();
    let delay = harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    assert_eq!(delay, Some(Duration::MAX));
}
