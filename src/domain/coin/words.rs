//! An amount of a coin in words.

use super::{Coin, coins};
use crate::domain::amount::{Balance, Figure};

/// An amount in the coin's unit ("1.5 BTC"), in base units where the coin is not known, and as it came where it is no
/// number.
pub fn amount_words(amount: &Balance, coin: &str) -> String {
    match (amount, coins().get(coin)) {
        (Balance::Exact(units), Some(facts)) => {
            let Figure { whole, fraction } = units.figure(facts.decimals);
            let point = if fraction.is_empty() { "" } else { "." };
            format!("{whole}{point}{fraction} {}", facts.display_unit())
        }
        (Balance::Exact(units), None) => format!("{} base units of {coin}", units.grouped()),
        (Balance::Unreadable(raw), _) => format!("“{}”, which is no amount", raw.escape_debug()),
    }
}

/// How many coins of the same name are named, and how many are told apart.
const TWINS_NAMED: usize = 3;
const TWINS_TOLD: usize = 16;

/// Coins that could be taken for this one, in a sentence, and what tells each of them apart, a line each; none where no
/// other coin has its name or symbol.
pub fn twins_words(coin: &Coin) -> Option<(String, String)> {
    let twins = coins().twins(coin);
    let named: Vec<String> =
        twins.iter().take(TWINS_NAMED).map(|it| format!("{} ({})", it.name, it.network_words())).collect();
    let named = named.join(", ");
    let words = match twins.len() {
        0 => return None,
        1 => format!("Another coin has this name or symbol: {named}."),
        count if count <= TWINS_NAMED => format!("{count} other coins have this name or symbol: {named}."),
        count => format!("{count} other coins have this name or symbol, such as {named}."),
    };
    let apart: Vec<String> =
        twins.iter().take(TWINS_TOLD).map(|it| format!("{}: {}", it.name, it.identity())).collect();
    Some((words, apart.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_exact_or_shown_as_it_came() {
        for (raw, coin, words) in [
            ("150000000", "btc", "1.5 BTC"),
            ("2500000000000", "btc", "25,000 BTC"),
            ("1500", "newcoin", "1,500 base units of newcoin"),
            ("1e8", "btc", "“1e8”, which is no amount"),
        ] {
            assert_eq!(amount_words(&Balance::from_wire(raw), coin), words);
        }
    }
}
