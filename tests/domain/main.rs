//! Tables and properties over the rules of the trade: amounts, lifetimes, addresses, scopes, token requests.
#![allow(clippy::unwrap_used)]

mod address;
mod amounts;
mod drawn_text;
mod imports;
mod ip_ranges;
mod lifetimes;
mod requests;
mod tokens;
mod transaction;

use countersign::domain::lifetime::LifetimeContext;
use jiff::civil::date;
use jiff::tz::TimeZone;

const DAY: u64 = 86_400;

/// Friday, 20 November 2026, 13:00 UTC; the next deployment is on 1 March.
fn in_utc() -> LifetimeContext {
    LifetimeContext {
        now: "2026-11-20T13:00:00Z".parse().unwrap(),
        zone: TimeZone::UTC,
        next_deployment: Some(date(2027, 3, 1)),
    }
}

/// The same in Central Europe, whose clocks change; given as a rule, so that no time zone files are needed.
fn in_central_europe(now: &str) -> LifetimeContext {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    LifetimeContext { now: now.parse().unwrap(), zone, ..in_utc() }
}
