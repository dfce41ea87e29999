//! The drafts of tokens: one in front, and those that wait with everything that was typed.

use super::TokenCreatorController;
use super::creation::Creation;
use crate::app::active_session::ActiveSession;
use crate::app::controller::{Effect, Turn};
use crate::app::panel_table::Route;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::token::template::TemplateFields;
use crate::panels::token_creator::{Origin, Replacing, State};

/// A form with where its creation stands.
#[derive(Default)]
pub(super) struct Draft {
    pub form: State,
    pub creation: Creation,
}

/// What the person comes to the creator for.
#[derive(Default)]
pub(super) enum Begin {
    /// A new token.
    #[default]
    Fresh,
    /// One that is filled in from this template.
    Template(Box<TemplateFields>),
    /// One in the place of the token with this ID.
    Replacement(String),
}

impl Begin {
    fn is_of(&self, origin: &Origin) -> bool {
        match self {
            Self::Fresh => origin.is_fresh(),
            Self::Template(template) => origin.is_of_template(&template.id),
            Self::Replacement(id) => origin.is_replacement_of(id),
        }
    }

    /// Its form at the beginning, or where a replacement stopped; none where the old token is gone.
    fn form(&self, session: &ActiveSession) -> Option<State> {
        Some(match self {
            Self::Fresh => State::default(),
            Self::Template(template) => State::from_template(template),
            Self::Replacement(id) => {
                let old = session.token(id)?.known();
                match session.replacements.iter().find(|replacement| replacement.old_id == *id) {
                    Some(half_way) => State::resuming(half_way.clone(), old),
                    None => State::replacing(old, &labels(session)),
                }
            }
        })
    }
}

/// The labels of the listed tokens.
pub(super) fn labels(session: &ActiveSession) -> Vec<String> {
    session.tokens.rows().iter().map(|token: &AccessTokenInfo| token.label.clone()).collect()
}

impl TokenCreatorController {
    /// Brings the draft to the front that the person comes for; the one that was there waits.
    ///
    /// While a token is being made, is not taken yet, or was lost and not looked up, its own draft stays.
    pub(super) fn bring_forward(&mut self, session: &ActiveSession) {
        let begin = std::mem::take(&mut self.begin);
        if self.created.is_some() || self.draft.creation.is_held() {
            return;
        }
        if !begin.is_of(&self.draft.form.origin) {
            let waiting = self.aside.iter().position(|draft| begin.is_of(&draft.form.origin));
            let wanted = match waiting {
                Some(at) => self.aside.remove(at),
                None => match begin.form(session) {
                    Some(form) => Draft { form, ..Draft::default() },
                    None => return,
                },
            };
            let mut before = std::mem::replace(&mut self.draft, wanted);
            if before.form.is_worth_keeping() {
                before.form.wipe_secrets();
                self.aside.push(before);
            }
        }
        if let Begin::Template(template) = &begin {
            self.draft.form.refresh_template(template);
        }
        self.draft.form.open();
    }

    /// The draft has become a token, and the token is taken. A replacement goes on with its next step; else the draft that
    /// was begun afresh comes back.
    pub(super) fn finish_draft(&mut self, turn: &mut Turn<'_>) {
        let origin = std::mem::take(&mut self.draft).form.origin;
        if origin.replacing().is_some_and(Replacing::is_half_way) {
            self.draft.form.origin = origin;
            return;
        }
        if let Some(at) = self.aside.iter().position(|draft| draft.form.origin.is_fresh()) {
            self.draft = self.aside.remove(at);
        }
        turn.want(Effect::Go(Route::Tokens));
    }
}
