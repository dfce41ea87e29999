//! Copying: a button that says what it copies and that it did, and IDs with the middle elided.

use std::time::Duration;

use egui::{Label, Response, Ui};

use crate::kit::{button, icon, space, text};

/// How long the button says that it copied.
const SAID_FOR: Duration = Duration::from_millis(1500);

/// An icon button that copies. `what` is what it says: "Copy wallet ID".
pub fn button(ui: &mut Ui, what: &str, value: &str) -> Response {
    let now = ui.input(|input| input.time);
    let memory = ui.scope_id().with(("copied", what, value.len(), ui.next_auto_id()));
    let copied_at: Option<f64> = ui.data(|data| data.get_temp(memory));
    let fresh = copied_at.is_some_and(|at| now - at < SAID_FOR.as_secs_f64());
    let glyph = if fresh { icon::CHECK } else { icon::COPY };
    let response = button::icon(ui, glyph, what);
    if response.clicked() {
        ui.ctx().copy_text(value.to_owned());
        ui.data_mut(|data| data.insert_temp(memory, now));
        ui.ctx().request_repaint_after(SAID_FOR);
    } else if fresh {
        ui.ctx().request_repaint_after(SAID_FOR);
    }
    response
}

/// An ID in mono with its middle elided, the whole in the hover, and a copy button "Copy {what}".
pub fn id(ui: &mut Ui, what: &str, value: &str) -> Response {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let label = ui.add(Label::new(text::mono(elide(value))).selectable(false));
        let label =
            if value.chars().count() > SHOWN { label.on_hover_text(text::mono(value)) } else { label };
        button(ui, &format!("Copy {what}"), value);
        label
    })
    .inner
}

/// Letters of an ID that stay before and after the elision.
const KEPT: (usize, usize) = (8, 6);
/// IDs up to this long are shown whole.
const SHOWN: usize = 18;

/// Elides the middle of a long ID: `5f1b2c3d…a1b2c3`.
pub fn elide(value: &str) -> String {
    let letters: Vec<char> = value.chars().collect();
    if letters.len() <= SHOWN {
        return value.to_owned();
    }
    let (head, tail) = KEPT;
    let head: String = letters[..head].iter().collect();
    let tail: String = letters[letters.len() - tail..].iter().collect();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::elide;

    #[test]
    fn long_ids_lose_their_middle_and_short_ones_nothing() {
        assert_eq!(elide("5f1b2c3d4e5f60718293a4b5c6d7e8f9"), "5f1b2c3d…d7e8f9");
        assert_eq!(elide("123456789012345678"), "123456789012345678");
        assert_eq!(elide(""), "");
        assert_eq!(elide("ääääääääääääääääääääöö"), "ääääääää…ääääöö");
    }
}
