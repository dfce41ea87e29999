//! Before and after side by side, a row for each thing, in columns that break their words into lines.

use egui::{Label, RichText, Ui, vec2};

use crate::kit::{form, space, text, theme};

/// What is one way before and another way after. An empty side had, or will have, nothing.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// What the row is about.
    pub about: &'a str,
    /// As it is: own lines, in which what comes from elsewhere makes none.
    pub before: &'a str,
    /// As it would be.
    pub after: &'a str,
}

/// What stands where there is nothing.
const NOTHING: &str = "—";

/// Draws the rows under the heads of the two sides.
pub fn show<'a>(ui: &mut Ui, [before, after]: [&str; 2], rows: impl IntoIterator<Item = Row<'a>>) {
    form::inset(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        line(ui, [text::small(""), text::small(before), text::small(after)]);
        for row in rows {
            let rule = theme::palette(ui).line;
            let left = ui.cursor().left_top();
            let right = left + vec2(ui.available_width(), 0.0);
            ui.painter().line_segment([left, right], egui::Stroke::new(1.0, rule));
            space::gap(ui, space::XS);
            let side = |words: &str| match words {
                "" => text::muted(NOTHING),
                words => text::lines(words),
            };
            let after =
                if row.after.is_empty() { text::muted(NOTHING) } else { text::strong_lines(row.after) };
            line(ui, [text::muted(row.about), side(row.before), after]);
        }
    });
}

/// Three cells beside each other: what it is about takes a quarter, the sides share the rest.
fn line(ui: &mut Ui, cells: [RichText; 3]) {
    let room = ui.available_width() - 2.0 * ui.spacing().item_spacing.x;
    let about = (room * 0.24).floor();
    let side = ((room - about) / 2.0).floor();
    ui.horizontal_top(|ui| {
        for (cell, width) in cells.into_iter().zip([about, side, side]) {
            ui.allocate_ui(vec2(width, 0.0), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.add(Label::new(cell).wrap());
                });
            });
        }
    });
}
