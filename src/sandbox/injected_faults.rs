//! What a test has laid in the way of decisions on approvals, and of logins.

/// What a test has laid in the way.
#[derive(Default)]
pub(crate) struct InjectedFaults {
    /// The next approval of a wallet's fires another condition, in these words, and has to wait for one more person.
    pub(crate) condition: Option<String>,
    /// What was built before can no longer be broadcast: its unspents have expired.
    pub(crate) unspents_expired: bool,
    /// Express has sent the approval of an MPC wallet on, and then does not find what it should sign: 404.
    pub(crate) signs_nothing: bool,
    /// Approving several takes an unlocked session also of those that need none otherwise.
    pub(crate) wants_unlock: bool,
    /// Approvals come without their coin.
    pub(crate) hides_coin: bool,
    /// Logins are answered with a token in plain text, also to who has a key for an encrypted one.
    pub(crate) gives_plain_tokens: bool,
    /// Every signature is taken for one of version 2, and answers are signed so: a server that knows no version 3.
    pub(crate) knows_v2_alone: bool,
}
