//! This program on this machine: where its files lie, and its version.

use egui::Ui;

use super::model::{FilePlace, Model};
use super::request::{KeptFile, Request};
use super::text as wording;
use crate::kit::button::{Button, Kind};
use crate::kit::{copy, icon, layout, placeholder, space, text};

pub(super) fn files(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    text::draw_section(ui, "Files");
    text::wrapped(ui, text::muted(wording::FILES));
    space::gap(ui, space::S);
    let mut asked = None;
    for place in model.files {
        if layout::facts(ui, |ui| file(ui, place)) {
            asked = Some(Request::OpenFolder(place.file));
        }
    }
    if let Some(failure) = model.folder_failure {
        placeholder::failed_form(ui, failure);
    }
    asked
}

fn file(ui: &mut Ui, place: &FilePlace) -> bool {
    let (title, opens) = match place.file {
        KeptFile::Settings => ("Settings file", "Open folder of settings"),
        KeptFile::Ledger => ("Token ledger", "Open folder of token ledger"),
    };
    layout::fact(ui, title, |ui| match &place.path {
        Some(path) => text::wrapped(ui, text::mono(path.as_str())),
        None => text::wrapped(ui, text::body(wording::IN_MEMORY)),
    });
    let button = Button::new("Open folder").kind(Kind::Plain).icon(icon::OPEN).name(opens);
    place.path.is_some() && layout::fact(ui, "", |ui| button.show(ui).clicked())
}

pub(super) fn version(ui: &mut Ui, model: &Model<'_>) {
    text::draw_section(ui, "Version");
    let words = format!("Countersign {}", model.version);
    layout::row(ui, |ui| {
        ui.label(text::body(&words));
        copy::button(ui, "Copy version", &words);
    });
}
