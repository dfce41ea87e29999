//! What a test has laid in the way of decisions on approvals.

/// What a test has laid in the way of decisions.
#[derive(Default)]
pub(crate) struct InjectedFaults {
    /// The next approval of a wallet's fires another condition, in these words, and has to wait for one more person.
    pub(crate) condition: Option<String>,
    /// What was built before can no longer be broadcast: its unspents have expired.
    pub(crate) unspents_expired: bool,
    /// Approving several takes an unlocked session also of those that need none otherwise.
    pub(crate) wants_unlock: bool,
    /// Approvals come without their coin.
    pub(crate) hides_coin: bool,
}
