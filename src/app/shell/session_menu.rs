//! The sessions that are open side by side: who works in the one on the screen, and the way to the others.

use egui::Ui;

use crate::app::command::Command;
use crate::app::session_title::{Others, SessionId, SessionTitle, SessionWish};
use crate::kit::button::{self, Button, Kind};
use crate::kit::palette::Meaning;
use crate::kit::{badge, choice, icon, layout, notice, space, text, theme};

/// A name takes no more room than this, in points, from what stands left of it.
const NAME_WIDTH: f32 = 150.0;
/// So wide is the list, in points.
const LIST_WIDTH: f32 = 300.0;

/// Draws the person's name, behind which the sessions are listed.
pub(super) fn show(ui: &mut Ui, others: &Others<'_>, person: &str, hover: String) -> Option<Command> {
    let name = format!("Sessions: {person}");
    let opener = ui.scope(|ui| {
        ui.set_max_width(NAME_WIDTH);
        Button::new(person).kind(Kind::Link).icon(icon::PERSON).name(&name).show(ui)
    });
    let opener = opener.inner.on_hover_text(text::lines(hover));
    let (mut wish, mut is_about) = (None, false);
    choice::below(ui, &opener, |ui| {
        ui.set_width(LIST_WIDTH);
        ui.label(text::strong("Sessions"));
        for title in others.titles {
            if entry(ui, title) && !title.is_shown {
                wish = Some(SessionWish::Show(title.id));
            }
        }
        space::gap(ui, space::S);
        if button::link(ui, "Add a session…").clicked() {
            wish = Some(SessionWish::Add);
        }
        is_about = button::link(ui, "About this session…").clicked();
        if wish.is_some() || is_about {
            ui.close();
        }
    });
    is_about.then_some(Command::AboutSession).or(wish.map(Command::Sessions))
}

fn entry(ui: &mut Ui, title: &SessionTitle) -> bool {
    let colour = title.environment.colour;
    let tone = theme::palette(ui).environment(colour);
    let chosen = ui.horizontal(|ui| {
        icon::show_coloured(ui, badge::icon_of(colour), space::ICON, tone.ink);
        let end = if title.is_open { "" } else { " · ended" };
        choice::menu_entry(ui, title.is_shown, &format!("{}{end}", title.words())).clicked()
    });
    if !title.environment.title.contains(&title.host) {
        ui.indent(title.id.0, |ui| ui.label(text::small(&title.host)));
    }
    chosen.inner
}

/// Says above the panel that other sessions have ended, until it is read.
pub(super) fn ends_above_panel(ui: &mut Ui, ends: &[(SessionId, String)]) -> Option<Command> {
    let mut wish = None;
    for (id, words) in ends {
        layout::strip(ui, |ui| {
            notice::banner_with(ui, Meaning::Attention, words, |ui| {
                layout::row(ui, |ui| {
                    if button::link(ui, "Log in again…").clicked() {
                        wish = Some(SessionWish::Show(*id));
                    }
                    if button::link(ui, "Dismiss").clicked() {
                        wish = Some(SessionWish::HideEnd(*id));
                    }
                });
            });
        });
    }
    wish.map(Command::Sessions)
}
