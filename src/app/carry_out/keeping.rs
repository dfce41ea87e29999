//! The settings: kept on the disk, and put in force.

use egui::Context;

use crate::app::console::Console;
use crate::app::failure::Trouble;
use crate::kit::theme::{self, Theme};
use crate::panels::settings;
use crate::store::settings::{ThemeChoice, Zoom};

impl Console {
    /// Keeps the settings, off the screen's thread.
    pub(in crate::app) fn write_settings(&mut self) {
        let (file, settings) = (self.settings_file.clone(), self.settings.clone());
        let key = self.asking("settings");
        self.keeping.ask(&self.worker, key, async move {
            let kept = tokio::task::spawn_blocking(move || file.write(&settings)).await;
            kept.map_err(|_| Trouble::broke_off())?.map_err(|error| Trouble::of_settings(&error))
        });
    }

    pub(super) fn keep_settings(&mut self, ctx: &Context, values: &settings::Values) {
        self.settings.theme = match values.theme {
            Theme::System => ThemeChoice::System,
            Theme::Dark => ThemeChoice::Dark,
            Theme::Light => ThemeChoice::Light,
        };
        self.settings.zoom_percent = Zoom::from(values.zoom_percent);
        self.settings.next_deployment = values.next_deployment;
        self.settings.sign_with_v2 = values.sign_with_v2;
        self.write_settings();
        self.apply_look(ctx);
    }

    /// The settings as their panel edits them.
    pub(in crate::app) fn settings_values(&self) -> settings::Values {
        settings::Values {
            theme: match self.settings.theme {
                ThemeChoice::System => Theme::System,
                ThemeChoice::Dark => Theme::Dark,
                ThemeChoice::Light => Theme::Light,
            },
            zoom_percent: self.settings.zoom_percent.percent(),
            next_deployment: self.settings.next_deployment,
            sign_with_v2: self.settings.sign_with_v2,
        }
    }

    /// Puts theme and zoom in force.
    pub(in crate::app) fn apply_look(&self, ctx: &Context) {
        let values = self.settings_values();
        theme::apply(ctx, values.theme);
        ctx.set_zoom_factor(f32::from(values.zoom_percent) / 100.0);
    }
}
