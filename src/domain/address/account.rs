//! What is read from an address: the account in its normal form, and the tag that may be part of it.

use super::tag::Tag;

/// How far an address was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressForm {
    /// It has a checksum, and that fits: a mistyped letter would have been found.
    Checked,
    /// The form fits, and it has no checksum: a mistyped letter is found by nobody.
    Unchecked,
    /// How this coin writes its addresses is not known here. Nothing was checked but stray letters.
    NotKnownHere,
}

/// An account that an address stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Account {
    /// The normal form: one spelling for each account.
    pub text: String,
    /// How far it was checked.
    pub form: AddressForm,
    /// The tag that is part of the spelling (X-addresses, muxed accounts).
    pub tag: Option<Tag>,
    /// The spelling to keep, where it says more than whose account it is: the number of a muxed one, that payments to it do
    /// not bounce.
    pub kept: Option<String>,
}

impl Account {
    /// One whose checksum fits.
    pub fn checked(text: impl Into<String>) -> Self {
        Self { text: text.into(), form: AddressForm::Checked, tag: None, kept: None }
    }

    /// One without a checksum.
    pub fn unchecked(text: impl Into<String>) -> Self {
        Self { text: text.into(), form: AddressForm::Unchecked, tag: None, kept: None }
    }
}
