//! How much the token may spend.

use crate::domain::coin::{Coin, coins};
use crate::domain::foreign_text::visible;
use crate::domain::limit::{LimitValue, SpendingLimit};
use crate::domain::text::listed;
use crate::domain::token::findings::{Findings, Reason, source};
use crate::domain::token::reading::Reading;

/// How many twins a note names before it counts the rest.
const TWINS_NAMED: usize = 5;

pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    for (index, limit) in reading.limits.iter().enumerate() {
        match limit {
            Ok(limit) => check_limit(limit, reading, found),
            Err(problem) => found.error(format!("limits.bad/{index}"), problem.to_string(), UNCLEAR),
        }
    }
    match &reading.erc20 {
        Ok(Some(value)) => check_value("erc20", "all ERC-20 tokens", value, found),
        Ok(None) => {}
        Err(problem) => found.error("limits.bad/erc20", problem.to_string(), UNCLEAR),
    }
    check_held(reading, found);
    check_duplicates(reading, found);
    check_need(reading, found);
}

const UNCLEAR: Reason =
    Reason { why: "A limit is sent exactly as shown, in base units.", source: source::SPEC };

fn check_limit(limit: &SpendingLimit, reading: &Reading<'_>, found: &mut Findings) {
    let name = &limit.coin;
    check_value(name, name, &limit.value, found);
    let Some(coin) = limit.coin() else {
        let what = format!("“{}” is not in this version's coin list.", visible(name));
        let why = "The coin may be newer than the list. Check the ticker: a limit for a coin that does not exist \
            has no effect.";
        found.warning(format!("limits.unknown_coin/{name}"), what, Reason { why, source: source::COINS });
        return;
    };
    check_network(coin, reading, found);
    let twins = coins().twins(coin);
    if !twins.is_empty() {
        let named: Vec<String> = twins
            .iter()
            .take(TWINS_NAMED)
            .map(|twin| format!("{} ({})", twin.name, twin.network_words()))
            .collect();
        let more = twins.len() - named.len();
        let more = if more > 0 { format!(" or {more} others") } else { String::new() };
        found.note(
            format!("limits.twins/{name}"),
            format!("{name} is {}; it is not {}{more}.", coin.identity(), named.join(", ")),
            Reason {
                why: "Coins with the same name on different networks are easily confused in spending limits.",
                source: source::SUPPORT,
            },
        );
    }
}

/// Test coins belong to test environments, and the other way round.
fn check_network(coin: &Coin, reading: &Reading<'_>, found: &mut Findings) {
    let rules = &reading.context.rules;
    if rules.holds_test_coins.is_none_or(|test_coins| test_coins == coin.is_testnet) {
        return;
    }
    let kind = if coin.is_testnet { "a test coin" } else { "a coin with real value" };
    found.warning(
        format!("limits.other_network/{}", coin.name),
        format!("{} is {kind}, which {} does not have.", coin.name, rules.name),
        Reason {
            why: "The test environment uses test networks and production uses the real ones. A limit for a coin \
                of the other kind has no effect.",
            source: source::SPEC,
        },
    );
}

/// A limit for a coin that none of the wallets holds, to which the token is bound. Says nothing where the coin of one of
/// them is not known.
fn check_held(reading: &Reading<'_>, found: &mut Findings) {
    let ids = reading.draft.bound_wallets();
    let names = &reading.context.names;
    let Some(held) = ids.iter().map(|id| names.coin_of(id)).collect::<Option<Vec<&Coin>>>() else { return };
    if held.is_empty() {
        return;
    }
    let each =
        ids.iter().zip(&held).map(|(id, coin)| format!("{} holds {}", names.quoted(id), with_place(coin)));
    let wallets = listed(each.collect(), "wallet");
    let reason = Reason {
        why: "The token can spend only from the selected wallets, so a limit for another coin has no effect.",
        source: source::SUPPORT,
    };
    for limit in reading.limits.iter().flatten() {
        let Some(coin) = limit.coin() else { continue };
        if held.iter().all(|wallet| !coin.is_held_with(wallet)) {
            found.warning(
                format!("limits.not_held/{}/{}", coin.name, ids.join(",")),
                format!("None of the selected wallets holds {}: {wallets}.", with_place(coin)),
                reason,
            );
        }
    }
    let has_erc20 = matches!(reading.erc20, Ok(Some(_)));
    if has_erc20 && held.iter().all(|wallet| wallet.family != "eth") {
        found.warning(
            format!("limits.not_held/erc20/{}", ids.join(",")),
            format!("None of the selected wallets holds ERC-20 tokens: {wallets}."),
            reason,
        );
    }
}

/// A coin by its ticker, a token with its network: "eos:USDT on EOS".
fn with_place(coin: &Coin) -> String {
    let place = if coin.is_token { format!(" on {}", coin.network_words()) } else { String::new() };
    format!("{}{place}", coin.name)
}

fn check_value(id: &str, name: &str, value: &LimitValue, found: &mut Findings) {
    match value {
        LimitValue::Exact(amount) if amount.is_zero() => found.warning(
            format!("limits.zero/{id}"),
            format!("The limit for {name} is 0: this token cannot spend any of it."),
            Reason { why: "0 blocks spending. It does not mean unlimited.", source: source::SPEC },
        ),
        LimitValue::Exact(_) => {}
        LimitValue::Maximum => found.warning(
            format!("limits.maximum/{id}"),
            format!("The limit for {name} is the platform maximum, which is as good as no limit."),
            Reason {
                why: "Set the lifetime spending limit to what the token needs until the next deployment.",
                source: source::ADVICE,
            },
        ),
    }
}

fn check_duplicates(reading: &Reading<'_>, found: &mut Findings) {
    let limits: Vec<&SpendingLimit> = reading.limits.iter().flatten().collect();
    for (index, limit) in limits.iter().enumerate() {
        if limits[..index].iter().any(|earlier| earlier.coin == limit.coin) {
            found.error(
                format!("limits.twice/{}", limit.coin),
                format!("There are two limits for {}. Keep one.", limit.coin),
                Reason { why: "It is not documented which of the two applies.", source: source::OURS },
            );
        }
    }
}

/// A token that spends needs limits, and one that does not has no use for them.
fn check_need(reading: &Reading<'_>, found: &mut Findings) {
    match (reading.spends(), reading.has_limits()) {
        (true, false) => found.warning(
            "limits.missing",
            "Without a spending limit, this token must be unlocked regularly before it can send.",
            Reason {
                why: "Each unlock takes a one-time code, and an unlocked token can spend without any limit.",
                source: source::SPEC,
            },
        ),
        (true, true) => found.note(
            "limits.unlocking",
            "Do not unlock this token: unlocking removes all of its spending limits.",
            Reason {
                why: "BitGo removes every limit from an unlocked token, and they cannot be restored.",
                source: source::SPEC,
            },
        ),
        (false, true) => found.note(
            "limits.idle",
            "None of the selected scopes can spend, so these limits have no effect.",
            Reason { why: "Limits apply only to sending and staking.", source: source::SPEC },
        ),
        (false, false) => {}
    }
}
