//! The locked program on the screen.

use egui::Ui;

use super::model::{LockedSession, Model};
use super::text as wording;
use crate::kit::button::{Button, Kind};
use crate::kit::{badge, form, layout, space, text};

const WIDTH: f32 = 460.0;

/// Draws it. Says which session is to be logged in to again.
pub fn show(ui: &mut Ui, model: &Model<'_>) -> Option<u64> {
    let mut chosen = None;
    form::centred(ui, WIDTH, |ui| {
        text::draw_title(ui, wording::TITLE);
        text::wrapped(ui, text::muted(model.why));
        text::wrapped(ui, text::muted(wording::WHAT_STAYS));
        space::gap(ui, space::L);
        for (at, session) in model.sessions.iter().enumerate() {
            layout::card(ui, |ui| {
                if session_card(ui, session, at == 0) {
                    chosen = Some(session.id);
                }
            });
            space::gap(ui, space::S);
        }
    });
    chosen
}

fn session_card(ui: &mut Ui, session: &LockedSession, is_first: bool) -> bool {
    badge::environment(ui, &session.environment);
    space::gap(ui, space::S);
    text::elided(ui, text::strong(&session.person));
    space::gap(ui, space::S);
    let name = wording::log_in(&session.person, &session.environment.title);
    let kind = if is_first { Kind::Primary } else { Kind::Plain };
    Button::new("Log in again").kind(kind).name(&name).show(ui).clicked()
}
