//! What has to hold of any text that is decoded as a transaction; `fuzz` holds it of its own inputs too.

use countersign::domain::address::AddressNetwork;
use countersign::domain::transaction::{MOST_OUTPUTS, decode};

/// One of each kind of transaction.
pub const COINS: [&str; 6] = ["btc", "tbch", "doge", "eth", "trbtc", "xlm"];

/// Decodes it for every kind: bounded, or refused in a sentence.
pub fn holds_of_any_text(text: &str) {
    for coin in COINS {
        match decode(text, &AddressNetwork::of_coin(coin)) {
            Ok(decoded) => assert!(decoded.outputs.len() <= MOST_OUTPUTS, "{coin}"),
            Err(error) => {
                let words = error.to_string();
                assert!(words.ends_with('.') && words.len() < 1_000, "{words}");
            }
        }
    }
}
