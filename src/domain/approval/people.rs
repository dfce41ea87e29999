//! What a change of a wallet's people changes: what the person gains and loses, and who administers the wallet then.

use super::warning::Warning;
use crate::domain::share::{Member, Names, Permission, Permissions};
use crate::domain::text::listed;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The person gets these, beside what they have.
    Added(Permissions),
    /// The person has exactly these.
    Replaced(Permissions),
    /// The person leaves.
    Removed,
}

/// A change of one person of a wallet, against the wallet as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleChange {
    /// What they may do now; none where they are not on it.
    pub before: Option<Permissions>,
    /// What they would be allowed; none where they would not be on it.
    pub after: Option<Permissions>,
    /// Who would administer it, by ID.
    pub admins_after: Vec<String>,
    /// How many could spend from it.
    pub spenders_after: usize,
}

impl PeopleChange {
    /// Judges the change of this person on a wallet with these people.
    pub fn of(people: &[Member], person: &str, wanted: &Wanted) -> Self {
        let held = people.iter().find(|member| member.person == person).map(|member| &member.permissions);
        let after = match wanted {
            Wanted::Removed => None,
            Wanted::Replaced(permissions) => Some(permissions.clone()),
            Wanted::Added(permissions) => {
                let all = held.into_iter().flat_map(Permissions::all).chain(permissions.all());
                Some(Permissions::of(all.cloned()))
            }
        };
        let others = people.iter().filter(|member| member.person != person);
        let own = after.iter().map(|permissions| (person, permissions));
        let all: Vec<_> =
            others.map(|member| (member.person.as_str(), &member.permissions)).chain(own).collect();
        let with = |permission: Permission| all.iter().filter(move |(_, it)| it.has(&permission));
        let admins_after = with(Permission::Admin).map(|(person, _)| (*person).to_owned()).collect();
        let spenders_after = with(Permission::Spend).count();
        Self { before: held.cloned(), after, admins_after, spenders_after }
    }

    /// What they would be able to do that they cannot do now.
    pub fn gained(&self) -> Vec<&Permission> {
        only_in(self.after.as_ref(), self.before.as_ref())
    }

    /// What they could no longer do.
    pub fn lost(&self) -> Vec<&Permission> {
        only_in(self.before.as_ref(), self.after.as_ref())
    }

    /// What to look at before it is approved.
    pub fn warnings(&self, who: &str, names: &Names) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let lost = self.lost();
        if self.before.is_none() && self.after.is_none() {
            warnings.push(Warning::attention(format!(
                "{who} is not on this wallet: someone has already removed them."
            )));
        } else if self.before.is_some() && self.gained().is_empty() && lost.is_empty() {
            warnings
                .push(Warning::note(format!("{who} has these permissions already: nothing will change.")));
        }
        if self.gained().contains(&&Permission::Admin) {
            warnings.push(Warning::attention(format!(
                "{who} will be able to change this wallet's people and policy, and approve requests."
            )));
        }
        let admins: Vec<String> = self.admins_after.iter().map(|id| names.of(id)).collect();
        warnings.push(match admins.len() {
            0 => Warning::danger(
                "No admin will be left: nobody can manage this wallet's users or policy, or approve anything.",
            ),
            1 => Warning::attention(format!(
                "Admins after approval (1): {}. Nobody else will have to approve this admin's changes.",
                listed(admins, "admin")
            )),
            count => {
                Warning::note(format!("Admins after approval ({count}): {}.", listed(admins, "admin")))
            }
        });
        if lost.contains(&&Permission::Spend) {
            warnings.push(Warning::attention(format!(
                "{who} may keep a copy of the wallet's key: move the funds if you no longer trust them."
            )));
        }
        if self.spenders_after == 0 && lost.contains(&&Permission::Spend) {
            warnings.push(Warning::danger("Nobody will be able to spend from this wallet."));
        }
        warnings
    }
}

fn only_in<'a>(side: Option<&'a Permissions>, other: Option<&Permissions>) -> Vec<&'a Permission> {
    let mut found: Vec<&Permission> = side
        .into_iter()
        .flat_map(Permissions::all)
        .filter(|it| other.is_none_or(|other| !other.has(it)))
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::approval::WarningLevel::{Attention, Danger, Note};

    fn people(all: &[(&str, &str)]) -> Vec<Member> {
        let member = |&(person, permissions): &(&str, &str)| Member {
            person: person.to_owned(),
            permissions: Permissions::from_list(permissions),
        };
        all.iter().map(member).collect()
    }

    #[test]
    fn what_is_gained_lost_and_left_is_told() {
        let two = people(&[("ann", "view,spend,admin"), ("bob", "view,admin"), ("eve", "view")]);
        let one = people(&[("ann", "admin"), ("bob", "view,spend")]);
        let list = Permissions::from_list;
        for (people, person, wanted, gained, lost, weights) in [
            (&two, "eve", Wanted::Added(list("view,spend")), "spend", "", vec![Note]),
            (
                &two,
                "eve",
                Wanted::Replaced(list("admin,freeze")),
                "admin freeze",
                "view",
                vec![Attention, Note],
            ),
            (&two, "zoe", Wanted::Added(list("view")), "view", "", vec![Note]),
            (&two, "eve", Wanted::Removed, "", "view", vec![Note]),
            (&two, "bob", Wanted::Removed, "", "view admin", vec![Attention]),
            (&two, "ann", Wanted::Removed, "", "view spend admin", vec![Attention, Attention, Danger]),
            (&one, "ann", Wanted::Removed, "", "admin", vec![Danger]),
            (&one, "ann", Wanted::Replaced(list("view")), "view", "admin", vec![Danger]),
            (&two, "zoe", Wanted::Removed, "", "", vec![Attention, Note]),
            (&two, "eve", Wanted::Added(list("view")), "", "", vec![Note, Note]),
        ] {
            let change = PeopleChange::of(people, person, &wanted);
            let words = |all: Vec<&Permission>| all.iter().map(|it| it.word()).collect::<Vec<_>>().join(" ");
            let context = format!("{person}: {wanted:?}");
            assert_eq!(
                (words(change.gained()).as_str(), words(change.lost()).as_str()),
                (gained, lost),
                "{context}"
            );
            let warnings = change.warnings("Somebody", &Names::default());
            assert_eq!(
                warnings.iter().map(|it| it.level).collect::<Vec<_>>(),
                weights,
                "{context}: {warnings:?}"
            );
        }
        let mut names = Names::default();
        names.add("ann", "Ann");
        let left = PeopleChange::of(&two, "bob", &Wanted::Removed).warnings("Bob", &names);
        assert!(left[0].sentence.starts_with("Admins after approval (1): Ann."), "{left:?}");
    }
}
