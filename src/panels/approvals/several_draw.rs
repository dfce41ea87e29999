//! The dialog for deciding several at once: what is sent, the unlocking that the platform wants, and each one's result.

use egui::Ui;

use super::several::{Several, Step};
use super::{Model, Request, State};
use crate::kit::field::SecretField;
use crate::kit::listing::Wish;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::state::View;
use crate::kit::{button, choice, empty, form, icon, layout, notice, progress, space, text};

const WIDTH: f32 = 640.0;
/// How high the list of them gets before it scrolls, as a part of the window.
const LIST_PART: f32 = 0.24;
const RESULTS_PART: f32 = 0.55;
const REQUEST_HEIGHT: f32 = 84.0;

/// Draws it while several are being decided.
pub(super) fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let several = state.several.as_mut()?;
    let verb = if several.decision.is_approval() { "Approve" } else { "Reject" };
    let title = match several.step {
        Step::Told => format!("What came of {}", several.counted()),
        _ => format!("{verb} several at once"),
    };
    let environment = Some((EnvironmentColour::of_word(model.environment), model.environment));
    let mut closes = false;
    let dialog = Dialog { title: &title, width: WIDTH, environment };
    let shown = modal::show(ui.ctx(), "decide several", &dialog, |ui| match several.step {
        Step::Told => results(ui, several, model, &mut closes),
        Step::Sent => sent(ui, several),
        Step::Asking => asking(ui, several, model, &mut closes),
    });
    let is_sent = several.step == Step::Sent;
    if closes || (shown.closed && !is_sent) {
        if several.step == Step::Told {
            state.ticked.clear();
        }
        state.several = None;
        return Some(Request::ForgetDecision);
    }
    shown.inner
}

fn asking(ui: &mut Ui, several: &mut Several, model: &Model<'_>, closes: &mut bool) -> Option<Request> {
    let height = ui.ctx().content_rect().height() * LIST_PART;
    layout::scroll_up_to(ui, "several", height, |ui| {
        for item in &several.items {
            let own = if item.is_own { " (yours: it is withdrawn)" } else { "" };
            text::wrapped(ui, text::body(format!("{}{own}", item.summary)));
            text::wrapped(ui, text::muted(&item.next));
        }
        for (summary, why) in &several.refused {
            notice::line(ui, Meaning::Attention, &format!("Not sent: {summary}. {why}"));
        }
    });
    if several.items.is_empty() {
        text::wrapped(
            ui,
            text::muted("Nothing of what you ticked can be decided this way, so nothing is sent."),
        );
        *closes |= modal::footer(ui, |ui| button::plain(ui, true, "Close list").clicked());
        return None;
    }
    let more = "Those after it stay open. Without it, each is decided, whatever comes of the others.";
    choice::checkbox(ui, &mut several.stops_at_error, "Stop at the first error", Some(more));
    ui.label(text::strong("What is sent").size(13.0));
    let request = several.request();
    form::inset(ui, |ui| {
        layout::scroll_up_to(ui, "what is sent", REQUEST_HEIGHT, |ui| {
            text::wrapped(ui, text::mono(request.in_words()));
        });
    });
    notice::line(ui, Meaning::Information, "A decision cannot be taken back.");
    let is_unlocked = model.lock.is_open && !several.must_unlock;
    if several.decision.is_approval() && !is_unlocked {
        return unlock(ui, several, model, closes);
    }
    if let View::Failed(failure, _) = model.several {
        empty::failed_form(ui, failure);
    }
    let is_approval = several.decision.is_approval();
    let deed = format!("{} {}", if is_approval { "Approve" } else { "Reject" }, several.counted());
    let pressed = modal::footer(ui, |ui| {
        let pressed = if is_approval {
            button::primary(ui, true, &deed).clicked()
        } else {
            button::danger(ui, true, &deed).clicked()
        };
        *closes |= button::plain(ui, true, "Leave them open").clicked();
        pressed
    });
    if pressed {
        several.step = Step::Sent;
        return Some(Request::DecideSeveral(request));
    }
    None
}

/// Approving several takes an unlocked session: the request itself has no room for a code.
fn unlock(ui: &mut Ui, several: &mut Several, model: &Model<'_>, closes: &mut bool) -> Option<Request> {
    if model.lock.has_limits {
        let words = "Approving several at once takes an unlocked session. This one belongs to an access token with spending \
                     limits, and unlocking it would remove all of them for good, so it is not done here. Approve them one \
                     by one, or log in with your password.";
        notice::banner(ui, Meaning::Danger, words);
        *closes |= modal::footer(ui, |ui| button::plain(ui, true, "Leave them open").clicked());
        return None;
    }
    let words = "Approving several at once takes an unlocked session. Unlocking takes your one-time code and lasts 10 \
                 minutes; nothing is approved by it.";
    text::wrapped(ui, text::body(words));
    SecretField::new("One-time code", &mut several.code)
        .help("The code that your device shows now.")
        .show(ui);
    let unlocking = model.lock.unlocking;
    if let View::Failed(failure, _) = unlocking {
        empty::failed_form(ui, failure);
    }
    let is_ready = !several.code.is_empty() && !unlocking.is_pending();
    let pressed = modal::footer(ui, |ui| {
        let pressed = button::primary(ui, is_ready, "Unlock session").clicked();
        *closes |= button::plain(ui, !unlocking.is_pending(), "Leave them open").clicked();
        if unlocking.is_pending() {
            progress::turning(ui);
        }
        pressed
    });
    pressed.then(|| Request::Unlock(several.code.take()))
}

fn sent(ui: &mut Ui, several: &Several) -> Option<Request> {
    let words = format!("Sent once: {}. The platform answers for all of them together.", several.counted());
    text::wrapped(ui, text::body(words));
    progress::bar(ui, "Waiting for the answer", 0, None);
    let stops = modal::footer(ui, |ui| button::plain(ui, true, "Stop waiting").clicked());
    stops.then_some(Request::StopSeveral)
}

fn results(ui: &mut Ui, several: &Several, model: &Model<'_>, closes: &mut bool) -> Option<Request> {
    let height = ui.ctx().content_rect().height() * RESULTS_PART;
    layout::scroll_up_to(ui, "results", height, |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        for item in &several.items {
            if let Some(came) = &item.came {
                notice::line(ui, came.meaning, &format!("{}. {}", item.summary, came.words));
            }
        }
        for (summary, why) in &several.refused {
            notice::line(ui, Meaning::Neutral, &format!("{summary}. Not sent: {why}"));
        }
    });
    let awaits = several.awaits_list();
    let looked_in_vain = awaits && model.current.failure.is_some();
    if awaits && !looked_in_vain {
        progress::bar(ui, "Reading the approvals again", 0, None);
    }
    if let (true, Some(failure)) = (looked_in_vain, model.current.failure) {
        notice::line(
            ui,
            Meaning::Attention,
            &format!("The approvals could not be read again: {}", failure.what),
        );
    }
    modal::footer(ui, |ui| {
        *closes |= button::primary(ui, true, "Done").clicked();
        let again = looked_in_vain && button::with_icon(ui, true, icon::REFRESH, "Look again").clicked();
        again.then_some(Request::Read(Wish::Reload))
    })
}
