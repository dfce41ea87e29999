//! Who has to approve a change of a wallet's rules (the protocol notes, section 9): with a balance and more than two
//! admins another one, else nobody.

use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::{Coin, coins};
use crate::domain::share::{Names, WalletFacts};
use crate::domain::text::any_of;

/// From this many admins on a change of a funded wallet needs another admin.
const ADMINS_FOR_APPROVAL: usize = 3;

/// Whether a change of the rules takes effect at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeApproval {
    /// Only admins change rules, and this person is none.
    NotAdmin,
    /// Another admin has to approve it; those who can, by ID.
    Needed(Vec<String>),
    /// It takes effect at once, for this reason.
    AtOnce(AtOnce),
}

/// Why nobody has to approve a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtOnce {
    /// The wallet has one admin.
    OneAdmin,
    /// It has two.
    TwoAdmins,
    /// Nothing is in it.
    Empty,
}

impl ChangeApproval {
    /// Judges a change of this wallet's rules by `me`. A balance that is not reported, or is no number, counts as something,
    /// and so does none of a coin beside which tokens may be there.
    pub fn of(wallet: &WalletFacts, balance: Option<&Balance>, me: &str) -> Self {
        let admins = wallet.admins().count();
        let may_hold_tokens = coins().get(&wallet.coin).is_none_or(Coin::carries_tokens);
        let is_empty = !may_hold_tokens && balance.and_then(Balance::exact).is_some_and(BaseUnits::is_zero);
        if wallet.admins().all(|admin| admin != me) {
            return Self::NotAdmin;
        }
        match admins {
            1 => Self::AtOnce(AtOnce::OneAdmin),
            _ if admins < ADMINS_FOR_APPROVAL => Self::AtOnce(AtOnce::TwoAdmins),
            _ if is_empty => Self::AtOnce(AtOnce::Empty),
            _ => Self::Needed(wallet.approvers(me).into_iter().map(str::to_owned).collect()),
        }
    }

    /// In a sentence, said before anything is changed.
    pub fn sentence(&self, names: &Names) -> String {
        match self {
            Self::NotAdmin => "Only the wallet's admins can change its policy rules.".to_owned(),
            Self::Needed(approvers) => format!(
                "Changes to policy rules require approval from {}.",
                any_of(approvers.iter().map(|id| names.of(id)).collect(), "admin")
            ),
            Self::AtOnce(AtOnce::OneAdmin) => "Changes to policy rules take effect immediately: you are the only admin. Anyone who gets into your account can make them, too."
                .to_owned(),
            Self::AtOnce(AtOnce::TwoAdmins) => "Changes to policy rules take effect immediately: BitGo requires another admin's approval only with 3 or more admins."
                .to_owned(),
            Self::AtOnce(AtOnce::Empty) => {
                "Changes to policy rules take effect immediately: BitGo requires another admin's approval only for funded wallets."
                    .to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::share::{Member, Permissions};

    fn wallet(admins: &[&str]) -> WalletFacts {
        let member = |id: &&str| Member {
            person: (*id).to_owned(),
            permissions: Permissions::from_list("admin,view"),
        };
        let people = admins.iter().map(member).collect();
        WalletFacts { coin: "btc".to_owned(), people, ..WalletFacts::default() }
    }

    #[test]
    fn more_than_two_admins_and_a_balance_make_a_change_wait() {
        let (some, none, odd) = (Balance::from_wire("5"), Balance::from_wire("0"), Balance::from_wire("1e8"));
        for (admins, balance, expected) in [
            (&["me"][..], Some(&some), ChangeApproval::AtOnce(AtOnce::OneAdmin)),
            (&["me", "b"], Some(&some), ChangeApproval::AtOnce(AtOnce::TwoAdmins)),
            (&["me", "b", "c"], Some(&none), ChangeApproval::AtOnce(AtOnce::Empty)),
            (&["me", "b", "c"], Some(&some), ChangeApproval::Needed(vec!["b".to_owned(), "c".to_owned()])),
            (&["me", "b", "c"], Some(&odd), ChangeApproval::Needed(vec!["b".to_owned(), "c".to_owned()])),
            (&["me", "b", "c"], None, ChangeApproval::Needed(vec!["b".to_owned(), "c".to_owned()])),
            (&["b", "c"], Some(&some), ChangeApproval::NotAdmin),
        ] {
            let judged = ChangeApproval::of(&wallet(admins), balance, "me");
            assert_eq!(judged, expected, "{admins:?} {balance:?}");
            assert!(judged.sentence(&Names::default()).ends_with('.'));
        }
        let of_tokens = WalletFacts { coin: "eth".to_owned(), ..wallet(&["me", "b", "c"]) };
        let judged = ChangeApproval::of(&of_tokens, Some(&none), "me");
        assert!(matches!(judged, ChangeApproval::Needed(_)), "nothing of the coin, but maybe tokens");
    }
}
