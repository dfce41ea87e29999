//! The shares on the screen.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::state::{Shown, State};
use super::text as wording;
use super::{accept_draw, details, requests, results, rows};
use crate::bitgo::shares::{WalletShare, WalletShares};
use crate::domain::deed::Deed;
use crate::kit::confirm::{self, Decision, Review};
use crate::kit::state::Loadable;
use crate::kit::{button, choice, form, icon, layout, placeholder, progress, space, text};

const DETAILS_WIDTH: f32 = 380.0;
/// From this width on, in points, list and details stand side by side.
const BOTH_FROM: f32 = 860.0;

/// Draws the shares; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let reload = layout::head(ui, wording::TITLE, |ui| {
            let is_idle = !model.shares.is_pending();
            button::with_icon(ui, is_idle, icon::REFRESH, "Refresh").clicked()
        });
        ui.spacing_mut().item_spacing.y = space::S;
        let asked = accept_draw::show(ui, state, model).or_else(|| confirmation(ui, state, model));
        tabs(ui, state, model);
        let asked = asked.or_else(|| results::show(ui, model));
        if let Loadable::Failed(failure, _) = model.shares {
            placeholder::failed_form(ui, failure);
        }
        let below = if state.shown == Shown::Requests {
            requests::show(ui, state, model)
        } else {
            match model.shares.content() {
                Some(shares) => list_and_details(ui, state, of(shares, state.shown), model),
                None if model.shares.is_pending() => {
                    progress::bar(ui, wording::READING, 0, None);
                    None
                }
                None => None,
            }
        };
        asked.or(below).or(reload.then_some(Request::Reload))
    })
}

fn of(shares: &WalletShares, shown: Shown) -> &[WalletShare] {
    match shown {
        Shown::Incoming => &shares.incoming,
        Shown::Outgoing => &shares.outgoing,
        Shown::Requests => &[],
    }
}

/// What is shown, each with its count; what could not be read has none.
fn tabs(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    let counted = |words: &str, count: Option<usize>| match count {
        Some(count) => format!("{words} ({count})"),
        None => words.to_owned(),
    };
    let shares = model.shares.content();
    let incoming = counted("Incoming", shares.map(|it| it.incoming.len()));
    let outgoing = counted("Outgoing", shares.map(|it| it.outgoing.len()));
    let requests = counted("Key requests", model.reshare_requests.content().map(Vec::len));
    let all = [
        (Shown::Incoming, incoming.as_str()),
        (Shown::Outgoing, outgoing.as_str()),
        (Shown::Requests, requests.as_str()),
    ];
    layout::ends(
        ui,
        |ui| {
            if choice::segmented(ui, "", &mut state.shown, &all) {
                state.close_details();
                state.ticked.clear();
            }
        },
        |ui| {
            let waiting = shares.map_or(0, WalletShares::waiting_for_me);
            if waiting > 0 {
                ui.label(text::muted(wording::waiting(waiting)));
            }
        },
    );
}

/// The list, and beside it the details of the chosen share; where there is no room for both, the details alone.
fn list_and_details(
    ui: &mut Ui,
    state: &mut State,
    shares: &[WalletShare],
    model: &Model<'_>,
) -> Option<Request> {
    let chosen = state.chosen_id.as_ref().and_then(|id| shares.iter().find(|share| share.id == *id));
    let Some(share) = chosen else { return rows::show(ui, state, shares, model) };
    if ui.available_width() < BOTH_FROM {
        return details::show(ui, state, share, model);
    }
    let (mut left, mut right) = form::main_and_side(ui, DETAILS_WIDTH);
    left.spacing_mut().item_spacing.y = space::S;
    let asked = rows::show(&mut left, state, shares, model);
    details::show(&mut right, state, share, model).or(asked)
}

/// What is about to be done: what it does to each, and what is sent.
fn confirmation(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let (action, targets) = state.confirming.as_ref()?;
    let asked = Deed::Shares { action: *action, count: targets.len() }.confirm_by();
    let words: Vec<String> = targets.iter().map(|target| action.sentence(target)).collect();
    let review = Review {
        title: &action.title(targets.len()),
        words: &words,
        requests: &action.requests(targets),
        action: &action.button(targets.len()),
        keep: action.keep(),
        asked: &asked,
        environment: model.environment,
        is_danger: action.is_danger(),
        is_held: model.is_sending,
    };
    let decision = confirm::reviewed(ui, "share action", &review, &mut state.answers)?;
    state.answers.clear();
    let (action, targets) = state.confirming.take()?;
    (decision == Decision::Do).then_some(Request::Act { action, targets, secrets: None })
}
