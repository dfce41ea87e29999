//! A text that is no right address, brought as near to one as can be: poison need not have a checksum that fits.

use super::super::beginnings::beginnings;
use super::super::error::LONGEST_ADDRESS;
use super::super::family::AddressFamily as F;
use super::super::letters::HEX;
use super::super::network::AddressNetwork;
use super::super::split::scheme;
use super::super::tag::{Tag, TagKind};

/// The account as it is written, without link, query and what tells a spelling from another, and the tag.
pub(super) struct Plain {
    /// What was written of the account.
    pub body: String,
    /// The same in small letters where the family does not tell them from capitals.
    pub account: String,
    /// How many letters stand before the account in the trimmed text.
    pub before: usize,
    /// The first part of the query that may be a tag.
    pub tag: Option<Tag>,
}

/// Reads any text; what lies behind the length of the longest address is not looked at.
pub(super) fn plain(text: &str, network: &AddressNetwork) -> Plain {
    let text = text.trim();
    let end = text.char_indices().nth(LONGEST_ADDRESS).map_or(text.len(), |(end, _)| end);
    let text = text.get(..end).unwrap_or_default();
    let (announced, rest) = scheme(text);
    let before = text.chars().count().saturating_sub(rest.chars().count());
    let (body, query) = rest.split_once('?').unwrap_or((rest, ""));
    // A link's chain and call (EIP-681); TON's base64 may have a slash.
    let body = match announced {
        Some(family) if family != F::Ton => body.split(['@', '/']).next().unwrap_or_default(),
        _ => body,
    };
    let account = small_letters(body, network).unwrap_or_else(|| body.to_owned());
    Plain { body: body.to_owned(), account, before, tag: tag(query) }
}

fn tag(query: &str) -> Option<Tag> {
    let mut parameters = query.split('&').filter_map(|it| it.split_once('='));
    parameters.find_map(|(name, value)| {
        let kind = match name.to_ascii_lowercase().as_str() {
            "dt" | "tag" => TagKind::DestinationTag,
            "memo" | "memoid" | "memotext" | "text" => TagKind::Memo,
            "transferid" => TagKind::TransferId,
            _ => return None,
        };
        Some(Tag { kind, value: value.to_owned() })
    })
}

/// The text in small letters, where capitals in it tell nothing or are a checksum: hexadecimal, and what stands in capitals
/// only behind a beginning of bech32 or cashaddr.
pub(super) fn small_letters(body: &str, network: &AddressNetwork) -> Option<String> {
    let lower = body.to_ascii_lowercase();
    let digits = lower.strip_prefix("0x").or_else(|| lower.strip_prefix("xdc"));
    if digits.is_some_and(|it| it.chars().all(|letter| HEX.contains(letter))) {
        return Some(format!("0x{}", digits.unwrap_or_default()));
    }
    let is_hex_family = matches!(network.family, Some(F::Casper | F::InternetComputer));
    if is_hex_family || bech_beginnings(network).iter().any(|it| lower.starts_with(it)) {
        return Some(lower);
    }
    // The prefix of cashaddr may be left out.
    let is_cash = matches!(network.family, Some(F::BitcoinCash | F::ECash)) && lower.starts_with(['q', 'p']);
    let prefix = network.family.map(|family| beginnings(family, network.is_testnet)).unwrap_or_default();
    is_cash.then(|| format!("{}{lower}", prefix.concat()))
}

/// What bech32 and cashaddr begin with on a network, and on its sister for tests: poison may come from there. The usual ones
/// where the family is not known.
pub(super) fn bech_beginnings(network: &AddressNetwork) -> Vec<String> {
    let Some(family) = network.family else {
        return ["bc1", "tb1", "ltc1", "bitcoincash:", "addr1"].map(str::to_owned).to_vec();
    };
    let writes_bech = matches!(
        family,
        F::Bitcoin
            | F::BitcoinCash
            | F::ECash
            | F::BitcoinGold
            | F::Litecoin
            | F::Cardano
            | F::Cosmos(_)
            | F::Avalanche
            | F::Flare
            | F::Kaspa
    );
    let all = [false, true].into_iter().flat_map(|is_testnet| beginnings(family, is_testnet));
    all.filter(|it| writes_bech && it.len() > 2 && it.ends_with(['1', ':']))
        .map(|it| it.to_lowercase())
        .collect()
}
