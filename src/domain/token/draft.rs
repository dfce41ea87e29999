//! The form as it stands, and the circumstances that it is checked in.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::domain::lifetime::LifetimeContext;
use crate::domain::limit::{Erc20Draft, LimitDraft};

/// What a person has typed and chosen so far. Nothing in it is believed before [`super::check()`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenDraft {
    /// The token's label.
    pub label: String,
    /// The lifetime in human units.
    pub lifetime: String,
    /// The chosen scopes, each with the IDs of its wallets; only bare wallet scopes take any.
    pub scopes: BTreeMap<String, Vec<String>>,
    /// Addresses and ranges, between new lines, commas or spaces.
    pub addresses: String,
    /// Spending limits, one a coin.
    pub limits: Vec<LimitDraft>,
    /// The limit over all ERC-20 tokens.
    pub erc20: Erc20Draft,
    /// Where the token is confined to.
    pub reach: Reach,
}

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

/// The circumstances of a check.
#[derive(Debug, Clone)]
pub struct TokenContext {
    /// What the environment demands.
    pub rules: EnvironmentRules,
    /// The clock, the zone and the next deployment.
    pub lifetime: LifetimeContext,
    /// The labels of the person's other tokens.
    pub labels_in_use: Vec<String>,
    /// Whether the session was opened with an access token instead of a login.
    pub is_opened_by_token: bool,
    /// The address from which the platform sees this session.
    pub seen_from: Option<IpAddr>,
}
