//! The window's navigation: an item with an icon, a word and a count.

use egui::{
    CursorIcon, FontSelection, Rect, Response, Role, Sense, Stroke, TextStyle, TextWrapMode, Ui, WidgetText,
    pos2, vec2,
};

use crate::domain::count::Count;
use crate::kit::icon::Icon;
use crate::kit::palette::{Meaning, Palette};
use crate::kit::{space, text, theme};

const HEIGHT: f32 = 34.0;
/// An item narrower than this, in points, is its icon alone, with the word in the hover.
const WORDS_FROM: f32 = 100.0;

/// Something about an item that is to be seen from every panel: a number on its icon, and the words for it.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// How much it matters.
    pub meaning: Meaning,
    /// How many there are.
    pub count: usize,
    /// What there are so many of, for the hover and for assistive technology: "3 end soon".
    pub words: &'a str,
}

/// An item of the navigation, as wide as there is room, with a mark on its icon where there is one. Its accessible name is
/// its label, its value the count with the mark's words.
pub fn marked_item(
    ui: &mut Ui,
    icon: Icon,
    label: &str,
    count: Count,
    mark: Option<Mark<'_>>,
    chosen: bool,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let count = count.short();
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
        let icon_middle = pos2(rect.left() + space::M + 9.0, middle);
        icon.paint(ui.painter(), icon_middle, 20.0, icon_ink);
        if let Some(mark) = &mark {
            paint_mark(ui, palette, mark, icon_middle + vec2(9.0, -7.0));
        }
        let mut right = rect.right() - space::M;
        if let Some(count) = count.as_deref().filter(|_| has_words) {
            let galley = galley(ui, text::figures(count).size(12.0).color(palette.muted), 80.0);
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
        let info = text::choosable(Role::Button, ui.is_enabled(), chosen, label);
        let parts: Vec<String> =
            count.iter().cloned().chain(mark.map(|mark| mark.words.to_owned())).collect();
        if parts.is_empty() { info } else { text::holding(info, parts.join(", ")) }
    });
    let hover: Vec<&str> =
        (!has_words).then_some(label).into_iter().chain(mark.map(|mark| mark.words)).collect();
    let response =
        if hover.is_empty() { response } else { response.on_hover_text(text::plain(hover.join(": "))) };
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The number in a disc on the icon's corner, set off from the icon by a rim of the surface.
fn paint_mark(ui: &Ui, palette: &Palette, mark: &Mark<'_>, centre: egui::Pos2) {
    let tone = palette.meaning(mark.meaning);
    ui.painter().circle_filled(centre, 9.0, palette.raised);
    ui.painter().circle_filled(centre, 7.5, tone.solid);
    let words = if mark.count > 9 { "9+".to_owned() } else { mark.count.to_string() };
    let number = galley(ui, text::strong(words).size(10.0).color(tone.on_solid), 20.0);
    ui.painter().galley(centre - number.size() / 2.0, number, tone.on_solid);
}

fn galley(ui: &Ui, rich: egui::RichText, room: f32) -> std::sync::Arc<egui::Galley> {
    let style = FontSelection::Style(TextStyle::Body);
    WidgetText::from(rich).into_galley(ui, Some(TextWrapMode::Truncate), room, style)
}
