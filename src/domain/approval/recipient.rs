//! What is known of an address that money is to go to, before it goes.

use super::lookalike::{LookAlike, look_alike};

/// The addresses that are known around a wallet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownAddresses {
    /// Those on the wallet's whitelists; none where it has no whitelist.
    pub whitelist: Option<Vec<String>>,
    /// Those that it has paid before.
    pub paid: Vec<String>,
    /// Those of wallets of one's own, each with what the wallet is called.
    pub own: Vec<(String, String)>,
    /// Whether the wallet's past was read to its end; else an address may have been paid earlier than that.
    pub is_whole: bool,
}

/// Something to know of a recipient's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// It looks like a known address and is another: the trap of address poisoning.
    LooksLike(LookAlike),
    /// The wallet has a whitelist, and this is not on it.
    OffWhitelist,
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
            Self::LooksLike(found) => format!(
                "This looks like {}, which is known here, but it is another address. Somebody may have slipped it in: do \
                 not approve before who asked has confirmed it another way.",
                found.known
            ),
            Self::OffWhitelist => "It is not on the wallet's whitelist.".to_owned(),
            Self::NeverPaid => "This wallet has never paid to it.".to_owned(),
            Self::NotPaidLately => "This wallet has not paid to it lately.".to_owned(),
            Self::OnWhitelist => "It is on the wallet's whitelist.".to_owned(),
            Self::PaidBefore => "This wallet has paid to it before.".to_owned(),
            Self::Own(label) => format!("It is an address of your own wallet {label}."),
        }
    }

    /// Whether it is a reason to stop.
    pub fn is_alarm(&self) -> bool {
        matches!(self, Self::LooksLike(_))
    }

    /// Whether it speaks for the address.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::OnWhitelist | Self::PaidBefore | Self::Own(_))
    }
}

impl KnownAddresses {
    /// Everything to know of this address, what weighs most first.
    pub fn marks(&self, address: &str) -> Vec<Mark> {
        let whitelist = self.whitelist.as_deref().unwrap_or_default();
        let all = whitelist.iter().chain(&self.paid).chain(self.own.iter().map(|(address, _)| address));
        let similar = look_alike(address, all.map(String::as_str)).map(Mark::LooksLike);
        let own = self.own.iter().find(|(own, _)| own == address).map(|(_, label)| Mark::Own(label.clone()));
        let listed = self.whitelist.as_ref().map(|list| {
            if list.iter().any(|it| it == address) { Mark::OnWhitelist } else { Mark::OffWhitelist }
        });
        let paid = match (self.paid.iter().any(|it| it == address), self.is_whole) {
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
        let own = vec![("bc1qown00000000000000".to_owned(), "Cold vault".to_owned())];
        let known = KnownAddresses { paid: vec![PAID.to_owned()], own, is_whole: true, whitelist: None };
        let listed = KnownAddresses { whitelist: Some(vec![PAID.to_owned()]), ..known.clone() };
        let partly = KnownAddresses { is_whole: false, ..known.clone() };
        for (known, address, expected) in [
            (&known, PAID, vec![Mark::PaidBefore]),
            (&known, "0x1111111111111111111111111111111111111111", vec![Mark::NeverPaid]),
            (&partly, "0x1111111111111111111111111111111111111111", vec![Mark::NotPaidLately]),
            (&listed, PAID, vec![Mark::OnWhitelist, Mark::PaidBefore]),
            (&listed, "elsewhere", vec![Mark::OffWhitelist, Mark::NeverPaid]),
            (&known, "bc1qown00000000000000", vec![Mark::Own("Cold vault".to_owned()), Mark::NeverPaid]),
        ] {
            assert_eq!(known.marks(address), expected, "{address}");
        }
        let poisoned = known.marks("0xdac1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1ec7");
        assert!(poisoned[0].is_alarm() && poisoned[0].sentence().contains(PAID), "{poisoned:?}");
        assert!(poisoned.iter().all(|mark| mark.sentence().ends_with('.')));
    }
}
