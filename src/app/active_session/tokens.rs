//! The access tokens of a session, for every subject that shows or uses them: the list, what the ledger knows beside it, and
//! what tokens are checked against.

use crate::domain::foreign_text::visible;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::ActiveSession;
use crate::app::clock;
use crate::app::deletion::{DeletionText, SharedDeletion};
use crate::app::ledger::LedgerEntry;
use crate::app::program::Program;
use crate::app::work::Work;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::lifetime::LifetimeContext;
use crate::domain::token::existing::WeaknessContext;
use crate::domain::token::{LabelInUse, ResourceNames, TokenContext};
use crate::store::ledger::{EventKind, ListReading, TokenFacts};

impl ActiveSession {
    /// Reads the access tokens from the start.
    pub fn read_tokens(&mut self) {
        self.list_began = Timestamp::now();
        self.tokens.read(&self.worker, Work::reading("Reading access tokens"), self.session.access_tokens());
    }

    /// Takes over what has come of the list and of the ledger.
    pub(super) fn poll_tokens(&mut self, zone: &TimeZone) {
        self.tokens.poll();
        if self.tokens.end_news(&mut self.list_seen).is_some() {
            self.write_down_list(zone);
        }
        if self.history.poll()
            && let Some(reading) = self.history.ready()
        {
            self.replacements.clone_from(&reading.replacements);
            self.lost_tokens.clone_from(&reading.lost);
            self.open_changes.take_tokens(&reading.cut_off);
        }
    }

    /// Writes the list that has just come into the ledger, and reads the history again.
    fn write_down_list(&mut self, zone: &TimeZone) {
        let listed = self.tokens.rows().iter().filter(|token| !token.label.is_empty());
        let reading = ListReading {
            began: self.list_began,
            tokens: listed.map(|token| TokenFacts::from(&token.known())).collect(),
            server_ahead_secs: self.server_ahead_secs().unwrap_or_default(),
            is_complete: self.tokens.is_complete(),
        };
        let work = Work::reading("Reading the token ledger");
        self.history.start(&self.worker, work, self.ledger.clone().take_down_list(reading, zone.clone()));
    }

    /// How far the platform's clock is ahead, in seconds, where that was measured.
    pub fn server_ahead_secs(&self) -> Option<i64> {
        self.session.client().clock().map(|reading| reading.server_ahead_secs)
    }

    /// A token as it was listed last, by ID.
    pub fn token(&self, id: &str) -> Option<&AccessTokenInfo> {
        self.tokens.rows().iter().find(|token| token.id == id)
    }

    /// Whether unlocking this session would, or might, take spending limits off its access token. What is not known of a
    /// token counts as limits.
    pub fn may_lose_limits(&self) -> bool {
        let info = self.info();
        let is_whole = self.tokens.is_complete();
        let is_without = match self.token(&info.id) {
            Some(token) => !token.may_have_limits(),
            // The token of a login, handed over: it has no label, and no place in the whole list.
            None => is_whole && info.label.is_empty(),
        };
        info.may_have_limits(self.session.opened_by()) || self.is_of_a_token() && !is_without
    }

    /// The person keeps a token whose value nobody has.
    pub fn keep_lost_token(&mut self, id: &str) {
        self.lost_tokens.retain(|lost| lost.id != id);
        self.open_changes.forget_token(id);
        self.ledger.note(EventKind::LostKept { token_id: id.to_owned() });
    }

    /// Revokes the token of this name, once.
    pub fn revoke_token(&self, revocation: &SharedDeletion, id: String, name: &str) {
        let (session, token_id) = (self.session.clone(), id.clone());
        let asked = EventKind::RevokeAsked { token_id: id.clone() };
        let sending = async move { session.delete_access_token(&token_id).await };
        let sending = self.ledger.clone().recorded(asked, LedgerEntry::default(), sending, |asked, ()| {
            EventKind::RevokeAnswered { asked, request_id: None }
        });
        let name = visible(name);
        let words = DeletionText {
            what: format!("the revocation of “{name}”"),
            done: format!("“{name}” is revoked."),
        };
        let work = Work::changing("Revoking an access token");
        revocation.borrow_mut().send(&self.worker, work, id, words, sending);
    }

    /// What wallets and enterprises are called.
    pub fn resource_names(&self) -> &Arc<ResourceNames> {
        &self.gathered_names.gathered().names
    }

    /// What this environment's tokens are checked against at this moment.
    pub fn known_context(&self, now: Timestamp, program: &Program) -> WeaknessContext {
        let next_deployment = program.settings.values.next_deployment;
        let lifetime = LifetimeContext { now, zone: program.zone.clone(), next_deployment };
        WeaknessContext { rules: self.environment.rules(), lifetime }
    }

    /// What a new token is checked against now.
    pub fn token_context(&self, program: &Program) -> TokenContext {
        let WeaknessContext { rules, lifetime } = self.known_context(clock::next_full_minute(), program);
        let label_of =
            |token: &AccessTokenInfo| LabelInUse { label: token.label.clone(), ends: token.expires };
        TokenContext {
            rules,
            lifetime,
            labels_in_use: self.tokens.rows().iter().map(label_of).collect(),
            is_opened_by_token: self.is_of_a_token(),
            names: self.resource_names().clone(),
            seen_from: self.info().ip.as_deref().and_then(|ip| ip.parse().ok()),
        }
    }
}
