//! The new token, once: masked, shown on demand, copied. And whether the platform made what was asked for.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::state::State;
use super::steps;
use crate::bitgo::access_token::CreatedToken;
use crate::domain::lifetime;
use crate::domain::token::existing::ExistingLimit;
use crate::domain::token::issued::{Difference, DifferenceSeverity, compare};
use crate::kit::button::{Button, Kind};
use crate::kit::confirm::STOP_WAITING;
use crate::kit::field::TextField;
use crate::kit::form as kit_form;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::state::{KeychainOffer, Loadable};
use crate::kit::{button, copy, icon, layout, notice, placeholder, progress, space, text};

const LET_GO_WIDTH: f32 = 520.0;
const MASK: &str = "••••••••••••••••••••••••••••••••";

/// Draws the result.
pub fn show(ui: &mut Ui, state: &mut State, created: &CreatedToken, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let done = layout::head(ui, "Access token created", |ui| done_button(ui, state));
        let ending = done.or_else(|| let_go(ui, state, created, model));
        let asked = kit_form::scrolled(ui, "created token", |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            if let Some(farewell) = model.farewell {
                notice::banner(ui, Meaning::Attention, farewell);
            }
            let taken = layout::card(ui, |ui| {
                notice::banner(
                    ui,
                    Meaning::Attention,
                    "This is the only time the token can be seen. Copy it now to where it will be used, or save it; keep it out of code.",
                );
                let taken = value(ui, state, created, model);
                let kept = keychain(ui, state, &created.info.label, model);
                if state.is_held_back && !state.is_kept() {
                    let words =
                        "Copy the token or save it before you log out, or press Done to do without it.";
                    notice::banner(ui, Meaning::Danger, words);
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
        if state.is_kept() { ("Done", Kind::Primary) } else { ("Discard token…", Kind::Plain) };
    let is_pressed = Button::new(words).kind(kind).show(ui).clicked();
    state.is_letting_go |= is_pressed && !state.is_kept();
    (is_pressed && state.is_kept()).then_some(Request::Done)
}

/// Nobody has the token's value, and it lives all the same: what is to become of it.
fn let_go(ui: &Ui, state: &mut State, created: &CreatedToken, model: &Model<'_>) -> Option<Request> {
    if !state.is_letting_go || state.is_kept() {
        return None;
    }
    let word = model.form.context.rules.name.as_str();
    let dialog = Dialog {
        title: "Do without the token",
        width: LET_GO_WIDTH,
        environment: Some((EnvironmentColour::of_word(word), word)),
    };
    let info = &created.info;
    let (is_sent, is_held) = (model.revocation.stage.is_sent(), model.revocation.stage.is_held());
    let shown = modal::show(ui.ctx(), "do without the token", &dialog, |ui| {
        let until =
            info.expires.map(|at| format!(" until {}", lifetime::moment_words(at, model.form.zone())));
        let words = format!(
            "“{}” was made and works{}, although nobody has its value, which cannot be shown again. A token that nobody \
             needs is best revoked.",
            info.label,
            until.unwrap_or_default()
        );
        text::wrapped(ui, text::body(words));
        text::wrapped(ui, text::mono(format!("DELETE /api/v2/user/accesstoken/{}", info.id)));
        let looks_up = model.revocation.show(ui).then_some(Request::LookUp);
        let pressed = modal::footer(ui, |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let revoke = Request::Revoke { id: info.id.clone(), name: info.label.clone() };
            let revokes = button::danger(ui, !is_held, "Revoke it").clicked().then_some(revoke);
            let leaves = button::plain(ui, !is_sent, "Leave it alive").clicked().then_some(Request::Done);
            let (stop, back) =
                ((STOP_WAITING, Request::StopRevoking), ("Go back", Request::ForgetRevocation));
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
    state.is_letting_go = !matches!(asked, Some(Request::ForgetRevocation));
    asked
}

fn value(ui: &mut Ui, state: &mut State, created: &CreatedToken, model: &Model<'_>) -> Option<Request> {
    let mut asked = None;
    layout::wrapping_row(ui, |ui| {
        let shown = if state.is_value_shown { created.value.expose() } else { MASK };
        kit_form::inset(ui, |ui| ui.label(text::mono(shown)));
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let (glyph, words) =
            if state.is_value_shown { (icon::HIDE, "Hide token") } else { (icon::SHOW, "Show token") };
        if button::with_icon(ui, true, glyph, words).clicked() {
            state.is_value_shown = !state.is_value_shown;
        }
        let kind = if state.is_kept() { Kind::Plain } else { Kind::Primary };
        if Button::new("Copy token").icon(icon::COPY).kind(kind).show(ui).clicked() {
            asked = Some(Request::Copy);
        }
        if button::with_icon(ui, true, icon::DOWNLOAD, "Save to file…").clicked() {
            asked = Some(Request::Save);
        }
    });
    if state.is_copied {
        notice::line(ui, Meaning::Good, "Copied. The clipboard is cleared within 30 seconds.");
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
            ui.label(text::small("Looking for the system's keychain…"));
            return None;
        }
        KeychainOffer::Missing { why } => {
            notice::line(ui, Meaning::Information, why);
            let looks = button::link(ui, "Look for the keychain again").clicked();
            return looks.then_some(Request::LookForKeychain);
        }
        KeychainOffer::There { service, note, saving } => (service, note, saving),
    };
    if let Loadable::Ready(name) = saving {
        let words =
            format!("Kept in the keychain as “{name}” of “{service}”. It is not shown again from there.");
        notice::line(ui, Meaning::Good, &words);
        return None;
    }
    let name = state.keychain_name.get_or_insert_with(|| label.to_owned());
    let help = format!("The keychain shows it under this name, as a “{service}”.");
    let problem = name.trim().is_empty().then_some("Write a name, such as payout-service-eu.");
    TextField::new("Name in the keychain", name).help(&help).problem(problem).show(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let can_save = !saving.is_pending() && problem.is_none();
        if button::with_icon(ui, can_save, icon::SAVE, "Save to keychain").clicked() {
            asked = Some(Request::SaveToKeychain { name: name.trim().to_owned() });
        }
        if saving.is_pending() {
            progress::turning(ui);
            ui.label(text::small("The system may ask for the keychain's password."));
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
    let expires = info.expires.map_or_else(
        || "the platform did not say".to_owned(),
        |at| lifetime::moment_words(at, model.form.zone()),
    );
    let limits: Vec<String> = info.known().all_limits().map(ExistingLimit::size_words).collect();
    let limits = if limits.is_empty() { "none".to_owned() } else { limits.join(", ") };
    let from = Some(info.ip_restrict.join(", ")).filter(|list| !list.is_empty());
    let from = from.unwrap_or_else(|| "anywhere".to_owned());
    let asked_for = model.sent.map(|sent| sent.request.lifetime().spelled_out()).unwrap_or_default();
    kit_form::facts(
        ui,
        &[
            ("Label", &info.label),
            ("Lifetime asked for", &asked_for),
            ("Expires", &expires),
            ("Scopes", &model.form.context.names.named(&info.scope.join(", "))),
            ("Spending limits", &limits),
            ("From", &from),
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
    if found.iter().all(|difference| difference.severity == DifferenceSeverity::Note) {
        let words = "Nothing that the platform told differs from what was asked for; the expiry is the one that was meant.";
        notice::line(ui, Meaning::Good, words);
    }
}
