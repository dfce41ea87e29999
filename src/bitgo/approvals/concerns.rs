//! What holds the approval of a request until the person has ticked it: the dangers in it, what cannot be read, and the
//! checks that were not done.

use super::{ApprovalFacts, PendingApproval};
use crate::domain::approval::{Concern, Excerpt, Mark};

impl PendingApproval {
    /// The dangers in it, and the parts of it that cannot be read. Look-alikes name the address that would be paid, which
    /// has to be typed in part.
    pub fn concerns(&self, known: Option<&ApprovalFacts>) -> Vec<Concern> {
        let mut concerns = self.concerns_by(known);
        concerns.extend(self.earlier_concerns(known));
        concerns
    }

    /// The dangers that an earlier reading has shown and the newest one cannot disprove, since it lacks parts.
    pub fn earlier_concerns(&self, known: Option<&ApprovalFacts>) -> Vec<Concern> {
        let Some(earlier) = known.and_then(ApprovalFacts::earlier) else { return Vec::new() };
        let now = self.concerns_by(known);
        self.concerns_by(Some(earlier)).into_iter().filter(|it| !now.contains(it)).collect()
    }

    fn concerns_by(&self, known: Option<&ApprovalFacts>) -> Vec<Concern> {
        let dangers = self.protection_dangers(known).into_iter();
        let mut concerns: Vec<Concern> = dangers.map(Concern::danger).collect();
        if known.is_none() {
            // What was built tells this by itself.
            concerns.extend(self.built_dangers(None).into_iter().map(Concern::danger));
        }
        if let Some(known) = known {
            let alike = self.look_alikes(known);
            let is_told = |sentence: &String| alike.iter().any(|(mark, _)| mark.sentence() == *sentence);
            concerns.extend(alike.iter().map(|(mark, address)| look_alike(mark, address)));
            let others = self.alarms(known).into_iter().filter(|sentence| !is_told(sentence));
            concerns.extend(others.map(Concern::danger));
        }
        concerns
    }

    fn look_alikes(&self, known: &ApprovalFacts) -> Vec<(Mark, String)> {
        let marks = |address: &str| known.known().marks(address).into_iter().filter(Mark::is_alarm);
        let paid = self.would_pay(Some(known)).into_iter().map(|it| it.address);
        paid.flat_map(|it| marks(&it).map(move |mark| (mark, it.clone())).collect::<Vec<_>>()).collect()
    }
}

fn look_alike(mark: &Mark, address: &str) -> Concern {
    let Mark::LooksLike { found, known_as } = mark else { return Concern::danger(mark.sentence()) };
    let sentence = format!(
        "The money would go to {address}. That is not {}, which {known_as}: it only looks like it (address poisoning). \
         Confirm the address with the requester through another channel.",
        found.known
    );
    Concern { excerpt: Some(Excerpt::around(address, &found.differs)), ..Concern::danger(sentence) }
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
            approval.concerns(Some(&not_again)),
            approval.concerns(Some(&seen)),
            "it is not disproved"
        );
        let disproved = facts(&[], Fact::Known(true)).with_earlier(Some(Arc::clone(&seen)));
        assert_eq!(approval.concerns(Some(&disproved)).len(), 1, "it is disproved");
        let facts = seen;
        let concerns = approval.concerns(Some(&facts));
        assert_eq!(concerns.len(), 2, "{concerns:?}");
        assert!(concerns.iter().all(|it| it.kind == ConcernKind::Danger));
        let excerpt = concerns[0].excerpt.as_ref().map(Excerpt::characters);
        assert!(concerns[0].sentence.contains(poisoned) && concerns[0].sentence.contains(good));
        assert_eq!(excerpt.as_deref(), Some("r0szzz"));
        assert!(concerns[1].sentence.contains("a different total") && concerns[1].excerpt.is_none());
        assert!(approval.concerns(None).is_empty(), "nothing was read");
    }
}
