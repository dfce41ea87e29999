//! What a check of a token has to say, and the smaller scopes that it offers.

use std::collections::BTreeMap;

use crate::domain::finding;
pub use crate::domain::finding::{FindingId, Severity};

/// Where the rules come from, as shown beside a finding.
pub(super) mod source {
    /// The vendor's page on security practice.
    pub const ADVICE: &str = "BitGo's advice on access tokens";
    /// The vendor's support notes on access tokens and ERC-20 tokens.
    pub const SUPPORT: &str = "BitGo's support notes on access tokens";
    /// The vendor's specification of the call.
    pub const SPEC: &str = "BitGo API reference, creating access tokens";
    /// The vendor's specification of templates.
    pub const TEMPLATES: &str = "BitGo API reference, access token templates";
    /// The published list of coins.
    pub const COINS: &str = "BitGo's published coin list";
    /// Internet standards.
    pub const INTERNET: &str = "IANA special-purpose addresses (RFC 6890)";
    /// Our own judgement.
    pub const OURS: &str = "Countersign";
}

/// The part of the form that a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The label, or a template's name.
    Label,
    /// The lifetime.
    Lifetime,
    /// The scopes.
    Scopes,
    /// The IP addresses that it may be used from.
    Addresses,
    /// Spending limits.
    Limits,
    /// Enterprises and wallets.
    Reach,
}

/// One scope for a smaller one, offered with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ScopeSwap {
    /// The scope that is taken away.
    pub instead_of: &'static str,
    /// The smaller one that is asked for in its place; none where another chosen scope does its work already.
    pub smaller: Option<&'static str>,
}

/// One thing that the check of a token has to say.
pub type Finding = finding::Finding<Field>;

/// The smaller scopes that may do instead, the closest first, by the finding that offers them.
pub type Swaps = BTreeMap<FindingId, Vec<ScopeSwap>>;

/// Why something matters and who says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reason {
    pub why: &'static str,
    pub source: &'static str,
}

/// What the rules find, while it is gathered.
#[derive(Debug)]
pub(super) struct Findings {
    /// The field whose rules look now.
    pub field: Field,
    pub all: finding::Findings<Field>,
    pub swaps: Swaps,
}

impl Findings {
    pub fn of(field: Field) -> Self {
        Self { field, all: finding::Findings::default(), swaps: Swaps::new() }
    }

    /// For what is found next, the field that it is about.
    pub fn about(&mut self, field: Field) -> &mut Self {
        self.field = field;
        self
    }

    pub fn error(&mut self, id: impl Into<String>, what: impl Into<String>, reason: Reason) {
        self.add(Severity::Error, id, what, reason);
    }

    pub fn warning(&mut self, id: impl Into<String>, what: impl Into<String>, reason: Reason) {
        self.add(Severity::Warning, id, what, reason);
    }

    pub fn note(&mut self, id: impl Into<String>, what: impl Into<String>, reason: Reason) {
        self.add(Severity::Note, id, what, reason);
    }

    /// Offers smaller scopes with what was said last.
    pub fn offer(&mut self, swaps: impl IntoIterator<Item = ScopeSwap>) {
        if let Some(last) = self.all.0.last().filter(|last| last.field == self.field) {
            self.swaps.insert(last.id.clone(), swaps.into_iter().collect());
        }
    }

    fn add(&mut self, severity: Severity, id: impl Into<String>, what: impl Into<String>, reason: Reason) {
        self.all.add(finding::Finding::new(severity, self.field, id, what, reason.why, reason.source));
    }
}
