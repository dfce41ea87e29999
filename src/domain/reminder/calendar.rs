//! The ends of tokens as a calendar file (RFC 5545), for the calendar that somebody really looks at.
//!
//! Written here, a dozen lines an event: the calendar crates either fold at 76 octets or read clock and random numbers.
//! The tests read it back with one of them.

use jiff::{SignedDuration, Timestamp};

use crate::domain::lifetime::DAYS_AHEAD;
use crate::domain::token::existing::ExistingToken;

/// No line has more octets, its ending not counted (RFC 5545, section 3.1).
const LINE_OCTETS: usize = 75;

/// What is said of one token in the calendar. No secret can be in it: a known token has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry<'a> {
    /// The token. One without an end is left out.
    pub token: &'a ExistingToken,
    /// The environment's word, for there may be tokens of one label in two.
    pub environment: &'a str,
}

/// The calendar file of tokens, one event each, stamped with `now`. A token's event keeps its UID from export to export,
/// so that a calendar brings it up to date instead of showing it twice.
pub fn calendar(entries: &[CalendarEntry<'_>], now: Timestamp) -> String {
    let mut file = File::default();
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//Countersign//Access tokens//EN");
    file.line("CALSCALE", "GREGORIAN");
    file.line("METHOD", "PUBLISH");
    for entry in entries {
        if let Some(expires) = entry.token.expires {
            file.event(entry, expires, now);
        }
    }
    file.line("END", "VCALENDAR");
    file.text
}

/// The lines so far.
#[derive(Default)]
struct File {
    text: String,
}

impl File {
    fn event(&mut self, entry: &CalendarEntry<'_>, expires: Timestamp, now: Timestamp) {
        let CalendarEntry { token, environment } = entry;
        let label = token.label_words();
        let summary = format!("Access token “{label}” expires ({environment})");
        let description = format!(
            "The access token “{label}” ({environment}) expires at the time of this event, and \
             anything that uses it stops working.\nIt can {}.\nReplace it before it expires: create a new token with the same settings, then \
             revoke this one.\nToken ID {}",
            token.terms.actions_words(),
            token.id
        );
        self.line("BEGIN", "VEVENT");
        self.line("UID", &escaped(&format!("{}@tokens.countersign", token.id)));
        self.line("DTSTAMP", &utc(now));
        self.line("DTSTART", &utc(expires));
        self.line("SUMMARY", &escaped(&summary));
        self.line("DESCRIPTION", &escaped(&description));
        self.line("CLASS", "CONFIDENTIAL");
        self.line("TRANSP", "TRANSPARENT");
        for days in DAYS_AHEAD {
            let due_at = expires.checked_sub(SignedDuration::from_hours(24 * i64::from(days)));
            if due_at.is_ok_and(|due_at| token.created.is_none_or(|created| created < due_at)) {
                self.line("BEGIN", "VALARM");
                self.line("ACTION", "DISPLAY");
                self.line("TRIGGER", &format!("-P{days}D"));
                self.line("DESCRIPTION", &escaped(&summary));
                self.line("END", "VALARM");
            }
        }
        self.line("END", "VEVENT");
    }

    /// One content line, folded between characters.
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if octets + c.len_utf8() > LINE_OCTETS {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(c);
            octets += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// A moment in UTC, to the second: `20261120T130000Z`.
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text with its special characters escaped; what cannot be in a text at all is left out (RFC 5545, section 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}
