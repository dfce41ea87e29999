//! What a session does with templates for access tokens: each deed is sent once, and the list read again after it.

use super::ActiveSession;
use crate::app::work::Work;
use crate::bitgo::templates::TokenTemplate;
use crate::domain::token::template::{TemplateFields, TemplateRequest};
use crate::kit::state::ListingState;

impl ActiveSession {
    /// Reads the templates from the start.
    pub fn read_templates(&mut self) {
        self.templates.read(
            &self.worker,
            Work::reading("Reading token templates"),
            self.session.token_templates(),
        );
    }

    /// Reads the templates if nobody has yet: only who comes to them needs them.
    pub fn read_templates_once(&mut self) {
        if matches!(self.templates.listing().state, ListingState::NotAsked) {
            self.read_templates();
        }
    }

    /// A template as it was listed last.
    pub fn template(&self, id: &str) -> Option<TemplateFields> {
        self.templates.rows().iter().find(|template| template.id == id).map(TokenTemplate::fields)
    }

    /// Makes or changes a template, once.
    pub fn send_template(&mut self, request: TemplateRequest) {
        let session = self.session.clone();
        self.template_sent.start(&self.worker, Work::changing("Sending a token template"), async move {
            match &request.target {
                None => session.create_token_template(&request.body).await,
                Some(id) => session.change_token_template(id, &request.body).await,
            }
        });
    }

    /// Deletes a template, once.
    pub fn delete_template(&mut self, id: String) {
        let session = self.session.clone();
        self.template_deletion.start(&self.worker, Work::changing("Deleting a token template"), async move {
            session.delete_token_template(&id).await
        });
    }
}
