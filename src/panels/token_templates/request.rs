//! What the panel asks the app to do.

use crate::kit::listing::ListRequest;

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Open the form of a new template.
    New,
    /// Open the token creator, filled in from this template.
    Use {
        /// The template's ID.
        id: String,
    },
    /// Open the form of this template.
    Edit {
        /// The template's ID.
        id: String,
    },
    /// Delete this template. The person has typed its name.
    Delete {
        /// The template's ID.
        id: String,
        /// What it is called.
        name: String,
    },
    /// Wait no longer for the answer to a deletion.
    StopWaiting,
    /// The person closed the confirmation of a deletion.
    ForgetDeletion,
    /// Read the list again, or stop.
    Read(ListRequest),
    /// Back to the access tokens.
    Leave,
}
