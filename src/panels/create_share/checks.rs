//! What the rules of sharing have to say of the draft as it stands, wallet by wallet.

use super::{Model, State};
use crate::bitgo::sharing_keys::SharingKey;
use crate::bitgo::wallet::Wallet;
use crate::domain::share::{
    Merged, Recipient, RecipientStatus, ShareCheck, ShareContext, WalletFacts, check, merged, same_email,
};

/// The wallets that are to be shared and that have been read, with their checks once the person is known.
pub(super) struct Checks<'a> {
    pub(super) wallets: Vec<&'a Wallet>,
    pub(super) facts: Vec<WalletFacts>,
    pub(super) key: Option<&'a SharingKey>,
    /// It is the person's own address: nobody has to be looked up.
    pub(super) is_oneself: bool,
    recipient: Option<Recipient>,
    /// Each wallet's name and check, in the order of the wallets.
    pub(super) by_wallet: Vec<(String, ShareCheck)>,
}

impl<'a> Checks<'a> {
    pub(super) fn of(state: &State, model: &Model<'a>) -> Self {
        let find = |id: &String| model.wallets.iter().find(|wallet| wallet.id == *id);
        let wallets: Vec<&Wallet> = state.wallets.iter().filter_map(find).collect();
        let facts: Vec<WalletFacts> = wallets.iter().map(|wallet| wallet.for_sharing()).collect();
        let key = model.looked_up.get(&state.address()).and_then(Option::as_ref);
        let is_oneself = model.my_addresses.iter().any(|own| same_email(own, &state.email));
        let recipient = key.map(SharingKey::recipient);
        let open = model.open.as_deref().unwrap_or_default();
        let checked = |wallet: &WalletFacts, recipient: &Recipient| {
            let context = ShareContext { wallet, recipient, me: model.me, open, names: model.names };
            (named(wallet, &facts), check(&state.draft, &context))
        };
        let by_wallet = recipient.as_ref().map_or_else(Vec::new, |recipient| {
            facts.iter().map(|wallet| checked(wallet, recipient)).collect()
        });
        Self { wallets, facts, key, is_oneself, recipient, by_wallet }
    }

    pub(super) fn recipient(&self) -> Option<&Recipient> {
        self.recipient.as_ref()
    }

    /// What to call the person.
    pub(super) fn who(&self) -> &str {
        self.recipient.as_ref().map_or("", Recipient::display_name)
    }

    pub(super) fn findings(&self) -> Vec<Merged<'_>> {
        merged(&self.by_wallet)
    }

    /// Whether no rule stands in the way of any wallet.
    pub(super) fn is_sound(&self) -> bool {
        !self.by_wallet.is_empty() && self.by_wallet.iter().all(|(_, check)| check.is_sound())
    }

    /// How the person stands to the wallets, what is the same for several said once.
    pub(super) fn statuses(&self, model: &Model<'_>) -> Vec<(RecipientStatus, String, String)> {
        if self.is_oneself {
            let (nobody, found) = (Recipient::default(), RecipientStatus::Oneself);
            let wallet = self.facts.first().cloned().unwrap_or_default();
            let (sentence, way_on) = (found.sentence(&nobody, &wallet), found.way_on(&nobody));
            return vec![(found, sentence, way_on)];
        }
        let Some(recipient) = &self.recipient else { return Vec::new() };
        let open = model.open.as_deref().unwrap_or_default();
        let mut all: Vec<(RecipientStatus, String, String)> = Vec::new();
        for wallet in &self.facts {
            for found in RecipientStatus::all_of(recipient, wallet, model.me, open) {
                let sentence = found.sentence(recipient, wallet);
                if all.iter().all(|(_, other, _)| *other != sentence) {
                    let way_on = found.way_on(recipient);
                    all.push((found, sentence, way_on));
                }
            }
        }
        all
    }
}

/// The wallet's name, with its coin where another one of those chosen has the same.
fn named(wallet: &WalletFacts, among: &[WalletFacts]) -> String {
    let is_twin = |other: &WalletFacts| other.name() == wallet.name() && other.id != wallet.id;
    if among.iter().any(is_twin) {
        format!("{} ({})", wallet.name(), wallet.coin)
    } else {
        wallet.name().to_owned()
    }
}
