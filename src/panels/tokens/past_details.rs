//! One token of the past with everything that this machine and the platform's audit log remember of it.

use egui::Ui;

use super::model::Model;
use super::past_state::PastState;
use super::text as wording;
use crate::domain::token::PastToken;
use crate::kit::palette::Meaning;
use crate::kit::{copy, form, layout, notice, space, text};

/// Draws it in the room there is.
pub fn show(ui: &mut Ui, state: &mut PastState, token: &PastToken, model: &Model<'_>) {
    let salt = format!("past token details {}", token.key);
    form::with_footer(
        ui,
        &salt,
        state,
        |ui, state| {
            if layout::closable_head(
                ui,
                if token.label.is_empty() { wording::NO_LABEL } else { &token.label },
                "Close details",
            ) {
                state.close();
            }
            let meaning = if token.is_open { Meaning::Attention } else { Meaning::Information };
            notice::line(ui, meaning, &token.outcome);
            facts(ui, token, model);
            trail(ui, token);
            in_the_log(ui, token, model);
        },
        |ui, _| {
            ui.label(text::small(wording::PAST_SOURCE));
        },
    );
}

fn facts(ui: &mut Ui, token: &PastToken, model: &Model<'_>) {
    let lived = if token.lived.is_empty() { wording::NO_LIFETIME } else { &token.lived };
    let mut facts = vec![("Requested", token.asked.as_str()), ("Lifetime", lived)];
    let named: Vec<String> = token.facts.iter().map(|(_, words)| model.names.named(words)).collect();
    facts.extend(
        token.facts.iter().zip(&named).map(|((caption, _), words)| (caption.as_str(), words.as_str())),
    );
    form::facts(ui, &facts);
    if let Some(id) = &token.id {
        layout::fact(ui, "ID", |ui| copy::id(ui, "token ID", id));
    }
}

fn trail(ui: &mut Ui, token: &PastToken) {
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::HISTORY));
    for line in &token.trail {
        text::wrapped(ui, text::body(line));
    }
}

/// Who deleted it, where the platform says so.
fn in_the_log(ui: &mut Ui, token: &PastToken, model: &Model<'_>) {
    let (Some(id), Some(changes)) = (&token.id, model.changes.content()) else { return };
    let entries = changes.of(id);
    if entries.is_empty() {
        return;
    }
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::AUDIT_LOG));
    for change in entries {
        text::wrapped(ui, text::body(change.sentence(model.zone)));
    }
}
