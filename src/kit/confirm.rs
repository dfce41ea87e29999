//! The confirmations: what will happen, the exact request, and a button that does it. For what cannot be brought back it
//! stays shut until the name of the thing stands in a field.

use egui::Ui;

use crate::kit::environment::{EnvironmentLabel, Reach};
use crate::kit::field::TextField;
use crate::kit::modal::Dialog;
use crate::kit::mutation::{MutationView, Stage};
use crate::kit::{button, form, layout, modal, progress, text};

const WIDTH: f32 = 520.0;
/// Wide enough for a method and a path with an ID in it.
const REVIEW_WIDTH: f32 = 640.0;
const REQUESTS_HEIGHT: f32 = 120.0;
/// The button that waits no longer for an answer: a dialog covers what the top bar lists.
pub const STOP_WAITING: &str = "Stop waiting";

/// The heading of what is sent.
pub const API_REQUEST: &str = "API request";

/// What the button is called that leaves a dialog: "Cancel" while nothing was sent, else `back`, for what was sent goes on.
pub fn leave_label<'a>(stage: &Stage, back: &'a str) -> &'a str {
    if stage.is_sent() {
        STOP_WAITING
    } else if stage.is_unconfirmed() {
        back
    } else {
        "Cancel"
    }
}

/// An action that cannot be undone, to be confirmed by typing a name.
#[derive(Clone, Copy, Debug)]
pub struct Action<'a> {
    /// What is about to be done, as a title.
    pub title: &'a str,
    /// What happens when it is done, in sentences. What stands in a line of its own is a paragraph.
    pub words: &'a str,
    /// The request that is sent: method and path.
    pub request: &'a str,
    /// What has to be typed: "label", "name".
    pub what: &'a str,
    /// The name to type.
    pub name: &'a str,
    /// What the button does.
    pub verb: &'a str,
    /// What the other button does: nothing is sent.
    pub keep: &'a str,
    /// Where it is done.
    pub environment: &'a EnvironmentLabel,
}

/// What the person decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Do it: the name was typed.
    Do,
    /// Leave everything as it is.
    Keep,
}

/// What the person wants of a change that is sent once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Send it: the name was typed.
    Send,
    /// Wait no longer for the answer.
    StopWaiting,
    /// Look up what became of the last one, whose answer is lost.
    LookUp,
    /// Leave everything as it is.
    Keep,
}

/// Shows the confirmation of a change that is sent once, in every frame in which it is open; `typed` is what stands in the
/// field. Where the change stands is said, and the button is shut until a lost answer was
/// looked up.
pub fn typed_once(
    ui: &mut Ui,
    id: &str,
    action: &Action<'_>,
    typed: &mut String,
    sending: &MutationView<'_>,
) -> Option<Choice> {
    typed_once_when(ui, id, action, typed, sending, true)
}

/// The same, with the button shut until what it does is known to be current.
pub fn typed_once_when(
    ui: &mut Ui,
    id: &str,
    action: &Action<'_>,
    typed: &mut String,
    sending: &MutationView<'_>,
    is_current: bool,
) -> Option<Choice> {
    let is_sent = sending.stage.is_sent();
    let reach = Reach::Environment(action.environment);
    let dialog = Dialog { title: action.title, width: WIDTH, reach };
    let is_opening = modal::is_opening(ui.ctx(), id);
    let shown = modal::show(ui.ctx(), id, &dialog, |ui| {
        for sentence in action.words.lines() {
            text::wrapped(ui, text::body(sentence));
        }
        api_request(ui, action.request);
        TextField::new(&format!("Type the {} to confirm", action.what), typed)
            .hint(action.name)
            .width(ui.available_width())
            .focus(is_opening)
            .show(ui);
        let looks_up = sending.show(ui);
        modal::footer(ui, |ui| {
            let is_ready = is_current && !sending.stage.is_held() && is_confirmed(action.name, typed);
            let sends = button::danger(ui, is_ready, action.verb).clicked();
            let keep = if is_sent { STOP_WAITING } else { action.keep };
            let keeps = button::plain(ui, true, keep).clicked();
            if is_sent {
                progress::turning(ui);
            }
            (sends, keeps, looks_up)
        })
    });
    let (sends, keeps, looks_up) = shown.inner;
    match (sends, keeps) {
        (true, _) => Some(Choice::Send),
        (_, true) if is_sent => Some(Choice::StopWaiting),
        (_, true) => Some(Choice::Keep),
        _ if looks_up => Some(Choice::LookUp),
        // While its answer is awaited nothing can be taken back, so it does not close by itself.
        _ => (shown.closed && !is_sent).then_some(Choice::Keep),
    }
}

/// An action that is confirmed by a press, once what it does has been read.
#[derive(Clone, Copy, Debug)]
pub struct Review<'a> {
    /// What is about to be done, as a title.
    pub title: &'a str,
    /// What happens when it is done, a sentence or a line each.
    pub words: &'a [String],
    /// The requests that are sent: method and path, and the body where there is one.
    pub requests: &'a str,
    /// What the button does.
    pub action: &'a str,
    /// What the other button does: nothing is sent.
    pub keep: &'a str,
    /// Where it is done.
    pub environment: &'a EnvironmentLabel,
    /// Something is taken away by it, so its button is no primary one.
    pub is_danger: bool,
    /// Something else is still under way.
    pub is_held: bool,
}

/// Shows the confirmation. Call it in every frame in which it is open.
pub fn reviewed(ui: &mut Ui, id: &str, review: &Review<'_>) -> Option<Decision> {
    let reach = Reach::Environment(review.environment);
    let dialog = Dialog { title: review.title, width: REVIEW_WIDTH, reach };
    let shown = modal::show(ui.ctx(), id, &dialog, |ui| {
        let room = ui.ctx().content_rect().height() * 0.5;
        layout::scroll_up_to(ui, "what it does", room, |ui| {
            for words in review.words {
                text::wrapped(ui, text::body(words));
            }
        });
        api_request(ui, review.requests);
        modal::footer(ui, |ui| {
            let pressed = if review.is_danger {
                button::danger(ui, !review.is_held, review.action).clicked()
            } else {
                button::primary(ui, !review.is_held, review.action).clicked()
            };
            (pressed, button::plain(ui, true, review.keep).clicked())
        })
    });
    let (pressed, kept) = shown.inner;
    match (pressed, shown.closed || kept) {
        (true, _) => Some(Decision::Do),
        (false, true) => Some(Decision::Keep),
        (false, false) => None,
    }
}

/// The request that is sent, in its box.
pub fn api_request(ui: &mut Ui, request: &str) {
    ui.label(text::strong(API_REQUEST).size(13.0));
    form::inset(ui, |ui| {
        layout::scroll_up_to(ui, "API request", REQUESTS_HEIGHT, |ui| {
            text::wrapped(ui, text::mono_lines(request))
        });
    });
}

/// The name as it stands, but for spaces at its ends; nothing confirms a thing without a name.
pub fn is_confirmed(name: &str, typed: &str) -> bool {
    let name = name.trim();
    !name.is_empty() && typed.trim() == name
}

#[cfg(test)]
mod tests {
    use super::is_confirmed;

    #[test]
    fn only_the_name_itself_confirms() {
        for (name, typed, confirmed) in [
            ("Payouts", "Payouts", true),
            ("Payouts", " Payouts ", true),
            (" Payouts", "Payouts", true),
            ("Payouts", "payouts", false),
            ("Payouts", "Payout", false),
            ("Payouts", "", false),
            ("", "", false),
        ] {
            assert_eq!(is_confirmed(name, typed), confirmed, "{name:?} {typed:?}");
        }
    }
}
