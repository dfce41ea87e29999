//! The wallets of the two treasuries, row by row: what a person finds when they look around.
//!
//! Every coin of the platform's own coin table (seed: API reference) is here with its test network's name, Bitcoin Gold
//! and the Tethers, which are told apart by their network, with their real ones.

use super::catalogue::DemoBalance::{Exact, Whole, Zero};
use super::catalogue::House::{Harbor, Northwind};
use super::catalogue::Kind::{Cold, ColdMpc, Custodial, Hot, HotMpc, Trading};
use super::catalogue::Mark::{
    ApprovalForAll, Frozen, OwnerOnly, Seen, Tag, ThreeAdmins, TwoApprovals, UnlockedLimit, Velocity,
    Whitelist,
};

/// Which enterprise a wallet belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum House {
    Northwind,
    Harbor,
}

/// Type and signature scheme.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Hot,
    HotMpc,
    Cold,
    ColdMpc,
    Custodial,
    Trading,
}

/// What is in a wallet.
#[derive(Clone, Copy)]
pub(super) enum DemoBalance {
    /// Nothing.
    Zero,
    /// An amount with so many digits before the point, all digits drawn.
    Whole(usize),
    /// Balance, confirmed and spendable, word for word.
    Exact(&'static str, &'static str, &'static str),
}

/// What is special about a wallet. Without a mark: the owner and the admin administer it, one approval, no rules.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    /// The owner is alone on it.
    OwnerOnly,
    /// The viewer sees it too.
    Seen,
    Frozen,
    TwoApprovals,
    /// The compliance officer administers it too, without a key: its policy needs another admin's approval.
    ThreeAdmins,
    Tag(&'static str),
    /// A limit in coin units for so many hours, locked long ago.
    Velocity(&'static str, u32),
    /// A limit that is not yet locked.
    UnlockedLimit(&'static str),
    Whitelist,
    /// Every transaction needs an approval.
    ApprovalForAll,
}

/// A row of the catalogue.
pub(super) struct Row {
    pub(super) coin: &'static str,
    pub(super) label: &'static str,
    pub(super) kind: Kind,
    pub(super) house: House,
    pub(super) balance: DemoBalance,
    pub(super) marks: &'static [Mark],
}

const fn row(
    coin: &'static str,
    label: &'static str,
    kind: Kind,
    house: House,
    balance: DemoBalance,
    marks: &'static [Mark],
) -> Row {
    Row { coin, label, kind, house, balance, marks }
}

/// Newest first. The first is the demo wallet: hot, test Bitcoin, owner and admin, not the viewer.
pub(super) const ROWS: [Row; 80] = [
    row("tbtc", "Operations hot", Hot, Northwind, Whole(2), &[Velocity("5", 24), Tag("operations")]),
    row(
        "tbtc",
        "Payroll hot",
        Hot,
        Northwind,
        Whole(1),
        &[Seen, ThreeAdmins, Velocity("1.5", 24), Whitelist, Tag("payroll")],
    ),
    row(
        "hteth",
        "Validator rewards",
        HotMpc,
        Northwind,
        VALIDATOR_REWARDS,
        &[Seen, Velocity("500", 24), Tag("staking")],
    ),
    row(
        "usdt",
        "Settlement USDT, Ethereum",
        Hot,
        Northwind,
        Whole(7),
        &[Seen, Velocity("250000", 24), Whitelist],
    ),
    row("eos:USDT", "Settlement USDT, EOS", Hot, Northwind, Whole(5), &[Seen]),
    row(
        "tbtc",
        "Cold reserve 1",
        Cold,
        Northwind,
        Whole(4),
        &[Seen, TwoApprovals, ApprovalForAll, Tag("reserve")],
    ),
    row(
        "tbtc",
        "Cold reserve 2",
        Cold,
        Northwind,
        Whole(4),
        &[ThreeAdmins, TwoApprovals, ApprovalForAll, Tag("reserve")],
    ),
    row("tbtc", "Client deposits A", Custodial, Harbor, Whole(3), &[Seen, Tag("clients")]),
    row("tbtc", "Exchange float", Hot, Harbor, Whole(2), &[OwnerOnly]),
    row("tbtc", "Fee account", HotMpc, Northwind, Whole(1), &[UnlockedLimit("0.25")]),
    row("tbtc", "Wound-down fund", Hot, Harbor, Zero, &[Frozen, OwnerOnly]),
    row("tbtc", "Insurance pool", Custodial, Northwind, Whole(3), &[TwoApprovals, Whitelist]),
    row("hteth", "Gas station", Hot, Northwind, Whole(2), &[Seen, Velocity("10", 24)]),
    row(
        "hteth",
        "Treasury ether",
        Cold,
        Northwind,
        Whole(5),
        &[TwoApprovals, ApprovalForAll, Tag("reserve")],
    ),
    row("hteth", "Token listings", Hot, Northwind, Whole(2), &[ThreeAdmins, UnlockedLimit("25")]),
    row("hteth", "Client deposits B", Custodial, Harbor, Whole(5), &[Tag("clients")]),
    row("hteth", "Bridge operations", HotMpc, Harbor, Whole(3), &[OwnerOnly]),
    row("hteth", "Grants 2026", Hot, Northwind, Whole(2), &[Seen, Whitelist, Velocity("40", 168)]),
    row("hteth", "Retired vault", ColdMpc, Harbor, Zero, &[Frozen]),
    row("tltc", "Litecoin operations", Hot, Northwind, OUTGOING, &[Seen, Velocity("100", 24)]),
    row("tltc", "Litecoin reserve", Cold, Northwind, Whole(4), &[TwoApprovals]),
    row("tltc", "Merchant payouts", Hot, Harbor, Whole(2), &[]),
    row("tbch", "Bitcoin Cash operations", Hot, Northwind, Whole(3), &[Seen]),
    row("tbch", "Bitcoin Cash reserve", Cold, Northwind, Whole(4), &[TwoApprovals]),
    row("tbch", "Fork proceeds", Cold, Harbor, Whole(2), &[OwnerOnly]),
    row("tdash", "Dash operations", Hot, Northwind, Whole(3), &[Velocity("50", 24)]),
    row("tdash", "Dash masternode income", Hot, Harbor, OVERDRAWN, &[Seen]),
    row("tzec", "Zcash operations", Hot, Northwind, Whole(3), &[Seen]),
    row("tzec", "Zcash reserve", Cold, Northwind, Whole(4), &[TwoApprovals]),
    row("tzec", "Donations", Custodial, Harbor, Whole(1), &[]),
    row("btg", "Bitcoin Gold remainder", Hot, Northwind, Whole(2), &[Seen]),
    row("btg", "Bitcoin Gold cold", Cold, Harbor, Whole(3), &[OwnerOnly]),
    row("talgo", "Algorand operations", Hot, Northwind, Whole(5), &[Seen, Velocity("20000", 24)]),
    row("talgo", "Algorand governance", Cold, Northwind, Whole(6), &[TwoApprovals, Tag("staking")]),
    row("talgo", "Asset opt-ins", Hot, Harbor, Whole(2), &[]),
    row("tavaxc", "Avalanche operations", Hot, Northwind, Whole(3), &[Seen]),
    row("tavaxc", "Avalanche reserve", Cold, Northwind, Whole(5), &[TwoApprovals, ApprovalForAll]),
    row("tavaxc", "Subnet fees", HotMpc, Harbor, Whole(1), &[]),
    row("tavaxc", "Liquidity programme", HotMpc, Harbor, Whole(4), &[UnlockedLimit("500")]),
    row("tcspr", "Casper operations", Hot, Northwind, Whole(5), &[]),
    row("tcspr", "Casper delegation", Hot, Northwind, Whole(7), &[Seen, Tag("staking")]),
    row("tcspr", "Casper cold", Cold, Harbor, Whole(6), &[TwoApprovals]),
    row("tcelo", "Celo operations", Hot, Northwind, Whole(4), &[Seen]),
    row("tcelo", "Community fund", Hot, Northwind, Whole(6), &[Velocity("10000", 168), Whitelist]),
    row("tcelo", "Celo archive", Hot, Harbor, Zero, &[]),
    row("teos", "EOS operations", Hot, Northwind, Whole(5), &[Seen]),
    row("teos", "EOS resources", Hot, Northwind, Whole(3), &[]),
    row("teos", "EOS cold", Cold, Harbor, Whole(6), &[TwoApprovals]),
    row("thbar", "Hedera operations", Hot, Northwind, Whole(6), &[Seen, Velocity("50000", 24)]),
    row("thbar", "Hedera council dues", Cold, Northwind, Whole(7), &[TwoApprovals]),
    row("thbar", "Token association", HotMpc, Harbor, Whole(2), &[]),
    row("thbar", "Client deposits C", Custodial, Harbor, Whole(7), &[Tag("clients")]),
    row("trbtc", "Rootstock operations", Hot, Northwind, Whole(1), &[Seen]),
    row("trbtc", "Peg-in buffer", Hot, Northwind, Whole(2), &[UnlockedLimit("3")]),
    row("trbtc", "Rootstock cold", Cold, Harbor, Whole(3), &[TwoApprovals]),
    row("tstx", "Stacks operations", Hot, Northwind, Whole(5), &[Seen]),
    row("tstx", "Stacking cycle", Cold, Northwind, Whole(6), &[TwoApprovals, Tag("staking")]),
    row("tstx", "Name registrations", Hot, Harbor, Whole(2), &[OwnerOnly]),
    row("txlm", "Stellar operations", Hot, Northwind, Whole(6), &[Seen, Velocity("100000", 24)]),
    row("txlm", "Anchor settlement", Hot, Northwind, Whole(5), &[Whitelist]),
    row("txlm", "Stellar cold", Cold, Harbor, Whole(8), &[TwoApprovals, ApprovalForAll]),
    row("txlm", "Remittance float", Custodial, Harbor, Whole(6), &[]),
    row("txtz", "Tezos operations", Hot, Northwind, NOT_A_NUMBER, &[Seen]),
    row("txtz", "Baking rewards", Hot, Northwind, Whole(4), &[Tag("staking")]),
    row("txtz", "Tezos archive", Hot, Harbor, Whole(1), &[OwnerOnly, Frozen]),
    row("ttrx", "Tron operations", Hot, Northwind, Whole(6), &[Seen]),
    row("ttrx", "Energy and bandwidth", Hot, Northwind, Whole(4), &[Velocity("5000", 24)]),
    row("ttrx", "Tron cold", Cold, Harbor, Whole(7), &[TwoApprovals]),
    row("ttrx:usdt", "Settlement USDT, Tron", Hot, Northwind, Whole(6), &[Seen, Velocity("100000", 24)]),
    row("txrp", "XRP operations", Hot, Northwind, Whole(6), &[Seen, Velocity("75000", 24)]),
    row("txrp", "XRP reserve", Cold, Northwind, Whole(7), &[TwoApprovals, ApprovalForAll]),
    row("txrp", "Destination tags", Custodial, Harbor, Whole(5), &[]),
    row("txrp", "Ledger reserve test", Hot, Harbor, Zero, &[OwnerOnly]),
    row("usdt", "Client USDT omnibus", Custodial, Harbor, Whole(8), &[TwoApprovals, Tag("clients")]),
    row("tsol", "Solana operations", HotMpc, Northwind, Whole(4), &[Seen]),
    row("tsol", "Solana stake", ColdMpc, Northwind, Whole(6), &[TwoApprovals, Tag("staking")]),
    row("ofctusd", "Trading account USD", Trading, Northwind, Whole(7), &[Seen, Tag("trading")]),
    row("ofctusd", "Trading account USD 2", Trading, Harbor, Whole(5), &[]),
    row("ofctbtc", "Trading account BTC", Trading, Northwind, Whole(2), &[Tag("trading")]),
    row("teos:USDT", "Test settlement USDT, EOS", Hot, Harbor, Whole(3), &[]),
];

/// More than 2^70 base units, far beyond what a float or a 64-bit integer holds.
const VALIDATOR_REWARDS: DemoBalance =
    Exact("2361183241434822606848017", "2361183209434822606848017", "2361183209434822606848016");

/// More is confirmed than will be left once what is on its way out has gone: pending is negative.
const OUTGOING: DemoBalance = Exact("118230049127", "120730049127", "118230049127");

/// More is promised than is there.
const OVERDRAWN: DemoBalance = Exact("4210000000", "4210000000", "-35000000");

/// A balance that is no integer, as has been seen on the wire: to be shown as it came and never rounded.
const NOT_A_NUMBER: DemoBalance = Exact("12.5e3", "12500000000", "n/a");
