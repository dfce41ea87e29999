//! What stays on this machine. No secret is written here; the OS keychain is the only place for those, and files that
//! the person asked for.

pub mod away;
pub mod clipboard;
pub mod export;
pub mod folder;
pub mod keychain;
pub mod ledger;
mod new_file;
pub mod process;
pub mod secret_place;
pub mod settings;
pub mod token_file;
