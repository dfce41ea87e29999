//! The lifetime: neither unclear, nor shorter or longer than was surely meant.

use jiff::Span;

use crate::domain::lifetime::{Lifetime, LifetimeContext, date_words};
use crate::domain::token::findings::{Findings, Reason, source};
use crate::domain::token::reading::Reading;

const DAY_SECS: u64 = 86_400;

pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    match &reading.lifetime {
        Ok(lifetime) => check_length(*lifetime, reading, found),
        Err(problem) => found.error(
            "lifetime.unclear",
            problem.to_string(),
            Reason {
                why: "With a whole number and a unit, the token expires neither earlier nor later than you mean.",
                source: source::SUPPORT,
            },
        ),
    }
}

fn check_length(lifetime: Lifetime, reading: &Reading<'_>, found: &mut Findings) {
    let context = &reading.context.lifetime;
    // A tick belongs to what was typed: seconds would change by themselves while the clock runs.
    let typed = reading.draft.lifetime.trim().to_lowercase();
    if lifetime.secs < DAY_SECS {
        found.warning(
            format!("lifetime.short/{typed}"),
            format!("This token expires within a day: after {}.", lifetime.spelled_out()),
            Reason {
                why: "An expired token disappears from the list without an audit log entry, and anything that \
                    uses it stops working.",
                source: source::SUPPORT,
            },
        );
    }
    if lifetime.secs > year_secs(context) {
        found.warning(
            format!("lifetime.long/{typed}"),
            format!("This token lasts for more than a year: {}.", lifetime.spelled_out()),
            Reason {
                why: "A token should last no longer than until the next production deployment, when it is replaced.",
                source: source::ADVICE,
            },
        );
    }
    let Some(deployment) = context.next_deployment else { return };
    let deployment_end = context.end_of_day(deployment);
    if deployment_end < context.now {
        found.note(
            "lifetime.deployment_over",
            format!("The next deployment date in Settings, {deployment}, has passed."),
            Reason {
                why: "With the date of the next deployment, you are warned about tokens that outlast it.",
                source: source::OURS,
            },
        );
    } else if lifetime.expiry(context.now) > deployment_end {
        let day = date_words(deployment_end, &context.zone);
        found.warning(
            format!("lifetime.past_deployment/{deployment}/{typed}"),
            format!("This token outlasts the next deployment on {day}."),
            Reason {
                why: "A token should last no longer than until the next production deployment, when it is replaced.",
                source: source::ADVICE,
            },
        );
    }
}

/// A calendar year from now, in seconds.
fn year_secs(context: &LifetimeContext) -> u64 {
    let year = context.now.to_zoned(context.zone.clone()).checked_add(Span::new().years(1));
    let secs = year.map_or(366 * 86_400, |end| end.timestamp().as_second() - context.now.as_second());
    u64::try_from(secs).unwrap_or_default()
}
