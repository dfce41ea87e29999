//! What a secret field takes in and gives out: a secret is one line, and it leaves the field through nothing but the
//! program.
//!
//! The toolkit turns a line end that is pasted into a space, takes what the middle mouse button pastes, and puts what is
//! selected or copied where every program can read it, for as long as it stays there. So its events are sifted before the
//! editor sees them, and its commands wiped after.

use egui::accesskit::{Action, ActionData, ActionRequest, TreeId};
use egui::{Event, IMEPurpose, Id, ImeEvent, OutputCommand, Ui};
use zeroize::Zeroize;

use super::secret::{Refusal, SecretBuffer};

/// The line ends around a text are dropped; spaces may belong to a secret and stay. Nothing, where a line end is left
/// inside.
fn one_line(text: &str) -> Option<&str> {
    let line = text.trim_matches(is_line_end);
    (!line.contains(is_line_end)).then_some(line)
}

/// Unicode's mandatory line breaks.
fn is_line_end(letter: char) -> bool {
    matches!(letter, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Sifts what is about to reach the field's editor. What is refused is kept in the buffer, to be said.
pub(super) fn sift(ui: &Ui, editor: Id, buffer: &mut SecretBuffer) {
    let has_keyboard = ui.memory(|memory| memory.has_focus(editor));
    let is_hovered =
        ui.is_enabled() && ui.ctx().read_response(editor).is_some_and(|response| response.contains_pointer());
    let mut refusal = None;
    ui.input_mut(|input| {
        input.events.retain_mut(|event| match event {
            // What is cut without being copied is lost.
            Event::Cut => !has_keyboard,
            Event::MiddleClickPaste { text, .. } if is_hovered => {
                text.zeroize();
                refusal = Some(Refusal::MiddleButton);
                false
            }
            Event::Paste(text) | Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) if has_keyboard => {
                let line = one_line(text).map(str::to_owned);
                replace(text, line).inspect_err(|why| refusal = Some(*why)).is_ok()
            }
            Event::AccessKitActionRequest(request) if puts_text(request, editor) => {
                let Some(ActionData::Value(text)) = &mut request.data else { return true };
                let line = one_line(text).map(Into::into);
                replace(text, line).inspect_err(|why| refusal = Some(*why)).is_ok()
            }
            _ => true,
        });
    });
    if refusal.is_some() {
        buffer.refusal = refusal;
        ui.ctx().request_repaint();
    }
}

/// Puts the one line in the place of the text, where it is one.
fn replace<T: Zeroize>(text: &mut T, line: Option<T>) -> Result<(), Refusal> {
    text.zeroize();
    *text = line.ok_or(Refusal::LineEnd)?;
    Ok(())
}

/// Whether a screen reader or another program puts text into the editor.
fn puts_text(request: &ActionRequest, editor: Id) -> bool {
    matches!(request.action, Action::SetValue | Action::ReplaceSelectedText)
        && request.target_node == editor.accesskit_id()
        && request.target_tree == TreeId::ROOT
}

/// How many commands the frame has so far.
pub(super) fn count_commands(ui: &Ui) -> usize {
    ui.output(|output| output.commands.len())
}

/// Takes back what the editor gave out since the frame had so many commands, and keeps input methods from learning.
pub(super) fn seal(ui: &Ui, before: usize, has_keyboard: bool) {
    ui.output_mut(|output| {
        for command in output.commands.drain(before..) {
            if let OutputCommand::CopyText(mut text) | OutputCommand::TextSelectionSettled(mut text) = command
            {
                text.zeroize();
            }
        }
        if let Some(ime) = output.ime.as_mut().filter(|_| has_keyboard) {
            ime.purpose = IMEPurpose::Password;
        }
    });
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput, pos2};

    use super::*;
    use crate::kit::field::SecretField;
    use crate::kit::theme;

    #[test]
    fn line_ends_around_a_secret_are_dropped_and_one_inside_is_refused() {
        for (pasted, taken) in [
            ("correct horse", Some("correct horse")),
            ("pw\n", Some("pw")),
            ("pw\r\n", Some("pw")),
            ("\rpw\r", Some("pw")),
            ("\n\npw\u{2028}\u{2029}\u{85}\u{b}\u{c}", Some("pw")),
            ("pw  \n", Some("pw  ")),
            ("  pw", Some("  pw")),
            ("\tpw\t\n", Some("\tpw\t")),
            ("\r\n", Some("")),
            ("", Some("")),
            ("two\nlines", None),
            ("two\r\nlines\r\n", None),
            ("two\u{2028}lines", None),
            ("two\u{2029}lines", None),
            ("two\u{85}lines", None),
            ("pw\n \n", None),
        ] {
            assert_eq!(one_line(pasted), taken, "{pasted:?}");
        }
    }

    /// Draws a field that has the keyboard and is hovered, with "pw" in it, and lets this happen; what is in it then, and
    /// what it refused.
    fn after(happening: impl Fn(Id) -> Event) -> (String, Option<Refusal>) {
        let (ctx, mut buffer) = (Context::default(), SecretBuffer::new());
        theme::install(&ctx);
        buffer.fill("pw");
        let mut drawn = None;
        let mut draw = |events: Vec<Event>| {
            let input = RawInput { events, focused: true, ..RawInput::default() };
            let mut output = ctx.run_ui(input, |ui| {
                let response = SecretField::new("Password", &mut buffer).focus(true).show(ui);
                drawn = Some((response.id, response.rect.center()));
            });
            output.textures_delta.clear();
            assert_eq!(output.platform_output.commands, []);
            drawn
        };
        let (editor, at) = draw(Vec::new()).unwrap_or((Id::NULL, pos2(0.0, 0.0)));
        draw(vec![Event::PointerMoved(at)]);
        draw(vec![happening(editor)]);
        draw(Vec::new());
        (buffer.expose().to_owned(), buffer.refusal)
    }

    #[test]
    fn whatever_brings_text_brings_one_line() {
        let by_reader = |action, text: &str| {
            let data = Some(ActionData::Value(text.into()));
            move |editor: Id| {
                let (target_tree, target_node) = (TreeId::ROOT, editor.accesskit_id());
                Event::AccessKitActionRequest(ActionRequest {
                    action,
                    target_tree,
                    target_node,
                    data: data.clone(),
                })
            }
        };
        for (text, taken, refused) in
            [("ab\r\n", Some("ab"), None), ("a\nb", None, Some(Refusal::LineEnd)), ("\n", Some(""), None)]
        {
            let expected = taken.map_or("pw".to_owned(), |taken| format!("pw{taken}"));
            for (way, event) in
                [("pasted", Event::Paste(text.to_owned())), ("typed", Event::Text(text.to_owned()))]
            {
                let (held, why) = after(|_| event.clone());
                assert_eq!((held, why), (expected.clone(), refused), "{text:?} {way}");
            }
            let whole = taken.unwrap_or("pw").to_owned();
            assert_eq!(after(by_reader(Action::SetValue, text)), (whole, refused), "{text:?} set");
        }
    }

    #[test]
    fn the_middle_button_and_a_cut_leave_the_field_as_it_is() {
        let middle = |_| Event::MiddleClickPaste { pos: pos2(40.0, 40.0), text: "elsewhere".to_owned() };
        assert_eq!(after(middle), ("pw".to_owned(), Some(Refusal::MiddleButton)));
        assert_eq!(after(|_| Event::Cut), ("pw".to_owned(), None));
    }
}
