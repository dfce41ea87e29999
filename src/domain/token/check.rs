//! Checks a draft: reads every field, gathers the findings, and makes the request if nothing is in its way.

use crate::domain::ip_range::{AddressLine, AddressRule, LeftOut, needless};
use crate::domain::lifetime::suggestions;

use super::draft::{TokenContext, TokenDraft};
use super::findings::Severity;
use super::reading::Reading;
use super::request::TokenRequest;
use super::token_check::TokenCheck;
use super::{rules, sentence, template};

/// Checks a draft in its circumstances. Pure: the same draft in the same circumstances gives the same check.
///
/// With a template, the rules look at what will hold; what is sent is what was typed, and nothing else.
pub fn check(draft: &TokenDraft, context: &TokenContext) -> TokenCheck {
    let typed = Reading::of(draft, context);
    let filled = draft.template.as_ref().map(|template| template::fill(template, draft));
    let filled = filled.as_ref().map(|filled| Reading::of(filled, context));
    let held = filled.as_ref().unwrap_or(&typed);
    let mut findings = rules::found_by(&rules::ALL, held);
    if let Some(template) = &draft.template {
        template::soften_held(template, draft, &mut findings);
    }
    let (mut findings, swaps) = (findings.all.sorted(), findings.swaps);
    let is_blocked = findings.iter().any(|finding| finding.severity == Severity::Error);
    let request = if is_blocked { None } else { TokenRequest::of(&typed) };
    let sentence = context.names.named(&sentence::of(held));
    let facts = sentence::facts(held);
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
        swaps,
        sentence,
        facts,
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
