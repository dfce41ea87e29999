//! The enterprises' own rules that a sandbox starts with, prices, and what waits because of them.
//!
//! Twenty wallets of Northwind Treasury are guarded by these rules alone. Harbor Custody has no licence for rules: one of
//! its own guards all the same, and nobody reads it.

mod builder;
mod made;
mod rows;

use jiff::Timestamp;
use rand_chacha::ChaCha20Rng;

use self::builder::RuleBuilder;
use super::people::DemoPeople;
use crate::sandbox::state::State;

/// US dollars for one coin. Casper and Celo have none.
const PRICES: [(&str, &str); 23] = [
    ("tbtc", "97250.55"),
    ("trbtc", "97250.55"),
    ("ofctbtc", "97250.55"),
    ("hteth", "3410.12"),
    ("tltc", "101.4"),
    ("tbch", "512.33"),
    ("tdash", "34.2"),
    ("tzec", "61.87"),
    ("btg", "28.1"),
    ("talgo", "0.31"),
    ("tavaxc", "38.4"),
    ("teos", "0.74"),
    ("thbar", "0.2137"),
    ("tstx", "1.52"),
    ("txlm", "0.4102"),
    ("txtz", "0.92"),
    ("ttrx", "0.24"),
    ("ttrx:usdt", "1"),
    ("usdt", "1.0003"),
    ("eos:USDT", "1.0003"),
    ("txrp", "2.31"),
    ("tsol", "189.77"),
    ("ofctusd", "1"),
];

/// Fills the shelf of rules.
pub(super) fn make(state: &mut State, demo_people: &DemoPeople, rng: &mut ChaCha20Rng, now: Timestamp) {
    for (coin, price) in PRICES {
        state.policies.set_price(coin, Some(price));
    }
    state.policies.set_licensed(demo_people.harbor, false);
    let mut desk = RuleBuilder { state, demo_people, rng, now };
    desk.guarding();
    desk.about_people();
    desk.not_in_force();
    desk.of_others();
    desk.waiting();
}
