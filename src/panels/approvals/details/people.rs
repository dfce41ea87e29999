//! A change of a wallet's people: who, what they gain and lose, and who administers the wallet then.

use crate::domain::foreign_text::visible;
use egui::Ui;

use super::parts::{self, Dangers};
use crate::bitgo::approvals::{ApprovalFacts, Change, PendingApproval, is_removal, who};
use crate::domain::share::{Permission, Permissions};
use crate::kit::palette::Meaning;
use crate::kit::{form, notice, text};
use crate::panels::approvals::model::Model;
use crate::panels::approvals::text as wording;

/// Draws it.
pub fn show(
    ui: &mut Ui,
    approval: &PendingApproval,
    known: Option<&ApprovalFacts>,
    model: &Model<'_>,
    dangers: Dangers,
) {
    let Change::User { action, user, permissions } = &approval.info.change else { return };
    let name = who(None, Some(user).filter(|it| !it.is_empty()).map(String::as_str), model.names);
    let Some(change) = known.and_then(|known| approval.people_change(known)) else {
        // Without the wallet only what is asked for can be known.
        let permissions: Vec<Permission> =
            permissions.iter().map(|word| Permission::from_word(word)).collect();
        let head = if is_removal(action) { wording::has(&name) } else { wording::would_have(&name) };
        list(ui, &head, Meaning::Information, &permissions.iter().collect::<Vec<_>>());
        return;
    };
    parts::warnings(ui, change.warnings(&name, model.names), dangers);
    let (gained, lost) = (change.gained(), change.lost());
    list(ui, &wording::gains(&name), Meaning::Attention, &gained);
    list(ui, &wording::loses(&name), Meaning::Attention, &lost);
    let kept: Vec<&Permission> = change
        .after
        .iter()
        .flat_map(Permissions::all)
        .filter(|it| change.before.as_ref().is_some_and(|before| before.has(it)))
        .collect();
    list(ui, &wording::keeps(&name), Meaning::Neutral, &kept);
}

/// What somebody may do, each with what it means. Nothing where there is none.
fn list(ui: &mut Ui, head: &str, meaning: Meaning, permissions: &[&Permission]) {
    if permissions.is_empty() {
        return;
    }
    form::inset(ui, |ui| {
        ui.label(text::strong(head));
        for permission in permissions {
            let words = match permission {
                Permission::Other(word) => {
                    format!("“{}”: {}", visible(word), permission.allows())
                }
                known => format!("{}: {}", known.word(), known.allows()),
            };
            if matches!(permission, Permission::Other(_)) {
                notice::line(ui, Meaning::Attention, &words);
            } else if meaning == Meaning::Neutral {
                text::wrapped(ui, text::muted(words));
            } else {
                text::wrapped(ui, text::body(words));
            }
        }
    });
}
