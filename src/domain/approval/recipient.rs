//! What is known of an address that money is to go to, before it goes.

use std::sync::Arc;

use super::listed_addresses::{ListedAddress, ListedWallets};
use super::own_wallet::{Belonging, WalletAddress};
use crate::domain::address::{
    Address, AddressNetwork, ComparedAddress, Likeness, LookAlike, TagChange, contract_warning, likeness,
    same_account,
};

/// The addresses around a wallet, as they were reported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressSources {
    /// What the wallet's whitelists allow; none where it has no whitelist.
    pub whitelist: Option<Whitelist>,
    /// Those that it has paid before.
    pub paid: Vec<String>,
    /// Those of the wallets that the person has a role on.
    pub listed: ListedWallets,
    /// The enterprise of the wallet that pays, by ID.
    pub enterprise: Option<String>,
    /// Whether the wallet's past was read to its end; else an address may have been paid earlier than that.
    pub is_whole: bool,
}

/// The addresses that are known around a wallet, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAddresses {
    sources: AddressSources,
    network: AddressNetwork,
    whitelisted: Vec<ComparedAddress>,
    paid: Vec<ComparedAddress>,
    /// In the order of the listed wallets.
    listed: Arc<[ListedAddress]>,
}

/// What the whitelists of a wallet allow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whitelist {
    /// The addresses on them.
    pub addresses: Vec<String>,
    /// How many wallets, enterprises and the like are on them, whose addresses are not known here.
    pub others: usize,
}

/// Something to know of a recipient's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// It looks like a known address and is another: the trap of address poisoning.
    LooksLike {
        /// The known address, and where this one differs.
        found: LookAlike,
        /// Why that one is known, as the end of a sentence.
        known_as: String,
    },
    /// The account is known, with another tag or memo.
    OtherTag {
        /// The known address, and how the tags differ.
        change: TagChange,
        /// Why that one is known, as the end of a sentence.
        known_as: String,
    },
    /// It is no address of the coin, in a sentence.
    Wrong(String),
    /// It is the contract of a token, in a sentence.
    Contract(String),
    /// The wallet has a whitelist, and this is not on it.
    OffWhitelist,
    /// It is not among the addresses on the wallet's whitelist, which also lets through this many wallets and enterprises:
    /// it may be one of theirs.
    NotAmongListed(usize),
    /// This wallet has never paid to it.
    NeverPaid,
    /// This wallet has not paid to it lately; what lies further back was not read.
    NotPaidLately,
    /// It is on the wallet's whitelist.
    OnWhitelist,
    /// This wallet has paid to it before.
    PaidBefore,
    /// It belongs to a wallet that the person has a role on.
    Wallet(WalletAddress, Belonging),
}

impl Mark {
    /// The mark in a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::LooksLike { found, known_as } => format!(
                "Possible address poisoning. This is not {}, which {known_as}. Confirm the address with the requester \
                 through another channel.",
                found.known
            ),
            Self::OtherTag { change, known_as } => {
                format!("{} Compare it with the known one, which {known_as}.", change.sentence())
            }
            Self::Wrong(words) | Self::Contract(words) => words.clone(),
            Self::OffWhitelist => "Not on the whitelist.".to_owned(),
            Self::NotAmongListed(others) => {
                let others = match others {
                    1 => "1 wallet or enterprise".to_owned(),
                    several => format!("{several} wallets or enterprises"),
                };
                format!(
                    "Not among the addresses on the whitelist. The whitelist also allows {others}; whether the address \
                     belongs to one of them is unknown."
                )
            }
            Self::NeverPaid => "First payment from this wallet to this address.".to_owned(),
            Self::NotPaidLately => "Not paid by this wallet recently.".to_owned(),
            Self::OnWhitelist => "On the whitelist.".to_owned(),
            Self::PaidBefore => "Paid by this wallet before.".to_owned(),
            Self::Wallet(wallet, Belonging::Own) => format!("Your own wallet: {}.", wallet.name()),
            Self::Wallet(wallet, belonging) => {
                format!("Not your own wallet, but {}: {}.", belonging.in_words(), wallet.name())
            }
        }
    }

    /// Whether it is a reason to stop.
    pub fn is_alarm(&self) -> bool {
        matches!(self, Self::LooksLike { .. } | Self::Wrong(_) | Self::Contract(_))
    }

    /// Whether it speaks for the address.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::OnWhitelist | Self::PaidBefore | Self::Wallet(_, Belonging::Own))
    }
}

impl KnownAddresses {
    /// Gets them ready, for a withdrawal of this coin or token.
    pub fn of(sources: AddressSources, coin: &str) -> Self {
        let network = AddressNetwork::of_coin(coin);
        let compared = |address: &String| ComparedAddress::new(address, &network);
        let whitelist = sources.whitelist.iter().flat_map(|list| &list.addresses);
        let whitelisted = whitelist.map(compared).collect();
        let paid = sources.paid.iter().map(compared).collect();
        let listed = sources.listed.addresses.on(&network);
        Self { sources, network, whitelisted, paid, listed }
    }

    /// The addresses as they were reported.
    pub fn sources(&self) -> &AddressSources {
        &self.sources
    }

    /// These were paid before, too.
    pub fn add_paid(&mut self, addresses: &[String]) {
        self.paid.extend(addresses.iter().map(|it| ComparedAddress::new(it, &self.network)));
        self.sources.paid.extend_from_slice(addresses);
    }

    /// Why an address is known, as the end of a sentence.
    fn known_as(&self, address: &str) -> String {
        let is_on_whitelist = self.whitelisted.iter().any(|it| it.given() == address);
        if is_on_whitelist {
            return "is on this wallet's whitelist".to_owned();
        }
        let is_paid = self.paid.iter().any(|it| it.given() == address);
        match self.own().find(|(own, _)| own.given() == address && !is_paid) {
            Some((_, own)) => format!("belongs to your own wallet {}", own.name()),
            None => "this wallet has paid before".to_owned(),
        }
    }

    fn all_listed(&self) -> impl Iterator<Item = (&ComparedAddress, &WalletAddress)> {
        let all = &self.sources.listed.addresses;
        self.listed.iter().filter_map(|listed| Some((&listed.address, all.wallet(listed)?)))
    }

    /// The person's own wallets. What was merely shared with them makes no address a known one: whoever shares a wallet
    /// chooses its address too.
    fn own(&self) -> impl Iterator<Item = (&ComparedAddress, &WalletAddress)> {
        let enterprise = self.sources.enterprise.as_deref();
        self.all_listed().filter(move |(_, wallet)| wallet.belonging(enterprise).is_own())
    }

    /// The wallet of the person's that this address belongs to, one of their own before any other.
    fn wallet(&self, address: &ComparedAddress) -> Option<Mark> {
        let mut all = self.own().chain(self.all_listed());
        let (_, found) = all.find(|(it, _)| it.is_same(address))?;
        Some(Mark::Wallet(found.clone(), found.belonging(self.sources.enterprise.as_deref())))
    }

    /// What an address is to those that are known. One that is on a whitelist or the person's own is no look-alike; one that
    /// was merely paid may be a look-alike that somebody fell for.
    fn likeness(&self, address: &ComparedAddress) -> Likeness {
        let own = || self.own().map(|(own, _)| own);
        if let Some(vouched) = self.whitelisted.iter().chain(own()).find(|it| it.is_same(address)) {
            return Likeness::Known(vouched.given().to_owned());
        }
        let is_paid = self.paid.iter().any(|it| it.is_same(address));
        let all = self.whitelisted.iter().chain(&self.paid).chain(own());
        likeness(address, all.filter(|it| !is_paid || !same_account(it, address)))
    }

    /// Everything to know of this address, what weighs most first.
    pub fn marks(&self, address: &str) -> Vec<Mark> {
        let lost = match Address::parse_for(address, &self.network) {
            Ok(address) => contract_warning(&address).map(Mark::Contract),
            Err(error) => Some(Mark::Wrong(error.to_string())),
        };
        let address = &ComparedAddress::new(address, &self.network);
        let similar = match self.likeness(address) {
            Likeness::LooksLike(found) => {
                Some(Mark::LooksLike { known_as: self.known_as(&found.known), found })
            }
            Likeness::OtherTag(change) => {
                Some(Mark::OtherTag { known_as: self.known_as(&change.known), change })
            }
            Likeness::Known(_) | Likeness::Unlike => None,
        };
        let is_whitelisted = self.whitelisted.iter().any(|it| it.is_same(address));
        let listed = self.sources.whitelist.as_ref().map(|list| match (is_whitelisted, list.others) {
            (true, _) => Mark::OnWhitelist,
            (false, 0) => Mark::OffWhitelist,
            (false, others) => Mark::NotAmongListed(others),
        });
        let is_paid = self.paid.iter().any(|it| it.is_same(address));
        let paid = match (is_paid, self.sources.is_whole) {
            (true, _) => Mark::PaidBefore,
            (false, true) => Mark::NeverPaid,
            (false, false) => Mark::NotPaidLately,
        };
        [similar, lost, self.wallet(address), listed, Some(paid)].into_iter().flatten().collect()
    }
}

impl Default for KnownAddresses {
    fn default() -> Self {
        Self::of(AddressSources::default(), "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAID: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    const OWN: &str = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
    const ELSEWHERE: &str = "0x52908400098527886E0F7030069857D2E4169EE7";

    #[test]
    fn every_address_is_marked() {
        // The case of hexadecimal letters is a checksum.
        let written_plainly = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
        let wallet = |address: &str, label: &str, enterprise: &str| WalletAddress {
            address: address.to_owned(),
            wallet: format!("id of {label}"),
            label: label.to_owned(),
            enterprise: Some(enterprise.to_owned()),
            is_admin: true,
            family: None,
        };
        let (vault, lure) = (
            wallet(OWN, "Cold vault", "north"),
            wallet("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "Cold vault 2", "harbor"),
        );
        let addresses = vec![lure.clone(), wallet(OWN, "Somebody's", "harbor"), vault.clone()];
        let known = AddressSources {
            paid: vec![PAID.to_owned()],
            listed: ListedWallets { addresses: addresses.into(), is_whole: true },
            enterprise: Some("north".to_owned()),
            is_whole: true,
            whitelist: None,
        };
        let other_enterprise = Belonging::Shared { is_same_enterprise: Some(false), is_admin: true };
        let listed = AddressSources {
            whitelist: Some(Whitelist { addresses: vec![PAID.to_owned()], others: 0 }),
            ..known.clone()
        };
        let with_others = Some(Whitelist { others: 2, ..listed.whitelist.clone().unwrap_or_default() });
        let with_others = AddressSources { whitelist: with_others, ..known.clone() };
        let partly = AddressSources { is_whole: false, ..known.clone() };
        for (known, address, expected) in [
            (&known, PAID, vec![Mark::PaidBefore]),
            (&known, "0x1111111111111111111111111111111111111111", vec![Mark::NeverPaid]),
            (&partly, "0x1111111111111111111111111111111111111111", vec![Mark::NotPaidLately]),
            (&listed, PAID, vec![Mark::OnWhitelist, Mark::PaidBefore]),
            (&listed, ELSEWHERE, vec![Mark::OffWhitelist, Mark::NeverPaid]),
            (&listed, written_plainly, vec![Mark::OnWhitelist, Mark::PaidBefore]),
            (&with_others, PAID, vec![Mark::OnWhitelist, Mark::PaidBefore]),
            (&with_others, ELSEWHERE, vec![Mark::NotAmongListed(2), Mark::NeverPaid]),
            (&known, OWN, vec![Mark::Wallet(vault, Belonging::Own), Mark::NeverPaid]),
            (&known, &lure.address, vec![Mark::Wallet(lure.clone(), other_enterprise), Mark::NeverPaid]),
        ] {
            // Whose addresses they are is judged by themselves, where the coin is known.
            for (coin, is_wrong) in [("eth", address.starts_with("bc1")), ("no such coin", false)] {
                let known = KnownAddresses::of(known.clone(), coin);
                let (wrong, marks): (Vec<Mark>, Vec<Mark>) =
                    known.marks(address).into_iter().partition(|it| matches!(it, Mark::Wrong(_)));
                assert_eq!((marks, wrong.len()), (expected.clone(), usize::from(is_wrong)), "{address}");
                assert!(wrong.iter().all(Mark::is_alarm));
            }
        }
        let poisoned = KnownAddresses::of(known, "eth").marks("0x5aaeaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabeaed");
        assert!(poisoned[0].is_alarm() && poisoned[0].sentence().contains(PAID), "{poisoned:?}");
        assert!(poisoned[0].sentence().contains("which this wallet has paid before"), "{poisoned:?}");
        assert!(poisoned.iter().all(|mark| mark.sentence().ends_with('.')));
    }

    #[test]
    fn who_was_poisoned_once_is_warned_again() {
        const POISONED: &str = "0x5aaeaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabeaed";
        let sources = |listed: &[&str], paid: &[&str]| AddressSources {
            whitelist: Some(Whitelist {
                addresses: listed.iter().map(|&it| it.to_owned()).collect(),
                others: 0,
            }),
            paid: paid.iter().map(|&it| it.to_owned()).collect(),
            ..AddressSources::default()
        };
        for (listed, paid, address, is_alarm) in [
            (&[PAID][..], &[POISONED, PAID][..], POISONED, true),
            (&[PAID], &[POISONED, PAID], PAID, false),
            (&[], &[PAID, POISONED], POISONED, true),
            (&[], &[POISONED], POISONED, false),
            (&[], &[ELSEWHERE, POISONED], ELSEWHERE, false),
            (&[POISONED, PAID], &[], POISONED, false),
        ] {
            let marks = KnownAddresses::of(sources(listed, paid), "eth").marks(address);
            assert_eq!(marks[0].is_alarm(), is_alarm, "{address}: {marks:?}");
            assert_eq!(marks.contains(&Mark::PaidBefore), paid.contains(&address));
        }
    }

    #[test]
    fn the_contract_of_a_token_is_no_recipient() {
        const USDT: &str = "0xdAC17F958D2ee523a2206206994597C13D831ec7";
        let sources = AddressSources { is_whole: true, ..AddressSources::default() };
        for (coin, address, is_told) in [
            ("eth", USDT, true),
            ("usdt", &USDT.to_lowercase(), true),
            ("eth", PAID, false),
            // On the test network it is an address like any other.
            ("hteth", USDT, false),
            ("trx", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", true),
        ] {
            let marks = KnownAddresses::of(sources.clone(), coin).marks(address);
            let told = marks.iter().find(|it| matches!(it, Mark::Contract(_)));
            assert_eq!(told.is_some(), is_told, "{address} of {coin}");
            assert!(told.is_none_or(|it| it.is_alarm() && it.sentence().contains("not a recipient")));
        }
    }

    #[test]
    fn a_known_address_is_known_in_every_spelling_and_its_account_with_another_tag_is_told() {
        let own = WalletAddress {
            address: "rLHzPsX6oXkzU2qL12kHCH8G8cnZv1rBJh?dt=5".to_owned(),
            wallet: "w1".to_owned(),
            label: "Desk".to_owned(),
            enterprise: Some("north".to_owned()),
            is_admin: true,
            family: None,
        };
        let sources = |listed: &str, paid: &str| AddressSources {
            whitelist: Some(Whitelist { addresses: vec![listed.to_owned()], others: 0 }),
            paid: vec![paid.to_owned()],
            listed: ListedWallets { addresses: vec![own.clone()].into(), is_whole: true },
            enterprise: Some("north".to_owned()),
            is_whole: true,
        };
        let xrp = sources("r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=1", "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B");
        let btc = sources("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu");
        let bch = sources(
            "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
            "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
        );
        let short = |mark: &Mark| match mark {
            Mark::OtherTag { known_as, .. } => format!("tag: {known_as}"),
            mark => mark.sentence(),
        };
        let (on, off, paid) = ("On the whitelist.", "Not on the whitelist.", "Paid by this wallet before.");
        let never = "First payment from this wallet to this address.";
        for (sources, coin, address, expected) in [
            (&xrp, "xrp", "X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu", vec![on, never]),
            (&xrp, "xrp", "ripple:rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B", vec![off, paid]),
            (
                &xrp,
                "xrp",
                "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=2",
                vec!["tag: is on this wallet's whitelist", off, never],
            ),
            (
                &xrp,
                "xrp",
                "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B?dt=7",
                vec!["tag: this wallet has paid before", off, never],
            ),
            (
                &xrp,
                "xrp",
                "rLHzPsX6oXkzU2qL12kHCH8G8cnZv1rBJh?dt=6",
                vec!["tag: belongs to your own wallet “Desk”, ID w1", off, never],
            ),
            (
                &xrp,
                "xrp",
                "ripple:rLHzPsX6oXkzU2qL12kHCH8G8cnZv1rBJh?dt=5",
                vec!["Your own wallet: “Desk”, ID w1.", off, never],
            ),
            (&btc, "btc", "BITCOIN:BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ?amount=2", vec![on, never]),
            (&bch, "bch", "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", vec![on, paid]),
        ] {
            let marks = KnownAddresses::of(sources.clone(), coin).marks(address);
            assert_eq!(marks.iter().map(short).collect::<Vec<_>>(), expected, "{address}");
            assert!(marks.iter().all(|it| !it.is_alarm() && it.sentence().ends_with('.')));
        }
    }

    #[test]
    fn whoever_shares_a_wallet_cannot_make_a_poisoned_address_a_known_one() {
        const POISONED: &str = "0x5aaeaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabeaed";
        let shared = |enterprise: &str, is_admin| {
            let wallet = WalletAddress {
                address: POISONED.to_owned(),
                wallet: "w9".to_owned(),
                label: "Our supplier".to_owned(),
                enterprise: Some(enterprise.to_owned()),
                is_admin,
                family: None,
            };
            let sources = AddressSources {
                paid: vec![PAID.to_owned()],
                listed: ListedWallets { addresses: vec![wallet].into(), is_whole: true },
                enterprise: Some("north".to_owned()),
                ..AddressSources::default()
            };
            KnownAddresses::of(sources, "eth")
        };
        for (enterprise, is_admin, is_alarm, words) in [
            (
                "harbor",
                true,
                true,
                "Not your own wallet, but a wallet shared with you, in another enterprise: “Our supplier”, ID w9.",
            ),
            (
                "north",
                false,
                true,
                "Not your own wallet, but a wallet shared with you, without you as an admin: “Our supplier”, ID w9.",
            ),
            ("north", true, false, "Your own wallet: “Our supplier”, ID w9."),
        ] {
            let marks = shared(enterprise, is_admin).marks(POISONED);
            assert_eq!(marks.iter().any(Mark::is_alarm), is_alarm, "{marks:?}");
            let mark = marks.iter().find(|it| matches!(it, Mark::Wallet(..)));
            assert_eq!(mark.map(Mark::sentence).as_deref(), Some(words));
            assert_eq!(mark.is_some_and(Mark::is_good), !is_alarm);
        }
    }
}
