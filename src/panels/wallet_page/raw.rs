//! All that the platform sent of a wallet, behind a fold: also what has no place of its own on the screen.

use egui::Ui;

use super::text as wording;
use crate::bitgo::raw_text::RawText;
use crate::kit::{code, copy, form};

const HEIGHT: f32 = 320.0;

/// Whether it is unfolded, and what is shown then, kept while the wallet is the same.
#[derive(Default)]
pub(super) struct Raw {
    is_open: bool,
    of: RawText,
    words: String,
}

impl Raw {
    pub(super) fn show(&mut self, ui: &mut Ui, sent: &RawText) {
        if sent.as_str().is_empty() {
            return;
        }
        form::fold(ui, &mut self.is_open, wording::RAW, "");
        if !self.is_open {
            return;
        }
        if self.of != *sent {
            (self.of, self.words) = (sent.clone(), sent.indented());
        }
        code::block_in_page(ui, "wallet as sent", &self.words, HEIGHT);
        copy::button(ui, wording::COPY_RAW, sent.as_str());
    }
}
