//! What stays on this machine. No secret is written here; the OS keychain is the only place for those.

pub mod settings;
