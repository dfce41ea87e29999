//! What every subject may use, with and without a session: where work is started, the settings, the token ledger and the
//! person's time zone.

use std::time::Duration;

use jiff::tz::TimeZone;
use tokio::task::spawn_blocking;

use super::error::AppError;
use super::ledger::LedgerHandle;
use super::lock::AwaySigns;
use super::task::Task;
use super::work::Work;
use super::worker::Worker;
use crate::bitgo::client::Timeouts;
use crate::kit::theme::{self, Theme};
use crate::store::settings::{Settings, SettingsFile, ThemeChoice};

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

/// The settings, and the file that keeps them.
pub struct KeptSettings {
    /// As they are now. [`Program::write_settings`] keeps what was changed in them.
    pub values: Settings,
    file: SettingsFile,
    writing: Task<()>,
    /// Something about the file that the person should know.
    notice: Option<String>,
}

impl KeptSettings {
    /// Reads the file.
    pub fn read(file: SettingsFile) -> Self {
        let (values, problem) = file.read();
        Self { values, file, writing: Task::default(), notice: problem.map(|problem| problem.to_string()) }
    }

    /// What is to be said of the file.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }
}

impl Program {
    /// Keeps the settings, off the screen's thread.
    pub fn write_settings(&mut self) {
        let (file, values) = (self.settings.file.clone(), self.settings.values.clone());
        self.settings.writing.start(&self.worker, Work::saving("Writing the settings"), async move {
            let kept = spawn_blocking(move || file.write(&values)).await;
            kept.map_err(|_| AppError::broke_off())?.map_err(|error| AppError::of_settings(&error))
        });
    }

    /// Takes over what has come.
    pub fn poll(&mut self) {
        if self.settings.writing.poll() {
            let error = self.settings.writing.error();
            self.settings.notice = error.map(|error| match error.failure.detail.as_str() {
                "" => error.failure.what.clone(),
                detail => detail.to_owned(),
            });
        }
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
