//! The look: theme and design tokens, text roles, icons, and one of each component that the panels are made of.
//!
//! A panel draws with these and with nothing else: no raw colour, no literal gap, no second table, no second
//! modal (`clippy.toml` holds it to that). What is missing is added here first. This room knows nothing of the
//! platform, of what is stored, or of any panel.

pub mod amount;
pub mod aside;
pub mod badge;
pub mod button;
pub mod choice;
pub mod code;
pub mod confirm;
pub mod copy;
pub mod currency;
pub mod diff;
pub mod environment;
pub mod field;
pub mod fonts;
pub mod form;
pub mod icon;
pub mod layout;
pub mod listing;
pub mod modal;
pub mod mutation;
pub mod name;
pub mod nav;
pub mod notice;
pub mod palette;
pub mod placeholder;
pub mod progress;
pub mod qr;
pub mod secret;
mod secret_input;
pub mod sliced_search;
pub mod space;
pub mod state;
pub mod stepper;
pub mod table;
pub mod text;
pub mod theme;
pub mod timeline;
pub mod token_sheet;
pub mod tree;
