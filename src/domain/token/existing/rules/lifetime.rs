//! How long a token still lives, and whether that is too short or too long.

use jiff::{SignedDuration, Span, Timestamp};

use crate::domain::lifetime::{DAYS_AHEAD, TimeLeft, date_words, moment_words};
use crate::domain::token::existing::facts::ExistingToken;
use crate::domain::token::existing::text::span_words;
use crate::domain::token::existing::weakness::{Harm, WeaknessContext, WeaknessInfo, Weaknesses};
use crate::domain::token::findings::{Field, Reason, Severity, source};

/// Above this nobody mistook seconds for years: the mistaken tokens of the support notes lived for a week.
const ODD_BELOW_SECS: i64 = 60 * 86_400;
const HOUR_MILLIS: i128 = 3_600_000;
/// The platform's two clock readings of a creation may lie this far apart.
const SLACK_MILLIS: i128 = 2_000;

pub(super) fn check(token: &ExistingToken, context: &WeaknessContext, found: &mut Weaknesses<'_>) {
    let Some(expires) = token.expires else {
        found.add(
            "lifetime.not_told",
            WeaknessInfo::note(Harm::Outage, Field::Lifetime),
            "BitGo does not report when this token expires.",
            Reason { why: "Without a date, you cannot be reminded in time.", source: source::OURS },
        );
        return;
    };
    check_near(expires, context, found);
    check_odd(token, expires, context, found);
    check_long(token, expires, context, found);
}

/// Near its end: within a fortnight a note, within a week a warning, and so within a day.
fn check_near(expires: Timestamp, context: &WeaknessContext, found: &mut Weaknesses<'_>) {
    let left = TimeLeft::until(expires, context.lifetime.now);
    let near = DAYS_AHEAD.iter().rev().find(|days| left.is_under_days(u64::from(**days)));
    let Some(days) = near else { return };
    let severity = if *days > 7 { Severity::Note } else { Severity::Warning };
    let weight = WeaknessInfo { severity, ..WeaknessInfo::warning(Harm::Outage, Field::Lifetime) };
    found.add(
        format!("lifetime.near/{days}"),
        weight,
        format!("This token expires in {}, on {}.", left.in_words(), moment_words(expires, &context.lifetime.zone)),
        Reason {
            why: "An expired token disappears from the list without an audit log entry, and anything that uses \
                it stops working.",
            source: source::SUPPORT,
        },
    );
}

/// A few days that nobody would choose: no whole hours, and no end on a full minute. Somebody counted in another unit.
fn check_odd(
    token: &ExistingToken,
    expires: Timestamp,
    context: &WeaknessContext,
    found: &mut Weaknesses<'_>,
) {
    let Some(span) = token.lifetime().filter(|span| (1..ODD_BELOW_SECS).contains(&span.as_secs())) else {
        return;
    };
    let past_the_hour = span.as_millis().rem_euclid(HOUR_MILLIS);
    let is_round = past_the_hour <= SLACK_MILLIS || past_the_hour >= HOUR_MILLIS - SLACK_MILLIS;
    let ends_on_a_minute = expires.as_second().rem_euclid(60) == 0;
    if is_round || ends_on_a_minute {
        return;
    }
    let ends = moment_words(expires, &context.lifetime.zone);
    found.add(
        "lifetime.odd",
        WeaknessInfo::warning(Harm::Outage, Field::Lifetime),
        format!("This token's lifetime is {}, until {ends}.", span_words(span)),
        Reason {
            why: "Lifetimes are sent in seconds. A number like this was often meant in another unit, and the \
                token may expire years too soon.",
            source: source::SUPPORT,
        },
    );
}

/// Longer than a year in all, or beyond the next deployment.
fn check_long(
    token: &ExistingToken,
    expires: Timestamp,
    context: &WeaknessContext,
    found: &mut Weaknesses<'_>,
) {
    let reason = Reason {
        why: "A token should last no longer than until the next production deployment, when it is replaced.",
        source: source::ADVICE,
    };
    let zone = &context.lifetime.zone;
    let begins = token.created.unwrap_or(context.lifetime.now);
    let year_on = begins.to_zoned(zone.clone()).checked_add(Span::new().years(1));
    // The platform's clock and ours may differ by moments; a year to the minute is a year.
    let is_long = year_on.is_ok_and(|end| expires > end.timestamp() + SignedDuration::from_mins(1));
    if is_long {
        let harm = if token.terms.moves_money() { Harm::Money } else { Harm::Exposure };
        found.add(
            "lifetime.long",
            WeaknessInfo::note(harm, Field::Lifetime),
            format!("This token lasts for more than a year: until {}.", date_words(expires, zone)),
            reason,
        );
    }
    let deployment = context.lifetime.next_deployment.map(|day| context.lifetime.end_of_day(day));
    if let Some(end) = deployment.filter(|end| *end >= context.lifetime.now && *end < expires) {
        found.add(
            "lifetime.past_deployment",
            WeaknessInfo::note(Harm::Exposure, Field::Lifetime),
            format!("This token outlasts the next deployment on {}.", date_words(end, zone)),
            reason,
        );
    }
}
