//! The app: the program, the login, and what the logged-in person works with. It takes over what has come before it draws,
//! and draws what it has.

use std::time::Duration;

use egui::{Context, Ui, ViewportCommand};
use jiff::tz::TimeZone;
use tokio::runtime::Handle;
use tokio::time::timeout;

use super::error::AppError;
use super::ledger::LedgerHandle;
use super::login::LoginController;
use super::program::{KeptSettings, Program};
use super::start::Start;
use super::task::Task;
use super::work::Work;
use super::worker::Worker;
use super::workspace::{LogoutKind, Workspace};
use crate::bitgo::session::Session;
use crate::kit::theme;
use crate::sandbox::RunningSandbox;

/// So long at most is the platform's answer to the last logout waited for.
const LONGEST_GOODBYE: Duration = Duration::from_secs(2);

/// The app.
pub struct App {
    program: Program,
    login: LoginController,
    workspace: Workspace,
    closing: Closing,
}

/// What becomes of the window.
#[derive(Default)]
enum Closing {
    /// It stays.
    #[default]
    Open,
    /// It is hidden, and the session is being ended at the platform.
    EndingSession(Box<Task<()>>),
    /// Nothing holds it any more.
    Now,
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
            fresh_for: start.fresh_for,
            timeouts: start.timeouts,
        };
        program.apply_look();
        Self {
            login: LoginController::new(&program, start.sandbox),
            program,
            workspace,
            closing: Closing::Open,
        }
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

impl App {
    /// A session of a login does not outlive the window. The window is hidden first, and the platform's answer is waited
    /// for beside it, [`LONGEST_GOODBYE`] at most.
    fn close_when_asked(&mut self, ctx: &Context) {
        if let Closing::EndingSession(ending) = &mut self.closing
            && ending.poll()
        {
            self.closing = Closing::Now;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        if !ctx.input(|input| input.viewport().close_requested()) || matches!(self.closing, Closing::Now) {
            return;
        }
        if matches!(self.closing, Closing::Open) {
            let Some(goodbye) = self.workspace.end_session_before_closing() else { return };
            let mut ending = Task::default();
            ending.start(&self.program.worker, Work::reading("Logging out"), async move {
                let _ = timeout(LONGEST_GOODBYE, goodbye).await;
                Ok::<_, AppError>(())
            });
            self.closing = Closing::EndingSession(Box::new(ending));
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        ctx.send_viewport_cmd(ViewportCommand::Visible(false));
    }
}

impl eframe::App for App {
    /// Carries out what was asked and takes over what has come. No drawing.
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.program.poll();
        if let Some(session) = self.login.update(&mut self.program) {
            self.workspace.enter(session, &self.program);
        }
        self.close_when_asked(ctx);
        match self.workspace.update(&mut self.program) {
            Some(LogoutKind::LoggedOut { farewell }) => self.login.come_back(farewell, &self.program),
            Some(LogoutKind::Ended { farewell }) => self.login.come_back(Some(farewell), &self.program),
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
