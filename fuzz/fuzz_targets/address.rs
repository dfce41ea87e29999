//! Any text as an address, and as a list of them, of every coin whose addresses are known: the first two bytes choose the coin.
#![no_main]

#[path = "../../tests/domain/address/any_text.rs"]
mod any_text;

use countersign::domain::address::AddressNetwork;
use countersign::domain::coin::coins;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, &str)| {
    let (number, text) = input;
    let all = coins().all();
    let coin = &all[usize::from(number) % all.len()];
    any_text::holds_of_any_text(text, &AddressNetwork::of_coin(coin.name));
});
