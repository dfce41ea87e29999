//! What can be said of an enterprise's rules themselves, and what has to be known around them.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use super::coverage::TouchpointName;
use super::filter::CoveredWallet;
use crate::domain::share::Member;

/// A wallet with its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopledWallet {
    /// The wallet.
    pub wallet: CoveredWallet,
    /// Who is on it; none where that is not known.
    pub people: Option<Arc<[Member]>>,
}

/// Wallets that rules cover: shared by those that say so in the same way.
pub(super) type CoveredWallets<'a> = Rc<Vec<&'a PeopledWallet>>;

/// What the review has to know around the rules.
#[derive(Debug, Clone, Copy)]
pub struct RuleReview<'a> {
    /// All wallets that can be seen.
    pub wallets: &'a [PeopledWallet],
    /// Whether those are all that this person can see, so that a rule for none of them is for none of those.
    pub has_all_wallets: bool,
    /// Who is in the enterprise, by ID; none where that is not known, or not all of it.
    pub enterprise_people: Option<&'a BTreeSet<String>>,
    /// The touchpoints that are known by name.
    pub touchpoints: &'a [TouchpointName],
}

/// Why a rule can never fire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NeverFires {
    /// It is not active.
    Inactive,
    /// Its filters exclude one another, or take in nothing.
    NoWallet,
    /// Its conditions exclude one another.
    Excluded,
}

/// Something that is to be said of a rule, by its place in the list that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyFinding {
    /// It can never fire.
    NeverFires {
        /// Which rule.
        rule: usize,
        /// Why.
        why: NeverFires,
    },
    /// It covers none of the wallets that can be seen, so what it guards cannot be told.
    NoWalletSeen {
        /// Which rule.
        rule: usize,
    },
    /// Two rules ask for different things at the same time: one always denies what the other lets be approved.
    Contradict {
        /// The one that denies.
        denies: usize,
        /// The one that asks for less, which therefore never comes to anything.
        asks: usize,
        /// The wallets that both cover, by ID.
        wallets: Arc<Vec<String>>,
    },
    /// Everybody who is asked is needed: if one is away, nothing leaves.
    NobodyToSpare {
        /// Which rule.
        rule: usize,
        /// Whose approval it needs, by ID.
        people: Vec<String>,
        /// The wallets where it is so, by ID; empty where the rule itself names the people.
        wallets: Arc<Vec<String>>,
    },
    /// It needs more people than there are.
    TooFewApprovers {
        /// Which rule.
        rule: usize,
        /// So many it asks for.
        count: u64,
        /// Whom it names, by ID; empty where it asks a wallet's admins.
        people: Vec<String>,
        /// The wallets that have fewer admins, by ID; empty where the rule itself names the people.
        wallets: Arc<Vec<String>>,
    },
    /// Somebody whose approval it asks for is not in the enterprise, or not on a wallet of which they have to be.
    ApproverGone {
        /// Which rule.
        rule: usize,
        /// Who, by ID.
        person: String,
        /// The wallets that they are not on, by ID; empty where it is the enterprise that they are not in.
        wallets: Arc<Vec<String>>,
    },
    /// Somebody may approve what they have started.
    InitiatorApproves {
        /// Which rule.
        rule: usize,
        /// Who can do both, by ID.
        people: Vec<String>,
        /// Whether the rule then needs nobody else.
        is_enough: bool,
    },
    /// A server of the owner's decides: when it does not answer, all of it stops or all of it goes through.
    Webhook {
        /// Which rule.
        rule: usize,
        /// The server's address.
        url: String,
    },
    /// A part of it could not be read, so it is not counted as guarding.
    Unreadable {
        /// Which rule.
        rule: usize,
    },
    /// The vendor recommends something that no active rule does, by its place among the recommendations.
    NotFollowed {
        /// Which recommendation.
        recommendation: usize,
    },
}
