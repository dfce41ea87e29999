//! What the sessions that are open side by side are called.

use crate::kit::environment::EnvironmentLabel;

/// Tells the sessions of this run apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionId(pub u64);

/// A session as the session menu names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionTitle {
    /// Which.
    pub id: SessionId,
    /// Where it is.
    pub environment: EnvironmentLabel,
    /// The host that it speaks to.
    pub host: String,
    /// Who works in it.
    pub person: String,
    /// What their access token is called, where one began it.
    pub token: Option<String>,
    /// Whether it is open; one that has ended keeps what was typed in it.
    pub is_open: bool,
    /// It is on the screen.
    pub is_shown: bool,
}

impl SessionTitle {
    /// "Olivia Brandt", and the token where there is one.
    pub fn person_words(&self) -> String {
        match &self.token {
            Some(token) => format!("{}, by token “{token}”", self.person),
            None => self.person.clone(),
        }
    }

    /// "Olivia Brandt, Test", and the token where there is one.
    pub fn words(&self) -> String {
        let token = self.token.as_ref().map(|token| format!(", by token “{token}”")).unwrap_or_default();
        format!("{}, {}{token}", self.person, self.environment.title)
    }
}

/// What the session on the screen wants of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionWish {
    /// Put this one on the screen.
    Show(SessionId),
    /// Log in to another one.
    Add,
    /// End this one.
    LogOut,
    /// Its end has been read of.
    HideEnd(SessionId),
}

/// The sessions that are open side by side, as the one on the screen shows them.
#[derive(Clone, Copy, Default)]
pub struct Others<'a> {
    /// What they are called, the one on the screen among them.
    pub titles: &'a [SessionTitle],
    /// Those that have ended since they were on the screen, each with a sentence.
    pub ends: &'a [(SessionId, String)],
}
