//! The creator: drafts of tokens, their creation, and the new token until the person has taken it.

mod creation;
mod drafts;
mod replacement;

use egui::Ui;
use secrecy::SecretString;
use zeroize::Zeroizing;

use self::drafts::{Begin, Draft};
use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::deletion::SharedDeletion;
use super::kept_tokens;
use super::keychain_save::KeychainSave;
use super::mutation::Answer;
use super::panel_table::Route;
use super::save_dialog::{SaveDialog, Saved};
use super::secret_clipboard::SecretClipboard;
use super::start::Start;
use super::task::{Cursor, Task};
use super::token_form;
use super::work::Work;
use crate::bitgo::access_token::CreatedToken;
use crate::domain::token::replace::Verified;
use crate::kit::state::{Failure, Reading};
use crate::panels::token_creator::{self, Model, Request};

/// The token creator.
pub struct TokenCreatorController {
    requests: Inbox<Request>,
    draft: Draft,
    /// Drafts that wait while another one is worked on.
    aside: Vec<Draft>,
    /// What the person comes to the creator for, where it is not a new token.
    begin: Begin,
    /// The new token, until it is taken. It can be seen only once.
    created: Option<CreatedToken>,
    /// The trial of a replacement's new token.
    trial: Task<()>,
    /// The revocation of the new token, of the one that it replaces, or of any in the list.
    revocation: SharedDeletion,
    clipboard: SecretClipboard,
    keychain: KeychainSave,
    list_seen: Cursor,
    history_seen: Cursor,
    /// The person wants the list beside a new token that is not done with.
    is_list_wanted: bool,
}

impl Controller for TokenCreatorController {
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        let session = scene.session;
        let is_looking = session.tokens.reading_since().is_some();
        let creation = &self.draft.creation;
        let revocation = self.revocation.borrow();
        let model = Model {
            form: token_form::model(scene),
            created: self.created.as_ref(),
            sent: creation.sent.as_ref(),
            creation: creation.view(is_looking),
            found: creation.found.as_ref(),
            copied_for_secs: self.clipboard.stays_secs(),
            copy_failure: self.clipboard.failure(),
            trial: self.trial.view(),
            revocation: revocation.view(is_looking),
            keychain: self.keychain.offer(&session.environment.origin(), &scene.program.settings.values),
            farewell: scene.farewell,
        };
        let asked = token_creator::show(ui, &mut self.draft.form, &model);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        // First the answer: a token that has come is not given up by a press that was too late.
        match self.draft.creation.mutation.poll() {
            Some(Answer::Done(created)) => self.token_created(created, turn),
            // What became of it is looked up at once: an earlier reading, whole or failed, says nothing of it.
            Some(Answer::Unconfirmed) => turn.session.read_tokens(),
            Some(Answer::Refused) | None => {}
        }
        for request in self.requests.take() {
            self.handle(request, turn);
        }
        self.draft.form.is_copied |= self.clipboard.poll();
        self.draft.form.is_saved |= self.keychain.poll();
        if self.trial.poll() {
            match self.trial.ready() {
                Some(()) => self.new_token_works(Verified::Session, turn),
                None => self.new_token_failed(turn),
            }
        }
        if self.revocation.borrow_mut().poll() {
            turn.session.read_tokens();
        }
        let revoked = self.revocation.borrow_mut().settle(&turn.session.tokens, |token| &token.id);
        if let Some(revoked) = revoked {
            // Before the list that shows it is taken for news from elsewhere.
            self.token_revoked(&revoked.id, turn);
            let is_new = self.created.as_ref().is_some_and(|created| created.info.id == revoked.id);
            turn.want(Effect::TokenRevoked(revoked));
            if is_new {
                self.wipe_created(turn);
            }
        }
        if let Some(began) = turn.session.tokens.news(&mut self.list_seen) {
            self.draft.creation.look_up(began, turn);
            self.take_up_replacements(turn);
        } else if let Some(error) = turn.session.tokens.error() {
            self.draft.creation.mutation.look_up_failed(&error.failure);
        }
        if turn.session.history.news(&mut self.history_seen).is_some() {
            // Of the replacement at hand this run knows better than the ledger.
            self.keep_half_way(turn);
        }
    }

    fn hear(&mut self, effect: &Effect, turn: &mut Turn<'_>) {
        match effect {
            Effect::Entered(Route::TokenCreator) => self.bring_forward(turn.session),
            // A new token that nobody has taken yet is what "Access tokens" leads to.
            Effect::Entered(Route::Tokens) => {
                let is_list_wanted = std::mem::take(&mut self.is_list_wanted);
                if self.created.is_some() && !is_list_wanted {
                    turn.want(Effect::Go(Route::TokenCreator));
                }
            }
            Effect::ReplaceToken(id) if turn.session.token(id).is_some() => {
                self.begin = Begin::Replacement(id.clone());
                turn.want(Effect::Go(Route::TokenCreator));
            }
            Effect::UseTemplate(template) => {
                self.begin = Begin::Template(template.clone());
                turn.want(Effect::Go(Route::TokenCreator));
            }
            Effect::SecretSaved(Saved::Token) => self.draft.form.is_saved = true,
            _ => {}
        }
    }

    fn readings<'a>(&'a self, _route: Route, scene: &Scene<'a>) -> Vec<Reading<'a>> {
        vec![scene.session.wallets.reading("wallets"), scene.session.tokens.reading("access tokens")]
    }

    fn left(&mut self, _route: Route) {
        self.draft.form.wipe_secrets();
        self.aside.iter_mut().for_each(|draft| draft.form.wipe_secrets());
    }

    fn session_ended(&mut self, why: &Failure) {
        self.draft.creation.mutation.lose_answer(why);
        self.revocation.borrow_mut().mutation.lose_answer(why);
        self.draft.form.wipe_secrets();
    }

    fn forget(&mut self) {
        (self.draft, self.aside, self.begin, self.created, self.trial) = Default::default();
        self.revocation.take();
        self.clipboard.forget();
        self.keychain.forget();
    }

    fn holds_session(&mut self, asked: bool) -> bool {
        let stage = self.draft.creation.mutation.stage();
        if !asked {
            // An end that nobody asked for waits for the token that is on its way too.
            return self.created.is_some() || stage.is_sent();
        }
        let form = &mut self.draft.form;
        // Whoever was told that it could not be looked up may leave it so.
        let is_open = if form.is_held_back { stage.is_awaited() } else { stage.is_held() };
        let is_held = is_open || self.created.is_some() && !form.is_kept();
        form.is_held_back |= is_held;
        is_held
    }

    fn program_ends(&mut self) {
        self.clipboard.end();
    }
}

impl TokenCreatorController {
    /// An empty form, and the clipboard and the keychain for new tokens. The list begins and shows `revocation` too.
    pub fn new(start: &Start, revocation: SharedDeletion) -> Self {
        Self {
            requests: Inbox::default(),
            draft: Draft::default(),
            aside: Vec::new(),
            begin: Begin::default(),
            created: None,
            trial: Task::default(),
            revocation,
            clipboard: SecretClipboard::new(start.clipboard.clone(), start.clipboard_second),
            keychain: KeychainSave::new(start.keychain.clone()),
            list_seen: Cursor::default(),
            history_seen: Cursor::default(),
            is_list_wanted: false,
        }
    }

    fn value(&self) -> Option<SecretString> {
        self.created.as_ref().map(|created| SecretString::from(created.value.expose()))
    }

    fn handle(&mut self, request: Request, turn: &mut Turn<'_>) {
        let (worker, settings) = (&turn.session.worker, &turn.program.settings.values);
        match request {
            Request::Create { order, code } => {
                self.keychain.forget();
                self.draft.form.is_held_back = false;
                self.draft.creation.send(*order, code, turn.session);
            }
            Request::Copy => {
                if let Some(created) = &self.created {
                    let value = Zeroizing::new(created.value.expose().to_owned());
                    self.clipboard.copy(worker, value, settings.clipboard_secs.secs());
                }
            }
            Request::Save => {
                if let Some(value) = self.value() {
                    turn.want(Effect::Save(Box::new(SaveDialog::token(value))));
                }
            }
            Request::LookForKeychain => {
                self.keychain.find_availability(worker, Work::reading("Looking for the keychain"), settings);
            }
            Request::SaveToKeychain { name } => {
                let value = self.value().filter(|_| settings.use_keychain);
                if let (Some(created), Some(value)) = (&self.created, value) {
                    let (session, about) = (&turn.session, (created.info.id.as_str(), created.info.expires));
                    let user = session.session.user();
                    let token = kept_tokens::described(&name, &session.environment, user, about);
                    self.keychain.save_token(worker, turn.program.ledger.clone(), token, value);
                }
            }
            Request::StopWaiting => self.draft.creation.mutation.stop_waiting(),
            Request::StopRevoking => self.revocation.borrow().mutation.stop_waiting(),
            Request::LookUp => turn.session.read_tokens(),
            Request::ShowInList { id } => {
                self.is_list_wanted = true;
                turn.want(Effect::ShowToken(id));
            }
            Request::TryNew => self.try_new_token(turn),
            Request::VouchForNew => self.new_token_works(Verified::Person, turn),
            Request::Revoke { id, name } => turn.session.revoke_token(&self.revocation, id, &name),
            Request::ForgetRevocation => self.revocation.borrow_mut().mutation.forget(),
            Request::KeepBoth => self.keep_both(turn),
            Request::Leave => turn.want(Effect::Go(Route::Tokens)),
            Request::Done => self.wipe_created(turn),
        }
    }

    fn token_created(&mut self, created: CreatedToken, turn: &mut Turn<'_>) {
        let (work, settings) = (Work::reading("Looking for the keychain"), &turn.program.settings.values);
        self.keychain.find_availability(&turn.session.worker, work, settings);
        turn.session.read_tokens();
        turn.want(Effect::TokenCreated(created.info.id.clone()));
        self.new_token_exists(&created.info, turn);
        self.created = Some(created);
    }

    /// The person is done with the new token: nothing of it stays on the screen.
    fn wipe_created(&mut self, turn: &mut Turn<'_>) {
        (self.created, self.trial) = Default::default();
        self.clipboard.forget();
        self.keychain.forget();
        self.finish_draft(turn);
    }
}
