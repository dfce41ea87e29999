//! Draws every component of the kit off-screen, in both themes, into `target/gallery`, and drives some by their labels.
#![allow(clippy::unwrap_used, missing_docs)]

mod scenes;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use countersign::kit::table::Sort;
use countersign::kit::theme::Theme;
use countersign::tour::raster::Rasteriser;
use egui::{Key, Modifiers, OutputCommand, Role, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use scenes::{Scene, State, draw};

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
    for scene in [Scene::Controls, Scene::Feedback, Scene::Mutations, Scene::Wallets, Scene::Dialog] {
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
fn what_is_unconfirmed_is_looked_up_by_a_press_and_not_while_it_is_being_looked_up() {
    let mut harness = driven(Scene::Mutations);
    assert_eq!(harness.query_all_by_role_and_label(Role::Button, "Look it up").count(), 2);
    harness.get_all_by_role_and_label(Role::Button, "Look it up").next().unwrap().click();
    harness.run();
    assert_eq!(harness.state().looked_up, 1);
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

#[test]
fn focus_menus_and_failures_are_drawn() {
    let mut harness = driven(Scene::Controls);
    harness.get_by_role_and_label(Role::Button, "Create token").focus();
    harness.run();
    save(&mut harness, "focus-button");
    harness.get_by_label("Lifetime").focus();
    harness.run_steps(2);
    save(&mut harness, "focus-field");
    harness.get_by_role_and_label(Role::CheckBox, "No e-mail").focus();
    harness.get_by_label("Coin").click();
    harness.run();
    harness.get_by_label("Ethereum (ETH)").hover();
    harness.run();
    save(&mut harness, "menu");
    let mut harness = driven(Scene::Feedback);
    harness.get_by_label("Try again").scroll_to_me();
    harness.run_steps(6);
    save(&mut harness, "failure");
    let mut harness = driven(Scene::Wallets);
    harness.get_by_label("Copy wallet ID 2").hover();
    harness.run_steps(6);
    save(&mut harness, "hover");
}
