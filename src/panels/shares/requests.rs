//! Keys that are asked for: by others for wallets that the person administers, and by the person for their own.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::bitgo::shares::ReshareRequest;
use crate::bitgo::wallet::Wallet;
use crate::domain::lifetime::moment_words;
use crate::domain::share::{KeyPlace, Permission, ShareAction, age_in_words};
use crate::kit::button::{Button, Kind};
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{field, form, icon, layout, notice, placeholder, progress, space, text};

/// How many wallets are offered at once to ask about.
const MOST_OFFERED: usize = 8;
const FILTER_WIDTH: f32 = 280.0;

/// Draws both.
pub(super) fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let mut asked = None;
    form::scrolled(ui, "key requests", |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        asked = layout::section(ui, wording::OTHERS_ASK, |ui| of_others(ui, state, model));
        layout::section(ui, wording::YOU_ASK, |ui| own(ui, state, model));
    });
    asked
}

fn of_others(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    text::wrapped(ui, text::muted(wording::OTHERS_HELP));
    let (mut again, mut granted) = (false, None);
    if let Loadable::Failed(failure, _) = model.reshare_requests {
        again = placeholder::failed_line(ui, failure);
    }
    match model.reshare_requests.content() {
        Some(requests) if requests.is_empty() => drop(ui.label(text::body(wording::NOBODY_ASKS))),
        Some(requests) => {
            for request in requests {
                let asked = form::inset(ui, |ui| one(ui, state, request, model));
                granted = granted.or(asked);
            }
        }
        None if model.reshare_requests.is_pending() => {
            drop(progress::bar(ui, wording::READING_REQUESTS, 0, None));
        }
        None => {}
    }
    granted.or(again.then_some(Request::Reload))
}

fn one(ui: &mut Ui, state: &mut State, request: &ReshareRequest, model: &Model<'_>) -> Option<Request> {
    let target = request.target();
    let is_free = model.is_free(&request.id);
    let ((), (refuses, grants)) = layout::ends(
        ui,
        |ui| {
            ui.vertical(|ui| {
                let words = wording::requests_key(&target.person, &target.wallet_name);
                text::wrapped(ui, text::body(words));
                text::wrapped(ui, text::small(about(request, model)));
            });
        },
        |ui| {
            let name = wording::reject_request(&target.person, &target.wallet_name);
            let rejects = Button::new(wording::REJECT).kind(Kind::Danger).enabled(is_free).name(&name);
            let refuses = rejects.show(ui).clicked();
            let name = wording::share_key_with(&target.person, &target.wallet_name);
            let grants = Button::new(wording::SHARE_KEY).enabled(is_free).name(&name).show(ui).clicked();
            (refuses, grants)
        },
    );
    if refuses {
        state.confirming = Some((ShareAction::Refuse, vec![target]));
    }
    grants.then(|| Request::Grant {
        wallet: request.wallet.clone(),
        email: request.email.clone(),
        permissions: request.permissions.clone(),
    })
}

/// Coin, address, what they may do, and since when they ask, in one line.
fn about(request: &ReshareRequest, model: &Model<'_>) -> String {
    let age = request
        .created
        .map(|at| format!("{} ago ({})", age_in_words(at, model.now), moment_words(at, model.zone)));
    let all = [request.coin.clone(), request.email.clone(), request.permissions.labels()];
    let said: Vec<String> = all.into_iter().chain(age).filter(|part| !part.is_empty()).collect();
    said.join(", ")
}

/// The person's own wallets whose key they could have lost.
fn own(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    text::wrapped(ui, text::muted(wording::YOU_ASK_HELP));
    field::search(ui, wording::FIND_WALLET, &mut state.wallet_filter, FILTER_WIDTH);
    let filter = state.wallet_filter.trim().to_lowercase();
    if filter.is_empty() {
        return;
    }
    // Only as many are looked for as are shown, and one more: there may be very many wallets.
    let rows = (model.wallets.all(), model.wallets.generation());
    let found = state.wallet_search.go_on(ui.ctx(), rows, (&filter, MOST_OFFERED + 1), |it| {
        it.is_found_by(&filter) && is_mine(it, model.me)
    });
    if found.is_none() {
        notice::line(ui, Meaning::Information, wording::NO_WALLET);
    }
    for wallet in found.rows.iter().take(MOST_OFFERED) {
        let target = wallet.key_target();
        let label = &target.wallet_name;
        let (_, asks) = layout::ends(
            ui,
            |ui| text::elided_about(ui, text::body(format!("{label} ({})", wallet.coin)), wallet.id.clone()),
            |ui| {
                let name = wording::request_key_to(label);
                let button = Button::new(wording::REQUEST_KEY).icon(icon::KEYCHAIN).name(&name);
                button.enabled(model.is_free(&wallet.id)).show(ui).clicked()
            },
        );
        if asks {
            state.confirming = Some((ShareAction::RequestKey, vec![target]));
        }
    }
    if found.rows.len() > MOST_OFFERED {
        ui.label(text::muted(wording::MORE_WALLETS));
    }
}

/// Whether the person may spend from it with a key that is kept for them.
fn is_mine(wallet: &Wallet, me: &str) -> bool {
    let facts = wallet.for_sharing();
    let can_spend = facts.permissions_of(me).is_some_and(|it| it.has(&Permission::Spend));
    can_spend && matches!(facts.key, KeyPlace::WithUsers | KeyPlace::InParts)
}
