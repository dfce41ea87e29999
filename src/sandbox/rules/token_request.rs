//! What a new access token must look like (spec: POST /api/v2/user/accesstoken).
//!
//! As on the platform, a fractional duration is taken as it is: that is the trap which the support seed tells of
//! and which the client has to keep people out of.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde_json::{Map, Value};

use super::scope::{self, ScopeProblem};
use super::{number, visibility};
use crate::domain::amount::BaseUnits;
use crate::domain::coin::coins;
use crate::sandbox::answer::ApiError;
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::query::read_id;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::{Membership, Person};
use crate::sandbox::state::token::{Ceiling, Limit, Reach};

/// Ten years, counted with three leap days so that no ten calendar years are too long.
const LONGEST_MS: i64 = 3_653 * 86_400_000;
/// Without a duration a token lives as long as a login.
const DEFAULT_MS: i64 = 3_600_000;
/// Longest label, in characters.
const LONGEST_LABEL: usize = 250;

/// A request that may become a token.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) label: String,
    pub(crate) lifetime_ms: i64,
    pub(crate) scope: Vec<String>,
    pub(crate) ip_restrict: Vec<Ipv4Net>,
    pub(crate) enterprise: Option<Id>,
    pub(crate) admin_scope: Option<String>,
    pub(crate) limits: BTreeMap<String, Limit>,
    pub(crate) erc20_limit: Option<Limit>,
    pub(crate) reach: Reach,
}

/// Reads and checks every field but the code; a template has already filled it in. `maker` can give away nothing that they do not have.
pub(crate) fn read(body: &Body, maker: &Person, state: &State) -> Result<Wanted, ApiError> {
    Ok(Wanted {
        label: label(body)?,
        lifetime_ms: lifetime_ms(body)?,
        scope: scopes(body, maker, state)?,
        ip_restrict: addresses(body)?,
        enterprise: enterprise(body, maker)?,
        admin_scope: admin_scope(body, maker)?,
        limits: limits(body)?,
        erc20_limit: erc20_limit(body)?,
        reach: reach(body, maker, state)?,
    })
}

fn label(body: &Body) -> Result<String, ApiError> {
    let label = body.text("label")?.map(str::trim).unwrap_or_default();
    match label.chars().count() {
        0 => Err(wrong("label", "is required")),
        1..=LONGEST_LABEL => Ok(label.to_owned()),
        _ => Err(wrong("label", "may have 250 characters")),
    }
}

fn lifetime_ms(body: &Body) -> Result<i64, ApiError> {
    let millis = match body.get("duration") {
        None => return Ok(DEFAULT_MS),
        Some(Value::Number(seconds)) => number::seconds_as_millis(seconds),
        Some(_) => return Err(wrong("duration", "must be a number of seconds")),
    };
    match millis {
        Some(millis) if millis <= 0 => Err(wrong("duration", "must be more than zero seconds")),
        Some(millis) if millis <= LONGEST_MS => Ok(millis),
        _ => Err(wrong("duration", "may be ten years at most")),
    }
}

fn scopes(body: &Body, maker: &Person, state: &State) -> Result<Vec<String>, ApiError> {
    let wanted = body.texts("scope")?.ok_or_else(|| wrong("scope", "is required"))?;
    if wanted.is_empty() {
        return Err(wrong("scope", "must name one scope at least"));
    }
    let mut scopes: Vec<String> = Vec::new();
    for text in wanted {
        let wallet = scope::read(text).map_err(|problem| scope_fault(text, &problem))?;
        if let Some(wallet) = wallet {
            known_wallet("scope", wallet, maker, state)?;
        }
        if !scopes.iter().any(|known| known == text) {
            scopes.push(text.to_owned());
        }
    }
    Ok(scopes)
}

fn scope_fault(text: &str, problem: &ScopeProblem) -> ApiError {
    let shown: String = text.chars().take(80).collect();
    let error = match problem {
        ScopeProblem::Unknown => format!("unknown scope \"{shown}\""),
        ScopeProblem::NeedsWallet => format!("the scope \"{shown}\" needs a wallet: \"{shown}:walletId\""),
        ScopeProblem::NoWalletTaken => format!("the scope \"{shown}\" takes no wallet"),
        ScopeProblem::BadWallet => format!("the scope \"{shown}\" does not name a wallet by its identifier"),
    };
    ApiError::bad_field("scope", error)
}

fn addresses(body: &Body) -> Result<Vec<Ipv4Net>, ApiError> {
    if body.get("ipRestrict").is_none_or(Value::is_null) {
        return Ok(Vec::new());
    }
    let texts = body.texts("ipRestrict")?.unwrap_or_default();
    let read = |text: &str| match text.split_once('/') {
        Some(_) => text.parse::<Ipv4Net>().ok().filter(|net| net.prefix_len() >= 24),
        None => text.parse::<Ipv4Addr>().ok().map(Ipv4Net::from),
    };
    let problem = || wrong("ipRestrict", "must hold IPv4 addresses or ranges from /24 to /32");
    texts.into_iter().map(|text| read(text).ok_or_else(problem)).collect()
}

fn enterprise(body: &Body, maker: &Person) -> Result<Option<Id>, ApiError> {
    let Some(text) = body.text("enterprise")? else { return Ok(None) };
    let id = read_id("enterprise", text)?;
    if maker.belongs_to(id) { Ok(Some(id)) } else { Err(not_a_member()) }
}

fn not_a_member() -> ApiError {
    ApiError::forbidden("you do not belong to that enterprise")
}

fn admin_scope(body: &Body, maker: &Person) -> Result<Option<String>, ApiError> {
    let scope = match body.text("adminScope")? {
        None | Some("full") => "full",
        Some("read") => "read",
        Some(_) => return Err(wrong("adminScope", "must be read or full")),
    };
    if !body.flag("admin")? {
        return Ok(None);
    }
    if maker.memberships.iter().any(Membership::is_admin) {
        Ok(Some(scope.to_owned()))
    } else {
        Err(ApiError::forbidden("only an enterprise admin can make a token with admin permissions"))
    }
}

fn limits(body: &Body) -> Result<BTreeMap<String, Limit>, ApiError> {
    let mut limits = BTreeMap::new();
    for item in body.list("spendingLimits")?.unwrap_or_default() {
        let fields = item.as_object().ok_or_else(|| wrong("spendingLimits", "must hold objects"))?;
        let coin = fields.get("coin").and_then(Value::as_str).unwrap_or_default();
        let coin = coins().get(coin).ok_or_else(|| wrong("spendingLimits", "must name known coins"))?;
        let ceiling = ceiling("spendingLimits", fields)?
            .ok_or_else(|| wrong("spendingLimits", "need a txValueLimit or maxLimit for every coin"))?;
        if limits.insert(coin.name.to_owned(), Limit::fresh(ceiling)).is_some() {
            return Err(wrong("spendingLimits", "may name every coin once"));
        }
    }
    Ok(limits)
}

fn erc20_limit(body: &Body) -> Result<Option<Limit>, ApiError> {
    const NAME: &str = "allErc20TokensLimit";
    let fields = match body.get(NAME) {
        None => return Ok(None),
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err(wrong(NAME, "must be an object")),
    };
    let is_enabled = read_flag(NAME, fields, "enabled")?;
    match (is_enabled, ceiling(NAME, fields)?) {
        (false, _) => Ok(None),
        (true, Some(ceiling)) => Ok(Some(Limit::fresh(ceiling))),
        (true, None) => Err(wrong(NAME, "needs a txValueLimit or maxLimit")),
    }
}

fn read_flag(name: &'static str, fields: &Map<String, Value>, flag: &str) -> Result<bool, ApiError> {
    match fields.get(flag) {
        None => Ok(false),
        Some(Value::Bool(set)) => Ok(*set),
        Some(_) => Err(wrong(name, "has a switch that is not true or false")),
    }
}

fn ceiling(name: &'static str, fields: &Map<String, Value>) -> Result<Option<Ceiling>, ApiError> {
    let is_maximum = read_flag(name, fields, "maxLimit")?;
    let amount: Option<BaseUnits> = match fields.get("txValueLimit") {
        None => None,
        Some(value) => Some(
            number::base_units(value)
                .filter(|amount| !amount.is_negative())
                .ok_or_else(|| wrong(name, "must have a txValueLimit in whole base units, zero or more"))?,
        ),
    };
    match (is_maximum, amount) {
        (true, Some(_)) => Err(wrong(name, "takes txValueLimit or maxLimit, not both")),
        (true, None) => Ok(Some(Ceiling::Maximum)),
        (false, amount) => Ok(amount.map(Ceiling::Exact)),
    }
}

fn reach(body: &Body, maker: &Person, state: &State) -> Result<Reach, ApiError> {
    let enterprises = ids(body, "permittedEnterprises")?;
    let wallets = ids(body, "permittedWallets")?;
    match (enterprises, wallets) {
        (None, None) => Ok(Reach::Everything),
        (Some(_), Some(_)) => {
            Err(ApiError::bad_request("permittedEnterprises and permittedWallets cannot be given together"))
        }
        (Some(enterprises), None) => {
            let is_member = enterprises.iter().all(|id| maker.belongs_to(*id));
            if is_member { Ok(Reach::Enterprises(enterprises)) } else { Err(not_a_member()) }
        }
        (None, Some(wallets)) => {
            for wallet in &wallets {
                known_wallet("permittedWallets", *wallet, maker, state)?;
            }
            Ok(Reach::Wallets(wallets))
        }
    }
}

fn ids(body: &Body, name: &'static str) -> Result<Option<Vec<Id>>, ApiError> {
    let Some(texts) = body.texts(name)? else { return Ok(None) };
    if texts.is_empty() {
        return Err(wrong(name, "must hold one identifier at least; leave it out for no restriction"));
    }
    texts.into_iter().map(|text| read_id(name, text)).collect::<Result<_, _>>().map(Some)
}

fn known_wallet(name: &'static str, wallet: Id, maker: &Person, state: &State) -> Result<(), ApiError> {
    let is_visible = state.wallets.get(wallet).is_some_and(|wallet| visibility::is_within(maker, wallet));
    if is_visible { Ok(()) } else { Err(wrong(name, "names a wallet that you cannot see")) }
}
