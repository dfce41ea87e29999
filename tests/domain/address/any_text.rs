//! What has to hold of any text that is read as an address; `fuzz` holds it of its own inputs too.

use countersign::domain::address::{
    Address, AddressList, AddressNetwork, ComparedAddress, LONGEST_ADDRESS, Likeness, contract_warning,
    likeness,
};

/// Reads it alone, as a list, and beside itself.
pub fn holds_of_any_text(text: &str, network: &AddressNetwork) {
    match Address::parse_for(text, network) {
        Ok(address) => {
            assert!(address.account().chars().count() <= 2 * LONGEST_ADDRESS);
            let normal = address.normal();
            let again = Address::parse_for(&normal, network);
            let again = again.unwrap_or_else(|error| panic!("{text:?} became {normal:?}: {error}"));
            assert!(address.is_same_account(&again), "{text:?} and {normal:?}");
            assert_eq!(again.normal(), normal, "{text:?}");
            contract_warning(&address);
        }
        Err(error) => {
            let words = error.to_string();
            assert!(words.len() < 2_000, "{words}");
            let length = text.trim().chars().count();
            assert!(error.places().iter().all(|at| *at < length), "{text:?}: {error:?}");
        }
    }
    let compared = ComparedAddress::new(text, network);
    assert!(matches!(likeness(&compared, [&compared]), Likeness::Known(_)), "{text:?}");
    let list = AddressList::read(text, network);
    for entry in &list.entries {
        let whole = &text[entry.place.clone()];
        assert!(whole.starts_with(&entry.text) && whole.trim() == whole, "{text:?}: {entry:?}");
    }
    assert!(list.unread.is_none_or(|unread| !text[unread.at..].trim().is_empty()), "{text:?}");
}
