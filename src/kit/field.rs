//! Text fields. A visible label above is the accessible name; below is one line for help or for what is wrong,
//! whose height is always there, so that nothing jumps when a problem appears.
//!
//! A field keeps the keyboard by its label, whatever appears above it. Where several fields of one label stand in one
//! block, as in a list of limits, draw each inside `ui.push_id(index, …)`.
//!
//! What is typed is drawn as it is, but what was pasted may hold characters that nobody sees: the line below spells it out.
#![expect(clippy::disallowed_methods, reason = "this is the one field")]

use egui::{Align2, Color32, FontSelection, Label, Response, TextEdit, TextStyle, Ui, vec2};

use crate::domain::alphabet::mixed_alphabets;
use crate::domain::foreign_text::{has_hidden, needs_mark, visible};
use crate::kit::palette::Meaning;
use crate::kit::secret::{Refusal, SecretBuffer};
use crate::kit::{button, icon, secret_input, space, text, theme};

/// A labelled field for plain text, of one line or several.
#[must_use = "call show"]
pub struct TextField<'a> {
    label: &'a str,
    name: Option<&'a str>,
    buffer: &'a mut String,
    frame: Frame<'a>,
    rows: usize,
    mono: bool,
    is_name: bool,
}

/// What text fields and secret fields have in common.
#[derive(Default)]
struct Frame<'a> {
    hint: &'a str,
    help: Option<&'a str>,
    problem: Option<&'a str>,
    attention: Option<String>,
    width: Option<f32>,
    compact: bool,
    focus: bool,
}

impl<'a> TextField<'a> {
    /// A one-line field, as wide as there is room up to [`WIDTH`].
    pub fn new(label: &'a str, buffer: &'a mut String) -> Self {
        Self { label, name: None, buffer, frame: Frame::default(), rows: 1, mono: false, is_name: false }
    }

    /// The accessible name, where several fields have one label.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Grey words in the empty field: an example, never the label.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.frame.hint = hint;
        self
    }

    /// A line below the field, while nothing is wrong.
    pub fn help(mut self, help: &'a str) -> Self {
        self.frame.help = Some(help);
        self
    }

    /// What is wrong, in a sentence, in place of the help.
    pub fn problem(mut self, problem: Option<&'a str>) -> Self {
        self.frame.problem = problem;
        self
    }

    /// Exactly this wide, in points.
    pub fn width(mut self, width: f32) -> Self {
        self.frame.width = Some(width);
        self
    }

    /// Several lines.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// A name, an e-mail or an address: mixed alphabets in it are told too.
    pub fn names_one(mut self) -> Self {
        self.is_name = true;
        self
    }

    /// In the mono face, for IDs, addresses and code.
    pub fn mono(mut self) -> Self {
        self.mono = true;
        self
    }

    /// Without the line below.
    pub fn compact(mut self) -> Self {
        self.frame.compact = true;
        self
    }

    /// Takes the keyboard in the frame in which this is said.
    pub fn focus(mut self, focus: bool) -> Self {
        self.frame.focus = focus;
        self
    }

    /// Draws it; the response is the editor's (`changed`, `lost_focus`).
    pub fn show(self, ui: &mut Ui) -> Response {
        let Self { label, name, buffer, mut frame, rows, mono, is_name } = self;
        frame.attention = unseen(buffer, rows > 1).or_else(|| mixed_alphabets(buffer).filter(|_| is_name));
        let response = frame.show(ui, label, |ui, width, frame| {
            let edit = if rows > 1 {
                TextEdit::multiline(buffer).desired_rows(rows).min_size(vec2(width, 0.0))
            } else {
                TextEdit::singleline(buffer).align(Align2::LEFT_CENTER).min_size(vec2(width, space::ROW))
            };
            let edit =
                edit.id_salt(name.unwrap_or(label)).desired_width(width).hint_text(hint(frame.hint, mono));
            let edit = if mono { edit.font(FontSelection::Style(TextStyle::Monospace)) } else { edit };
            outlined(ui, frame.problem.is_some(), |ui| ui.add(edit))
        });
        match name {
            Some(name) => response.accessible_name(text::shown(name.to_owned())),
            None => response,
        }
    }
}

/// A labelled field for a secret: masked, with a button that shows it. Its undo history is dropped in every frame, and
/// [`secret_input`] says what it takes in and gives out.
#[must_use = "call show"]
pub struct SecretField<'a> {
    label: &'a str,
    buffer: &'a mut SecretBuffer,
    frame: Frame<'a>,
}

impl<'a> SecretField<'a> {
    /// A masked field.
    pub fn new(label: &'a str, buffer: &'a mut SecretBuffer) -> Self {
        Self { label, buffer, frame: Frame::default() }
    }

    /// Grey words in the empty field.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.frame.hint = hint;
        self
    }

    /// A line below the field, while nothing is wrong.
    pub fn help(mut self, help: &'a str) -> Self {
        self.frame.help = Some(help);
        self
    }

    /// What is wrong, in a sentence, in place of the help.
    pub fn problem(mut self, problem: Option<&'a str>) -> Self {
        self.frame.problem = problem;
        self
    }

    /// Exactly this wide, in points.
    pub fn width(mut self, width: f32) -> Self {
        self.frame.width = Some(width);
        self
    }

    /// Takes the keyboard in the frame in which this is said.
    pub fn focus(mut self, focus: bool) -> Self {
        self.frame.focus = focus;
        self
    }

    /// Draws it; the response is the editor's.
    pub fn show(self, ui: &mut Ui) -> Response {
        let Self { label, buffer, mut frame } = self;
        frame.problem = buffer.refusal.map(Refusal::sentence).or(frame.problem);
        frame.show(ui, label, |ui, width, frame| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::XS;
                let editor_width = width - space::ROW - space::XS;
                let masked = !buffer.shown;
                let output = outlined(ui, frame.problem.is_some(), |ui| {
                    let editor = ui.make_persistent_id(label);
                    secret_input::sift(ui, editor, buffer);
                    let before = secret_input::count_commands(ui);
                    let output = TextEdit::singleline(buffer)
                        .id(editor)
                        .password(masked)
                        .align(Align2::LEFT_CENTER)
                        .desired_width(editor_width)
                        .min_size(vec2(editor_width, space::ROW))
                        .hint_text(hint(frame.hint, false))
                        .show(ui);
                    secret_input::seal(ui, before, output.response.has_focus());
                    output
                });
                let response = output.response.response;
                if response.changed() {
                    buffer.refusal = None;
                }
                let mut state = output.state;
                state.clear_undoer();
                state.store(ui.ctx(), response.id);
                let (glyph, verb) = if masked { (icon::SHOW, "Show") } else { (icon::HIDE, "Hide") };
                let name = format!("{verb} {}", lower_first(label));
                if button::icon(ui, glyph, &name).clicked() {
                    buffer.shown = masked;
                }
                response
            })
            .inner
        })
    }
}

impl Frame<'_> {
    fn show(self, ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui, f32, &Self) -> Response) -> Response {
        let width = self.width.unwrap_or_else(|| ui.available_width().min(WIDTH));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            let caption = ui.add(Label::new(text::strong(label).size(13.0)).selectable(false));
            let response = add(ui, width, &self).labelled_by(caption.id);
            if self.focus {
                response.request_focus();
            }
            if !self.compact || self.attention.is_some() {
                below(ui, width, &self);
                space::gap(ui, space::XS);
            }
            response
        })
        .inner
    }
}

/// A field's width where there is room for it, in points.
pub const WIDTH: f32 = 480.0;

/// A field to search or filter with: an icon, no label above, the label as hint and accessible name.
pub fn search(ui: &mut Ui, label: &str, buffer: &mut String, width: f32) -> Response {
    ui.scope(|ui| {
        let can_clear = !buffer.is_empty();
        let room = if can_clear { space::ROW + space::XS } else { 0.0 };
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let muted = theme::palette(ui).muted;
            let response = ui
                .add(
                    TextEdit::singleline(buffer)
                        .id_salt(label)
                        .align(Align2::LEFT_CENTER)
                        .desired_width(width - room)
                        .min_size(vec2(width - room, space::ROW))
                        .prefix(icon::SEARCH.rich().size(space::L).color(muted))
                        .hint_text(hint(label, false)),
                )
                .accessible_name(text::shown(label.to_owned()));
            if can_clear && button::icon(ui, icon::CLOSE, &format!("Clear {}", lower_first(label))).clicked()
            {
                buffer.clear();
                response.request_focus();
            }
            response
        })
        .inner
    })
    .inner
}

/// That a text has characters which cannot be seen in a field, with the text as it is. The lines of a field of several are
/// seen.
fn unseen(typed: &str, has_lines: bool) -> Option<String> {
    let is_unseen = |letter: char| needs_mark(letter) && !(has_lines && matches!(letter, '\n' | '\t'));
    let is_told = has_hidden(typed) && typed.chars().any(is_unseen);
    is_told.then(|| format!("Has characters that cannot be seen: {}", visible(typed)))
}

/// The line below a field. Its height is there even when it says nothing.
fn below(ui: &mut Ui, width: f32, frame: &Frame<'_>) {
    let line = ui.text_style_height(&TextStyle::Small).max(space::L);
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.set_min_height(line);
        if let Some(words) = &frame.attention {
            marked_line(ui, line, Meaning::Attention, words);
        }
        if let Some(problem) = frame.problem {
            marked_line(ui, line, Meaning::Danger, problem);
        } else if let Some(help) = frame.help.filter(|_| frame.attention.is_none()) {
            ui.add(Label::new(text::small(help)).wrap());
        }
    });
}

fn marked_line(ui: &mut Ui, height: f32, meaning: Meaning, words: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let ink = theme::palette(ui).meaning(meaning).ink;
        icon::show_coloured(ui, super::notice::icon_of(meaning), height, ink);
        ui.add(Label::new(text::small(words).color(ink)).wrap());
    });
}

/// With a problem, the outline is red until the field has the keyboard.
fn outlined<R>(ui: &mut Ui, wrong: bool, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        if wrong {
            let ink = theme::palette(ui).meaning(Meaning::Danger).ink;
            let widgets = &mut ui.visuals_mut().widgets;
            widgets.inactive.bg_stroke.color = ink;
            widgets.hovered.bg_stroke.color = ink;
        }
        add(ui)
    })
    .inner
}

fn hint(words: &str, mono: bool) -> egui::RichText {
    let rich = if mono { text::mono_lines(words) } else { text::lines(words) };
    rich.color(Color32::PLACEHOLDER)
}

/// "Login password" becomes "login password" behind a verb; an abbreviation keeps its capitals.
pub(crate) fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_uppercase() => format!("{first}{}", letters.as_str()),
        (Some(first), _) => first.to_lowercase().chain(letters).collect(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_in_a_field_is_spelled_out_below_it() {
        for (typed, has_lines, shown) in [
            ("ann@example.com", false, None),
            ("ann@exam\u{200b}ple.com", false, Some("ann@exam‹U+200B›ple.com")),
            ("8.8.8.8\n9.9.9.9", true, None),
            ("8.8.8.8\n9.9.9.9", false, Some("8.8.8.8⏎9.9.9.9")),
            ("8.8.8.8\n\u{202e}9", true, Some("8.8.8.8⏎‹U+202E›9")),
        ] {
            let words = shown.map(|shown| format!("Has characters that cannot be seen: {shown}"));
            assert_eq!(unseen(typed, has_lines), words, "{typed:?}");
        }
    }
}
