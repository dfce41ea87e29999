//! Templates for access tokens (spec: GET and POST /api/v2/user/accesstokentemplate). A template's fields are
//! defaults: whatever a token's request names itself wins.

use super::error::Error;
use super::fields::Fields;
use super::paging::{Batch, Pages};
use super::routes::Route;
use super::session::Session;
use crate::domain::amount::Balance;
use crate::domain::change::about;
use crate::domain::token::Reach;
use crate::domain::token::existing::{ExistingLimit, TokenTerms};
use crate::domain::token::template::{TemplateBody, TemplateFields};
use jiff::Timestamp;
use serde_json::{Map, Value};

const TEMPLATES_A_PAGE: &str = "100";

/// A template for access tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TokenTemplate {
    /// The platform's ID.
    pub id: String,
    /// What its maker called it.
    pub name: String,
    /// Its maker, by ID.
    pub user: String,
    /// The enterprise it is for, by ID.
    pub enterprise: Option<String>,
    /// Its scopes, unknown ones included.
    pub scopes: Vec<String>,
    /// The addresses from which its tokens may be used; empty for anywhere.
    pub addresses: Vec<String>,
    /// The limit of each coin, in base units.
    pub limits: Vec<TemplateLimit>,
    /// The one limit for all ERC-20 tokens.
    pub all_erc20_tokens: Option<TemplateLimit>,
    /// The enterprises its tokens are confined to; empty for no such bound.
    pub permitted_enterprises: Vec<String>,
    /// The wallets its tokens are confined to; empty for no such bound.
    pub permitted_wallets: Vec<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub updated: Option<Timestamp>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// A limit of a template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TemplateLimit {
    /// The coin; empty for the limit on all ERC-20 tokens.
    pub coin: String,
    /// So much may be spent, in base units.
    pub limit: Option<Balance>,
    /// Whether as much as possible may be spent.
    pub is_maximum: bool,
    /// Whether the limit is switched on, where the platform says so.
    pub is_enabled: Option<bool>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl TokenTemplate {
    pub(super) fn read(mut fields: Fields) -> Self {
        let mut limits = fields.object("tokenLimits").unwrap_or_default();
        let coins = limits.objects("spendingLimits").unwrap_or_default();
        Self {
            id: fields.text("id").unwrap_or_default(),
            name: fields.text("name").unwrap_or_default(),
            user: fields.text("userId").unwrap_or_default(),
            enterprise: fields.text("enterpriseId"),
            scopes: fields.texts("tokenScopes").unwrap_or_default(),
            addresses: fields.texts("allowedIPs").unwrap_or_default(),
            limits: coins.into_iter().map(TemplateLimit::read).collect(),
            all_erc20_tokens: limits.object("allErc20TokensLimit").map(TemplateLimit::read),
            permitted_enterprises: fields.texts("permittedEnterprises").unwrap_or_default(),
            permitted_wallets: fields.texts("permittedWallets").unwrap_or_default(),
            created: fields.time("createdAt"),
            updated: fields.time("updatedAt"),
            extra: with_rest(fields, "tokenLimits", limits),
        }
    }
}

impl TokenTemplate {
    /// The plain facts that the rules reckon with.
    pub fn fields(&self) -> TemplateFields {
        let limit = |told: &TemplateLimit| {
            ExistingLimit::read(told.coin.clone(), told.limit.clone(), Some(told.is_maximum), None, None)
        };
        TemplateFields {
            id: self.id.clone(),
            name: self.name.clone(),
            created: self.created,
            updated: self.updated,
            terms: TokenTerms {
                scopes: self.scopes.clone(),
                addresses: self.addresses.clone(),
                limits: self.limits.iter().map(limit).collect(),
                erc20: self.all_erc20_tokens.as_ref().filter(|it| it.is_enabled != Some(false)).map(limit),
                reach: Reach::of(&self.permitted_enterprises, &self.permitted_wallets),
                enterprise: self.enterprise.clone(),
            },
        }
    }
}

/// What is left of an inner object stays under its name.
fn with_rest(fields: Fields, name: &str, inner: Fields) -> Map<String, Value> {
    let (mut extra, inner) = (fields.rest(), inner.rest());
    if !inner.is_empty() {
        extra.insert(name.to_owned(), Value::Object(inner));
    }
    extra
}

impl TemplateLimit {
    fn read(mut fields: Fields) -> Self {
        Self {
            coin: fields.text("coin").unwrap_or_default(),
            limit: fields.amount("txValueLimit"),
            is_maximum: fields.flag("maxLimit").unwrap_or_default(),
            is_enabled: fields.flag("enabled"),
            extra: fields.rest(),
        }
    }
}

fn read_template(fields: Fields) -> Result<TokenTemplate, &'static str> {
    let template = TokenTemplate::read(fields);
    if template.id.is_empty() { Err("it holds no template") } else { Ok(template) }
}

impl Session {
    /// Streams the person's templates, page by page.
    pub fn token_templates(&self) -> Pages<TokenTemplate> {
        self.pages(
            |session| Ok(session.call(Route::TokenTemplates, &[])?.query("limit", TEMPLATES_A_PAGE)),
            |fields| {
                Batch::read(fields, "accessTokenTemplates", TokenTemplate::read, |template| &template.id)
                    .ok_or("it holds no list of templates")
            },
        )
    }

    /// Makes a template.
    pub async fn create_token_template(&self, body: &TemplateBody) -> Result<TokenTemplate, Error> {
        let call = self
            .call(Route::CreateTokenTemplate, &[])?
            .about(about::NAME, body.name.as_deref().unwrap_or_default());
        self.ask(call.json(body)?, read_template).await
    }

    /// Changes a template. A body that makes one names an enterprise, which a change cannot.
    pub async fn change_token_template(&self, id: &str, body: &TemplateBody) -> Result<TokenTemplate, Error> {
        let call = self
            .call(Route::ChangeTokenTemplate, &[id])?
            .about(about::NAME, body.name.as_deref().unwrap_or_default());
        self.ask(call.json(body)?, read_template).await
    }

    /// Removes a template. Tokens that were made with it stay.
    pub async fn delete_token_template(&self, id: &str) -> Result<(), Error> {
        self.client().send(self.call(Route::DeleteTokenTemplate, &[id])?).await.map(drop)
    }
}
