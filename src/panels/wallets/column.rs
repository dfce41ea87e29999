//! The columns of the table of wallets.

/// The columns of the table, of which a narrow one shows fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Col {
    /// What its owners call it.
    Label,
    /// Who holds its keys.
    Kind,
    /// Over several coins, sorted by coin first: amounts of two coins do not compare.
    Balance,
    /// What is confirmed.
    Confirmed,
    /// What can be spent now.
    Spendable,
    /// How many people are on it.
    People,
    /// What deserves attention.
    Marks,
}
