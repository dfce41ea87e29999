//! Words for what happened and for lifetimes, where they belong to the ledger alone.

use jiff::SignedDuration;

use super::event::{EventKind, ReplaceStep, TokenAsked, VanishedWhy};
use crate::domain::lifetime::{Lifetime, TimeLeft};
use crate::domain::text::elided;

/// What happened, as one sentence.
pub(super) fn event_words(what: &EventKind) -> String {
    match what {
        EventKind::Asked(asked) => format!("Requested with a lifetime of {}.", asked_lifetime(asked)),
        EventKind::Answered { request_id, .. } => {
            format!("Created by BitGo{}.", request(request_id.as_ref()))
        }
        EventKind::Failed { request_id, sentence, is_outcome_unknown, .. } => {
            let outcome = if *is_outcome_unknown { "No valid answer" } else { "Not created" };
            format!("{outcome}{}: {sentence}", request(request_id.as_ref()))
        }
        EventKind::LostFound { .. } => {
            "Found in the list after the answer was lost. Its value is lost.".to_owned()
        }
        EventKind::LostNotFound { .. } => {
            "Not in the list after the answer was lost: it was not created.".to_owned()
        }
        EventKind::RevokeAsked { .. } => "Revocation requested.".to_owned(),
        EventKind::RevokeAnswered { request_id, .. } => {
            format!("Revoked by BitGo{}.", request(request_id.as_ref()))
        }
        EventKind::RevokeFailed { request_id, sentence, is_outcome_unknown, .. } => {
            let outcome =
                if *is_outcome_unknown { "No valid answer to the revocation" } else { "Not revoked" };
            format!("{outcome}{}: {sentence}", request(request_id.as_ref()))
        }
        EventKind::Replaced { old_id, new_id, step } => replaced(&elided(old_id), &elided(new_id), *step),
        EventKind::Seen { .. } => "Listed by BitGo.".to_owned(),
        EventKind::ListRead { count } => {
            format!("List loaded: {count} {}.", if *count == 1 { "token" } else { "tokens" })
        }
        EventKind::Vanished { why: VanishedWhy::Expired, .. } => {
            "No longer in the list: it has expired.".to_owned()
        }
        EventKind::Vanished { why: VanishedWhy::DeletedElsewhere, .. } => {
            "No longer in the list before it expired: revoked elsewhere, or ended by BitGo.".to_owned()
        }
        EventKind::LostKept { .. } => "Kept by its owner, though its value is lost.".to_owned(),
        EventKind::ChangeAsked(change) => format!("{}: sent.", change.change.doing(None)),
        EventKind::ChangeAnswered { .. } => "Carried out by BitGo, or waiting for approval.".to_owned(),
        EventKind::ChangeFailed { sentence, is_outcome_unknown, .. } => {
            let outcome = if *is_outcome_unknown { "No valid answer" } else { "Not carried out" };
            format!("{outcome}: {sentence}")
        }
        EventKind::ChangeRead { .. } => "You read what became of it.".to_owned(),
    }
}

/// A step of a replacement, with both tokens' IDs short enough to be read.
fn replaced(old: &str, new: &str, step: ReplaceStep) -> String {
    match step {
        ReplaceStep::Created => format!("{new} was created to replace {old}."),
        ReplaceStep::Verified => format!("{new}, created to replace {old}, was tested and works."),
        ReplaceStep::Vouched => {
            format!("{new}, created to replace {old}, works according to its owner.")
        }
        ReplaceStep::OldRevoked => format!("{new} has replaced {old}."),
        ReplaceStep::Abandoned => format!("Both tokens were kept: {new} no longer replaces {old}."),
    }
}

/// The lifetime as typed, and as sent where that says more: "90 days", "6 months (184 days)".
pub(super) fn asked_lifetime(asked: &TokenAsked) -> String {
    let sent = asked.lifetime_secs().map(|secs| Lifetime { secs }.spelled_out()).unwrap_or_default();
    match asked.lifetime_typed.trim() {
        "" => sent,
        typed if typed == sent || sent.is_empty() => typed.to_owned(),
        typed => format!("{typed} ({sent})"),
    }
}

fn request(id: Option<&String>) -> String {
    id.map(|id| format!(" (request {id})")).unwrap_or_default()
}

/// The platform's two clock readings of a creation may lie this far apart.
const SLACK_MILLIS: i128 = 2_000;
const HOUR_MILLIS: i128 = 3_600_000;

/// A lifetime: a round one as it is, an odd one with its exact seconds.
pub(super) fn span(span: SignedDuration) -> String {
    let millis = span.as_millis();
    let rounded = (millis + HOUR_MILLIS / 2).div_euclid(HOUR_MILLIS) * HOUR_MILLIS;
    let secs = |millis: i128| u64::try_from(millis / 1_000).unwrap_or_default();
    if rounded > 0 && (millis - rounded).abs() <= SLACK_MILLIS {
        return Lifetime { secs: secs(rounded) }.spelled_out();
    }
    let sign = if millis < 0 { "-" } else { "" };
    let (whole, fraction) = (millis.abs() / 1_000, millis.abs() % 1_000);
    let exact = match fraction {
        0 => format!("{sign}{whole} s"),
        fraction => format!("{sign}{whole}.{} s", format!("{fraction:03}").trim_end_matches('0')),
    };
    match whole {
        60.. if millis > 0 => format!("{exact} ({})", TimeLeft::Secs(secs(millis)).in_words()),
        _ => exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odd_lifetime_shows_what_was_asked_for() {
        for (millis, words) in [
            (572_522_211, "572522.211 s (6 d 15 h)"),
            (560_656_870, "560656.87 s (6 d 11 h)"),
            (90 * 86_400_000, "90 days"),
            (90 * 86_400_000 + 312, "90 days"),
            (90 * 86_400_000 - 1_900, "90 days"),
            (3_600_000, "1 hour"),
            (10_000, "10 s"),
            (5_400_000, "5400 s (1 h 30 min)"),
            (0, "0 s"),
            (-1_500, "-1.5 s"),
        ] {
            assert_eq!(span(SignedDuration::from_millis(millis)), words);
        }
    }
}
