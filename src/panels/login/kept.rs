//! The tokens that are kept in the keychain, a card each; what is asked before one is forgotten; and the wish to keep the one
//! that is pasted.

use egui::{Ui, vec2};

use super::model::{Keeping, KeptCard, KeptModel, KeptWait};
use super::request::Request;
use super::state::State;
use super::step::Who;
use super::text as wording;
use crate::kit::button::{Button, Kind};
use crate::kit::environment::Reach;
use crate::kit::field::TextField;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, choice, form, icon, layout, notice, progress, space, text, theme};

const QUESTION_WIDTH: f32 = 480.0;

/// Draws the cards; nothing where there is none. `is_running` says that somebody is being logged in already.
pub(super) fn cards(
    ui: &mut Ui,
    state: &mut State,
    kept: &KeptModel<'_>,
    is_running: bool,
    request: &mut Option<Request>,
) {
    if kept.cards.is_empty() {
        return;
    }
    space::gap(ui, space::S);
    text::draw_section(ui, wording::KEPT_TITLE);
    for card in kept.cards {
        layout::card(ui, |ui| one(ui, state, card, kept.wait, is_running, request));
    }
}

fn one(
    ui: &mut Ui,
    state: &mut State,
    card: &KeptCard,
    wait: Option<&KeptWait>,
    is_running: bool,
    request: &mut Option<Request>,
) {
    ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
    let colour = card.environment.colour;
    let ink = theme::palette(ui).environment(colour).ink;
    layout::row(ui, |ui| {
        icon::show_coloured(ui, badge::icon_of(colour), space::ICON, ink);
        text::elided(ui, text::strong(&card.label));
    });
    text::elided(ui, text::body(format!("{} · {}", card.environment.title, card.person)));
    let line = text::small(format!("{} · {}", card.ends, card.used));
    let line = if card.is_over { text::meaning(ui, Meaning::Danger, line) } else { line };
    text::wrapped(ui, line);
    if let Some(trouble) = &card.trouble {
        notice::line(ui, Meaning::Danger, trouble);
    }
    let is_at_this = wait.filter(|wait| wait.id == card.id);
    if let Some(wait) = is_at_this {
        layout::row(ui, |ui| {
            progress::turning(ui);
            text::wrapped(ui, text::small(wording::waiting(wait.is_forgetting)));
        });
        if button::plain(ui, true, wording::STOP_WAITING).clicked() {
            *request = Some(Request::StopKeychain);
        }
        return;
    }
    space::gap(ui, space::XS);
    let is_free = wait.is_none() && !is_running;
    layout::row(ui, |ui| {
        let (log_in, forget) = (wording::log_in_with(card), wording::forget_name(card));
        let can_log_in = is_free && !card.is_over;
        if Button::new(wording::LOG_IN).enabled(can_log_in).name(&log_in).show(ui).clicked() {
            *request = Some(Request::UseKept(card.id.clone()));
        }
        let forget = Button::new(wording::FORGET).kind(Kind::Link).enabled(is_free).name(&forget);
        if forget.show(ui).clicked() {
            state.forgetting = Some(card.id.clone());
        }
    });
}

/// Asks before one is forgotten.
pub(super) fn question(ui: &Ui, state: &mut State, kept: &KeptModel<'_>, request: &mut Option<Request>) {
    let Some(id) = &state.forgetting else { return };
    let Some(card) = kept.cards.iter().find(|card| card.id == *id) else {
        state.forgetting = None;
        return;
    };
    let title = wording::forget_title(&card.label);
    let dialog = Dialog { title: &title, width: QUESTION_WIDTH, reach: Reach::ThisComputer };
    let mut decided = None;
    let shown = modal::show(ui.ctx(), "forget a kept token", &dialog, |ui| {
        text::wrapped(ui, text::body(wording::forget_means(card.is_over)));
        modal::footer(ui, |ui| {
            if button::danger(ui, true, wording::FORGET_TOKEN).clicked() {
                decided = Some(true);
            }
            if button::plain(ui, true, "Cancel").clicked() {
                decided = Some(false);
            }
        });
    });
    if decided == Some(true) {
        *request = Some(Request::ForgetKept(id.clone()));
    }
    if decided.is_some() || shown.closed {
        state.forgetting = None;
    }
}

/// Whether the pasted token is to be kept, and under which name; or why it cannot be.
pub(super) fn wish(ui: &mut Ui, who: &mut Who, keeping: Keeping, request: &mut Option<Request>) {
    match keeping {
        Keeping::Off => {
            text::wrapped(ui, text::small(wording::KEYCHAIN_OFF));
        }
        Keeping::NotAsked => {
            request.get_or_insert(Request::LookForKeychain);
        }
        Keeping::Looking => {
            layout::row(ui, |ui| {
                progress::turning(ui);
                ui.label(text::small(wording::KEYCHAIN_LOOKING));
            });
        }
        Keeping::Missing(why) => {
            text::wrapped(ui, text::small(wording::no_keychain(why)));
            if button::link(ui, wording::KEYCHAIN_LOOK).clicked() {
                *request = Some(Request::LookForKeychain);
            }
        }
        Keeping::There { is_locked } => {
            choice::checkbox(ui, &mut who.keeps, wording::KEEP, Some(wording::KEEP_MEANS));
            if who.keeps {
                form::indented(ui, |ui| {
                    TextField::new(wording::KEEP_NAME, &mut who.keep_name)
                        .help(wording::KEEP_NAME_HELP)
                        .show(ui);
                    if is_locked {
                        text::wrapped(ui, text::small(wording::KEYCHAIN_LOCKED));
                    }
                });
            }
        }
    }
}
