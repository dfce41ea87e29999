//! Agreeing to a session's token in plain text, once one was refused.

use egui::Ui;

use super::state::State;
use super::text as wording;
use crate::bitgo::environment::Environment;
use crate::kit::{choice, form, text};

/// Draws the box, for the account whose token was refused and for no other, and at no other server.
pub(super) fn show(ui: &mut Ui, state: &mut State, environment: Option<&Environment>) {
    if state.is_plain_token_refused(environment) {
        let ticked = &mut state.plain_token.is_accepted;
        choice::checkbox(ui, ticked, wording::ACCEPT_PLAIN_TOKEN, None);
        form::indented(ui, |ui| text::wrapped(ui, text::small(wording::PLAIN_TOKEN_MEANS)));
    }
}
