//! Scopes: what an access token may do, in the reader's words, with the risk of each and the smaller scope
//! that would do (vendor advice: least privilege).

mod info;
mod needed;
mod preset;
mod table;

pub use info::{Marks, Risk, ScopeGroup, ScopeInfo, ScopeSpan};
pub use needed::needed_scopes;
pub use preset::{Preset, presets};
pub use table::{scope, scopes};
