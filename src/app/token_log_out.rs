//! Leaving a session that was begun with an access token: it ends on this computer alone, unless the person revokes the
//! token.

use crate::domain::deed::{Answers, Deed};
use crate::domain::foreign_text::visible;
use egui::{Context, Ui};
use jiff::tz::TimeZone;

use super::active_session::ActiveSession;
use super::ledger::LedgerEntry;
use super::mutation::{Answer, Mutation};
use super::task::Task;
use super::work::Work;
use crate::bitgo::session::SessionInfo;
use crate::domain::leaving::Unfinished;
use crate::domain::lifetime::moment_words;
use crate::domain::text::elided;
use crate::domain::typed_name::TypedName;
use crate::kit::confirm::{self, Action, Choice};
use crate::kit::environment::{EnvironmentLabel, Reach};
use crate::kit::modal::{self, Dialog};
use crate::kit::mutation::found_done_words;
use crate::kit::{button, text};
use crate::store::ledger::{EventKind, TokenFacts};

const WIDTH: f32 = 520.0;

/// The dialog between *Log out* and its consequence.
pub struct TokenLogOut {
    token: OwnToken,
    is_open: bool,
    /// What is done to confirm that the token is revoked; none while that was not asked for.
    answers: Option<Answers>,
    revocation: Mutation<()>,
    looking: Task<SessionInfo>,
}

/// The token that the session was begun with.
struct OwnToken {
    id: String,
    /// Its label; empty where it has none.
    label: String,
    /// What to call it in a sentence.
    name: String,
    /// Until when it works, in words.
    until: String,
}

/// What the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogOutRequest {
    /// End the session on this computer.
    LogOut,
    /// Confirm first that the token is revoked.
    BeginRevoke,
    /// Revoke it: its label was typed.
    Revoke,
    /// Wait no longer for the answer.
    StopWaiting,
    /// Look up whether it was revoked.
    LookUp,
    /// Stay logged in.
    Cancel,
}

/// What the ledger keeps of the token.
fn facts_of(info: &SessionInfo) -> TokenFacts {
    TokenFacts {
        id: info.id.clone(),
        label: info.label.clone(),
        created: info.created,
        expires: info.expires,
        scopes: info.scope.clone(),
        addresses: info.ip_restrict.clone(),
    }
}

impl OwnToken {
    fn of(session: &ActiveSession, zone: &TimeZone) -> Self {
        let info = session.info();
        let name = if info.label.is_empty() { elided(&info.id) } else { visible(&info.label).into_owned() };
        let until = info.expires.map_or_else(
            || "until it is revoked".to_owned(),
            |at| format!("until {}", moment_words(at, zone)),
        );
        Self { id: info.id.clone(), label: info.label.clone(), name: format!("“{name}”"), until }
    }

    /// What has to be typed. No other token is known here.
    fn asked(&self) -> TypedName {
        TypedName::of("token", ("label", &self.label), ("token ID", &self.id), false)
    }

    fn revocation(&self) -> String {
        format!("the revocation of {}", self.name)
    }
}

impl TokenLogOut {
    /// Opens it.
    pub fn new(session: &ActiveSession, zone: &TimeZone) -> Self {
        Self {
            token: OwnToken::of(session, zone),
            is_open: true,
            answers: None,
            revocation: Mutation::default(),
            looking: Task::default(),
        }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, environment: &EnvironmentLabel) -> Option<LogOutRequest> {
        match &mut self.answers {
            _ if !self.is_open => None,
            None => choice(ui.ctx(), &self.token, environment),
            Some(answers) => {
                let asked = self.token.asked();
                let words = format!(
                    "{} stops working for every program that uses it, and cannot be restored. This session ends with it.",
                    self.token.name
                );
                let action = Action {
                    title: "Revoke this access token",
                    words: &words,
                    beware: &[],
                    request: "GET /api/v2/user/logout",
                    asked: &Deed::RevokeToken { name: &asked }.confirm_by(),
                    verb: "Revoke token",
                    keep: "Cancel",
                    environment,
                };
                let revocation = self.token.revocation();
                let view = self.revocation.view(&revocation, self.looking.pending_since().is_some());
                confirm::sent_once(ui, "revoke own token", &action, answers, &view).map(|choice| match choice
                {
                    Choice::Send => LogOutRequest::Revoke,
                    Choice::StopWaiting => LogOutRequest::StopWaiting,
                    Choice::LookUp => LogOutRequest::LookUp,
                    Choice::Keep => LogOutRequest::Cancel,
                })
            }
        }
    }

    /// Begins, sends or looks up the revocation.
    pub fn handle(&mut self, request: LogOutRequest, session: &ActiveSession) {
        match request {
            LogOutRequest::BeginRevoke => self.answers = Some(Answers::default()),
            LogOutRequest::Revoke => self.revoke(session),
            LogOutRequest::StopWaiting => self.revocation.stop_waiting(),
            LogOutRequest::LookUp => self.look_up(session),
            LogOutRequest::LogOut | LogOutRequest::Cancel => {}
        }
    }

    fn revoke(&mut self, session: &ActiveSession) {
        let client = session.session.clone();
        let asked = EventKind::RevokeAsked { token_id: self.token.id.clone() };
        let (ledger, seen) = (session.ledger.clone(), EventKind::Seen { token: facts_of(session.info()) });
        let sending = async move {
            // A token cannot list tokens, so the ledger may not know this one yet.
            let _ = ledger.write(seen).await;
            client.revoke_own_token().await
        };
        let sending = session.ledger.clone().recorded(asked, LedgerEntry::default(), sending, |asked, ()| {
            EventKind::RevokeAnswered { asked, request_id: None }
        });
        self.revocation.send(&session.worker, Work::changing("Revoking this session's token"), sending);
    }

    /// A token that is revoked answers nothing any more: then the session is over by itself.
    fn look_up(&mut self, session: &ActiveSession) {
        let client = session.session.clone();
        let work = Work::reading("Looking up this session's token");
        self.looking.start(&session.worker, work, async move { client.session_info().await });
    }

    /// Takes over what has come. A sentence, once the token is revoked.
    pub fn poll(&mut self, session: &ActiveSession) -> Option<String> {
        match self.revocation.poll() {
            Some(Answer::Done(())) => {
                return Some(format!("{} is revoked, and you are logged out.", self.token.name));
            }
            Some(Answer::Unconfirmed) => self.look_up(session),
            Some(Answer::Refused) | None => {}
        }
        let began = self.looking.pending_since();
        if self.looking.poll() {
            match (self.looking.error(), began) {
                (None, Some(began)) => drop(self.revocation.looked_up(began, false)),
                (Some(error), _) => self.revocation.look_up_failed(&error.failure),
                (None, None) => {}
            }
        }
        None
    }

    /// What the session's end says of a revocation whose answer was lost: the token is no longer valid.
    pub fn found_at_the_end(&self) -> Option<String> {
        let stage = self.revocation.stage();
        stage.is_held().then(|| found_done_words(&self.token.revocation()))
    }

    /// That it is not known whether the token was revoked, where that is so.
    pub fn unconfirmed(&self) -> Option<Unfinished> {
        self.revocation.unconfirmed(&self.token.revocation())
    }

    /// Opens it again.
    pub fn reopen(&mut self) {
        self.is_open = true;
    }

    /// Closes it. False where it can be forgotten; a revocation that is on its way or was not looked up goes on.
    pub fn close(&mut self) -> bool {
        self.is_open = false;
        self.revocation.stage().is_held()
    }
}

/// The first question: what logging out does, and what it does not.
fn choice(ctx: &Context, token: &OwnToken, environment: &EnvironmentLabel) -> Option<LogOutRequest> {
    let dialog = Dialog { title: "Log out", width: WIDTH, reach: Reach::Environment(environment) };
    let shown = modal::show(ctx, "log out of a token's session", &dialog, |ui| {
        let what = format!(
            "You logged in with the access token {}. Logging out ends the session on this computer only: the token \
             itself keeps working {}.",
            token.name, token.until
        );
        text::wrapped(ui, text::body(what));
        text::wrapped(ui, text::muted("Revoke it if nobody should use it any more. That cannot be undone."));
        modal::footer(ui, |ui| {
            let buttons = [
                (button::primary(ui, true, "Log out on this computer"), LogOutRequest::LogOut),
                (button::plain(ui, true, "Cancel"), LogOutRequest::Cancel),
                (button::danger(ui, true, "Revoke token…"), LogOutRequest::BeginRevoke),
            ];
            buttons.into_iter().find_map(|(button, request)| button.clicked().then_some(request))
        })
    });
    shown.inner.or(shown.closed.then_some(LogOutRequest::Cancel))
}
