//! The new token, once: masked, shown on demand, copied. And whether the platform made what was asked for.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::state::State;
use super::steps;
use super::text as wording;
use crate::bitgo::access_token::CreatedToken;
use crate::domain::lifetime;
use crate::domain::token::existing::ExistingLimit;
use crate::domain::token::issued::{Difference, DifferenceSeverity, compare};
use crate::kit::button::{Button, Kind};
use crate::kit::confirm::STOP_WAITING;
use crate::kit::environment::Reach;
use crate::kit::field::TextField;
use crate::kit::form as kit_form;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::state::{KeychainOffer, Loadable};
use crate::kit::{button, copy, icon, layout, notice, placeholder, progress, secret, space, text};

const DISCARD_WIDTH: f32 = 520.0;
const MASK: &str = "••••••••••••••••••••••••••••••••";

/// Draws the result.
pub fn show(ui: &mut Ui, state: &mut State, created: &CreatedToken, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let done = layout::head(ui, wording::CREATED_TITLE, |ui| done_button(ui, state));
        let ending = done.or_else(|| discard(ui, state, created, model));
        let asked = kit_form::scrolled(ui, "created token", |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            if let Some(farewell) = model.farewell {
                notice::banner(ui, Meaning::Attention, farewell);
            }
            let taken = layout::card(ui, |ui| {
                notice::banner(ui, Meaning::Attention, wording::SHOWN_ONCE);
                let taken = value(ui, state, created, model);
                let kept = keychain(ui, state, &created.info.label, model);
                if state.is_held_back && !state.is_kept() {
                    notice::banner(ui, Meaning::Danger, wording::HELD_BY_TOKEN);
                }
                taken.or(kept)
            });
            let step = state.origin.replacing().is_some();
            let step = step.then(|| layout::card(ui, |ui| steps::show(ui, state, model))).flatten();
            layout::card(ui, |ui| facts(ui, created, model));
            taken.or(step)
        });
        ending.or(asked)
    })
}

/// What ends the page, always in view. Before the token is taken it says what that would mean.
fn done_button(ui: &mut Ui, state: &mut State) -> Option<Request> {
    let (words, kind) =
        if state.is_kept() { (wording::DONE, Kind::Primary) } else { (wording::DISCARD, Kind::Plain) };
    let is_pressed = Button::new(words).kind(kind).show(ui).clicked();
    state.is_discarding |= is_pressed && !state.is_kept();
    (is_pressed && state.is_kept()).then_some(Request::Done)
}

/// Nobody has the token's value, and it lives all the same: what is to become of it.
fn discard(ui: &Ui, state: &mut State, created: &CreatedToken, model: &Model<'_>) -> Option<Request> {
    if !state.is_discarding || state.is_kept() {
        return None;
    }
    let dialog = Dialog {
        title: wording::DISCARD_TITLE,
        width: DISCARD_WIDTH,
        reach: Reach::Environment(model.form.environment),
    };
    let info = &created.info;
    let (is_sent, is_held) = (model.revocation.stage.is_sent(), model.revocation.stage.is_held());
    let shown = modal::show(ui.ctx(), "discard token", &dialog, |ui| {
        let until = info.expires.map(|at| lifetime::moment_words(at, model.form.zone()));
        text::wrapped(ui, text::body(wording::discard_words(&info.label, until.as_deref())));
        ui.label(text::strong(wording::API_REQUEST).size(13.0));
        kit_form::inset(ui, |ui| {
            text::wrapped(ui, text::mono(format!("DELETE /api/v2/user/accesstoken/{}", info.id)));
        });
        ui.label(text::small(wording::REVOKE_SENDS));
        let looks_up = model.revocation.show(ui).then_some(Request::LookUp);
        let pressed = modal::footer(ui, |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let revoke = Request::Revoke { id: info.id.clone(), name: info.label.clone() };
            let revokes = button::danger(ui, !is_held, wording::REVOKE_NOW).clicked().then_some(revoke);
            let leaves =
                button::plain(ui, !is_sent, wording::LEAVE_ACTIVE).clicked().then_some(Request::Done);
            let (stop, back) =
                ((STOP_WAITING, Request::StopRevoking), (wording::CANCEL, Request::ForgetRevocation));
            let (words, request) = if is_sent { stop } else { back };
            let stays = button::plain(ui, true, words).clicked().then_some(request);
            if is_sent {
                progress::turning(ui);
            }
            revokes.or(leaves).or(stays)
        });
        pressed.or(looks_up)
    });
    let asked = shown.inner.or((shown.closed && !is_sent).then_some(Request::ForgetRevocation));
    state.is_discarding = !matches!(asked, Some(Request::ForgetRevocation));
    asked
}

fn value(ui: &mut Ui, state: &mut State, created: &CreatedToken, model: &Model<'_>) -> Option<Request> {
    let mut asked = None;
    layout::wrapping_row(ui, |ui| {
        let shown = if state.is_value_shown { created.value.expose() } else { MASK };
        kit_form::inset(ui, |ui| secret::value(ui, shown));
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let (glyph, words) = if state.is_value_shown {
            (icon::HIDE, wording::HIDE_TOKEN)
        } else {
            (icon::SHOW, wording::SHOW_TOKEN)
        };
        if button::with_icon(ui, true, glyph, words).clicked() {
            state.is_value_shown = !state.is_value_shown;
        }
        let kind = if state.is_kept() { Kind::Plain } else { Kind::Primary };
        if Button::new(wording::COPY_TOKEN).icon(icon::COPY).kind(kind).show(ui).clicked() {
            asked = Some(Request::Copy);
        }
        if button::with_icon(ui, true, icon::DOWNLOAD, wording::SAVE_TO_FILE).clicked() {
            asked = Some(Request::Save);
        }
    });
    if state.is_copied {
        notice::line(ui, Meaning::Good, &wording::copied(model.copied_for_secs));
    }
    if let Some(failure) = model.copy_failure {
        placeholder::failed_form(ui, failure);
    }
    asked
}

/// The name under which the token would be kept, and the button that keeps it.
fn keychain(ui: &mut Ui, state: &mut State, label: &str, model: &Model<'_>) -> Option<Request> {
    let mut asked = None;
    let (service, note, saving) = match &model.keychain {
        KeychainOffer::Looking => {
            ui.label(text::small(wording::KEYCHAIN_LOOKING));
            return None;
        }
        KeychainOffer::Off => {
            ui.label(text::small(wording::KEYCHAIN_OFF));
            return None;
        }
        KeychainOffer::Missing { why } => {
            notice::line(ui, Meaning::Information, why);
            let looks = button::link(ui, wording::KEYCHAIN_LOOK).clicked();
            return looks.then_some(Request::LookForKeychain);
        }
        KeychainOffer::There { service, note, saving } => (service, note, saving),
    };
    if let Loadable::Ready(name) = saving {
        notice::line(ui, Meaning::Good, &wording::keychain_saved(name, service));
        return None;
    }
    let name = state.keychain_name.get_or_insert_with(|| label.to_owned());
    let help = wording::keychain_help(service);
    let problem = name.trim().is_empty().then_some(wording::KEYCHAIN_NAME_MISSING);
    TextField::new(wording::KEYCHAIN_NAME, name).help(&help).problem(problem).show(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let can_save = !saving.is_pending() && problem.is_none();
        if button::with_icon(ui, can_save, icon::SAVE, wording::KEYCHAIN_SAVE).clicked() {
            asked = Some(Request::SaveToKeychain { name: name.trim().to_owned() });
        }
        if saving.is_pending() {
            progress::turning(ui);
            ui.label(text::small(wording::KEYCHAIN_PASSWORD));
        }
    });
    if let Some(note) = note {
        notice::line(ui, Meaning::Information, note);
    }
    if let Loadable::Failed(failure, _) = saving {
        placeholder::failed_form(ui, failure);
    }
    asked
}

fn facts(ui: &mut Ui, created: &CreatedToken, model: &Model<'_>) {
    let info = &created.info;
    let expires = info
        .expires
        .map_or_else(|| wording::NOT_REPORTED.to_owned(), |at| lifetime::moment_words(at, model.form.zone()));
    let limits: Vec<String> = info.known().terms.all_limits().map(ExistingLimit::size_words).collect();
    let limits = if limits.is_empty() { wording::NO_LIMITS.to_owned() } else { limits.join(", ") };
    let from = Some(info.ip_restrict.join(", ")).filter(|list| !list.is_empty());
    let from = from.unwrap_or_else(|| wording::ANY_ADDRESS.to_owned());
    let asked_for = model.sent.map(|sent| sent.request.lifetime().spelled_out()).unwrap_or_default();
    kit_form::facts(
        ui,
        &[
            ("Label", &info.label),
            ("Requested lifetime", &asked_for),
            ("Expires", &expires),
            ("Scopes", &model.form.context.names.named(&info.scope.join(", "))),
            ("Spending limits", &limits),
            (wording::ADDRESSES, &from),
        ],
    );
    layout::fact(ui, "ID", |ui| copy::id(ui, "token ID", &info.id));
    let names = &model.form.context.names;
    for (caption, ids) in [("Enterprise", &info.permitted_enterprises), ("Wallet", &info.permitted_wallets)] {
        for id in ids {
            layout::fact(ui, caption, |ui| {
                text::elided_about(ui, text::body(names.name(id)), id.clone());
            });
        }
    }
    if let Some(sent) = model.sent {
        let mut found = compare(&sent.request, sent.at, &info.known(), model.form.zone());
        for difference in &mut found {
            difference.sentence = names.named(&difference.sentence);
        }
        differences(ui, &found);
    }
}

/// Where the token that was made is not the one that was meant; the platform has the last word.
fn differences(ui: &mut Ui, found: &[Difference]) {
    for difference in found {
        match difference.severity {
            DifferenceSeverity::Alarm => drop(notice::banner(ui, Meaning::Danger, &difference.sentence)),
            DifferenceSeverity::Note => drop(notice::line(ui, Meaning::Information, &difference.sentence)),
        }
    }
    if found.is_empty() {
        notice::line(ui, Meaning::Good, wording::MATCHES);
    } else if found.iter().all(|difference| difference.severity == DifferenceSeverity::Note) {
        notice::line(ui, Meaning::Good, wording::MATCHES_REPORTED);
    }
}
