//! What a session does with templates for access tokens: each deed is sent once, and the list read again after it.

use super::Live;
use crate::app::failure::Trouble;
use crate::app::worker::Worker;
use crate::bitgo::templates::TokenTemplate;
use crate::domain::token::template::{TemplateFields, TemplateRequest};
use crate::kit::state::ListingState;

impl Live {
    /// Reads the templates from the start.
    pub fn read_templates(&mut self, worker: &Worker) {
        self.templates.read(worker, self.asking("token templates"), self.session.token_templates());
    }

    /// Reads the templates if nobody has yet: only who comes to them needs them.
    pub fn read_templates_once(&mut self, worker: &Worker) {
        if matches!(self.templates.listing().state, ListingState::NotAsked) {
            self.read_templates(worker);
        }
    }

    /// A template as it was listed last.
    pub fn template(&self, id: &str) -> Option<TemplateFields> {
        self.templates.rows().iter().find(|template| template.id == id).map(TokenTemplate::fields)
    }

    /// Makes or changes a template, once.
    pub fn send_template(&mut self, worker: &Worker, request: TemplateRequest) {
        let session = self.session.clone();
        self.template_sent.ask(worker, self.asking("token template"), async move {
            match &request.target {
                None => session.create_token_template(&request.body).await,
                Some(id) => session.change_token_template(id, &request.body).await,
            }
        });
    }

    /// Deletes a template, once.
    pub fn delete_template(&mut self, worker: &Worker, id: String) {
        let session = self.session.clone();
        self.template_deletion.ask(worker, self.asking("deletion of a token template"), async move {
            session.delete_token_template(&id).await
        });
    }

    /// Stops waiting for a template to be made or changed. It may have happened all the same.
    pub(super) fn stop_template(&mut self) {
        if self.template_sent.pending_since().is_some() {
            self.template_sent.fail(Trouble::stopped_waiting());
        }
    }
}
