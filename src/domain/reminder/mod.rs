//! Reminders of tokens that are about to end: in the program, and as a calendar file.
//!
//! An ended token vanishes from the platform's list without a trace (vendor support notes), so somebody has to say so
//! before. Nothing here knows a token's value.

mod calendar;
mod due;

pub use calendar::{CalendarEntry, calendar};
pub use due::{Reminder, ReminderId, dismissed_now, due_now, next_due, reminders};
