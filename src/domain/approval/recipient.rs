//! What is known of an address that money is to go to, before it goes.

use super::lookalike::{LookAlike, look_alike, same_address};
use super::own_wallet::{Belonging, ListedWallets, WalletAddress};

/// The addresses that are known around a wallet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownAddresses {
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
        matches!(self, Self::LooksLike { .. })
    }

    /// Whether it speaks for the address.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::OnWhitelist | Self::PaidBefore | Self::Wallet(_, Belonging::Own))
    }
}

impl KnownAddresses {
    /// Why an address is known, as the end of a sentence.
    fn known_as(&self, address: &str) -> String {
        if self.whitelist.iter().flat_map(|list| &list.addresses).any(|it| it == address) {
            return "is on this wallet's whitelist".to_owned();
        }
        match self.own().find(|own| own.address == address && !self.paid.contains(&own.address)) {
            Some(own) => format!("belongs to your own wallet {}", own.name()),
            None => "this wallet has paid before".to_owned(),
        }
    }

    /// The person's own wallets. What was merely shared with them makes no address a known one: whoever shares a wallet
    /// chooses its address too.
    fn own(&self) -> impl Iterator<Item = &WalletAddress> {
        let is_own = |it: &&WalletAddress| it.belonging(self.enterprise.as_deref()).is_own();
        self.listed.addresses.iter().filter(is_own)
    }

    /// The wallet of the person's that this address belongs to, one of their own before any other.
    fn wallet(&self, address: &str) -> Option<Mark> {
        let mut all = self.own().chain(&self.listed.addresses);
        let found = all.find(|it| same_address(&it.address, address))?;
        Some(Mark::Wallet(found.clone(), found.belonging(self.enterprise.as_deref())))
    }

    /// Everything to know of this address, what weighs most first.
    pub fn marks(&self, address: &str) -> Vec<Mark> {
        let whitelist = self.whitelist.as_ref().map(|list| list.addresses.as_slice()).unwrap_or_default();
        let all = whitelist.iter().chain(&self.paid).chain(self.own().map(|own| &own.address));
        let similar = look_alike(address, all.map(String::as_str))
            .map(|found| Mark::LooksLike { known_as: self.known_as(&found.known), found });
        let listed = self.whitelist.as_ref().map(|list| {
            match (list.addresses.iter().any(|it| same_address(it, address)), list.others) {
                (true, _) => Mark::OnWhitelist,
                (false, 0) => Mark::OffWhitelist,
                (false, others) => Mark::NotAmongListed(others),
            }
        });
        let paid = match (self.paid.iter().any(|it| same_address(it, address)), self.is_whole) {
            (true, _) => Mark::PaidBefore,
            (false, true) => Mark::NeverPaid,
            (false, false) => Mark::NotPaidLately,
        };
        [similar, self.wallet(address), listed, Some(paid)].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAID: &str = "0xdAC17F958D2ee523a2206206994597C13D831ec7";
    const OWN: &str = "bc1qown00000000000000";

    #[test]
    fn every_address_is_marked() {
        // The case of hexadecimal letters is a checksum.
        let written_plainly = "0xdac17f958d2ee523a2206206994597c13d831ec7";
        let wallet = |address: &str, label: &str, enterprise: &str| WalletAddress {
            address: address.to_owned(),
            wallet: format!("id of {label}"),
            label: label.to_owned(),
            enterprise: Some(enterprise.to_owned()),
            is_admin: true,
        };
        let (vault, lure) =
            (wallet(OWN, "Cold vault", "north"), wallet("bc1qlure0000000000000", "Cold vault 2", "harbor"));
        let addresses = vec![lure.clone(), wallet(OWN, "Somebody's", "harbor"), vault.clone()];
        let known = KnownAddresses {
            paid: vec![PAID.to_owned()],
            listed: ListedWallets { addresses, is_whole: true },
            enterprise: Some("north".to_owned()),
            is_whole: true,
            whitelist: None,
        };
        let other_enterprise = Belonging::Shared { is_same_enterprise: Some(false), is_admin: true };
        let listed = KnownAddresses {
            whitelist: Some(Whitelist { addresses: vec![PAID.to_owned()], others: 0 }),
            ..known.clone()
        };
        let with_others = Some(Whitelist { others: 2, ..listed.whitelist.clone().unwrap_or_default() });
        let with_others = KnownAddresses { whitelist: with_others, ..known.clone() };
        let partly = KnownAddresses { is_whole: false, ..known.clone() };
        for (known, address, expected) in [
            (&known, PAID, vec![Mark::PaidBefore]),
            (&known, "0x1111111111111111111111111111111111111111", vec![Mark::NeverPaid]),
            (&partly, "0x1111111111111111111111111111111111111111", vec![Mark::NotPaidLately]),
            (&listed, PAID, vec![Mark::OnWhitelist, Mark::PaidBefore]),
            (&listed, "elsewhere", vec![Mark::OffWhitelist, Mark::NeverPaid]),
            (&listed, written_plainly, vec![Mark::OnWhitelist, Mark::PaidBefore]),
            (&with_others, PAID, vec![Mark::OnWhitelist, Mark::PaidBefore]),
            (&with_others, "elsewhere", vec![Mark::NotAmongListed(2), Mark::NeverPaid]),
            (&known, OWN, vec![Mark::Wallet(vault, Belonging::Own), Mark::NeverPaid]),
            (&known, &lure.address, vec![Mark::Wallet(lure.clone(), other_enterprise), Mark::NeverPaid]),
        ] {
            assert_eq!(known.marks(address), expected, "{address}");
        }
        let poisoned = known.marks("0xdac1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1ec7");
        assert!(poisoned[0].is_alarm() && poisoned[0].sentence().contains(PAID), "{poisoned:?}");
        assert!(poisoned[0].sentence().contains("which this wallet has paid before"), "{poisoned:?}");
        assert!(poisoned.iter().all(|mark| mark.sentence().ends_with('.')));
    }

    #[test]
    fn whoever_shares_a_wallet_cannot_make_a_poisoned_address_a_known_one() {
        const POISONED: &str = "0xdac1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1ec7";
        let shared = |enterprise: &str, is_admin| {
            let wallet = WalletAddress {
                address: POISONED.to_owned(),
                wallet: "w9".to_owned(),
                label: "Our supplier".to_owned(),
                enterprise: Some(enterprise.to_owned()),
                is_admin,
            };
            KnownAddresses {
                paid: vec![PAID.to_owned()],
                listed: ListedWallets { addresses: vec![wallet], is_whole: true },
                enterprise: Some("north".to_owned()),
                ..KnownAddresses::default()
            }
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
