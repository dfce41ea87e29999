//! What the addresses of a family look like, for whoever has typed another: what they begin with, or how they are made.

use super::family::{AddressFamily as F, COSMOS};
use crate::domain::text::any_of;

/// What the addresses of a family begin with on a network; nothing where any letter may come first.
pub(super) fn beginnings(family: F, is_testnet: bool) -> Vec<String> {
    let plain: &[&str] = match (family, is_testnet) {
        (F::Bitcoin, false) => &["1", "3", "bc1"],
        (F::Bitcoin, true) => &["m", "n", "2", "tb1"],
        (F::BitcoinCash, false) => &["bitcoincash:"],
        (F::BitcoinCash, true) => &["bchtest:"],
        (F::ECash, false) => &["ecash:"],
        (F::ECash, true) => &["ectest:"],
        (F::BitcoinSv, false) => &["1", "3"],
        (F::BitcoinSv, true) => &["m", "n", "2"],
        (F::BitcoinGold, false) => &["G", "A", "btg1"],
        (F::BitcoinGold, true) => &["m", "n", "2", "tbtg1"],
        (F::Litecoin, false) => &["L", "M", "ltc1"],
        (F::Litecoin, true) => &["m", "n", "Q", "tltc1"],
        (F::Dash, false) => &["X", "7"],
        (F::Dash, true) => &["y", "8", "9"],
        (F::Dogecoin, false) => &["D", "9", "A"],
        (F::Dogecoin, true) => &["n", "2"],
        (F::Zcash, false) => &["t1", "t3"],
        (F::Zcash, true) => &["tm", "t2"],
        (F::Evm | F::Rootstock | F::Aptos | F::Sui | F::Iota | F::Starknet, _) => &["0x"],
        (F::Xdc, _) => &["0x", "xdc"],
        (F::Tron, _) => &["T"],
        (F::Xrp, false) => &["r", "X"],
        (F::Xrp, true) => &["r", "T"],
        (F::Stellar, _) => &["G", "M"],
        (F::Cardano, false) => &["addr1", "Ae2", "DdzFF"],
        (F::Cardano, true) => &["addr_test1"],
        (F::Polkadot, false) => &["1"],
        (F::Polymesh, false) => &["2"],
        (F::Polkadot | F::Polymesh, true) | (F::Bittensor, _) => &["5"],
        (F::Tezos, _) => &["tz1", "tz2", "tz3", "tz4", "KT1", "sr1"],
        (F::Stacks, false) => &["SP", "SM"],
        (F::Stacks, true) => &["ST", "SN"],
        (F::Casper, _) => &["01", "02"],
        (F::Ton, false) => &["EQ", "UQ", "Ef", "Uf"],
        (F::Ton, true) => &["kQ", "0Q", "kf", "0f"],
        (F::Avalanche, false) => &["P-avax1"],
        (F::Avalanche, true) => &["P-fuji1"],
        (F::Flare, false) => &["P-flare1"],
        (F::Flare, true) => &["P-costwo1"],
        (F::Kaspa, false) => &["kaspa:"],
        (F::Kaspa, true) => &["kaspatest:"],
        (F::Cosmos(main), _) => {
            let chain = COSMOS.iter().find(|chain| chain.main == main);
            let prefix = chain.map_or(main, |chain| if is_testnet { chain.test } else { chain.main });
            return vec![format!("{prefix}1")];
        }
        (F::Solana | F::Algorand | F::Hedera | F::Eos | F::Near | F::InternetComputer, _) => &[],
    };
    plain.iter().map(|it| (*it).to_owned()).collect()
}

/// The same as a list in a sentence.
pub(super) fn beginning_words(family: F, is_testnet: bool) -> String {
    any_of(beginnings(family, is_testnet), "beginning")
}

/// How the addresses of a family are written, as the end of a sentence that begins with "whose addresses".
pub(super) fn form_words(family: F, is_testnet: bool) -> String {
    match family {
        F::Solana => "have 32 to 44 letters and digits, without 0, O, I and l".to_owned(),
        F::Algorand => "have 58 capitals and digits".to_owned(),
        F::Hedera => "are three numbers, such as 0.0.12345".to_owned(),
        F::Eos => "are names of up to 12 letters a to z, digits 1 to 5 and points".to_owned(),
        F::Near if is_testnet => "end in .testnet or have 64 hexadecimal digits".to_owned(),
        F::Near => "end in .near or have 64 hexadecimal digits".to_owned(),
        F::InternetComputer => "have 64 hexadecimal digits".to_owned(),
        _ => format!("begin with {}", beginning_words(family, is_testnet)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::AddressNetwork;
    use super::super::write::address_over;
    use super::*;
    use crate::domain::coin::coins;

    #[test]
    fn made_addresses_begin_as_is_said() {
        let mut seen = 0;
        for coin in coins().all().iter().filter(|coin| !coin.is_token) {
            let network = AddressNetwork::of_coin(coin.name);
            let Some(family) = network.family else { continue };
            let known = beginnings(family, network.is_testnet);
            for seed in (0..=255_u8).step_by(9) {
                let mut bytes = [seed; 32];
                bytes[1] = seed.wrapping_mul(37);
                let address = address_over(&bytes, &network).unwrap_or_default();
                let is_said = known.is_empty() || known.iter().any(|it| address.starts_with(it));
                assert!(is_said && !address.is_empty(), "{}: {address} and {known:?}", coin.name);
                seen += 1;
            }
        }
        assert!(seen > 1_000, "{seen}");
    }
}
