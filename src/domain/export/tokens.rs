//! The token list and its spending limits as CSV. No token's value is among what is known of it.

use jiff::Timestamp;

use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::Coin;
use crate::domain::lifetime::TimeLeft;
use crate::domain::token::Reach;
use crate::domain::token::existing::{ExistingLimit, ExistingToken, LimitSize, WeaknessContext, weaknesses};

use super::cell::csv_text;

/// The token list, a row a token, in the order given. Moments are in UTC (RFC 3339), lists are joined by spaces.
pub fn tokens_csv(tokens: &[ExistingToken], context: &WeaknessContext) -> String {
    let header = [
        "id",
        "label",
        "created",
        "expires",
        "time left",
        "lifetime seconds",
        "worst risk",
        "scopes",
        "addresses",
        "enterprises",
        "wallets",
        "limits",
        "findings",
    ];
    csv_text(header, tokens.iter().map(|token| token_row(token, context)))
}

fn token_row(token: &ExistingToken, context: &WeaknessContext) -> [String; 13] {
    let left = |expires| TimeLeft::until(expires, context.lifetime.now).in_words();
    let (enterprises, wallets): (&[String], &[String]) = match &token.terms.reach {
        Reach::Everything => (&[], &[]),
        Reach::Enterprises(ids) => (ids, &[]),
        Reach::Wallets(ids) => (&[], ids),
    };
    let limits: Vec<String> = token.terms.all_limits().map(ExistingLimit::in_words).collect();
    let findings: Vec<String> = weaknesses(token, context).into_iter().map(|it| it.finding.what).collect();
    [
        token.id.clone(),
        token.label.clone(),
        moment(token.created),
        moment(token.expires),
        token.expires.map(left).unwrap_or_default(),
        token.lifetime().map(|span| span.as_secs().to_string()).unwrap_or_default(),
        token.terms.worst_risk().map(|risk| risk.word().to_owned()).unwrap_or_default(),
        token.terms.scopes.join(" "),
        token.terms.addresses.join(" "),
        enterprises.join(" "),
        wallets.join(" "),
        limits.join("; "),
        findings.join(" "),
    ]
}

fn moment(at: Option<Timestamp>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

/// The spending limits of tokens, a row a limit. Amounts are exact: in the coin's unit where its decimals are known, and
/// in base units beside it. The limit over all ERC-20 tokens has no coin and no network.
pub fn limits_csv(tokens: &[ExistingToken]) -> String {
    let header = [
        "token id",
        "label",
        "coin",
        "network",
        "contract",
        "decimals",
        "kind",
        "limit",
        "spent",
        "left",
        "limit in base units",
        "spent in base units",
        "used per mille",
    ];
    let rows =
        tokens.iter().flat_map(|token| token.terms.all_limits().map(move |limit| limit_row(token, limit)));
    csv_text(header, rows)
}

fn limit_row(token: &ExistingToken, limit: &ExistingLimit) -> [String; 13] {
    let coin = limit.coin();
    let in_units =
        |amount: &BaseUnits| coin.map(|coin| amount.to_coin_units(coin.decimals)).unwrap_or_default();
    let size = match &limit.size {
        LimitSize::Exact(amount) => Some(amount),
        _ => None,
    };
    let (kind, raw_size) = match &limit.size {
        LimitSize::Exact(amount) => ("exact", amount.to_string()),
        LimitSize::Maximum => ("maximum", String::new()),
        LimitSize::Unreadable(text) => ("unreadable", text.clone()),
        LimitSize::NotTold => ("not reported", String::new()),
    };
    let spent = limit.spent.as_ref().and_then(Balance::exact);
    let raw_spent = match &limit.spent {
        Some(Balance::Exact(amount)) => amount.to_string(),
        Some(Balance::Unreadable(text)) => text.clone(),
        None => String::new(),
    };
    [
        token.id.clone(),
        token.label.clone(),
        if limit.coin.is_empty() { "all ERC-20 tokens".to_owned() } else { limit.coin.clone() },
        coin.map(Coin::network_words).unwrap_or_default(),
        coin.and_then(|coin| coin.contract).unwrap_or_default().to_owned(),
        coin.map(|coin| coin.decimals.to_string()).unwrap_or_default(),
        kind.to_owned(),
        size.map(in_units).unwrap_or_default(),
        spent.map(in_units).unwrap_or_default(),
        limit.left().as_ref().map(in_units).unwrap_or_default(),
        raw_size,
        raw_spent,
        limit.used().bar_per_mille().map(|share| share.to_string()).unwrap_or_default(),
    ]
}
