//! The question before something is left that would be lost: what that is, session by session.

use egui::Context;

use crate::domain::leaving::{Leaving, Unfinished};
use crate::kit::environment::{EnvironmentLabel, Reach};
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, layout, notice, space, text};

const ID: &str = "leaving question";
const WIDTH: f32 = 560.0;

/// What would be lost of one session.
pub struct Loss {
    /// Where the session is.
    pub environment: EnvironmentLabel,
    /// Whose it is.
    pub person: String,
    /// What that is.
    pub lost: Vec<Unfinished>,
}

/// What the person answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeavingAnswer {
    /// Save the secret to a file first.
    Save,
    /// Leave, and lose it.
    Discard,
    /// Do not leave.
    Stay,
}

/// Draws the question. While the program is locked, `is_locked`, it names nothing.
pub fn show(
    ctx: &Context,
    leaving: Leaving,
    losses: &[Loss],
    can_save: bool,
    is_locked: bool,
) -> Option<LeavingAnswer> {
    let is_opening = modal::is_opening(ctx, ID);
    let reach = match losses {
        [one] => Reach::Environment(&one.environment),
        _ => Reach::ThisComputer,
    };
    let shown = modal::show(ctx, ID, &Dialog { title: title(leaving), width: WIDTH, reach }, |ui| {
        text::wrapped(ui, text::body("This would be lost:"));
        modal::body(ui, "what would be lost", |ui| {
            for loss in losses {
                space::gap(ui, space::S);
                layout::row(ui, |ui| {
                    if losses.len() > 1 {
                        badge::environment(ui, &loss.environment);
                    }
                    ui.label(text::strong(&loss.person));
                });
                if is_locked {
                    notice::line(ui, Meaning::Attention, &counted(&loss.lost));
                    continue;
                }
                for it in &loss.lost {
                    notice::line(ui, Meaning::Attention, &it.words);
                }
            }
        });
        modal::footer(ui, |ui| {
            let saves = can_save && button::primary(ui, true, "Save…").clicked();
            let stay = button::plain(ui, true, "Stay");
            if is_opening {
                stay.request_focus();
            }
            let discards = button::danger(ui, true, "Discard").clicked();
            let pressed = [
                (saves, LeavingAnswer::Save),
                (stay.clicked(), LeavingAnswer::Stay),
                (discards, LeavingAnswer::Discard),
            ];
            pressed.into_iter().find_map(|(is_pressed, answer)| is_pressed.then_some(answer))
        })
    });
    shown.inner.or(shown.closed.then_some(LeavingAnswer::Stay))
}

fn title(leaving: Leaving) -> &'static str {
    match leaving {
        Leaving::LogOut => "Log out",
        Leaving::CloseWindow => "Close Countersign",
        Leaving::Switch => "Switch sessions",
        Leaving::StartOver => "Start over",
    }
}

/// How much of each sort: "1 unsaved secret, 2 drafts".
fn counted(lost: &[Unfinished]) -> String {
    let sorts = lost.chunk_by(|one, other| one.kept == other.kept);
    let counts = sorts.filter_map(|sort| Some(sort.first()?.kept.counted(sort.len())));
    counts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_the_lock_nothing_is_named() {
        let secret = || Unfinished::secret("The new token “x” was not saved.".to_owned());
        let lost = Leaving::CloseWindow.lost(vec![Unfinished::draft("A token “x”"), secret(), secret()]);
        assert_eq!(counted(&lost), "2 unsaved secrets, 1 draft");
    }
}
