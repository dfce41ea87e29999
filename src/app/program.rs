//! What every subject may use, with and without a session: where work is started, the settings, the token ledger and the
//! person's time zone.

use std::time::Duration;

use jiff::tz::TimeZone;

use super::kept_settings::KeptSettings;
use super::ledger::LedgerHandle;
use super::lock::AwaySigns;
use super::worker::Worker;
use crate::bitgo::client::{Client, Timeouts};
use crate::bitgo::environment::Environment;
use crate::bitgo::error::Error;
use crate::bitgo::signing::AuthVersion;
use crate::kit::theme::{self, Theme};
use crate::store::settings::ThemeChoice;

/// The program around the subjects.
pub struct Program {
    /// Where work is started.
    pub worker: Worker,
    /// The person's settings.
    pub settings: KeptSettings,
    /// The ledger of tokens on this machine.
    pub ledger: LedgerHandle,
    /// The time zone of the person.
    pub zone: TimeZone,
    /// So long after it was read, a figure stands without its time.
    pub fresh_for: Duration,
    /// How long requests may take, how large their answers may be, and how many are sent a minute.
    pub timeouts: Timeouts,
    /// How long a minute of the automatic lock lasts; tests shorten it.
    pub minute: Duration,
    /// This machine's signs that nobody is there.
    pub away: AwaySigns,
}

impl Program {
    /// Keeps what was changed in the settings, off the screen's thread.
    pub fn write_settings(&mut self) {
        self.settings.write(&self.worker);
    }

    /// Takes over what has come, and puts in force what another running copy of the program has set.
    pub fn poll(&mut self) {
        if self.settings.poll(&self.worker) {
            self.apply_look();
        }
    }

    /// A connection to this environment, by the proxy of the settings.
    pub fn client(&self, environment: Environment, version: AuthVersion) -> Result<Client, Error> {
        Client::by_proxy(environment, version, self.timeouts, self.settings.values.proxy.clone())
    }

    /// The chosen theme.
    pub fn theme(&self) -> Theme {
        match self.settings.values.theme {
            ThemeChoice::System => Theme::System,
            ThemeChoice::Dark => Theme::Dark,
            ThemeChoice::Light => Theme::Light,
        }
    }

    /// Chooses a theme and keeps the choice.
    pub fn choose_theme(&mut self, theme: Theme) {
        self.settings.values.theme = match theme {
            Theme::System => ThemeChoice::System,
            Theme::Dark => ThemeChoice::Dark,
            Theme::Light => ThemeChoice::Light,
        };
        self.write_settings();
        self.apply_look();
    }

    /// Puts theme and zoom in force.
    pub fn apply_look(&self) {
        let screen = self.worker.screen();
        theme::apply(screen, self.theme());
        screen.set_zoom_factor(f32::from(self.settings.values.zoom_percent.percent()) / 100.0);
    }
}
