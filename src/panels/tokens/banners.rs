//! What stands above the list until it is dealt with: tokens about to end, replacements half-way, a ledger set aside.

use egui::Ui;
use jiff::Timestamp;

use super::model::Model;
use super::request::Request;
use super::state::{Revoking, State};
use super::text as wording;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::lifetime::TimeLeft;
use crate::domain::reminder::{Reminder, ReminderId};
use crate::domain::token::LostToken;
use crate::domain::token::existing::SOON_DAYS;
use crate::domain::token::replace::Step;
use crate::kit::button::Button;
use crate::kit::palette::Meaning;
use crate::kit::{button, icon, layout, notice, space, text};

/// So many tokens are named; only those that are named can be dismissed.
const NAMED: usize = 3;
/// What stands beside a token's words: its button's margins and the cross that dismisses it, in points.
const CROSS: f32 = 72.0;

/// Speaks of tokens that are about to end, until they are dismissed.
pub fn reminders(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let taken_back = just_dismissed(ui, state, model);
    if model.due.is_empty() {
        return taken_back;
    }
    let named = &model.due[..model.due.len().min(NAMED)];
    let mut dismissed: &[Reminder] = &[];
    let mut chosen = None;
    let mut shows_all = false;
    let ending = ending(model);
    notice::banner_with(ui, Meaning::Attention, &wording::ending(model.due.len()), |ui| {
        layout::wrapping_row(ui, |ui| {
            for reminder in named {
                let left = TimeLeft::until(reminder.expires, model.now).in_words();
                let label = wording::ends_in(&reminder.label, &left);
                // The cross stays with its token where the row breaks.
                layout::break_before(ui, text::width(ui, &label) + CROSS);
                if Button::new(&label).name(&wording::show_token(&reminder.label)).show(ui).clicked() {
                    chosen = Some(reminder.token_id.clone());
                }
                let name = wording::dismiss_token(&reminder.label);
                let dismiss = button::icon(ui, icon::CLOSE, &name);
                if dismiss.on_hover_text(text::plain(sentence_case(&reminder.dismissed_words()))).clicked() {
                    dismissed = std::slice::from_ref(reminder);
                }
                space::gap(ui, space::S);
            }
        });
        layout::wrapping_row(ui, |ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            let words = if named.len() == model.due.len() {
                wording::DISMISS_ALL.to_owned()
            } else {
                wording::dismiss_named(named.len())
            };
            if named.len() > 1 && button::link(ui, &words).clicked() {
                dismissed = named;
            }
            if ending > named.len() {
                shows_all = button::link(ui, &wording::show_ending(ending, model.dismissed.len())).clicked();
            }
        });
    });
    if let Some(id) = chosen {
        state.choose(id);
    }
    if shows_all {
        state.show_ending();
    }
    if dismissed.is_empty() {
        return taken_back;
    }
    let ids: Vec<ReminderId> = dismissed.iter().map(|reminder| reminder.id.clone()).collect();
    state.just_dismissed.clone_from(&ids);
    Some(Request::Dismiss { ids })
}

/// What was dismissed last and until when, with the way back.
fn just_dismissed(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let is_it = |reminder: &&Reminder| state.just_dismissed.contains(&reminder.id);
    let silent: Vec<&Reminder> = model.dismissed.iter().filter(is_it).collect();
    if silent.is_empty() {
        return None;
    }
    let until: Vec<String> = silent.iter().map(|reminder| reminder.dismissed_words()).collect();
    let labels = silent.iter().map(|reminder| reminder.label.as_str());
    let words = wording::dismissed(&labels.zip(until.iter().map(String::as_str)).collect::<Vec<_>>());
    let (mut wants_again, mut is_seen) = (false, false);
    notice::line_with(ui, Meaning::Information, &words, |ui| {
        wants_again = button::link(ui, wording::UNDO_DISMISS).clicked();
        is_seen = button::icon(ui, icon::CLOSE, wording::HIDE_DISMISSED).clicked();
    });
    if !wants_again && !is_seen {
        return None;
    }
    let ids = std::mem::take(&mut state.just_dismissed);
    wants_again.then_some(Request::RemindAgain { ids })
}

/// How many of the listed tokens end soon, spoken of or not.
fn ending(model: &Model<'_>) -> usize {
    let is_near = |expires: Timestamp| TimeLeft::until(expires, model.now).is_under_days(SOON_DAYS);
    model.known.iter().filter(|token| token.expires.is_some_and(is_near)).count()
}

fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}

/// Replacements that stand half-way: two tokens work where one is meant to.
pub fn half_way(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    let mut asked = None;
    for replacement in model.replacements {
        let (old, new) = (&replacement.old_label, replacement.new_label().unwrap_or_default());
        let is_verified = matches!(replacement.step, Step::Verified { .. });
        let words = wording::half_way(old, new, is_verified);
        notice::banner_with(ui, Meaning::Attention, &words, |ui| {
            if button::plain(ui, true, &wording::go_on_replacing(old)).clicked() {
                asked = Some(Request::Replace { id: replacement.old_id.clone() });
            }
        });
    }
    asked
}

/// Tokens whose value nobody has: each is kept or revoked, one after the other.
pub fn lost(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let listed = |lost: &LostToken| model.tokens.rows.iter().find(|token| token.id == lost.id);
    let tokens: Vec<&AccessTokenInfo> = model.lost.iter().filter_map(listed).collect();
    let token = tokens.first()?;
    let words = model.lost_words(&token.id).unwrap_or_default();
    let words = wording::lost(&token.label, &words, tokens.len() - 1);
    let mut asked = None;
    notice::banner_with(ui, Meaning::Attention, &words, |ui| {
        layout::wrapping_row(ui, |ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            if button::link(ui, wording::KEEP_LOST).clicked() {
                asked = Some(Request::KeepLost { id: token.id.clone() });
            }
            if button::link(ui, wording::REVOKE_LOST).clicked() {
                state.revoking = Some(Revoking::of(token, model.tokens.rows));
            }
            if button::link(ui, wording::SHOW_LOST).clicked() {
                state.choose(token.id.clone());
            }
        });
    });
    asked
}

/// That a token is revoked, until it is hidden or another token is looked at.
pub fn just_revoked(ui: &mut Ui, state: &mut State) {
    let Some(words) = &state.just_revoked else { return };
    let is_seen = notice::line_with(ui, Meaning::Good, words, |ui| {
        button::icon(ui, icon::CLOSE, wording::HIDE_REVOKED).clicked()
    });
    if is_seen {
        state.just_revoked = None;
    }
}

/// What was wrong with the ledger, until it is hidden; it stays with the tokens of the past.
pub fn ledger_notice(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    let Some(words) = model.ledger_notice.filter(|_| !state.is_notice_hidden) else { return };
    notice::banner_with(ui, Meaning::Attention, words, |ui| {
        state.is_notice_hidden = button::link(ui, wording::DISMISS).clicked();
    });
}
