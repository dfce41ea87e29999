//! The sessions that are open side by side, and which of them is on the screen. Each has a workspace of its own, so nothing
//! of one is in another.

use egui::Ui;
use futures::FutureExt;
use futures::future::join_all;

use super::controller::Inbox;
use super::lock::LockReason;
use super::opened::Opened;
use super::program::Program;
use super::screen_memory::ScreenMemory;
use super::session_title::Others;
use super::session_title::{SessionId, SessionTitle, SessionWish};
use super::start::Start;
use super::workspace::{LogoutKind, Workspace};
use crate::bitgo::environment::Environment;
use crate::bitgo::session::Session;
use crate::panels::locked::{self, LockedSession};

/// All of them.
pub struct Sessions {
    /// What a workspace starts with.
    start: Start,
    list: Vec<Entry>,
    /// The one on the screen; the login without.
    shown: Option<SessionId>,
    login_screen: ScreenMemory,
    /// The program is locked, with the sessions that were open then.
    locked: Option<Locked>,
    newest: u64,
}

/// Why the program is locked, and what it leads back to.
struct Locked {
    why: String,
    sessions: Vec<LockedSession>,
    chosen: Inbox<u64>,
}

struct Entry {
    id: SessionId,
    workspace: Workspace,
    /// What the screen remembers of it, while it is not there.
    screen: ScreenMemory,
}

/// The login is on the screen from now on.
pub struct AtLogin {
    /// Why, a sentence.
    pub notice: Option<String>,
    /// What it is filled in with, to lead back to a session that has ended.
    pub way_back: Option<(Environment, String)>,
}

impl Sessions {
    /// As the program starts: none.
    pub fn new(start: Start) -> Self {
        Self {
            start,
            list: Vec::new(),
            shown: None,
            login_screen: ScreenMemory::default(),
            locked: None,
            newest: 0,
        }
    }

    /// The session on the screen, if it is open.
    pub fn shown_session(&self) -> Option<&Session> {
        self.list.iter().find(|entry| Some(entry.id) == self.shown)?.workspace.session()
    }

    /// Where sessions are open.
    pub fn environments(&self) -> Vec<Environment> {
        let open = self.list.iter().filter_map(|entry| entry.workspace.session());
        open.map(|session| session.client().environment().clone()).collect()
    }

    /// What they are called.
    pub fn titles(&self) -> Vec<SessionTitle> {
        let title = |entry: &Entry| entry.workspace.title(entry.id, self.shown == Some(entry.id));
        self.list.iter().filter_map(title).collect()
    }

    /// A session has been opened, and comes to the screen. It goes on with what its person left in the same place.
    pub fn enter(&mut self, opened: Opened, program: &Program) {
        let at = self.list.iter().position(|entry| entry.workspace.is_of(&opened.session));
        let at = at.unwrap_or_else(|| {
            self.newest += 1;
            let workspace = Workspace::new(&self.start);
            self.list.push(Entry { id: SessionId(self.newest), workspace, screen: ScreenMemory::default() });
            self.list.len() - 1
        });
        let Some(entry) = self.list.get_mut(at) else { return };
        entry.workspace.enter(opened, program);
        let id = entry.id;
        self.show(Some(id), program);
    }

    /// Carries out what was asked in each, and takes over what has come, also in those that are not on the screen. Tells when
    /// the login comes to the screen.
    pub fn update(&mut self, program: &mut Program) -> Option<AtLogin> {
        if let Some(at_login) = self.update_lock(program) {
            return Some(at_login);
        }
        let (mut left, mut wish) = (None, None);
        for entry in &mut self.list {
            let is_shown = self.shown == Some(entry.id);
            let end = entry.workspace.update(program, is_shown);
            if is_shown {
                (left, wish) = (end, entry.workspace.take_wish());
            }
        }
        let at_login = match left {
            Some(LogoutKind::LoggedOut { farewell }) => Some(self.leave(farewell, program)),
            Some(LogoutKind::Ended { farewell }) => Some(self.leave(Some(farewell), program)),
            None => wish.and_then(|wish| self.grant(wish, program)),
        };
        self.list.retain(|entry| !entry.workspace.is_forgotten());
        at_login
    }

    fn leave(&mut self, notice: Option<String>, program: &Program) -> AtLogin {
        self.show(None, program);
        AtLogin { notice, way_back: None }
    }

    fn grant(&mut self, wish: SessionWish, program: &Program) -> Option<AtLogin> {
        match wish {
            SessionWish::Show(id) => self.show_or_ask(id, program),
            SessionWish::Add => Some(self.leave(None, program)),
            SessionWish::HideEnd(id) => {
                self.entry_mut(Some(id))?.workspace.hide_end();
                None
            }
        }
    }

    /// Puts a session on the screen; where it has ended, the login that leads back to it.
    pub fn show_or_ask(&mut self, id: SessionId, program: &Program) -> Option<AtLogin> {
        let workspace = &mut self.entry_mut(Some(id))?.workspace;
        workspace.hide_end();
        if workspace.session().is_some() {
            self.show(Some(id), program);
            return None;
        }
        let (notice, way_back) = (workspace.end_words().map(str::to_owned), workspace.way_back().cloned());
        Some(AtLogin { way_back, ..self.leave(notice, program) })
    }

    /// Locks the program: all sessions end, and the screen shows no more than where they were, and of whom.
    pub fn lock(&mut self, reason: LockReason, program: &Program) {
        let open: Vec<LockedSession> =
            self.titles().iter().filter(|it| it.is_open).map(locked_session).collect();
        for entry in &mut self.list {
            entry.workspace.lock(reason);
            entry.screen = ScreenMemory::default();
        }
        self.shown = None;
        self.login_screen = ScreenMemory::default();
        ScreenMemory::wipe_screen(program.worker.screen());
        if !open.is_empty() {
            self.locked = Some(Locked { why: reason.words(), sessions: open, chosen: Inbox::default() });
        }
    }

    /// Whether anything is open that a lock would end.
    pub fn is_any_open(&self) -> bool {
        self.list.iter().any(|entry| entry.workspace.session().is_some())
    }

    fn update_lock(&mut self, program: &Program) -> Option<AtLogin> {
        let id = self.locked.as_mut()?.chosen.take().pop()?;
        self.locked = None;
        self.show_or_ask(SessionId(id), program)
    }

    /// The sentence about each session that has ended while another one was on the screen.
    pub fn ends(&self) -> Vec<(SessionId, String)> {
        let unseen = self.list.iter().filter(|entry| entry.workspace.has_unseen_end());
        unseen
            .filter_map(|entry| Some((entry.id, end_words(&entry.workspace.title(entry.id, false)?))))
            .collect()
    }

    fn entry_mut(&mut self, id: Option<SessionId>) -> Option<&mut Entry> {
        self.list.iter_mut().find(|entry| Some(entry.id) == id)
    }

    fn show(&mut self, next: Option<SessionId>, program: &Program) {
        if self.shown == next {
            return;
        }
        let (before, mut kept) = (self.shown, std::mem::take(self.screen_of(next)));
        self.screen_of(before).exchange(&mut kept, program.worker.screen());
        self.shown = next;
    }

    fn screen_of(&mut self, id: Option<SessionId>) -> &mut ScreenMemory {
        match self.list.iter_mut().find(|entry| Some(entry.id) == id) {
            Some(entry) => &mut entry.screen,
            None => &mut self.login_screen,
        }
    }

    /// Draws the one on the screen; false where that is the login.
    pub fn view(&mut self, ui: &mut Ui, program: &Program) -> bool {
        if let Some(Locked { why, sessions, chosen }) = &mut self.locked {
            let asked = locked::show(ui, &locked::Model { why, sessions });
            chosen.put(ui, asked);
            return true;
        }
        let (titles, ends) = (self.titles(), self.ends());
        let others = Others { titles: &titles, ends: &ends };
        self.entry_mut(self.shown).is_some_and(|entry| entry.workspace.view(ui, program, &others))
    }

    /// The window is to close: the sessions of logins are ended at the platform. None where there is none.
    pub fn end_before_closing(&mut self) -> Option<impl Future<Output = ()> + Send + 'static> {
        let goodbyes: Vec<_> =
            self.list.iter_mut().filter_map(|entry| entry.workspace.end_session_before_closing()).collect();
        if goodbyes.is_empty() {
            return None;
        }
        Some(join_all(goodbyes).map(drop))
    }

    /// The window closes.
    pub fn program_ends(&mut self) {
        self.list.iter_mut().for_each(|entry| entry.workspace.program_ends());
    }
}

fn end_words(title: &SessionTitle) -> String {
    format!("The session of {} has ended. What was typed in it waits until you log in again.", title.words())
}

fn locked_session(title: &SessionTitle) -> LockedSession {
    let person = match &title.token {
        Some(token) => format!("{}, by token “{token}”", title.person),
        None => title.person.clone(),
    };
    LockedSession { id: title.id.0, environment: title.environment.clone(), person }
}
