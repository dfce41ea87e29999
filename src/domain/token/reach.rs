//! Where a token is confined to.

/// Where a token is confined to. The platform takes enterprises or wallets, never both (protocol notes, section 7).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Wherever its maker can go.
    #[default]
    Everything,
    /// These enterprises alone, by ID.
    Enterprises(Vec<String>),
    /// These wallets alone, by ID.
    Wallets(Vec<String>),
}
