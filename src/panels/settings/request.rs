//! What the settings ask of the app.

use super::state::Values;
use crate::domain::proxy::Proxy;

/// What the panel asks the app to do.
#[derive(Debug)]
pub enum Request {
    /// Keep what was edited.
    Keep {
        /// What was set before.
        before: Values,
        /// What is to be set.
        edited: Values,
    },
    /// Test the connection by this proxy.
    TestConnection(Proxy),
    /// Open the folder of a file.
    OpenFolder(KeptFile),
    /// Set everything as it was at first.
    Reset,
}

/// A file that this program keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptFile {
    /// The settings.
    Settings,
    /// The token ledger.
    Ledger,
}
