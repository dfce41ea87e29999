//! What is known of an address that money is to go to, before it goes.

use super::lookalike::{LookAlike, look_alike, same_address};

/// The addresses that are known around a wallet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownAddresses {
    /// What the wallet's whitelists allow; none where it has no whitelist.
    pub whitelist: Option<Whitelist>,
    /// Those that it has paid before.
    pub paid: Vec<String>,
    /// Those of wallets of one's own, each with what the wallet is called.
    pub own: Vec<(String, String)>,
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
    /// It belongs to a wallet of one's own.
    Own(String),
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
            Self::Own(label) => format!("Your wallet “{label}”."),
        }
    }

    /// Whether it is a reason to stop.
    pub fn is_alarm(&self) -> bool {
        matches!(self, Self::LooksLike { .. })
    }

    /// Whether it speaks for the address.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::OnWhitelist | Self::PaidBefore | Self::Own(_))
    }
}

impl KnownAddresses {
    /// Why an address is known, as the end of a sentence.
    fn known_as(&self, address: &str) -> String {
        if self.whitelist.iter().flat_map(|list| &list.addresses).any(|it| it == address) {
            return "is on this wallet's whitelist".to_owned();
        }
        match self.own.iter().find(|(own, _)| own == address && !self.paid.contains(own)) {
            Some((_, label)) => format!("belongs to your wallet “{label}”"),
            None => "this wallet has paid before".to_owned(),
        }
    }

    /// Everything to know of this address, what weighs most first.
    pub fn marks(&self, address: &str) -> Vec<Mark> {
        let whitelist = self.whitelist.as_ref().map(|list| list.addresses.as_slice()).unwrap_or_default();
        let all = whitelist.iter().chain(&self.paid).chain(self.own.iter().map(|(address, _)| address));
        let similar = look_alike(address, all.map(String::as_str))
            .map(|found| Mark::LooksLike { known_as: self.known_as(&found.known), found });
        let own = self
            .own
            .iter()
            .find(|(own, _)| same_address(own, address))
            .map(|(_, label)| Mark::Own(label.clone()));
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
        [similar, own, listed, Some(paid)].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAID: &str = "0xdAC17F958D2ee523a2206206994597C13D831ec7";

    #[test]
    fn every_address_is_marked() {
        // The case of hexadecimal letters is a checksum.
        let written_plainly = "0xdac17f958d2ee523a2206206994597c13d831ec7";
        let own = vec![("bc1qown00000000000000".to_owned(), "Cold vault".to_owned())];
        let known = KnownAddresses { paid: vec![PAID.to_owned()], own, is_whole: true, whitelist: None };
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
            (&known, "bc1qown00000000000000", vec![Mark::Own("Cold vault".to_owned()), Mark::NeverPaid]),
        ] {
            assert_eq!(known.marks(address), expected, "{address}");
        }
        let poisoned = known.marks("0xdac1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1ec7");
        assert!(poisoned[0].is_alarm() && poisoned[0].sentence().contains(PAID), "{poisoned:?}");
        assert!(poisoned[0].sentence().contains("which this wallet has paid before"), "{poisoned:?}");
        assert!(poisoned.iter().all(|mark| mark.sentence().ends_with('.')));
    }
}
