//! The creation of a token: sent once, written into the ledger before and after, and looked up in the list where its answer
//! is lost.

use crate::domain::foreign_text::visible;
use std::time::Instant;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::app::active_session::ActiveSession;
use crate::app::controller::Turn;
use crate::app::ledger::LedgerEntry;
use crate::app::mutation::Mutation;
use crate::app::work::Work;
use crate::bitgo::access_token::{AccessTokenInfo, CreatedToken};
use crate::domain::leaving::Unfinished;
use crate::domain::token::unconfirmed::{Found, ListRead, SentCreation};
use crate::kit::mutation::MutationView;
use crate::panels::token_creator::Order;
use crate::store::ledger::{EventKind, TokenAsked, TokenFacts};

/// The creation of one draft's token.
#[derive(Default)]
pub struct Creation {
    /// Where it stands.
    pub mutation: Mutation<CreatedToken>,
    /// What it is in words.
    what: String,
    /// What was sent last.
    pub sent: Option<SentCreation>,
    /// What the list shows, while it holds what a lost answer told of.
    pub found: Option<Found>,
    entry: LedgerEntry,
}

impl Creation {
    /// Sends it, unless one is on its way or has not been looked up.
    pub fn send(&mut self, order: Order, code: SecretString, active: &ActiveSession) {
        let Order { request, lifetime, replaces } = order;
        let asked = EventKind::Asked(Box::new(TokenAsked::of(&request, &lifetime, replaces.as_deref())));
        let (session, sending, entry) = (active.session.clone(), request.clone(), LedgerEntry::default());
        let sending = async move { session.create_access_token(&sending, &code).await };
        let sending =
            active.ledger.clone().recorded(asked, entry.clone(), sending, |asked, made: &CreatedToken| {
                EventKind::Answered { asked, token: TokenFacts::from(&made.info.known()), request_id: None }
            });
        if self.mutation.send(&active.worker, Work::changing("Creating an access token").with_code(), sending)
        {
            self.what = format!("the creation of “{}”", visible(request.label()));
            let listed_before = active.tokens.rows().iter().map(|token| token.id.clone()).collect();
            self.sent = Some(SentCreation { request, at: Timestamp::now(), listed_before });
            self.found = None;
            self.entry = entry;
        }
    }

    /// A whole list has come whose reading began then: it shows whether a token was made.
    pub fn look_up(&mut self, began: Instant, turn: &Turn<'_>) {
        let stage = self.mutation.stage();
        let Some(sent) = self.sent.as_ref().filter(|_| !stage.is_sent()) else { return };
        let rows = turn.session.tokens.rows();
        let found = sent.look_up(&ListRead {
            tokens: &rows.iter().map(AccessTokenInfo::known).collect::<Vec<_>>(),
            at: Timestamp::now(),
            server_ahead_secs: turn.session.server_ahead_secs(),
            zone: &turn.program.zone,
        });
        if self.mutation.looked_up(began, found.is_some()) {
            self.write_down(found.as_ref(), turn.session);
            self.found = found;
        } else if self.found.is_some() {
            // It was found before. Once it is gone from the list, there is nothing left to say.
            self.found = found;
        }
    }

    fn write_down(&self, found: Option<&Found>, session: &ActiveSession) {
        let Some(&asked) = self.entry.get() else { return };
        let token = found
            .and_then(|found| session.token(&found.likeliest))
            .map(|token| TokenFacts::from(&token.known()));
        session.ledger.note(match token {
            Some(token) => EventKind::LostFound { asked, token },
            None => EventKind::LostNotFound { asked },
        });
    }

    /// That it is not known whether it was carried out, where that is so.
    pub fn unconfirmed(&self) -> Option<Unfinished> {
        self.mutation.unconfirmed(&self.what)
    }

    /// As a panel draws it.
    pub fn view(&self, is_looking: bool) -> MutationView<'_> {
        self.mutation.view(&self.what, is_looking)
    }
}
