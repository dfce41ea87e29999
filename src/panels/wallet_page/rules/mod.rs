//! The wallet's policy rules: in words, with who approves and until when each can be changed; and how one is added,
//! changed and removed.

mod addresses;
mod card;
mod check_side;
mod draw;
mod editing;
mod editor;
mod enterprise;
mod form;
mod paste;
mod pasting;
mod removal;
mod removing;
mod state;
mod text;

pub(super) use draw::show;
pub(super) use editor::show as show_editor;
pub(super) use state::Rules;
