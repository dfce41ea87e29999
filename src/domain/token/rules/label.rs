//! The label: what a token is told apart by.

use crate::domain::lifetime::moment_words;
use crate::domain::token::draft::LabelInUse;
use crate::domain::token::findings::{Findings, Reason, source};
use crate::domain::token::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let label = reading.draft.label.trim();
    if label.is_empty() {
        found.error(
            "label.blank",
            "Give the token a label, such as payout-service-eu.",
            Reason {
                why: "The platform requires one, and it is how this token is told apart when one has to be revoked.",
                source: source::SPEC,
            },
        );
    }
    if label.contains(is_unseen) {
        found.error(
            "label.unseen",
            "The label holds characters that cannot be seen: type it again in plain letters, such as payout-service-eu.",
            Reason {
                why: "Line breaks and invisible characters make two labels look the same, or a label read backwards.",
                source: source::OURS,
            },
        );
    }
    check_in_use(label, reading, found);
}

/// Names the other token, so that the person can tell the two apart.
fn check_in_use(label: &str, reading: &Reading<'_>, found: &mut Findings) {
    let is_same = |other: &&LabelInUse| other.label.trim().to_lowercase() == label.to_lowercase();
    let others: Vec<&LabelInUse> =
        reading.context.labels_in_use.iter().filter(is_same).filter(|_| !label.is_empty()).collect();
    let Some((first, more)) = others.split_first() else { return };
    let zone = &reading.context.lifetime.zone;
    let ends = first.ends.map_or_else(
        || "at a time that the platform does not tell".to_owned(),
        |ends| format!("on {}", moment_words(ends, zone)),
    );
    let name = first.label.trim();
    let what = match more.len() {
        0 => format!("Another of your tokens is already called “{name}”; it ends {ends}."),
        more => {
            format!("{} of your tokens are already called “{name}”; the first of them ends {ends}.", more + 1)
        }
    };
    found.warning(
        format!("label.in_use/{}", label.to_lowercase()),
        what,
        Reason {
            why: "Of two tokens with one label it is easy to revoke the wrong one.",
            source: source::OURS,
        },
    );
}

/// Control characters, and the marks that hide or turn text around.
pub(in crate::domain::token) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
