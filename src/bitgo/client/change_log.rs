//! Who keeps what changes are sent: told of each just before it goes out, and of what came of it before anybody has the
//! answer. The store implements it; the client knows nothing of a disk.

use crate::domain::change::ChangeFacts;
use futures::future::BoxFuture;

/// Keeps the changes that are sent. It may take its time, but must come back: the change is sent after it.
pub trait ChangeLog: Send + Sync {
    /// This change is sent as soon as this returns. None where it could not be kept, which stops nobody's work.
    fn before<'a>(&'a self, change: &'a ChangeFacts) -> BoxFuture<'a, Option<Box<dyn ChangeEntry>>>;
}

/// A change that is on its way. Dropped without a word, nobody waited for what came of it.
pub trait ChangeEntry: Send {
    /// What came of it.
    fn came(self: Box<Self>, what: ChangeCame) -> BoxFuture<'static, ()>;
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeCame {
    /// The platform carried it out, or has it wait for approval.
    Done {
        /// The answer's status.
        status: u16,
    },
    /// It was not, as far as the answer tells.
    Failed {
        /// What the person reads.
        sentence: String,
        /// It may have been carried out all the same.
        is_outcome_unknown: bool,
    },
}
