//! What a token may still spend.

use crate::domain::lifetime::moment_words;
use crate::domain::token::existing::facts::ExistingToken;
use crate::domain::token::existing::limit::{ExistingLimit, LimitSize, Used};
use crate::domain::token::existing::weakness::{Harm, WeaknessContext, WeaknessInfo, Weaknesses};
use crate::domain::token::findings::{Field, Reason, source};

/// From so many thousandths on a limit is nearly used up.
const NEARLY_UP_PER_MILLE: u16 = 800;

pub(super) fn check(token: &ExistingToken, context: &WeaknessContext, found: &mut Weaknesses<'_>) {
    if token.terms.spends() {
        check_missing(token, context, found);
    }
    for limit in token.terms.all_limits() {
        check_size(limit, token, found);
        check_used(limit, token, found);
        check_network(limit, context, found);
    }
}

/// A token that can spend, without anything that bounds it.
fn check_missing(token: &ExistingToken, context: &WeaknessContext, found: &mut Weaknesses<'_>) {
    let now = context.lifetime.now;
    let is_bounded = token.terms.all_limits().next().is_some();
    if let Some(until) = token.unlocked_until.filter(|until| *until > now && !is_bounded) {
        found.add(
            "limits.unlocked",
            WeaknessInfo::warning(Harm::Money, Field::Limits),
            format!(
                "This token is unlocked until {} and can spend without any limit.",
                moment_words(until, &context.lifetime.zone)
            ),
            Reason {
                why: "BitGo removes every limit from an unlocked token, and they cannot be restored.",
                source: source::SPEC,
            },
        );
    } else if !is_bounded {
        found.add(
            "limits.missing",
            WeaknessInfo::warning(Harm::Money, Field::Limits),
            "This token can spend and has no spending limit.",
            Reason {
                why: "Without a limit, it must be unlocked regularly, and while it is unlocked it can spend \
                    without any limit.",
                source: source::SPEC,
            },
        );
    }
}

fn check_size(limit: &ExistingLimit, token: &ExistingToken, found: &mut Weaknesses<'_>) {
    let about = limit.about();
    let id = if limit.coin.is_empty() { "erc20" } else { &limit.coin };
    match &limit.size {
        LimitSize::Maximum if token.terms.spends() => found.add(
            format!("limits.maximum/{id}"),
            WeaknessInfo::warning(Harm::Money, Field::Limits),
            format!("The limit for {about} is the platform maximum, which is as good as no limit."),
            Reason {
                why: "Set the lifetime spending limit to what the token needs until the next deployment.",
                source: source::ADVICE,
            },
        ),
        LimitSize::Unreadable(_) => found.add(
            format!("limits.unreadable/{id}"),
            WeaknessInfo::warning(Harm::Money, Field::Limits),
            format!("The limit for {about} cannot be read: BitGo sent {}.", limit.size_words()),
            Reason {
                why: "A limit is a whole number of base units. Anything else is shown exactly as received.",
                source: source::SPEC,
            },
        ),
        LimitSize::Exact(_) | LimitSize::Maximum | LimitSize::NotTold => {}
    }
}

fn check_used(limit: &ExistingLimit, token: &ExistingToken, found: &mut Weaknesses<'_>) {
    let about = limit.about();
    let id = if limit.coin.is_empty() { "erc20" } else { &limit.coin };
    let up = Reason {
        why: "When a limit is used up, BitGo answers with 401, as if the token had expired. Limits of an \
            existing token cannot be raised: create a new token with higher limits.",
        source: source::SUPPORT,
    };
    match limit.used() {
        Used::Up => found.add(
            format!("limits.used_up/{id}"),
            WeaknessInfo::warning(Harm::Outage, Field::Limits),
            format!("The limit for {about} is used up: {}.", limit.in_words()),
            up,
        ),
        Used::PerMille(share) if share >= NEARLY_UP_PER_MILLE => found.add(
            format!("limits.nearly_up/{id}"),
            WeaknessInfo::warning(Harm::Outage, Field::Limits),
            format!("{} of the limit for {about} is used: {}.", limit.used().in_words(), limit.in_words()),
            up,
        ),
        Used::OfNothing if token.terms.spends() => found.add(
            format!("limits.zero/{id}"),
            WeaknessInfo::note(Harm::Outage, Field::Limits),
            format!("The limit for {about} is 0: this token cannot spend any of it."),
            Reason { why: "0 blocks spending. It does not mean unlimited.", source: source::SPEC },
        ),
        _ => {}
    }
}

/// Test coins belong to test environments, and the other way round.
fn check_network(limit: &ExistingLimit, context: &WeaknessContext, found: &mut Weaknesses<'_>) {
    let Some(coin) = limit.coin() else { return };
    if context.rules.holds_test_coins.is_none_or(|test_coins| test_coins == coin.is_testnet) {
        return;
    }
    let kind = if coin.is_testnet { "a test coin" } else { "a coin with real value" };
    found.add(
        format!("limits.other_network/{}", coin.name),
        WeaknessInfo::warning(Harm::Outage, Field::Limits),
        format!("A limit is for {}, {kind}, which {} does not have.", coin.name, context.rules.name),
        Reason {
            why: "The test environment uses test networks and production uses the real ones. A limit for a coin \
                of the other kind has no effect.",
            source: source::SPEC,
        },
    );
}
