//! What is asked before something is left: one rule for every way out.

use super::text::counted;

/// How something is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// The session ends.
    LogOut,
    /// The program ends, with all its sessions.
    CloseWindow,
    /// Another session comes to the screen; this one goes on behind it.
    Switch,
    /// A form is emptied; the session goes on.
    StartOver,
}

/// Something that is not finished. What weighs more comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// A secret that can be seen only once, and that nobody has taken.
    UntakenSecret,
    /// A change that is on its way.
    RunningChange,
    /// A change whose answer was lost, and that was not looked up.
    UnconfirmedChange,
    /// A replacement of which a part is done.
    HalfReplacement,
    /// Something that was filled in and not sent.
    Draft,
}

/// Something that is not finished, as it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// What sort of thing it is.
    pub kept: Kept,
    /// What it is, a sentence.
    pub words: String,
}

impl Leaving {
    /// Whether such a thing is lost by it, so that the person is asked.
    pub fn loses(self, kept: Kept) -> bool {
        match self {
            Self::LogOut | Self::CloseWindow => true,
            Self::Switch => false,
            Self::StartOver => matches!(kept, Kept::UntakenSecret | Kept::Draft),
        }
    }

    /// What of these is lost by it, what weighs most first.
    pub fn lost(self, mut unfinished: Vec<Unfinished>) -> Vec<Unfinished> {
        unfinished.retain(|it| self.loses(it.kept));
        unfinished.sort_by_key(|it| it.kept);
        unfinished
    }
}

impl Kept {
    /// So many of it, without saying what they are: "2 drafts".
    pub fn counted(self, count: usize) -> String {
        counted(
            count,
            match self {
                Self::UntakenSecret => "unsaved secret",
                Self::RunningChange => "running change",
                Self::UnconfirmedChange => "unconfirmed change",
                Self::HalfReplacement => "half-done replacement",
                Self::Draft => "draft",
            },
        )
    }
}

impl Unfinished {
    /// A secret that nobody has taken; `words` say so.
    pub fn secret(words: String) -> Self {
        Self { kept: Kept::UntakenSecret, words }
    }

    /// A change that is on its way, by what is done: "Freezing a wallet".
    pub fn running(doing: &str) -> Self {
        let words = format!("{doing} is under way: it may still be carried out.");
        Self { kept: Kept::RunningChange, words }
    }

    /// A change whose answer was lost: "the freeze of “Vault”".
    pub fn unconfirmed(what: &str) -> Self {
        let words = format!("It is not known whether {what} was carried out.");
        Self { kept: Kept::UnconfirmedChange, words }
    }

    /// A replacement of which a part is done.
    pub fn half_replacement(old: &str) -> Self {
        let words = format!("The replacement of “{old}” stands half-way: both tokens work.");
        Self { kept: Kept::HalfReplacement, words }
    }

    /// Something that was filled in and not sent: "A new token".
    pub fn draft(what: &str) -> Self {
        Self { kept: Kept::Draft, words: format!("{what} was filled in and not sent.") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Kept; 5] = [
        Kept::UntakenSecret,
        Kept::RunningChange,
        Kept::UnconfirmedChange,
        Kept::HalfReplacement,
        Kept::Draft,
    ];

    #[test]
    fn what_each_way_out_loses() {
        for (leaving, expected) in [
            (Leaving::LogOut, [true; 5]),
            (Leaving::CloseWindow, [true; 5]),
            (Leaving::Switch, [false; 5]),
            (Leaving::StartOver, [true, false, false, false, true]),
        ] {
            assert_eq!(ALL.map(|kept| leaving.loses(kept)), expected, "{leaving:?}");
        }
    }

    #[test]
    fn a_secret_is_named_before_a_draft() {
        let (draft, secret) = (Unfinished::draft("A new token"), Unfinished::secret("Not saved.".to_owned()));
        let both = vec![draft.clone(), secret.clone()];
        assert_eq!(Leaving::LogOut.lost(both.clone()), [secret, draft]);
        assert_eq!(Leaving::Switch.lost(both), []);
    }

    #[test]
    fn each_is_said_in_a_sentence_and_counted_without_its_name() {
        for (it, words) in [
            (
                Unfinished::running("Freezing a wallet"),
                "Freezing a wallet is under way: it may still be carried out.",
            ),
            (Unfinished::unconfirmed("the freeze"), "It is not known whether the freeze was carried out."),
            (
                Unfinished::half_replacement("Payouts"),
                "The replacement of “Payouts” stands half-way: both tokens work.",
            ),
            (Unfinished::draft("A new token"), "A new token was filled in and not sent."),
        ] {
            assert_eq!(it.words, words);
        }
        assert_eq!(Kept::Draft.counted(1), "1 draft");
        assert_eq!(Kept::Draft.counted(2), "2 drafts");
    }
}
