//! What is decided together, each with all that its decision needs in view.

use egui::{Ui, vec2};

use super::bulk_state::{Bulk, Item};
use super::checks::Checks;
use super::details::{self, parts::Dangers};
use super::model::Model;
use super::summary::wallet_words;
use super::text as wording;
use crate::bitgo::approvals::{Decision, PendingApproval};
use crate::kit::palette::Meaning;
use crate::kit::state::Failure;
use crate::kit::{form, layout, modal, notice, placeholder, progress, space, text};

/// How far "Show more" goes on, as a part of what is in view: a few lines stay for orientation.
const PAGE_PART: f32 = 0.85;

/// What holds this approval.
pub(super) fn checks(approval: &PendingApproval, model: &Model<'_>) -> Checks {
    Checks::of(approval, (model.facts_of)(&approval.id), (model.hides_wallet)(approval))
}

/// Draws them and notes which the person has come to the end of. True while one of them is still being checked.
pub(super) fn show(ui: &mut Ui, bulk: &mut Bulk, refusal: Option<&Failure>, model: &Model<'_>) -> bool {
    let shows_more = std::mem::take(&mut bulk.shows_more);
    let decision = bulk.decision;
    modal::body(ui, "several", |ui| {
        if shows_more {
            ui.scroll_with_delta(vec2(0.0, -ui.clip_rect().height() * PAGE_PART));
        }
        if let Some(failure) = refusal {
            placeholder::failed_form(ui, failure);
        }
        for (summary, why) in &bulk.refused {
            notice::line(ui, Meaning::Attention, &format!("Not sent: {summary}. {why}"));
        }
        let mut is_any_checked = false;
        for item in &mut bulk.items {
            let is_checking = decision.is_approval() && checks(&item.approval, model).is_checking;
            let drawn = ui.push_id(item.id().to_owned(), |ui| one(ui, item, decision, is_checking, model));
            let is_whole = !is_checking && ui.is_visible() && !ui.is_sizing_pass();
            item.is_seen &= !is_checking;
            item.is_seen |= is_whole && drawn.response.rect.bottom() <= ui.clip_rect().bottom() + 1.0;
            is_any_checked |= is_checking;
            space::gap(ui, space::S);
        }
        if !bulk.items.is_empty() {
            ui.label(text::strong(wording::API_REQUEST).size(13.0));
            form::inset(ui, |ui| text::wrapped(ui, text::mono(bulk.request().in_words())));
        }
        is_any_checked
    })
}

fn one(ui: &mut Ui, item: &Item, decision: Decision, is_checking: bool, model: &Model<'_>) {
    let Item { approval, status, .. } = item;
    let own = if item.is_own { wording::YOURS } else { "" };
    layout::card(ui, |ui| {
        text::wrapped(ui, text::strong(format!("{}{own}", item.summary)));
        if !item.changes.is_empty() {
            notice::banner(ui, Meaning::Attention, &wording::changed(&item.changes));
        }
        let (wallet, requested_by) = (wallet_words(approval), model.names.of(&approval.creator));
        let mut facts: Vec<(&str, &str)> =
            wallet.as_deref().map(|wallet| ("Wallet", wallet)).into_iter().collect();
        facts.push(("Requested by", &requested_by));
        form::facts(ui, &facts);
        let known = (model.facts_of)(&approval.id).content();
        details::change(ui, approval, known, model, Dangers::Here);
        if is_checking {
            layout::row(ui, |ui| {
                progress::turning(ui);
                ui.label(text::muted(wording::STILL_CHECKING));
            });
        }
        let completed = known.map(|known| known.completed(approval, status));
        let status = completed.as_ref().unwrap_or(status);
        text::wrapped(ui, text::muted(approval.consequences(status, decision, model.me)));
    });
}
