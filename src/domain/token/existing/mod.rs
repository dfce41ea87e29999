//! An access token that exists, or once did, as plain facts: what it may do, what it has spent, and what the vendor's
//! advice has to say about it.
//!
//! The facts are filled in by whoever knows the platform's answers or the ledger. A token's value is never among them.

mod facts;
mod limit;
mod rules;
mod summary;
mod terms;
mod text;
mod weakness;

pub use facts::ExistingToken;
pub use limit::{ExistingLimit, LimitSize, Used};
pub use rules::weaknesses;
pub use summary::{SOON_DAYS, Tightest, TokenFilter, TokenOrder, TokenSummary, arranged};
pub use terms::TokenTerms;
pub(super) use text::reach_words;
pub use text::span_words;
pub use weakness::{Harm, Weakness, WeaknessContext};
