//! What the rules of sharing have to say of the draft as it stands, wallet by wallet.

use std::sync::Arc;

use std::collections::BTreeSet;

use super::model::Model;
use super::request::Request;
use super::state::{State, Step, tick_of};
use crate::bitgo::shares::{ShareRequest, ShareRequestError};
use crate::bitgo::sharing_keys::SharingKey;
use crate::bitgo::wallet::Wallet;
use crate::domain::share::{
    KeyMemory, Merged, Permission, Permissions, Recipient, RecipientStatus, Severity, ShareCheck,
    ShareContext, ShareDraft, ShareFinding, WalletFacts, check, merged, same_email,
};

/// The wallets that are to be shared and that have been read, with their checks once the person is known.
pub(super) struct Checks<'a> {
    pub(super) wallets: Vec<&'a Wallet>,
    pub(super) facts: Vec<WalletFacts>,
    pub(super) key: Option<&'a SharingKey>,
    /// How their key compares with the one seen earlier.
    pub(super) memory: Option<&'a KeyMemory>,
    /// It is the person's own address: nobody has to be looked up.
    pub(super) is_oneself: bool,
    recipient: Option<Recipient>,
    /// Each wallet's name and check, in the order of the wallets.
    pub(super) by_wallet: Vec<(String, ShareCheck)>,
}

impl<'a> Checks<'a> {
    pub(super) fn of(state: &State, model: &Model<'a>) -> Self {
        let find = |id: &String| model.wallets.by_id(id).map(Arc::as_ref);
        let wallets: Vec<&Wallet> = state.wallets.iter().filter_map(find).collect();
        let facts: Vec<WalletFacts> = wallets.iter().map(|wallet| wallet.for_sharing()).collect();
        let found = model.looked_up.get(&state.address()).and_then(Option::as_ref);
        let (key, memory) = (found.map(|it| &it.key), found.and_then(|it| it.memory.as_ref()));
        let is_oneself = model.my_addresses.iter().any(|own| same_email(own, &state.email));
        let recipient = key.map(SharingKey::recipient);
        let open = model.open.as_deref().unwrap_or_default();
        let checked = |wallet: &WalletFacts, recipient: &Recipient| {
            let context = ShareContext {
                wallet,
                recipient,
                me: model.me,
                open,
                names: model.names,
                is_express: model.express.is_some(),
                key_memory: memory,
            };
            (named(wallet, &facts), check(&state.draft, &context))
        };
        let by_wallet = recipient.as_ref().map_or_else(Vec::new, |recipient| {
            facts.iter().map(|wallet| checked(wallet, recipient)).collect()
        });
        Self { wallets, facts, key, memory, is_oneself, recipient, by_wallet }
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

impl State {
    /// Goes on to the permissions. For a person who is on the only wallet they begin as they stand there.
    pub(super) fn go_to_what(&mut self, checks: &Checks<'_>) {
        let Some(recipient) = checks.recipient() else { return };
        if self.filled_in_for != recipient.id {
            self.filled_in_for.clone_from(&recipient.id);
            let held = match &checks.facts[..] {
                [only] => only.permissions_of(&recipient.id).cloned(),
                _ => None,
            };
            let begun = held.unwrap_or_else(|| Permissions::of([Permission::View]));
            let all = begun.all().iter().chain(self.wished.all());
            self.draft.permissions = Permissions::of(all.cloned());
        }
        self.go(Step::What);
    }

    /// Goes on to the check with the very shares that will be sent; which of them take a key along.
    pub(super) fn go_to_check(&mut self, checks: &Checks<'_>) -> Option<Request> {
        let key = checks.key?;
        let made = checks.wallets.iter().map(|wallet| {
            let ShareDraft { permissions, message, is_again, no_email, no_key } = &self.draft;
            let make = if *no_key { ShareRequest::keyless } else { ShareRequest::new };
            let request = make((*wallet).clone(), key.clone(), permissions.clone(), message)?;
            let request = if *is_again { request.again() } else { request };
            Ok(if *no_email { request.without_email() } else { request })
        });
        let made: Result<Vec<ShareRequest>, ShareRequestError> = made.collect();
        self.review = made.ok()?;
        self.shown = 0;
        self.go(Step::Check);
        Some(self.keys_wanted())
    }

    /// How many warnings still want a tick.
    pub(super) fn unticked(&self, checks: &Checks<'_>) -> usize {
        let findings = checks.findings();
        let wants =
            |finding: &ShareFinding| finding.severity == Severity::Warning && !self.is_ticked(finding);
        findings.iter().filter(|merged| wants(merged.finding)).count()
    }

    pub(super) fn forget_stale_ticks(&mut self, checks: &Checks<'_>) {
        if !checks.by_wallet.is_empty() {
            let current: BTreeSet<_> =
                checks.findings().iter().map(|merged| tick_of(merged.finding)).collect();
            self.ticked.retain(|tick| current.contains(tick));
        }
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
