//! Wallets out of the catalogue's rows, and any number more.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand_chacha::ChaCha20Rng;
use serde_json::json;

use super::addresses;
use super::catalogue::{DemoBalance, House, Kind, Mark, ROWS, Row};
use super::draw::draw_id;
use super::people::DemoPeople;
use crate::domain::amount::BaseUnits;
use crate::domain::coin::{Coin, coins};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::{
    Balances, Freeze, HeldKey, Permissions, PolicyRule, Wallet, WalletSettings, WalletType, WalletUser,
};

const FULL: Permissions = Permissions::ADMIN.and(Permissions::SPEND).and(Permissions::VIEW);
const TRADER: Permissions = FULL.and(Permissions::TRADE).and(Permissions::FREEZE);

/// The first `count` wallets, oldest first. A wallet is the same whatever `count` is.
pub(super) fn make(
    count: usize,
    demo_people: &DemoPeople,
    rng: &mut ChaCha20Rng,
    now: Timestamp,
) -> Vec<Wallet> {
    let mut wallets = Vec::with_capacity(count);
    for (place, row) in ROWS.iter().enumerate().take(count) {
        wallets.push(Maker { demo_people, now, row, place }.make(row.label.to_owned(), rng));
    }
    for place in ROWS.len()..count {
        // Further ones repeat the catalogue's coins and kinds under a number of their own.
        let Some(row) = ROWS.get(place % ROWS.len()) else { break };
        let plain = Row { balance: DemoBalance::Whole(1 + place % 5), marks: further_marks(place), ..*row };
        let label = format!("{} {}", PURPOSES[place % PURPOSES.len()], place + 1);
        wallets.push(Maker { demo_people, now, row: &plain, place }.make(label, rng));
    }
    wallets.reverse();
    wallets
}

const PURPOSES: [&str; 8] = [
    "Client account",
    "Deposit account",
    "Escrow",
    "Merchant float",
    "Payout batch",
    "Reserve",
    "Settlement",
    "Sub-account",
];

fn further_marks(place: usize) -> &'static [Mark] {
    match place % 7 {
        0 => &[Mark::Seen],
        1 => &[Mark::OwnerOnly],
        2 => &[Mark::Velocity("1", 24)],
        _ => &[],
    }
}

struct Maker<'a> {
    demo_people: &'a DemoPeople,
    now: Timestamp,
    row: &'a Row,
    place: usize,
}

impl Maker<'_> {
    fn make(&self, label: String, rng: &mut ChaCha20Rng) -> Wallet {
        let row = self.row;
        let coin = coins().get(row.coin);
        let family = coin.map_or("", |coin| coin.family);
        let (kind, is_mpc) = scheme(row.kind);
        let key_count = kind.quorum().1;
        Wallet {
            id: draw_id(rng),
            coin: row.coin,
            family,
            label,
            kind,
            is_mpc,
            enterprise: match row.house {
                House::Northwind => self.demo_people.northwind,
                House::Harbor => self.demo_people.harbor,
            },
            started: self.started(),
            balances: balances(row.balance, coin, rng),
            users: self.users(kind),
            keys: (0..key_count).map(|_| draw_id(rng)).collect(),
            freeze: self.has(|mark| matches!(mark, Mark::Frozen)).then(|| Freeze {
                since: self.hours_ago(30),
                until: self.hours_ago(-24 * 90),
                by: self.demo_people.owner,
            }),
            approvals_required: if self.has(|mark| matches!(mark, Mark::TwoApprovals)) { 2 } else { 1 },
            tags: row
                .marks
                .iter()
                .filter_map(|mark| if let Mark::Tag(tag) = mark { Some((*tag).to_owned()) } else { None })
                .collect(),
            rules: self.rules(coin, rng),
            policy: draw_id(rng),
            policy_version: 1,
            address: Arc::from(addresses::draw_of_wallet(row.coin, rng)),
            address_id: draw_id(rng),
            is_deleted: false,
            user_key_signing: true,
            settings: WalletSettings::default(),
        }
    }

    fn has(&self, is_it: impl FnMut(&Mark) -> bool) -> bool {
        self.row.marks.iter().any(is_it)
    }

    fn hours_ago(&self, hours: i64) -> Timestamp {
        self.now.saturating_sub(SignedDuration::from_hours(hours)).unwrap_or(self.now)
    }

    /// The first of the list was made nine days ago, each further one 11 days before, for three years; from there on
    /// an hour before.
    fn started(&self) -> Timestamp {
        let place = i64::try_from(self.place).unwrap_or(i64::MAX);
        let days = place.min(99).saturating_mul(11);
        let hours = place.saturating_sub(99).clamp(0, 100_000);
        self.hours_ago(24 * 9 + 24 * days + hours)
    }

    fn users(&self, kind: WalletType) -> Vec<WalletUser> {
        let keeps_key = matches!(kind, WalletType::Hot | WalletType::Trading);
        let user = |person: Id, permissions: Permissions| {
            let holds_key = keeps_key && permissions.has(Permissions::SPEND);
            WalletUser { person, permissions, key: if holds_key { HeldKey::Seeded } else { HeldKey::None } }
        };
        let full = if kind == WalletType::Trading { TRADER } else { FULL };
        let mut users = vec![user(self.demo_people.owner, full)];
        if !self.has(|mark| matches!(mark, Mark::OwnerOnly)) {
            users.push(user(self.demo_people.admin, full));
        }
        if self.has(|mark| matches!(mark, Mark::Seen)) {
            users.push(user(self.demo_people.viewer, Permissions::VIEW));
        }
        if self.has(|mark| matches!(mark, Mark::ThreeAdmins)) {
            users.push(user(self.demo_people.compliance, Permissions::ADMIN.and(Permissions::VIEW)));
        }
        users
    }

    fn rules(&self, coin: Option<&Coin>, rng: &mut ChaCha20Rng) -> Vec<PolicyRule> {
        let locked = self.hours_ago(24 * 60);
        let still_open = self.hours_ago(-29);
        let velocity = |limit: &str, hours: u32| {
            let amount = BaseUnits::from_coin_units(limit, coin.map_or(0, |coin| coin.decimals));
            json!({
                "amountString": amount.unwrap_or_default().to_string(),
                "timeWindow": hours * 3_600,
                "groupTags": [":tag"],
            })
        };
        let rule = |id: &str, kind: &str, condition, action: &str, lock_date| PolicyRule {
            id: id.to_owned(),
            coin: None,
            kind: kind.to_owned(),
            condition,
            action: action.to_owned(),
            action_users: Vec::new(),
            lock_date,
        };
        let mut rules = Vec::new();
        for mark in self.row.marks {
            match *mark {
                Mark::Velocity(limit, hours) => {
                    rules.push(rule(
                        "Velocity limit",
                        "velocityLimit",
                        velocity(limit, hours),
                        "getApproval",
                        locked,
                    ));
                }
                Mark::UnlockedLimit(limit) => {
                    rules.push(rule("Daily limit", "velocityLimit", velocity(limit, 24), "deny", still_open));
                }
                Mark::ApprovalForAll => {
                    rules.push(rule("Every withdrawal", "allTx", json!({}), "getApproval", locked));
                }
                Mark::Whitelist => {
                    let labels = ["Exchange deposit", "Payroll provider", "Own cold storage"];
                    let entries = labels.map(|label| {
                        let item = addresses::draw(self.row.coin, rng);
                        json!({ "item": item, "type": "address", "metaData": { "label": label } })
                    });
                    let condition = json!({ "entries": entries });
                    rules.push(rule("Whitelist", "advancedWhitelist", condition, "deny", locked));
                }
                Mark::OwnerOnly
                | Mark::Seen
                | Mark::Frozen
                | Mark::TwoApprovals
                | Mark::ThreeAdmins
                | Mark::Tag(_) => {}
            }
        }
        rules
    }
}

const fn scheme(kind: Kind) -> (WalletType, bool) {
    match kind {
        Kind::Hot => (WalletType::Hot, false),
        Kind::HotMpc => (WalletType::Hot, true),
        Kind::Cold => (WalletType::Cold, false),
        Kind::ColdMpc => (WalletType::Cold, true),
        Kind::Custodial => (WalletType::Custodial, false),
        Kind::Trading => (WalletType::Trading, false),
    }
}

/// Whole digits and the coin's decimals are drawn; now and then a part is still unconfirmed.
fn balances(balance: DemoBalance, coin: Option<&Coin>, rng: &mut ChaCha20Rng) -> Balances {
    let same = |text: String| Balances { balance: text.clone(), confirmed: text.clone(), spendable: text };
    match balance {
        DemoBalance::Zero => same("0".to_owned()),
        DemoBalance::Exact(balance, confirmed, spendable) => Balances {
            balance: balance.to_owned(),
            confirmed: confirmed.to_owned(),
            spendable: spendable.to_owned(),
        },
        DemoBalance::Whole(digits) => {
            let digits = digits + usize::from(coin.map_or(0, |coin| coin.decimals));
            let first = 1 + rng.next_u32() % 9;
            let rest = (1..digits).map(|_| char::from_digit(rng.next_u32() % 10, 10).unwrap_or('0'));
            let text: String =
                std::iter::once(char::from_digit(first, 10).unwrap_or('1')).chain(rest).collect();
            let is_settled = !rng.next_u32().is_multiple_of(4);
            match text.parse::<BaseUnits>() {
                // An incoming payment, not yet confirmed and not yet to be spent.
                Ok(balance) if !is_settled => {
                    let incoming = BaseUnits::from(u64::from(rng.next_u32() % 900_000));
                    let confirmed = (balance - incoming).to_string();
                    Balances { balance: text, spendable: confirmed.clone(), confirmed }
                }
                _ => same(text),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_row_names_a_known_coin_and_a_label_of_its_own() {
        let labels: HashSet<&str> = ROWS.iter().map(|row| row.label).collect();
        assert_eq!(labels.len(), ROWS.len());
        for row in &ROWS {
            assert!(coins().get(row.coin).is_some(), "{}", row.coin);
        }
        assert!(ROWS.iter().filter(|row| row.coin == "tbtc").count() >= 5);
    }
}
