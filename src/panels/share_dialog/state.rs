//! What has been typed, chosen and ticked, what was sent, and what is asked of the app.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use secrecy::SecretString;

use super::fate::{Fate, Found, Row};
use super::judged::Judged;
use crate::bitgo::shares::{ShareRequest, ShareRequestError, WalletShares};
use crate::domain::share::{KeyPlace, Permission, Permissions, Severity, ShareDraft, ShareFinding};
use crate::kit::secret::SecretBuffer;
use crate::kit::state::Failure;

/// One share to send: the value that is on the screen, and what opens its key.
pub struct Order {
    /// The share.
    pub request: ShareRequest,
    /// The wallet passphrase, where the key has not been opened yet.
    pub passphrase: Option<SecretString>,
}

/// What the panel asks the app to do.
pub enum Request {
    /// Look this address up.
    LookUp {
        /// In lower case.
        email: String,
    },
    /// Do without the look-up that is under way.
    StopLookUp,
    /// Read the keys of these shares' wallets, without opening them.
    ReadKeys {
        /// The shares that take a key along.
        shares: Vec<ShareRequest>,
    },
    /// Open every key, then send every share, once.
    Share {
        /// The shares.
        orders: Vec<Order>,
    },
    /// Stop waiting. What has been sent may have happened.
    StopSharing,
    /// Read the shares, to find those whose answer was lost.
    LookInShares,
    /// Show the approval that a share waits for.
    ShowApproval {
        /// The approval, by ID.
        id: String,
    },
    /// Leave the page; everything typed stays.
    Leave,
    /// It is done: leave the page and begin afresh.
    Done,
}

/// The steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Step {
    #[default]
    Who,
    What,
    Check,
    Result,
}

impl Step {
    pub(super) fn place(self) -> usize {
        match self {
            Self::Who => 0,
            Self::What => 1,
            Self::Check => 2,
            Self::Result => 3,
        }
    }
}

/// The dialog's state.
#[derive(Default)]
pub struct State {
    step: Step,
    /// The wallets that are to be shared, by ID.
    pub(super) wallets: Vec<String>,
    pub(super) wallet_search: String,
    pub(super) email: String,
    /// The e-mail's field is to take the keyboard.
    pub(super) wants_email: bool,
    pub(super) draft: ShareDraft,
    /// The person, by ID, for whom the permissions were filled in.
    filled_in_for: String,
    /// What whoever is chosen is to be allowed at the least, where the dialog was opened for that.
    wished: Permissions,
    /// The warnings that were ticked, with what each says: about something else it has to be ticked anew.
    ticked: BTreeSet<(String, String)>,
    /// The shares as they will be sent; the check shows these very values.
    pub(super) review: Vec<ShareRequest>,
    /// Which of them is shown as JSON.
    pub(super) shown: usize,
    pub(super) passphrase: SecretBuffer,
    /// For wallets that the passphrase for all did not open: one of their own.
    pub(super) own_passphrases: BTreeMap<String, SecretBuffer>,
    /// Why the passphrase of a wallet was of no use, by wallet.
    pub(super) refused: BTreeMap<String, Failure>,
    /// In production, the name typed once more.
    pub(super) typed_name: String,
    pub(super) sent: Vec<Row>,
}

impl State {
    /// Begins with this wallet. What was typed of a person and permissions stays; a share whose answer is still
    /// awaited or not yet looked for stays in view.
    pub fn begin(&mut self, wallet: &str, wished: Permissions) {
        if self.is_bound() {
            return;
        }
        if self.wished != wished {
            self.wished = wished;
            self.filled_in_for.clear();
            self.go(Step::Who);
        }
        if self.wallets != [wallet] || self.step == Step::Result {
            self.wallets = vec![wallet.to_owned()];
            self.sent.clear();
            self.go(Step::Who);
        }
        self.wants_email = true;
    }

    /// Begins with this wallet for somebody who asks for its key anew: their address is filled in, and the share invites
    /// anew.
    pub fn grant(&mut self, wallet: &str, email: &str, wished: Permissions) {
        self.begin(wallet, wished);
        if !self.is_bound() {
            email.clone_into(&mut self.email);
            self.draft.is_again = true;
        }
    }

    /// Whether a share is under way, or its answer was lost and nobody has looked for it.
    pub fn is_bound(&self) -> bool {
        self.sent.iter().any(|row| {
            matches!(row.fate, Fate::Queued | Fate::Sending | Fate::Lost { found: Found::NotLooked, .. })
        })
    }

    /// Drops every passphrase that was typed.
    pub fn wipe_secrets(&mut self) {
        self.passphrase.wipe();
        self.own_passphrases.clear();
    }

    pub(super) fn step(&self) -> Step {
        self.step
    }

    pub(super) fn go(&mut self, step: Step) {
        self.step = step;
        if step != Step::Check {
            self.wipe_secrets();
            self.refused.clear();
            self.typed_name.clear();
        }
    }

    /// The address as it is looked up.
    pub(super) fn address(&self) -> String {
        self.email.trim().to_lowercase()
    }

    /// Goes on to the permissions. For a person who is on the only wallet they begin as they stand there.
    pub(super) fn go_to_what(&mut self, judged: &Judged<'_>) {
        let Some(recipient) = judged.recipient() else { return };
        if self.filled_in_for != recipient.id {
            self.filled_in_for.clone_from(&recipient.id);
            let held = match &judged.facts[..] {
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
    pub(super) fn go_to_check(&mut self, judged: &Judged<'_>) -> Option<Request> {
        let key = judged.key?;
        let made = judged.wallets.iter().map(|wallet| {
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

    pub(super) fn keys_wanted(&self) -> Request {
        let shares = self.review.iter().filter(|request| request.needs_passphrase()).cloned().collect();
        Request::ReadKeys { shares }
    }

    /// Whether the person has ticked this warning.
    pub(super) fn is_ticked(&self, finding: &ShareFinding) -> bool {
        self.ticked.contains(&tick_of(finding))
    }

    pub(super) fn tick(&mut self, finding: &ShareFinding, is_ticked: bool) {
        if is_ticked {
            self.ticked.insert(tick_of(finding));
        } else {
            self.ticked.remove(&tick_of(finding));
        }
    }

    /// How many warnings still want a tick.
    pub(super) fn unticked(&self, judged: &Judged<'_>) -> usize {
        let findings = judged.findings();
        let wants =
            |finding: &ShareFinding| finding.severity == Severity::Warning && !self.is_ticked(finding);
        findings.iter().filter(|merged| wants(merged.finding)).count()
    }

    pub(super) fn forget_stale_ticks(&mut self, judged: &Judged<'_>) {
        if !judged.checks.is_empty() {
            let current: BTreeSet<_> =
                judged.findings().iter().map(|merged| tick_of(merged.finding)).collect();
            self.ticked.retain(|tick| current.contains(tick));
        }
    }

    /// Allows something, or no longer; the permissions keep the platform's order.
    pub(super) fn allow(&mut self, permission: Permission, is_allowed: bool) {
        self.draft.permissions.set(permission, is_allowed);
        let chosen = &self.draft.permissions;
        let known = Permission::KNOWN.iter().filter(|permission| chosen.has(permission));
        let others = chosen.all().iter().filter(|permission| matches!(permission, Permission::Other(_)));
        self.draft.permissions = Permissions::of(known.chain(others).cloned());
    }

    /// The shares with what opens their keys; the fields are wiped. Everything from here on is the result's.
    pub(super) fn orders(&mut self, opened: &[String]) -> Vec<Order> {
        let one_for_all = (!self.passphrase.is_empty()).then(|| self.passphrase.take());
        let mut own = std::mem::take(&mut self.own_passphrases);
        let orders = self.review.iter().map(|request| {
            let id = &request.wallet().id;
            let is_wanted = request.needs_passphrase() && !opened.contains(id);
            let own = own.get_mut(id).filter(|typed| !typed.is_empty()).map(SecretBuffer::take);
            let passphrase = own.or_else(|| one_for_all.clone()).filter(|_| is_wanted);
            Order { request: request.clone(), passphrase }
        });
        orders.collect()
    }

    /// The passphrases of these wallets were of no use. Nothing was sent, and nothing else that was typed is lost.
    pub fn refuse_passphrases(&mut self, refused: BTreeMap<String, Failure>) {
        let with_key = self.review.iter().filter(|request| request.needs_passphrase()).count();
        // One that opened no key is asked for once more; one that opened some is not that of the others.
        self.own_passphrases = if refused.len() == with_key {
            BTreeMap::new()
        } else {
            refused.keys().map(|id| (id.clone(), SecretBuffer::new())).collect()
        };
        self.refused = refused;
    }

    /// Every key is open: the shares are being sent.
    pub fn begin_sending(&mut self, requests: &[ShareRequest], shares: Option<&WalletShares>) {
        let open = shares.map(|shares| shares.outgoing.as_slice()).unwrap_or_default();
        self.sent = requests.iter().map(|request| Row::of(request, open)).collect();
        self.go(Step::Result);
    }

    /// What became of one share.
    pub fn take_fate(&mut self, wallet: &str, fate: Fate) {
        if let Some(row) = self.sent.iter_mut().find(|row| row.request.wallet().id == wallet) {
            row.fate = fate;
        }
    }

    /// No answer will come any more: what was on its way may have happened, what was not sent has not.
    pub fn lose_answers(&mut self, failure: &Failure) {
        self.sent.iter_mut().for_each(|row| row.lose_answer(failure));
    }

    /// Whether some share's answer was lost and nobody has looked for it since.
    pub fn awaits_look(&self) -> bool {
        self.sent.iter().any(|row| matches!(row.fate, Fate::Lost { found: Found::NotLooked, .. }))
    }

    /// The shares have been read: those whose answer was lost before the reading began are in it or were not made.
    pub fn look_for_lost(&mut self, shares: &WalletShares, began: Instant) {
        self.sent.iter_mut().for_each(|row| row.look_for_lost(shares, began));
    }

    /// The shares that were not made for sure, so that they can be offered again.
    pub(super) fn not_made(&self) -> impl Iterator<Item = &Row> {
        self.sent.iter().filter(|row| row.is_not_made())
    }

    /// Goes back to the permissions with the wallets that were not shared.
    pub(super) fn offer_again(&mut self) {
        let wallets = self.not_made().map(|row| row.request.wallet().id.clone()).collect();
        self.wallets = wallets;
        self.sent.clear();
        self.review.clear();
        self.go(Step::What);
    }
}

fn tick_of(finding: &ShareFinding) -> (String, String) {
    (finding.id.to_string(), finding.what.clone())
}

/// Where a wallet's key is, in words.
pub(super) fn place_words(place: KeyPlace) -> &'static str {
    match place {
        KeyPlace::WithUsers => "with its users, encrypted",
        KeyPlace::InParts => "in parts (MPC)",
        KeyPlace::OutOfReach => "off-line or with the platform",
        KeyPlace::OneEach => "one of their own for each user",
    }
}
