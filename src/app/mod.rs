//! The assembly: the shell around the panels, the session, and the only room that starts work.
//!
//! Each subject has one controller, with the name of its panel: it owns the panel's state, carries out the typed requests
//! that the panel returns, and takes over what comes back. See `controller.rs` for what it works with, `panel_table.rs`
//! for where it is entered, and `workspace.rs` for who calls it.

mod about_session;
mod active_session;
mod application;
mod approvals;
mod batch;
mod clock;
mod command;
mod command_palette;
mod controller;
mod create_share;
mod deletion;
mod environment;
mod error;
mod file_dialog;
mod keep_token;
mod kept_settings;
mod kept_tokens;
mod keychain_save;
mod leaving;
mod ledger;
mod lock;
mod login;
mod login_notice;
mod mutation;
mod open_changes;
mod opened;
mod paged_list;
mod panel_table;
mod policies;
mod program;
mod reckoner;
mod safety;
mod save_dialog;
mod screen_memory;
mod secret_clipboard;
mod session_end;
mod session_title;
mod sessions;
mod settings;
mod shares;
mod shell;
mod stale_answer;
mod start;
mod task;
mod token_creator;
mod token_form;
mod token_leak;
mod token_log_out;
mod token_templates;
mod tokens;
mod unlock_dialog;
mod wallet_page;
mod wallet_people;
mod wallets;
pub mod window;
mod work;
mod worker;
mod workspace;
mod would_be_stopped;

pub use application::App;
pub use file_dialog::FileDialog;
pub use panel_table::{PANELS, Panel, Route};
pub use start::Start;
