//! Addresses that are being pasted for a whitelist.

use crate::domain::policy::PastedAddresses;

/// Addresses that are being pasted.
#[derive(Default)]
pub(super) struct Pasting {
    pub(super) text: String,
    /// The text that was read, with what it came to.
    pub(super) read: Option<(String, PastedAddresses)>,
    /// How many were taken so far.
    pub(super) taken: usize,
    pub(super) has_focus: bool,
}
