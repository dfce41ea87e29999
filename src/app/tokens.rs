//! The access tokens in the list: their reminders, what the audit log says of them, exports, and revocation.

mod reminders;

use std::collections::BTreeSet;

use egui::Ui;
use jiff::Timestamp;

use self::reminders::Reminders;
use super::clock;
use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::deletion::SharedDeletion;
use super::panel_table::{Badge, Route};
use super::save_dialog::SaveDialog;
use super::task::{Cursor, Task};
use super::work::Work;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::audit::TokenChanges;
use crate::domain::export::{limits_csv, tokens_csv};
use crate::domain::reminder::{CalendarEntry, calendar};
use crate::kit::listing::ListRequest;
use crate::kit::palette::Meaning;
use crate::kit::state::{Failure, Reading};
use crate::panels::tokens::{self, Request};

/// The access tokens.
#[derive(Default)]
pub struct TokensController {
    state: tokens::State,
    requests: Inbox<Request>,
    /// The creator's too, which takes over its answer.
    revocation: SharedDeletion,
    /// What the platform's audit log says of tokens, read after each whole list.
    changes: Task<TokenChanges>,
    /// The ends of tokens that the person is to be told of.
    reminders: Reminders,
    /// The token that was made last.
    newest: Option<String>,
    /// The tokens of the last whole list, by ID.
    listed: BTreeSet<String>,
    seen: Cursor,
}

impl Controller for TokensController {
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        let session = scene.session;
        let revocation = self.revocation.borrow();
        let model = tokens::Model {
            past: session.history.view().part(|reading| &reading.past),
            replacements: &session.replacements,
            lost: &session.lost_tokens,
            tokens: session.tokens.listing(),
            zone: &scene.program.zone,
            now: Timestamp::now(),
            newest: self.newest.as_deref(),
            environment: &session.environment_label,
            revocation: revocation.view(session.tokens.reading_since().is_some()),
            context: session.known_context(clock::next_full_minute(), scene.program),
            known: self.reminders.known(),
            due: self.reminders.due(),
            dismissed: self.reminders.dismissed(),
            changes: self.changes.view(),
            names: session.resource_names(),
            ledger_notice: scene.program.ledger.notice(),
        };
        let asked = tokens::show(ui, &mut self.state, &model);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.requests.take() {
            self.handle(request, turn);
        }
        if turn.session.tokens.news(&mut self.seen).is_some() {
            self.list_read(turn);
        }
        self.changes.poll();
        let now = Timestamp::now();
        let dismissed = &turn.program.settings.values.reminders_dismissed;
        self.reminders.update(&turn.session.tokens.listing(), now, dismissed);
        // A reminder comes when it is due, in whichever panel.
        if let Some(next) = self.reminders.next_in(now) {
            turn.session.worker.screen().request_repaint_after(next);
        }
    }

    fn hear(&mut self, effect: &Effect, turn: &mut Turn<'_>) {
        match effect {
            Effect::ShowToken(id) => {
                self.state.choose(id.clone());
                turn.want(Effect::Go(Route::Tokens));
            }
            Effect::TokenCreated(id) => self.newest = Some(id.clone()),
            Effect::TokenRevoked(revoked) => self.state.revoked(&revoked.sentence),
            // A refusal is told where it was pressed, and nowhere else.
            Effect::Entered(_) if self.revocation.borrow().mutation.stage().refusal().is_some() => {
                self.revocation.borrow_mut().mutation.forget();
            }
            _ => {}
        }
    }

    fn readings<'a>(&'a self, _route: Route, scene: &Scene<'a>) -> Vec<Reading<'a>> {
        vec![scene.session.tokens.reading("access tokens")]
    }

    /// Nothing secret is typed here.
    fn left(&mut self, _route: Route) {}

    fn badge(&self, scene: &Scene<'_>) -> Badge {
        let tokens = &scene.session.tokens;
        let due = self.reminders.due().len();
        let words = if due == 1 { "1 expires soon".to_owned() } else { format!("{due} expire soon") };
        Badge { count: tokens.count(), mark: (due > 0).then_some((Meaning::Attention, due, words)) }
    }

    fn session_ended(&mut self, _why: &Failure) {
        (self.changes, self.reminders) = Default::default();
    }

    fn forget(&mut self) {
        *self = Self::new(self.revocation.clone());
    }
}

impl TokensController {
    /// Nothing is read yet. `revocation` is the one that the creator begins and shows too.
    pub fn new(revocation: SharedDeletion) -> Self {
        Self { revocation, ..Self::default() }
    }

    fn handle(&mut self, request: Request, turn: &mut Turn<'_>) {
        match request {
            Request::New => turn.want(Effect::Go(Route::TokenCreator)),
            Request::Templates => turn.want(Effect::Go(Route::TokenTemplates)),
            Request::ShowLeak { id } => turn.want(Effect::ShowTokenLeak(id)),
            Request::Replace { id } => turn.want(Effect::ReplaceToken(id)),
            Request::SaveList | Request::SaveLimits | Request::SaveCalendar { .. } => save(&request, turn),
            Request::Dismiss { ids } => {
                turn.program.settings.values.reminders_dismissed.extend(ids);
                turn.program.write_settings();
            }
            Request::RemindAgain { ids } => {
                turn.program.settings.values.reminders_dismissed.retain(|id| !ids.contains(id));
                turn.program.write_settings();
            }
            Request::KeepLost { id } => turn.session.keep_lost_token(&id),
            Request::Revoke { id, name } => turn.session.revoke_token(&self.revocation, id, &name),
            Request::StopWaiting => self.revocation.borrow().mutation.stop_waiting(),
            Request::ForgetRevocation => self.revocation.borrow_mut().mutation.forget(),
            Request::Read(ListRequest::Reload) => turn.session.read_tokens(),
            Request::Read(ListRequest::Stop) => turn.session.tokens.stop(),
        }
    }

    /// A whole list has come: nothing of tokens that are gone stays, and the audit log is read as far back as the oldest.
    fn list_read(&mut self, turn: &mut Turn<'_>) {
        let rows = turn.session.tokens.rows();
        self.state.forget_gone(rows);
        let session = turn.session.session.clone();
        let oldest = rows.iter().filter_map(|token| token.created).min();
        let work = Work::reading("Reading the audit log");
        self.changes.start(&turn.session.worker, work, session.token_changes(oldest));
        let listed = rows.iter().map(|token| token.id.clone()).collect();
        let before = std::mem::replace(&mut self.listed, listed);
        let gone: Vec<&String> = before.difference(&self.listed).collect();
        let now = Timestamp::now();
        let dismissed = &mut turn.program.settings.values.reminders_dismissed;
        let count = dismissed.len();
        dismissed.retain(|id| !id.is_over(now) && !gone.iter().any(|token| id.is_of(token)));
        if dismissed.len() < count {
            turn.program.write_settings();
        }
    }
}

/// Asks where the list goes, in the form that was asked for. No token's value is in any of them.
fn save(request: &Request, turn: &mut Turn<'_>) {
    let context = turn.session.known_context(Timestamp::now(), turn.program);
    let known: Vec<_> = turn.session.tokens.rows().iter().map(AccessTokenInfo::known).collect();
    let dialog = match request {
        Request::SaveLimits => {
            SaveDialog::text("Save spending limits as CSV", "token-limits.csv", limits_csv(&known))
        }
        Request::SaveCalendar { ids } => {
            let environment = turn.session.environment_label.title.as_str();
            let chosen = known.iter().filter(|token| ids.contains(&token.id));
            let entries: Vec<_> = chosen.map(|token| CalendarEntry { token, environment }).collect();
            let file = calendar(&entries, context.lifetime.now);
            SaveDialog::text("Save expiry dates to a calendar file", "token-expiries.ics", file)
        }
        _ => SaveDialog::text("Save access tokens as CSV", "access-tokens.csv", tokens_csv(&known, &context)),
    };
    turn.want(Effect::Save(Box::new(dialog)));
}
