//! Access token templates: what one must look like, and how it fills a request for a token in (spec: POST
//! /api/v2/user/accesstokentemplate; the protocol notes, section 7: template fields are defaults, any sent value wins).

use serde_json::{Map, Value, json};

use super::token_request;
use crate::sandbox::answer::ApiError;
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::query::read_id;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Person;
use crate::sandbox::state::template::TokenTemplate;

/// The fields that a template may set and a change may name.
const FIELDS: [&str; 6] =
    ["name", "tokenScopes", "allowedIPs", "tokenLimits", "permittedEnterprises", "permittedWallets"];
/// What a change takes away where it does not name it (spec: PATCH, "Omit to clear").
const BOUNDS: [&str; 2] = ["permittedEnterprises", "permittedWallets"];
const LONGEST_NAME: usize = 250;

/// Reads the fields of a new or changed template and lays them over `before`. The result has to make a token.
pub(crate) fn read(
    body: &Body,
    before: Option<&TokenTemplate>,
    maker: &Person,
    state: &State,
) -> Result<Map<String, Value>, ApiError> {
    let mut fields = before.map(|template| template.fields.clone()).unwrap_or_default();
    if let (None, Some(text)) = (before, body.text("enterpriseId")?) {
        let id = read_id("enterpriseId", text)?;
        if !maker.belongs_to(id) {
            return Err(ApiError::forbidden("you do not belong to that enterprise"));
        }
        fields.insert("enterpriseId".to_owned(), json!(text));
    }
    for name in FIELDS {
        if let Some(value) = body.get(name) {
            fields.insert(name.to_owned(), value.clone());
        } else if BOUNDS.contains(&name) {
            fields.remove(name);
        }
    }
    let name = fields.get("name").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    if !(1..=LONGEST_NAME).contains(&name.chars().count()) {
        return Err(wrong("name", "is required, and may have 250 characters"));
    }
    let own = before.map(|template| template.id);
    let is_taken = state
        .templates
        .iter()
        .any(|template| template.person == maker.id && Some(template.id) != own && template.name() == name);
    if is_taken {
        return Err(ApiError::conflict("DuplicateTemplateName", "you already have a template of that name"));
    }
    fields.insert("name".to_owned(), json!(name));
    let trial = fill(&Map::from_iter([("label".to_owned(), json!("trial"))]), &fields, true);
    token_request::read(&Body::of(trial), maker, state)?;
    Ok(fields)
}

/// A request for a token with everything that it leaves out taken from the template. A trial names a scope where the
/// template has none.
fn fill(request: &Map<String, Value>, template: &Map<String, Value>, is_trial: bool) -> Map<String, Value> {
    let mut filled = request.clone();
    let mut set = |name: &str, value: Option<&Value>| {
        if let Some(value) = value.filter(|value| !value.is_null()) {
            filled.entry(name).or_insert_with(|| value.clone());
        }
    };
    set("scope", template.get("tokenScopes"));
    set("ipRestrict", template.get("allowedIPs"));
    set("enterprise", template.get("enterpriseId"));
    let limits = template.get("tokenLimits");
    set("spendingLimits", limits.and_then(|limits| limits.get("spendingLimits")));
    set("allErc20TokensLimit", limits.and_then(|limits| limits.get("allErc20TokensLimit")));
    // A token is bound to enterprises or to wallets, not to both: what is sent decides.
    if !request.contains_key("permittedWallets") && !request.contains_key("permittedEnterprises") {
        set("permittedEnterprises", template.get("permittedEnterprises"));
        set("permittedWallets", template.get("permittedWallets"));
    }
    let names_none =
        |filled: &Map<String, Value>| filled.get("scope").is_none_or(|scopes| *scopes == json!([]));
    if is_trial && names_none(&filled) {
        filled.insert("scope".to_owned(), json!(["profile"]));
    }
    filled.remove("accessTokenTemplateId");
    filled
}

/// The request as it is once its template has filled it in; without a template it is as it came.
pub(crate) fn filled(body: Body, maker: &Person, state: &State) -> Result<Body, ApiError> {
    let Some(text) = body.text("accessTokenTemplateId")? else { return Ok(body) };
    let unknown = || ApiError::bad_field("accessTokenTemplateId", "there is no such access token template");
    let id = Id::parse(text).ok_or_else(unknown)?;
    let template =
        state.templates.iter().find(|it| it.id == id && it.person == maker.id).ok_or_else(unknown)?;
    Ok(Body::of(fill(body.fields(), &template.fields, false)))
}
