//! The new passphrase: typed twice or generated, with a meter, and where it is kept.

use egui::Ui;

use super::accept::{Accepting, Keeping};
use super::{Model, Request};
use crate::domain::share::Strength;
use crate::kit::field::{SecretField, TextField};
use crate::kit::palette::Meaning;
use crate::kit::state::View;
use crate::kit::{button, empty, icon, layout, notice, progress, text};

const METER_STEPS: u64 = 5;

/// Both fields, the meter between them, and what else can be done with the passphrase.
pub(super) fn show(ui: &mut Ui, accepting: &mut Accepting, model: &Model<'_>) -> Option<Request> {
    let width = ui.available_width();
    let changed = SecretField::new("New wallet passphrase", &mut accepting.new)
        .help("Not your login password. Best one that you do not have to remember.")
        .width(width)
        .show(ui)
        .changed();
    if changed {
        accepting.judge(model.known_words);
    }
    meter(ui, accepting.strength);
    let is_other = !accepting.again.is_empty() && !accepting.facts().is_repeated;
    let problem = is_other.then_some("This is not the same.");
    SecretField::new("Same passphrase again", &mut accepting.again).problem(problem).width(width).show(ui);
    let generates = button::plain(ui, true, "Generate a passphrase").clicked();
    let asked = keep(ui, accepting, model);
    generates.then_some(Request::Generate).or(asked)
}

fn meter(ui: &mut Ui, strength: Option<Strength>) {
    let (steps, meaning, words) = match strength {
        None => (0, Meaning::Neutral, "Strength: nothing typed yet".to_owned()),
        Some(strength) => {
            let meaning = match strength {
                Strength::VeryWeak | Strength::Weak => Meaning::Danger,
                Strength::Fair => Meaning::Attention,
                Strength::Strong | Strength::VeryStrong => Meaning::Good,
            };
            (strength.steps(), meaning, format!("Strength: {}", strength.words()))
        }
    };
    layout::row(ui, |ui| {
        progress::meter(ui, meaning, steps, METER_STEPS, 160.0);
        ui.label(text::small(words));
    });
}

/// Where a passphrase is kept that is settled: the keychain, or a file to print.
pub(super) fn keep(ui: &mut Ui, accepting: &mut Accepting, model: &Model<'_>) -> Option<Request> {
    accepting.passphrase()?;
    let mut asked = None;
    match &model.keychain {
        Keeping::Looking => drop(ui.label(text::small("Looking for the system's keychain…"))),
        Keeping::Missing { why } => {
            notice::line(ui, Meaning::Information, why);
            if button::link(ui, "Look for the keychain again").clicked() {
                asked = Some(Request::LookForKeychain);
            }
        }
        Keeping::There { service, saving } => asked = keychain(ui, accepting, service, *saving),
    }
    if button::with_icon(ui, true, icon::DOWNLOAD, "Save to file…").clicked() {
        asked = Some(Request::SaveToFile);
    }
    asked
}

fn keychain(
    ui: &mut Ui,
    accepting: &mut Accepting,
    service: &str,
    saving: View<'_, String>,
) -> Option<Request> {
    if let (View::Ready(name), true) = (saving, accepting.is_kept) {
        let words = format!("Kept in the keychain as “{name}” of “{service}”.");
        notice::line(ui, Meaning::Good, &words);
        return None;
    }
    let help = format!("The keychain shows it under this name, as a “{service}”.");
    let name = &mut accepting.keychain_name;
    let problem = name.trim().is_empty().then_some("Write a name, such as the wallet's.");
    let width = ui.available_width();
    TextField::new("Name in the keychain", name).help(&help).problem(problem).width(width).show(ui);
    let can_save = problem.is_none() && !saving.is_pending();
    let pressed = button::with_icon(ui, can_save, icon::SAVE, "Save to keychain").clicked();
    if saving.is_pending() {
        ui.label(text::small("The system may ask for the keychain's password."));
    }
    if let View::Failed(failure, _) = saving {
        empty::failed_form(ui, failure);
    }
    pressed.then(|| Request::KeepInKeychain { name: accepting.keychain_name.trim().to_owned() })
}

/// What speaks against the passphrase, each to be ticked.
pub(super) fn warnings(ui: &mut Ui, accepting: &mut Accepting) {
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
