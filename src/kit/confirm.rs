//! The confirmations: what will happen, the exact request, and a button that does it. It stays shut until everything is
//! ticked and typed that the deed's weight asks for.

use egui::Ui;

use crate::domain::deed::{Answers, ConfirmBy};
use crate::kit::environment::{EnvironmentLabel, Reach};
use crate::kit::field::TextField;
use crate::kit::modal::Dialog;
use crate::kit::mutation::{MutationView, Stage};
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, form, layout, modal, notice, progress, text};

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

/// An action that cannot be undone, to be confirmed by more than its button.
#[derive(Clone, Copy, Debug)]
pub struct Action<'a> {
    /// What is about to be done, as a title.
    pub title: &'a str,
    /// What happens when it is done, in sentences. What stands in a line of its own is a paragraph.
    pub words: &'a str,
    /// What is to be feared of it, a sentence each.
    pub beware: &'a [String],
    /// The request that is sent: method and path.
    pub request: &'a str,
    /// What the person does before the button opens.
    pub asked: &'a [ConfirmBy],
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
    /// Do it: everything that was asked is done.
    Do,
    /// Leave everything as it is.
    Keep,
}

/// What the person wants of a change that is sent once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Send it: everything that was asked is done.
    Send,
    /// Wait no longer for the answer.
    StopWaiting,
    /// Look up what became of the last one, whose answer is lost.
    LookUp,
    /// Leave everything as it is.
    Keep,
}

/// Shows the confirmation of a change that is sent once, in every frame in which it is open; `answers` is what was ticked
/// and typed. Where the change stands is said, and the button is shut until a lost answer was
/// looked up.
pub fn sent_once(
    ui: &mut Ui,
    id: &str,
    action: &Action<'_>,
    answers: &mut Answers,
    sending: &MutationView<'_>,
) -> Option<Choice> {
    sent_once_with(ui, id, action, answers, sending, |_| true)
}

/// The same with what `more` draws below the request; it says whether the button may be open.
pub fn sent_once_with(
    ui: &mut Ui,
    id: &str,
    action: &Action<'_>,
    answers: &mut Answers,
    sending: &MutationView<'_>,
    more: impl FnOnce(&mut Ui) -> bool,
) -> Option<Choice> {
    let is_sent = sending.stage.is_sent();
    let reach = Reach::Environment(action.environment);
    let dialog = Dialog { title: action.title, width: WIDTH, reach };
    let is_opening = modal::is_opening(ui.ctx(), id);
    let shown = modal::show(ui.ctx(), id, &dialog, |ui| {
        let (is_ready, is_confirmed, looks_up) = modal::body(ui, "confirmation", |ui| {
            for sentence in action.words.lines() {
                text::wrapped(ui, text::body(sentence));
            }
            for sentence in action.beware {
                notice::banner(ui, Meaning::Attention, sentence);
            }
            api_request(ui, action.request);
            let is_ready = more(ui);
            (is_ready, ask(ui, action.asked, answers, is_opening), sending.show(ui))
        });
        modal::footer(ui, |ui| {
            let is_ready = is_ready && is_confirmed && !sending.stage.is_held();
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

/// An action that is confirmed once what it does has been read.
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
    /// What the person does before the button opens; nothing where it is enough.
    pub asked: &'a [ConfirmBy],
    /// Where it is done.
    pub environment: &'a EnvironmentLabel,
    /// Something is taken away by it, so its button is no primary one.
    pub is_danger: bool,
    /// Something else is still under way.
    pub is_held: bool,
}

/// Shows the confirmation. Call it in every frame in which it is open.
pub fn reviewed(ui: &mut Ui, id: &str, review: &Review<'_>, answers: &mut Answers) -> Option<Decision> {
    let reach = Reach::Environment(review.environment);
    let dialog = Dialog { title: review.title, width: REVIEW_WIDTH, reach };
    let shown = modal::show(ui.ctx(), id, &dialog, |ui| {
        let is_confirmed = modal::body(ui, "confirmation", |ui| {
            for words in review.words {
                text::wrapped(ui, text::body(words));
            }
            api_request(ui, review.requests);
            ask(ui, review.asked, answers, false)
        });
        let is_ready = is_confirmed && !review.is_held;
        modal::footer(ui, |ui| {
            let pressed = if review.is_danger {
                button::danger(ui, is_ready, review.action).clicked()
            } else {
                button::primary(ui, is_ready, review.action).clicked()
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

/// What the person ticks and types, each with why it is asked; whether all of it is done. The first field takes the
/// keyboard where `is_opening`.
pub fn ask(ui: &mut Ui, asked: &[ConfirmBy], answers: &mut Answers, is_opening: bool) -> bool {
    let mut takes_focus = is_opening;
    for one in asked {
        if let ConfirmBy::Tick { .. } = one {
            let mut ticked = answers.is_ticked(one);
            if choice::checkbox(ui, &mut ticked, &one.label(), None).changed() {
                answers.tick(one, ticked);
            }
            continue;
        }
        let typed = answers.typed(one);
        let problem = one.problem(typed);
        let (label, hint) = (one.label(), one.hint());
        let field = TextField::new(&label, typed).hint(hint).problem(problem.as_deref());
        let field = if one.reason().is_empty() { field } else { field.help(one.reason()) };
        let takes_focus = std::mem::take(&mut takes_focus);
        field.width(ui.available_width()).focus(takes_focus).show(ui);
    }
    answers.meet(asked)
}
