//! What a template brings to a token: any value that is sent wins over the template's (spec: POST
//! /api/v2/user/accesstoken, `accessTokenTemplateId`). What is not sent is the template's.

use std::collections::BTreeSet;

use crate::domain::phrase::listed;

use super::draft::{Reach, TokenDraft};
use super::findings::Field;
use super::known::{KnownLimit, KnownToken, reach_words};
use super::replace::{Carried, carry_over};
use super::request::TokenRequest;

/// The fields of a template, as plain facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateFields {
    /// The platform's ID.
    pub id: String,
    /// What its maker called it.
    pub name: String,
    /// Its scopes; empty for none.
    pub scopes: Vec<String>,
    /// Its addresses; empty for none.
    pub addresses: Vec<String>,
    /// The limit of each coin.
    pub limits: Vec<KnownLimit>,
    /// The limit over all ERC-20 tokens, where it is switched on.
    pub erc20: Option<KnownLimit>,
    /// Where its tokens are confined to; everything where it names no bound.
    pub reach: Reach,
    /// The enterprise that it is for.
    pub enterprise: Option<String>,
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// It is sent, and wins.
    Request,
    /// It is not sent, so the template's holds.
    Template,
    /// Neither names one.
    Neither,
}

/// What will hold for one part of the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The part.
    pub field: Field,
    /// The value that will hold, in words.
    pub value: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The template's value that is passed over, where the request says something else.
    pub passed_over: Option<String>,
}

impl Holding {
    /// The holding in a sentence, for the review.
    pub fn sentence(&self) -> String {
        match (self.origin, &self.passed_over) {
            (Origin::Request, Some(template)) => {
                format!("{} holds, which is sent; the template's {template} is passed over.", self.value)
            }
            (Origin::Request, None) => format!("{} holds, which is sent.", self.value),
            (Origin::Template, _) => format!("{} holds, from the template, for nothing is sent.", self.value),
            (Origin::Neither, _) => {
                format!("{}: neither the request nor the template names any.", self.value)
            }
        }
    }
}

/// Which values will hold for a token that is made from this request with this template, in the order of the form.
///
/// Label and lifetime are always the request's: a template has none.
pub fn holdings(template: &TemplateFields, request: &TokenRequest) -> Vec<Holding> {
    let limits_of = |limits: &[KnownLimit], erc20: Option<&KnownLimit>| -> Option<String> {
        let words: Vec<String> = limits.iter().chain(erc20).map(KnownLimit::size_words).collect();
        (!words.is_empty()).then(|| words.join(", "))
    };
    let sent_limits: Vec<KnownLimit> = request.limits().iter().map(KnownLimit::asked).collect();
    let sent_erc20 = request.erc20().map(KnownLimit::asked_erc20);
    let rows = [
        (Field::Label, Some(format!("“{}”", request.label().escape_debug())), None, "no label"),
        (Field::Lifetime, Some(request.lifetime().spelled_out()), None, "no lifetime"),
        (Field::Scopes, words(request.scopes()), words(&template.scopes), "no scope"),
        (
            Field::Addresses,
            words(&request.addresses().iter().map(ToString::to_string).collect::<Vec<_>>()),
            words(&template.addresses),
            "from anywhere",
        ),
        (
            Field::Limits,
            limits_of(&sent_limits, None),
            limits_of(&template.limits, None),
            "no limit of a coin",
        ),
        (
            Field::Limits,
            limits_of(&[], sent_erc20.as_ref()),
            limits_of(&[], template.erc20.as_ref()),
            "no limit over all ERC-20 tokens",
        ),
        (Field::Reach, bound(request.reach()), bound(&template.reach), "everywhere that its maker can go"),
    ];
    rows.into_iter()
        .map(|(field, sent, templates, neither)| holding(field, sent, templates, neither))
        .collect()
}

/// A draft with everything that a template holds, so that the form shows what will be sent and sends all of it.
pub fn draft_from(template: &TemplateFields) -> Carried {
    let carried = carry_over(
        &KnownToken {
            scopes: template.scopes.clone(),
            addresses: template.addresses.clone(),
            limits: template.limits.clone(),
            erc20: template.erc20.clone(),
            reach: template.reach.clone(),
            enterprise: template.enterprise.clone(),
            ..KnownToken::default()
        },
        &[],
    );
    // A template says nothing of label and lifetime, so nothing is to be remarked on them.
    let remarks = carried
        .remarks
        .into_iter()
        .filter(|remark| !matches!(remark.field, Field::Label | Field::Lifetime))
        .collect();
    let draft = TokenDraft { label: String::new(), lifetime: String::new(), ..carried.draft };
    Carried { draft, remarks }
}

fn words(items: &[String]) -> Option<String> {
    // In one order, for the order says nothing.
    let items: BTreeSet<&String> = items.iter().collect();
    (!items.is_empty()).then(|| listed(items.into_iter().cloned().collect(), "thing"))
}

fn bound(reach: &Reach) -> Option<String> {
    (*reach != Reach::Everything).then(|| reach_words(reach))
}

fn holding(field: Field, sent: Option<String>, templates: Option<String>, neither: &str) -> Holding {
    let (value, origin, passed_over) = match (sent, templates) {
        (Some(sent), templates) => {
            let passed_over = templates.filter(|it| *it != sent);
            (sent, Origin::Request, passed_over)
        }
        (None, Some(value)) => (value, Origin::Template, None),
        (None, None) => (neither.to_owned(), Origin::Neither, None),
    };
    Holding { field, value, origin, passed_over }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::tests::{payout, production};
    use super::*;
    use crate::domain::limit::LimitDraft;
    use crate::domain::token::check;
    use crate::domain::token::known::LimitSize;

    fn template() -> TemplateFields {
        TemplateFields {
            name: "Payouts".into(),
            scopes: vec!["wallet_view_all".into()],
            addresses: vec!["9.9.9.9".into()],
            limits: vec![KnownLimit {
                coin: "eth".into(),
                size: LimitSize::Maximum,
                ..KnownLimit::default()
            }],
            erc20: Some(KnownLimit { size: LimitSize::Maximum, ..KnownLimit::default() }),
            ..TemplateFields::default()
        }
    }

    #[test]
    fn what_is_sent_wins_and_what_is_not_is_the_templates() {
        let mut context = production();
        context.rules.addresses_required = false;
        let draft =
            TokenDraft { addresses: String::new(), limits: vec![], reach: Reach::Everything, ..payout() };
        let request = check(&draft, &context).request.unwrap();
        let held = holdings(&template(), &request);
        let of =
            |field| held.iter().filter(move |it| it.field == field).map(|it| it.origin).collect::<Vec<_>>();
        assert_eq!(of(Field::Label), [Origin::Request]);
        assert_eq!(of(Field::Scopes), [Origin::Request]);
        assert_eq!(of(Field::Addresses), [Origin::Template]);
        assert_eq!(of(Field::Limits), [Origin::Template, Origin::Template]);
        assert_eq!(of(Field::Reach), [Origin::Neither]);
        let scopes = held.iter().find(|it| it.field == Field::Scopes).unwrap();
        assert_eq!(scopes.passed_over.as_deref(), Some("wallet_view_all"));
        let addresses = held.iter().find(|it| it.field == Field::Addresses).unwrap();
        assert_eq!(addresses.sentence(), "9.9.9.9 holds, from the template, for nothing is sent.");
        let limits = LimitDraft { coin: "btc".into(), amount: "1".into(), ..LimitDraft::default() };
        let request = check(&TokenDraft { limits: vec![limits], ..draft }, &context).request.unwrap();
        let held = holdings(&template(), &request);
        assert_eq!(held[4].origin, Origin::Request, "sent limits replace the template's");
        assert_eq!(held[4].passed_over.as_deref(), Some("the highest possible amount of ETH"));
    }

    #[test]
    fn a_form_filled_from_a_template_sends_all_of_it() {
        let carried = draft_from(&template());
        assert!(carried.remarks.is_empty(), "{:?}", carried.remarks);
        let draft = TokenDraft { label: "New".into(), lifetime: "90 days".into(), ..carried.draft };
        let held = holdings(&template(), &check(&draft, &production()).request.unwrap());
        let sent = held.iter().filter(|it| it.origin == Origin::Request && it.passed_over.is_none()).count();
        assert_eq!((sent, held.len()), (6, 7), "{held:?}");
    }
}
