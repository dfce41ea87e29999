//! The label: what a token is told apart by.

use crate::domain::alphabet::look;
use crate::domain::foreign_text::has_hidden;
use crate::domain::lifetime::moment_words;
use crate::domain::token::draft::LabelInUse;
use crate::domain::token::findings::{Findings, Reason, source};
use crate::domain::token::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let label = reading.draft.label.trim();
    if label.is_empty() {
        found.error(
            "label.blank",
            "Enter a label, such as payout-service-eu.",
            Reason {
                why: "BitGo requires one, and it identifies the token when you need to revoke it.",
                source: source::SPEC,
            },
        );
    }
    if has_hidden(label) {
        found.error(
            "label.unseen",
            "The label contains invisible characters. Type it again, for example payout-service-eu.",
            Reason {
                why: "Line breaks and invisible characters can make two labels look the same, or reverse a label.",
                source: source::OURS,
            },
        );
    }
    check_in_use(label, reading, found);
}

/// Names the other token, so that the person can tell the two apart.
fn check_in_use(label: &str, reading: &Reading<'_>, found: &mut Findings) {
    let own = look(&label.to_lowercase());
    let is_same = |other: &&LabelInUse| look(&other.label.to_lowercase()) == own;
    let others: Vec<&LabelInUse> =
        reading.context.labels_in_use.iter().filter(is_same).filter(|_| !label.is_empty()).collect();
    let Some((first, more)) = others.split_first() else { return };
    let zone = &reading.context.lifetime.zone;
    let ends = first
        .ends
        .map_or_else(|| "at an unknown time".to_owned(), |ends| format!("on {}", moment_words(ends, zone)));
    let name = first.label.trim();
    let what = match more.len() {
        0 => format!("You already have a token named “{name}”; it expires {ends}."),
        more => {
            format!("You already have {} tokens named “{name}”; the first expires {ends}.", more + 1)
        }
    };
    found.warning(
        format!("label.in_use/{}", label.to_lowercase()),
        what,
        Reason {
            why: "With two tokens of the same label, it is easy to revoke the wrong one.",
            source: source::OURS,
        },
    );
}
