//! Why a decision was taken or sent and the thing still did not happen, and who has to do what then. The platform's
//! names for it are few and its sentences change, so both are looked at, and what fits none keeps its own words.

/// What stood in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blocker {
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

impl Blocker {
    /// What a refusal, by its code and its sentence, amounts to. Money is spoken of only where it was to move.
    pub fn of_refusal(name: &str, text: &str, is_withdrawal: bool) -> Option<Self> {
        let (name, text) = (name.to_lowercase(), text.to_lowercase());
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if says(&["whoever asks", "cannot approve your own", "creator cannot"]) {
            return Some(Self::OwnRequest);
        }
        // The code alone may also mean that it waits for somebody else.
        let is_over = says(&["already been decided", "no longer pending"]);
        if is_over || (name.contains("notpending") && text.is_empty()) {
            return Some(Self::DecidedBefore);
        }
        if is_withdrawal { Self::of_money(&name, &text) } else { None }
    }

    fn of_money(name: &str, text: &str) -> Option<Self> {
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if says(&["unspents expired", "unspent expired", "stale unspent"]) {
            return Some(Self::UnspentsExpired);
        }
        // A wallet's rule has a spending limit too.
        let is_of_token = says(&["token"]) && says(&["spending limit", "may still spend"]);
        if name.contains("spendinglimit") || is_of_token {
            return Some(Self::TokenLimit);
        }
        let lacks = ["insufficientbalance", "insufficientfunds"].iter().any(|it| name.contains(it));
        if lacks || says(&["insufficient funds", "insufficient balance", "not enough"]) {
            return Some(Self::NotEnough);
        }
        (name.contains("walletfrozen") || says(&["wallet is frozen"])).then_some(Self::Frozen)
    }

    /// Why something that was approved is still not done, by the sentence that the platform sends along.
    pub fn of_condition(text: &str) -> Option<Self> {
        let says = |words: &[&str]| words.iter().any(|word| text.to_lowercase().contains(word));
        let known = Self::of_refusal("", text, true);
        known.or_else(|| says(&["triggered", "policy", "condition"]).then_some(Self::Condition))
    }

    /// What is the case, a sentence.
    pub fn what(self) -> &'static str {
        match self {
            Self::UnspentsExpired => {
                "The withdrawal could not be broadcast as it was built: the funds it was to spend have moved, or their \
                 reservation has expired (unspents expired)."
            }
            Self::NotEnough => "The wallet no longer holds enough for this withdrawal and its fee.",
            Self::Frozen => "The wallet is frozen, so nothing leaves it.",
            Self::TokenLimit => "This would exceed the spending limit of this session's access token.",
            Self::Condition => "Another rule of the wallet's policy applies.",
            Self::DecidedBefore => "This has been decided already.",
            Self::OwnRequest => "You requested this, so somebody else has to approve it.",
        }
    }

    /// Who has to do what, a sentence or two.
    pub fn next(self) -> &'static str {
        match self {
            Self::UnspentsExpired => {
                "Reject it and ask for a new withdrawal; or approve it through your own Express server with the wallet \
                 passphrase, which builds and signs it again."
            }
            Self::NotEnough => {
                "Wait until enough has come in, or reject it and ask for a smaller withdrawal."
            }
            Self::Frozen => "A freeze cannot be lifted early. Approve this after it ends, or reject it.",
            Self::TokenLimit => {
                "Log in with your password, or use a token with a larger limit, and approve it there. The limit counts \
                 over the token's whole life."
            }
            Self::Condition => "It stays in the queue until that is decided.",
            Self::DecidedBefore => "There is nothing left to decide. The list shows the result.",
            Self::OwnRequest => "Ask another admin to approve it, or cancel your request.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platforms_words_are_understood_or_left_alone() {
        for (name, text, expected) in [
            (
                "InsufficientBalance",
                "unspents expired: the wallet cannot pay",
                Some(Blocker::UnspentsExpired),
            ),
            ("", "Unspents Expired", Some(Blocker::UnspentsExpired)),
            ("InsufficientBalance", "", Some(Blocker::NotEnough)),
            ("", "insufficient funds", Some(Blocker::NotEnough)),
            ("WalletFrozen", "the wallet is frozen", Some(Blocker::Frozen)),
            ("SpendingLimitExceeded", "", Some(Blocker::TokenLimit)),
            ("", "this is more than the token may still spend", Some(Blocker::TokenLimit)),
            ("", "the access token's spending limit is exceeded", Some(Blocker::TokenLimit)),
            ("", "the wallet policy's spending limit is exceeded", None),
            ("", "insufficient permissions", None),
            ("", "denied by policy", None),
            ("PendingApprovalNotPending", "this approval waits for somebody else", None),
            ("PendingApprovalNotPending", "", Some(Blocker::DecidedBefore)),
            ("", "whoever asks for an approval cannot give it", Some(Blocker::OwnRequest)),
            ("InvalidRequest", "the sky is falling", None),
            ("", "", None),
        ] {
            assert_eq!(Blocker::of_refusal(name, text, true), expected, "{name} {text}");
            let always = expected.filter(|it| matches!(it, Blocker::DecidedBefore | Blocker::OwnRequest));
            assert_eq!(Blocker::of_refusal(name, text, false), always, "{name} {text}");
        }
        for (text, expected) in [
            ("triggered all transactions policy", Some(Blocker::Condition)),
            ("unspents expired", Some(Blocker::UnspentsExpired)),
            ("moon phase", None),
        ] {
            assert_eq!(Blocker::of_condition(text), expected, "{text}");
        }
    }

    #[test]
    fn every_blocker_says_what_is_and_what_to_do() {
        for blocker in [
            Blocker::UnspentsExpired,
            Blocker::NotEnough,
            Blocker::Frozen,
            Blocker::TokenLimit,
            Blocker::Condition,
            Blocker::DecidedBefore,
            Blocker::OwnRequest,
        ] {
            assert!(blocker.what().ends_with('.') && blocker.next().ends_with('.'), "{blocker:?}");
        }
    }
}
