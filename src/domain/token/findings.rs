//! What a check has to say: errors that block, warnings that are ticked one by one, and notes.

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
    /// From where it may be used.
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

/// One thing that a check has to say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What it is, stable from check to check.
    pub id: FindingId,
    /// How much it weighs.
    pub severity: Severity,
    /// What it is about.
    pub field: Field,
    /// What is the case, in a sentence.
    pub what: String,
    /// Why that matters, in a sentence.
    pub why: String,
    /// Where the rule comes from.
    pub source: &'static str,
    /// Smaller scopes that may do, the closest first.
    pub swaps: Vec<ScopeSwap>,
}

/// Why something matters and who says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reason {
    pub why: &'static str,
    pub source: &'static str,
}

/// The findings of one field, while they are gathered.
#[derive(Debug)]
pub(super) struct Findings<'a> {
    pub field: Field,
    pub into: &'a mut Vec<Finding>,
}

impl Findings<'_> {
    pub fn error(&mut self, id: impl Into<String>, what: impl Into<String>, reason: Reason) {
        self.add(Severity::Error, id.into(), what.into(), reason);
    }

    pub fn warning(&mut self, id: impl Into<String>, what: impl Into<String>, reason: Reason) {
        self.add(Severity::Warning, id.into(), what.into(), reason);
    }

    pub fn note(&mut self, id: impl Into<String>, what: impl Into<String>, reason: Reason) {
        self.add(Severity::Note, id.into(), what.into(), reason);
    }

    /// Offers smaller scopes with what was said last.
    pub fn offer(&mut self, swaps: impl IntoIterator<Item = ScopeSwap>) {
        if let Some(last) = self.into.last_mut().filter(|last| last.field == self.field) {
            last.swaps = swaps.into_iter().collect();
        }
    }

    /// The same thing is said once, however often it is found.
    fn add(&mut self, severity: Severity, id: String, what: String, reason: Reason) {
        let (id, field) = (FindingId::new(id), self.field);
        if self.into.iter().all(|finding| finding.id != id) {
            let Reason { why, source } = reason;
            let why = why.to_owned();
            self.into.push(Finding { id, severity, field, what, why, source, swaps: Vec::new() });
        }
    }
}
