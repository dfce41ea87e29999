//! What a check of any request has to say: errors that block, warnings that are ticked one by one, and notes.

use std::fmt;

/// How much a finding weighs. The order is the order of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The request cannot be made.
    Error,
    /// The person has to tick it.
    Warning,
    /// Worth knowing.
    Note,
}

/// What a finding is, stable while the form changes around it: `label.blank`, `lifetime.long/2 years`, `limits.zero/btc`.
///
/// A tick on a warning belongs to this, so what the warning is about is part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingId(String);

impl FindingId {
    pub(super) fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The ID as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One thing that a check has to say. `F` is the part of a form that it is about, where there is a form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding<F = ()> {
    /// What it is, stable from check to check.
    pub id: FindingId,
    /// How much it weighs.
    pub severity: Severity,
    /// What it is about.
    pub field: F,
    /// What is the case, in a sentence.
    pub what: String,
    /// Why that matters or what to do, in a sentence; may be empty.
    pub why: String,
    /// Where the rule comes from; empty for what is wrong with a field.
    pub source: &'static str,
}

impl<F> Finding<F> {
    pub(super) fn new(
        severity: Severity,
        field: F,
        id: impl Into<String>,
        what: impl Into<String>,
        why: impl Into<String>,
        source: &'static str,
    ) -> Self {
        Self { id: FindingId::new(id), severity, field, what: what.into(), why: why.into(), source }
    }
}

/// The findings of a check, while they are gathered.
#[derive(Debug)]
pub(super) struct Findings<F = ()>(pub(super) Vec<Finding<F>>);

impl<F> Default for Findings<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: Ord + Copy> Findings<F> {
    /// The same thing is said once, however often it is found.
    pub(super) fn add(&mut self, finding: Finding<F>) {
        if self.0.iter().all(|other| other.id != finding.id) {
            self.0.push(finding);
        }
    }

    /// Errors first, then in the order of the form.
    pub(super) fn sorted(mut self) -> Vec<Finding<F>> {
        self.0.sort_by_key(|finding| (finding.severity, finding.field));
        self.0
    }
}
