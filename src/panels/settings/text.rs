//! What a person reads in the settings.

use jiff::civil::Date;

pub(super) const NEXT_DEPLOYMENT: &str = "BitGo advises that no token outlives your next production deployment. The token creator \
                                          warns beyond this day, and accepts “until next deployment” as a lifetime.";
pub(super) const NO_DAY: &str = "No day is set.";
pub(super) const SIGNATURES: &str =
    "Version 3 also refuses replayed and downgraded requests. A change takes effect at the next login.";
pub(super) const DATE_FORM: &str = "Enter the day as year, month, day: 2027-03-01.";

pub(super) fn past_day(date: Date, today: Date) -> String {
    format!("{date} is in the past: enter {today} or a later day.")
}

/// What is wrong with what is typed, and the day that stays set meanwhile.
pub(super) fn still_set(problem: &str, date: Date) -> String {
    format!("{problem} Until then {date} stays set.")
}
