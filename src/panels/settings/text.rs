//! What a person reads in the settings.

use jiff::civil::Date;

pub(super) const NEXT_DEPLOYMENT: &str = "BitGo advises that no token outlives your next production deployment. The token creator \
                                          warns beyond this date, and accepts “until next deployment” as a lifetime.";
pub(super) const LOCKING: &str = "Ends your sessions, clears the clipboard and wipes passwords and tokens from memory. What you \
                                  typed stays until you log in again. Ctrl+L locks at once.";
pub(super) const NO_DATE: &str = "Not set";
pub(super) const SIGNING: &str =
    "Version 3 also rejects replayed and downgraded requests. Applies at next login.";
pub(super) const DATE_FORM: &str = "Enter the date as year, month, day: 2027-03-01.";

/// After how many minutes the program locks.
pub(super) fn lock_after(minutes: u16) -> String {
    match minutes {
        0 => "Never".to_owned(),
        1 => "1 minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

pub(super) fn past_day(date: Date, today: Date) -> String {
    format!("{date} is in the past: enter {today} or a later date.")
}

/// What is wrong with what is typed, and the day that stays set meanwhile.
pub(super) fn still_set(problem: &str, date: Date) -> String {
    format!("{problem} Until then {date} stays set.")
}
