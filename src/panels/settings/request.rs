//! What the settings ask of the app.

use super::state::Values;

/// What the panel asks the app to do.
#[derive(Debug)]
pub enum Request {
    /// Keep these values.
    Keep(Values),
}
