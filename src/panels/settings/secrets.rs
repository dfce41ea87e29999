//! What becomes of a secret outside of this program: the clipboard and the keychain.

use egui::Ui;

use super::state::Values;
use super::text as wording;
use crate::kit::{choice, space, text};

pub(super) fn clipboard(ui: &mut Ui, edited: &mut Values) {
    text::draw_section(ui, "Clipboard");
    text::wrapped(ui, text::muted(wording::CLIPBOARD));
    space::gap(ui, space::S);
    let own = Some(edited.clipboard_secs).filter(|own| !Values::CLIPBOARD_STEPS.contains(own));
    let labels: Vec<(u16, String)> =
        own.into_iter().chain(Values::CLIPBOARD_STEPS).map(|secs| (secs, format!("{secs} s"))).collect();
    let steps: Vec<(u16, &str)> = labels.iter().map(|(secs, label)| (*secs, label.as_str())).collect();
    choice::segmented(ui, "Clear after", &mut edited.clipboard_secs, &steps);
}

pub(super) fn keychain(ui: &mut Ui, edited: &mut Values) {
    text::draw_section(ui, "Keychain");
    space::gap(ui, space::S);
    let words = if edited.use_keychain { wording::KEYCHAIN_ON } else { wording::KEYCHAIN_OFF };
    choice::checkbox(ui, &mut edited.use_keychain, "Use the system keychain", None);
    text::wrapped(ui, text::small(words));
}
