//! Wallets that the person has a role on, and which of them are that person's own as seen from a wallet that pays. Anybody
//! can share a wallet with anybody, under any label: a role on it makes it nobody's own.

use crate::domain::address::AddressFamily;
use crate::domain::foreign_text::visible;
use crate::domain::text::elided;

/// An address of a wallet that the person has a role on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WalletAddress {
    /// The address.
    pub address: String,
    /// The wallet, by ID.
    pub wallet: String,
    /// What the wallet is called, by whoever named it.
    pub label: String,
    /// The wallet's enterprise, by ID, where the platform reports.
    pub enterprise: Option<String>,
    /// Whether the person is an admin of the wallet.
    pub is_admin: bool,
    /// How addresses of the wallet's coin are written; none where that is not known.
    pub family: Option<AddressFamily>,
}

/// How a wallet that the person has a role on stands to one that pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belonging {
    /// Of the same enterprise, and the person is its admin.
    Own,
    /// Shared with the person.
    Shared {
        /// Whether it is known to be of the same enterprise; none where one of the two is not reported.
        is_same_enterprise: Option<bool>,
        /// Whether the person is its admin.
        is_admin: bool,
    },
}

impl WalletAddress {
    /// How the wallet stands to a wallet of this enterprise that pays.
    pub fn belonging(&self, enterprise: Option<&str>) -> Belonging {
        let is_same = self.enterprise.as_deref().zip(enterprise).map(|(own, other)| own == other);
        match (is_same, self.is_admin) {
            (Some(true), true) => Belonging::Own,
            (is_same_enterprise, is_admin) => Belonging::Shared { is_same_enterprise, is_admin },
        }
    }

    /// The wallet as it is called, its ID beside it.
    pub fn name(&self) -> String {
        format!("“{}”, ID {}", visible(&self.label), elided(&visible(&self.wallet)))
    }
}

impl Belonging {
    /// Whether it is the person's own.
    pub fn is_own(self) -> bool {
        self == Self::Own
    }

    /// What the wallet is to the person: "a wallet shared with you, in another enterprise".
    pub fn in_words(self) -> String {
        let Self::Shared { is_same_enterprise, is_admin } = self else {
            return "your own wallet".to_owned();
        };
        let place = match is_same_enterprise {
            Some(true) => "",
            Some(false) => ", in another enterprise",
            None => ", in an enterprise that is not reported",
        };
        let role = if is_admin { "" } else { ", without you as an admin" };
        format!("a wallet shared with you{place}{role}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_is_what_one_administers_in_the_enterprise_that_pays() {
        for (enterprise, pays, is_admin, words) in [
            (Some("north"), Some("north"), true, "your own wallet"),
            (Some("north"), Some("north"), false, "a wallet shared with you, without you as an admin"),
            (Some("harbor"), Some("north"), true, "a wallet shared with you, in another enterprise"),
            (
                Some("harbor"),
                Some("north"),
                false,
                "a wallet shared with you, in another enterprise, without you as an admin",
            ),
            (None, Some("north"), true, "a wallet shared with you, in an enterprise that is not reported"),
            (Some("north"), None, true, "a wallet shared with you, in an enterprise that is not reported"),
            (None, None, true, "a wallet shared with you, in an enterprise that is not reported"),
        ] {
            let enterprise = enterprise.map(str::to_owned);
            let wallet = WalletAddress { enterprise, is_admin, ..WalletAddress::default() };
            let belonging = wallet.belonging(pays);
            assert_eq!(belonging.in_words(), words, "{wallet:?}");
            assert_eq!(belonging.is_own(), words == "your own wallet");
        }
    }

    #[test]
    fn a_wallet_is_named_by_its_label_in_quotes_and_its_id() {
        let wallet = |label: &str, id: &str| WalletAddress {
            label: label.to_owned(),
            wallet: id.to_owned(),
            ..WalletAddress::default()
        };
        for (label, id, words) in [
            ("Cold vault", "5f1b2c3d4e5f60718293a4b5c6d7e8f9", "“Cold vault”, ID 5f1b2c3d…d7e8f9"),
            ("Treasury\u{202e}tluav", "w1", "“Treasury‹U+202E›tluav”, ID w1"),
        ] {
            assert_eq!(wallet(label, id).name(), words);
        }
    }
}
