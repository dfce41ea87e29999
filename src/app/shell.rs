//! The frame around the panels: navigation and top bar.

mod top_bar;

use std::time::Duration;

use egui::{CentralPanel, Panel, Ui};

use super::application::{App, Asked, Command};
use super::controller::Scene;
use super::panel_table::Route;
use super::panel_table::{Controllers, PANELS};
use crate::bitgo::environment::EnvironmentKind;
use crate::kit::palette::EnvironmentColour;
use crate::kit::{layout, nav, space};

const NAVIGATION_WIDTH: f32 = 196.0;
/// In a window narrower than this, in points (a small one, or one that is zoomed), navigation is icons alone.
const SMALL_WINDOW: f32 = 900.0;
const ICONS_WIDTH: f32 = 60.0;
/// Times left are shown to the minute.
const MINUTE: Duration = Duration::from_mins(1);

impl App {
    /// Navigation, top bar and the chosen panel.
    pub(super) fn shell_ui(&mut self, ui: &mut Ui) {
        let dark_mode = ui.visuals().dark_mode;
        let mut asked = Vec::new();
        if let Some(live) = &self.live {
            let top = Panel::top("top bar").frame(layout::top_frame(dark_mode)).resizable(false);
            top.show(ui, |ui| top_bar::show(ui, live, &self.running, &mut asked));
            let is_small = ui.available_width() < SMALL_WINDOW;
            let left = Panel::left("navigation")
                .frame(layout::navigation_frame(dark_mode))
                .exact_size(if is_small { ICONS_WIDTH } else { NAVIGATION_WIDTH })
                .resizable(false);
            let scene = Scene { session: live, program: &self.program, farewell: None };
            let controllers = &mut self.controllers;
            left.show(ui, |ui| navigation(ui, self.room, &scene, controllers, &mut asked));
        }
        let frame = layout::page_frame(dark_mode);
        CentralPanel::default().frame(frame).show(ui, |ui| {
            let Some(session) = &self.live else { return };
            let scene = Scene { session, program: &self.program, farewell: self.farewell.as_deref() };
            (self.room.panel().controller)(&mut self.controllers).view(ui, self.room, &scene);
        });
        if let Some(live) = &self.live {
            if live.environment.kind() == EnvironmentKind::Production {
                layout::window_frame(ui.ctx(), EnvironmentColour::Production);
            }
            if let Some(command) = self.palette.show(ui.ctx(), live.wallets.rows()) {
                asked.push(Asked::Shell(command));
            }
        }
        let wish = self.saving.as_mut().and_then(|saving| saving.show(ui.ctx()));
        asked.extend(wish.map(Asked::SaveDialog));
        for asked in asked {
            self.ask(asked);
        }
        ui.ctx().request_repaint_after(MINUTE);
    }
}

/// The panels of the navigation, from the table.
fn navigation(
    ui: &mut Ui,
    route: Route,
    scene: &Scene<'_>,
    controllers: &mut Controllers,
    asked: &mut Vec<Asked>,
) {
    ui.spacing_mut().item_spacing.y = space::XS;
    for panel in &PANELS {
        let Some(glyph) = panel.icon else { continue };
        let badge = (panel.controller)(controllers).badge(scene);
        let mark = badge.mark.as_ref().map(|(meaning, count, words)| nav::Mark {
            meaning: *meaning,
            count: *count,
            words,
        });
        let is_chosen = route.panel().under == panel.route;
        if nav::marked_item(ui, glyph, panel.title, badge.count, mark, is_chosen).clicked() {
            asked.push(Asked::Shell(Command::Go(panel.route)));
        }
    }
}
