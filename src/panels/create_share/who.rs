//! The first step: which wallets, and with whom. A person is looked up on a button, never while they are typed: BitGo
//! allows few look-ups.

use std::time::Duration;

use egui::Ui;

use super::checks::Checks;
use super::model::Model;
use super::picker;
use super::request::Request;
use super::sides::sides;
use super::state::State;
use super::text as wording;
use crate::domain::share::{Recipient, email_problem};
use crate::kit::field::TextField;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{button, copy, icon, layout, notice, placeholder, progress, space, text};

/// While a look-up waits for its turn, the time left is drawn again.
const SECOND: Duration = Duration::from_secs(1);

/// Draws the step.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    model: &Model<'_>,
    checks: &Checks<'_>,
) -> Option<Request> {
    sides(
        ui,
        "share who",
        state,
        |ui, state| {
            let asked = layout::card(ui, |ui| person(ui, state, model, checks));
            layout::card(ui, |ui| picker::show(ui, state, model));
            asked
        },
        |ui, state| {
            text::draw_section(ui, "Person");
            about(ui, state, model, checks);
        },
        |ui, state| {
            let missing = missing(state, model, checks);
            let pressed = next(ui, "Continue to permissions", missing.as_deref());
            if pressed {
                state.go_to_what(checks);
            }
            None
        },
    )
}

/// The step's button, and in few words what it waits for.
pub(super) fn next(ui: &mut Ui, words: &str, missing: Option<&str>) -> bool {
    layout::row(ui, |ui| {
        let pressed = button::primary(ui, missing.is_none(), words).clicked();
        if let Some(missing) = missing {
            ui.label(text::small(missing));
        }
        pressed
    })
}

fn missing(state: &State, model: &Model<'_>, checks: &Checks<'_>) -> Option<String> {
    if checks.wallets.is_empty() {
        Some("Choose a wallet".to_owned())
    } else if checks.is_oneself {
        Some("Choose another person".to_owned())
    } else if state.email.trim().is_empty() {
        Some("Email address missing".to_owned())
    } else if model.looked_up.get(&state.address()).is_some_and(Option::is_none) {
        Some("No account found for this email".to_owned())
    } else if checks.recipient().is_none() {
        Some("Look up the person first".to_owned())
    } else if checks.statuses(model).iter().any(|(found, ..)| found.blocks()) {
        Some("You can't share with this person now".to_owned())
    } else {
        None
    }
}

fn person(ui: &mut Ui, state: &mut State, model: &Model<'_>, checks: &Checks<'_>) -> Option<Request> {
    text::draw_section(ui, "Share with");
    let problem =
        email_problem(&state.email).filter(|_| state.email.contains('@') || state.email.contains(' '));
    let wants_focus = std::mem::take(&mut state.wants_email);
    let response = TextField::new("Email address", &mut state.email)
        .hint("hana@treasury.example")
        .help(wording::LOGIN_EMAIL)
        .problem(problem)
        .focus(wants_focus)
        .names_one()
        .show(ui);
    let is_known = model.looked_up.contains_key(&state.address());
    let is_waiting = model.look_up.is_pending();
    let can_look = !is_known && !checks.is_oneself && !is_waiting && email_problem(&state.email).is_none();
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let mut asked = None;
    layout::row(ui, |ui| {
        if is_waiting {
            asked = button::plain(ui, true, "Stop looking up").clicked().then_some(Request::StopLookUp);
            progress::turning(ui);
            text::wrapped(ui, text::small(waiting_words(ui, model)));
        } else if is_known {
            if button::with_icon(ui, true, icon::REFRESH, "Look up again").clicked() {
                asked = Some(Request::LookUp { email: state.address() });
            }
            text::wrapped(ui, text::small(wording::looked_up(&queue_words(model))));
        } else {
            let pressed = button::with_icon(ui, can_look, icon::SEARCH, "Look up").clicked();
            if (pressed || entered) && can_look {
                asked = Some(Request::LookUp { email: state.address() });
            }
            if can_look {
                text::wrapped(ui, text::small(queue_words(model)));
            }
        }
    });
    if let (Loadable::Failed(failure, _), false) = (model.look_up, is_known) {
        placeholder::failed_form(ui, failure);
    }
    asked
}

/// A look-up on its way, or in the queue for it.
fn waiting_words(ui: &Ui, model: &Model<'_>) -> String {
    let Some(turn) = model.turn_in.filter(|turn| !turn.is_zero()) else {
        return wording::LOOKING_UP.to_owned();
    };
    ui.ctx().request_repaint_after(SECOND);
    wording::waiting_turn(turn)
}

fn queue_words(model: &Model<'_>) -> String {
    wording::queue(model.look_ups_left, model.look_up_wait)
}

/// Who was found, and how they stand to the wallets.
fn about(ui: &mut Ui, state: &State, model: &Model<'_>, checks: &Checks<'_>) {
    if checks.recipient().is_none() && !checks.is_oneself {
        nobody(ui, state, model);
        return;
    }
    if let Some(recipient) = checks.recipient().filter(|_| !checks.is_oneself) {
        card(ui, recipient);
        space::gap(ui, space::XS);
    }
    let found = checks.statuses(model);
    for (status, what, why) in &found {
        let (meaning, word) =
            if status.blocks() { (Meaning::Danger, "Not possible") } else { (Meaning::Attention, "Note") };
        notice::finding(ui, &notice::Finding { meaning, word, what, why, source: "" }, None);
    }
    if found.is_empty() {
        notice::line(ui, Meaning::Good, wording::NO_ISSUES);
    }
    if model.open.is_none() && !checks.is_oneself {
        notice::line(ui, Meaning::Attention, wording::SHARES_UNREAD);
    }
}

fn nobody(ui: &mut Ui, state: &State, model: &Model<'_>) {
    if let Some(None) = model.looked_up.get(&state.address()) {
        notice::banner(ui, Meaning::Danger, &wording::nobody(&state.address()));
    } else {
        text::wrapped(ui, text::muted(wording::LOOK_UP_FIRST));
    }
}

fn card(ui: &mut Ui, recipient: &Recipient) {
    let key = if recipient.has_key { wording::HAS_KEY } else { wording::NO_KEY };
    layout::facts(ui, |ui| {
        for (caption, words) in
            [("Name", recipient.display_name()), ("Email", recipient.email.as_str()), ("Sharing key", key)]
        {
            layout::fact(ui, caption, |ui| text::elided(ui, text::body(words)));
        }
        layout::fact(ui, "ID", |ui| copy::id(ui, "person ID", &recipient.id));
    });
}
