//! Families of addresses: chains that write an account in the same way.

use std::fmt;

/// A family of addresses. One family may serve many coins (every EVM chain), one coin is of one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AddressFamily {
    /// Base58 and bech32 (BIP 173, BIP 350).
    Bitcoin,
    /// Cashaddr, and Bitcoin's older spelling.
    BitcoinCash,
    /// Cashaddr with eCash's prefix, and Bitcoin's older spelling.
    ECash,
    /// Bitcoin's base58.
    BitcoinSv,
    /// Base58 and bech32 with Bitcoin Gold's own prefixes.
    BitcoinGold,
    /// Base58 and bech32 with Litecoin's own prefixes.
    Litecoin,
    /// Base58 with Dash's own prefixes.
    Dash,
    /// Base58 with Dogecoin's own prefixes.
    Dogecoin,
    /// Zcash's transparent addresses.
    Zcash,
    /// Twenty bytes in hexadecimal, whose capitals are the checksum (EIP-55).
    Evm,
    /// The same on Rootstock, whose checksum holds the chain's number too (EIP-1191).
    Rootstock,
    /// The same on the XDC network, where `xdc` may stand for `0x`.
    Xdc,
    /// Base58 beginning with T.
    Tron,
    /// Classic addresses and X-addresses (XLS-5).
    Xrp,
    /// Account and muxed addresses (SEP-23).
    Stellar,
    /// Base32 with a checksum of SHA-512/256.
    Algorand,
    /// Bech32 of one chain of the Cosmos kind, by what its addresses begin with on the main network.
    Cosmos(&'static str),
    /// The public key in base58, without a checksum.
    Solana,
    /// Shelley (CIP-19) and Byron addresses.
    Cardano,
    /// SS58 with Polkadot's number.
    Polkadot,
    /// SS58 with Polymesh's number.
    Polymesh,
    /// SS58 with the number that all chains of its kind may use.
    Bittensor,
    /// Base58 beginning with tz1 to tz4, KT1 or sr1.
    Tezos,
    /// Three numbers, at times with five letters of checksum (HIP-15).
    Hedera,
    /// Names of up to twelve letters.
    Eos,
    /// Named and implicit accounts.
    Near,
    /// C32check (SIP-005).
    Stacks,
    /// Public keys and account hashes in hexadecimal (CEP-57).
    Casper,
    /// 32 bytes in hexadecimal, as on Aptos (AIP-40).
    Aptos,
    /// 32 bytes in hexadecimal, as on Sui.
    Sui,
    /// 32 bytes in hexadecimal, as on IOTA.
    Iota,
    /// A field element in hexadecimal, as on Starknet.
    Starknet,
    /// User-friendly and raw addresses (TEP-2).
    Ton,
    /// Bech32 behind the letter of a chain, as on the P-Chain of Avalanche.
    Avalanche,
    /// The same on the P-Chain of Flare.
    Flare,
    /// Account identifiers of the Internet Computer's ledger, with a CRC-32.
    InternetComputer,
    /// Cashaddr's code behind Kaspa's own prefix.
    Kaspa,
}

impl AddressFamily {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bitcoin => "Bitcoin",
            Self::BitcoinCash => "Bitcoin Cash",
            Self::ECash => "eCash",
            Self::BitcoinSv => "Bitcoin SV",
            Self::BitcoinGold => "Bitcoin Gold",
            Self::Litecoin => "Litecoin",
            Self::Dash => "Dash",
            Self::Dogecoin => "Dogecoin",
            Self::Zcash => "Zcash",
            Self::Evm => "Ethereum (EVM)",
            Self::Rootstock => "Rootstock",
            Self::Xdc => "XDC",
            Self::Tron => "Tron",
            Self::Xrp => "XRP Ledger",
            Self::Stellar => "Stellar",
            Self::Algorand => "Algorand",
            Self::Cosmos(prefix) => cosmos_name(prefix),
            Self::Solana => "Solana",
            Self::Cardano => "Cardano",
            Self::Polkadot => "Polkadot",
            Self::Polymesh => "Polymesh",
            Self::Bittensor => "Bittensor",
            Self::Tezos => "Tezos",
            Self::Hedera => "Hedera",
            Self::Eos => "EOS",
            Self::Near => "NEAR",
            Self::Stacks => "Stacks",
            Self::Casper => "Casper",
            Self::Aptos => "Aptos",
            Self::Sui => "Sui",
            Self::Iota => "IOTA",
            Self::Starknet => "Starknet",
            Self::Ton => "TON",
            Self::Avalanche => "Avalanche P-Chain",
            Self::Flare => "Flare P-Chain",
            Self::InternetComputer => "Internet Computer",
            Self::Kaspa => "Kaspa",
        }
    }

    /// One family for all that are spelt alike, on a test network at least: what is an address of one may be an address of the
    /// other, or pass for it.
    #[must_use]
    pub fn spelling(self) -> Self {
        match self {
            Self::BitcoinCash
            | Self::ECash
            | Self::BitcoinSv
            | Self::BitcoinGold
            | Self::Litecoin
            | Self::Dogecoin => Self::Bitcoin,
            Self::Rootstock | Self::Xdc => Self::Evm,
            Self::Polymesh | Self::Bittensor => Self::Polkadot,
            Self::Sui | Self::Iota | Self::Starknet => Self::Aptos,
            Self::InternetComputer | Self::Casper => Self::Near,
            other => other,
        }
    }

    /// With its article: "a Tron address", "an EOS address".
    pub fn an_address(self) -> String {
        let name = self.name();
        // Letters that are read by their names begin with a vowel too: "an XRP Ledger address".
        let article =
            if name.starts_with(['A', 'E', 'I', 'O', 'X']) || name.starts_with("eC") { "an" } else { "a" };
        format!("{article} {name} address")
    }
}

impl fmt::Display for AddressFamily {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A chain of the Cosmos kind: the vendor's family, what it is called, and what its addresses begin with on the main
/// network and on the test network.
pub(super) struct CosmosChain {
    pub coin_family: &'static str,
    pub name: &'static str,
    pub main: &'static str,
    pub test: &'static str,
}

const fn chain(
    coin_family: &'static str,
    name: &'static str,
    main: &'static str,
    test: &'static str,
) -> CosmosChain {
    CosmosChain { coin_family, name, main, test }
}

/// All of them. Two coins of Fetch.ai share one chain.
pub(super) const COSMOS: [CosmosChain; 19] = [
    chain("atom", "Cosmos Hub", "cosmos", "cosmos"),
    chain("osmo", "Osmosis", "osmo", "osmo"),
    chain("tia", "Celestia", "celestia", "celestia"),
    chain("sei", "Sei", "sei", "sei"),
    chain("injective", "Injective", "inj", "inj"),
    chain("dydxcosmos", "dYdX", "dydx", "dydx"),
    chain("kavacosmos", "Kava", "kava", "kava"),
    chain("zeta", "ZetaChain", "zeta", "zeta"),
    chain("bld", "Agoric", "agoric", "agoric"),
    chain("coreum", "Coreum", "core", "testcore"),
    chain("hash", "Provenance", "pb", "tp"),
    chain("thor", "THORChain", "thor", "sthor"),
    chain("baby", "Babylon", "bbn", "bbn"),
    chain("cronos", "Cronos POS", "cro", "tcro"),
    chain("fetchai", "Fetch.ai", "fetch", "fetch"),
    chain("asi", "Fetch.ai", "fetch", "fetch"),
    chain("initia", "Initia", "init", "init"),
    chain("islm", "Haqq", "haqq", "haqq"),
    chain("mantra", "Mantra", "mantra", "mantra"),
];

fn cosmos_name(prefix: &str) -> &'static str {
    COSMOS.iter().find(|chain| chain.main == prefix).map_or("Cosmos", |chain| chain.name)
}
