//! How a person's sharing key compares with the one that this computer has seen before. The platform names a key that is
//! derived from the person's own by a path; keys at different paths always differ, so only those at the same path say
//! anything. Another key at the same path means that somebody, the person or another, has set up a new one: whoever it
//! is gets what is encrypted for it.

use crate::domain::finding::{Finding, Findings, Severity};

const OURS: &str = "Countersign";
/// So no fingerprint is named there: the one that counts is the one that Express finds.
const EXPRESS_LOOKS: &str = "Your Express server looks their key up again by itself.";

/// A person's sharing key beside the one that was seen last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyMemory {
    /// None has been seen here.
    NoEarlierKey,
    /// It is the same as on this date.
    Same {
        /// The date, in words.
        on: String,
    },
    /// Those seen before, the last one on this date, are at other paths: nothing can be said of them.
    OtherPath {
        /// The date, in words.
        on: String,
    },
    /// It is another one than on this date, at the same path.
    Changed {
        /// The date, in words.
        on: String,
        /// The fingerprint of the key that was seen then.
        before: String,
        /// The fingerprint of the key that the platform names now.
        now: String,
    },
    /// What was seen before could not be read: why, a sentence.
    NotCompared(String),
}

impl KeyMemory {
    /// What stands under the fingerprint of this person's key where nothing is wrong with it.
    pub fn sentence(&self, who: &str) -> Option<String> {
        match self {
            Self::NoEarlierKey => {
                Some(format!("There is no earlier key of {who} on this computer to compare it with."))
            }
            Self::Same { on } => Some(format!("The same key as on {on}.")),
            Self::OtherPath { on } => Some(format!(
                "BitGo derived it by another path than the key of {on}, and such keys always differ. Only the fingerprint \
                 shows whether it is theirs."
            )),
            Self::Changed { .. } | Self::NotCompared(_) => None,
        }
    }

    /// What has to be ticked before a wallet's key is encrypted for this one. Where no key is sent it is said all the same.
    pub(super) fn check(&self, who: &str, is_sealed: bool, is_express: bool, findings: &mut Findings) {
        let severity = if is_sealed { Severity::Warning } else { Severity::Note };
        let (id, what, why) = match self {
            Self::NoEarlierKey | Self::Same { .. } | Self::OtherPath { .. } => return,
            Self::Changed { on, before, now } => (
                format!("key.changed/{now}"),
                format!("{who} has another key than on {on}."),
                format!(
                    "Ask them by another channel, such as a call, whether they have set up a new key: whoever holds it can \
                     decrypt what you share. {}",
                    if is_express {
                        EXPRESS_LOOKS.to_owned()
                    } else {
                        format!("Fingerprint then: {before}. Now: {now}.")
                    }
                ),
            ),
            Self::NotCompared(why) => (
                "key.not_compared".to_owned(),
                format!("{who}'s key could not be compared with the one seen earlier."),
                if is_express {
                    format!("{why} Ask them whether they have set up a new key. {EXPRESS_LOOKS}")
                } else {
                    format!("{why} It may have changed: ask them for their fingerprint.")
                },
            ),
        };
        findings.add(Finding::new(severity, (), &id, what, why, OURS));
    }
}
