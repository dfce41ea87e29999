//! What the vendor's advice has to say about a token that exists, in the order of what would hurt most.

use crate::domain::lifetime::LifetimeContext;
use crate::domain::token::draft::EnvironmentRules;
use crate::domain::token::findings::{Field, Finding, FindingId, Reason, Severity};

use super::facts::ExistingToken;
use super::rules;

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

impl Harm {
    /// The harm in a few words, for a badge.
    pub fn words(self) -> &'static str {
        match self {
            Self::Money => "funds at risk",
            Self::Control => "controls at risk",
            Self::Outage => "outage risk",
            Self::Exposure => "broader than needed",
        }
    }
}

/// What mends a weakness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remedy {
    /// A new token that carries everything else over, then this one revoked: nothing of a token can be changed.
    Replace,
    /// This token has to go; nothing of it is worth carrying over.
    Revoke,
    /// Nothing has to be done.
    Nothing,
}

/// One thing that is to be said against a token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Weakness {
    /// What could come of it.
    pub harm: Harm,
    /// What it is, why it matters, and who says so.
    pub finding: Finding,
    /// What mends it.
    pub remedy: Remedy,
}

/// The circumstances that a token is checked against.
#[derive(Debug, Clone)]
pub struct WeaknessContext {
    /// What the environment demands.
    pub rules: EnvironmentRules,
    /// The clock, the zone and the next deployment.
    pub lifetime: LifetimeContext,
}

/// Everything that is to be said against a token, what would hurt most first. Pure: the same facts in the same
/// circumstances give the same list.
///
/// Nothing is said against a token that is over: it can do nothing any more.
pub fn weaknesses(token: &ExistingToken, context: &WeaknessContext) -> Vec<Weakness> {
    let mut found = Vec::new();
    if token.is_over(context.lifetime.now) {
        return found;
    }
    for rule in rules::ALL {
        rule(token, context, &mut Weaknesses { into: &mut found });
    }
    found.sort_by_key(|weakness| (weakness.harm, weakness.finding.severity, weakness.finding.field));
    found
}

/// The weaknesses of one token, while they are gathered.
pub(super) struct Weaknesses<'a> {
    into: &'a mut Vec<Weakness>,
}

/// Where a weakness lies and how much it weighs.
#[derive(Debug, Clone, Copy)]
pub(super) struct WeaknessInfo {
    pub harm: Harm,
    pub severity: Severity,
    pub field: Field,
    pub remedy: Remedy,
}

impl WeaknessInfo {
    /// Something that a replacement should mend.
    pub const fn warning(harm: Harm, field: Field) -> Self {
        Self { harm, severity: Severity::Warning, field, remedy: Remedy::Replace }
    }

    /// Something worth knowing, which a replacement would mend.
    pub const fn note(harm: Harm, field: Field) -> Self {
        Self { harm, severity: Severity::Note, field, remedy: Remedy::Replace }
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
        let WeaknessInfo { harm, severity, field, remedy } = info;
        let finding = Finding {
            id: FindingId::new(id),
            severity,
            field,
            what: what.into(),
            why: reason.why.to_owned(),
            source: reason.source,
            swaps: Vec::new(),
        };
        self.into.push(Weakness { harm, finding, remedy });
    }
}
