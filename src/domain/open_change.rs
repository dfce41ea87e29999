//! A change that was cut off between its request and its answer: what a look-up tells of it, in words.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::change::{ChangeFacts, ChangeKind};
use super::lifetime::moment_words;

/// So long after it was sent a change may still be carried out: the platform takes up to 100 s for one.
const CARRIED_OUT_WITHIN: SignedDuration = SignedDuration::from_mins(3);

/// What a look-up tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was carried out.
    Made(Made),
    /// It waits for approval.
    Waits {
        /// The approval, by ID, where it is known.
        approval: Option<String>,
    },
    /// It was not carried out.
    NotMade,
    /// It cannot be told, and why: a sentence.
    CannotTell(String),
}

impl Verdict {
    /// As it is written down.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Made(_) => "made",
            Self::Waits { .. } => "waits",
            Self::NotMade => "notMade",
            Self::CannotTell(_) => "cannotTell",
        }
    }
}

/// What shows that it was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// Nothing more is told.
    Plainly,
    /// What it made stands in a list.
    Found {
        /// Since when.
        at: Option<Timestamp>,
        /// What can be done with it: "Keep it or cancel it."
        choice: &'static str,
    },
    /// It lasts until then.
    Until(Timestamp),
    /// In other words.
    Otherwise(String),
}

/// What a look-up has found of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundChange {
    /// What the thing is called that it changes, where it has a name.
    pub name: Option<String>,
    /// What became of it.
    pub verdict: Verdict,
}

impl FoundChange {
    /// A look-up that tells of something without a name.
    pub fn nameless(verdict: Verdict) -> Self {
        Self { name: None, verdict }
    }

    /// What became of it, the end of a sentence. `sent`: when it was sent.
    pub fn words(&self, sent: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        match &self.verdict {
            Verdict::Made(Made::Plainly) => "carried out.".to_owned(),
            Verdict::Made(Made::Until(end)) => format!("carried out, until {}.", moment_words(*end, zone)),
            Verdict::Made(Made::Otherwise(words)) => format!("carried out: {words}"),
            Verdict::Made(Made::Found { at: Some(at), choice }) => {
                format!("carried out: found in the list, made on {}. {choice}", moment_words(*at, zone))
            }
            Verdict::Made(Made::Found { at: None, choice }) => {
                format!("carried out: found in the list. {choice}")
            }
            Verdict::Waits { .. } => "it waits for approval.".to_owned(),
            Verdict::NotMade if may_still_come(sent, now) => {
                "not carried out so far. It may still be: look it up again in a few minutes.".to_owned()
            }
            Verdict::NotMade => "not carried out.".to_owned(),
            Verdict::CannotTell(why) => format!("it cannot be looked up. {why}"),
        }
    }

    /// Whether a later look-up may tell more.
    pub fn may_change(&self, sent: Timestamp, now: Timestamp) -> bool {
        self.verdict == Verdict::NotMade && may_still_come(sent, now)
    }
}

fn may_still_come(sent: Timestamp, now: Timestamp) -> bool {
    now.duration_since(sent) < CARRIED_OUT_WITHIN
}

/// What a change is, and when it was sent: "Freezing “Operations hot”, sent on Mon 30 Nov 2026, 14:05".
pub fn change_words(change: &ChangeFacts, name: Option<&str>, sent: Timestamp, zone: &TimeZone) -> String {
    format!("{}, sent on {}", change.change.doing(name), moment_words(sent, zone))
}

impl ChangeKind {
    /// Why nobody can look up what became of one, where that is so: a sentence.
    pub fn why_not_looked_up(self) -> Option<&'static str> {
        match self {
            Self::ShareMailed => Some("BitGo does not list the emails that it sends: ask the recipient."),
            Self::KeyRequested => {
                Some("BitGo lists such a request only for the people who can answer it: ask one of them.")
            }
            Self::EnterprisePersonAdded
            | Self::EnterpriseRoleChanged
            | Self::EnterprisePersonRemoved
            | Self::EnterpriseRuleMade
            | Self::EnterpriseRuleChanged
            | Self::EnterpriseRuleDeactivated
            | Self::WhitelistsChanged => Some("Check it in BitGo’s web app."),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_still_be_carried_out_is_not_called_undone() {
        let (sent, zone) = (Timestamp::UNIX_EPOCH, TimeZone::UTC);
        let found = FoundChange::nameless(Verdict::NotMade);
        let after = |secs| sent + SignedDuration::from_secs(secs);
        assert!(found.words(sent, after(179), &zone).starts_with("not carried out so far."));
        assert!(found.may_change(sent, after(179)));
        assert_eq!(found.words(sent, after(180), &zone), "not carried out.");
        assert!(!found.may_change(sent, after(180)));
    }

    #[test]
    fn what_was_found_is_said_with_its_moment() {
        let zone = TimeZone::UTC;
        let words = |made| {
            let found = FoundChange::nameless(Verdict::Made(made));
            found.words(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH, &zone)
        };
        let at = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(
            words(Made::Found { at, choice: "Keep it or cancel it." }),
            "carried out: found in the list, made on Thu 1 Jan 1970, 00:00. Keep it or cancel it."
        );
        assert_eq!(words(Made::Until(Timestamp::UNIX_EPOCH)), "carried out, until Thu 1 Jan 1970, 00:00.");
    }
}
