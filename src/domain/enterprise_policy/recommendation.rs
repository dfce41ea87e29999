//! What the vendor recommends (spec: GET /api/policy/v1/enterprises/{enterpriseId}/recommendations).

use super::filter::WalletFilter;
use super::raw_part::RawPart;
use super::rule::{Clause, Unreadable};
use crate::domain::open_enum::words;

words! {
    /// What a recommendation is drawn from.
    RecommendationSource {
        /// What comparable enterprises have.
        Peers = "PEER_POPULAR",
        /// A rule whose parameters are unlike theirs.
        Drift = "PARAMETER_DRIFT",
        /// A template of the vendor's.
        Template = "DEFAULT_TEMPLATE",
    }
}

/// A rule that the vendor recommends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recommendation {
    /// The platform's ID.
    pub id: String,
    /// Its title, in the vendor's words.
    pub title: String,
    /// Why, in the vendor's words.
    pub explanation: String,
    /// More about it, in the vendor's words; may be empty.
    pub description: String,
    /// What it is drawn from.
    pub source: RecommendationSource,
    /// So many comparable enterprises have it.
    pub adopted_by: Option<u64>,
    /// Of so many.
    pub peers: Option<u64>,
    /// What the rule would be called.
    pub rule_name: String,
    /// The touchpoint that it would guard, by the platform's name.
    pub touchpoint: String,
    /// Which wallets it would be for; none where the template leaves it open.
    pub filter: Option<WalletFilter>,
    /// What it would do.
    pub clause: Clause,
    /// What of it could not be read.
    pub unreadable: Vec<Unreadable>,
    /// Fields that this program does not know.
    pub extra: Vec<RawPart>,
}

impl Recommendation {
    /// How many comparable enterprises have it, in words: "75% of comparable enterprises have it (150 of 200)". Nothing is
    /// rounded up.
    pub fn share_words(&self) -> Option<String> {
        let (adopted, peers) = (self.adopted_by?, self.peers.filter(|peers| *peers > 0)?);
        let percent = u128::from(adopted) * 100 / u128::from(peers);
        Some(format!("{percent}% of comparable enterprises have it ({adopted} of {peers})"))
    }
}
