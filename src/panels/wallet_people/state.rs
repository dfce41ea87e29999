//! Who is to be removed from which wallet, and what became of it.

use super::removing::{Notice, Removing};
use crate::domain::share::{RemovalOutcome, RemovalRequest};

/// Its state.
#[derive(Default)]
pub struct State {
    /// Who is to be taken off which wallet, until its end is known.
    pub(super) removing: Option<Removing>,
    /// What became of the last removal, until the person has read it.
    pub(super) notice: Option<Notice>,
}

impl State {
    /// The removal that is looked at or was sent.
    pub fn removing(&self) -> Option<&RemovalRequest> {
        self.removing.as_ref().map(|removing| &removing.request)
    }

    /// The removal has come to an end; `was_lost` where a look-up has answered.
    pub fn removal_ended(&mut self, end: RemovalOutcome, was_lost: bool) {
        self.notice = self.removing.take().map(|removing| Notice { removing, end, was_lost });
    }

    /// Closes the dialog. One that `is_held` goes on without it.
    pub fn close(&mut self, is_held: bool) {
        let held = self.removing.take().filter(|_| is_held);
        self.removing = held.map(|removing| Removing { is_open: false, ..removing });
    }

    /// The label has to be typed again before anything is sent again.
    pub fn clear_confirmation(&mut self) {
        if let Some(removing) = &mut self.removing {
            removing.answers.clear();
        }
    }
}
