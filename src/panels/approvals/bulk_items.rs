//! What is decided together, each with all that its decision needs in view.

use egui::{Ui, vec2};

use super::bulk_state::{Bulk, Item};
use super::details::{self, parts::Dangers};
use super::model::Model;
use super::text as wording;
use crate::bitgo::approvals::Decision;
use crate::kit::palette::Meaning;
use crate::kit::state::Failure;
use crate::kit::{form, layout, modal, notice, placeholder, progress, space, text};

/// How far "Show more" goes on, as a part of what is in view: a few lines stay for orientation.
const PAGE_PART: f32 = 0.85;

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
            let is_checking = item.is_checking;
            let drawn = ui.push_id(item.id().to_owned(), |ui| one(ui, item, decision, model));
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

fn one(ui: &mut Ui, item: &Item, decision: Decision, model: &Model<'_>) {
    let Item { approval, status, .. } = item;
    let own = if item.is_own { wording::YOURS } else { "" };
    layout::card(ui, |ui| {
        details::decided(ui, approval, &format!("{}{own}", item.summary), &item.changes, model);
        let known = (model.facts_of)(&approval.id).content();
        details::change(ui, approval, known, model, Dangers::Here);
        if item.is_checking {
            layout::row(ui, |ui| {
                progress::turning(ui);
                ui.label(text::muted(wording::STILL_CHECKING));
            });
        }
        let status = model.completed(approval, status);
        text::wrapped(ui, text::muted(approval.consequences(&status, decision, model.me)));
    });
}
