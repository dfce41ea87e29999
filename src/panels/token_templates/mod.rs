//! The person's templates for access tokens: what each holds, and the ways to use, change and delete one.

mod details;
mod draw;

pub use draw::show;

use jiff::tz::TimeZone;

use crate::bitgo::templates::TokenTemplate;
use crate::bitgo::user::EnterpriseRef;
use crate::domain::phrase::elided;
use crate::domain::token::template::TemplateFields;
use crate::kit::listing::Wish;
use crate::kit::palette::Meaning;
use crate::kit::state::{Listing, View};
use crate::kit::table::TableState;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The templates, as far as they have been read.
    pub templates: Listing<'a, TokenTemplate>,
    /// The person's enterprises, for their names.
    pub enterprises: &'a [EnterpriseRef],
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// The environment's word, for confirmations.
    pub environment: &'a str,
    /// How the last deletion stands.
    pub deletion: View<'a, ()>,
}

impl Model<'_> {
    /// The enterprise that a template is for, in words.
    fn enterprise_words(&self, template: &TokenTemplate) -> String {
        let Some(id) = &template.enterprise else { return "none in particular".to_owned() };
        let known = self.enterprises.iter().find(|enterprise| enterprise.id == *id);
        known.map_or_else(|| elided(id), |enterprise| enterprise.name.clone())
    }
}

/// The panel's state.
#[derive(Default)]
pub struct State {
    table: TableState,
    /// The template whose details are shown.
    chosen_id: Option<String>,
    /// The template that is to be deleted, while that is confirmed.
    deleting: Option<Deleting>,
    /// What came of the last deed, until the next one.
    news: Option<News>,
}

/// What came of a deed.
struct News {
    meaning: Meaning,
    sentences: Vec<String>,
}

/// A deletion to be confirmed. It carries the ID of what it confirms.
struct Deleting {
    id: String,
    name: String,
    typed: String,
}

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Open the form of a new template.
    New,
    /// Open the token creator, filled in from this template.
    Use {
        /// The template's ID.
        id: String,
    },
    /// Open the form of this template.
    Edit {
        /// The template's ID.
        id: String,
    },
    /// Delete this template. The person has typed its name.
    Delete {
        /// The template's ID.
        id: String,
    },
    /// The person closed the confirmation of a deletion.
    ForgetDeletion,
    /// Read the list again, or stop.
    Read(Wish),
    /// Back to the access tokens.
    Leave,
}

impl State {
    /// Shows this template and its details.
    pub fn choose(&mut self, id: String) {
        self.chosen_id = Some(id);
    }

    /// A template was made or changed. `differences` are what the platform made otherwise, in sentences.
    pub fn kept(&mut self, template: &TemplateFields, is_new: bool, differences: Vec<String>) {
        let deed = if is_new { "made" } else { "changed" };
        let sentence = format!("The template “{}” is {deed}.", template.name_words());
        let meaning = if differences.is_empty() { Meaning::Good } else { Meaning::Danger };
        self.news = Some(News { meaning, sentences: [vec![sentence], differences].concat() });
        self.choose(template.id.clone());
    }

    /// The deletion that was confirmed last is done.
    pub fn deleted(&mut self) {
        let Some(deleting) = self.deleting.take() else { return };
        self.tell_gone(&deleting.name, "is deleted");
    }

    /// A whole list has come: what is no longer in it is neither shown nor deleted. True if the template that was to be
    /// deleted is gone.
    pub fn forget_gone(&mut self, templates: &[TokenTemplate]) -> bool {
        let is_gone = |id: &String| templates.iter().all(|template| template.id != *id);
        if self.chosen_id.as_ref().is_some_and(is_gone) {
            self.close_details();
        }
        let Some(deleting) = self.deleting.take_if(|deleting| is_gone(&deleting.id)) else { return false };
        self.tell_gone(&deleting.name, "is no longer there");
        true
    }

    fn tell_gone(&mut self, name: &str, how: &str) {
        let sentence =
            format!("The template “{name}” {how}. Tokens that were made with it stay as they are.");
        self.news = Some(News { meaning: Meaning::Good, sentences: vec![sentence] });
        self.close_details();
    }

    fn close_details(&mut self) {
        self.chosen_id = None;
        self.table.chosen = None;
    }
}
