//! The new token, once: masked, shown on demand, copied. And whether the platform made what was asked for.

use egui::Ui;

use super::{KeychainOffer, Model, Request, State, steps};
use crate::bitgo::access_token::CreatedToken;
use crate::domain::lifetime;
use crate::domain::token::known::KnownLimit;
use crate::domain::token::made::{Difference, DifferenceWeight, compare};
use crate::kit::button::{Button, Kind};
use crate::kit::field::TextField;
use crate::kit::form as kit_form;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::state::View;
use crate::kit::{button, copy, empty, icon, layout, notice, progress, space, text};

const LET_GO_WIDTH: f32 = 520.0;
const MASK: &str = "••••••••••••••••••••••••••••••••";

/// Draws the result.
pub fn show(
    ui: &mut Ui,
    state: &mut State,
    created: &CreatedToken,
    model: &Model<'_>,
    request: &mut Option<Request>,
) {
    layout::page(ui, |ui| {
        let done = layout::head(ui, "Access token created", |ui| done_button(ui, state));
        *request = request.take().or(done).or_else(|| let_go(ui, state, created, model));
        kit_form::scrolled(ui, "created token", |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            layout::card(ui, |ui| {
                notice::banner(
                    ui,
                    Meaning::Attention,
                    "This is the only time the token can be seen. Copy it now to where it will be used, or save it; keep it out of code.",
                );
                value(ui, state, created, model, request);
                keychain(ui, state, &created.info.label, model, request);
                if state.is_held_back && !state.is_kept() {
                    let words =
                        "Copy the token or save it before you log out, or press Done to do without it.";
                    notice::banner(ui, Meaning::Danger, words);
                }
            });
            if state.origin.replacing().is_some() {
                let asked = layout::card(ui, |ui| steps::show(ui, state, model));
                *request = request.take().or(asked);
            }
            layout::card(ui, |ui| facts(ui, state, created, model));
        });
    });
}

/// What ends the page, always in view. Before the token is taken it says what that would mean.
fn done_button(ui: &mut Ui, state: &mut State) -> Option<Request> {
    let (words, kind) = if state.is_kept() {
        ("Done", Kind::Primary)
    } else {
        ("Done, I do not need the token", Kind::Plain)
    };
    let is_pressed = Button::new(words).kind(kind).show(ui).clicked();
    state.is_letting_go |= is_pressed && !state.is_kept();
    (is_pressed && state.is_kept()).then_some(Request::Done)
}

/// Nobody has the token's value, and it lives all the same: what is to become of it.
fn let_go(ui: &Ui, state: &mut State, created: &CreatedToken, model: &Model<'_>) -> Option<Request> {
    if !state.is_letting_go || state.is_kept() {
        return None;
    }
    let word = model.context.rules.name.as_str();
    let dialog = Dialog {
        title: "Do without the token",
        width: LET_GO_WIDTH,
        environment: Some((EnvironmentColour::of_word(word), word)),
    };
    let info = &created.info;
    let is_sent = model.revocation.is_pending();
    let shown = modal::show(ui.ctx(), "do without the token", &dialog, |ui| {
        let until = info.expires.map(|at| format!(" until {}", lifetime::moment_words(at, model.zone)));
        let words = format!(
            "“{}” was made and works{}, although nobody has its value, which cannot be shown again. A token that nobody \
             needs is best revoked.",
            info.label,
            until.unwrap_or_default()
        );
        text::wrapped(ui, text::body(words));
        text::wrapped(ui, text::mono(format!("DELETE /api/v2/user/accesstoken/{}", info.id)));
        if let Some(failure) = model.revocation.failure() {
            empty::failed_form(ui, failure);
        }
        modal::footer(ui, |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let revokes = button::danger(ui, !is_sent, "Revoke it").clicked();
            let leaves = button::plain(ui, !is_sent, "Leave it alive").clicked();
            let stays = button::plain(ui, !is_sent, "Go back").clicked();
            if is_sent {
                progress::turning(ui);
            }
            (revokes, leaves, stays)
        })
    });
    let (revokes, leaves, stays) = shown.inner;
    if revokes {
        return Some(Request::RevokeNew { id: info.id.clone() });
    }
    if leaves {
        return Some(Request::Done);
    }
    if (stays || shown.closed) && !is_sent {
        state.is_letting_go = false;
        return Some(Request::ForgetRevocation);
    }
    None
}

fn value(
    ui: &mut Ui,
    state: &mut State,
    created: &CreatedToken,
    model: &Model<'_>,
    request: &mut Option<Request>,
) {
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
            *request = Some(Request::Copy);
        }
        if button::with_icon(ui, true, icon::DOWNLOAD, "Save to file…").clicked() {
            *request = Some(Request::Save);
        }
    });
    if state.is_copied {
        notice::line(ui, Meaning::Good, "Copied. The clipboard is cleared within 30 seconds.");
    }
    if let Some(failure) = model.copy_failure {
        empty::failed_form(ui, failure);
    }
}

/// The name under which the token would be kept, and the button that keeps it.
fn keychain(ui: &mut Ui, state: &mut State, label: &str, model: &Model<'_>, request: &mut Option<Request>) {
    let (service, note, saving) = match &model.keychain {
        KeychainOffer::Looking => {
            ui.label(text::small("Looking for the system's keychain…"));
            return;
        }
        KeychainOffer::Missing { why } => {
            notice::line(ui, Meaning::Information, why);
            if button::link(ui, "Look for the keychain again").clicked() {
                *request = Some(Request::LookForKeychain);
            }
            return;
        }
        KeychainOffer::There { service, note, saving } => (service, note, saving),
    };
    if let View::Ready(name) = saving {
        let words =
            format!("Kept in the keychain as “{name}” of “{service}”. It is not shown again from there.");
        notice::line(ui, Meaning::Good, &words);
        return;
    }
    let name = state.keychain_name.get_or_insert_with(|| label.to_owned());
    let help = format!("The keychain shows it under this name, as a “{service}”.");
    let problem = name.trim().is_empty().then_some("Write a name, such as payout-service-eu.");
    TextField::new("Name in the keychain", name).help(&help).problem(problem).show(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let can_save = !saving.is_pending() && problem.is_none();
        if button::with_icon(ui, can_save, icon::SAVE, "Save to keychain").clicked() {
            *request = Some(Request::SaveToKeychain { name: name.trim().to_owned() });
        }
        if saving.is_pending() {
            progress::turning(ui);
            ui.label(text::small("The system may ask for the keychain's password."));
        }
    });
    if let Some(note) = note {
        notice::line(ui, Meaning::Information, note);
    }
    if let View::Failed(failure, _) = saving {
        empty::failed_form(ui, failure);
    }
}

fn facts(ui: &mut Ui, state: &State, created: &CreatedToken, model: &Model<'_>) {
    let info = &created.info;
    let expires = info
        .expires
        .map_or_else(|| "the platform did not say".to_owned(), |at| lifetime::moment_words(at, model.zone));
    let limits: Vec<String> = info.known().all_limits().map(KnownLimit::size_words).collect();
    let limits = if limits.is_empty() { "none".to_owned() } else { limits.join(", ") };
    let asked_for = state.asked.as_ref().map(|it| it.request.lifetime().spelled_out()).unwrap_or_default();
    kit_form::facts(
        ui,
        &[
            ("Label", &info.label),
            ("Lifetime asked for", &asked_for),
            ("Expires", &expires),
            ("Scopes", &model.context.places.named(&info.scope.join(", "))),
            ("Spending limits", &limits),
            (
                "From",
                &if info.ip_restrict.is_empty() {
                    "anywhere".to_owned()
                } else {
                    info.ip_restrict.join(", ")
                },
            ),
        ],
    );
    layout::fact(ui, "ID", |ui| copy::id(ui, "token ID", &info.id));
    let places = &model.context.places;
    for (caption, ids) in [("Enterprise", &info.permitted_enterprises), ("Wallet", &info.permitted_wallets)] {
        for id in ids {
            layout::fact(ui, caption, |ui| {
                text::elided_about(ui, text::body(places.name(id)), id.clone());
            });
        }
    }
    if let Some(asked) = &state.asked {
        let mut found = compare(&asked.request, asked.at, &info.known(), model.zone);
        for difference in &mut found {
            difference.sentence = places.named(&difference.sentence);
        }
        differences(ui, &found);
    }
}

/// Where the token that was made is not the one that was meant; the platform has the last word.
fn differences(ui: &mut Ui, found: &[Difference]) {
    for difference in found {
        match difference.weight {
            DifferenceWeight::Alarm => drop(notice::banner(ui, Meaning::Danger, &difference.sentence)),
            DifferenceWeight::Note => drop(notice::line(ui, Meaning::Information, &difference.sentence)),
        }
    }
    if found.iter().all(|difference| difference.weight == DifferenceWeight::Note) {
        let words = "Nothing that the platform told differs from what was asked for; the expiry is the one that was meant.";
        notice::line(ui, Meaning::Good, words);
    }
}
