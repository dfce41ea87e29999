//! The withdrawal that is asked about, while the dialog is open.

use super::judged::Judged;
use crate::domain::coin::coins;
use crate::domain::enterprise_policy::{Answer, Standing};

/// The state of the dialog.
#[derive(Default)]
pub struct State {
    pub(super) question: Option<Question>,
}

/// A withdrawal that is asked about.
pub(super) struct Question {
    pub(super) wallet: String,
    /// What the wallet is called, for the title while it is read.
    pub(super) name: String,
    /// The coin or token, as typed.
    pub(super) coin: String,
    pub(super) amount: String,
    pub(super) address: String,
    /// How the destination stands where no address is given.
    pub(super) standing: Standing,
    pub(super) initiator: String,
    /// The access token that it would be made with, by ID.
    pub(super) token: Option<String>,
    pub(super) wants_focus: bool,
    /// The answer to what was asked last.
    pub(super) judged: Option<Judged>,
}

impl State {
    /// Asks about a withdrawal from this wallet, by `me`; `token` is the access token whose limits count too.
    pub fn ask(&mut self, (wallet, name, coin): (&str, &str, &str), me: &str, token: Option<String>) {
        self.question = Some(Question {
            wallet: wallet.to_owned(),
            name: name.to_owned(),
            coin: coin.to_owned(),
            amount: String::new(),
            address: String::new(),
            standing: Standing::New,
            initiator: me.to_owned(),
            token,
            wants_focus: true,
            judged: None,
        });
    }

    /// The wallet that is asked about, by ID.
    pub fn wallet(&self) -> Option<&str> {
        self.question.as_ref().map(|question| question.wallet.as_str())
    }

    /// The coin that is asked about, where it is one.
    pub fn coin(&self) -> Option<&'static str> {
        let typed = self.question.as_ref()?.coin.trim();
        coins().get_typed(typed).map(|coin| coin.name)
    }

    /// The answer to what was asked last.
    pub fn answer(&self) -> Option<&Answer> {
        self.question.as_ref()?.judged.as_ref().map(|judged| &judged.answer)
    }

    /// Closes the dialog.
    pub fn close(&mut self) {
        self.question = None;
    }
}
