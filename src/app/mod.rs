//! The assembly: the shell around the panels, the session, and the only room that starts work.
//!
//! Panels return typed requests; [`Console`] carries them out on the one runtime and keeps what comes back in
//! async cells that it polls before it draws.

mod book;
mod carry_out;
mod cell;
mod console;
mod copying;
mod failure;
mod feed;
mod file_dialog;
mod finder;
mod live;
mod poll;
mod saving;
mod shell;
mod vaulting;
pub mod window;
mod worker;

pub use console::{Console, Start};
pub use file_dialog::FileDialog;
