//! Something that the platform sent and this program does not know: kept as it came, to be shown as a tree.

/// A named part of an answer as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RawPart {
    /// Its name: of a condition, an action or a field.
    pub name: String,
    /// What stands there, as JSON.
    pub json: String,
}
