//! An amount of a coin in words.

use super::coins;
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
