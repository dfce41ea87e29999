//! What will hold for a token that is made with a template: any value that is sent wins over the template's (spec: POST
//! /api/v2/user/accesstoken, `accessTokenTemplateId`). What is not sent is the template's.

use std::collections::BTreeSet;

use crate::domain::text::listed;
use crate::domain::token::draft::TokenDraft;
use crate::domain::token::existing::{ExistingLimit, reach_words};
use crate::domain::token::findings::{Field, Findings, Reason, Severity, source};
use crate::domain::token::reach::Reach;
use crate::domain::token::request::TokenRequest;

use super::fields::TemplateFields;
use super::sameness::normal_addresses;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueOrigin {
    /// It is sent, and wins.
    Request,
    /// It is not sent, so the template's holds.
    Template,
    /// Neither names one.
    Neither,
}

/// What will hold for one part of the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectiveValue {
    /// The part.
    pub field: Field,
    /// The value that will hold, in words.
    pub value: String,
    /// Where it comes from.
    pub origin: ValueOrigin,
    /// The template's value that is passed over, where the request says something else.
    pub passed_over: Option<String>,
}

impl EffectiveValue {
    /// The part and what will hold for it, for the review.
    pub fn sentence(&self) -> String {
        let (caption, value) = (self.caption(), &self.value);
        match (self.origin, &self.passed_over) {
            (ValueOrigin::Request, Some(template)) => {
                format!("{caption}: {value} instead of the template's {template}")
            }
            (ValueOrigin::Template, _) => format!("{caption} from template: {value}"),
            (ValueOrigin::Request, None) | (ValueOrigin::Neither, _) => format!("{caption}: {value}"),
        }
    }

    /// The part as the form calls it.
    fn caption(&self) -> &'static str {
        match self.field {
            Field::Label => "Label",
            Field::Lifetime => "Lifetime",
            Field::Scopes => "Scopes",
            Field::Reach => "Wallet access",
            Field::Addresses => "IP addresses",
            Field::Limits => "Spending limits",
        }
    }

    /// Whether it is just what the template says, and sent.
    pub fn is_unchanged(&self) -> bool {
        self.origin == ValueOrigin::Request && self.passed_over.is_none()
    }
}

/// Which values will hold for a token that is made from this request with this template, in the order of the form.
///
/// Label and lifetime are always the request's, for a template has none; they are not among these.
pub fn effective_values(template: &TemplateFields, request: &TokenRequest) -> Vec<EffectiveValue> {
    let limits: Vec<ExistingLimit> = request.limits().iter().map(ExistingLimit::asked).collect();
    let erc20 = request.erc20().map(ExistingLimit::asked_erc20);
    let addresses: Vec<String> = request.addresses().iter().map(ToString::to_string).collect();
    let sent = [
        set(request.scopes(), "scope"),
        set(&addresses, "range"),
        limits_of(&limits),
        limits_of(erc20.as_slice()),
        bound(request.reach()),
    ];
    let parts = PARTS.into_iter().zip(sent).zip(of_template(template));
    parts.map(|(((field, neither), sent), templates)| effective(field, sent, templates, neither)).collect()
}

/// What a draft leaves to its template, while it is not yet a request.
pub fn holdings_of_blanks(template: &TemplateFields, draft: &TokenDraft) -> Vec<EffectiveValue> {
    let parts = PARTS.into_iter().zip(blanks(draft)).zip(of_template(template));
    parts
        .filter(|((_, is_blank), templates)| *is_blank && templates.is_some())
        .map(|(((field, neither), _), templates)| effective(field, None, templates, neither))
        .collect()
}

/// The parts that a template can fill in, and what holds where nobody names anything.
const PARTS: [(Field, &str); 5] = [
    (Field::Scopes, "none"),
    (Field::Addresses, "any"),
    (Field::Limits, "none for a coin"),
    (Field::Limits, "none for all ERC-20 tokens"),
    (Field::Reach, "everywhere its creator has access"),
];

/// The template's values, in the order of [`PARTS`].
fn of_template(template: &TemplateFields) -> [Option<Value>; 5] {
    [
        set(&template.terms.scopes, "scope"),
        set(&normal_addresses(&template.terms), "range"),
        limits_of(&template.terms.limits),
        limits_of(template.terms.erc20.as_slice()),
        bound(&template.terms.reach),
    ]
}

/// Whether each of the [`PARTS`] is left out of what is sent.
fn blanks(draft: &TokenDraft) -> [bool; 5] {
    [
        draft.scopes.is_empty(),
        draft.addresses.trim().is_empty(),
        draft.limits.is_empty(),
        !draft.erc20.enabled,
        draft.reach == Reach::Everything,
    ]
}

/// What the template says is the platform's own word: the person reads it, but cannot be asked to mend it. And a
/// bound by enterprises beside one by wallets is a case that no document decides.
pub(in crate::domain::token) fn soften_held(
    template: &TemplateFields,
    draft: &TokenDraft,
    found: &mut Findings,
) {
    let blank = blanks(draft);
    let is_held = |field: Field| match field {
        Field::Scopes => blank[0] && !template.terms.scopes.is_empty(),
        Field::Addresses => blank[1] && !template.terms.addresses.is_empty(),
        Field::Limits => blank[2] && blank[3],
        Field::Reach => blank[4] && template.terms.reach != Reach::Everything,
        Field::Label | Field::Lifetime => false,
    };
    for finding in found.all.0.iter_mut().filter(|it| it.severity == Severity::Error && is_held(it.field)) {
        finding.severity = Severity::Warning;
    }
    let is_of_two_kinds = matches!(
        (&draft.reach, &template.terms.reach),
        (Reach::Enterprises(_), Reach::Wallets(_)) | (Reach::Wallets(_), Reach::Enterprises(_))
    );
    if is_of_two_kinds {
        found.about(Field::Reach).warning(
            "template.two_bounds",
            format!("The template restricts access differently: {}.", reach_words(&template.terms.reach)),
            Reason {
                why: "A token is restricted to enterprises or to wallets. It is not documented which of the two applies here.",
                source: source::SPEC,
            },
        );
    }
}

/// A value in words, and all of it for comparing: words leave things out where there are many.
#[derive(PartialEq, Eq)]
struct Value {
    whole: String,
    words: String,
}

fn limits_of(limits: &[ExistingLimit]) -> Option<Value> {
    let limits: BTreeSet<String> = limits.iter().map(ExistingLimit::size_words).collect();
    value(limits, "limit")
}

fn set(items: &[String], noun: &str) -> Option<Value> {
    value(items.iter().cloned().collect(), noun)
}

/// In one order, for the order says nothing.
fn value(items: BTreeSet<String>, noun: &str) -> Option<Value> {
    let items: Vec<String> = items.into_iter().collect();
    (!items.is_empty()).then(|| Value { whole: items.join("\n"), words: listed(items, noun) })
}

fn bound(reach: &Reach) -> Option<Value> {
    let (Reach::Enterprises(ids) | Reach::Wallets(ids)) = reach else { return None };
    let ids: BTreeSet<&String> = ids.iter().collect();
    Some(Value { whole: format!("{ids:?}"), words: reach_words(reach) })
}

fn effective(field: Field, sent: Option<Value>, templates: Option<Value>, neither: &str) -> EffectiveValue {
    let (value, origin, passed_over) = match (sent, templates) {
        (Some(sent), templates) => {
            let passed_over = templates.filter(|it| it.whole != sent.whole).map(|it| it.words);
            (sent.words, ValueOrigin::Request, passed_over)
        }
        (None, Some(value)) => (value.words, ValueOrigin::Template, None),
        (None, None) => (neither.to_owned(), ValueOrigin::Neither, None),
    };
    EffectiveValue { field, value, origin, passed_over }
}
