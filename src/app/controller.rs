//! What a subject's controller is, what it works with, and what it may want of other subjects.
//!
//! A controller owns its subject: the state of its panels, its tasks, what it does with a request, what it polls and what
//! it forgets. It knows no other controller; what it wants of one is an [`Effect`].

use egui::Ui;

use super::active_session::ActiveSession;
use super::deletion::Deleted;
use super::panel_table::{Badge, Route};
use super::program::Program;
use super::save_dialog::{SaveDialog, Saved};
use crate::domain::leaving::Unfinished;
use crate::domain::share::Permissions;
use crate::domain::token::template::TemplateFields;
use crate::kit::state::{Failure, Reading};
use crate::panels::policies::ShownPolicies;
use crate::panels::wallet_page::Tab;

/// One subject of the program: the panels that belong to it, and all that is done for them.
pub trait Controller {
    /// Draws the panel at `route`. It starts nothing: what the person asks for waits for the next update.
    fn view(&mut self, ui: &mut Ui, route: Route, scene: &Scene<'_>);

    /// Carries out what was asked, then takes over what has come.
    fn update(&mut self, turn: &mut Turn<'_>);

    /// Hears what another subject wants. Most is meant for others.
    fn hear(&mut self, _effect: &Effect, _turn: &mut Turn<'_>) {}

    /// What the panel at `route` is drawn from: the shell says as of when that was read, and that it could not be read again.
    fn readings<'a>(&'a self, route: Route, scene: &Scene<'a>) -> Vec<Reading<'a>>;

    /// The person has left the panel at `route`: nothing secret stays typed there.
    fn left(&mut self, route: Route);

    /// What the navigation shows beside the panel's title.
    fn badge(&self, _scene: &Scene<'_>) -> Badge {
        Badge::default()
    }

    /// The session is over. What it awaited is unconfirmed, secrets are wiped, drafts stay for whoever logs in again.
    fn session_ended(&mut self, _why: &Failure) {}

    /// The program ends: no secret stays where others find it.
    fn program_ends(&mut self) {}

    /// Drops everything of the person who was logged in.
    fn forget(&mut self);

    /// What is not finished, but for what is on its way, which the session itself knows.
    fn unfinished(&self) -> Vec<Unfinished> {
        Vec::new()
    }

    /// A secret that can be seen only once and that nobody has taken, ready to be saved to a file.
    fn secret_to_save(&self) -> Option<SaveDialog> {
        None
    }

    /// Something that can be seen only once is here or on its way: an end that nobody asked for waits for it.
    fn holds_end(&self) -> bool {
        false
    }
}

/// What a controller works with while it updates.
pub struct Turn<'a> {
    /// The session, with the lists that subjects share.
    pub session: &'a mut ActiveSession,
    /// The program.
    pub program: &'a mut Program,
    /// The panel on the screen.
    pub route: Route,
    /// What is wanted of others, in order.
    pub effects: &'a mut Vec<Effect>,
}

impl Turn<'_> {
    /// Wants something of others.
    pub fn want(&mut self, effect: Effect) {
        self.effects.push(effect);
    }
}

/// What a controller draws from.
pub struct Scene<'a> {
    /// The session, with the lists that subjects share.
    pub session: &'a ActiveSession,
    /// The program.
    pub program: &'a Program,
    /// That the session is over and waits for something to be taken, as a sentence.
    pub farewell: Option<&'a str>,
}

/// What one subject wants of another.
pub enum Effect {
    /// Go to a panel.
    Go(Route),
    /// The person has come to a panel.
    Entered(Route),
    /// Narrow the table of wallets to the wallet with this ID.
    ShowWallet(String),
    /// Open a wallet's page.
    OpenWallet {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        id: String,
        /// Which part of the page.
        tab: Tab,
    },
    /// Begin to share a wallet.
    ShareWallet {
        /// The wallet, by ID.
        id: String,
        /// What whoever is chosen is to be allowed at the least.
        permissions: Permissions,
    },
    /// Share a wallet with somebody who asks for its key again.
    GrantKey {
        /// The wallet, by ID.
        id: String,
        /// Who asks, by email address.
        email: String,
        /// What they may do.
        permissions: Permissions,
    },
    /// Ask whether a withdrawal from a wallet would be stopped.
    AskWouldBeStopped {
        /// The wallet, by ID.
        wallet: String,
        /// The access token whose limits count too, by ID.
        token: Option<String>,
    },
    /// Show what the access token with this ID could do if it leaked.
    ShowTokenLeak(String),
    /// Show an approval, by ID.
    ShowApproval(String),
    /// Make a new token in the place of the one with this ID, or go on with that.
    ReplaceToken(String),
    /// Show these policies, and no others.
    ShowPolicies(ShownPolicies),
    /// Show the token with this ID in the list.
    ShowToken(String),
    /// Fill a new token in from this template.
    UseTemplate(Box<TemplateFields>),
    /// The token with this ID was made.
    TokenCreated(String),
    /// A token was revoked.
    TokenRevoked(Deleted),
    /// These wallets have changed, by ID: whoever shows more of them than the list does reads it again.
    WalletsStale(Vec<String>),
    /// Ask where a file goes, and write it.
    Save(Box<SaveDialog>),
    /// A secret was saved to a file.
    SecretSaved(Saved),
}

/// What a panel asked for, until the next update carries it out.
pub struct Inbox<R>(Vec<R>);

impl<R> Default for Inbox<R> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<R> Inbox<R> {
    /// Puts in what a panel asked for, and has the app updated soon.
    pub fn put(&mut self, ui: &Ui, requests: impl IntoIterator<Item = R>) {
        let before = self.0.len();
        self.0.extend(requests);
        if self.0.len() > before {
            ui.ctx().request_repaint();
        }
    }

    /// Takes out everything, the oldest first.
    pub fn take(&mut self) -> Vec<R> {
        std::mem::take(&mut self.0)
    }
}
