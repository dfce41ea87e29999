//! The app: the program, the login, and what the logged-in person works with. It takes over what has come before it draws,
//! and draws what it has.

use egui::{Context, Ui};
use jiff::tz::TimeZone;
use tokio::runtime::Handle;

use super::ledger::LedgerHandle;
use super::login::LoginController;
use super::program::{KeptSettings, Program};
use super::start::Start;
use super::worker::Worker;
use super::workspace::{LogoutKind, Workspace};
use crate::bitgo::session::Session;
use crate::kit::theme;
use crate::sandbox::RunningSandbox;

/// The app.
pub struct App {
    program: Program,
    login: LoginController,
    workspace: Workspace,
}

impl App {
    /// Sets up the look and begins to start the sandbox.
    pub fn new(ctx: &Context, runtime: Handle, start: Start) -> Self {
        theme::install(ctx);
        // Zoom is a setting, with steps and bounds of its own.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let workspace = Workspace::new(&start);
        let program = Program {
            worker: Worker::new(runtime, ctx.clone()),
            settings: KeptSettings::read(start.settings),
            ledger: LedgerHandle::new(start.ledger),
            zone: TimeZone::system(),
        };
        program.apply_look();
        Self { login: LoginController::new(&program, start.sandbox), program, workspace }
    }

    /// The running sandbox, for tests that set its clock or slow it down.
    pub fn sandbox(&self) -> Option<&RunningSandbox> {
        self.login.sandbox()
    }

    /// The session that is open, for tests that ask with it beside the screen.
    pub fn session(&self) -> Option<&Session> {
        self.workspace.session()
    }
}

impl eframe::App for App {
    /// Carries out what was asked and takes over what has come. No drawing.
    fn logic(&mut self, _ctx: &Context, _frame: &mut eframe::Frame) {
        self.program.poll();
        if let Some(session) = self.login.update(&mut self.program) {
            self.workspace.enter(session, &self.program);
        }
        match self.workspace.update(&mut self.program) {
            Some(LogoutKind::LoggedOut) => self.login.notify(None),
            Some(LogoutKind::Ended { farewell }) => self.login.notify(Some(farewell)),
            None => {}
        }
    }

    /// No secret outlives the program on the clipboard.
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.workspace.program_ends();
    }

    /// Draws. It starts nothing: what is asked for waits for the next round.
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        if !self.workspace.view(ui, &self.program) {
            self.login.view(ui, &self.program);
        }
    }
}
