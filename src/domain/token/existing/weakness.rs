//! One thing that the vendor's advice has to say against a token that exists.

use crate::domain::lifetime::LifetimeContext;
use crate::domain::token::environment::EnvironmentRules;
use crate::domain::token::findings::{Field, Finding, Reason, Severity};

/// What could come of a weakness at worst. The order is the order of what would hurt most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Harm {
    /// Whoever gets hold of the token could take money.
    Money,
    /// What guards the money could be changed.
    Control,
    /// Work could stop.
    Outage,
    /// The token sees more, or longer, than it need.
    Exposure,
}

/// One thing that is to be said against a token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Weakness {
    /// What could come of it.
    pub harm: Harm,
    /// What it is, why it matters, and who says so.
    pub finding: Finding,
}

/// The circumstances that a token is checked against.
#[derive(Debug, Clone)]
pub struct WeaknessContext {
    /// What the environment demands.
    pub rules: EnvironmentRules,
    /// The clock, the zone and the next deployment.
    pub lifetime: LifetimeContext,
}

/// The weaknesses of one token, while they are gathered.
pub(super) struct Weaknesses<'a> {
    pub into: &'a mut Vec<Weakness>,
}

/// Where a weakness lies and how much it weighs.
#[derive(Debug, Clone, Copy)]
pub(super) struct WeaknessInfo {
    pub harm: Harm,
    pub severity: Severity,
    pub field: Field,
}

impl WeaknessInfo {
    /// Something that a replacement should mend.
    pub const fn warning(harm: Harm, field: Field) -> Self {
        Self { harm, severity: Severity::Warning, field }
    }

    /// Something worth knowing, which a replacement would mend.
    pub const fn note(harm: Harm, field: Field) -> Self {
        Self { harm, severity: Severity::Note, field }
    }
}

impl Weaknesses<'_> {
    pub fn add(
        &mut self,
        id: impl Into<String>,
        info: WeaknessInfo,
        what: impl Into<String>,
        reason: Reason,
    ) {
        let WeaknessInfo { harm, severity, field } = info;
        let finding = Finding::new(severity, field, id, what, reason.why, reason.source);
        self.into.push(Weakness { harm, finding });
    }
}
