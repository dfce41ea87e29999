//! Where a draft comes from: it was begun afresh, filled in from a template, or is to take an old token's place.

use std::collections::BTreeSet;

use crate::domain::deed::Answers;
use crate::domain::token::TokenDraft;
use crate::domain::token::existing::ExistingToken;
use crate::domain::token::replace::{PrefillNote, Replacement, prefill};

/// Where a draft comes from.
#[derive(Default)]
pub enum Origin {
    /// Begun with an empty form.
    #[default]
    Fresh,
    /// Filled in from a template.
    Template(Box<Templated>),
    /// Filled in from the token that it is to replace.
    Replacement(Box<Replacing>),
}

/// One token in the place of another, as it stands on the screen.
pub struct Replacing {
    /// How far it has come.
    pub replacement: Replacement,
    /// The old token as it was listed when this began.
    pub old: ExistingToken,
    /// What the form cannot show of the old token by itself.
    pub notes: Vec<PrefillNote>,
    /// What a list that was read meanwhile has changed, in a sentence.
    pub news: Option<String>,
    /// What is done to confirm the revocation of the old token, while that is asked.
    pub confirming: Option<Answers>,
}

/// A token that is made with a template. The template itself is in the draft, which is checked with it.
pub struct Templated {
    /// The template's ID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What the form cannot show of it by itself.
    pub notes: Vec<PrefillNote>,
}

impl Replacing {
    /// A replacement at its beginning, and its draft with everything that the old token has.
    pub fn begin(old: ExistingToken, labels_in_use: &[String]) -> (Self, TokenDraft) {
        let carried = prefill(&old, labels_in_use);
        // A token without a label is called by its ID, which is also what confirms its revocation.
        let label = old.label.trim();
        let name = if label.is_empty() { &old.id } else { label };
        let replacement = Replacement::of(old.id.clone(), name);
        (Self { notes: carried.notes, ..Self::resumed(replacement, old) }, carried.draft)
    }

    /// A replacement that was begun before and stopped half-way.
    pub fn resumed(replacement: Replacement, old: ExistingToken) -> Self {
        Self { replacement, old, notes: Vec::new(), news: None, confirming: None }
    }

    /// The new token exists, and its replacement is not complete.
    pub fn is_half_way(&self) -> bool {
        self.replacement.new_id().is_some() && !self.replacement.is_complete()
    }

    /// A whole list has come: what was done elsewhere is as good as done here.
    pub fn take_up(&mut self, listed: &BTreeSet<String>) {
        if let Some(news) = self.replacement.take_up(listed) {
            self.news = Some(news);
            self.confirming = None;
        }
    }
}

impl Origin {
    /// The replacement, if it is one.
    pub fn replacing(&self) -> Option<&Replacing> {
        match self {
            Self::Replacement(replacing) => Some(replacing),
            Self::Fresh | Self::Template(_) => None,
        }
    }

    /// As [`Origin::replacing`], to be changed.
    pub fn replacing_mut(&mut self) -> Option<&mut Replacing> {
        match self {
            Self::Replacement(replacing) => Some(replacing),
            Self::Fresh | Self::Template(_) => None,
        }
    }

    /// The template, if the draft was filled in from one.
    pub fn templated(&self) -> Option<&Templated> {
        match self {
            Self::Template(templated) => Some(templated),
            Self::Fresh | Self::Replacement(_) => None,
        }
    }

    /// Whether it was filled in from this template.
    pub fn is_of_template(&self, id: &str) -> bool {
        self.templated().is_some_and(|templated| templated.id == id)
    }

    /// Whether the draft was begun with an empty form.
    pub fn is_fresh(&self) -> bool {
        matches!(self, Self::Fresh)
    }

    /// Whether it is the replacement of this token.
    pub fn is_replacement_of(&self, old_id: &str) -> bool {
        self.replacing().is_some_and(|replacing| replacing.replacement.old_id == old_id)
    }
}
