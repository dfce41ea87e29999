//! What a check of a rule has to say: errors that block, warnings that are ticked one by one, and notes.

use crate::domain::finding::{FindingId, Severity};

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

/// One thing that a check has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFinding {
    /// What it is, stable from check to check.
    pub id: FindingId,
    /// How much it weighs.
    pub severity: Severity,
    /// What it is about.
    pub field: RuleField,
    /// What is the case, in a sentence.
    pub what: String,
    /// Why that matters, in a sentence; may be empty.
    pub why: String,
    /// Where the rule comes from; empty for what is wrong with a field.
    pub source: &'static str,
}

/// The findings while they are gathered.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<RuleFinding>);

impl Findings {
    /// Something to mend in a field.
    pub fn error(&mut self, field: RuleField, id: &str, what: impl Into<String>) {
        self.add(Severity::Error, field, id.to_owned(), what.into(), ("", ""));
    }

    pub fn warning(
        &mut self,
        field: RuleField,
        id: impl Into<String>,
        what: impl Into<String>,
        why: (&str, &'static str),
    ) {
        self.add(Severity::Warning, field, id.into(), what.into(), why);
    }

    pub fn note(&mut self, field: RuleField, id: &str, what: impl Into<String>, why: (&str, &'static str)) {
        self.add(Severity::Note, field, id.to_owned(), what.into(), why);
    }

    fn add(
        &mut self,
        severity: Severity,
        field: RuleField,
        id: String,
        what: String,
        (why, source): (&str, &'static str),
    ) {
        let (id, why) = (FindingId::new(id), why.to_owned());
        self.0.push(RuleFinding { id, severity, field, what, why, source });
    }
}
