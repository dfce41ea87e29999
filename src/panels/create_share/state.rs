//! What has been typed, chosen and ticked.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Model;
use super::request::Request;
use crate::bitgo::shares::{ShareOrder, ShareRequest};
use crate::domain::deed::Answers;
use crate::domain::foreign_text::visible;
use crate::domain::leaving::Unfinished;
use crate::domain::share::{Permission, Permissions, ShareDraft, ShareFinding};
use crate::kit::secret::SecretBuffer;
use crate::kit::sliced_search::SlicedSearch;
use crate::kit::state::Failure;

/// The steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Step {
    #[default]
    Who,
    What,
    Check,
}

impl Step {
    pub(super) fn place(self) -> usize {
        match self {
            Self::Who => 0,
            Self::What => 1,
            Self::Check => 2,
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
    /// The person's own among the wallets that are found by it, and any.
    pub(super) wallet_searches: [SlicedSearch; 2],
    pub(super) email: String,
    /// The email's field is to take the keyboard.
    pub(super) wants_email: bool,
    pub(super) draft: ShareDraft,
    /// The person, by ID, for whom the permissions were filled in.
    pub(super) filled_in_for: String,
    /// What whoever is chosen is to be allowed at the least, where the dialog was opened for that.
    pub(super) wished: Permissions,
    /// The warnings that were ticked, with what each says: about something else it has to be ticked again.
    pub(super) ticked: BTreeSet<(String, String)>,
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
    pub(super) answers: Answers,
}

impl State {
    /// Begins with this wallet. What was typed of a person and permissions stays. With an email address it is for somebody
    /// who asks for its key again, and the share invites them again.
    pub fn begin(&mut self, wallet: &str, email: Option<&str>, wished: Permissions) {
        if self.wished != wished {
            self.wished = wished;
            self.filled_in_for.clear();
            self.go(Step::Who);
        }
        if self.wallets != [wallet] {
            self.restart(vec![wallet.to_owned()], Step::Who);
        }
        if let Some(email) = email {
            email.clone_into(&mut self.email);
            self.draft.is_again = true;
            self.go(Step::Who);
        }
        self.wants_email = true;
    }

    /// Goes back to the permissions with these wallets.
    pub fn retry(&mut self, wallets: Vec<String>) {
        self.restart(wallets, Step::What);
    }

    fn restart(&mut self, wallets: Vec<String>, step: Step) {
        self.wallets = wallets;
        self.review.clear();
        self.go(step);
    }

    /// This share as something that was filled in and not sent, where anything was typed or chosen for it.
    pub fn as_draft(&self) -> Option<Unfinished> {
        let email = self.email.trim();
        let is_typed = !email.is_empty() || !self.draft.message.trim().is_empty() || self.wallets.len() > 1;
        is_typed.then(|| {
            Unfinished::draft(&match email {
                "" => "A wallet share".to_owned(),
                email => format!("A wallet share for {}", visible(email)),
            })
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
            self.answers.clear();
        }
    }

    /// The address as it is looked up.
    pub(super) fn address(&self) -> String {
        self.email.trim().to_lowercase()
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

    /// Allows something, or no longer; the permissions keep the platform's order.
    pub(super) fn allow(&mut self, permission: Permission, is_allowed: bool) {
        self.draft.permissions.set(permission, is_allowed);
        let chosen = &self.draft.permissions;
        let known = Permission::KNOWN.iter().filter(|permission| chosen.has(permission));
        let others = chosen.all().iter().filter(|permission| matches!(permission, Permission::Other(_)));
        self.draft.permissions = Permissions::of(known.chain(others).cloned());
    }

    /// The shares with what opens their keys; the fields are wiped. Everything from here on is the result's.
    pub(super) fn orders(&mut self, model: &Model<'_>) -> Vec<ShareOrder> {
        let one_for_all = (!self.passphrase.is_empty()).then(|| self.passphrase.take());
        let mut own = std::mem::take(&mut self.own_passphrases);
        let orders = self.review.iter().map(|request| {
            let id = request.wallet().id.as_str();
            let is_wanted = request.needs_passphrase() && !model.key(id).is_some_and(|(_, is_open)| is_open);
            let own = own.get_mut(id).filter(|typed| !typed.is_empty()).map(SecretBuffer::take);
            let passphrase = own.or_else(|| one_for_all.clone()).filter(|_| is_wanted);
            ShareOrder { request: request.clone(), passphrase }
        });
        orders.collect()
    }

    /// The shares are on their way: the check is over, and what was typed for it is wiped.
    pub fn leave_check(&mut self) {
        self.go(Step::What);
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
}

pub(super) fn tick_of(finding: &ShareFinding) -> (String, String) {
    (finding.id.to_string(), finding.what.clone())
}
