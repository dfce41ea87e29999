//! What a panel shows while it has nothing to show: nothing there, on its way, or failed.

use egui::{CollapsingHeader, Frame, Label, Stroke, Ui, vec2};

use crate::kit::icon::Icon;
use crate::kit::palette::Meaning;
use crate::kit::state::Failure;
use crate::kit::{button, code, copy, icon, layout, progress, space, text, theme};

const WIDTH: f32 = 460.0;

/// Nothing here, why, and what to do about it.
pub fn nothing(ui: &mut Ui, glyph: Icon, title: &str, words: &str, actions: impl FnOnce(&mut Ui)) {
    centred(ui, |ui| {
        let muted = theme::palette(ui).muted;
        icon::show_coloured(ui, glyph, 36.0, muted);
        ui.label(text::section(title));
        ui.add(Label::new(text::muted(words)).wrap());
        space::gap(ui, space::XS);
        actions(ui);
    });
}

/// On its way, with how far it is. Returns true when the person cancels.
pub fn loading(ui: &mut Ui, words: &str, done: u64, total: Option<u64>) -> bool {
    let mut cancelled = false;
    centred(ui, |ui| {
        ui.scope(|ui| {
            ui.set_width(ui.available_width().min(280.0));
            progress::bar(ui, words, done, total);
        });
        space::gap(ui, space::XS);
        cancelled = button::plain(ui, true, "Cancel").clicked();
    });
    cancelled
}

/// Failed, with nothing else to show. Returns true when the person wants to try again.
pub fn failed(ui: &mut Ui, failure: &Failure) -> bool {
    layout::card(ui, |ui| {
        let ink = theme::palette(ui).meaning(Meaning::Danger).ink;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::M, space::S);
            icon::show_coloured(ui, icon::ERROR, 24.0, ink);
            ui.vertical(|ui| {
                ui.set_max_width(WIDTH * 1.5);
                ui.add(Label::new(text::section(&failure.what)).wrap());
                ui.add(Label::new(text::body(&failure.next)).wrap());
                let again = button::with_icon(ui, true, icon::REFRESH, "Try again").clicked();
                particulars(ui, failure);
                again
            })
            .inner
        })
        .inner
    })
}

/// Failed, above what was there before. Returns true when the person wants to try again.
pub fn failed_line(ui: &mut Ui, failure: &Failure) -> bool {
    let mut again = false;
    let words = format!("{} {}", failure.what, failure.next);
    super::notice::banner_with(ui, Meaning::Danger, &words, |ui| {
        again = button::with_icon(ui, true, icon::REFRESH, "Try again").clicked();
        particulars(ui, failure);
    });
    again
}

/// Failed, beside the form that the person sends again.
pub fn failed_form(ui: &mut Ui, failure: &Failure) {
    failed_form_with(ui, failure, |_| {});
}

/// The same with what else could be done, below the words.
pub fn failed_form_with(ui: &mut Ui, failure: &Failure, add: impl FnOnce(&mut Ui)) {
    let words = format!("{} {}", failure.what, failure.next);
    super::notice::banner_with(ui, Meaning::Danger, &words, |ui| {
        add(ui);
        particulars(ui, failure);
    });
}

/// What support asks for, and the detail to unfold.
pub(super) fn particulars(ui: &mut Ui, failure: &Failure) {
    if let Some(request_id) = &failure.request_id {
        layout::row(ui, |ui| {
            ui.label(text::small("Request ID"));
            copy::id(ui, "request ID", request_id);
        });
    }
    if !failure.detail.is_empty() {
        CollapsingHeader::new(text::body("Detail")).id_salt("failure detail").show(ui, |ui| {
            code::block(ui, "failure detail", &failure.detail, 160.0);
        });
    }
}

fn centred(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui);
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(theme::radius())
        .inner_margin(space::all(space::XL));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.vertical_centered(|ui| {
            ui.set_max_width(WIDTH.min(ui.available_width()));
            ui.spacing_mut().item_spacing = vec2(space::S, space::S);
            add(ui);
        });
    });
}
