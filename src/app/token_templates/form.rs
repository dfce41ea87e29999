//! The form of one template, and the sending of what stands in it.

use crate::app::controller::Turn;
use crate::app::mutation::Mutation;
use crate::app::paged_list::PagedList;
use crate::app::task::Cursor;
use crate::app::work::Work;
use crate::bitgo::templates::TokenTemplate;
use crate::domain::leaving::Unfinished;
use crate::domain::token::template::{TemplateFields, TemplateRequest, differences};
use crate::kit::mutation::{MutationView, found_done_words};
use crate::panels::token_creator::TemplateForm;

/// A form with where its sending stands.
#[derive(Default)]
pub(super) struct FormDraft {
    pub form: TemplateForm,
    pub sending: Sending,
}

/// The making or the change of a template: sent once, and looked up in the list where its answer is lost.
#[derive(Default)]
pub(super) struct Sending {
    /// Where it stands.
    pub mutation: Mutation<TokenTemplate>,
    /// What was sent last, and what that is in words.
    sent: Option<(TemplateRequest, String)>,
    seen: Cursor,
}

impl Sending {
    /// Sends it, unless one is on its way or has not been looked up.
    pub fn send(&mut self, request: TemplateRequest, turn: &Turn<'_>) {
        let (session, asked) = (turn.session.session.clone(), request.clone());
        let work = Work::changing("Saving a token template");
        let is_sent = self.mutation.send(&turn.session.worker, work, async move {
            match &asked.target {
                None => session.create_token_template(&asked.body).await,
                Some(id) => session.change_token_template(id, &asked.body).await,
            }
        });
        if is_sent {
            let action = if request.target.is_some() { "change" } else { "creation" };
            let what = format!("the {action} of “{}”", request.wanted.name_words());
            self.sent = Some((request, what));
        }
    }

    /// What the list shows to be done although its answer was lost.
    pub fn look_up(&mut self, list: &PagedList<TokenTemplate>) -> Option<TemplateFields> {
        let mut found = None;
        let sent = self.sent.as_ref();
        let is_settled = self.mutation.look_up_in(list, &mut self.seen, |rows| {
            let mut fields = rows.iter().map(TokenTemplate::fields);
            found = sent.and_then(|(request, _)| fields.find(|template| request.is_fulfilled_by(template)));
            found.is_some()
        });
        found.filter(|_| is_settled)
    }

    /// That it is not known whether it was carried out, where that is so.
    pub fn unconfirmed(&self) -> Option<Unfinished> {
        self.mutation.unconfirmed(self.what())
    }

    fn what(&self) -> &str {
        self.sent.as_ref().map_or("", |(_, what)| what)
    }

    /// That it is done, as a sentence, and in what the platform made it otherwise.
    pub fn outcome(&self, made: &TemplateFields, is_looked_up: bool) -> (String, Vec<String>) {
        let Some((request, what)) = &self.sent else { return Default::default() };
        let sentence = if is_looked_up {
            found_done_words(what)
        } else {
            let done = if request.target.is_some() { "changed" } else { "made" };
            format!("The template “{}” is {done}.", made.name_words())
        };
        (sentence, differences(&request.wanted, made))
    }

    /// As a panel draws it.
    pub fn view(&self, is_looking: bool) -> MutationView<'_> {
        self.mutation.view(self.what(), is_looking)
    }
}
