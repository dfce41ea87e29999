//! A share with a key on its way to being accepted: what the person typed, and how it stands.

use std::collections::BTreeSet;

use secrecy::SecretString;
use subtle::ConstantTimeEq;

use super::sent::SentAction;
use crate::bitgo::envelope::Version;
use crate::bitgo::shares::AcceptSecrets;
use crate::domain::share::{ActionTarget, FindingId, PassphraseFacts, ShareAction, Strength};
use crate::kit::secret::SecretBuffer;

/// The acceptance of one share. Its secrets are wiped when it is dropped, and none is in a `Debug`.
pub struct Accepting {
    /// The share.
    pub target: ActionTarget,
    pub(super) code: SecretBuffer,
    pub(super) password: SecretBuffer,
    /// The password's field is to take the keyboard, once.
    pub(super) wants_password: bool,
    pub(super) new: SecretBuffer,
    pub(super) again: SecretBuffer,
    /// What the key is encrypted in.
    pub(super) envelope: Version,
    pub(super) strength: Option<Strength>,
    pub(super) is_generated: bool,
    /// The new passphrase was saved to the keychain or to a file.
    pub is_kept: bool,
    pub(super) ticked: BTreeSet<FindingId>,
    pub(super) keychain_name: String,
    /// It was sent: what came of it is among what was sent last.
    pub(super) is_sent: bool,
}

impl Accepting {
    /// Begins to accept a share.
    pub fn new(target: ActionTarget) -> Self {
        Self {
            keychain_name: target.wallet_name.clone(),
            target,
            code: SecretBuffer::new(),
            password: SecretBuffer::new(),
            wants_password: false,
            new: SecretBuffer::new(),
            again: SecretBuffer::new(),
            envelope: Version::default(),
            strength: None,
            is_generated: false,
            is_kept: false,
            ticked: BTreeSet::new(),
            is_sent: false,
        }
    }

    /// Puts a generated passphrase into both fields; it stays masked.
    pub fn generated(&mut self, passphrase: &str) {
        self.new.fill(passphrase);
        self.again.fill(passphrase);
        self.judge(&[]);
        self.is_generated = true;
        self.is_kept = false;
    }

    /// The new passphrase, for the keychain or a file that the person asked for; nothing before it is settled.
    pub fn passphrase(&self) -> Option<SecretString> {
        (self.strength.is_some() && self.is_repeated()).then(|| SecretString::from(self.new.expose()))
    }

    /// Judges the new passphrase, which has just been changed.
    pub(super) fn judge(&mut self, known: &[&str]) {
        let typed = self.new.expose();
        let mut known: Vec<&str> = known.to_vec();
        known.push(&self.target.wallet_name);
        self.strength = (!typed.is_empty()).then(|| Strength::of(typed, &known));
        self.is_generated = false;
        self.is_kept = false;
        self.ticked.clear();
    }

    pub(super) fn facts(&self) -> PassphraseFacts {
        PassphraseFacts {
            strength: self.strength,
            is_login_password: self.strength.is_some() && are_equal(&self.new, &self.password),
            is_repeated: self.is_repeated(),
            is_generated: self.is_generated,
            is_kept: self.is_kept,
        }
    }

    fn is_repeated(&self) -> bool {
        are_equal(&self.new, &self.again)
    }

    /// What is sent from here; the fields keep what was typed until it is over.
    pub(super) fn secrets(&self) -> AcceptSecrets {
        AcceptSecrets {
            login_password: SecretString::from(self.password.expose()),
            new_passphrase: SecretString::from(self.new.expose()),
            envelope: self.envelope,
        }
    }

    /// The acceptance as it was sent, once it was.
    pub(super) fn sent<'a>(&self, sent: &'a [SentAction]) -> Option<&'a SentAction> {
        let is_it = |item: &&SentAction| {
            item.request.action == ShareAction::Accept && item.request.target.id == self.target.id
        };
        sent.iter().find(is_it).filter(|_| self.is_sent)
    }

    /// The share is taken: the login password is not needed any more. The passphrase stays until the person has kept it.
    pub(super) fn wipe_password(&mut self) {
        self.password.wipe();
        self.code.wipe();
    }
}

fn are_equal(one: &SecretBuffer, other: &SecretBuffer) -> bool {
    one.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(password: &str, new: &str, again: &str) -> Accepting {
        let mut accepting = Accepting::new(ActionTarget::default());
        accepting.password.fill(password);
        accepting.new.fill(new);
        accepting.again.fill(again);
        accepting.judge(&[]);
        accepting
    }

    #[test]
    fn a_passphrase_is_settled_when_both_fields_agree() {
        for (password, new, again, is_login, is_settled) in [
            ("login", "", "", false, false),
            ("login", "login", "login", true, true),
            ("login", "another one entirely", "another one", false, false),
            ("", "another one entirely", "another one entirely", false, true),
        ] {
            let accepting = typed(password, new, again);
            assert_eq!(accepting.facts().is_login_password, is_login, "{new}");
            assert_eq!(accepting.passphrase().is_some(), is_settled, "{new}");
        }
    }
}
