//! Every secret field keeps to itself: nothing that is done in it, masked or shown, puts its text on a clipboard or into
//! the selection that the middle mouse button pastes; and it takes one line, whole.

use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, OutputCommand, PointerButton, Pos2};

use crate::approval_bulk::{RECORD, TAGS, tick};
use crate::approvals::{PAYMENT, about_to_approve, at_the_queue, at_the_queue_through_express};
use crate::create_share::{VIEWER, dialog_of, to_check, to_permissions};
use crate::harness::{ADMIN, Harness, OWNER};
use crate::shares::{ADMIN_PASSWORD, PASSPHRASE, at_the_form, fill};

const TYPED: &str = "violet 4711 anvil";
const MIDDLE: &str = "the middle mouse button does not paste secrets";
const LINE_BREAK: &str = "Not pasted: the text has a line break inside.";

/// Draws a frame after each event; what the app has put on any clipboard meanwhile.
fn given_out(app: &mut Harness, events: impl IntoIterator<Item = Event>) -> Vec<OutputCommand> {
    let harness = app.stage.harness();
    let mut commands = Vec::new();
    for event in events.into_iter().map(Some).chain([const { None }; 4]) {
        if let Some(event) = event {
            harness.event(event);
        }
        harness.step();
        commands.extend(harness.output().platform_output.commands.iter().cloned());
    }
    commands
}

fn button(pos: Pos2, button: PointerButton, pressed: bool) -> Event {
    Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE }
}

/// A drag from the one place to the other.
fn drag(from: Pos2, to: Pos2) -> [Event; 4] {
    let [down, up] = [(from, true), (to, false)].map(|(at, is)| button(at, PointerButton::Primary, is));
    [Event::PointerMoved(from), down, Event::PointerMoved(to), up]
}

/// So many clicks, as fast as one for two.
fn clicks(at: Pos2, count: usize) -> impl Iterator<Item = Event> {
    let click = [true, false].map(|pressed| button(at, PointerButton::Primary, pressed));
    std::iter::once(Event::PointerMoved(at)).chain((0..count).flat_map(move |_| click.clone()))
}

fn select_all() -> Event {
    let (key, modifiers) = (Key::A, Modifiers::COMMAND);
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

/// Whatever selects, copies or cuts, and a middle click with something in the selection.
fn try_everything(app: &mut Harness, from: Pos2, to: Pos2) -> Vec<OutputCommand> {
    let middle = |pressed| button(from, PointerButton::Middle, pressed);
    let pasted = Event::MiddleClickPaste { pos: from, text: "from elsewhere".to_owned() };
    let events = [select_all(), Event::Copy, Event::Cut]
        .into_iter()
        .chain(drag(from, to))
        .chain([Event::Copy, Event::Cut])
        .chain(clicks(from, 2))
        .chain([Event::Copy, Event::Cut])
        .chain(clicks(from, 3))
        .chain([Event::Copy, Event::Cut])
        .chain([Event::PointerMoved(from), middle(true), pasted, middle(false)]);
    given_out(app, events)
}

/// The left and the right end of what is in a field or a label.
#[track_caller]
fn ends(app: &mut Harness, label: &str) -> (Pos2, Pos2) {
    let rect = app.rect_of(label);
    let inside = rect.shrink2(egui::vec2(14.0, 0.0));
    (inside.left_center(), inside.right_center())
}

/// Drives the field with this label, masked and shown, and leaves it empty.
#[track_caller]
fn assert_keeps_to_itself(app: &mut Harness, label: &str) {
    app.type_into(label, TYPED);
    let name = format!("{}{}", label[..1].to_lowercase(), &label[1..]);
    for verb in ["Show", "Hide"] {
        let (from, to) = ends(app, label);
        assert_eq!(try_everything(app, from, to), [], "\"{label}\" before \"{verb}\"");
        app.must_see(MIDDLE);
        app.click(&format!("{verb} {name}"));
        if verb == "Show" {
            assert_eq!(app.typed(label), TYPED, "it was cut, or the middle button pasted into it");
        }
    }
    paste_lines(app, label);
    app.type_into(label, "");
    app.stage.harness().remove_cursor();
}

/// A line end around what is pasted is dropped; with one inside nothing is taken, and the field says so.
#[track_caller]
fn paste_lines(app: &mut Harness, label: &str) {
    app.type_into(label, TYPED);
    app.must_not_see(MIDDLE);
    let length = |app: &Harness| app.typed(label).chars().count();
    for (pasted, taken, is_refused) in [
        ("two\r\nlines", TYPED.len(), true),
        ("one line\n", "one line".len(), false),
        ("two\u{2028}lines", "one line".len(), true),
        ("\r\n spaced \u{2029}", " spaced ".len(), false),
    ] {
        given_out(app, [select_all(), Event::Paste(pasted.to_owned())]);
        assert_eq!((length(app), app.sees(LINE_BREAK)), (taken, is_refused), "{pasted:?} into \"{label}\"");
    }
}

#[test]
fn the_fields_of_the_login_keep_to_themselves() {
    let mut app = Harness::open();
    assert_keeps_to_itself(&mut app, "Password");
    app.click_role(Role::RadioButton, "Access token");
    assert_keeps_to_itself(&mut app, "Access token");
    app.click_role(Role::RadioButton, "Email and password");
    app.click(OWNER);
    app.click("Log in");
    app.wait_for("One-time code");
    assert_keeps_to_itself(&mut app, "One-time code");
}

#[test]
fn a_password_and_a_code_that_are_pasted_with_a_line_end_log_in() {
    let mut app = Harness::open();
    let owner = app.sandbox().accounts[0].clone();
    app.type_into("Email", &owner.email);
    for (label, secret) in [("Password", owner.password.as_str()), ("One-time code", ONE_TIME_CODE)] {
        app.type_into(label, "");
        given_out(&mut app, [Event::Paste(format!("{secret}\n"))]);
        app.click("Log in");
        app.wait_until_gone("in progress");
    }
    app.wait_for("Log out");
}

#[test]
fn the_fields_of_shares_keep_to_themselves() {
    let mut app = at_the_form();
    for label in ["Login password", "New wallet passphrase", "Repeat the passphrase"] {
        assert_keeps_to_itself(&mut app, label);
    }
    fill(&mut app, "", PASSPHRASE);
    app.type_into("Login password", "");
    given_out(&mut app, [Event::Paste(format!("{ADMIN_PASSWORD}\r\n"))]);
    app.click("Accept with this passphrase");
    app.wait_for_words("You now have access to “Exchange float”.");
    let mut app = dialog_of("Operations hot");
    to_permissions(&mut app, VIEWER);
    to_check(&mut app, &["Spend"]);
    assert_keeps_to_itself(&mut app, "Wallet passphrase");
}

#[test]
fn the_fields_of_an_approval_keep_to_themselves() {
    let mut app = at_the_queue_through_express();
    about_to_approve(&mut app, PAYMENT);
    assert_keeps_to_itself(&mut app, "Wallet passphrase");
    assert_keeps_to_itself(&mut app, "One-time code");
    app.click("Cancel");
    let mut app = at_the_queue(Some(ADMIN));
    tick(&mut app, &[TAGS, RECORD]);
    app.click("Approve…");
    app.wait_for_words("unlock the session");
    assert_keeps_to_itself(&mut app, "One-time code");
}

#[test]
fn a_new_token_is_copied_by_its_button_alone() {
    let mut app = Harness::at_work();
    app.open_creator();
    app.type_into("Label", "kept to itself");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    assert_keeps_to_itself(&mut app, "One-time code");
    app.create_token();
    app.click("Show token");
    let token = app.text_with("v2x");
    let (from, to) = ends(&mut app, &token);
    let above = app.rect_of("Access token created").left_center();
    let below = app.rect_of("Requested lifetime").right_center();
    for (from, to) in [(from, to), (above, below)] {
        let given = try_everything(&mut app, from, to);
        assert!(!format!("{given:?}").contains(&token[3..]), "{given:?}");
    }
    assert_eq!(app.copy_token(), token);
}
