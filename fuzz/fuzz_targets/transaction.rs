//! Any bytes as a transaction, in hexadecimal as the platform sends it, and any text in its place.
#![no_main]

#[path = "../../tests/domain/transaction/any_text.rs"]
mod any_text;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    any_text::holds_of_any_text(&digits);
    if let Ok(text) = std::str::from_utf8(bytes) {
        any_text::holds_of_any_text(text);
    }
});
