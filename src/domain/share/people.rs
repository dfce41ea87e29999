//! The people of a wallet: what to call them, how many of them administer it, and what a removal would leave behind.

use super::names::Names;
use super::permission::{Permission, Permissions};
use super::wallet::WalletFacts;
use crate::domain::approvers::enough_of;
use crate::domain::text::{counted, listed};

/// Why somebody cannot be removed from a wallet.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NotRemovable {
    /// They are not on it.
    #[error("This person is not on the wallet.")]
    NotThere,
    /// They are its last admin.
    #[error(
        "A wallet needs at least one admin, and this is the last one. Make somebody else an admin first."
    )]
    LastAdmin,
    /// Whoever asks does not administer it.
    #[error("Only the wallet's admins can remove people from it.")]
    NoAdmin,
}

/// What the removal of somebody from a wallet brings about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// What they can no longer do.
    pub loses: Permissions,
    /// How many admins there are afterwards.
    pub admins_left: usize,
    /// How many people can spend afterwards.
    pub spenders_left: usize,
    /// Who could approve it; empty where nobody has to.
    pub approvers: Vec<String>,
    /// How many of them have to.
    pub needed: u64,
}

impl Removal {
    /// Judges the removal of `person` by `me`.
    pub fn of(wallet: &WalletFacts, person: &str, me: &str) -> Result<Self, NotRemovable> {
        let loses = wallet.permissions_of(person).cloned().ok_or(NotRemovable::NotThere)?;
        if wallet.admins().all(|admin| admin != me) {
            return Err(NotRemovable::NoAdmin);
        }
        let others = || wallet.people.iter().filter(|member| member.person != person);
        let left = |permission| others().filter(|member| member.permissions.has(&permission)).count();
        let (admins_left, spenders_left) = (left(Permission::Admin), left(Permission::Spend));
        if admins_left == 0 {
            return Err(NotRemovable::LastAdmin);
        }
        let approvers = wallet.approvers(me).into_iter().map(str::to_owned).collect();
        let needed = wallet.approvals_required.unwrap_or(1).max(1);
        Ok(Self { loses, admins_left, spenders_left, approvers, needed })
    }

    /// What will happen, a sentence each.
    pub fn happens(&self, wallet: &WalletFacts, person: &str, names: &Names) -> Vec<String> {
        let who = names.of(person);
        let mut said = vec![self.losing(&who, wallet.name())];
        if self.approvers.is_empty() {
            said.push("No approval needed: it takes effect immediately.".to_owned());
        } else if !self.is_up_to(person) {
            let approval = self.approval(names);
            said.push(format!(
                "{approval} It takes effect once approved: until then {who} keeps everything."
            ));
        }
        said
    }

    /// What is to be feared of it, a sentence each.
    pub fn beware(&self, person: &str, names: &Names) -> Vec<String> {
        let mut said = Vec::new();
        if self.is_up_to(person) {
            said.push(format!(
                "Only {}, the person being removed, can approve this. Until they do, they keep everything: {}.",
                names.of(person),
                self.permissions(),
            ));
        }
        if self.loses.has(&Permission::Spend) {
            said.push(
                "They may still have a copy of the key: move the funds if you no longer trust them."
                    .to_owned(),
            );
        }
        if self.admins_left == 1 && self.loses.has(&Permission::Admin) {
            said.push(
                "This leaves 1 admin, who can change people and unlocked rules without approval.".to_owned(),
            );
        }
        if self.spenders_left == 0 && self.loses.has(&Permission::Spend) {
            said.push("Nobody is left who can spend from this wallet.".to_owned());
        }
        said
    }

    /// Nobody but the person can approve that they are removed.
    fn is_up_to(&self, person: &str) -> bool {
        matches!(self.approvers.as_slice(), [only] if only == person) && self.needed == 1
    }

    /// What they lose: "View, Spend and Admin".
    fn permissions(&self) -> String {
        let mut ordered: Vec<&Permission> = self.loses.all().iter().collect();
        ordered.sort();
        listed(ordered.into_iter().map(title).collect(), "permission")
    }

    fn losing(&self, who: &str, wallet: &str) -> String {
        let noun = if self.loses.all().len() == 1 { "permission" } else { "permissions" };
        let permissions = self.permissions();
        if permissions.is_empty() {
            return format!("Removes {who} from “{wallet}”.");
        }
        format!("Removes {who}'s {permissions} {noun} on “{wallet}”.")
    }

    /// Who has to approve it.
    fn approval(&self, names: &Names) -> String {
        let approvers = self.approvers.iter().map(|id| names.of(id)).collect();
        let approvers = enough_of(approvers, self.needed);
        if self.needed == 1 {
            return format!("Requires approval from {approvers}.");
        }
        let count = counted(usize::try_from(self.needed).unwrap_or(usize::MAX), "approval");
        format!("Requires {count}, from {approvers}.")
    }
}

/// A permission as the name of a thing: "Spend".
fn title(permission: &Permission) -> String {
    let mut letters = permission.word().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What to do where a wallet has one admin (vendor advice on wallets), and what that does not bring yet (the protocol
/// notes, section 9).
pub const SECOND_ADMIN: &str = "Add a second admin, as BitGo advises. With 3 or more admins, rule changes on a funded \
                                wallet also require another admin's approval.";

/// The advice to have at least two admins, where a wallet has fewer.
pub fn admin_advice(wallet: &WalletFacts) -> Option<String> {
    match wallet.admins().count() {
        0 => Some("This wallet has no admin that BitGo shows you.".to_owned()),
        1 => Some(format!(
            "This wallet has only one admin: anyone who gets into that account can change its rules alone. {SECOND_ADMIN}"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::share::Member;

    fn wallet(people: &[(&str, &str)]) -> WalletFacts {
        let member = |&(person, permissions): &(&str, &str)| Member {
            person: person.to_owned(),
            permissions: Permissions::from_list(permissions),
        };
        WalletFacts {
            label: "Treasury".into(),
            people: people.iter().map(member).collect(),
            ..WalletFacts::default()
        }
    }

    #[test]
    fn no_wallet_is_left_without_an_admin() {
        let one = wallet(&[("me", "view,spend,admin"), ("b", "view,spend")]);
        let two = wallet(&[("me", "view,admin"), ("b", "view,spend,admin")]);
        for (wallet, person, me, expected) in [
            (&one, "me", "me", Some(NotRemovable::LastAdmin)),
            (&one, "b", "me", None),
            (&one, "me", "b", Some(NotRemovable::NoAdmin)),
            (&one, "stranger", "me", Some(NotRemovable::NotThere)),
            (&two, "me", "me", None),
            (&two, "b", "me", None),
        ] {
            assert_eq!(Removal::of(wallet, person, me).err(), expected, "{person} by {me}");
        }
        let advice = admin_advice(&one).unwrap();
        assert!(
            advice.contains("With 3 or more admins, rule changes"),
            "two do not ask each other: {advice}"
        );
        assert!(admin_advice(&two).is_none());
    }

    #[test]
    fn what_a_removal_leaves_behind_is_said() {
        let wallet = wallet(&[("me", "view,admin"), ("b", "view,spend,admin")]);
        let mut names = Names::default();
        names.add("b", "Beatrix");
        let removal = Removal::of(&wallet, "b", "me").unwrap();
        assert_eq!((removal.admins_left, removal.spenders_left), (1, 0));
        let happens = removal.happens(&wallet, "b", &names);
        assert_eq!(happens, ["Removes Beatrix's View, Spend and Admin permissions on “Treasury”."]);
        let beware = removal.beware("b", &names);
        assert_eq!(
            beware[0],
            "Only Beatrix, the person being removed, can approve this. Until they do, they keep everything: View, Spend and \
             Admin."
        );
        assert!(beware[1].starts_with("They may still have a copy of the key"));
        assert!(beware[2].starts_with("This leaves 1 admin") && beware[3].starts_with("Nobody is left"));
        assert_eq!(beware.len(), 4);
    }

    #[test]
    fn until_a_removal_is_approved_the_person_keeps_everything() {
        let mut names = Names::default();
        for (id, name) in [("b", "Beatrix"), ("c", "Cyril"), ("v", "Vera")] {
            names.add(id, name);
        }
        let people = [("me", "view,admin"), ("b", "view,admin"), ("c", "view,admin"), ("v", "view")];
        let mut strict = wallet(&people);
        strict.approvals_required = Some(2);
        for (wallet, person, expected) in [
            (
                &wallet(&people),
                "v",
                "Requires approval from Beatrix or Cyril. It takes effect once approved: until then Vera keeps everything.",
            ),
            (
                &strict,
                "b",
                "Requires 2 approvals, from Beatrix and Cyril. It takes effect once approved: until then Beatrix keeps everything.",
            ),
            (
                &wallet(&[("me", "view,admin"), ("v", "view")]),
                "v",
                "No approval needed: it takes effect immediately.",
            ),
        ] {
            let removal = Removal::of(wallet, person, "me").unwrap();
            assert_eq!(removal.happens(wallet, person, &names)[1], expected);
            assert_eq!(removal.beware(person, &names), Vec::<String>::new(), "{person}");
        }
    }
}
