//! The label: what a token is told apart by.

use crate::domain::token::check::Reading;
use crate::domain::token::findings::{Findings, Reason, source};

pub(super) fn check(reading: &Reading<'_>, found: &mut Findings<'_>) {
    let label = reading.draft.label.trim();
    if label.is_empty() {
        found.error(
            "label.blank",
            "Give the token a label.",
            Reason {
                why: "The platform requires one, and it is how this token is told apart when one has to be revoked.",
                source: source::SPEC,
            },
        );
    }
    if label.contains(is_unseen) {
        found.error(
            "label.unseen",
            "The label holds characters that cannot be seen: type it again.",
            Reason {
                why: "Line breaks and invisible characters make two labels look the same, or a label read backwards.",
                source: source::OURS,
            },
        );
    }
    let is_same = |other: &&String| other.trim().to_lowercase() == label.to_lowercase();
    if let Some(other) = reading.context.labels_in_use.iter().find(is_same).filter(|_| !label.is_empty()) {
        found.warning(
            format!("label.in_use/{}", label.to_lowercase()),
            format!("Another of your tokens is already called “{}”.", other.trim()),
            Reason {
                why: "Of two tokens with one label it is easy to revoke the wrong one.",
                source: source::OURS,
            },
        );
    }
}

/// Control characters, and the marks that hide or turn text around.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
