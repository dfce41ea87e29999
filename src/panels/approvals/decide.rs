//! The confirmation of a decision: what happens next, the request, and the one-time code.

use egui::Ui;

use super::{Model, Request, State, reading};
use crate::bitgo::approvals::Decision;
use crate::kit::field::SecretField;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::{button, empty, notice, progress, text};

const WIDTH: f32 = 520.0;

/// Draws it while a decision is to be confirmed.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let deciding = state.deciding.as_mut()?;
    let (approval, case) = model.row(&deciding.id)?;
    let is_approval = deciding.decision == Decision::Approve;
    let (title, deed, word) = match deciding.decision {
        Decision::Approve => ("Approve", "Approve request", "approved"),
        Decision::Reject if approval.creator == model.me => ("Withdraw", "Withdraw request", "rejected"),
        Decision::Reject => ("Reject", "Reject request", "rejected"),
    };
    let environment = Some((EnvironmentColour::of_word(model.environment), model.environment));
    let shown =
        modal::show(ui.ctx(), "decide approval", &Dialog { title, width: WIDTH, environment }, |ui| {
            text::wrapped(ui, text::strong(&deciding.summary));
            text::wrapped(ui, text::body(reading::next(approval, case, deciding.decision, model.me)));
            text::wrapped(
                ui,
                text::mono(format!("PUT /api/v2/pendingapprovals/{} {{\"state\":\"{word}\"}}", deciding.id)),
            );
            if is_approval {
                for alarm in reading::alarms(approval, model.background) {
                    notice::banner(ui, Meaning::Danger, &alarm);
                }
            }
            notice::line(ui, Meaning::Information, "A decision cannot be taken back.");
            SecretField::new("One-time code", &mut deciding.code).width(ui.available_width()).show(ui);
            if let Some(failure) = model.decision.failure() {
                empty::failed_form(ui, failure);
            }
            let is_sent = model.decision.is_pending();
            modal::footer(ui, |ui| {
                let is_ready = !is_sent && !deciding.code.is_empty();
                let pressed = if is_approval {
                    button::primary(ui, is_ready, deed).clicked()
                } else {
                    button::danger(ui, is_ready, deed).clicked()
                };
                let kept = button::plain(ui, !is_sent, "Leave it open").clicked();
                if is_sent {
                    progress::turning(ui);
                }
                (pressed, kept)
            })
        });
    let (pressed, kept) = shown.inner;
    if pressed {
        let code = deciding.code.take();
        return Some(Request::Decide { id: deciding.id.clone(), decision: deciding.decision, code });
    }
    if (shown.closed || kept) && !model.decision.is_pending() {
        state.deciding = None;
        return Some(Request::ForgetDecision);
    }
    None
}
