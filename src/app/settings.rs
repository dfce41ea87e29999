//! The settings: kept on the disk, and put in force.

use egui::Ui;
use jiff::Timestamp;

use super::controller::{Controller, Inbox, Scene, Turn};
use super::panel_table::Route;
use super::program::Program;
use crate::kit::state::Reading;
use crate::panels::settings::{self, Request, Values};
use crate::store::settings::{AutoLock, Zoom};

/// The settings.
#[derive(Default)]
pub struct SettingsController {
    state: settings::State,
    requests: Inbox<Request>,
}

impl Controller for SettingsController {
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        let program = scene.program;
        let today = Timestamp::now().to_zoned(program.zone.clone()).date();
        let notice = program.settings.notice();
        let asked = settings::show(ui, &mut self.state, &values(program), today, notice);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for Request::Keep(values) in self.requests.take() {
            keep(turn.program, &values);
        }
    }

    /// Nothing of it is read from the platform.
    fn readings<'a>(&'a self, _route: Route, _scene: &Scene<'a>) -> Vec<Reading<'a>> {
        Vec::new()
    }

    /// Nothing secret is typed here.
    fn left(&mut self, _route: Route) {}

    /// Settings are this machine's, not the person's.
    fn forget(&mut self) {}
}

/// The settings as their panel edits them.
fn values(program: &Program) -> Values {
    let kept = &program.settings.values;
    Values {
        theme: program.theme(),
        zoom_percent: kept.zoom_percent.percent(),
        auto_lock_minutes: kept.auto_lock.minutes(),
        next_deployment: kept.next_deployment,
        sign_with_v2: kept.sign_with_v2,
    }
}

fn keep(program: &mut Program, values: &Values) {
    let kept = &mut program.settings.values;
    kept.zoom_percent = Zoom::from(values.zoom_percent);
    kept.auto_lock = AutoLock::from(values.auto_lock_minutes);
    kept.next_deployment = values.next_deployment;
    kept.sign_with_v2 = values.sign_with_v2;
    program.choose_theme(values.theme);
}
