//! What one person works with: their session, the subjects, and their panel. Nothing in here knows of another one.

use egui::{Key, Modifiers, Ui};

use super::about_session::AboutSession;
use super::active_session::ActiveSession;
use super::command::Command;
use super::command_palette::CommandPalette;
use super::controller::{Effect, Inbox, Scene, Turn};
use super::environment::label_of;
use super::file_dialog::FileDialog;
use super::keep_token::KeepToken;
use super::lock::LockReason;
use super::opened::Opened;
use super::panel_table::{Controllers, Route};
use super::program::Program;
use super::save_dialog::{SaveDialog, SaveRequest};
use super::session_end::{LastAnswers, SessionEnd};
use super::session_title::{Others, SessionId, SessionTitle, SessionWish};
use super::shell::{self, Shell};
use super::start::Start;
use super::token_log_out::{LogOutRequest, TokenLogOut};
use super::unlock_dialog::{UnlockDialog, UnlockRequest};
use super::work::{RunningWork, WorkKind};
use crate::bitgo::environment::Environment;
use crate::bitgo::session::{OpenedBy, Session};
use crate::domain::foreign_text::visible;
use crate::domain::leaving::Unfinished;
use crate::kit::environment::EnvironmentLabel;
use crate::kit::theme::Theme;

/// Effects that bring about effects are carried out so many times in one update.
const EFFECT_ROUNDS: usize = 8;

/// How the person left the session.
pub enum LogoutKind {
    /// They logged out.
    LoggedOut {
        /// What became of more than the session, a sentence for the login.
        farewell: Option<String>,
    },
    /// It ended under them.
    Ended {
        /// Why, a sentence for the login.
        farewell: String,
    },
}

/// A person's session with all that is done in it. What is typed in the subjects outlives a session that ends under it.
pub struct Workspace {
    session: Option<ActiveSession>,
    controllers: Controllers,
    /// The panel on the screen.
    route: Route,
    commands: Inbox<Command>,
    /// What subjects want of one another.
    effects: Vec<Effect>,
    palette: CommandPalette,
    file_dialog: FileDialog,
    /// A file that is being saved.
    save_dialog: Option<SaveDialog>,
    save_wishes: Inbox<SaveRequest>,
    /// What is asked before the session of an access token is left.
    log_out: Option<TokenLogOut>,
    log_out_requests: Inbox<LogOutRequest>,
    /// What is asked before the session is unlocked for sending.
    unlock: Option<UnlockDialog>,
    unlock_requests: Inbox<UnlockRequest>,
    unlock_seen: u64,
    /// The work that was under way before its results were last taken over: what is listed as ended has its result shown.
    running: Vec<RunningWork>,
    last_answers: LastAnswers,
    /// That the session is over and waits for something to be taken, a sentence.
    farewell: Option<String>,
    /// Whose session it is or was, and where.
    place: Option<Place>,
    /// Why it was not taken down how the session's token came, a sentence.
    login_notice: Option<String>,
    /// The session's token on its way into the keychain.
    keeping: KeepToken,
    /// What the session is, while that is looked at.
    about: AboutSession,
    /// How the session ended, a sentence, and whether it has been read of.
    end: Option<(String, bool)>,
    /// What is wanted of the other sessions.
    wish: Option<SessionWish>,
}

/// Whose session, and where.
struct Place {
    key: PlaceKey,
    environment: EnvironmentLabel,
    host: String,
    person: String,
    /// What the access token is called that began it.
    token: Option<String>,
    /// What the login is filled in with, to lead back here.
    way_back: (Environment, String),
}

/// What tells one session's place from another's.
#[derive(PartialEq, Eq)]
struct PlaceKey {
    origin: String,
    person_id: String,
    /// The access token that began it, by ID: with another one it is another session, which may do other things. One without
    /// a label is a login's, handed over to go on with.
    token_id: Option<String>,
}

impl PlaceKey {
    fn of(session: &Session) -> Self {
        let has_label = !session.info().label.trim().is_empty();
        let is_of_a_token = session.opened_by() == OpenedBy::Token && has_label;
        Self {
            origin: session.client().environment().origin(),
            person_id: session.user().id.clone(),
            token_id: is_of_a_token.then(|| session.info().id.clone()),
        }
    }
}

impl Place {
    fn of(session: &Session) -> Self {
        let environment = session.client().environment();
        let is_of_a_token = session.opened_by() == OpenedBy::Token;
        Self {
            key: PlaceKey::of(session),
            environment: label_of(environment),
            host: environment.host_label(),
            person: session.user().display_name().to_owned(),
            token: is_of_a_token.then(|| visible(&session.info().label).into_owned()),
            way_back: (environment.clone(), session.user().username.clone()),
        }
    }
}

impl Workspace {
    /// As the program starts: without a session.
    pub fn new(start: &Start) -> Self {
        Self {
            session: None,
            controllers: Controllers::new(start),
            route: Route::Wallets,
            commands: Inbox::default(),
            effects: Vec::new(),
            palette: CommandPalette::default(),
            file_dialog: start.file_dialog,
            save_dialog: None,
            save_wishes: Inbox::default(),
            log_out: None,
            log_out_requests: Inbox::default(),
            unlock: None,
            unlock_requests: Inbox::default(),
            unlock_seen: 0,
            running: Vec::new(),
            last_answers: LastAnswers::default(),
            farewell: None,
            place: None,
            login_notice: None,
            keeping: KeepToken::new(start.keychain.clone()),
            about: AboutSession::default(),
            end: None,
            wish: None,
        }
    }

    /// The session that is open.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref().map(|active| &active.session)
    }

    /// Whether this is where such a session goes on: of the same person, in the same place, begun in the same way.
    pub fn is_of(&self, session: &Session) -> bool {
        self.place.as_ref().is_some_and(|place| place.key == PlaceKey::of(session))
    }

    /// What it is called.
    pub fn title(&self, id: SessionId, is_shown: bool) -> Option<SessionTitle> {
        let place = self.place.as_ref()?;
        Some(SessionTitle {
            id,
            environment: place.environment.clone(),
            host: place.host.clone(),
            person: place.person.clone(),
            token: place.token.clone(),
            is_open: self.session.is_some(),
            is_shown,
        })
    }

    /// Whether there is nothing of anybody in it.
    pub fn is_forgotten(&self) -> bool {
        self.place.is_none()
    }

    /// What the login is filled in with, to lead back here.
    pub fn way_back(&self) -> Option<&(Environment, String)> {
        self.place.as_ref().map(|place| &place.way_back)
    }

    /// Ends the session because nobody is there, at the platform too where a login began it. What was under way is
    /// unconfirmed, nothing secret stays, and drafts wait for whoever logs in again.
    pub fn lock(&mut self, reason: LockReason) {
        let Some(session) = self.session.take() else { return };
        self.leave_panel();
        session.worker.works().end_all();
        let failure = reason.failure();
        self.controllers.each(|controller| controller.session_ended(&failure));
        self.controllers.each(|controller| controller.program_ends());
        session.log_out();
        self.leave();
        self.end = Some((reason.words(), true));
    }

    /// How its session ended, a sentence; none while it is open.
    pub fn end_words(&self) -> Option<&str> {
        self.end.as_ref().map(|(words, _)| words.as_str())
    }

    /// It ended, and nobody has read of it.
    pub fn has_unseen_end(&self) -> bool {
        self.end.as_ref().is_some_and(|(_, is_seen)| !is_seen)
    }

    /// It has been read of.
    pub fn hide_end(&mut self) {
        if let Some((_, is_seen)) = &mut self.end {
            *is_seen = true;
        }
    }

    /// What is wanted of the other sessions, once.
    pub fn take_wish(&mut self) -> Option<SessionWish> {
        self.wish.take()
    }

    /// A session has been opened: the first, or one that goes on with what was typed in the one before. Where that is still
    /// open, it is renewed.
    pub fn enter(&mut self, Opened { session, notice, keep }: Opened, program: &Program) {
        self.place = Some(Place::of(&session));
        self.login_notice = notice;
        self.end = None;
        if let Some(open) = &mut self.session {
            open.renew(session);
        } else {
            let environment = session.client().environment().clone();
            let (worker, ledger) = (program.worker.for_session(), program.ledger.clone());
            self.session = Some(ActiveSession::new(worker, session, environment, ledger));
        }
        if let (Some(label), Some(active)) = (keep, &self.session) {
            self.keeping.start(active, &label, program);
        }
    }

    /// Carries out what was asked, takes over what has come, and passes on what subjects want of one another. Says how the
    /// session was left, if it was.
    pub fn update(&mut self, program: &mut Program, is_shown: bool) -> Option<LogoutKind> {
        self.session.as_mut()?.is_shown = is_shown;
        self.running = program.worker.works().running();
        self.with_turn(program, |_, turn| turn.session.worker.works().running())
            .into_iter()
            .for_each(|running| self.running.extend(running));
        for command in self.commands.take() {
            self.handle(command, program);
        }
        self.update_save_dialog();
        if let Some(trouble) = self.keeping.poll() {
            self.login_notice = Some(trouble);
        }
        self.with_turn(program, |controllers, turn| {
            turn.session.poll(&turn.program.zone);
            controllers.each(|controller| controller.update(turn));
        });
        self.update_unlock();
        self.pass_on_effects(program);
        self.update_log_out().or_else(|| self.end_if_over(program, is_shown))
    }

    /// Does something with the session and the subjects, where there is a session.
    fn with_turn<R>(
        &mut self,
        program: &mut Program,
        act: impl FnOnce(&mut Controllers, &mut Turn<'_>) -> R,
    ) -> Option<R> {
        let session = self.session.as_mut()?;
        let mut turn = Turn { session, program, route: self.route, effects: &mut self.effects };
        Some(act(&mut self.controllers, &mut turn))
    }

    /// Carries out a command of the shell.
    fn handle(&mut self, command: Command, program: &mut Program) {
        match command {
            Command::Go(route) => self.effects.push(Effect::Go(route)),
            Command::ShowWallet(id) => self.effects.push(Effect::ShowWallet(id)),
            Command::ChooseEnterprise(enterprise) => {
                self.with_turn(program, |_, turn| turn.session.enterprise = enterprise);
            }
            Command::Cancel(label) => {
                program.worker.works().cancel(label);
                self.with_turn(program, |_, turn| turn.session.worker.works().cancel(label));
            }
            Command::OpenPalette => self.palette.open(),
            Command::ToggleTheme => {
                let is_dark = program.worker.screen().theme() == egui::Theme::Dark;
                program.choose_theme(if is_dark { Theme::Light } else { Theme::Dark });
            }
            Command::HideStaleAnswers => {
                self.with_turn(program, |_, turn| turn.session.session.client().forget_stale_answers());
            }
            Command::HideLoginNotice => self.login_notice = None,
            Command::OpenChange(request) => {
                let effect = self.with_turn(program, |_, turn| turn.session.handle_open_change(&request));
                self.effects.extend(effect.flatten());
            }
            Command::Sessions(wish) => self.wish = Some(wish),
            Command::AboutSession => self.about.open(),
            Command::UnlockSending => self.unlock = Some(UnlockDialog::default()),
            Command::LockSending => {
                self.with_turn(program, |_, turn| turn.session.lock_sending());
            }
            Command::LogOut => self.wish = Some(SessionWish::LogOut),
        }
    }

    /// Carries out what was asked in the dialog that unlocks the session, which closes once it is unlocked.
    fn update_unlock(&mut self) {
        let Some(session) = &mut self.session else { return };
        for request in self.unlock_requests.take() {
            match request {
                UnlockRequest::Unlock { code, secs, limits } => session.unlock_sending(code, secs, limits),
                UnlockRequest::Close => {
                    self.unlock = None;
                    session.forget_unlock_failure();
                }
            }
        }
        if session.has_news_of_unlock(&mut self.unlock_seen) && session.is_unlocked() {
            self.unlock = None;
        }
    }

    fn update_save_dialog(&mut self) {
        let Some(session) = &self.session else { return };
        for request in self.save_wishes.take() {
            match &mut self.save_dialog {
                Some(dialog) if request != SaveRequest::Close => {
                    dialog.handle(request, &session.worker, self.file_dialog);
                }
                _ => self.save_dialog = None,
            }
        }
        let saved = self.save_dialog.as_mut().and_then(SaveDialog::poll);
        self.effects.extend(saved.map(Effect::SecretSaved));
    }

    fn pass_on_effects(&mut self, program: &mut Program) {
        for _ in 0..EFFECT_ROUNDS {
            for effect in std::mem::take(&mut self.effects) {
                match effect {
                    Effect::Go(route) => {
                        if self.route != route {
                            self.leave_panel();
                        }
                        self.route = route;
                        self.effects.push(Effect::Entered(route));
                    }
                    Effect::Save(dialog) => self.save_dialog = Some(*dialog),
                    effect => {
                        self.with_turn(program, |controllers, turn| {
                            if let Effect::WalletsStale(ids) = &effect {
                                turn.session.refresh_wallets(ids);
                            }
                            controllers.each(|controller| controller.hear(&effect, turn));
                        });
                    }
                }
            }
        }
    }

    /// Nothing secret stays typed on the panel that was in view.
    fn leave_panel(&mut self) {
        let route = self.route;
        (route.panel().controller)(&mut self.controllers).left(route);
    }

    /// What is not finished here, also after the session has ended.
    pub fn unfinished(&mut self) -> Vec<Unfinished> {
        let mut all = Vec::new();
        if let Some(session) = &self.session {
            let running = session.worker.works().running().into_iter();
            let changing = running.filter(|it| it.work.kind == WorkKind::Changing);
            all.extend(changing.map(|it| Unfinished::running(it.work.label)));
        }
        all.extend(self.log_out.as_ref().and_then(TokenLogOut::unconfirmed));
        self.controllers.each(|controller| all.extend(controller.unfinished()));
        all
    }

    /// Whether a secret is here that nobody has taken and that can be saved.
    pub fn has_secret_to_save(&mut self) -> bool {
        self.secret_to_save().is_some()
    }

    /// Asks where a secret goes that nobody has taken; false where there is none.
    pub fn save_secret(&mut self) -> bool {
        let dialog = self.secret_to_save();
        let is_there = dialog.is_some();
        if is_there {
            self.save_dialog = dialog;
        }
        is_there
    }

    fn secret_to_save(&mut self) -> Option<SaveDialog> {
        self.session.as_ref()?;
        let mut found = None;
        self.controllers.each(|controller| found = found.take().or_else(|| controller.secret_to_save()));
        found
    }

    /// Whether it is being asked where a file goes, or one is being written.
    pub fn is_saving(&self) -> bool {
        self.save_dialog.is_some()
    }

    fn holds_end(&mut self) -> bool {
        let mut holds = false;
        self.controllers.each(|controller| holds |= controller.holds_end());
        holds
    }

    /// Ends the session, or asks first what becomes of the access token that began it. Whether it is over.
    pub fn log_out(&mut self, program: &Program) -> bool {
        let Some(session) = &self.session else { return false };
        if session.session.opened_by() == OpenedBy::Token {
            self.log_out.get_or_insert_with(|| TokenLogOut::new(session, &program.zone)).reopen();
            return false;
        }
        self.log_out_now(None).is_some()
    }

    fn log_out_now(&mut self, farewell: Option<String>) -> Option<LogoutKind> {
        self.session.take()?.log_out();
        self.forget_person();
        Some(LogoutKind::LoggedOut { farewell })
    }

    /// Carries out what was asked in the dialog over the session of a token, and takes over what has come of it.
    fn update_log_out(&mut self) -> Option<LogoutKind> {
        let requests = self.log_out_requests.take();
        let (dialog, session) = (self.log_out.as_mut()?, self.session.as_ref()?);
        for request in requests {
            match request {
                LogOutRequest::LogOut => return self.log_out_now(None),
                LogOutRequest::Cancel if !dialog.close() => {
                    self.log_out = None;
                    return None;
                }
                request => dialog.handle(request, session),
            }
        }
        let revoked = dialog.poll(session)?;
        self.log_out_now(Some(revoked))
    }

    fn end_if_over(&mut self, program: &mut Program, is_shown: bool) -> Option<LogoutKind> {
        let end = self.with_turn(program, |_, turn| SessionEnd::of(turn.session))??;
        if !self.last_answers.are_in(&self.running, &program.worker) {
            return None;
        }
        if self.holds_end() {
            self.farewell = Some(end.farewell);
            return None;
        }
        self.leave_panel();
        self.controllers.each(|controller| controller.session_ended(&end.failure));
        let revoked = self.log_out.as_ref().and_then(TokenLogOut::found_at_the_end);
        self.leave();
        let farewell = revoked.unwrap_or(end.farewell);
        self.end = Some((farewell.clone(), is_shown));
        Some(LogoutKind::Ended { farewell })
    }

    /// Nothing of the session stays on the screen.
    fn leave(&mut self) {
        self.session = None;
        self.save_dialog = None;
        self.log_out = None;
        self.unlock = None;
        self.unlock_requests = Inbox::default();
        self.unlock_seen = 0;
        self.effects.clear();
        self.farewell = None;
        self.login_notice = None;
        self.last_answers = LastAnswers::default();
        self.about.close();
        self.palette.close();
    }

    /// Drops what the person before typed and chose.
    fn forget_person(&mut self) {
        self.leave();
        self.controllers.each(|controller| controller.forget());
        self.route = Route::Wallets;
        self.place = None;
    }

    /// The window is to close: the session of a login is ended at the platform, for a moment at most. None where there is
    /// nothing to end.
    pub fn end_session_before_closing(&mut self) -> Option<impl Future<Output = ()> + Send + 'static> {
        let session = self.session.as_ref().filter(|session| !session.is_of_a_token())?;
        Some(session.end_at_the_platform())
    }

    /// The window closes.
    pub fn program_ends(&mut self) {
        self.controllers.each(|controller| controller.program_ends());
    }

    /// Draws the shell with the chosen panel; false where there is no session to draw.
    pub fn view(&mut self, ui: &mut Ui, program: &Program, others: &Others<'_>) -> bool {
        let Some(session) = &self.session else { return false };
        let scene = Scene { session, program, farewell: self.farewell.as_deref() };
        let mut shell = Shell {
            scene: &scene,
            others,
            login_notice: self.login_notice.as_deref(),
            running: &self.running,
            route: self.route,
            commands: Vec::new(),
        };
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::K)) {
            self.palette.open();
        }
        shell::show(ui, &mut shell, &mut self.controllers);
        let mut commands = shell.commands;
        commands.extend(self.palette.show(ui.ctx(), session.wallet_rows(), session.same_names()));
        self.commands.put(ui, commands);
        let request = self.save_dialog.as_mut().and_then(|dialog| dialog.show(ui.ctx()));
        self.save_wishes.put(ui, request);
        self.about.show(ui, session, program);
        let environment = &session.environment_label;
        let asked = self.log_out.as_mut().and_then(|dialog| dialog.show(ui, environment));
        self.log_out_requests.put(ui, asked);
        let asked = self.unlock.as_mut().and_then(|dialog| dialog.show(ui, session));
        self.unlock_requests.put(ui, asked);
        true
    }
}
