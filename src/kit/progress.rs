//! Work in progress. It repaints only while it is drawn, and it is drawn only while something is pending.

use std::f32::consts::TAU;
use std::time::Duration;

use egui::{Rect, Response, Role, Sense, Stroke, Ui, Vec2, epaint::PathShape, pos2, vec2};

use crate::domain::count::grouped;
use crate::kit::palette::Meaning;
use crate::kit::{space, text, theme};

/// Between two frames of something that moves.
const FRAME: Duration = Duration::from_millis(33);
const BAR: f32 = 4.0;

/// A bar with its words above: how much is done of a known total, or that it is unknown how much there is.
pub fn bar(ui: &mut Ui, words: &str, done: u64, total: Option<u64>) -> Response {
    let said = match total {
        Some(total) => format!("{words}: {} of {}", grouped(done), grouped(total)),
        None if done > 0 => format!("{words}: {} so far", grouped(done)),
        None => words.to_owned(),
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.label(text::small(said.clone()));
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
        let palette = theme::palette(ui);
        let part = match total {
            Some(total) => along(rect, 0.0, fraction(done, total)),
            None => moving(ui, rect),
        };
        ui.painter().rect_filled(rect, 2, palette.line);
        ui.painter().rect_filled(part, 2, palette.accent_ink);
        response.widget_info(|| text::labelled(Role::ProgressIndicator, true, &said));
        response
    })
    .inner
}

/// How much of a limit is used, in the colour of a meaning. The words for it stand beside.
pub fn meter(ui: &mut Ui, meaning: Meaning, used: u64, limit: u64, width: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, BAR + 2.0), Sense::hover());
    let palette = theme::palette(ui);
    ui.painter().rect_filled(rect, 3, palette.line);
    let ink = palette.meaning(meaning).ink;
    ui.painter().rect_filled(along(rect, 0.0, fraction(used, limit)), 3, ink);
    response
}

/// A small turning mark for a line of text.
pub fn turning(ui: &mut Ui) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(space::ICON), Sense::hover());
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        let start = phase(ui, 1.0) * TAU;
        let points = (0..=20_u8).map(|step| {
            let angle = start + f32::from(step) / 20.0 * TAU * 0.7;
            rect.center() + 6.5 * Vec2::angled(angle)
        });
        ui.painter().circle_stroke(rect.center(), 6.5, Stroke::new(2.0, palette.line));
        ui.painter().add(PathShape::line(points.collect(), Stroke::new(2.0, palette.accent_ink)));
    }
    response.widget_info(|| text::labelled(Role::ProgressIndicator, true, "In progress"));
    response
}

fn along(rect: Rect, from: f32, to: f32) -> Rect {
    let at = |part: f32| rect.left() + rect.width() * part.clamp(0.0, 1.0);
    Rect::from_min_max(pos2(at(from), rect.top()), pos2(at(to), rect.bottom()))
}

fn moving(ui: &Ui, rect: Rect) -> Rect {
    let start = phase(ui, 1.6) * 1.3 - 0.3;
    along(rect, start, start + 0.3)
}

/// Where in its turn something of this period is, 0 to 1; asks for the next frame.
#[expect(clippy::cast_possible_truncation, reason = "a phase between 0 and 1")]
fn phase(ui: &Ui, period_secs: f64) -> f32 {
    ui.ctx().request_repaint_after(FRAME);
    (ui.input(|input| input.time) / period_secs).fract() as f32
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "the length of a bar on the screen"
)]
fn fraction(part: u64, whole: u64) -> f32 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64).min(1.0) as f32 }
}
