//! The console: owner of all state. It polls before it draws, draws what it has, and queues what was asked.

use egui::{Context, Key, Modifiers, Ui};
use jiff::tz::TimeZone;
use tokio::runtime::Handle;

use super::active_session::ActiveSession;
use super::command_palette::CommandPalette;
use super::controller::{Effect, Turn};
use super::file_dialog::FileDialog;
use super::ledger::LedgerHandle;
use super::login::LoginController;
use super::panel_table::{Controllers, Route};
use super::program::{KeptSettings, Program};
use super::save_dialog::{self, SaveDialog};
use super::session_end::LastAnswers;
use super::start::Start;
use super::work::RunningWork;
use super::worker::Worker;
use crate::bitgo::session::Session;
use crate::kit::theme;
use crate::sandbox::RunningSandbox;

/// Effects that bring about effects are carried out so many times in one update.
const EFFECT_ROUNDS: usize = 8;

/// What the shell asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Go to a panel.
    Go(Route),
    /// Show one wallet in the table.
    ShowWallet(String),
    /// Narrow wallets to an enterprise, or no longer.
    ChooseEnterprise(Option<String>),
    /// Cancel the work with this label.
    Cancel(&'static str),
    /// Open the palette.
    Find,
    /// Dark to light and back.
    ToggleTheme,
    /// End the session.
    LogOut,
}

/// All that can be asked of the console in a frame.
pub(super) enum Asked {
    SaveDialog(save_dialog::Wish),
    Shell(Command),
}

/// The app.
pub struct App {
    pub(super) program: Program,
    pub(super) login: LoginController,
    pub(super) controllers: Controllers,
    pub(super) file_dialog: FileDialog,
    /// A file that is being saved.
    pub(super) saving: Option<SaveDialog>,
    pub(super) live: Option<ActiveSession>,
    /// That the session is over and waits for something to be taken, as a sentence.
    pub(super) farewell: Option<String>,
    /// Who was logged in last, and where: another person finds no drafts of theirs.
    pub(super) last_person: Option<(String, String)>,
    pub(super) room: Route,
    pub(super) palette: CommandPalette,
    queue: Vec<Asked>,
    /// The work that was under way before its results were last taken over: what is listed as ended has its result shown.
    pub(super) running: Vec<RunningWork>,
    pub(super) last_answers: LastAnswers,
    /// What subjects want of one another.
    pub(super) effects: Vec<Effect>,
}

impl App {
    /// Sets up the look and begins to start the sandbox.
    pub fn new(ctx: &Context, runtime: Handle, start: Start) -> Self {
        theme::install(ctx);
        // Zoom is a setting, with steps and bounds of its own.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let controllers = Controllers::new(&start);
        let program = Program {
            worker: Worker::new(runtime, ctx.clone()),
            settings: KeptSettings::read(start.settings),
            ledger: LedgerHandle::new(start.ledger),
            zone: TimeZone::system(),
        };
        program.apply_look();
        Self {
            login: LoginController::new(&program, start.sandbox),
            program,
            controllers,
            file_dialog: start.file_dialog,
            saving: None,
            live: None,
            farewell: None,
            last_person: None,
            room: Route::Wallets,
            palette: CommandPalette::default(),
            queue: Vec::new(),
            running: Vec::new(),
            last_answers: LastAnswers::default(),
            effects: Vec::new(),
        }
    }

    /// The running sandbox, for tests that set its clock or slow it down.
    pub fn sandbox(&self) -> Option<&RunningSandbox> {
        self.login.sandbox()
    }

    /// The session that is open, for tests that ask with it beside the screen.
    pub fn session(&self) -> Option<&Session> {
        self.live.as_ref().map(|live| &live.session)
    }

    pub(super) fn ask(&mut self, asked: Asked) {
        self.queue.push(asked);
        self.program.worker.wake_screen();
    }

    fn shortcuts(&mut self, ui: &Ui) {
        let pressed = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::K));
        if pressed && self.live.is_some() {
            self.palette.open();
        }
    }

    /// A session has been opened. Another person finds nothing of the one before.
    fn enter(&mut self, session: Session) {
        let environment = session.client().environment().clone();
        let person = (environment.origin(), session.user().id.clone());
        if self.last_person.as_ref().is_some_and(|last| *last != person) {
            self.forget_person();
        }
        self.last_person = Some(person);
        let (worker, ledger) = (self.program.worker.clone(), self.program.ledger.clone());
        self.live = Some(ActiveSession::new(worker, session, environment, ledger));
    }

    /// Lets every controller carry out and take over, and then what they want of one another.
    fn update_controllers(&mut self) {
        let Some(session) = &mut self.live else { return };
        let (program, effects) = (&mut self.program, &mut self.effects);
        let mut turn = Turn { session, program, route: self.room, effects };
        self.controllers.each(|controller| controller.update(&mut turn));
        for _ in 0..EFFECT_ROUNDS {
            let effects = std::mem::take(&mut self.effects);
            if effects.is_empty() {
                break;
            }
            for effect in effects {
                self.carry_out_effect(effect);
            }
        }
    }

    fn carry_out_effect(&mut self, effect: Effect) {
        match effect {
            Effect::Go(route) => self.go(route),
            Effect::Save(dialog) => self.saving = Some(*dialog),
            effect => {
                if let (Effect::WalletsStale(ids), Some(session)) = (&effect, &mut self.live) {
                    session.refresh_wallets(ids);
                }
                self.tell_controllers(&effect);
            }
        }
    }

    fn tell_controllers(&mut self, effect: &Effect) {
        let Some(session) = &mut self.live else { return };
        let (program, effects) = (&mut self.program, &mut self.effects);
        let mut turn = Turn { session, program, route: self.room, effects };
        self.controllers.each(|controller| controller.hear(effect, &mut turn));
    }
}

impl eframe::App for App {
    /// Carries out what was asked and takes over what has come. No drawing.
    fn logic(&mut self, _ctx: &Context, _frame: &mut eframe::Frame) {
        self.running = self.program.worker.works().running();
        self.program.poll();
        if let Some(session) = self.login.update(&mut self.program) {
            self.enter(session);
        }
        for asked in std::mem::take(&mut self.queue) {
            self.carry_out(asked);
        }
        self.poll();
        self.update_controllers();
        self.end_session_if_over();
    }

    /// No secret outlives the program on the clipboard.
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.controllers.each(|controller| controller.program_ends());
    }

    /// Draws. It starts nothing: what is asked for waits in the queue for the next round.
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.shortcuts(ui);
        if self.live.is_some() {
            self.shell_ui(ui);
        } else {
            self.login.view(ui, &self.program);
        }
    }
}
