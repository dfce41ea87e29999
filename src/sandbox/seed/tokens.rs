//! Access tokens of every age, so that every state of a token can be seen.

use std::collections::BTreeMap;

use ipnet::Ipv4Net;
use jiff::{SignedDuration, Timestamp};
use rand::{Rng, RngExt};
use rand_chacha::ChaCha20Rng;
use secrecy::SecretString;

use super::draw::draw_id;
use super::people::DemoPeople;
use crate::domain::amount::BaseUnits;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::token::{Ceiling, Limit, Origin, Reach, Token};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// A token, in seconds from now.
struct Row<'a> {
    label: &'a str,
    origin: Origin,
    created_ago: i64,
    expires_in: i64,
    scope: &'a [&'a str],
    addresses: &'a [&'a str],
    /// Coin, the most, what has been used, in how many transactions; the most is base units or `max`.
    limits: &'a [(&'a str, &'a str, &'a str, u32)],
    reach: Within,
}

#[derive(Clone, Copy)]
enum Within {
    Everything,
    Northwind,
    DemoWallet,
}

/// Seconds that were sent where years were meant (support seed: tokens that disappear).
const MEANT_YEARS: i64 = 572_522;

const OWNERS: [Row<'static>; 11] = [
    Row {
        label: "Web console read",
        origin: Origin::WebUi,
        created_ago: 400 * DAY,
        expires_in: 330 * DAY,
        scope: &["openid", "profile", "wallet_view_all", "enterprise_view_all"],
        addresses: &["198.51.100.14"],
        limits: &[],
        reach: Within::Everything,
    },
    Row {
        label: "Legacy everything",
        origin: Origin::WebUi,
        created_ago: 380 * DAY,
        expires_in: 3_235 * DAY,
        scope: &["all"],
        addresses: &[],
        limits: &[],
        reach: Within::Everything,
    },
    Row {
        label: "Payout service",
        origin: Origin::Api,
        created_ago: 200 * DAY,
        expires_in: 90 * DAY,
        scope: &["wallet_view_enterprise", "wallet_spend_enterprise"],
        addresses: &["203.0.113.0/28", "198.51.100.23"],
        limits: &[
            ("tbtc", "2500000000", "1874200000", 214),
            ("hteth", "400000000000000000000", "61250000000000000000", 38),
            ("usdt", "5000000000000", "0", 0),
        ],
        reach: Within::Northwind,
    },
    Row {
        label: "Exchange sweep",
        origin: Origin::Api,
        created_ago: 160 * DAY,
        expires_in: 41 * DAY,
        scope: &["wallet_view_all", "wallet_spend_all"],
        addresses: &["203.0.113.77"],
        limits: &[("tltc", "9000000000", "9000000000", 17)],
        reach: Within::Everything,
    },
    Row {
        label: "Fund administrator",
        origin: Origin::Api,
        created_ago: 120 * DAY,
        expires_in: 610 * DAY,
        scope: &["wallet_view_all", "auditlogs_view_all"],
        addresses: &["192.0.2.0/24"],
        limits: &[],
        reach: Within::Everything,
    },
    Row {
        label: "Approvals bot",
        origin: Origin::Api,
        created_ago: 77 * DAY,
        expires_in: 13 * DAY + 6 * HOUR,
        scope: &["pending_approval_update", "wallet_view_all", "wallet_approve_all"],
        addresses: &["203.0.113.9"],
        limits: &[],
        reach: Within::Everything,
    },
    Row {
        label: "Demo wallet watcher",
        origin: Origin::Api,
        created_ago: 27 * DAY,
        expires_in: 3 * DAY + 2 * HOUR,
        scope: &["wallet_view_all"],
        addresses: &[],
        limits: &[],
        reach: Within::DemoWallet,
    },
    Row {
        label: "Listing desk",
        origin: Origin::Api,
        created_ago: 20 * DAY,
        expires_in: 710 * DAY,
        scope: &["wallet_view_all", "wallet_spend_all", "wallet_create"],
        addresses: &["203.0.113.40"],
        limits: &[
            ("hteth", "max", "1200000000000000000", 3),
            ("usdt", "999999999999999999999", "150000000", 2),
        ],
        reach: Within::Everything,
    },
    Row {
        label: "Next decade",
        origin: Origin::Api,
        created_ago: 9 * DAY,
        expires_in: 3_604 * DAY,
        scope: &["wallet_view_all", "wallet_simulate_all"],
        addresses: &["203.0.113.41"],
        limits: &[],
        reach: Within::Everything,
    },
    Row {
        label: "Meant to last ten years",
        origin: Origin::Api,
        created_ago: 4 * DAY,
        expires_in: MEANT_YEARS - 4 * DAY,
        scope: &["wallet_view_all", "wallet_spend_all"],
        addresses: &["203.0.113.50"],
        limits: &[("tbtc", "100000000", "0", 0)],
        reach: Within::Everything,
    },
    Row {
        label: "Migration one-off",
        origin: Origin::Api,
        created_ago: 20 * HOUR,
        expires_in: 4 * HOUR,
        scope: &["wallet_view_all", "wallet_manage_all"],
        addresses: &[],
        limits: &[],
        reach: Within::Everything,
    },
];

const ADMINS: [Row<'static>; 1] = [Row {
    label: "Marcus reporting",
    origin: Origin::WebUi,
    created_ago: 60 * DAY,
    expires_in: 120 * DAY,
    scope: &["wallet_view_all"],
    addresses: &["198.51.100.80"],
    limits: &[],
    reach: Within::Everything,
}];

/// The owner's and the admin's tokens, oldest first. The texts are drawn with everything else and told to nobody.
pub(super) fn make(
    owned: usize,
    demo_people: &DemoPeople,
    demo: Option<Id>,
    rng: &mut ChaCha20Rng,
    now: Timestamp,
) -> Vec<Token> {
    let owners = OWNERS.iter().take(owned).map(|row| (row, demo_people.owner));
    let admins = ADMINS.iter().map(|row| (row, demo_people.admin));
    let mut rows: Vec<(&Row<'_>, Id)> = owners.chain(admins).collect();
    rows.sort_by_key(|(row, _)| -row.created_ago);
    let mut tokens: Vec<Token> =
        rows.into_iter().map(|(row, person)| make_one(row, person, demo_people, demo, rng, now)).collect();
    for number in OWNERS.len()..owned {
        tokens.push(make_up(number, demo_people, demo, rng, now));
    }
    tokens.sort_by_key(|token| token.created);
    tokens
}

const TEAMS: [&str; 8] = [
    "Payouts",
    "Reporting",
    "Reconciliation",
    "Exchange desk",
    "Staking",
    "Audit export",
    "Price feed",
    "Sweeper",
];

/// A token of one of many services, each made in its time for a round number of days.
fn make_up(
    number: usize,
    demo_people: &DemoPeople,
    demo: Option<Id>,
    rng: &mut ChaCha20Rng,
    now: Timestamp,
) -> Token {
    const LIVES_DAYS: [i64; 6] = [30, 60, 90, 180, 365, 730];
    let lives = LIVES_DAYS[rng.random_range(0..LIVES_DAYS.len())] * DAY;
    let age = rng.random_range(HOUR..lives - HOUR);
    let address = format!("203.0.113.{}", rng.random_range(1..255));
    let spent = rng.random_range(0_u64..=1_000_000_000).to_string();
    let limits = [("tbtc", "1000000000", spent.as_str(), 7)];
    let (scope, is_spending): (&[&str], bool) = match number % 4 {
        0 => (&["wallet_view_all", "wallet_spend_all"], true),
        1 => (&["wallet_view_all", "enterprise_view_all"], false),
        2 => (&["wallet_view_enterprise", "wallet_spend_enterprise"], true),
        _ => (&["wallet_view_all", "auditlogs_view_all"], false),
    };
    let row = Row {
        label: "",
        origin: Origin::Api,
        created_ago: age,
        expires_in: lives - age,
        scope,
        addresses: if number.is_multiple_of(5) { &[] } else { &[&address] },
        limits: if is_spending { &limits } else { &[] },
        reach: if number % 4 == 2 { Within::Northwind } else { Within::Everything },
    };
    let label = format!("{} {number:03}", TEAMS[number % TEAMS.len()]);
    Token { label: Some(label), ..make_one(&row, demo_people.owner, demo_people, demo, rng, now) }
}

fn make_one(
    row: &Row<'_>,
    person: Id,
    demo_people: &DemoPeople,
    demo: Option<Id>,
    rng: &mut ChaCha20Rng,
    now: Timestamp,
) -> Token {
    let from_now = |secs: i64| now.saturating_add(SignedDuration::from_secs(secs)).unwrap_or(now);
    let mut bytes = [0; 32];
    rng.fill_bytes(&mut bytes);
    let reach = match (row.reach, demo) {
        (Within::Northwind, _) => Reach::Enterprises(vec![demo_people.northwind]),
        (Within::DemoWallet, Some(wallet)) => Reach::Wallets(vec![wallet]),
        _ => Reach::Everything,
    };
    Token {
        id: draw_id(rng),
        text: SecretString::from(format!("v2x{}", hex::encode(bytes))),
        person,
        origin: row.origin,
        label: Some(row.label.to_owned()),
        created: from_now(-row.created_ago),
        expires: from_now(row.expires_in),
        scope: row.scope.iter().map(|&scope| scope.to_owned()).collect(),
        ip_restrict: row.addresses.iter().filter_map(|text| read_address(text)).collect(),
        enterprise: matches!(row.reach, Within::Northwind).then_some(demo_people.northwind),
        is_extensible: false,
        admin_scope: None,
        unlock: None,
        limits: limits(row),
        erc20_limit: (row.label == "Listing desk").then(|| Limit {
            ceiling: Ceiling::Exact(amount("1000000000000")),
            used: amount("150000000"),
            tx_count: 2,
        }),
        reach,
        is_revoked: false,
    }
}

fn read_address(text: &str) -> Option<Ipv4Net> {
    if text.contains('/') { text.parse().ok() } else { format!("{text}/32").parse().ok() }
}

fn limits(row: &Row<'_>) -> BTreeMap<String, Limit> {
    let read = |&(coin, most, used, tx_count): &(&str, &str, &str, u32)| {
        let ceiling = if most == "max" { Ceiling::Maximum } else { Ceiling::Exact(amount(most)) };
        (coin.to_owned(), Limit { ceiling, used: amount(used), tx_count })
    };
    row.limits.iter().map(read).collect()
}

fn amount(text: &str) -> BaseUnits {
    text.parse().unwrap_or_default()
}
