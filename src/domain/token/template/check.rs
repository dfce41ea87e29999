//! Checks the draft of a template: what a token made from it would have, and whether the platform would take it.

use crate::domain::alphabet::look;
use crate::domain::foreign_text::has_hidden;
use crate::domain::lifetime::LifetimeProblem;
use crate::domain::scope::scope;
use crate::domain::token::draft::{TokenContext, TokenDraft};
use crate::domain::token::existing::{ExistingLimit, TokenTerms, reach_words};
use crate::domain::token::findings::{Field, Finding, Findings, Reason, Severity, source};
use crate::domain::token::reading::Reading;
use crate::domain::token::replace::{Change, Row, parts};
use crate::domain::token::request::{sent_addresses, sent_reach, sent_scopes};
use crate::domain::token::rules;
use crate::domain::token::sentence;
use crate::domain::token::token_check::TokenCheck;

use super::fields::TemplateFields;
use super::request::{TemplateBody, TemplateRequest};
use super::sameness::{normal_addresses, same, same_reach, same_terms};

/// What is only wrong in a token: a template may leave it to its tokens.
const LEFT_TO_TOKENS: [&str; 6] = [
    "scopes.none",
    "scopes.parent_token",
    "addresses.required",
    "addresses.anywhere",
    "limits.missing",
    "limits.idle",
];

/// What a person has typed and chosen for a template.
#[derive(Debug, Clone, Copy)]
pub struct TemplateDraft<'a> {
    /// Its name.
    pub name: &'a str,
    /// The enterprise it is for, by ID. A change cannot name another.
    pub enterprise: Option<&'a str>,
    /// Scopes, addresses, limits and reach. Label and lifetime are not looked at: a template has none.
    pub parts: &'a TokenDraft,
    /// The template that is changed, as it was read last; none where one is made.
    pub before: Option<&'a TemplateFields>,
    /// The names of the person's other templates.
    pub names_in_use: &'a [String],
}

/// What a draft of a template comes to.
#[derive(Debug, Clone)]
pub struct TemplateCheck {
    /// The parts as they were read, what is to be said about them, and what a token made from it could do. Its request
    /// is always absent.
    pub parts: TokenCheck,
    /// Before and after; empty where a template is made.
    pub rows: Vec<Row>,
    /// The request that may be sent; absent while there is an error, or nothing to change.
    pub request: Option<TemplateRequest>,
}

impl TemplateCheck {
    /// Whether anything is changed at all, where a template is.
    pub fn changes_anything(&self) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|row| row.change != Change::Same)
    }
}

/// Checks a template's draft. Pure.
pub fn check(draft: &TemplateDraft<'_>, context: &TokenContext) -> TemplateCheck {
    let parts = TokenDraft { template: None, ..draft.parts.clone() };
    let reading = Reading::of(&parts, context);
    let wanted = wanted(draft, &reading);
    let of_parts: Vec<_> = rules::ALL
        .into_iter()
        .filter(|(field, _)| !matches!(field, Field::Label | Field::Lifetime))
        .collect();
    let mut found = rules::found_by(&of_parts, &reading);
    let left = |finding: &Finding| {
        let id = finding.id.as_str();
        LEFT_TO_TOKENS.contains(&id) || id.starts_with("addresses.seen_from")
    };
    found.all.0.retain(|finding| !left(finding));
    check_name(draft, found.about(Field::Label));
    say_what_is_left(&reading, &mut found);
    if let Some(before) = draft.before {
        soften_unchanged(before, &wanted, &mut found.all.0);
    }
    let (findings, swaps) = (found.all.sorted(), found.swaps);
    let rows = draft.before.map(|before| rows(before, &wanted)).unwrap_or_default();
    let is_blocked = findings.iter().any(|finding| finding.severity == Severity::Error);
    let request = (!is_blocked).then(|| request(draft.before, wanted)).flatten();
    let sentence = sentence::of_template(&reading);
    let facts = sentence::facts_of_template(&reading);
    let Reading { addresses, limits, erc20, .. } = reading;
    let parts = TokenCheck {
        lifetime: Err(LifetimeProblem::Empty),
        lifetime_suggestions: Vec::new(),
        // A template keeps what was written, also what another rule covers.
        left_out: vec![None; addresses.len()],
        addresses,
        limits,
        erc20,
        findings,
        swaps,
        sentence,
        facts,
        effective_values: Vec::new(),
        request: None,
    };
    TemplateCheck { parts, rows, request }
}

/// What the draft comes to, as far as it can be read. What cannot be read is as it was before: then there is an error,
/// or the field is not sent.
fn wanted(draft: &TemplateDraft<'_>, reading: &Reading<'_>) -> TemplateFields {
    let before = draft.before.cloned().unwrap_or_default();
    let mut scopes = sent_scopes(reading);
    scopes.extend(reading.draft.scopes.keys().filter(|name| scope(name).is_none()).cloned());
    let addresses = reading.addresses.iter().map(|line| match &line.result {
        Ok(rule) => rule.to_string(),
        Err(_) => line.text.trim().to_owned(),
    });
    let limits: Result<Vec<_>, _> = reading.limits.iter().cloned().collect();
    TemplateFields {
        name: draft.name.trim().to_owned(),
        terms: TokenTerms {
            enterprise: match draft.before {
                Some(before) => before.terms.enterprise.clone(),
                None => draft.enterprise.map(str::to_owned),
            },
            scopes,
            addresses: sent_addresses(reading)
                .map_or_else(|| addresses.collect(), |rules| rules.iter().map(ToString::to_string).collect()),
            limits: limits
                .map_or(before.terms.limits, |limits| limits.iter().map(ExistingLimit::asked).collect()),
            erc20: match &reading.erc20 {
                Ok(value) => value.as_ref().map(ExistingLimit::asked_erc20),
                Err(_) => before.terms.erc20,
            },
            reach: sent_reach(reading),
        },
        ..before
    }
}

fn request(before: Option<&TemplateFields>, wanted: TemplateFields) -> Option<TemplateRequest> {
    let Some(before) = before else {
        return Some(TemplateRequest { target: None, body: TemplateBody::making(&wanted), wanted });
    };
    let is_same = before.name == wanted.name && same_terms(&before.terms, &wanted.terms);
    let body = TemplateBody::changing(before, &wanted);
    (!is_same).then(|| TemplateRequest { target: Some(before.id.clone()), body, wanted })
}

fn rows(before: &TemplateFields, wanted: &TemplateFields) -> Vec<Row> {
    let is_renamed = before.name != wanted.name;
    let name = Row {
        field: Field::Label,
        about: "Name".to_owned(),
        old: before.name.clone(),
        new: wanted.name.clone(),
        change: if is_renamed { Change::Changed } else { Change::Same },
    };
    let mut rows = vec![name];
    rows.extend(parts(&before.terms, &wanted.terms));
    // Two bounds of as many wallets have the same words.
    if let Some(reach) = rows.last_mut().filter(|_| !same_reach(&before.terms.reach, &wanted.terms.reach)) {
        reach.change = Change::Changed;
        if reach.old == reach.new {
            reach.new = format!("{} (different ones)", reach_words(&wanted.terms.reach));
        }
    }
    rows
}

fn check_name(draft: &TemplateDraft<'_>, found: &mut Findings) {
    let name = draft.name.trim();
    if name.is_empty() {
        let why = "BitGo requires one, and it identifies the template when you create a token with it.";
        found.error(
            "template.blank",
            "Enter a name for the template.",
            Reason { why, source: source::TEMPLATES },
        );
    }
    if has_hidden(name) {
        let why = "Line breaks and invisible characters can make two names look the same.";
        let what = "The name contains invisible characters. Type it again.";
        found.error("template.unseen", what, Reason { why, source: source::OURS });
    }
    let others = draft.names_in_use.iter().map(|other| other.trim());
    let alike =
        others.filter(|other| !name.is_empty() && look(&other.to_lowercase()) == look(&name.to_lowercase()));
    for other in alike {
        if other == name {
            let what = format!("You already have a template named “{name}”. Choose another name.");
            let why = "BitGo allows each name only once per person.";
            found.error("template.in_use", what, Reason { why, source: source::TEMPLATES });
        } else {
            let what = format!("You have another template named “{other}”.");
            let why = "If two names look alike, it is easy to pick the wrong template.";
            found.warning(
                format!("template.alike/{}", name.to_lowercase()),
                what,
                Reason { why, source: source::OURS },
            );
        }
    }
}

/// A template may leave everything to the tokens that are made with it; that is said.
fn say_what_is_left(reading: &Reading<'_>, found: &mut Findings) {
    let why = "What a template leaves out has to be set for each token.";
    let reason = Reason { why, source: source::TEMPLATES };
    if reading.draft.scopes.is_empty() {
        found.field = Field::Scopes;
        found.note("template.no_scope", "The template has no scopes: set them for each token.", reason);
    }
    if reading.addresses.is_empty() {
        found.field = Field::Addresses;
        let what =
            "The template has no allowed IP addresses: a token without its own works from any IP address.";
        let required = format!(
            "The template has no allowed IP addresses: set them for each token, because {} requires them.",
            { &reading.context.rules.name }
        );
        let what = if reading.context.rules.addresses_required { required } else { what.to_owned() };
        found.note("template.no_address", what, reason);
    }
    if reading.spends() && !reading.has_limits() {
        found.field = Field::Limits;
        let what = "The template allows spending without limits: set spending limits for each token.";
        found.warning("template.no_limit", what, reason);
    }
}

/// What is not sent cannot be refused: an error about a part that stays as it was is a warning.
fn soften_unchanged(before: &TemplateFields, wanted: &TemplateFields, findings: &mut [Finding]) {
    let is_kept = |finding: &Finding| match finding.field {
        Field::Scopes => {
            let had = |name: &str| before.terms.scopes.iter().any(|scope| scope == name);
            same(&before.terms.scopes, &wanted.terms.scopes)
                || finding.id.as_str().strip_prefix("scopes.unknown/").is_some_and(had)
        }
        Field::Addresses => same(&normal_addresses(&before.terms), &normal_addresses(&wanted.terms)),
        // A bound that stays is sent all the same, and a limit that cannot be read is none to be kept.
        Field::Limits | Field::Reach | Field::Label | Field::Lifetime => false,
    };
    for finding in findings.iter_mut().filter(|it| it.severity == Severity::Error && is_kept(it)) {
        finding.severity = Severity::Warning;
    }
}
