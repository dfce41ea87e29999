//! What a check of a rule has to say.

use crate::domain::finding::{self, Finding, Severity};

/// Where the rules come from, as shown beside a finding.
pub(super) mod source {
    /// The vendor's pages on policies: the lock, and who approves a change.
    pub const POLICIES: &str = "BitGo notes on wallet policies";
    /// Our own judgement.
    pub const OURS: &str = "Countersign";
}

/// The part of the form that a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleField {
    /// The rule's name.
    Name,
    /// How much.
    Amount,
    /// Within which time.
    Window,
    /// An address of a whitelist.
    Address,
    /// What happens, and who is asked.
    Action,
    /// The rule as a whole.
    Rule,
}

/// One thing that the check of a rule has to say.
pub type RuleFinding = Finding<RuleField>;

pub(super) type Findings = finding::Findings<RuleField>;

impl Findings {
    /// Whether something is wrong with a field.
    pub fn has_error(&self, field: RuleField) -> bool {
        self.0.iter().any(|it| it.field == field && it.severity == Severity::Error)
    }

    /// Something that is wrong with a field.
    pub fn error(&mut self, field: RuleField, id: &str, what: impl Into<String>) {
        self.add(Finding::new(Severity::Error, field, id, what, "", ""));
    }

    pub fn warning(
        &mut self,
        field: RuleField,
        id: impl Into<String>,
        what: impl Into<String>,
        (why, source): (&str, &'static str),
    ) {
        self.add(Finding::new(Severity::Warning, field, id, what, why, source));
    }

    pub fn note(
        &mut self,
        field: RuleField,
        id: &str,
        what: impl Into<String>,
        (why, source): (&str, &'static str),
    ) {
        self.add(Finding::new(Severity::Note, field, id, what, why, source));
    }
}
