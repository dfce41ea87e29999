//! The new passphrase: typed twice or generated, with a meter, and where it is kept.

use egui::Ui;

use super::accept::Accepting;
use super::model::Model;
use super::request::Request;
use super::text as wording;
use crate::bitgo::envelope::Version;
use crate::domain::share::Strength;
use crate::kit::field::{SecretField, TextField};
use crate::kit::palette::Meaning;
use crate::kit::state::{KeychainOffer, Loadable};
use crate::kit::{button, choice, icon, layout, notice, placeholder, progress, text};
use secrecy::SecretString;

const METER_STEPS: u64 = 5;

/// Both fields, the meter between them, and what else can be done with the passphrase.
pub(super) fn show(ui: &mut Ui, accepting: &mut Accepting, model: &Model<'_>) -> Option<Request> {
    let width = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
    let is_other = !accepting.again.is_empty() && !accepting.facts().is_repeated;
    let problem = is_other.then_some(wording::NOT_THE_SAME);
    let changed = ui
        .horizontal_top(|ui| {
            let first = SecretField::new(wording::NEW_PASSPHRASE, &mut accepting.new)
                .help(wording::PASSPHRASE_HELP)
                .width(width)
                .show(ui);
            let again = &mut accepting.again;
            SecretField::new(wording::SAME_AGAIN, again).problem(problem).width(width).show(ui);
            first.changed()
        })
        .inner;
    if changed {
        accepting.judge(model.known_words);
    }
    let strength = accepting.strength;
    let ((), generates) =
        layout::ends(ui, |ui| meter(ui, strength), |ui| button::plain(ui, true, wording::GENERATE).clicked());
    warnings(ui, accepting);
    let asked = keep(ui, accepting, model);
    let asked = generates.then_some(Request::Generate).or(asked);
    changed.then_some(Request::PassphraseChanged).or(asked)
}

fn meter(ui: &mut Ui, strength: Option<Strength>) {
    let (steps, meaning, words) = match strength {
        None => (0, Meaning::Neutral, wording::NO_STRENGTH.to_owned()),
        Some(strength) => {
            let meaning = match strength {
                Strength::VeryWeak | Strength::Weak => Meaning::Danger,
                Strength::Fair => Meaning::Attention,
                Strength::Strong | Strength::VeryStrong => Meaning::Good,
            };
            (strength.steps(), meaning, wording::strength(strength.words()))
        }
    };
    layout::row(ui, |ui| {
        progress::meter(ui, meaning, steps, METER_STEPS, 160.0);
        ui.label(text::small(words));
    });
}

/// Which envelope the key goes into, and what that means for who can open it later.
pub(super) fn envelope(ui: &mut Ui, accepting: &mut Accepting) {
    let options = [(Version::V1, wording::ENVELOPE_1), (Version::V2, wording::ENVELOPE_2)];
    choice::segmented(ui, wording::ENVELOPE, &mut accepting.envelope, &options);
    match accepting.envelope {
        Version::V1 => drop(text::wrapped(ui, text::small(wording::ENVELOPE_1_MEANS))),
        Version::V2 => drop(notice::banner(ui, Meaning::Attention, wording::ENVELOPE_2_MEANS)),
    }
}

/// Where a passphrase is kept that is settled: the keychain, or a file to print.
pub(super) fn keep(ui: &mut Ui, accepting: &mut Accepting, model: &Model<'_>) -> Option<Request> {
    let passphrase = accepting.passphrase()?;
    match &model.keychain {
        KeychainOffer::Looking => {
            ui.label(text::small(wording::FINDING_KEYCHAIN));
            save_to_file(ui, accepting, passphrase)
        }
        KeychainOffer::Off => {
            ui.label(text::small(wording::KEYCHAIN_OFF));
            save_to_file(ui, accepting, passphrase)
        }
        KeychainOffer::Missing { why } => {
            notice::line(ui, Meaning::Information, why);
            let looks = button::link(ui, wording::FIND_KEYCHAIN).clicked();
            save_to_file(ui, accepting, passphrase).or(looks.then_some(Request::LookForKeychain))
        }
        KeychainOffer::There { service, saving, .. } => match saving {
            Loadable::Ready(name) if accepting.is_kept => {
                notice::line(ui, Meaning::Good, &wording::in_keychain(name));
                save_to_file(ui, accepting, passphrase)
            }
            _ => keychain(ui, accepting, service, *saving, passphrase),
        },
    }
}

fn save_to_file(ui: &mut Ui, accepting: &Accepting, passphrase: SecretString) -> Option<Request> {
    let pressed = button::with_icon(ui, true, icon::DOWNLOAD, wording::SAVE_TO_FILE).clicked();
    pressed.then(|| Request::SaveToFile { target: accepting.target.clone(), passphrase })
}

fn keychain(
    ui: &mut Ui,
    accepting: &mut Accepting,
    service: &str,
    saving: Loadable<'_, String>,
    passphrase: SecretString,
) -> Option<Request> {
    let width = ui.available_width();
    TextField::new(wording::KEYCHAIN_NAME, &mut accepting.keychain_name).compact().width(width).show(ui);
    let name = accepting.keychain_name.trim().to_owned();
    let asked = layout::row(ui, |ui| {
        let can_save = !name.is_empty() && !saving.is_pending();
        let saves = button::with_icon(ui, can_save, icon::SAVE, wording::SAVE_TO_KEYCHAIN)
            .on_hover_text(text::plain(wording::keychain_help(service)));
        let asked = save_to_file(ui, accepting, passphrase.clone());
        if saving.is_pending() {
            ui.label(text::small(wording::KEYCHAIN_MAY_ASK));
        }
        saves.clicked().then_some(Request::KeepInKeychain { name, passphrase }).or(asked)
    });
    if let Loadable::Failed(failure, _) = saving {
        placeholder::failed_form(ui, failure);
    }
    asked
}

/// What speaks against the passphrase, each to be ticked.
fn warnings(ui: &mut Ui, accepting: &mut Accepting) {
    for warning in accepting.facts().warnings() {
        let drawn = notice::Finding {
            meaning: Meaning::Attention,
            word: "Warning",
            what: &warning.what,
            why: &warning.why,
            source: warning.source,
        };
        let mut is_ticked = accepting.ticked.contains(&warning.id);
        if notice::finding(ui, &drawn, Some(&mut is_ticked)) {
            if is_ticked {
                accepting.ticked.insert(warning.id);
            } else {
                accepting.ticked.remove(&warning.id);
            }
        }
    }
}
