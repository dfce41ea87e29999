//! In which version requests are signed: the choice, and the offer of version 2 where version 3 does not work.

use egui::Ui;

use super::model::SignatureChoice;
use super::request::Request;
use super::text as wording;
use crate::bitgo::signing::AuthVersion;
use crate::kit::{button, choice, layout, text};

/// Draws the choice, and what version 2 means where it is chosen.
pub(super) fn choose(ui: &mut Ui, choice: SignatureChoice, running: bool, request: &mut Option<Request>) {
    let mut version = choice.version;
    let versions = [(AuthVersion::V3, wording::VERSION_3), (AuthVersion::V2, wording::VERSION_2)];
    ui.add_enabled_ui(!running, |ui| {
        layout::row(ui, |ui| {
            ui.label(text::small(wording::SIGNATURE_VERSION));
            if choice::segmented(ui, "", &mut version, &versions) {
                *request = Some(Request::ChooseVersion(version));
            }
        });
    });
    if version == AuthVersion::V2 {
        text::wrapped(ui, text::small(wording::VERSION_2_MEANS));
    }
}

/// Offers version 2 with what went wrong in version 3.
pub(super) fn offer(ui: &mut Ui, choice: SignatureChoice, request: &mut Option<Request>) {
    if !choice.offers_version_2 {
        return;
    }
    text::wrapped(ui, text::body(wording::VERSION_2_MAY_WORK));
    if button::plain(ui, true, wording::TRY_VERSION_2).clicked() {
        *request = Some(Request::TryVersion2);
    }
}
