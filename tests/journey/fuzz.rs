//! Somebody who presses everything: whatever is done in whatever order, the app goes on.

use std::collections::BTreeSet;

use countersign::app::{PANELS, Panel};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;

use crate::harness::{Harness, OWNER};
use crate::support::panels;

const PRESSED: [Role; 6] =
    [Role::Button, Role::Link, Role::CheckBox, Role::RadioButton, Role::ComboBox, Role::MenuItemRadio];
const TYPED_INTO: [Role; 3] = [Role::TextInput, Role::PasswordInput, Role::MultilineTextInput];
const KEYS: [Key; 11] = [
    Key::Tab,
    Key::Enter,
    Key::Space,
    Key::Escape,
    Key::ArrowDown,
    Key::ArrowUp,
    Key::PageDown,
    Key::End,
    Key::Backspace,
    Key::Delete,
    Key::Home,
];
const TEXTS: [&str; 16] = [
    "90 days",
    "2 years",
    "10",
    "0",
    "-1.5",
    "99999999999999999999999999999999999999999999",
    "tbtc",
    "usdt",
    "operations hot",
    "203.0.113.0/24\n10.0.0.1, ::1",
    "until next deployment",
    "2027-03-01",
    "0000000",
    "\u{202e}\u{200b}ǅ文字🔑é",
    "'\"<>{}\\\0",
    "",
];

/// Presses, types or strikes a key, as chance will have it; returns what was done.
fn do_something(app: &mut Harness, chance: &mut ChaCha20Rng) -> String {
    let harness = app.stage.harness();
    let roles: &[Role] = if chance.random_ratio(3, 4) { &PRESSED } else { &TYPED_INTO };
    let candidates: Vec<_> = roles
        .iter()
        .flat_map(|role| harness.query_all_by_role(*role))
        .filter(|node| !node.accesskit_node().is_disabled())
        // The sandbox, as the platform, takes a few logins in five minutes and no more.
        // And no test may leave files in the folders of whoever runs it.
        .filter(|node| {
            node.accesskit_node()
                .label()
                .is_none_or(|label| label != "Log out" && !label.starts_with("Save "))
        })
        .collect();
    if candidates.is_empty() || chance.random_ratio(1, 8) {
        let key = KEYS[chance.random_range(0..KEYS.len())];
        let modifiers = if chance.random_ratio(1, 5) { Modifiers::SHIFT } else { Modifiers::NONE };
        harness.key_press_modifiers(modifiers, key);
        return format!("{key:?}");
    }
    let node = &candidates[chance.random_range(0..candidates.len())];
    let label = node.accesskit_node().label().unwrap_or_default();
    if TYPED_INTO.contains(&node.accesskit_node().role()) {
        let text = TEXTS[chance.random_range(0..TEXTS.len())];
        node.focus();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.event(Event::Text(text.to_owned()));
        format!("{label} := {text:?}")
    } else {
        // Off-screen controls are pressed as a screen reader would.
        node.click_accesskit();
        label
    }
}

/// Comes back to a panel from wherever chance has led.
fn come_back(app: &mut Harness, panel: &Panel) {
    app.press(Key::Escape);
    app.press(Key::Escape);
    if !app.sees("Log out") {
        // The finder logs out as well.
        app.click_role(Role::RadioButton, "Sandbox");
        if app.sees("Back to email and password") {
            app.click("Back to email and password");
        }
        app.click_role(Role::RadioButton, "Email and password");
        app.log_in(OWNER);
    }
    panels::go(app, panel);
}

#[test]
fn whatever_is_pressed_in_whatever_order_the_app_goes_on() {
    let mut app = Harness::at_work();
    let mut chance = ChaCha20Rng::seed_from_u64(20_261_120);
    let mut pressed = BTreeSet::new();
    // Behind the others lie those that need a wallet or a template, which chance may have filtered away.
    let mut within_reach = PANELS.iter().filter(|panel| panel.palette.is_some()).cycle();
    for step in 0..300 {
        if step % 30 == 0 {
            come_back(&mut app, within_reach.next().unwrap());
        }
        let did = do_something(&mut app, &mut chance);
        app.stage.harness().step();
        app.stage.harness().step();
        pressed.insert(did);
    }
    assert!(pressed.len() > 80, "only this was pressed: {pressed:?}");
}
