//! The third step: what will happen, whose key it is, the exact requests, and the passphrase where a key goes along.
//! What is shown here is the very value that is sent.

use egui::Ui;

use super::checks::Checks;
use super::model::{KeyState, Model};
use super::request::Request;
use super::sides::sides;
use super::state::{State, Step};
use super::text as wording;
use super::{picker, what};
use crate::bitgo::shares::ShareRequest;
use crate::bitgo::sharing_keys::RecipientKey;
use crate::bitgo::wallet::Wallet;
use crate::domain::deed::Deed;
use crate::domain::typed_name::TypedName;
use crate::kit::button::{Button, Kind};
use crate::kit::field::SecretField;
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, code, confirm, copy, layout, notice, placeholder, progress, space, text};

/// Draws the step.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    model: &Model<'_>,
    checks: &Checks<'_>,
) -> Option<Request> {
    sides(
        ui,
        "share check",
        state,
        |ui, state| {
            let mut asked = None;
            for (request, (name, check)) in state.review.iter().zip(&checks.by_wallet) {
                layout::card(ui, |ui| {
                    text::draw_section(ui, name);
                    for sentence in &check.sentences {
                        text::wrapped(ui, text::body(sentence));
                    }
                    asked = key(ui, request, name, model).or(asked.take());
                });
            }
            if matches!(asked, Some(KeyRequest::LeaveOut)) {
                state.draft.no_key = true;
                state.go(Step::What);
            }
            matches!(asked, Some(KeyRequest::ReadAgain)).then(|| state.keys_wanted())
        },
        |ui, state| {
            recipient(ui, checks, model.express.is_some());
            space::gap(ui, space::XS);
            what::open_findings(ui, state, checks);
            requests(ui, state, model, checks);
        },
        |ui, state| foot(ui, state, model, checks),
    )
}

/// What can be wished for where a key is not to be had.
enum KeyRequest {
    LeaveOut,
    ReadAgain,
}

/// The wallet's key, where it goes along.
fn key(ui: &mut Ui, request: &ShareRequest, name: &str, model: &Model<'_>) -> Option<KeyRequest> {
    let wallet = request.wallet();
    let place = |ui: &mut Ui| {
        layout::fact(ui, "Key", |ui| text::elided(ui, text::body(wording::key_kind(wallet.key_place()))))
    };
    if let (true, Some((public, _))) = (request.needs_passphrase(), model.key(&wallet.id)) {
        let caption = if wallet.is_mpc() { "Common keychain" } else { "Public key" };
        layout::facts(ui, |ui| {
            place(ui);
            layout::fact(ui, caption, |ui| copy::id(ui, &format!("key of {name}"), public));
        });
        return None;
    }
    place(ui);
    if !request.needs_passphrase() {
        return None;
    }
    match model.keys.get(wallet.id.as_str()) {
        Some(KeyState::There { .. }) => None,
        Some(KeyState::Missing) => {
            let words = wording::no_user_key(name);
            let mut pressed = false;
            notice::banner_with(ui, Meaning::Danger, &words, |ui| {
                pressed = button::plain(ui, true, "Leave the key out…").clicked();
            });
            pressed.then_some(KeyRequest::LeaveOut)
        }
        Some(KeyState::Failed(failure)) => {
            placeholder::failed_form(ui, failure);
            button::plain(ui, true, "Refresh the key").clicked().then_some(KeyRequest::ReadAgain)
        }
        None if model.is_reading_keys => {
            layout::row(ui, |ui| {
                progress::turning(ui);
                ui.label(text::small(wording::READING_KEY));
            });
            None
        }
        None => button::plain(ui, true, "Read the key").clicked().then_some(KeyRequest::ReadAgain),
    }
}

/// Who receives, and the fingerprint of their key. Express looks the key up by itself, so none is shown there: it would be
/// said of a key that may be another one.
fn recipient(ui: &mut Ui, checks: &Checks<'_>, is_express: bool) {
    let (Some(recipient), Some(key)) = (checks.recipient(), checks.key) else { return };
    text::draw_section(ui, recipient.display_name());
    layout::facts(ui, |ui| {
        layout::fact(ui, "Email", |ui| text::elided(ui, text::body(&recipient.email)));
        layout::fact(ui, "ID", |ui| copy::id(ui, "person ID", &recipient.id));
    });
    let who = recipient.display_name();
    match key.key.as_ref().map(RecipientKey::fingerprint) {
        Some(Ok(_)) if is_express => drop(text::wrapped(ui, text::small(wording::express_key(who)))),
        Some(Ok(fingerprint)) => {
            ui.label(text::strong(wording::FINGERPRINT));
            text::wrapped(ui, text::mono(fingerprint));
            text::wrapped(ui, text::small(wording::compare(who)));
            if let Some(remembered) = checks.memory.and_then(|memory| memory.sentence(who)) {
                text::wrapped(ui, text::small(remembered));
            }
        }
        Some(Err(error)) => drop(notice::banner(ui, Meaning::Danger, &error.to_string())),
        None => drop(ui.label(text::muted(wording::NO_SHARING_KEY))),
    }
}

/// The requests as they will be sent, one at a time where there are several.
fn requests(ui: &mut Ui, state: &mut State, model: &Model<'_>, checks: &Checks<'_>) {
    space::gap(ui, space::XS);
    let count = state.review.len();
    if count > 1 {
        let names = checks.by_wallet.iter().map(|(name, _)| name);
        let options: Vec<(usize, String)> =
            names.enumerate().map(|(at, name)| (at, format!("{} of {count}: {name}", at + 1))).collect();
        choice::combo(ui, wording::API_REQUEST, &mut state.shown, &options);
    } else {
        ui.label(text::strong(wording::API_REQUEST));
    }
    let Some(request) = state.review.get(state.shown).or(state.review.first()) else { return };
    text::wrapped(ui, text::small(request.route()));
    let public = model.key(&request.wallet().id).map(|(public, _)| public);
    code::block(ui, "share request", &request.preview(model.express.is_some(), public), 240.0);
}

/// The foot: passphrase, confirmation and the button that sends.
fn foot(ui: &mut Ui, state: &mut State, model: &Model<'_>, checks: &Checks<'_>) -> Option<Request> {
    if model.is_opening {
        return opening(ui, model.express.is_some());
    }
    if let Some(host) = model.express.filter(|_| state.review.iter().any(ShareRequest::needs_passphrase)) {
        notice::banner(ui, Meaning::Attention, &wording::express(host));
    }
    passphrases(ui, state, model);
    let name = confirmation(state, model);
    let deed = Deed::CreateShare { name: &name, is_production: model.is_production };
    let is_confirmed = confirm::ask(ui, &deed.confirm_by(), &mut state.answers, false);
    let missing = missing(state, model, checks, is_confirmed);
    let words = match state.review.len() {
        1 => "Share wallet".to_owned(),
        count => format!("Share {count} wallets"),
    };
    let words = if model.is_production { format!("{words} in production") } else { words };
    let mut asked = None;
    layout::row(ui, |ui| {
        if button::primary(ui, missing.is_none(), &words).clicked() {
            asked = Some(Request::Share { orders: state.orders(model) });
        }
        if let Some(missing) = &missing {
            ui.label(text::small(missing));
        }
    });
    if Button::new("Back to permissions").kind(Kind::Link).show(ui).clicked() {
        state.go(Step::What);
    }
    asked
}

fn opening(ui: &mut Ui, is_express: bool) -> Option<Request> {
    layout::row(ui, |ui| {
        progress::turning(ui);
        ui.label(text::body(if is_express { wording::TRYING } else { wording::OPENING }));
        button::plain(ui, true, "Stop").clicked().then_some(Request::StopSharing)
    })
}

/// One passphrase for all, and where it did not open a wallet's key, one for that wallet.
fn passphrases(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    let is_open = |id: &str| model.key(id).is_some_and(|(_, is_open)| is_open);
    let is_wanted = |request: &&ShareRequest| request.needs_passphrase() && !is_open(&request.wallet().id);
    let wanted: Vec<(String, String)> = state
        .review
        .iter()
        .filter(is_wanted)
        .map(|request| (request.wallet().id.to_string(), picker::name_of(request.wallet(), model.same_names)))
        .collect();
    if state.own_passphrases.is_empty() && !wanted.is_empty() {
        let demo = model.demo_passphrase.map(wording::demo_passphrase);
        let help = wording::passphrase_help(model.express.is_some(), wanted.len());
        let help = help + demo.as_deref().unwrap_or_default();
        let is_empty = state.passphrase.is_empty();
        let problem = wanted.iter().find_map(|(id, _)| state.refused.get(id)).filter(|_| is_empty);
        let problem = problem.map(|failure| failure.what.as_str());
        let width = ui.available_width();
        SecretField::new("Wallet passphrase", &mut state.passphrase)
            .help(&help)
            .problem(problem)
            .width(width)
            .show(ui);
        return;
    }
    for (id, name) in &wanted {
        let label = wording::passphrase_of(name);
        let problem = state.refused.get(id).map(|failure| failure.what.as_str());
        let typed = state.own_passphrases.entry(id.clone()).or_default();
        let problem = problem.filter(|_| typed.is_empty());
        let width = ui.available_width();
        let help = wording::passphrase_help(model.express.is_some(), 1);
        SecretField::new(&label, typed).help(&help).problem(problem).width(width).show(ui);
    }
}

/// What has to be typed in production: the label of the wallet, or of several what they have in common, the person.
fn confirmation(state: &State, model: &Model<'_>) -> TypedName {
    match &state.review[..] {
        [only] => {
            let Wallet { id, label, .. } = only.wallet();
            TypedName::of_wallet(label, id, model.same_names)
        }
        _ => TypedName::own("email address", &state.address()),
    }
}

fn missing(state: &State, model: &Model<'_>, checks: &Checks<'_>, is_confirmed: bool) -> Option<String> {
    if let Some(missing) = what::missing(state, checks) {
        return Some(missing);
    }
    let sealed = state.review.iter().filter(|request| request.needs_passphrase());
    let keys: Vec<_> = sealed.map(|it| (it.wallet().id.as_str(), model.key(&it.wallet().id))).collect();
    let lacks_passphrase = |id: &str| state.own_passphrases.get(id).unwrap_or(&state.passphrase).is_empty();
    if state.review.len() != checks.by_wallet.len() {
        Some("A wallet is no longer listed".to_owned())
    } else if keys.iter().any(|(_, key)| key.is_none()) {
        Some("The wallet's key is missing".to_owned())
    } else if keys.iter().any(|(id, key)| matches!(key, Some((_, false))) && lacks_passphrase(id)) {
        let is_first = state.refused.is_empty();
        let words = if is_first { "Enter the wallet passphrase" } else { "Enter the passphrase again" };
        Some(words.to_owned())
    } else if !is_confirmed {
        Some("Type the name to confirm".to_owned())
    } else {
        None
    }
}
