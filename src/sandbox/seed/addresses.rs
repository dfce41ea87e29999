//! Addresses of made-up people and wallets: valid ones, whose keys nobody holds.
//!
//! Each is made over a hash: SHA-256 of the text `countersign sandbox address ` and 32 bytes that the seed draws. The hash
//! takes the place of a public key's or script's hash, or of the key itself where a chain writes that, and gets the prefix
//! of the coin's own network and its checksum. A key that leads to it can be found by guessing alone.

use rand::Rng;
use sha2::{Digest, Sha256};

use crate::domain::address::{AddressNetwork, PayTo, address_over, address_paying};

/// What is hashed before the drawn bytes.
const PURPOSE: &str = "countersign sandbox address ";

/// An address that somebody may be paid at in this coin, by its ticker.
pub(super) fn draw(coin: &str, rng: &mut impl Rng) -> String {
    over(&hash(rng), coin)
}

/// The address of a wallet that several keys sign for: a script's hash, where the chain tells that from a key's.
pub(super) fn draw_of_wallet(coin: &str, rng: &mut impl Rng) -> String {
    let mut hash = hash(rng);
    let native = address_paying(&PayTo::Witness(0, &hash), &AddressNetwork::of_coin(coin));
    // An even hash makes a script's address.
    hash[31] &= !1;
    native.unwrap_or_else(|| over(&hash, coin))
}

/// What nobody chose.
pub(super) fn hash(rng: &mut impl Rng) -> [u8; 32] {
    let mut drawn = [0; 32];
    rng.fill_bytes(&mut drawn);
    Sha256::new_with_prefix(PURPOSE).chain_update(drawn).finalize().into()
}

fn over(hash: &[u8; 32], coin: &str) -> String {
    let network = AddressNetwork::of_coin(coin);
    match address_over(hash, &network) {
        Some(address) => format!("{address}{}", tag(coin)),
        // The platform's own ledger, which is no chain.
        None => format!("bg-{}", hex::encode(&hash[..16])),
    }
}

/// The tag or memo that the platform gives to one of the many who share an account.
fn tag(coin: &str) -> &'static str {
    use crate::domain::address::AddressFamily as F;
    match AddressNetwork::of_coin(coin).family {
        Some(F::Eos | F::Hedera | F::Stacks | F::Stellar) => "?memoId=1",
        Some(F::Xrp) => "?dt=1",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use rand::SeedableRng;
    use rand_chacha::ChaCha20Rng;

    use super::*;
    use crate::domain::address::{Address, AddressForm};
    use crate::sandbox::seed::catalogue::ROWS;

    #[test]
    fn an_address_is_made_over_the_hash_of_what_was_drawn() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let mut drawn = [0; 32];
        rng.clone().fill_bytes(&mut drawn);
        let text = [b"countersign sandbox address ".as_slice(), &drawn].concat();
        let hash: [u8; 32] = Sha256::digest(text).into();
        assert_eq!(
            draw("hteth", &mut rng.clone()),
            address_over(&hash, &AddressNetwork::of_coin("hteth")).unwrap()
        );
        let other = draw("hteth", &mut rng);
        assert_ne!(draw("hteth", &mut rng), other);
    }

    #[test]
    fn every_coin_of_the_catalogue_has_right_ones_of_both_kinds() {
        let mut rng = ChaCha20Rng::seed_from_u64(2);
        for row in &ROWS {
            for address in [draw(row.coin, &mut rng), draw_of_wallet(row.coin, &mut rng)] {
                let read = Address::parse(&address, row.coin).unwrap();
                assert_eq!(read.normal(), address, "{}", row.coin);
                assert_eq!(
                    read.form() == AddressForm::NotKnownHere,
                    row.coin.starts_with("ofc"),
                    "{}",
                    row.coin
                );
            }
        }
        // Several keys sign for a wallet: where the chain tells, its address is a script's.
        for (coin, start, length) in [
            ("tbtc", "tb1q", 62),
            ("tltc", "tltc1q", 64),
            ("btg", "btg1q", 63),
            ("tbch", "bchtest:p", 50),
            ("tdash", "8", 34),
            ("tzec", "t2", 35),
        ] {
            let address = draw_of_wallet(coin, &mut rng);
            assert!(address.len() == length && address.starts_with(start), "{coin}: {address}");
        }
    }
}
