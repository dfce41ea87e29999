//! Checks a draft: reads every field, gathers the findings, and makes the request if nothing is in its way.

use crate::domain::address::{AddressLine, AddressRule, LeftOut, needless, parse_addresses};
use crate::domain::lifetime::{Lifetime, LifetimeProblem, UnitChoice, read_lifetime, suggestions};
use crate::domain::limit::{LimitProblem, LimitValue, SpendingLimit, read_erc20, read_limit};
use crate::domain::scope::{ScopeInfo, scope};

use super::draft::{TokenContext, TokenDraft};
use super::findings::{Field, Finding, Findings, Severity};
use super::request::TokenRequest;
use super::template::{self, EffectiveValue};
use super::{rules, sentence};

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
    /// What the token will be able to do, in one sentence; also for a draft that is not finished.
    pub sentence: String,
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

    /// The errors, each of which is in the way of the request.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }
}

/// A draft with its fields read, for the rules and the sentence.
pub(super) struct Reading<'a> {
    pub draft: &'a TokenDraft,
    pub context: &'a TokenContext,
    pub lifetime: Result<Lifetime, LifetimeProblem>,
    pub addresses: Vec<AddressLine>,
    pub limits: Vec<Result<SpendingLimit, LimitProblem>>,
    pub erc20: Result<Option<LimitValue>, LimitProblem>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(draft: &'a TokenDraft, context: &'a TokenContext) -> Self {
        Self {
            draft,
            context,
            lifetime: read_lifetime(&draft.lifetime, &context.lifetime),
            addresses: parse_addresses(&draft.addresses),
            limits: draft.limits.iter().map(read_limit).collect(),
            erc20: read_erc20(&draft.erc20),
        }
    }

    /// The chosen scopes that are known, in the order of the screen, with their wallets.
    pub fn scopes(&self) -> impl Iterator<Item = (&'static ScopeInfo, &'a [String])> {
        let draft = self.draft;
        crate::domain::scope::scopes()
            .iter()
            .filter_map(|info| draft.scopes.get(info.name).map(|wallets| (info, wallets.as_slice())))
    }

    /// Whether a chosen scope can initiate transactions.
    pub fn spends(&self) -> bool {
        self.draft.scopes.keys().filter_map(|name| scope(name)).any(ScopeInfo::spends)
    }

    /// Whether the form holds any limit, understood or not.
    pub fn has_limits(&self) -> bool {
        !self.limits.is_empty() || self.draft.erc20.enabled
    }
}

/// Checks a draft in its circumstances. Pure: the same draft in the same circumstances gives the same check.
///
/// With a template, the rules look at what will hold; what is sent is what was typed, and nothing else.
pub fn check(draft: &TokenDraft, context: &TokenContext) -> TokenCheck {
    let typed = Reading::of(draft, context);
    let filled = draft.template.as_ref().map(|template| template.fill(draft));
    let filled = filled.as_ref().map(|filled| Reading::of(filled, context));
    let held = filled.as_ref().unwrap_or(&typed);
    let mut findings = found_by(&rules::ALL, held);
    if let Some(template) = &draft.template {
        template::soften_held(template, draft, &mut findings);
    }
    sort(&mut findings);
    let is_blocked = findings.iter().any(|finding| finding.severity == Severity::Error);
    let request = if is_blocked { None } else { TokenRequest::of(&typed) };
    let sentence = context.names.named(&sentence::of(held));
    for finding in &mut findings {
        finding.what = context.names.named(&finding.what);
    }
    let effective_values = match (&draft.template, &request) {
        (Some(template), Some(request)) => template::effective_values(template, request),
        (Some(template), None) => template::holdings_of_blanks(template, draft),
        (None, _) => Vec::new(),
    };
    let lifetime_suggestions = suggestions(&draft.lifetime, &context.lifetime);
    let Reading { lifetime, addresses, limits, erc20, .. } = typed;
    let left_out = left_out(&addresses);
    TokenCheck {
        lifetime,
        lifetime_suggestions,
        addresses,
        left_out,
        limits,
        erc20,
        findings,
        sentence,
        effective_values,
        request,
    }
}

/// What is left out of the request, a line each; a line that cannot be read leaves nothing out.
fn left_out(lines: &[AddressLine]) -> Vec<Option<LeftOut>> {
    let rule_of = |line: &AddressLine| line.result.clone().ok();
    let rules: Vec<AddressRule> = lines.iter().filter_map(rule_of).collect();
    let mut needless = needless(&rules).into_iter();
    lines.iter().map(|line| rule_of(line).and_then(|_| needless.next().flatten())).collect()
}

/// Everything that these rules find.
pub(super) fn found_by(rules: &[(Field, rules::Rule)], reading: &Reading<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (field, rule) in rules {
        rule(reading, &mut Findings { field: *field, into: &mut findings });
    }
    findings
}

/// Errors first, then in the order of the form.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.severity, finding.field));
}
