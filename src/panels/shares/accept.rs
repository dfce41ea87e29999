//! A share with a key on its way to being accepted: what the person typed, and how it stands.

use std::collections::BTreeSet;

use secrecy::SecretString;
use subtle::ConstantTimeEq;

use super::deed::{Answered, Came, Target};
use crate::bitgo::shares::AcceptSecrets;
use crate::domain::share::FindingId;
use crate::domain::share::{PassphraseFacts, Strength};
use crate::kit::secret::SecretBuffer;
use crate::kit::state::{Failure, View};

/// The acceptance of one share. Its secrets are wiped when it is dropped, and none is in a `Debug`.
pub struct Accepting {
    /// The share.
    pub target: Target,
    pub(super) code: SecretBuffer,
    pub(super) password: SecretBuffer,
    pub(super) new: SecretBuffer,
    pub(super) again: SecretBuffer,
    pub(super) strength: Option<Strength>,
    pub(super) is_generated: bool,
    /// The new passphrase was saved to the keychain or to a file.
    pub is_kept: bool,
    pub(super) ticked: BTreeSet<FindingId>,
    pub(super) keychain_name: String,
    /// Why the last attempt failed.
    pub(super) failure: Option<Failure>,
    /// What came of it, once it is over.
    pub(super) done: Option<Came>,
}

/// Where a passphrase can be kept.
pub enum Keeping<'a> {
    /// It is not known yet whether there is a keychain.
    Looking,
    /// There is none to be used.
    Missing {
        /// Why.
        why: &'a str,
    },
    /// There is one.
    There {
        /// What the keychain's own program shows as the owner of the entry.
        service: String,
        /// How the last saving stands, with the name it is kept under.
        saving: View<'a, String>,
    },
}

impl Accepting {
    /// Begins to accept a share.
    pub fn new(target: Target) -> Self {
        Self {
            keychain_name: target.wallet_name.clone(),
            target,
            code: SecretBuffer::new(),
            password: SecretBuffer::new(),
            new: SecretBuffer::new(),
            again: SecretBuffer::new(),
            strength: None,
            is_generated: false,
            is_kept: false,
            ticked: BTreeSet::new(),
            failure: None,
            done: None,
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
        }
    }

    /// An answer has come. Once it is over the login password is not needed any more; the passphrase stays until the
    /// person has kept it.
    pub(super) fn answered(&mut self, answer: &Answered) {
        match &answer.came {
            Came::Done(_) | Came::Waits(_) => {
                self.password.wipe();
                self.code.wipe();
                self.failure = None;
                self.done = Some(answer.came.clone());
            }
            Came::Failed(failure) | Came::Unknown(failure) => self.failure = Some(failure.clone()),
        }
    }
}

fn are_equal(one: &SecretBuffer, other: &SecretBuffer) -> bool {
    one.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(password: &str, new: &str, again: &str) -> Accepting {
        let mut accepting = Accepting::new(Target::default());
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

    #[test]
    fn a_failure_keeps_what_was_typed_and_an_end_wipes_the_password() {
        let mut accepting = typed("login", "another one entirely", "another one entirely");
        let answer = |came| Answered { deed: super::super::Deed::Accept, target: Target::default(), came };
        accepting.answered(&answer(Came::Failed(Failure::default())));
        assert!(!accepting.password.is_empty() && accepting.failure.is_some() && accepting.done.is_none());
        accepting.answered(&answer(Came::Done(String::new())));
        assert!(accepting.password.is_empty() && accepting.failure.is_none() && accepting.done.is_some());
        assert!(accepting.passphrase().is_some());
    }
}
