//! A wallet as far as sharing it goes: who is on it, with what, and where its key is.

use super::names::Names;
use super::permission::{Permission, Permissions};
use crate::domain::approvers::{can_approve, enough_of};
use crate::domain::count::Count;

/// What is known of a wallet that is to be shared, or whose people are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WalletFacts {
    /// The platform's ID.
    pub id: String,
    /// What its owners call it.
    pub label: String,
    /// Its coin, by ticker.
    pub coin: String,
    /// Its enterprise, by ID.
    pub enterprise: Option<String>,
    /// Who is on it.
    pub people: Vec<Member>,
    /// Where its key is.
    pub key: KeyPlace,
    /// Whether it is a trading account (Go Accounts), where alone `trade` means something.
    pub is_trading: bool,
    /// How many admins have to approve, where the platform says so.
    pub approvals_required: Option<u64>,
}

/// One person of a wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person, by ID.
    pub person: String,
    /// What they may do.
    pub permissions: Permissions,
}

/// Where the key of a wallet is, which decides what a person who is to spend has to be handed (protocol notes,
/// section 6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum KeyPlace {
    /// With each of its users, encrypted under a passphrase of their own.
    #[default]
    WithUsers,
    /// The same, as a share of a key that nobody holds whole (multi-party computation).
    InParts,
    /// Nowhere in reach: off-line, or with the platform's trust company.
    OutOfReach,
    /// Every user makes one of their own (feature `multi-key-user-key`).
    OneEach,
}

/// What happens with a wallet's key in a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyHandling {
    /// Nothing: the recipient is not to spend.
    NotNeeded,
    /// Nothing: the wallet's kind has no key here to hand over (cold and custodial wallets).
    NoKeyHere,
    /// Nothing: the recipient makes a key of their own.
    OwnKey,
    /// It is sealed for the recipient, for which the wallet passphrase is needed.
    Sealed,
}

impl KeyHandling {
    /// What happens with a key at this place when somebody gets these permissions.
    pub fn of(place: KeyPlace, permissions: &Permissions) -> Self {
        match place {
            _ if !permissions.has(&Permission::Spend) => Self::NotNeeded,
            KeyPlace::OneEach => Self::OwnKey,
            KeyPlace::OutOfReach => Self::NoKeyHere,
            KeyPlace::WithUsers | KeyPlace::InParts => Self::Sealed,
        }
    }
}

impl WalletFacts {
    /// How many people are on it, where the platform tells.
    pub fn people_count(&self) -> Count {
        Count::of(self.people.len(), !self.people.is_empty())
    }

    /// What this person may do with it; nothing where they are not on it.
    pub fn permissions_of(&self, person: &str) -> Option<&Permissions> {
        self.people.iter().find(|member| member.person == person).map(|member| &member.permissions)
    }

    /// Its admins, by ID.
    pub fn admins(&self) -> impl Iterator<Item = &str> {
        let is_admin = |member: &&Member| member.permissions.has(&Permission::Admin);
        self.people.iter().filter(is_admin).map(|member| member.person.as_str())
    }

    /// Who could approve a change that `me` asks for: every other admin. With none, nobody has to.
    pub fn approvers(&self, me: &str) -> Vec<&str> {
        self.admins().filter(|admin| *admin != me).collect()
    }

    /// How many of them have to approve: one, unless the platform says more.
    pub fn approvals_needed(&self) -> u64 {
        self.approvals_required.unwrap_or(1).max(1)
    }

    /// The same in words: all of them where all are needed, else any. Nothing where nobody has to approve.
    pub fn approvers_in_words(&self, me: &str, names: &Names) -> Option<String> {
        let approvers: Vec<String> = self.approvers(me).into_iter().map(|id| names.of(id)).collect();
        (!approvers.is_empty()).then(|| enough_of(approvers, self.approvals_needed()))
    }

    /// What a change that `me` has just asked for waits for, a sentence; nothing where it is not known who can approve.
    pub fn pending_words(&self, me: &str, names: &Names) -> Option<String> {
        let approvers = self.approvers_in_words(me, names)?;
        let could = self.approvers(me).len();
        Some(match self.approvals_needed() {
            1 => format!("Pending approval: {approvers}."),
            needed if needed > could as u64 => {
                format!("Pending {needed} approvals, but {}: this cannot complete.", can_approve(could))
            }
            needed => format!("Pending {needed} approvals: {approvers}."),
        })
    }

    /// What to call it in a sentence.
    pub fn name(&self) -> &str {
        if self.label.trim().is_empty() { &self.id } else { self.label.trim() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_waits_for_as_many_as_the_wallet_requires() {
        let wallet = |admins: &[&str], needed| WalletFacts {
            people: admins
                .iter()
                .map(|&id| Member { person: id.to_owned(), permissions: Permissions::from_list("admin") })
                .collect(),
            approvals_required: needed,
            ..WalletFacts::default()
        };
        let three = &["me", "Marcus", "Ines"][..];
        for (admins, needed, words) in [
            (three, None, Some("Pending approval: Marcus or Ines.")),
            (three, Some(1), Some("Pending approval: Marcus or Ines.")),
            (three, Some(2), Some("Pending 2 approvals: Marcus and Ines.")),
            (
                three,
                Some(3),
                Some("Pending 3 approvals, but only 2 people can approve: this cannot complete."),
            ),
            (&["me"][..], Some(2), None),
        ] {
            let said = wallet(admins, needed).pending_words("me", &Names::default());
            assert_eq!(said.as_deref(), words, "{needed:?}");
        }
    }

    #[test]
    fn only_who_is_to_spend_is_handed_a_key_and_only_where_there_is_one() {
        for (place, with_spend) in [
            (KeyPlace::WithUsers, KeyHandling::Sealed),
            (KeyPlace::InParts, KeyHandling::Sealed),
            (KeyPlace::OutOfReach, KeyHandling::NoKeyHere),
            (KeyPlace::OneEach, KeyHandling::OwnKey),
        ] {
            for (permissions, handling) in [
                ("view,spend", with_spend),
                ("view,admin", KeyHandling::NotNeeded),
                ("", KeyHandling::NotNeeded),
            ] {
                assert_eq!(KeyHandling::of(place, &Permissions::from_list(permissions)), handling);
            }
        }
    }
}
