//! An amount of a coin in words.

use super::facts::Coin;
use super::table::coins;
use crate::domain::amount::{Balance, Figure};
use crate::domain::foreign_text::visible;

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
        (Balance::Unreadable(raw), _) => format!("“{}”, which is not an amount", visible(raw)),
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

/// All that is to be said of an amount, a line each: in the coin's unit without separators, in base units, which coin that
/// is, and as the platform sent it.
pub fn amount_lines(amount: &Balance, coin: &str) -> Vec<String> {
    let mut lines = match (amount, coins().get(coin)) {
        (Balance::Exact(units), Some(facts)) => vec![
            format!("{} {}", units.to_coin_units(facts.decimals), facts.display_unit()),
            format!("{} {}", units.grouped(), facts.base_unit_words()),
            facts.identity(),
        ],
        (Balance::Exact(_), None) => vec![amount_words(amount, coin)],
        (Balance::Unreadable(_), _) => Vec::new(),
    };
    lines.push(format!("As sent: \"{}\"", amount.as_sent()));
    if amount.exact().is_none() {
        let words = "Not a whole number of base units: shown as received, and left out of totals.";
        lines.push(words.to_owned());
    }
    lines
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
            ("1e8", "btc", "“1e8”, which is not an amount"),
        ] {
            assert_eq!(amount_words(&Balance::from_wire(raw), coin), words);
        }
    }

    #[test]
    fn all_of_an_amount_ends_with_what_was_sent() {
        let lines = |raw, coin| amount_lines(&Balance::from_wire(raw), coin).join(" | ");
        assert!(lines("2500000000000", "btc").starts_with("25000 BTC | 2,500,000,000,000 satoshi | "));
        assert_eq!(lines("1500", "newcoin"), "1,500 base units of newcoin | As sent: \"1500\"");
        assert!(lines("1e8", "btc").starts_with("As sent: \"1e8\" | Not a whole number"));
    }
}
