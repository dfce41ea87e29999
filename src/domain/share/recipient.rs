//! Whom a wallet is to be shared with, and what stands in the way of that person: each its own sentence and way on.

use super::permission::{Permission, Permissions};
use super::wallet::WalletFacts;

/// A person as the look-up for sharing tells of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipient {
    /// The platform's ID.
    pub id: String,
    /// The email address that was looked up.
    pub email: String,
    /// Their name; empty where the answer has none.
    pub name: String,
    /// Whether a key can be sealed for them: they have logged in once and have a second factor.
    pub has_key: bool,
    /// Whether their account is frozen.
    pub is_frozen: bool,
    /// Whether their account is in use, where the platform says so.
    pub is_active: Option<bool>,
}

impl Recipient {
    /// What to call them: name, else email, else ID.
    pub fn display_name(&self) -> &str {
        [&self.name, &self.email, &self.id].into_iter().find(|it| !it.is_empty()).map_or("", String::as_str)
    }
}

/// A share of a wallet that nobody has answered yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenShare {
    /// The share, by ID.
    pub id: String,
    /// The wallet, by ID.
    pub wallet: String,
    /// Who receives, by ID.
    pub to: String,
    /// What they will be allowed.
    pub permissions: Permissions,
    /// Whether it waits for another admin; else it waits for the recipient.
    pub awaits_approval: bool,
}

/// How a person stands to a wallet that is to be shared with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecipientStatus {
    /// It is the person who shares.
    Oneself,
    /// Their account is frozen.
    Frozen,
    /// Their account is not in use.
    Inactive,
    /// No key can be sealed for them, so they cannot be let spend.
    NoKey,
    /// They are on the wallet already, with these permissions.
    OnWallet(Permissions),
    /// They are invited already.
    Invited(OpenShare),
}

impl RecipientStatus {
    /// Everything that is so of this person, what weighs most first. Nothing for a newcomer in good standing.
    pub fn all_of(recipient: &Recipient, wallet: &WalletFacts, me: &str, open: &[OpenShare]) -> Vec<Self> {
        let invited = open.iter().find(|it| it.wallet == wallet.id && it.to == recipient.id).cloned();
        [
            (recipient.id == me).then_some(Self::Oneself),
            recipient.is_frozen.then_some(Self::Frozen),
            (recipient.is_active == Some(false)).then_some(Self::Inactive),
            (!recipient.has_key).then_some(Self::NoKey),
            wallet.permissions_of(&recipient.id).cloned().map(Self::OnWallet),
            invited.map(Self::Invited),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What is the case, in a sentence.
    pub fn sentence(&self, recipient: &Recipient, wallet: &WalletFacts) -> String {
        let (who, wallet) = (recipient.display_name(), wallet.name());
        match self {
            Self::Oneself => "This is you. Choose another person to share with.".to_owned(),
            Self::Frozen => format!("{who}'s account is frozen."),
            Self::Inactive => format!("{who}'s account is not active."),
            Self::NoKey => {
                format!("{who} has no sharing key yet, so no wallet key can be encrypted for them.")
            }
            Self::OnWallet(held) => {
                format!("{who} is already on “{wallet}” and can {} it.", held.in_words())
            }
            Self::Invited(share) if share.awaits_approval => {
                format!("There is already an invitation for {who} to “{wallet}”, pending approval.")
            }
            Self::Invited(_) => {
                format!("There is already an invitation for {who} to “{wallet}”, pending their response.")
            }
        }
    }

    /// What to do about it, in a sentence.
    pub fn way_on(&self, recipient: &Recipient) -> String {
        let who = recipient.display_name();
        match self {
            Self::Oneself => "Enter the other person's email address.".to_owned(),
            Self::Frozen => {
                format!("Ask {who} or an enterprise owner to unfreeze the account first, then share.")
            }
            Self::Inactive => format!("Ask {who} to log in, or contact BitGo support, then share."),
            Self::NoKey => format!(
                "Ask {who} to log in once and set up two-factor authentication. Until then, share without Spend or leave the key out."
            ),
            Self::OnWallet(_) => {
                "A share replaces their permissions: choose everything that they should have.".to_owned()
            }
            Self::Invited(share) if share.awaits_approval => {
                "Get it approved, or cancel it under Shares before you share again.".to_owned()
            }
            Self::Invited(_) => {
                "Resend its email under Shares, or tick “Re-invite” to replace it.".to_owned()
            }
        }
    }

    /// Whether nothing can be shared with this person as things are.
    pub fn blocks(&self) -> bool {
        matches!(self, Self::Oneself | Self::Frozen | Self::Inactive)
    }
}

/// What a share would take away from somebody who is on the wallet already: a share sets all that they may do.
pub fn lost(held: &Permissions, given: &Permissions) -> Vec<Permission> {
    held.all().iter().filter(|permission| !given.has(permission)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::share::Member;

    fn person(id: &str) -> Recipient {
        let (name, email) = ("Nadia Petrov".to_owned(), "nadia@treasury.example".to_owned());
        Recipient { id: id.to_owned(), name, email, has_key: true, ..Recipient::default() }
    }

    fn wallet() -> WalletFacts {
        let permissions = Permissions::from_list("view");
        let people = vec![Member { person: "viewer".to_owned(), permissions }];
        WalletFacts { id: "w".to_owned(), label: "Cold vault".to_owned(), people, ..WalletFacts::default() }
    }

    #[test]
    fn each_circumstance_has_its_own_sentence_and_way_on() {
        let open = [OpenShare { wallet: "w".to_owned(), to: "invited".to_owned(), ..OpenShare::default() }];
        let waiting = [OpenShare { awaits_approval: true, ..open[0].clone() }];
        let frozen = Recipient { is_frozen: true, ..person("new") };
        let inactive = Recipient { is_active: Some(false), ..person("new") };
        let keyless = Recipient { has_key: false, ..person("new") };
        let mut said = Vec::new();
        for (recipient, open, blocks, words) in [
            (person("me"), &[][..], true, "This is you"),
            (frozen, &[], true, "account is frozen"),
            (inactive, &[], true, "is not active"),
            (keyless, &[], false, "no sharing key yet"),
            (person("viewer"), &[], false, "can view it"),
            (person("invited"), &open[..], false, "pending their response"),
            (person("invited"), &waiting[..], false, "pending approval"),
        ] {
            let found = RecipientStatus::all_of(&recipient, &wallet(), "me", open);
            let [only] = &found[..] else { panic!("{words}: {found:?}") };
            let sentence = only.sentence(&recipient, &wallet());
            assert!(sentence.contains(words), "{sentence}");
            assert_eq!(only.blocks(), blocks, "{words}");
            said.push((sentence, only.way_on(&recipient)));
        }
        let ways: std::collections::BTreeSet<&String> = said.iter().map(|(_, way)| way).collect();
        assert_eq!(ways.len(), said.len(), "two circumstances with one way on: {said:?}");
        assert_eq!(RecipientStatus::all_of(&person("new"), &wallet(), "me", &open), []);
    }

    #[test]
    fn a_share_sets_everything_that_somebody_may_do() {
        let of = Permissions::from_list;
        assert_eq!(lost(&of("view,admin"), &of("view,spend")), [Permission::Admin]);
        assert_eq!(lost(&of("view"), &of("view,spend")), []);
    }
}
