//! The request that makes or changes a template, ready to be sent. [`super::check()`] makes it.

use serde::Serialize;

use crate::domain::amount::BaseUnits;
use crate::domain::token::existing::{ExistingLimit, LimitSize, TokenTerms};
use crate::domain::token::reach::Reach;

use super::fields::TemplateFields;
use super::issued::differences;
use super::sameness::{normal_addresses, same, same_limits};

/// A checked request: where it goes, the exact body, and the template that it is to bring about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRequest {
    /// The template that is changed, by ID; none where one is made.
    pub target: Option<String>,
    /// What is sent.
    pub body: TemplateBody,
    /// What the template should be afterwards; the platform's answer is checked against it.
    pub wanted: TemplateFields,
}

impl TemplateRequest {
    /// The line of the call: `POST /api/v2/user/accesstokentemplate`.
    pub fn call(&self) -> String {
        match &self.target {
            None => "POST /api/v2/user/accesstokentemplate".to_owned(),
            Some(id) => format!("PATCH /api/v2/user/accesstokentemplate/{id}"),
        }
    }

    /// Whether this template is what it was to bring about. A new one is known by its name, which no two share.
    pub fn is_fulfilled_by(&self, template: &TemplateFields) -> bool {
        match &self.target {
            None => template.name == self.wanted.name,
            Some(target) => template.id == *target && differences(&self.wanted, template).is_empty(),
        }
    }

    /// The body as indented JSON for the review.
    pub fn preview(&self) -> String {
        serde_json::to_string_pretty(&self.body).unwrap_or_default()
    }
}

/// What a template is made or changed with: what it serializes to is the body.
///
/// In a change, absent fields stay as they are and an empty list clears what was there; but an absent bound to
/// enterprises or wallets is taken away (spec: PATCH, "Omit to clear"), so a bound that is to stay is always sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TemplateBody {
    /// Its name, unique among the person's templates; needed to make one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The enterprise it is for, by ID; only in the making, a change leaves it out.
    #[serde(rename = "enterpriseId", skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<String>,
    /// Its scopes.
    #[serde(rename = "tokenScopes", skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// IPv4 addresses, or CIDR ranges /24 to /32.
    #[serde(rename = "allowedIPs", skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Vec<String>>,
    /// Its limits.
    #[serde(rename = "tokenLimits", skip_serializing_if = "Option::is_none")]
    pub limits: Option<LimitsBody>,
    /// The enterprises its tokens are confined to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permitted_enterprises: Option<Vec<String>>,
    /// The wallets its tokens are confined to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permitted_wallets: Option<Vec<String>>,
}

/// The limits of a template to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LimitsBody {
    /// One a coin.
    pub spending_limits: Vec<LimitBody>,
    /// For all ERC-20 tokens together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_erc20_tokens_limit: Option<Erc20LimitBody>,
}

/// The limit of one coin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LimitBody {
    /// The coin's ticker.
    pub coin: String,
    /// So much, in base units.
    #[serde(rename = "txValueLimit", skip_serializing_if = "Option::is_none")]
    pub limit_base_units: Option<BaseUnits>,
    /// As much as possible.
    #[serde(rename = "maxLimit", skip_serializing_if = "std::ops::Not::not")]
    pub is_maximum: bool,
}

/// The limit for all ERC-20 tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Erc20LimitBody {
    /// Whether it is switched on.
    pub enabled: bool,
    /// So much, in base units.
    #[serde(rename = "txValueLimit", skip_serializing_if = "Option::is_none")]
    pub limit_base_units: Option<BaseUnits>,
    /// As much as possible.
    #[serde(rename = "maxLimit", skip_serializing_if = "std::ops::Not::not")]
    pub is_maximum: bool,
}

impl TemplateBody {
    /// The body that makes this template: what it does not hold is absent.
    pub(super) fn making(wanted: &TemplateFields) -> Self {
        let terms = &wanted.terms;
        let has_limits = !terms.limits.is_empty() || terms.erc20.is_some();
        Self {
            name: Some(wanted.name.clone()),
            enterprise: terms.enterprise.clone(),
            scopes: some(&terms.scopes),
            addresses: some(&terms.addresses),
            limits: has_limits.then(|| LimitsBody::of(terms, false)),
            ..Self::reaching(&terms.reach)
        }
    }

    /// The body that changes one template into the other: what is alike is absent, but for a bound that stays.
    pub(super) fn changing(before: &TemplateFields, wanted: &TemplateFields) -> Self {
        let (old, new) = (&before.terms, &wanted.terms);
        let has_addresses = same(&normal_addresses(old), &normal_addresses(new));
        Self {
            name: (before.name != wanted.name).then(|| wanted.name.clone()),
            enterprise: None,
            scopes: (!same(&old.scopes, &new.scopes)).then(|| new.scopes.clone()),
            addresses: (!has_addresses).then(|| new.addresses.clone()),
            limits: (!same_limits(old, new)).then(|| LimitsBody::of(new, old.erc20.is_some())),
            ..Self::reaching(&new.reach)
        }
    }

    fn reaching(reach: &Reach) -> Self {
        let (permitted_enterprises, permitted_wallets) = match reach {
            Reach::Everything => (None, None),
            Reach::Enterprises(ids) => (Some(ids.clone()), None),
            Reach::Wallets(ids) => (None, Some(ids.clone())),
        };
        Self { permitted_enterprises, permitted_wallets, ..Self::default() }
    }
}

impl LimitsBody {
    /// One that is taken away is switched off by name.
    fn of(wanted: &TokenTerms, had_erc20: bool) -> Self {
        let exact = |limit: &ExistingLimit| match &limit.size {
            LimitSize::Exact(amount) => Some(amount.clone()),
            _ => None,
        };
        let erc20 = wanted.erc20.as_ref().map(|limit| Erc20LimitBody {
            enabled: true,
            limit_base_units: exact(limit),
            is_maximum: limit.size == LimitSize::Maximum,
        });
        let limits = wanted.limits.iter().map(|limit| LimitBody {
            coin: limit.coin.clone(),
            limit_base_units: exact(limit),
            is_maximum: limit.size == LimitSize::Maximum,
        });
        Self {
            spending_limits: limits.collect(),
            all_erc20_tokens_limit: erc20.or_else(|| had_erc20.then(Erc20LimitBody::default)),
        }
    }
}

fn some(items: &[String]) -> Option<Vec<String>> {
    (!items.is_empty()).then(|| items.to_vec())
}
