//! What an environment demands of a token.

/// What an environment demands of a token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EnvironmentRules {
    /// The environment's word for sentences ("Production").
    pub name: String,
    /// Whether every token needs addresses, as in production.
    pub addresses_required: bool,
    /// Whether the scope `all` exists, as in test-like environments.
    pub all_scope_allowed: bool,
    /// Whether its coins live on test networks; none where both may be found, or nobody knows.
    pub holds_test_coins: Option<bool>,
}

impl EnvironmentRules {
    /// Whether it is reached over the internet, where no private address is ever seen: whatever counts as production, and
    /// the vendor's own environments, of which alone it is known which coins they hold.
    pub fn is_on_the_internet(&self) -> bool {
        self.addresses_required || self.holds_test_coins.is_some()
    }
}
