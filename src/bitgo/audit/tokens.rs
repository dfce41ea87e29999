//! What the audit log says of access tokens: who made them, and who deleted them, in words.

use crate::domain::foreign_text::visible;
use std::collections::HashMap;

use futures::StreamExt;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{AuditEntry, AuditQuery};
use crate::bitgo::error::Error;
use crate::bitgo::session::Session;
use crate::bitgo::user::User;
use crate::domain::lifetime::{date_words, moment_words};
use crate::domain::text::elided;

/// The kinds of entries that are about access tokens (the protocol notes, section 7).
const KINDS: [&str; 2] = ["createAccessToken", "deleteAccessToken"];
/// The largest page that the platform gives.
const PAGE: u16 = 500;
/// So many pages at most: a log is without end, and its newest part is what matters.
const PAGES: usize = 10;
/// Where an entry may name its token, by ID.
const NAMED_IN: [&str; 3] = ["accessTokenId", "tokenId", "id"];

/// The audit log's entries about access tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TokenChanges {
    /// By token ID, each token's newest first.
    by_token: HashMap<String, Vec<TokenChange>>,
    /// There are older entries, which were not read.
    pub is_cut: bool,
}

/// Something that was done to a token.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenChange {
    at: Option<Timestamp>,
    action: String,
    by: String,
    from: Option<String>,
}

impl Session {
    /// Reads what the log says of access tokens, as far back as `from`.
    pub async fn token_changes(self, from: Option<Timestamp>) -> Result<TokenChanges, Error> {
        let kinds = KINDS.map(str::to_owned).to_vec();
        let mut pages = self.audit_log(AuditQuery { kinds, from, page_size: PAGE, ..AuditQuery::default() });
        let mut changes = TokenChanges::default();
        for _ in 0..PAGES {
            let Some(page) = pages.next().await else { return Ok(changes) };
            for entry in &page?.items {
                changes.take(entry, self.user());
            }
        }
        changes.is_cut = pages.next().await.is_some();
        Ok(changes)
    }
}

impl TokenChanges {
    /// Takes an entry over; the log gives its newest first. One that names no token is passed over.
    fn take(&mut self, entry: &AuditEntry, me: &User) {
        let named = NAMED_IN.iter().find_map(|name| entry.data.get(*name)?.as_str());
        let Some(token) = named else { return };
        let by = match &entry.user {
            _ if entry.is_platform_action => "BitGo staff".to_owned(),
            Some(user) if *user == me.id => me.display_name().to_owned(),
            Some(user) => format!("person {}", elided(user)),
            None => "nobody who is named".to_owned(),
        };
        let change = TokenChange { at: entry.date, action: action(&entry.kind), by, from: entry.ip.clone() };
        self.by_token.entry(token.to_owned()).or_default().push(change);
    }

    /// What was done to a token, the newest first.
    pub fn of(&self, token_id: &str) -> &[TokenChange] {
        self.by_token.get(token_id).map(Vec::as_slice).unwrap_or_default()
    }
}

impl TokenChange {
    /// The change in a sentence: "Created by Olivia Brandt on Mon 3 Aug 2026, 14:05, from 198.51.100.14."
    pub fn sentence(&self, zone: &TimeZone) -> String {
        let on = self.at.map(|at| format!(" on {}", moment_words(at, zone))).unwrap_or_default();
        let from = self.from.as_ref().map(|from| format!(", from {from}")).unwrap_or_default();
        format!("{} by {}{on}{from}.", self.action, self.by)
    }

    /// The change for a cell: "Created, Mon 3 Aug 2026".
    pub fn short(&self, zone: &TimeZone) -> String {
        let on = self.at.map(|at| format!(", {}", date_words(at, zone))).unwrap_or_default();
        format!("{}{on}", self.action)
    }
}

/// The platform's word for what was done, in ours; a word that is not known stays as it is.
fn action(kind: &str) -> String {
    match kind {
        "createAccessToken" => "Created".to_owned(),
        "deleteAccessToken" => "Deleted".to_owned(),
        other => format!("\u{201c}{}\u{201d}", visible(other)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn entry(kind: &str, user: &str, data: &serde_json::Value) -> AuditEntry {
        AuditEntry {
            kind: kind.to_owned(),
            user: Some(user.to_owned()),
            date: Some("2026-08-03T14:05:00Z".parse().unwrap()),
            ip: Some("198.51.100.14".to_owned()),
            data: data.as_object().cloned().unwrap(),
            ..AuditEntry::default()
        }
    }

    #[test]
    fn entries_are_told_by_token_and_say_who_and_when() {
        let me = User { id: "u1".to_owned(), name: "Olivia Brandt".to_owned(), ..User::default() };
        let mut changes = TokenChanges::default();
        changes.take(
            &entry("teleportToken", "0123456789abcdef0123456789abcdef", &json!({"tokenId": "t1"})),
            &me,
        );
        changes.take(&entry("createAccessToken", "u1", &json!({"accessTokenId": "t1", "label": "x"})), &me);
        changes.take(&entry("deleteAccessToken", "u1", &json!({"label": "names no token"})), &me);
        let said: Vec<String> =
            changes.of("t1").iter().map(|change| change.sentence(&TimeZone::UTC)).collect();
        assert_eq!(
            said,
            [
                "\u{201c}teleportToken\u{201d} by person 01234567…abcdef on Mon 3 Aug 2026, 14:05, from 198.51.100.14.",
                "Created by Olivia Brandt on Mon 3 Aug 2026, 14:05, from 198.51.100.14.",
            ]
        );
        assert_eq!(changes.of("t1")[1].short(&TimeZone::UTC), "Created, Mon 3 Aug 2026");
        assert!(changes.of("t2").is_empty());
    }
}
