//! The window's navigation: an item with an icon, a word and a count.

use egui::{
    CursorIcon, FontSelection, Rect, Response, Role, Sense, Stroke, TextStyle, TextWrapMode, Ui, WidgetInfo,
    WidgetText, pos2, vec2,
};

use crate::kit::icon::Icon;
use crate::kit::{button, space, text, theme};

const HEIGHT: f32 = 34.0;
/// An item narrower than this, in points, is its icon alone, with the word in the hover.
const WORDS_FROM: f32 = 100.0;

/// An item of the navigation, as wide as there is room. Its accessible name is its label, its value the count.
pub fn item(ui: &mut Ui, icon: Icon, label: &str, count: Option<u64>, chosen: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let has_words = rect.width() >= WORDS_FROM;
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        let ink = if chosen { palette.accent_ink } else { palette.text };
        if chosen {
            ui.painter().rect_filled(rect, theme::radius(), palette.accent_tint);
            let bar =
                Rect::from_min_size(rect.left_top() + vec2(0.0, space::S), vec2(3.0, HEIGHT - space::L));
            ui.painter().rect_filled(bar, 2, palette.accent_ink);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, theme::radius(), palette.hover);
        }
        let icon_ink = if chosen { ink } else { palette.muted };
        let middle = rect.center().y;
        icon.paint(ui.painter(), pos2(rect.left() + space::M + 9.0, middle), 20.0, icon_ink);
        let mut right = rect.right() - space::M;
        if let Some(count) = count.filter(|_| has_words) {
            let galley = galley(ui, text::figures(count.to_string()).size(12.0).color(palette.muted), 80.0);
            right -= galley.size().x;
            let top = middle - galley.size().y / 2.0;
            ui.painter().galley(pos2(right, top), galley, palette.muted);
            right -= space::S;
        }
        let left = rect.left() + space::M + 20.0 + space::M;
        let rich = if chosen { text::strong(label) } else { text::body(label) };
        if has_words {
            let words = galley(ui, rich.color(ink), right - left);
            let top = middle - words.size().y / 2.0;
            ui.painter().galley(pos2(left, top), words, ink);
        }
        if response.has_focus() {
            let ring = Stroke::new(2.0, palette.accent_ink);
            ui.painter().rect_stroke(rect.shrink(1.0), theme::radius(), ring, egui::StrokeKind::Inside);
        }
    }
    response.widget_info(|| {
        let mut info = WidgetInfo::selected(Role::Button, ui.is_enabled(), chosen, label);
        info.current_text_value = count.map(|count| count.to_string());
        info
    });
    let response = if has_words { response } else { response.on_hover_text(label) };
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A quiet button of the top bar: an icon, a word, and a second line of small print where there is one.
pub fn top_item(ui: &mut Ui, icon: Icon, label: &str, small: &str) -> Response {
    let words = galley(ui, text::body(label), 220.0);
    let print = galley(ui, text::small(small), 220.0);
    let gap = if small.is_empty() { 0.0 } else { space::S };
    let width = space::S * 3.0 + space::ICON + words.size().x + gap + print.size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(width, space::ROW), Sense::click());
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        if response.hovered() {
            ui.painter().rect_filled(rect, theme::radius(), palette.hover);
        }
        let middle = rect.center().y;
        let icon_middle = pos2(rect.left() + space::S + space::ICON / 2.0, middle);
        icon.paint(ui.painter(), icon_middle, space::ICON, palette.muted);
        let left = rect.left() + space::S * 2.0 + space::ICON;
        let small_left = left + words.size().x + gap;
        ui.painter().galley(pos2(left, middle - words.size().y / 2.0), words, palette.text);
        ui.painter().galley(pos2(small_left, middle - print.size().y / 2.0), print, palette.muted);
        if response.has_focus() {
            button::ring(ui, rect);
        }
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn galley(ui: &Ui, rich: egui::RichText, room: f32) -> std::sync::Arc<egui::Galley> {
    let style = FontSelection::Style(TextStyle::Body);
    WidgetText::from(rich).into_galley(ui, Some(TextWrapMode::Truncate), room, style)
}
