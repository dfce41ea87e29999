//! What has been typed of a template, and what is asked of the app for it.

use super::model::FormModel;
use super::state::State;
use crate::bitgo::templates::TokenTemplate;
use crate::domain::foreign_text::visible;
use crate::domain::leaving::Unfinished;
use crate::domain::token::TokenDraft;
use crate::domain::token::template::{
    TemplateCheck, TemplateDraft, TemplateFields, TemplateRequest, check, differences, draft_from,
};
use crate::kit::mutation::MutationView;

/// The form of a template. It has the token form's scopes, reach, addresses and limits, and a name of its own.
pub struct TemplateForm {
    /// The parts that a template has in common with a token; label, lifetime and code stay blank.
    pub parts: State,
    /// The name as typed.
    pub name: String,
    /// The enterprise it is for, by ID.
    pub enterprise: Option<String>,
    /// The template that is changed, as it was when the form was filled in; none where one is made.
    pub before: Option<TemplateFields>,
    /// The name's field is to take the keyboard.
    pub wants_name: bool,
}

/// What the form draws besides its own state.
pub struct TemplateModel<'a> {
    /// What the token's form draws from.
    pub parts: FormModel<'a>,
    /// The templates as they were last listed.
    pub listed: &'a [TokenTemplate],
    /// The list is whole: what is not in it does not exist.
    pub is_listed: bool,
    /// How the sending stands.
    pub sending: MutationView<'a>,
}

/// What the form asks the app to do.
#[derive(Debug)]
pub enum TemplateRequested {
    /// Send this request.
    Send(Box<TemplateRequest>),
    /// Stop waiting for the answer.
    StopWaiting,
    /// Read the list, to see what became of one whose answer is lost.
    LookUp,
    /// Back to the list; the form stays.
    Leave,
}

impl Default for TemplateForm {
    fn default() -> Self {
        Self {
            parts: State::filled_in(TokenDraft::default()).of_template(),
            name: String::new(),
            enterprise: None,
            before: None,
            wants_name: false,
        }
    }
}

impl TemplateForm {
    /// The form of this template, to be changed.
    pub fn of(template: TemplateFields) -> Self {
        let draft = draft_from(&template).draft;
        Self {
            parts: State::filled_in(TokenDraft { template: None, ..draft }).of_template(),
            name: template.name.clone(),
            enterprise: template.terms.enterprise.clone(),
            before: Some(template),
            ..Self::default()
        }
    }

    /// Which template it is about, by ID; none for a new one.
    pub fn target(&self) -> Option<&str> {
        self.before.as_ref().map(|before| before.id.as_str())
    }

    /// The person comes to the form.
    pub fn open(&mut self) {
        self.parts.open();
        self.wants_name = true;
    }

    /// Whether something typed would be lost without this form.
    pub fn is_worth_keeping(&self) -> bool {
        let filled_in = self.before.clone().map_or_else(Self::default, Self::of);
        self.name != filled_in.name
            || self.enterprise != filled_in.enterprise
            || self.parts.draft != filled_in.parts.draft
    }

    /// This form as something that was filled in and not sent, where anything was typed in it.
    pub fn as_draft(&self) -> Option<Unfinished> {
        self.is_worth_keeping().then(|| {
            Unfinished::draft(&match (&self.before, visible(self.name.trim()).as_ref()) {
                (Some(before), _) => format!("The change of the template “{}”", before.name_words()),
                (None, "") => "A new template".to_owned(),
                (None, name) => format!("The new template “{name}”"),
            })
        })
    }

    /// Everything that is to be said about the form as it stands.
    pub fn check(&self, model: &TemplateModel<'_>) -> TemplateCheck {
        let others = model.listed.iter().filter(|other| Some(other.id.as_str()) != self.target());
        let names_in_use: Vec<String> = others.map(|other| other.name.clone()).collect();
        let draft = TemplateDraft {
            name: &self.name,
            enterprise: self.enterprise.as_deref(),
            parts: &self.parts.draft,
            before: self.before.as_ref(),
            names_in_use: &names_in_use,
        };
        check(&draft, &model.parts.context)
    }

    /// The template as it is listed now, where it differs from what the form was filled in from: somebody has changed
    /// it elsewhere.
    pub fn changed_elsewhere(&self, model: &TemplateModel<'_>) -> Option<TemplateFields> {
        let before = self.before.as_ref()?;
        let now = model.listed.iter().find(|template| template.id == before.id)?.fields();
        (!differences(before, &now).is_empty()).then_some(now)
    }

    /// Whether the template that is to be changed exists no more.
    pub fn is_gone(&self, model: &TemplateModel<'_>) -> bool {
        let target = self.target();
        model.is_listed
            && target.is_some_and(|target| model.listed.iter().all(|template| template.id != target))
    }
}
