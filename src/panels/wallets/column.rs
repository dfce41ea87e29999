//! The columns of the table of wallets.

/// The columns of the table, of which a narrow one shows fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Col {
    Label,
    Kind,
    /// Over several coins, sorted by coin first: amounts of two coins do not compare.
    Balance,
    Confirmed,
    Spendable,
    People,
    Marks,
}
