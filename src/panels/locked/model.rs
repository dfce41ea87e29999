//! What the locked program shows: no more than this.

use crate::kit::environment::EnvironmentLabel;

/// A session that was open when the program was locked.
pub struct LockedSession {
    /// The number that asks for it.
    pub id: u64,
    /// Where it was.
    pub environment: EnvironmentLabel,
    /// Who worked in it.
    pub person: String,
}

/// All that is shown.
pub struct Model<'a> {
    /// Why it is locked, a sentence.
    pub why: &'a str,
    /// The sessions.
    pub sessions: &'a [LockedSession],
}
