//! Which transfers are shown: which way, and what words a row must hold.

use crate::bitgo::transfers::{Direction, Transfer};
use crate::kit::table::TableState;

/// Which way, and what words a row must hold.
#[derive(Default)]
pub(super) struct TransferFilter {
    pub(super) words: String,
    pub(super) direction: DirectionFilter,
    pub(super) table: TableState,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum DirectionFilter {
    #[default]
    Both,
    In,
    Out,
}

impl TransferFilter {
    pub(super) fn takes(&self, transfer: &Transfer) -> bool {
        let fits = match self.direction {
            DirectionFilter::Both => true,
            DirectionFilter::In => transfer.direction == Direction::Receive,
            DirectionFilter::Out => transfer.direction == Direction::Send,
        };
        fits && transfer.mentions(&self.words)
    }
}
