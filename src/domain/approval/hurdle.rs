//! Why a decision was taken or sent and the thing still did not happen, and who has to do what then. The platform's
//! names for it are few and its sentences change, so both are looked at, and what fits none keeps its own words.

/// What stood in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hurdle {
    /// What was built before spends money that has moved meanwhile, or that is too old.
    UnspentsExpired,
    /// There is not enough in the wallet.
    NotEnough,
    /// The wallet is frozen.
    Frozen,
    /// The session's token may not spend so much.
    TokenLimit,
    /// Another condition of the wallet's policy asks for more.
    Condition,
    /// Somebody has decided it before.
    DecidedBefore,
    /// The person asked for it themselves.
    OwnRequest,
}

impl Hurdle {
    /// What a code and a sentence of the platform amount to.
    pub fn of(name: &str, text: &str) -> Option<Self> {
        let (name, text) = (name.to_lowercase(), text.to_lowercase());
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if says(&["unspents expired", "unspent expired", "stale unspent"]) {
            return Some(Self::UnspentsExpired);
        }
        if name.contains("spendinglimit") || says(&["spending limit", "token may still spend"]) {
            return Some(Self::TokenLimit);
        }
        if name.contains("insufficient") || says(&["insufficient", "not enough"]) {
            return Some(Self::NotEnough);
        }
        if name.contains("frozen") || says(&["frozen"]) {
            return Some(Self::Frozen);
        }
        if name.contains("notpending") || says(&["already been decided", "no longer pending"]) {
            return Some(Self::DecidedBefore);
        }
        if says(&["whoever asks", "cannot approve your own", "creator cannot"]) {
            return Some(Self::OwnRequest);
        }
        says(&["triggered", "policy", "condition"]).then_some(Self::Condition)
    }

    /// What is the case, a sentence.
    pub fn what(self) -> &'static str {
        match self {
            Self::UnspentsExpired => {
                "The withdrawal could not be broadcast as it was built: the money that it was to spend has moved or its \
                 reservation has run out (unspents expired)."
            }
            Self::NotEnough => "The wallet does not hold enough for this withdrawal and its fee any more.",
            Self::Frozen => "The wallet is frozen, so nothing leaves it.",
            Self::TokenLimit => {
                "The access token of this session may not spend so much: its spending limit would be exceeded."
            }
            Self::Condition => "Another condition of the wallet's policy fired.",
            Self::DecidedBefore => "Somebody has decided this before.",
            Self::OwnRequest => "You asked for this, so somebody else has to approve it.",
        }
    }

    /// Who has to do what, a sentence or two.
    pub fn next(self) -> &'static str {
        match self {
            Self::UnspentsExpired => {
                "Reject it and let whoever asked build the withdrawal anew; or approve it through your own Express server \
                 with the wallet passphrase, which builds and signs it anew."
            }
            Self::NotEnough => "Wait until enough has come in, or reject it and let whoever asked send less.",
            Self::Frozen => "A freeze cannot be lifted early: approve this when it has ended, or reject it.",
            Self::TokenLimit => {
                "Log in with your password, or use a token with a larger limit, and approve it there; the limit counts for \
                 the token's whole life."
            }
            Self::Condition => "It stays in the queue until whoever it waits for now has decided.",
            Self::DecidedBefore => "There is nothing left to decide; the list shows what became of it.",
            Self::OwnRequest => "Ask another admin to approve it, or withdraw it.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platforms_words_are_understood_or_left_alone() {
        for (name, text, expected) in [
            ("InsufficientBalance", "unspents expired: the wallet cannot pay", Some(Hurdle::UnspentsExpired)),
            ("", "Unspents Expired", Some(Hurdle::UnspentsExpired)),
            ("InsufficientBalance", "", Some(Hurdle::NotEnough)),
            ("", "insufficient funds", Some(Hurdle::NotEnough)),
            ("WalletFrozen", "the wallet is frozen", Some(Hurdle::Frozen)),
            ("SpendingLimitExceeded", "", Some(Hurdle::TokenLimit)),
            ("", "this is more than the token may still spend", Some(Hurdle::TokenLimit)),
            ("", "triggered all transactions policy", Some(Hurdle::Condition)),
            ("PendingApprovalNotPending", "", Some(Hurdle::DecidedBefore)),
            ("", "whoever asks for an approval cannot give it", Some(Hurdle::OwnRequest)),
            ("InvalidRequest", "the sky is falling", None),
            ("", "", None),
        ] {
            assert_eq!(Hurdle::of(name, text), expected, "{name} {text}");
        }
    }

    #[test]
    fn every_hurdle_says_what_is_and_what_to_do() {
        for hurdle in [
            Hurdle::UnspentsExpired,
            Hurdle::NotEnough,
            Hurdle::Frozen,
            Hurdle::TokenLimit,
            Hurdle::Condition,
            Hurdle::DecidedBefore,
            Hurdle::OwnRequest,
        ] {
            assert!(hurdle.what().ends_with('.') && hurdle.next().ends_with('.'), "{hurdle:?}");
        }
    }
}
