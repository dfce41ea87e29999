//! An access token to be made: the form as it stands, the check of it, and the request that may be sent.
//!
//! The order is always draft, then [`check()`], then [`TokenRequest`]: the review shows that very request and the
//! button sends that very request; the form's texts are never read again.

mod check;
mod draft;
mod environment;
pub mod existing;
mod findings;
pub mod identity;
pub mod issued;
mod lost;
mod names;
mod past;
mod reach;
mod reading;
pub mod replace;
mod request;
mod rules;
mod sentence;
pub mod template;
#[cfg(test)]
mod tests;
mod token_check;
pub mod unconfirmed;

pub use check::check;
pub use draft::{LabelInUse, TokenContext, TokenDraft};
pub use environment::EnvironmentRules;
pub use findings::{Field, Finding, FindingId, ScopeSwap, Severity, Swaps};
pub use lost::LostToken;
pub use names::ResourceNames;
pub use past::{Past, PastOrder, PastToken};
pub use reach::Reach;
pub use request::TokenRequest;
pub use token_check::TokenCheck;
