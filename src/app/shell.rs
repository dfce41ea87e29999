//! The frame around the panels: top bar, navigation, and the chosen panel.

mod session_menu;
mod top_bar;

use std::time::Duration;

use egui::{CentralPanel, Panel, Ui};
use jiff::Timestamp;

use super::command::Command;
use super::controller::Scene;
use super::login_notice;
use super::open_changes;
use super::panel_table::{Controllers, PANELS, Route};
use super::session_title::Others;
use super::stale_answer;
use super::work::RunningWork;
use crate::kit::currency::{self, Currency, Moment};
use crate::kit::palette::EnvironmentColour;
use crate::kit::{layout, nav, space};

const NAVIGATION_WIDTH: f32 = 196.0;
/// In a window narrower than this, in points (a small one, or one that is zoomed), navigation is icons alone.
const SMALL_WINDOW: f32 = 900.0;
const ICONS_WIDTH: f32 = 60.0;
/// Times left are shown to the minute.
const MINUTE: Duration = Duration::from_mins(1);

/// What the shell draws from, and what the person asks of it.
pub struct Shell<'a> {
    /// The session and the program.
    pub scene: &'a Scene<'a>,
    /// The sessions that are open side by side.
    pub others: &'a Others<'a>,
    /// Why it was not taken down how the session's token came, a sentence.
    pub login_notice: Option<&'a str>,
    /// The work under way.
    pub running: &'a [RunningWork],
    /// The chosen panel.
    pub route: Route,
    /// What the person asked for.
    pub commands: Vec<Command>,
}

/// Draws all of it.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, controllers: &mut Controllers) {
    let dark_mode = ui.visuals().dark_mode;
    let top = Panel::top("top bar").frame(layout::top_frame(dark_mode)).resizable(false);
    top.show(ui, |ui| top_bar::show(ui, shell));
    let is_small = ui.available_width() < SMALL_WINDOW;
    let left = Panel::left("navigation")
        .frame(layout::navigation_frame(dark_mode))
        .exact_size(if is_small { ICONS_WIDTH } else { NAVIGATION_WIDTH })
        .resizable(false);
    left.show(ui, |ui| navigation(ui, shell, controllers));
    let (route, scene) = (shell.route, shell.scene);
    let panel = (route.panel().controller)(controllers);
    let frame = layout::page_frame(dark_mode);
    let currency = Currency::of(&panel.readings(route, scene), &moment(scene));
    let client = scene.session.session.client();
    let (ends, login_notice) = (shell.others.ends, shell.login_notice);
    let central = CentralPanel::default().frame(frame).show(ui, |ui| {
        let hides = [
            session_menu::ends_above_panel(ui, ends),
            login_notice::above_panel(ui, login_notice),
            stale_answer::above_panel(ui, client),
            open_changes::above_panel(ui, &scene.session.open_changes, &scene.program.zone, route),
        ];
        currency::around(ui, &currency, |ui| panel.view(ui, route, scene));
        hides
    });
    shell.commands.extend(central.inner.into_iter().flatten());
    for dialog in controllers.dialogs() {
        dialog.view(ui, route, scene);
    }
    if scene.session.environment.counts_as_production() {
        layout::window_frame(ui.ctx(), EnvironmentColour::Production);
    }
    ui.ctx().request_repaint_after(MINUTE.min(scene.program.fresh_for));
}

/// When the panel is looked at, and whether the platform answers.
fn moment<'a>(scene: &Scene<'a>) -> Moment<'a> {
    Moment {
        now: Timestamp::now(),
        zone: &scene.program.zone,
        fresh_for: scene.program.fresh_for,
        silent_since: scene.session.session.client().silent_since(),
    }
}

/// The panels of the navigation, from the table.
fn navigation(ui: &mut Ui, shell: &mut Shell<'_>, controllers: &mut Controllers) {
    ui.spacing_mut().item_spacing.y = space::XS;
    for panel in &PANELS {
        let Some(glyph) = panel.icon else { continue };
        let badge = (panel.controller)(controllers).badge(shell.scene);
        let mark = badge.mark.as_ref();
        let mark = mark.map(|(meaning, count, words)| nav::Mark { meaning: *meaning, count: *count, words });
        let is_chosen = shell.route.panel().nav_parent == panel.route;
        if nav::marked_item(ui, glyph, panel.title, badge.count, mark, is_chosen).clicked() {
            shell.commands.push(Command::Go(panel.route));
        }
    }
}
