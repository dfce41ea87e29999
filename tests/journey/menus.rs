//! Menus in dialogs, by the pointer: what hangs below a button lies above the dialog, however fast the press is.

use egui::accesskit::Role;
use egui::{Event, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::harness::{Harness, OWNER};

const SPENDER: &str = "Marcus Adeyemi";

/// A press and its end that arrive in one frame, as they do where frames are slow.
fn press_at(app: &mut Harness, at: Pos2) {
    let harness = app.stage.harness();
    harness.event(Event::PointerMoved(at));
    harness.step();
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    harness.step();
    app.stage.settle();
}

fn centre(app: &mut Harness, role: Role, label: &str) -> Pos2 {
    app.stage.settle();
    let harness = app.stage.harness();
    let node =
        harness.query_all_by_role(role).find(|node| node.accesskit_node().label().as_deref() == Some(label));
    let place = node.map(|node| node.rect().center());
    place.unwrap_or_else(|| panic!("no {role:?} {label}: {}", app.screen()))
}

#[test]
fn a_menu_lies_above_a_dialog_that_was_open_before() {
    let mut app = Harness::open();
    app.log_in(OWNER);
    app.open_page("Operations hot");
    for round in 0..3 {
        app.click("Check a withdrawal…");
        app.wait_for("Initiator");
        let opener = centre(&mut app, Role::ComboBox, "Initiator");
        press_at(&mut app, opener);
        let entry = centre(&mut app, Role::MenuItemRadio, SPENDER);
        let dialog = app.stage.harness().ctx.memory(egui::Memory::top_modal_layer);
        let on_top = app.stage.harness().ctx.layer_id_at(entry);
        assert!(dialog.is_some() && on_top != dialog, "round {round}: the menu lies behind the dialog");
        press_at(&mut app, entry);
        assert_eq!(app.value_of(Role::ComboBox, "Initiator"), SPENDER, "round {round}");
        app.click("Close");
    }
}
