//! What a person reads on the locked program.

pub(super) const TITLE: &str = "Countersign is locked";
pub(super) const WHAT_STAYS: &str = "Log in again to continue. What you typed is still here.";

/// Logs in again to the session of this person.
pub(super) fn log_in(person: &str, environment: &str) -> String {
    format!("Log in again as {person}, {environment}")
}
