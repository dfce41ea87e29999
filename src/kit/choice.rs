//! Choosing: tick boxes, one of a few side by side, one of many in a menu, and cards.
#![expect(clippy::disallowed_methods, reason = "this is the one menu")]

use egui::epaint::RectShape;
use egui::{
    Color32, ComboBox, CursorIcon, FontId, Id, Label, LayerId, Order, Rect, Response, Role, Sense, Shape,
    Stroke, StrokeKind, TextStyle, Ui, Vec2, WidgetText, pos2, vec2,
};

use crate::kit::palette::{Palette, Tone};
use crate::kit::{button, icon, space, text, theme};

const BOX: f32 = 18.0;

/// A tick box with its label, and a line of description below it.
pub fn checkbox(ui: &mut Ui, ticked: &mut bool, label: &str, description: Option<&str>) -> Response {
    checkbox_named(ui, ticked, label, label, description)
}

/// The same with an accessible name that says more than its label, which tells several apart.
pub fn checkbox_named(
    ui: &mut Ui,
    ticked: &mut bool,
    label: &str,
    name: &str,
    description: Option<&str>,
) -> Response {
    let room = (ui.available_width() - BOX - space::S).max(space::ROW);
    let words = layout(ui, text::body(label), room);
    let more = description.map(|description| layout(ui, text::small(description), room));
    let words_height = words.size().y.max(BOX);
    let height = words_height + more.as_ref().map_or(0.0, |galley| galley.size().y) + 6.0;
    let width = words.size().x.max(more.as_ref().map_or(0.0, |galley| galley.size().x)) + BOX + space::S;
    let (rect, mut response) = ui.allocate_exact_size(vec2(width, height.max(space::HIT)), Sense::click());
    if response.clicked() {
        *ticked = !*ticked;
        response.mark_changed();
    }
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        let middle = rect.top() + 3.0 + words_height / 2.0;
        let mark = Rect::from_center_size(pos2(rect.left() + BOX / 2.0, middle), Vec2::splat(BOX));
        paint_box(ui, palette, mark, *ticked, &response);
        let left = mark.right() + space::S;
        let top = middle - words.size().y / 2.0;
        let below = top + words.size().y;
        ui.painter().galley(pos2(left, top), words, palette.text);
        if let Some(galley) = more {
            ui.painter().galley(pos2(left, below), galley, palette.muted);
        }
        if response.has_focus() {
            button::ring(ui, rect.expand2(vec2(2.0, 0.0)));
        }
    }
    response.widget_info(|| text::choosable(Role::CheckBox, ui.is_enabled(), *ticked, name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A tick box alone, for a row of a table. The name is its accessible name.
pub fn tick(ui: &mut Ui, ticked: &mut bool, name: &str) -> Response {
    let (rect, mut response) = ui.allocate_exact_size(Vec2::splat(space::HIT), Sense::click());
    if response.clicked() {
        *ticked = !*ticked;
        response.mark_changed();
    }
    if ui.is_rect_visible(rect) {
        let mark = Rect::from_center_size(rect.center(), Vec2::splat(BOX));
        paint_box(ui, theme::palette(ui), mark, *ticked, &response);
        if response.has_focus() {
            button::ring(ui, rect);
        }
    }
    response.widget_info(|| text::choosable(Role::CheckBox, ui.is_enabled(), *ticked, name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn paint_box(ui: &Ui, palette: &Palette, mark: Rect, ticked: bool, response: &Response) {
    let inner = mark.shrink(1.0);
    let fill = match (ticked, response.hovered()) {
        (true, _) => palette.accent,
        (false, true) => palette.hover,
        (false, false) => palette.field,
    };
    let outline = if ticked { palette.accent } else { palette.control_line };
    ui.painter().rect(inner, theme::radius() - 2, fill, Stroke::new(1.0, outline), StrokeKind::Inside);
    if ticked {
        icon::CHECK.paint(ui.painter(), mark.center(), 14.0, palette.on_accent);
    }
}

/// One of a few, side by side under a label. Returns whether it changed.
pub fn segmented<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    chosen: &mut T,
    options: &[(T, &str)],
) -> bool {
    let mut changed = false;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        if !label.is_empty() {
            ui.add(Label::new(text::strong(label).size(13.0)).selectable(false));
        }
        let track = ui.painter().add(Shape::Noop);
        let row = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (value, words) in options {
                if segment(ui, *value == *chosen, words).clicked() && *value != *chosen {
                    *chosen = *value;
                    changed = true;
                }
            }
        });
        let palette = theme::palette(ui);
        let line = Stroke::new(1.0, palette.button_line);
        let shape =
            RectShape::new(row.response.rect, theme::radius(), palette.field, line, StrokeKind::Inside);
        ui.painter().set(track, shape);
    });
    changed
}

fn segment(ui: &mut Ui, chosen: bool, words: &str) -> Response {
    let galley = layout(ui, text::body(words), f32::INFINITY);
    let size = vec2(galley.size().x + space::M * 2.0, space::ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        let (fill, ink) = match (chosen, response.hovered()) {
            (true, _) => (palette.accent_tint, palette.accent_ink),
            (false, true) => (palette.hover, palette.text),
            (false, false) => (Color32::TRANSPARENT, palette.text),
        };
        ui.painter().rect_filled(rect.shrink(2.0), theme::radius() - 2, fill);
        let corner = rect.center() - galley.size() / 2.0;
        ui.painter().galley_with_override_text_color(corner, galley, ink);
        if response.has_focus() {
            button::ring(ui, rect);
        }
    }
    response.widget_info(|| text::choosable(Role::RadioButton, ui.is_enabled(), chosen, words));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// One of many, in a menu under a label. Returns whether it changed.
pub fn combo<T: Clone + PartialEq>(
    ui: &mut Ui,
    label: &str,
    chosen: &mut T,
    options: &[(T, String)],
) -> bool {
    let current = options.iter().find(|(value, _)| *value == *chosen).map_or("", |(_, words)| words.as_str());
    let mut changed = false;
    menu(ui, label, current, |ui| changed = options_ui(ui, chosen, options));
    changed
}

/// One of many, in a menu that carries its own words: for a bar, where there is no room for a label above. The
/// label is its accessible name. Returns whether it changed.
pub fn bare_combo<T: Clone + PartialEq>(
    ui: &mut Ui,
    label: &str,
    chosen: &mut T,
    options: &[(T, String)],
) -> bool {
    bare_combo_in(ui, label, chosen, options, BARE_COMBO)
}

/// The same, so wide, in points.
pub fn bare_combo_in<T: Clone + PartialEq>(
    ui: &mut Ui,
    label: &str,
    chosen: &mut T,
    options: &[(T, String)],
    width: f32,
) -> bool {
    let current = options.iter().find(|(value, _)| *value == *chosen).map_or("", |(_, words)| words.as_str());
    let mut changed = false;
    let shown = opener(ui, label, current, width, |ui| changed = options_ui(ui, chosen, options));
    shown.widget_info(|| text::labelled(Role::ComboBox, true, label));
    changed
}

/// Width of a menu without a label, in points.
pub const BARE_COMBO: f32 = 180.0;

fn options_ui<T: Clone + PartialEq>(ui: &mut Ui, chosen: &mut T, options: &[(T, String)]) -> bool {
    let mut changed = false;
    ui.spacing_mut().item_spacing.y = 0.0;
    for (value, words) in options {
        let is_chosen = *value == *chosen;
        if menu_entry(ui, is_chosen, words).clicked() && !is_chosen {
            *chosen = value.clone();
            changed = true;
        }
    }
    changed
}

/// The button that opens a menu, outlined as buttons are.
fn opener(ui: &mut Ui, label: &str, current: &str, width: f32, entries: impl FnOnce(&mut Ui)) -> Response {
    ui.scope(|ui| {
        let line = theme::palette(ui).button_line;
        let widgets = &mut ui.visuals_mut().widgets;
        for look in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.open] {
            look.bg_stroke.color = line;
        }
        let opener = ComboBox::from_id_salt(label)
            .width(width)
            .truncate()
            .selected_text(text::plain(current))
            .icon(|ui, rect, visuals, _| {
                icon::EXPAND.paint(ui.painter(), rect.center(), space::ICON, visuals.fg_stroke.color);
            })
            .show_ui(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                entries(ui);
            })
            .response;
        // The ID that egui gives what hangs below it.
        keep_above(ui, opener.id.with("popup"));
        opener
    })
    .inner
}

/// A quiet button whose content hangs below it until the next press elsewhere.
pub fn popup(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui)) {
    let opener = button::link(ui, label);
    below(ui, &opener, content);
}

/// Keeps what hangs below a button above the dialog that the button is in. By itself the order of the two stays as it was
/// where both come up in one frame, as they do where a press and its end arrive together.
fn keep_above(ui: &Ui, popup: Id) {
    let (dialog, popup_layer) = (ui.layer_id(), LayerId::new(Order::Foreground, popup));
    if dialog.order == Order::Foreground && egui::Popup::is_id_open(ui.ctx(), popup) {
        ui.ctx().set_sublayer(dialog, popup_layer);
    }
}

/// The same below a button that is drawn already.
pub fn below(ui: &Ui, opener: &Response, content: impl FnOnce(&mut Ui)) {
    keep_above(ui, egui::Popup::default_response_id(opener));
    egui::Popup::menu(opener).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(content);
}

/// An entry of a list to choose from: a word, a quieter line below it, and a count. Its accessible name is the
/// word, its value the rest.
pub fn entry(ui: &mut Ui, word: &str, line: &str, count: u64, chosen: bool) -> Response {
    entry_with(ui, word, (line, line), count, chosen)
}

/// The same with a line that is too long to be shown whole: what is shown of it, and all of it for assistive technology.
pub fn entry_with(
    ui: &mut Ui,
    word: &str,
    (line, whole): (&str, &str),
    count: u64,
    chosen: bool,
) -> Response {
    let height = if line.is_empty() { space::ROW } else { space::ROW + space::L };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        let fill = match (chosen, response.hovered()) {
            (true, _) => palette.accent_tint,
            (false, true) => palette.hover,
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, theme::radius(), fill);
        let ink = if chosen { palette.accent_ink } else { palette.text };
        let room = rect.shrink2(vec2(space::S, space::XS));
        let number = one_line(ui, text::figures(count.to_string()).size(12.0), room.width());
        let words_room = room.width() - number.size().x - space::S;
        let words = if chosen { text::strong(word) } else { text::body(word) };
        let words = one_line(ui, words.color(ink), words_room);
        let more = one_line(ui, text::figures(line).size(12.0), room.width());
        let block = words.size().y + if line.is_empty() { 0.0 } else { more.size().y };
        let top = rect.center().y - block / 2.0;
        let number_at = pos2(room.right() - number.size().x, top + words.size().y - number.size().y - 1.0);
        let below = top + words.size().y;
        ui.painter().galley(number_at, number, palette.muted);
        ui.painter().galley(pos2(room.left(), top), words, ink);
        ui.painter().galley(pos2(room.left(), below), more, palette.muted);
        if response.has_focus() {
            button::ring(ui, rect.shrink(1.0));
        }
    }
    response.widget_info(|| {
        let info = text::choosable(Role::RadioButton, ui.is_enabled(), chosen, word);
        let apart = if line.is_empty() { "" } else { ", " };
        text::holding(info, format!("{whole}{apart}{count}"))
    });
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// An entry of a menu, with a tick before the chosen one.
pub fn menu_entry(ui: &mut Ui, chosen: bool, words: &str) -> Response {
    let left = BOX + space::S * 2.0;
    let galley = one_line(ui, text::body(words), f32::INFINITY);
    let width = (left + galley.size().x + space::M).max(ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(width, space::ROW), Sense::click());
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, theme::radius() - 2, palette.hover);
        }
        if response.has_focus() {
            let ring = theme::focus_ring(palette);
            ui.painter().rect_stroke(rect, theme::radius() - 2, ring, StrokeKind::Inside);
        }
        let ink = if chosen { palette.accent_ink } else { palette.text };
        if chosen {
            let middle = pos2(rect.left() + space::S + BOX / 2.0, rect.center().y);
            icon::CHECK.paint(ui.painter(), middle, BOX, ink);
        }
        let place = pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley_with_override_text_color(place, galley, ink);
    }
    response.widget_info(|| text::choosable(Role::MenuItemRadio, ui.is_enabled(), chosen, words));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A labelled menu whose entries the caller draws, with [`menu_entry`] where they are words.
pub fn menu(ui: &mut Ui, label: &str, current: &str, entries: impl FnOnce(&mut Ui)) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let caption = ui.add(Label::new(text::strong(label).size(13.0)).selectable(false));
        let width = ui.available_width().min(super::field::WIDTH);
        opener(ui, label, current, width, entries).labelled_by(caption.id)
    })
    .inner
}

/// A card that can be chosen: an icon, a word, a line below; the tone marks it by colour as well.
pub fn card(
    ui: &mut Ui,
    chosen: bool,
    glyph: icon::Icon,
    tone: Tone,
    title: &str,
    line: &str,
    width: f32,
) -> Response {
    let height = 64.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        let fill = match (chosen, response.hovered()) {
            (true, _) => tone.tint,
            (false, true) => palette.hover,
            (false, false) => palette.raised,
        };
        let outline = if chosen { Stroke::new(2.0, tone.ink) } else { Stroke::new(1.0, palette.line) };
        ui.painter().rect(rect, theme::radius(), fill, outline, StrokeKind::Inside);
        let middle = pos2(rect.left() + space::L + 12.0, rect.center().y);
        glyph.paint(ui.painter(), middle, 24.0, tone.ink);
        let left = middle.x + 12.0 + space::M;
        let room = (rect.right() - left - space::M).max(space::ROW);
        let words = one_line(ui, text::strong(title), room);
        let more = one_line(ui, text::small(line), room);
        let top = rect.center().y - (words.size().y + more.size().y + 2.0) / 2.0;
        let below = top + words.size().y + 2.0;
        ui.painter().galley(pos2(left, top), words, palette.text);
        ui.painter().galley(pos2(left, below), more, palette.muted);
        if response.has_focus() {
            button::ring(ui, rect);
        }
    }
    response.widget_info(|| text::choosable(Role::RadioButton, ui.is_enabled(), chosen, title));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn layout(ui: &Ui, rich: egui::RichText, room: f32) -> std::sync::Arc<egui::Galley> {
    galley(ui, rich, room, egui::TextWrapMode::Wrap)
}

fn one_line(ui: &Ui, rich: egui::RichText, room: f32) -> std::sync::Arc<egui::Galley> {
    galley(ui, rich, room, egui::TextWrapMode::Truncate)
}

fn galley(
    ui: &Ui,
    rich: egui::RichText,
    room: f32,
    wrap: egui::TextWrapMode,
) -> std::sync::Arc<egui::Galley> {
    let fallback: FontId = TextStyle::Body.resolve(ui.style());
    WidgetText::from(rich).into_galley(ui, Some(wrap), room, fallback)
}
