//! Whose address a text may be, where it is not that of the coin.

use super::account::AddressForm;
use super::family::{AddressFamily, COSMOS};
use super::letters::{behind_0x, stray};
use super::read::encode::near_top_level;
use super::read::read;
use super::split::split;

/// A family that a text is a right address of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recognised {
    /// The family.
    pub family: AddressFamily,
    /// Whether it is of a test network. Where a family's networks share their addresses, of the main network.
    pub is_testnet: bool,
}

/// Families whose addresses are told from others by their form. Names are not: any word could be one.
const TOLD_APART: [AddressFamily; 32] = [
    AddressFamily::Bitcoin,
    AddressFamily::Evm,
    AddressFamily::Tron,
    AddressFamily::Solana,
    AddressFamily::Xrp,
    AddressFamily::Stellar,
    AddressFamily::Litecoin,
    AddressFamily::BitcoinCash,
    AddressFamily::Dogecoin,
    AddressFamily::Dash,
    AddressFamily::Zcash,
    AddressFamily::BitcoinGold,
    AddressFamily::ECash,
    AddressFamily::Algorand,
    AddressFamily::Cardano,
    AddressFamily::Polkadot,
    AddressFamily::Polymesh,
    AddressFamily::Bittensor,
    AddressFamily::Tezos,
    AddressFamily::Hedera,
    AddressFamily::Near,
    AddressFamily::Stacks,
    AddressFamily::Casper,
    AddressFamily::InternetComputer,
    AddressFamily::Ton,
    AddressFamily::Avalanche,
    AddressFamily::Flare,
    AddressFamily::Kaspa,
    AddressFamily::Xdc,
    AddressFamily::Aptos,
    AddressFamily::Sui,
    AddressFamily::Iota,
];

/// The families that a text is an address of: those whose checksum fits, or where there is none, those whose form does.
pub fn recognise(text: &str) -> Vec<Recognised> {
    let Ok(parts) = split(text, None) else { return Vec::new() };
    if stray(parts.body).is_some() {
        return Vec::new();
    }
    let cosmos = COSMOS.iter().map(|chain| AddressFamily::Cosmos(chain.main));
    let mut found: Vec<(Recognised, AddressForm)> = Vec::new();
    for family in TOLD_APART.into_iter().chain(cosmos) {
        let read = [false, true].into_iter().find_map(|is_testnet| {
            let account = read(parts.body, family, is_testnet).ok()?;
            Some((Recognised { family, is_testnet }, account.form))
        });
        found.extend(read.filter(|_| is_telling(parts.body, family)));
    }
    let is_checked = |form: &AddressForm| *form == AddressForm::Checked;
    let some_checked = found.iter().any(|(_, form)| is_checked(form));
    let mut found: Vec<Recognised> =
        found.into_iter().filter(|(_, form)| !some_checked || is_checked(form)).map(|(it, _)| it).collect();
    found.dedup();
    found
}

/// Whether the form says whose address it is, where a family also takes what is another's.
fn is_telling(body: &str, family: AddressFamily) -> bool {
    match family {
        // Its own address, or a named account that ends as its accounts do.
        AddressFamily::Near => near_top_level(body).is_some() || (body.len() == 64 && !body.contains('.')),
        AddressFamily::Hedera => behind_0x(body).is_none(),
        AddressFamily::Xdc => body.starts_with(['x', 'X']),
        // Bitcoin's older spelling is taken for Bitcoin's.
        AddressFamily::BitcoinCash | AddressFamily::ECash => body.contains(':') || body.chars().count() > 36,
        AddressFamily::Aptos => body.len() > 3,
        // `3…` and `m…` were Litecoin's once, and are Bitcoin's.
        AddressFamily::Litecoin => !body.starts_with(['3', '2', 'm', 'n']),
        AddressFamily::Dogecoin | AddressFamily::BitcoinGold => !body.starts_with(['2', 'm']),
        _ => true,
    }
}
