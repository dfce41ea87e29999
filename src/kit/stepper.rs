//! Where in a row of steps the person is.

use egui::{Align2, FontId, Role, Sense, Ui, Vec2};

use crate::kit::{icon, space, text, theme};

const MARK: f32 = 20.0;

/// A row of steps, of which the ones before `at` are done. Told to assistive technology as one line.
pub fn show(ui: &mut Ui, steps: &[&str], at: usize) {
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        for (index, step) in steps.iter().enumerate() {
            if index > 0 {
                line(ui, index <= at);
            }
            mark(ui, index, at);
            let words = if index == at { text::strong(*step) } else { text::muted(*step) };
            ui.add(egui::Label::new(words).selectable(false));
        }
    });
    let said = format!("Step {} of {}: {}", at + 1, steps.len(), steps.get(at).copied().unwrap_or_default());
    row.response.widget_info(|| text::labelled(Role::Label, true, &said));
}

fn mark(ui: &mut Ui, index: usize, at: usize) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(MARK), Sense::hover());
    let palette = theme::palette(ui);
    let (fill, ink) = match index.cmp(&at) {
        std::cmp::Ordering::Less => (palette.accent_tint, palette.accent_ink),
        std::cmp::Ordering::Equal => (palette.accent, palette.on_accent),
        std::cmp::Ordering::Greater => (palette.field, palette.muted),
    };
    let line = egui::Stroke::new(1.0, if index > at { palette.control_line } else { fill });
    ui.painter().circle(rect.center(), MARK / 2.0 - 0.5, fill, line);
    if index < at {
        icon::CHECK.paint(ui.painter(), rect.center(), space::L, ink);
    } else {
        let words = (index + 1).to_string();
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, words, FontId::proportional(12.0), ink);
    }
}

fn line(ui: &mut Ui, is_done: bool) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(space::XL, MARK), Sense::hover());
    let palette = theme::palette(ui);
    let colour = if is_done { palette.accent_ink } else { palette.line };
    ui.painter().hline(rect.x_range(), rect.center().y, egui::Stroke::new(1.0, colour));
}
