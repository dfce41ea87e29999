//! The app: the program, the login, and the sessions that are open. It takes over what has come before it draws,
//! and draws what it has.

use std::time::Duration;

use egui::{Context, Ui, ViewportCommand};
use jiff::tz::TimeZone;
use tokio::runtime::Handle;
use tokio::time::timeout;

use super::error::AppError;
use super::kept_settings::KeptSettings;
use super::ledger::LedgerHandle;
use super::lock::{AwaySigns, IdleWatch, LockReason};
use super::login::{LoginController, LoginNews};
use super::program::Program;
use super::sessions::{AtLogin, Sessions};
use super::start::Start;
use super::task::Task;
use super::work::Work;
use super::worker::Worker;
use crate::bitgo::session::Session;
use crate::kit::theme;
use crate::sandbox::RunningSandbox;

/// So long at most is the platform's answer to the last logout waited for.
const LONGEST_GOODBYE: Duration = Duration::from_secs(2);

/// The app.
pub struct App {
    program: Program,
    login: LoginController,
    sessions: Sessions,
    closing: Closing,
    idle: IdleWatch,
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
        let (sandbox, away) = (start.sandbox.clone(), AwaySigns::heed(&start.away, ctx.clone()));
        let program = Program {
            worker: Worker::new(runtime, ctx.clone()),
            settings: KeptSettings::read(start.settings.clone()),
            ledger: LedgerHandle::new(start.ledger.clone()),
            zone: TimeZone::system(),
            fresh_for: start.fresh_for,
            timeouts: start.timeouts,
            minute: start.minute,
            away,
        };
        program.apply_look();
        Self {
            login: LoginController::new(&program, sandbox, start.keychain.clone()),
            program,
            sessions: Sessions::new(start),
            closing: Closing::Open,
            idle: IdleWatch::default(),
        }
    }

    /// The running sandbox, for tests that set its clock or slow it down.
    pub fn sandbox(&self) -> Option<&RunningSandbox> {
        self.login.sandbox()
    }

    /// The session on the screen, for tests that ask with it beside the screen.
    pub fn session(&self) -> Option<&Session> {
        self.sessions.shown_session()
    }
}

impl App {
    /// Locks where the person asked for it, or nobody has done anything for as long as the settings say.
    fn lock_when_due(&mut self, ctx: &Context) {
        if !self.sessions.is_any_open() {
            self.program.away.take();
            return self.idle.begin_anew();
        }
        let (after, minute) = (self.program.settings.values.auto_lock, self.program.minute);
        let reason = self.idle.see(ctx, after, minute);
        let Some(reason) = self.program.away.take().map(LockReason::Away).or(reason) else { return };
        self.idle.begin_anew();
        self.sessions.lock(reason, &self.program);
        self.login.wipe_secrets(&self.program);
    }

    /// Closes the window when that was asked, and nothing that would be lost holds it. It is hidden first, while the
    /// sessions of logins end at the platform.
    fn close_when_asked(&mut self, ctx: &Context) {
        if let Closing::EndingSession(ending) = &mut self.closing
            && ending.poll()
        {
            self.closing = Closing::Now;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let is_settled = self.sessions.take_leave_to_close();
        let is_asked = ctx.input(|input| input.viewport().close_requested());
        if !is_settled && !is_asked || matches!(self.closing, Closing::Now) {
            return;
        }
        if matches!(self.closing, Closing::Open) && !is_settled && self.sessions.asks_before_closing() {
            return ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
        if matches!(self.closing, Closing::Open) && !self.end_sessions() {
            if is_settled {
                self.closing = Closing::Now;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            return;
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        ctx.send_viewport_cmd(ViewportCommand::Visible(false));
    }

    /// No session of a login outlives the window: the platform's answer is waited for, [`LONGEST_GOODBYE`] at most. False
    /// where nothing is to be ended.
    fn end_sessions(&mut self) -> bool {
        let Some(goodbye) = self.sessions.end_before_closing() else { return false };
        let mut ending = Task::default();
        ending.start(&self.program.worker, Work::reading("Logging out"), async move {
            let _ = timeout(LONGEST_GOODBYE, goodbye).await;
            Ok::<_, AppError>(())
        });
        self.closing = Closing::EndingSession(Box::new(ending));
        true
    }
}

impl eframe::App for App {
    /// Carries out what was asked and takes over what has come. No drawing.
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.program.poll();
        self.lock_when_due(ctx);
        match self.login.update(&mut self.program, || self.sessions.environments()) {
            Some(LoginNews::Opened(opened)) => self.sessions.enter(*opened, &self.program),
            Some(LoginNews::Back(id)) => {
                // It is open: nobody is led to the login that they are at.
                let _ = self.sessions.show_or_ask(id, &self.program);
            }
            None => {}
        }
        if let Some(AtLogin { notice, way_back }) = self.sessions.update(&mut self.program) {
            self.login.come_back(notice, &self.program);
            if let Some(way_back) = way_back {
                self.login.lead_back(&way_back);
            }
        }
        self.close_when_asked(ctx);
    }

    /// No secret outlives the program on the clipboard.
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.sessions.program_ends();
        self.program.settings.finish();
    }

    /// Draws. It starts nothing: what is asked for waits for the next round.
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        if !self.sessions.view(ui, &self.program) {
            self.login.view(ui, &self.program, &self.sessions.titles());
        }
        self.sessions.view_question(ui);
    }
}
