//! What waits for approval about one wallet.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::text as wording;
use crate::domain::approval::ApprovalSummary;
use crate::domain::lifetime::TimeLeft;
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, form, icon, layout, listing, placeholder, space, text};

/// Draws the list.
pub(super) fn show(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    if model.approvals.is_empty() && !model.approvals_list.is_whole {
        let asked = listing::no_rows(ui, &model.approvals_list, "approvals", |_| {});
        return asked.map(Request::ReadApprovals);
    }
    if model.approvals.is_empty() {
        placeholder::nothing(ui, icon::APPROVAL, "No pending approvals", wording::NO_APPROVALS, |_| {});
        return None;
    }
    let reads = listing::status(ui, &model.approvals_list, "approvals");
    let mut opened = None;
    layout::card(ui, |ui| {
        form::scrolled(ui, "wallet approvals", |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            for waiting in model.approvals {
                if one(ui, waiting, model) {
                    opened = Some(waiting.id.clone());
                }
            }
        });
    });
    opened.map(Request::ShowApproval).or(reads.map(Request::ReadApprovals))
}

fn one(ui: &mut Ui, waiting: &ApprovalSummary, model: &Model<'_>) -> bool {
    form::inset(ui, |ui| {
        let name = wording::open_approval(&waiting.what);
        let (_, pressed) = layout::ends(
            ui,
            |ui| text::elided(ui, text::strong(&waiting.what)),
            |ui| button::Button::new("View").name(&name).show(ui).clicked(),
        );
        layout::row(ui, |ui| {
            let age = waiting.asked.map(|at| format!(", {} ago", TimeLeft::until(model.now, at).in_words()));
            ui.label(text::muted(format!("{}{}", waiting.asked_by, age.unwrap_or_default())));
            match waiting.eligibility {
                Ok(()) => badge::mark(ui, Meaning::Attention, "can approve"),
                Err(why) => badge::mark(ui, Meaning::Neutral, why),
            }
        });
        pressed
    })
}
