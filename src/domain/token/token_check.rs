//! What a draft comes to.

use crate::domain::ip_range::{AddressLine, AddressRule, LeftOut};
use crate::domain::lifetime::{Lifetime, LifetimeProblem, UnitChoice};
use crate::domain::limit::{LimitProblem, LimitValue, SpendingLimit};

use super::findings::{Field, Finding, ScopeSwap, Severity, Swaps};
use super::request::TokenRequest;
use super::rules;
use super::sentence::SummaryFact;
use super::template::effective_value::EffectiveValue;

/// What a draft comes to.
#[derive(Debug, Clone)]
pub struct TokenCheck {
    /// The lifetime, or why it is none.
    pub lifetime: Result<Lifetime, LifetimeProblem>,
    /// What a lifetime that is none may have meant, each to be put into the field with one press.
    pub lifetime_suggestions: Vec<UnitChoice>,
    /// What was written as addresses, in order, each with its rule or its problem.
    pub addresses: Vec<AddressLine>,
    /// For each of the addresses, the one that covers it, where it is left out of the request for that.
    pub left_out: Vec<Option<LeftOut>>,
    /// The limits of the form, in order.
    pub limits: Vec<Result<SpendingLimit, LimitProblem>>,
    /// The limit over all ERC-20 tokens: `None` if there is none.
    pub erc20: Result<Option<LimitValue>, LimitProblem>,
    /// Everything there is to say, errors first.
    pub findings: Vec<Finding>,
    /// The smaller scopes that findings offer.
    pub swaps: Swaps,
    /// What the token will be able to do, in one sentence; also for a draft that is not finished.
    pub sentence: String,
    /// What bounds that, below the sentence.
    pub facts: Vec<SummaryFact>,
    /// With a template, what will hold and where it comes from; while there is no request, only what was left to the
    /// template.
    pub effective_values: Vec<EffectiveValue>,
    /// The request that may be sent; there is one exactly if no finding is an error.
    pub request: Option<TokenRequest>,
}

impl TokenCheck {
    /// The findings about a field, errors first.
    pub fn about(&self, field: Field) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.field == field)
    }

    /// Why an address that can be read is refused all the same: it can never be seen there.
    pub fn refusal_of(&self, rule: AddressRule) -> Option<&Finding> {
        let id = rules::private_id(rule);
        self.errors().find(|finding| finding.id.as_str() == id)
    }

    /// The smaller scopes that a finding offers, the closest first.
    pub fn swaps_of(&self, finding: &Finding) -> &[ScopeSwap] {
        self.swaps.get(&finding.id).map_or(&[], Vec::as_slice)
    }

    /// The warnings, each of which the person has to tick before sending.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Warning)
    }

    /// The errors, each of which is in the way of the request.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }
}
