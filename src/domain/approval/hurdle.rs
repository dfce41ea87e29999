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
            ("", "the access token's spending limit is exceeded", Some(Hurdle::TokenLimit)),
            ("", "the wallet policy's spending limit is exceeded", None),
            ("", "insufficient permissions", None),
            ("", "denied by policy", None),
            ("PendingApprovalNotPending", "this approval waits for somebody else", None),
            ("PendingApprovalNotPending", "", Some(Hurdle::DecidedBefore)),
            ("", "whoever asks for an approval cannot give it", Some(Hurdle::OwnRequest)),
            ("InvalidRequest", "the sky is falling", None),
            ("", "", None),
        ] {
            assert_eq!(Hurdle::of_refusal(name, text, true), expected, "{name} {text}");
            let always = expected.filter(|it| matches!(it, Hurdle::DecidedBefore | Hurdle::OwnRequest));
            assert_eq!(Hurdle::of_refusal(name, text, false), always, "{name} {text}");
        }
        for (text, expected) in [
            ("triggered all transactions policy", Some(Hurdle::Condition)),
            ("unspents expired", Some(Hurdle::UnspentsExpired)),
            ("moon phase", None),
        ] {
            assert_eq!(Hurdle::of_condition(text), expected, "{text}");
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
