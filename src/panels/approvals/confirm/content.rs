//! What is decided, whole: where, what would change, what happens next, and the request.

use egui::Ui;

use super::recipients;
use crate::bitgo::approvals::Change;
use crate::bitgo::express::express_decision_words;
use crate::kit::palette::Meaning;
use crate::kit::{form, notice, text};
use crate::panels::approvals::confirmation::Confirmation;
use crate::panels::approvals::details::{self, parts::Dangers};
use crate::panels::approvals::model::Model;
use crate::panels::approvals::text as wording;

/// Draws what is requested.
pub fn request(ui: &mut Ui, confirmation: &Confirmation, model: &Model<'_>) {
    let approval = &confirmation.approval;
    details::decided(ui, approval, &confirmation.summary, &confirmation.changes, model);
    let known = (model.facts_of)(&approval.id).content();
    match &approval.info.change {
        Change::Withdrawal { .. } => recipients::show(ui, approval, known),
        _ => details::change(ui, approval, known, model, dangers(confirmation)),
    }
    if !confirmation.decision.is_approval() && (model.hides_wallet)(approval) {
        notice::line(ui, Meaning::Attention, wording::WALLET_HIDDEN);
    }
}

/// Draws what is sent for it.
pub fn sent(ui: &mut Ui, confirmation: &Confirmation, model: &Model<'_>) {
    if let Some(host) = model.express.filter(|_| confirmation.pays() && confirmation.coin().is_some()) {
        text::wrapped(ui, text::muted(wording::may_rebuild(host)));
    }
    ui.label(text::strong(wording::API_REQUEST).size(13.0));
    form::inset(ui, |ui| text::wrapped(ui, text::mono(request_words(confirmation))));
}

/// Nothing has to be ticked before a rejection.
fn dangers(confirmation: &Confirmation) -> Dangers {
    if confirmation.decision.is_approval() { Dangers::Ticked } else { Dangers::Here }
}

/// What happens when it is decided, in sentences.
pub fn outcome(confirmation: &Confirmation, model: &Model<'_>) -> String {
    let Confirmation { approval, status, .. } = confirmation;
    let status = model.completed(approval, status);
    match model.express {
        Some(host) if confirmation.is_rebuilt() && status.missing() <= 1 => wording::rebuilt(host),
        _ => approval.consequences(&status, confirmation.decision, model.me),
    }
}

fn request_words(confirmation: &Confirmation) -> String {
    let Confirmation { approval, decision, .. } = confirmation;
    if let Some(coin) = confirmation.coin().filter(|_| confirmation.is_rebuilt()) {
        return express_decision_words(coin, &approval.id, *decision);
    }
    let word = if decision.is_approval() { "approved" } else { "rejected" };
    format!(
        "PUT /api/v2/pendingapprovals/{} {{\"state\":\"{word}\",\"otp\":\"‹one-time code›\"}}",
        approval.id
    )
}
