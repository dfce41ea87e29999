//! The removal of somebody from a wallet: the request as it is shown and sent, and what the wallet says of it when it
//! is read again.

use super::names::Names;
use super::wallet::WalletFacts;
use crate::domain::text::any_of;

/// The removal of one person from one wallet, as it is shown and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovalRequest {
    /// The wallet's coin, by ticker.
    pub coin: String,
    /// The wallet, by ID.
    pub wallet: String,
    /// The person, by ID.
    pub person: String,
}

/// A wallet that was read again, with the removals that wait for an approval.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleNow {
    /// The wallet's ID.
    pub wallet_id: String,
    /// The wallet; none where the platform shows it to this person no more.
    pub wallet: Option<WalletFacts>,
    /// Its removals that wait.
    pub removals: Vec<OpenRemoval>,
}

/// A removal that waits for an approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRemoval {
    /// Who is to be removed, by ID.
    pub person: String,
    /// The approval's ID.
    pub approval: String,
}

/// What a wallet that was read again says of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonNow {
    /// They are on it, and no removal waits.
    There,
    /// They are on it until the approval with this ID is given.
    Leaving(String),
    /// They are not on it.
    Gone,
    /// The wallet is not to be seen.
    Hidden,
}

/// What became of a removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemovalOutcome {
    /// The person is off the wallet.
    Removed,
    /// They are off it once another admin approves; the approvals' IDs, where the platform names them.
    PendingApproval(Vec<String>),
    /// It cannot be known: its answer was lost, and the wallet is not to be seen any more.
    Hidden,
}

impl RemovalRequest {
    /// Takes this person off this wallet.
    pub fn of(wallet: &WalletFacts, person: &str) -> Self {
        Self { coin: wallet.coin.clone(), wallet: wallet.id.clone(), person: person.to_owned() }
    }

    /// Method and path. There is no body.
    pub fn call(&self) -> String {
        let Self { coin, wallet, person } = self;
        format!("DELETE /api/v2/{coin}/wallet/{wallet}/user/{person}")
    }
}

impl PeopleNow {
    /// What it says of `person`. A wallet that somebody can no longer see is one that they themselves have left.
    pub fn of(&self, person: &str, me: &str) -> PersonNow {
        let Some(wallet) = &self.wallet else {
            return if person == me { PersonNow::Gone } else { PersonNow::Hidden };
        };
        if wallet.permissions_of(person).is_none() {
            return PersonNow::Gone;
        }
        let open = self.removals.iter().find(|removal| removal.person == person);
        open.map_or(PersonNow::There, |removal| PersonNow::Leaving(removal.approval.clone()))
    }
}

impl RemovalOutcome {
    /// What became of it, in a sentence. `person` is who was to be removed and `approvers` those who can approve it, by ID.
    pub fn sentence(&self, person: &str, wallet: &str, approvers: &[String], names: &Names) -> String {
        let who = names.of(person);
        match self {
            Self::Removed => format!("{who} is no longer on “{wallet}”."),
            Self::Hidden => format!(
                "BitGo no longer shows you “{wallet}”, so it is unknown whether {who} is still on it."
            ),
            Self::PendingApproval(_) => {
                let by = match approvers {
                    [] => "another admin".to_owned(),
                    [only] if only == person => format!("{who} (the person being removed)"),
                    several => any_of(several.iter().map(|id| names.of(id)).collect(), "admin"),
                };
                format!("The removal of {who} from “{wallet}” is pending approval by {by}.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::share::{Member, Permissions};

    fn now(people: &[&str], leaving: &[&str]) -> PeopleNow {
        let member = |person: &&str| Member {
            person: (*person).to_owned(),
            permissions: Permissions::from_list("view"),
        };
        let removal = |person: &&str| OpenRemoval {
            person: (*person).to_owned(),
            approval: format!("approval of {person}"),
        };
        let people = people.iter().map(member).collect();
        PeopleNow {
            wallet_id: "w".to_owned(),
            wallet: Some(WalletFacts { id: "w".to_owned(), people, ..WalletFacts::default() }),
            removals: leaving.iter().map(removal).collect(),
        }
    }

    #[test]
    fn a_wallet_read_anew_says_what_became_of_a_removal() {
        let hidden = PeopleNow { wallet_id: "w".to_owned(), ..PeopleNow::default() };
        let leaving = PersonNow::Leaving("approval of b".to_owned());
        for (now, person, expected) in [
            (&now(&["me", "b"], &[]), "b", PersonNow::There),
            (&now(&["me", "b"], &["b"]), "b", leaving),
            (&now(&["me", "b"], &["b"]), "me", PersonNow::There),
            (&now(&["me"], &[]), "b", PersonNow::Gone),
            (&hidden, "me", PersonNow::Gone),
            (&hidden, "b", PersonNow::Hidden),
        ] {
            assert_eq!(now.of(person, "me"), expected, "{person} on {now:?}");
        }
    }

    #[test]
    fn its_end_names_who_can_approve() {
        let mut names = Names::default();
        names.add("m", "Marcus");
        names.add("b", "Beatrix");
        let waits = RemovalOutcome::PendingApproval(vec!["a1".to_owned()]);
        for (end, approvers, said) in [
            (&RemovalOutcome::Removed, vec![], "Beatrix is no longer on “Treasury”."),
            (
                &waits,
                vec!["m".to_owned()],
                "The removal of Beatrix from “Treasury” is pending approval by Marcus.",
            ),
            (
                &RemovalOutcome::Hidden,
                vec![],
                "BitGo no longer shows you “Treasury”, so it is unknown whether Beatrix is still on it.",
            ),
            (
                &waits,
                vec!["b".to_owned()],
                "The removal of Beatrix from “Treasury” is pending approval by Beatrix (the person being removed).",
            ),
            (&waits, vec![], "The removal of Beatrix from “Treasury” is pending approval by another admin."),
        ] {
            assert_eq!(end.sentence("b", "Treasury", &approvers, &names), said);
        }
    }
}
