//! Approvals that can never come: whoever asks for something cannot approve it, so that a rule that asks for as many as
//! could be given holds up for ever what one of those who could give them sends.

use std::collections::BTreeSet;

use crate::domain::share::{Member, Permission};

/// What a rule that asks for approvals holds up for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deadlock {
    /// Everything: more approvals are needed than there are people who could give one.
    Whoever {
        /// How many could give one.
        could: usize,
    },
    /// What these people send, by ID: then the others are too few.
    Of(Vec<String>),
}

impl Deadlock {
    /// Judges a rule that asks these people, or every admin where it names none, in a wallet of these people that wants
    /// so many approvals.
    pub fn of(people: &[Member], named: &[String], needed: u64) -> Option<Self> {
        let may = |member: &&Member, permission| member.permissions.has(&permission);
        let could: BTreeSet<&str> = if named.is_empty() {
            people.iter().filter(|it| may(it, Permission::Admin)).map(|it| it.person.as_str()).collect()
        } else {
            named.iter().map(String::as_str).collect()
        };
        let needed = usize::try_from(needed.max(1)).unwrap_or(usize::MAX);
        if could.len() < needed {
            return Some(Self::Whoever { could: could.len() });
        }
        let sends_and_approves =
            |it: &&Member| may(it, Permission::Spend) && could.contains(it.person.as_str());
        let stuck: Vec<String> =
            people.iter().filter(sends_and_approves).map(|it| it.person.clone()).collect();
        (could.len() == needed && !stuck.is_empty()).then_some(Self::Of(stuck))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::share::Permissions;

    #[test]
    fn who_sends_cannot_approve_and_who_is_not_asked_cannot_either() {
        let of = |who: &[&str]| Some(Deadlock::Of(who.iter().map(|&it| it.to_owned()).collect()));
        let whoever = |could| Some(Deadlock::Whoever { could });
        for (case, people, named, needed, expected) in [
            ("separation of duties", &["view,admin", "view,spend"][..], &[][..], 1, None),
            ("one admin who spends", &["spend,admin", "spend"], &[], 1, of(&["p0"])),
            ("two of two admins", &["spend,admin", "admin"], &[], 2, of(&["p0"])),
            ("two of three admins", &["spend,admin", "spend,admin", "admin"], &[], 2, None),
            ("three of two admins", &["spend,admin", "admin", "spend"], &[], 3, whoever(2)),
            ("who named themselves", &["spend,admin", "admin"], &["p0"], 1, of(&["p0"])),
            ("named twice", &["spend,admin", "admin"], &["p0", "p0"], 2, whoever(1)),
            ("somebody else is named", &["spend,admin", "admin"], &["p1"], 1, None),
            ("two of one who is named", &["spend,admin", "admin"], &["p1"], 2, whoever(1)),
            ("no approval told to be needed is one", &["view,spend"], &[], 0, whoever(0)),
        ] {
            let people: Vec<Member> = (0..)
                .zip(people)
                .map(|(at, list): (usize, _)| Member {
                    person: format!("p{at}"),
                    permissions: Permissions::from_list(list),
                })
                .collect();
            let named: Vec<String> = named.iter().map(|&it: &&str| it.to_owned()).collect();
            assert_eq!(Deadlock::of(&people, &named, needed), expected, "{case}");
        }
    }
}
