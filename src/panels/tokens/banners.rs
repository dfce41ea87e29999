//! What stands above the list until it is dealt with: tokens about to end, replacements half-way, a ledger set aside.

use egui::Ui;

use super::{Model, Request, State};
use crate::domain::lifetime::TimeLeft;
use crate::domain::token::replace::Step;
use crate::kit::button::Button;
use crate::kit::palette::Meaning;
use crate::kit::{button, layout, notice};

/// So many tokens are named; putting aside puts aside what is named and nothing else.
const NAMED: usize = 3;

/// Speaks of tokens that are about to end, until they are put aside.
pub fn reminders(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    if model.due.is_empty() {
        return None;
    }
    let named = &model.due[..model.due.len().min(NAMED)];
    let mut put_aside = false;
    let mut chosen = None;
    notice::banner_with(ui, Meaning::Attention, &sentence(model.due.len()), |ui| {
        layout::wrapping_row(ui, |ui| {
            for reminder in named {
                let left = TimeLeft::until(reminder.expires, model.now).in_words();
                let label = format!("{} in {left}", reminder.label);
                let name = format!("Show \u{201c}{}\u{201d}", reminder.label);
                if Button::new(&label).name(&name).show(ui).clicked() {
                    chosen = Some(reminder.token_id.clone());
                }
            }
            put_aside = button::link(ui, "Put aside").clicked();
        });
    });
    if let Some(id) = chosen {
        state.choose(id);
    }
    put_aside.then(|| Request::PutAside { ids: named.iter().map(|reminder| reminder.id.clone()).collect() })
}

/// What the banner says.
fn sentence(due: usize) -> String {
    let rest = match due {
        1 => "1 access token ends soon".to_owned(),
        due => format!("{due} access tokens end soon"),
    };
    format!("{rest}: an ended token stops at once, and vanishes from the list.")
}

/// Replacements that stand half-way: two tokens work where one is meant to.
pub fn half_way(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    let mut asked = None;
    for replacement in model.replacements {
        let (old, new) = (&replacement.old_label, replacement.new_label().unwrap_or_default());
        let words = match replacement.step {
            Step::Verified { .. } => {
                format!("“{new}” works and is to take the place of “{old}”, which is not yet revoked.")
            }
            _ => format!("“{new}” is to take the place of “{old}”; nobody has seen yet that it works."),
        };
        notice::banner_with(ui, Meaning::Attention, &words, |ui| {
            if button::plain(ui, true, &format!("Go on replacing {old}")).clicked() {
                asked = Some(Request::Replace { id: replacement.old_id.clone() });
            }
        });
    }
    asked
}

/// What was wrong with the ledger, until it is hidden; it stays with the tokens of the past.
pub fn ledger_notice(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    let Some(words) = model.ledger_notice.filter(|_| !state.is_notice_hidden) else { return };
    notice::banner_with(ui, Meaning::Attention, words, |ui| {
        state.is_notice_hidden = button::link(ui, "Hide this notice").clicked();
    });
}
