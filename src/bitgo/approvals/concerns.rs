//! What holds the approval of a request until the person has ticked it: the dangers in it, what cannot be read, and the
//! checks that were not done.

use std::collections::HashSet;

use super::built::Built;
use super::{ApprovalFacts, ListedIssue, PendingApproval};
use crate::domain::address::{Address, AddressNetwork, contract_warning};
use crate::domain::approval::{Concern, Excerpt, Mark, Recipient};
use crate::domain::foreign_text::visible;

impl PendingApproval {
    /// The dangers in it, as far as they are known now.
    pub(super) fn concerns_by(
        &self,
        known: Option<&ApprovalFacts>,
        built: &Built,
        listed: &[ListedIssue],
    ) -> Vec<Concern> {
        let dangers = self.protection_dangers(known).into_iter();
        let mut concerns: Vec<Concern> = dangers.map(Concern::danger).collect();
        concerns.extend(self.wrong_recipients(&built.paid));
        concerns.extend(built.cautions.iter().cloned().map(Concern::attention));
        let Some(known) = known else {
            // What was built tells this by itself.
            concerns.extend(built.dangers.iter().cloned().map(Concern::danger));
            concerns.extend(listed.iter().map(ListedIssue::concern));
            return concerns;
        };
        concerns.extend(listed.iter().map(ListedIssue::concern));
        let marks = marks_of_paid(built);
        let alarming = || marks.iter().filter(|(mark, _)| mark.is_alarm());
        let mut told: HashSet<String> = alarming().map(|(mark, _)| mark.sentence()).collect();
        told.extend(listed.iter().map(ListedIssue::sentence));
        concerns.extend(alarming().filter_map(|(mark, address)| look_alike(mark, address)));
        let others =
            self.alarms(known, built, listed).into_iter().filter(|sentence| !told.contains(sentence));
        concerns.extend(others.map(Concern::danger));
        concerns.extend(odd_recipients(&marks));
        concerns
    }

    /// Addresses that would be paid and are none of the coin's, or the contract of a token: what goes there is lost.
    fn wrong_recipients(&self, paid: &[Recipient]) -> Vec<Concern> {
        let Some(coin) = self.coin.as_deref() else { return Vec::new() };
        let network = AddressNetwork::of_coin(coin);
        let paid = paid.iter().map(|it| it.address.as_str()).filter(|it| !it.is_empty());
        let wrong = paid.filter_map(|address| {
            let words = match Address::parse_for(address, &network) {
                Ok(parsed) => contract_warning(&parsed)?,
                Err(error) => error.to_string(),
            };
            Some(Concern::danger(format!("{}: {words}", visible(address))))
        });
        wrong.collect()
    }
}

/// What is known of the addresses that would be paid, each with its address.
fn marks_of_paid(built: &Built) -> Vec<(&Mark, &str)> {
    let marks = |it: &'_ str| built.marks(it).iter();
    let paid = built.paid.iter().map(|it| it.address.as_str());
    paid.flat_map(|address| marks(address).map(move |mark| (mark, address))).collect()
}

/// Known accounts that would be paid with another tag.
fn odd_recipients(marks: &[(&Mark, &str)]) -> Vec<Concern> {
    let odd = marks.iter().filter(|(mark, _)| matches!(mark, Mark::OtherTag { .. }));
    odd.map(|(mark, address)| Concern::attention(format!("{address}: {}", mark.sentence()))).collect()
}

fn look_alike(mark: &Mark, address: &str) -> Option<Concern> {
    let Mark::LooksLike { found, known_as } = mark else { return None };
    let sentence = format!(
        "The money would go to {address}. That is not {}, which {known_as}: it only looks like it (address poisoning). \
         Confirm the address with the requester through another channel.",
        found.known
    );
    Some(Concern { excerpt: Some(Excerpt::around(address, &found.differs)), ..Concern::danger(sentence) })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::bitgo::approvals::{ApprovalInfo, Change, PastPayments, Recipient};
    use crate::bitgo::fact::Fact;
    use crate::bitgo::wallet::Wallet;
    use crate::domain::amount::Balance;
    use crate::domain::approval::{ConcernKind, ListedWallets};

    #[test]
    fn an_address_that_is_none_of_the_coins_is_a_danger_whatever_else_is_known() {
        const RIGHT: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
        const TRON: &str = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
        const EVM: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        const USDT: &str = "0xdAC17F958D2ee523a2206206994597C13D831ec7";
        for (coin, address, words) in [
            ("tbtc", RIGHT, None),
            ("tbtc", &RIGHT.to_uppercase(), None),
            ("usdt", EVM, None),
            // The checksum, of letters and of capitals.
            ("tbtc", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsz", Some("it is character 42, “z”")),
            ("usdt", &EVM.replace("BeAed", "BeAeD"), Some("The capital letters do not match the checksum")),
            // The network.
            (
                "tbtc",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                Some("a Bitcoin address of the main network"),
            ),
            ("btc", RIGHT, Some("a Bitcoin address of a test network")),
            // The coin.
            ("usdt", TRON, Some("This is a Tron address; the wallet holds USDT on Ethereum")),
            ("trx:usdt", EVM, Some("This is an Ethereum (EVM) address; the wallet holds USDT on Tron")),
            ("tbtc", "hello", Some("hello: ")),
            // Nobody's account.
            ("usdt", USDT, Some("This is the contract of USDT on Ethereum")),
            ("eth", &USDT.to_lowercase(), Some("This is the contract of USDT on Ethereum")),
            ("trx", TRON, Some("This is the contract of USDT on Tron")),
            ("hteth", USDT, None),
            (
                "xlm",
                "CA3D5KRYM6CB7OWQ6TWYRR3Z4T7GNZLKERYNZGGA5SOAOPIFY6YQGAXE",
                Some("a contract of the Stellar"),
            ),
        ] {
            let recipient = Recipient { address: address.to_owned(), ..Recipient::default() };
            let change = Change::Withdrawal {
                recipients: vec![recipient],
                requested: None,
                fee: None,
                comment: String::new(),
                intent: None,
                triggered: None,
            };
            let info = ApprovalInfo { change, ..ApprovalInfo::default() };
            let approval =
                PendingApproval { coin: Some(coin.to_owned()), info, ..PendingApproval::default() };
            let past = PastPayments { payments: 0, addresses: Vec::new(), rest: Fact::Known(true) };
            let known = ApprovalFacts::of_withdrawal(Wallet::default(), coin, past, ListedWallets::default());
            for known in [None, Some(&known)] {
                let said = approval.examine(known).concerns;
                assert_eq!(said.len(), usize::from(words.is_some()), "{coin} {address}: {said:?}");
                assert!(said.iter().all(|it| it.kind == ConcernKind::Danger), "{said:?}");
                assert!(said.iter().all(|it| it.sentence.contains(words.unwrap_or_default())), "{said:?}");
            }
        }
    }

    #[test]
    fn a_look_alike_names_the_address_that_would_be_paid_and_asks_for_its_characters() {
        let good = "tb1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
        let poisoned = "tb1qar0szzzzzzzzzzzzzzzzzzzzzzzzzzzzzz5mdq";
        let recipient = |address: &str| Recipient {
            address: address.to_owned(),
            amount: Some(Balance::from_wire("5")),
            ..Recipient::default()
        };
        let change = Change::Withdrawal {
            recipients: vec![recipient(good), recipient(poisoned)],
            requested: Some(Balance::from_wire("11")),
            fee: None,
            comment: String::new(),
            intent: None,
            triggered: None,
        };
        let info = ApprovalInfo { change, ..ApprovalInfo::default() };
        let approval = PendingApproval { info, ..PendingApproval::default() };
        let facts = |addresses: &[&str], rest| {
            let addresses: Vec<String> = addresses.iter().map(|&it| it.to_owned()).collect();
            let past = PastPayments { payments: addresses.len(), addresses, rest };
            ApprovalFacts::of_withdrawal(Wallet::default(), "tbtc", past, ListedWallets::default())
        };
        let seen = Arc::new(facts(&[good], Fact::Known(true)));
        let lost = || Fact::Failed("cut off".to_owned());
        let not_again = facts(&[], lost()).with_earlier(Some(Arc::clone(&seen)));
        assert_eq!(
            approval.examine(Some(&not_again)).concerns,
            approval.examine(Some(&seen)).concerns,
            "it is not disproved"
        );
        let disproved = facts(&[], Fact::Known(true)).with_earlier(Some(Arc::clone(&seen)));
        assert_eq!(approval.examine(Some(&disproved)).concerns.len(), 1, "it is disproved");
        let facts = seen;
        let concerns = approval.examine(Some(&facts)).concerns;
        assert_eq!(concerns.len(), 2, "{concerns:?}");
        assert!(concerns.iter().all(|it| it.kind == ConcernKind::Danger));
        let excerpt = concerns[0].excerpt.as_ref().map(Excerpt::characters);
        assert!(concerns[0].sentence.contains(poisoned) && concerns[0].sentence.contains(good));
        assert_eq!(excerpt.as_deref(), Some("r0szzz"));
        assert!(concerns[1].sentence.contains("a different total") && concerns[1].excerpt.is_none());
        assert!(approval.examine(None).concerns.is_empty(), "nothing was read");
    }

    #[test]
    fn a_known_account_with_another_tag_is_ticked_and_another_spelling_is_not() {
        const PAID: &str = "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=1";
        let past = PastPayments { payments: 1, addresses: vec![PAID.to_owned()], rest: Fact::Known(true) };
        let facts = ApprovalFacts::of_withdrawal(Wallet::default(), "xrp", past, ListedWallets::default());
        for (address, words) in [
            (PAID, None),
            ("X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu", None),
            ("ripple:r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=01", None),
            ("r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=2", Some("destination tag 2 instead of 1")),
            ("r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59", Some("without destination tag 1")),
        ] {
            let change = Change::Withdrawal {
                recipients: vec![Recipient { address: address.to_owned(), ..Recipient::default() }],
                requested: None,
                fee: None,
                comment: String::new(),
                intent: None,
                triggered: None,
            };
            let info = ApprovalInfo { change, ..ApprovalInfo::default() };
            let approval = PendingApproval { info, ..PendingApproval::default() };
            let concerns = approval.examine(Some(&facts)).concerns;
            assert_eq!(concerns.len(), usize::from(words.is_some()), "{address}: {concerns:?}");
            if let (Some(words), Some(concern)) = (words, concerns.first()) {
                assert_eq!(concern.kind, ConcernKind::Attention);
                let sentence = &concern.sentence;
                assert!(
                    sentence.starts_with(&format!("{address}: ")) && sentence.contains(words),
                    "{sentence}"
                );
                assert!(sentence.ends_with("known one, which this wallet has paid before."), "{sentence}");
            }
        }
    }
}
