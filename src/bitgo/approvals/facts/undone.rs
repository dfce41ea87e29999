//! Which checks of an approval could not be done, because what they need was not read, or not to its end.

use super::ApprovalFacts;
use crate::bitgo::approvals::{Change, PendingApproval};
use crate::bitgo::fact::Fact;
use crate::domain::amount::Balance;
use crate::domain::text::counted;

impl ApprovalFacts {
    /// Each check of this approval that was not done, or not to its end, in a sentence.
    pub fn undone_checks(&self, approval: &PendingApproval) -> Vec<String> {
        let is_of_wallet = approval.wallet.is_some();
        let sentences = match &approval.info.change {
            Change::Withdrawal { .. } => {
                vec![
                    self.wallet_unread(),
                    self.past_unread(),
                    self.whitelist_unread(),
                    self.own_unread(),
                    self.balance_unread(approval),
                ]
            }
            Change::User { .. } => vec![self.wallet_unread(), self.members_unread()],
            Change::Rule { .. } => vec![self.wallet_unread(), self.rules_unread(), self.past_unread()],
            Change::ApprovalsRequired(_) if is_of_wallet => {
                vec![self.wallet_unread(), self.members_unread()]
            }
            Change::ApprovalsRequired(_) | Change::Membership { .. } => {
                vec![self.enterprise_unread(approval)]
            }
            _ => Vec::new(),
        };
        sentences.into_iter().flatten().collect()
    }

    fn wallet_unread(&self) -> Option<String> {
        let is_missing = self.wallet.is_none();
        is_missing.then(|| "The wallet was not read, so nothing could be checked against it.".to_owned())
    }

    fn past_unread(&self) -> Option<String> {
        let past = self.past.as_ref()?;
        let read = counted(past.payments, "payment");
        match (&past.rest, past.payments) {
            (Fact::Known(true), _) => None,
            (Fact::Known(false), _) => Some(format!(
                "The addresses were checked only against {read} of this wallet, and there may be more."
            )),
            (Fact::Refused, _) => Some(
                "The addresses could not be checked against what this wallet has paid before: BitGo does not let you \
                 read that."
                    .to_owned(),
            ),
            (Fact::Failed(why), 0) => Some(format!(
                "The addresses could not be checked against what this wallet has paid before: {why}"
            )),
            (Fact::Failed(why), _) => Some(format!(
                "The addresses were checked only against {read} of this wallet, and the rest could not be read: {why}"
            )),
        }
    }

    fn whitelist_unread(&self) -> Option<String> {
        let is_unread = self.wallet.is_some() && !self.tells_rules();
        is_unread.then(|| {
            "BitGo does not report this wallet's rules, so the addresses could not be checked against a whitelist."
                .to_owned()
        })
    }

    fn own_unread(&self) -> Option<String> {
        let is_unread = self.past.is_some() && !self.known.sources().listed.is_whole;
        is_unread.then(|| {
            "Your wallets were not read to the end, so an address of your own may be among the recipients without being \
             shown as yours."
                .to_owned()
        })
    }

    fn balance_unread(&self, approval: &PendingApproval) -> Option<String> {
        let wallet = &self.wallet.as_ref()?.wallet;
        let is_own_coin = approval.coin.as_deref().is_some_and(|coin| coin == wallet.coin);
        let is_unread = wallet.balance.as_ref().and_then(Balance::exact).is_none();
        (is_own_coin && is_unread).then(|| {
            "The balance of the wallet could not be read, so the withdrawal could not be compared with it.".to_owned()
        })
    }

    fn rules_unread(&self) -> Option<String> {
        let is_unread = self.wallet.is_some() && !self.tells_rules();
        is_unread.then(|| {
            "BitGo does not report this wallet's rules, so the request could not be checked against them."
                .to_owned()
        })
    }

    /// A wallet without people is none.
    fn members_unread(&self) -> Option<String> {
        let is_unread = self.members().is_some_and(|wallet| wallet.people.is_empty());
        is_unread.then(|| {
            "BitGo does not report this wallet's people, so the request could not be checked against them.".to_owned()
        })
    }

    fn enterprise_unread(&self, approval: &PendingApproval) -> Option<String> {
        // Of an organization's people nothing can be read, and nothing is claimed.
        if !approval.needs_facts() {
            return None;
        }
        let is_whole = self.people.as_ref().is_some_and(|people| !people.is_incomplete);
        (!is_whole).then(|| {
            "The people of the enterprise were not read to the end, so the request could not be checked against them."
                .to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalInfo, ApprovalKind, PastPayments};
    use crate::bitgo::enterprises::EnterprisePeople;
    use crate::bitgo::wallet::Wallet;
    use crate::domain::approval::ListedWallets;
    use serde_json::json;

    fn approval(kind: ApprovalKind, change: Change, wallet: Option<&str>) -> PendingApproval {
        PendingApproval {
            coin: Some("btc".to_owned()),
            wallet: wallet.map(str::to_owned),
            info: ApprovalInfo { kind, change, ..ApprovalInfo::default() },
            ..PendingApproval::default()
        }
    }

    fn withdrawal() -> PendingApproval {
        let change = Change::Withdrawal {
            recipients: Vec::new(),
            requested: None,
            fee: None,
            comment: String::new(),
            intent: None,
            triggered: None,
        };
        approval(ApprovalKind::Transaction, change, Some("w"))
    }

    fn wallet(tells_rules: bool, balance: &str) -> Wallet {
        let policy = if tells_rules { json!({ "policy": { "rules": [] } }) } else { json!({}) };
        Wallet::of_json(
            &json!({ "coin": "btc", "balanceString": balance, "users": [{ "user": "ann" }], "admin": policy }),
        )
    }

    #[test]
    fn every_check_of_a_withdrawal_that_was_not_done_is_said() {
        let failed = || Fact::Failed("The answer could not be verified.".to_owned());
        for (rest, payments, is_whole, tells_rules, balance, expected) in [
            (Fact::Known(true), 3, true, true, "5", &[][..]),
            (
                Fact::Known(false),
                2000,
                true,
                true,
                "5",
                &["only against 2000 payments of this wallet, and there may be more."],
            ),
            (Fact::Refused, 0, true, true, "5", &["paid before: BitGo does not let you read that."]),
            (
                failed(),
                0,
                true,
                true,
                "5",
                &[
                    "could not be checked against what this wallet has paid before: The answer could not be verified.",
                ],
            ),
            (
                failed(),
                1,
                true,
                true,
                "5",
                &["only against 1 payment of this wallet, and the rest could not be read: The answer"],
            ),
            (Fact::Known(true), 0, false, true, "5", &["Your wallets were not read to the end"]),
            (Fact::Known(true), 0, true, false, "5", &["could not be checked against a whitelist."]),
            (Fact::Known(true), 0, true, true, "much", &["The balance of the wallet could not be read"]),
            (
                Fact::Refused,
                0,
                false,
                false,
                "much",
                &["does not let you", "whitelist", "Your wallets", "The balance"],
            ),
        ] {
            let past = PastPayments { addresses: Vec::new(), payments, rest };
            let listed = ListedWallets { is_whole, ..ListedWallets::default() };
            let facts = ApprovalFacts::of_withdrawal(wallet(tells_rules, balance), "btc", past, listed);
            let undone = facts.undone_checks(&withdrawal());
            assert_eq!(undone.len(), expected.len(), "{undone:?}");
            for (sentence, words) in undone.iter().zip(expected) {
                assert!(sentence.contains(words) && sentence.ends_with('.'), "{sentence}");
            }
        }
    }

    #[test]
    fn of_every_other_kind_what_was_not_read_is_said_too() {
        let user =
            || Change::User { action: "add".to_owned(), user: "bob".to_owned(), permissions: Vec::new() };
        let rule = || Change::Rule { action: "update".to_owned(), rule: Box::default() };
        let required = || Change::ApprovalsRequired(2);
        let member = || Change::Membership {
            action: "add".to_owned(),
            email: None,
            user: Some("bob".to_owned()),
            role: None,
            place: None,
        };
        let tags = || Change::Tags { action: "add".to_owned(), tags: Vec::new() };
        let whole = || ApprovalFacts::of_wallet(wallet(true, "5"));
        let bare = || ApprovalFacts::of_wallet(Wallet::default());
        let people = |is_incomplete| {
            ApprovalFacts::of_enterprise(EnterprisePeople { is_incomplete, ..EnterprisePeople::default() })
        };
        let none = ApprovalFacts::default;
        for (kind, change, wallet, facts, expected) in vec![
            (ApprovalKind::UserChange, user(), Some("w"), whole(), ""),
            (ApprovalKind::UserChange, user(), Some("w"), bare(), "does not report this wallet's people"),
            (ApprovalKind::UserChange, user(), None, none(), "The wallet was not read"),
            (ApprovalKind::PolicyRule, rule(), Some("w"), whole(), ""),
            (ApprovalKind::PolicyRule, rule(), Some("w"), bare(), "does not report this wallet's rules"),
            (ApprovalKind::ApprovalsRequired, required(), Some("w"), whole(), ""),
            (ApprovalKind::ApprovalsRequired, required(), Some("w"), bare(), "wallet's people"),
            (ApprovalKind::ApprovalsRequired, required(), None, people(false), ""),
            (
                ApprovalKind::ApprovalsRequired,
                required(),
                None,
                people(true),
                "of the enterprise were not read",
            ),
            (ApprovalKind::Enterprise, member(), None, people(false), ""),
            (ApprovalKind::Enterprise, member(), None, people(true), "of the enterprise were not read"),
            (ApprovalKind::Enterprise, member(), None, none(), "of the enterprise were not read"),
            (ApprovalKind::Organization, member(), None, none(), ""),
            (ApprovalKind::WalletTags, tags(), Some("w"), bare(), ""),
        ] {
            let approval = approval(kind, change, wallet);
            let undone = facts.undone_checks(&approval);
            assert_eq!(undone.len(), usize::from(!expected.is_empty()), "{approval:?}: {undone:?}");
            assert!(undone.concat().contains(expected), "{undone:?}");
        }
        let unread = ApprovalFacts::default().undone_checks(&withdrawal());
        assert_eq!(unread, ["The wallet was not read, so nothing could be checked against it."]);
    }
}
