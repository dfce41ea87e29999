//! Code and JSON to look at: mono, selectable, scrolled in both directions, never wrapped.

use std::ops::RangeInclusive;

use egui::scroll_area::ScrollBarVisibility;
use egui::{Frame, Label, Response, ScrollArea, Stroke, TextWrapMode, Ui};

use crate::kit::{space, text, theme};

/// Where there is little room a block is no lower than this, and scrolls.
const SHORTEST: f32 = 64.0;

/// A block of code at most this high, in points. The salt tells several on a page apart.
pub fn block(ui: &mut Ui, salt: &str, code: &str, max_height: f32) -> Response {
    of_height(ui, salt, code, SHORTEST..=max_height)
}

/// The same on a page that scrolls: it keeps its height where little of the page is left below.
pub fn block_in_page(ui: &mut Ui, salt: &str, code: &str, height: f32) -> Response {
    of_height(ui, salt, code, height..=height)
}

fn of_height(ui: &mut Ui, salt: &str, code: &str, height: RangeInclusive<f32>) -> Response {
    let palette = theme::palette(ui);
    Frame::new()
        .fill(palette.field)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(theme::radius())
        .inner_margin(space::all(space::M))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            // The toolkit lifts a bar into view whose area is still below it, where it would lie over other things.
            let is_below = ui.cursor().top() >= ui.clip_rect().bottom();
            let bars = if is_below {
                ScrollBarVisibility::AlwaysHidden
            } else {
                ScrollBarVisibility::VisibleWhenNeeded
            };
            ScrollArea::both()
                .scroll_bar_visibility(bars)
                .id_salt(salt)
                .min_scrolled_height(*height.start())
                .max_height(*height.end())
                .auto_shrink([false, true])
                .show(ui, |ui| ui.add(Label::new(text::mono_lines(code)).wrap_mode(TextWrapMode::Extend)))
                .inner
        })
        .inner
}
