//! What the panel asks the app to do.

use crate::domain::reminder::ReminderId;
use crate::kit::listing::ListRequest;

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Open the creator.
    New,
    /// Go to the templates.
    Templates,
    /// Save the list as CSV.
    SaveList,
    /// Save the spending limits of all tokens as CSV.
    SaveLimits,
    /// Save the ends of some tokens as a calendar file.
    SaveCalendar {
        /// The tokens, by ID.
        ids: Vec<String>,
    },
    /// Put reminders aside: they do not come again.
    Dismiss {
        /// The reminders.
        ids: Vec<ReminderId>,
    },
    /// Speak of these ends again: they were dismissed.
    RemindAgain {
        /// The reminders.
        ids: Vec<ReminderId>,
    },
    /// Read the list again, or stop.
    Read(ListRequest),
    /// Make a new token in the place of this one, or go on with that.
    Replace {
        /// The old token's ID.
        id: String,
    },
    /// Show what this token could do if it leaked.
    ShowLeak {
        /// The token's ID.
        id: String,
    },
    /// Revoke this token. The person has typed its label.
    Revoke {
        /// The token's ID.
        id: String,
        /// What it is called.
        name: String,
    },
    /// Keep this token, though nobody has its value.
    KeepLost {
        /// The token's ID.
        id: String,
    },
    /// Wait no longer for the answer to a revocation.
    StopWaiting,
    /// The person closed the confirmation of a revocation.
    ForgetRevocation,
}
