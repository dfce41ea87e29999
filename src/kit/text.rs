//! The text roles: title 20, section 15, body 14, small 12, mono, and figures whose digits are all equally wide.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Label, Response, RichText, Role, Stroke, TextStyle, Ui, WidgetInfo};

use crate::kit::palette::Meaning;
use crate::kit::theme::{self, FIGURES, SECTION, STRONG, named};

/// The title of a page.
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Heading)
}

/// The head of a section.
pub fn section(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(named(SECTION))
}

/// Running text.
pub fn body(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Body)
}

/// Emphasised running text.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(named(STRONG))
}

/// Running text of second rank.
pub fn muted(text: impl Into<String>) -> RichText {
    body(text).weak()
}

/// Small text of second rank: captions, hints.
pub fn small(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Small).weak()
}

/// IDs, addresses, code.
pub fn mono(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Monospace)
}

/// Numbers that stand under each other.
pub fn figures(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(named(FIGURES))
}

/// Text in the colour of a meaning; say the meaning in its words as well.
pub fn meaning(ui: &Ui, meaning: Meaning, text: impl Into<RichText>) -> RichText {
    text.into().color(theme::palette(ui).meaning(meaning).ink)
}

/// How wide a line of body text is, in points.
pub fn width(ui: &Ui, words: &str) -> f32 {
    let font = TextStyle::Body.resolve(ui.style());
    ui.painter().layout_no_wrap(words.to_owned(), font, Color32::PLACEHOLDER).size().x
}

/// Draws a page's title, told to assistive technology as a heading.
pub fn draw_title(ui: &mut Ui, text: &str) -> Response {
    heading(ui, title(text), text)
}

/// Draws a section's head, told to assistive technology as a heading.
pub fn draw_section(ui: &mut Ui, text: &str) -> Response {
    heading(ui, section(text), text)
}

/// Draws text that breaks into lines.
pub fn wrapped(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    ui.add(Label::new(text.into()).wrap())
}

/// Draws text on one line, its end elided where there is no room; the whole is in the hover.
pub fn elided(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    ui.add(Label::new(text.into()).truncate())
}

/// Text on one line like [`elided`], with a hover of its own in place of the whole text.
pub fn elided_about(ui: &mut Ui, text: impl Into<RichText>, hover: impl Into<String>) -> Response {
    let label = Label::new(text.into()).truncate().show_tooltip_when_elided(false);
    ui.add(label).on_hover_text(hover.into())
}

/// Mono text that breaks into lines, in which the characters at these places stand out: they are underlined too, for
/// colour is never the only signal.
pub fn mono_marked(ui: &mut Ui, text: &str, places: &[usize]) -> Response {
    let palette = theme::palette(ui);
    let font = TextStyle::Monospace.resolve(ui.style());
    let danger = palette.meaning(Meaning::Danger).ink;
    let mut job = LayoutJob::default();
    for (place, letter) in text.chars().enumerate() {
        let is_marked = places.contains(&place);
        let color = if is_marked { danger } else { palette.text };
        let underline = if is_marked { Stroke::new(1.0, danger) } else { Stroke::NONE };
        let format = TextFormat { font_id: font.clone(), color, underline, ..TextFormat::default() };
        job.append(letter.encode_utf8(&mut [0; 4]), 0.0, format);
    }
    ui.add(Label::new(job).wrap())
}

fn heading(ui: &mut Ui, rich: RichText, text: &str) -> Response {
    let response = ui.add(Label::new(rich).selectable(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    response
}
