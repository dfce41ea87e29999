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

impl Reach {
    /// The reach of a token with these permitted enterprises and wallets. Where both are named, the wallets are the
    /// narrower bound.
    pub fn of(enterprises: &[String], wallets: &[String]) -> Self {
        if !wallets.is_empty() {
            Self::Wallets(wallets.to_vec())
        } else if !enterprises.is_empty() {
            Self::Enterprises(enterprises.to_vec())
        } else {
            Self::Everything
        }
    }
}
