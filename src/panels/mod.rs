//! The screens, one folder each: their state, their drawing, and the typed requests that they return.
//!
//! A panel never imports another panel, and never knows how anything is sent or stored.

pub mod approvals;
pub mod create_share;
pub mod locked;
pub mod login;
pub mod policies;
pub mod safety;
pub mod settings;
pub mod shares;
pub mod token_creator;
pub mod token_leak;
pub mod token_templates;
pub mod tokens;
pub mod wallet_page;
pub mod wallet_people;
pub mod wallets;
pub mod would_be_stopped;
