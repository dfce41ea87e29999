//! Badges: a word or two on a tint, for states, marks and environments. The word carries the meaning.

use egui::{FontSelection, Response, Role, Sense, StrokeKind, TextStyle, TextWrapMode, Ui, WidgetText};
use egui::{pos2, vec2};

use crate::kit::environment::EnvironmentLabel;
use crate::kit::icon::Icon;
use crate::kit::palette::{EnvironmentColour, Meaning, Tone};
use crate::kit::{icon, space, text, theme};

/// Height of a badge, in points.
pub const HEIGHT: f32 = 20.0;
const GLYPH: f32 = 14.0;
/// Size of the letters on a filled badge, in points.
const FILLED_SIZE: f32 = 12.0;

/// A mark with the icon and colour of its meaning.
pub fn mark(ui: &mut Ui, meaning: Meaning, words: &str) -> Response {
    let glyph = (meaning != Meaning::Neutral).then(|| super::notice::icon_of(meaning));
    let tone = theme::palette(ui).meaning(meaning);
    draw(ui, tone, glyph, words, false)
}

/// A mark with the icon and colour of its meaning and few words, whose accessible name says more.
pub fn named(ui: &mut Ui, meaning: Meaning, words: &str, name: &str) -> Response {
    let response = mark(ui, meaning, words);
    response.widget_info(|| text::labelled(Role::Label, true, name));
    response
}

/// A mark with an icon of its own.
pub fn with_icon(ui: &mut Ui, meaning: Meaning, glyph: Icon, words: &str) -> Response {
    let tone = theme::palette(ui).meaning(meaning);
    draw(ui, tone, Some(glyph), words, false)
}

/// A mark as an icon alone, where there is no room for its words: they are its accessible name and its hover.
pub fn icon_only(ui: &mut Ui, meaning: Meaning, glyph: Icon, words: &str) -> Response {
    let tone = theme::palette(ui).meaning(meaning);
    let (rect, response) = ui.allocate_exact_size(vec2(HEIGHT, HEIGHT), Sense::hover());
    if ui.is_rect_visible(rect) {
        ui.painter().rect(rect, theme::radius() - 2, tone.tint, egui::Stroke::NONE, StrokeKind::Inside);
        glyph.paint(ui.painter(), rect.center(), GLYPH, tone.ink);
    }
    response.widget_info(|| text::labelled(Role::Label, true, words));
    response.on_hover_text(text::plain(words))
}

/// A plain chip: a kind, a tag, a scope.
pub fn chip(ui: &mut Ui, words: &str) -> Response {
    let tone = theme::palette(ui).meaning(Meaning::Neutral);
    draw(ui, tone, None, words, false)
}

/// The badge of an environment, filled so that it cannot be missed. A title that is longer than the row goes on below,
/// so that its host is always seen whole.
pub fn environment(ui: &mut Ui, label: &EnvironmentLabel) -> Response {
    let tone = theme::palette(ui).environment(label.colour);
    draw_wrapped(ui, tone, Some(icon_of(label.colour)), &label.title, true, TextWrapMode::Wrap)
}

/// Whether an environment's badge fits into what is left of the row.
pub fn fits(ui: &Ui, label: &EnvironmentLabel) -> bool {
    environment_width(ui, label) <= ui.available_width()
}

/// How wide an environment's badge is on one line, in points.
pub fn environment_width(ui: &Ui, label: &EnvironmentLabel) -> f32 {
    let words = WidgetText::from(text::strong(&label.title).size(FILLED_SIZE));
    let style = FontSelection::Style(TextStyle::Small);
    let galley = words.into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, style);
    6.0 + GLYPH + space::XS + galley.size().x + space::S
}

/// The icon of an environment.
pub fn icon_of(environment: EnvironmentColour) -> Icon {
    match environment {
        EnvironmentColour::Sandbox => icon::SANDBOX,
        EnvironmentColour::Test => icon::TEST,
        EnvironmentColour::Production => icon::PRODUCTION,
        EnvironmentColour::Express => icon::EXPRESS,
        EnvironmentColour::Custom => icon::CUSTOM,
    }
}

fn draw(ui: &mut Ui, tone: Tone, glyph: Option<Icon>, words: &str, filled: bool) -> Response {
    draw_wrapped(ui, tone, glyph, words, filled, TextWrapMode::Truncate)
}

fn draw_wrapped(
    ui: &mut Ui,
    tone: Tone,
    glyph: Option<Icon>,
    words: &str,
    filled: bool,
    wrap: TextWrapMode,
) -> Response {
    let (fill, ink) = if filled { (tone.solid, tone.on_solid) } else { (tone.tint, tone.ink) };
    let rich = if filled { text::strong(words).size(FILLED_SIZE) } else { text::small(words) };
    let room = (ui.available_width() - GLYPH - space::XL).max(space::XL);
    let galley = WidgetText::from(rich.color(ink)).into_galley(
        ui,
        Some(wrap),
        room,
        FontSelection::Style(TextStyle::Small),
    );
    let before = if glyph.is_some() { GLYPH + space::XS } else { 0.0 };
    let pad = if glyph.is_some() { 6.0 } else { space::S };
    let height = HEIGHT.max(galley.size().y + space::XS);
    let size = vec2(pad + before + galley.size().x + space::S, height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    if ui.is_rect_visible(rect) {
        ui.painter().rect(rect, theme::radius() - 2, fill, egui::Stroke::NONE, StrokeKind::Inside);
        if let Some(glyph) = glyph {
            let centre = pos2(rect.left() + pad + GLYPH / 2.0, rect.center().y);
            glyph.paint(ui.painter(), centre, GLYPH, ink);
        }
        let top = rect.center().y - galley.size().y / 2.0;
        ui.painter().galley(pos2(rect.left() + pad + before, top), galley, ink);
    }
    response.widget_info(|| text::labelled(Role::Label, true, words));
    response
}
