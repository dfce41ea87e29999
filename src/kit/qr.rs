//! An address as a QR code, to be read by a telephone.

use std::sync::Arc;

use egui::{Color32, Rect, Response, Role, Sense, Ui, pos2, vec2};
use qrcode::{Color, EcLevel, QrCode};

use crate::kit::{text, theme};

/// The quiet border that readers need, in modules (ISO/IEC 18004).
const BORDER: usize = 4;

/// Draws `content` so wide, in points, black on white in both themes: readers expect it so. `name` is its accessible
/// name. Content that no QR code can hold is not drawn.
pub fn show(ui: &mut Ui, name: &str, content: &str, side: f32) -> Option<Response> {
    let kept = ui.scope_id().with(("qr", content));
    let code: Arc<QrCode> = match ui.data(|data| data.get_temp(kept)) {
        Some(code) => code,
        None => Arc::new(QrCode::with_error_correction_level(content, EcLevel::M).ok()?),
    };
    ui.data_mut(|data| data.insert_temp(kept, code.clone()));
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    if ui.is_rect_visible(rect) {
        paint(ui, rect, &code);
    }
    response.widget_info(|| text::labelled(Role::Image, true, name));
    Some(response)
}

fn paint(ui: &Ui, rect: Rect, code: &QrCode) {
    ui.painter().rect_filled(rect, theme::radius(), Color32::WHITE);
    let across = code.width() + BORDER * 2;
    // Whole pixels a module, so that no edge is blurred.
    let pixels = ui.ctx().pixels_per_point();
    #[expect(clippy::cast_precision_loss, reason = "at most 185 modules")]
    let module = (rect.width() * pixels / across as f32).floor().max(1.0) / pixels;
    #[expect(clippy::cast_precision_loss, reason = "at most 185 modules")]
    let place = |at: usize| at as f32 * module;
    let start = rect.center() - vec2(place(across), place(across)) / 2.0 + vec2(place(BORDER), place(BORDER));
    for (index, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            let (row, column) = (index / code.width(), index % code.width());
            let corner = pos2(start.x + place(column), start.y + place(row));
            ui.painter().rect_filled(Rect::from_min_size(corner, vec2(module, module)), 0, Color32::BLACK);
        }
    }
}
