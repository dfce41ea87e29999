//! What stays on this machine. No secret is written here; the OS keychain is the only place for those, and files that
//! the person asked for.

pub mod ledger;
pub mod settings;
