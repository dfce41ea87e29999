//! Which template is chosen, and what came of the last action.

use super::text as wording;
use crate::bitgo::templates::TokenTemplate;
use crate::domain::deed::Answers;
use crate::domain::token::template::TemplateFields;
use crate::domain::typed_name::TypedName;
use crate::kit::palette::Meaning;
use crate::kit::table::TableState;

/// The panel's state.
#[derive(Default)]
pub struct State {
    pub(super) table: TableState,
    /// The template whose details are shown.
    pub(super) chosen_id: Option<String>,
    /// The template that is to be deleted, while that is confirmed.
    pub(super) deleting: Option<Deleting>,
    /// What came of the last action, until the next one.
    pub(super) news: Option<News>,
}

/// What came of an action.
pub(super) struct News {
    pub(super) meaning: Meaning,
    pub(super) sentences: Vec<String>,
}

/// A deletion to be confirmed. It carries the ID of what it confirms.
pub(super) struct Deleting {
    pub(super) id: String,
    pub(super) name: String,
    /// What is typed: the name, or where that does not tell it from another, the end of the ID.
    pub(super) asked: TypedName,
    pub(super) answers: Answers,
}

impl State {
    /// Shows this template and its details.
    pub fn choose(&mut self, id: String) {
        self.chosen_id = Some(id);
    }

    /// A template was made or changed, as a sentence. `differences` are what the platform made otherwise, in sentences.
    pub fn kept(&mut self, template: &TemplateFields, sentence: String, differences: Vec<String>) {
        let meaning = if differences.is_empty() { Meaning::Good } else { Meaning::Danger };
        self.news = Some(News { meaning, sentences: [vec![sentence], differences].concat() });
        self.chosen_id = Some(template.id.clone());
    }

    /// The deletion that was confirmed last is done, as a sentence.
    pub fn deleted(&mut self, sentence: &str) {
        self.news = Some(News { meaning: Meaning::Good, sentences: vec![wording::deleted(sentence)] });
        self.deleting = None;
        self.close_details();
    }

    /// A whole list has come: what is no longer in it is neither shown nor deleted.
    pub fn forget_gone(&mut self, templates: &[TokenTemplate]) {
        let is_gone = |id: &String| templates.iter().all(|template| template.id != *id);
        if self.chosen_id.as_ref().is_some_and(is_gone) {
            self.close_details();
        }
        if let Some(deleting) = self.deleting.take_if(|deleting| is_gone(&deleting.id)) {
            self.deleted(&wording::deleted_elsewhere(&deleting.name));
        }
    }

    pub(super) fn close_details(&mut self) {
        self.chosen_id = None;
        self.table.chosen = None;
    }
}
