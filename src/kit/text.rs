//! The text roles: title 20, section 15, body 14, small 12, mono, and figures whose digits are all equally wide.
//!
//! Much of what is drawn comes from elsewhere. So every text that is drawn, hovered or told to assistive technology is made
//! here, and what cannot be seen in it is marked ([`crate::domain::foreign_text`]): one line, with an end. Own words of
//! several lines say so ([`lines`], [`mono_lines`]).

use std::borrow::Cow;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Color32, FontSelection, Label, Response, RichText, Role, Stroke, TextStyle, Ui, WidgetInfo,
    WidgetText,
};

use crate::domain::foreign_text;
use crate::kit::palette::Meaning;
use crate::kit::theme::{self, FIGURES, SECTION, STRONG, named};

/// A text as it is drawn: nothing in it is hidden.
fn rich(text: impl Into<String>) -> RichText {
    RichText::new(shown(text.into()))
}

/// The same for a text that goes elsewhere than into a label. What has nothing to mark stays as it is.
pub(super) fn shown(text: String) -> String {
    match foreign_text::one_line(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(marked) => marked,
    }
}

/// Text in the style of what it is put into: a button, a menu.
pub fn plain(text: impl Into<String>) -> RichText {
    rich(text)
}

/// Own text of several lines, as in a hover that lists. A name in it that comes from elsewhere goes through
/// [`foreign_text::visible`] first, so that it makes no line of its own.
pub fn lines(text: impl AsRef<str>) -> RichText {
    RichText::new(foreign_text::lines(text.as_ref())).text_style(TextStyle::Body)
}

/// Emphasised text of several own lines.
pub fn strong_lines(text: impl AsRef<str>) -> RichText {
    lines(text).text_style(named(STRONG))
}

/// Text of several own lines for a toolkit that draws it by itself.
pub(super) fn shown_lines(text: &str) -> String {
    foreign_text::lines(text).into_owned()
}

/// Code of several lines.
pub fn mono_lines(text: impl AsRef<str>) -> RichText {
    RichText::new(foreign_text::lines(text.as_ref())).text_style(TextStyle::Monospace)
}

/// What a control is for assistive technology, and its name.
pub fn labelled(role: Role, is_enabled: bool, name: impl Into<String>) -> WidgetInfo {
    WidgetInfo::labeled(role, is_enabled, shown(name.into()))
}

/// The same for a control that is chosen or not.
pub fn choosable(role: Role, is_enabled: bool, is_chosen: bool, name: impl Into<String>) -> WidgetInfo {
    WidgetInfo::selected(role, is_enabled, is_chosen, shown(name.into()))
}

/// What a control holds, beside its name.
pub fn holding(mut info: WidgetInfo, value: impl Into<String>) -> WidgetInfo {
    info.current_text_value = Some(shown(value.into()));
    info
}

/// The title of a page.
pub fn title(text: impl Into<String>) -> RichText {
    rich(text).text_style(TextStyle::Heading)
}

/// The head of a section.
pub fn section(text: impl Into<String>) -> RichText {
    rich(text).text_style(named(SECTION))
}

/// Running text.
pub fn body(text: impl Into<String>) -> RichText {
    rich(text).text_style(TextStyle::Body)
}

/// Emphasised running text.
pub fn strong(text: impl Into<String>) -> RichText {
    rich(text).text_style(named(STRONG))
}

/// Running text of second rank.
pub fn muted(text: impl Into<String>) -> RichText {
    body(text).weak()
}

/// Small text of second rank: captions, hints.
pub fn small(text: impl Into<String>) -> RichText {
    rich(text).text_style(TextStyle::Small).weak()
}

/// IDs, addresses, code.
pub fn mono(text: impl Into<String>) -> RichText {
    rich(text).text_style(TextStyle::Monospace)
}

/// Numbers that stand under each other.
pub fn figures(text: impl Into<String>) -> RichText {
    rich(text).text_style(named(FIGURES))
}

/// Text in the colour of a meaning; say the meaning in its words as well.
pub fn meaning(ui: &Ui, meaning: Meaning, text: RichText) -> RichText {
    text.color(theme::palette(ui).meaning(meaning).ink)
}

/// How wide a line of body text is, in points.
pub fn width(ui: &Ui, words: &str) -> f32 {
    let font = TextStyle::Body.resolve(ui.style());
    ui.painter().layout_no_wrap(shown(words.to_owned()), font, Color32::PLACEHOLDER).size().x
}

/// Draws a page's title, told to assistive technology as a heading.
pub fn draw_title(ui: &mut Ui, text: &str) -> Response {
    heading(ui, title(text), text)
}

/// Draws a section's head, told to assistive technology as a heading.
pub fn draw_section(ui: &mut Ui, text: &str) -> Response {
    heading(ui, section(text), text)
}

/// The same text, in which the marks of what cannot be seen stand out: they are no part of a name.
fn with_marks(ui: &Ui, rich: RichText) -> WidgetText {
    let pieces = foreign_text::pieces(rich.text());
    if pieces.iter().all(|(_, is_mark)| !is_mark) {
        return rich.into();
    }
    let mut whole = LayoutJob::default();
    rich.clone().append_to(&mut whole, ui.style(), FontSelection::Default, Align::Center);
    let Some(format) = whole.sections.first().map(|section| section.format.clone()) else {
        return rich.into();
    };
    let amber = theme::palette(ui).meaning(Meaning::Attention).ink;
    let mut job = LayoutJob::default();
    for (piece, is_mark) in pieces {
        let color = if is_mark { amber } else { format.color };
        job.append(piece, 0.0, TextFormat { color, ..format.clone() });
    }
    job.into()
}

/// Draws text that breaks into lines.
pub fn wrapped(ui: &mut Ui, text: RichText) -> Response {
    ui.add(Label::new(with_marks(ui, text)).wrap())
}

/// Draws text on one line, its end elided where there is no room; the whole is in the hover.
pub fn elided(ui: &mut Ui, text: RichText) -> Response {
    ui.add(Label::new(with_marks(ui, text)).truncate())
}

/// Text on one line like [`elided`], with a hover of its own in place of the whole text.
pub fn elided_about(ui: &mut Ui, text: RichText, hover: impl AsRef<str>) -> Response {
    let label = Label::new(with_marks(ui, text)).truncate().show_tooltip_when_elided(false);
    ui.add(label).on_hover_text(lines(hover))
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
        job.append(&foreign_text::one_line(letter.encode_utf8(&mut [0; 4])), 0.0, format);
    }
    ui.add(Label::new(job).wrap())
}

fn heading(ui: &mut Ui, rich: RichText, text: &str) -> Response {
    let response = ui.add(Label::new(with_marks(ui, rich)).selectable(false));
    response.widget_info(|| labelled(Role::Heading, true, text));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with the colour of each of its sections, as it is drawn.
    fn drawn(rich: impl Fn() -> RichText) -> (Vec<(String, Color32)>, Color32) {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let mut drawn = (Vec::new(), Color32::PLACEHOLDER);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let amber = theme::palette(ui).meaning(Meaning::Attention).ink;
            let sections = match with_marks(ui, rich()) {
                WidgetText::LayoutJob(job) => {
                    let of = |section: &egui::text::LayoutSection| {
                        let (start, end) = (section.byte_range.start.0, section.byte_range.end.0);
                        (job.text[start..end].to_owned(), section.format.color)
                    };
                    job.sections.iter().map(of).collect()
                }
                _ => Vec::new(),
            };
            drawn = (sections, amber);
        });
        output.textures_delta.clear();
        drawn
    }

    #[test]
    fn marks_have_a_colour_of_their_own() {
        let (sections, amber) = drawn(|| body("Gas\u{200b} station\nBitGo"));
        let texts: Vec<&str> = sections.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["Gas", "‹U+200B›", " station", "⏎", "BitGo"]);
        let is_amber: Vec<bool> = sections.iter().map(|(_, color)| *color == amber).collect();
        assert_eq!(is_amber, [false, true, false, true, false]);
        assert_eq!(drawn(|| body("Gas station")).0, Vec::new(), "what hides nothing stays one text");
    }
}
