//! The person's templates for access tokens: what each holds, and the ways to use, change and delete one.

mod details;
mod draw;

pub use draw::show;

use jiff::tz::TimeZone;

use crate::bitgo::templates::TokenTemplate;
use crate::bitgo::user::EnterpriseRef;
use crate::domain::text::elided;
use crate::domain::token::template::TemplateFields;
use crate::kit::listing::ListRequest;
use crate::kit::mutation::MutationView;
use crate::kit::palette::Meaning;
use crate::kit::state::Listing;
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
    pub deletion: MutationView<'a>,
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
    /// What came of the last action, until the next one.
    news: Option<News>,
}

/// What came of an action.
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
        /// What it is called.
        name: String,
    },
    /// Wait no longer for the answer to a deletion.
    StopWaiting,
    /// The person closed the confirmation of a deletion.
    ForgetDeletion,
    /// Read the list again, or stop.
    Read(ListRequest),
    /// Back to the access tokens.
    Leave,
}

impl State {
    /// A template was made or changed, as a sentence. `differences` are what the platform made otherwise, in sentences.
    pub fn kept(&mut self, template: &TemplateFields, sentence: String, differences: Vec<String>) {
        let meaning = if differences.is_empty() { Meaning::Good } else { Meaning::Danger };
        self.news = Some(News { meaning, sentences: [vec![sentence], differences].concat() });
        self.chosen_id = Some(template.id.clone());
    }

    /// The deletion that was confirmed last is done, as a sentence.
    pub fn deleted(&mut self, sentence: &str) {
        let sentence = format!("{sentence} Tokens that were made with it stay as they are.");
        self.news = Some(News { meaning: Meaning::Good, sentences: vec![sentence] });
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
            self.deleted(&format!("The template “{}” is no longer there.", deleting.name));
        }
    }

    fn close_details(&mut self) {
        self.chosen_id = None;
        self.table.chosen = None;
    }
}
