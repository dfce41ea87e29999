//! The sandbox inside this program. It runs while somebody may want it: at the login and in its own sessions. Who works
//! elsewhere leaves no server behind that other programs and web pages of this machine could ask.

use crate::app::error::AppError;
use crate::app::program::Program;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::environment::Environment;
use crate::kit::state::Loadable;
use crate::panels::login::{DemoPerson, SandboxOffer};
use crate::sandbox::{RunningSandbox, Sandbox, SandboxOptions};

/// The program's own sandbox, where it is to have one.
pub(super) struct OwnSandbox {
    options: Option<SandboxOptions>,
    task: Task<RunningSandbox>,
    /// What the login says of the running one.
    offer: Option<SandboxOffer>,
}

impl OwnSandbox {
    /// One that begins to start, if there is to be one.
    pub(super) fn starting(options: Option<SandboxOptions>, program: &Program) -> Self {
        let mut sandbox = Self { options, task: Task::default(), offer: None };
        sandbox.start(program);
        sandbox
    }

    /// Starts it anew.
    pub(super) fn start(&mut self, program: &Program) {
        let Some(options) = self.options.clone() else { return };
        self.task.start(&program.worker, Work::reading("Starting the sandbox"), async move {
            Sandbox::start(options).await.map_err(|error| AppError::of_sandbox(&error))
        });
    }

    /// Starts it where it was stopped: the person is at the login again.
    pub(super) fn start_again(&mut self, program: &Program) {
        if matches!(self.task.view(), Loadable::NotAsked) {
            self.start(program);
        }
    }

    /// Stops it unless somebody is logged in to it. Its port is closed, and what was done in it is forgotten.
    pub(super) fn stop_unless_at<'a>(&mut self, mut in_use: impl Iterator<Item = &'a Environment>) {
        let own = self.task.ready().map(|sandbox| sandbox.url.origin());
        if !in_use.any(|environment| own == Some(environment.base_url().origin())) {
            self.task = Task::default();
            self.offer = None;
        }
    }

    /// Takes over what has come.
    pub(super) fn poll(&mut self) {
        if self.task.poll() {
            self.offer = self.task.ready().map(offer_of);
        }
    }

    /// What the login says of it.
    pub(super) fn view(&self) -> Loadable<'_, SandboxOffer> {
        match (self.task.view(), &self.offer) {
            (Loadable::Ready(_), Some(offer)) => Loadable::Ready(offer),
            (Loadable::Failed(failure, _), _) => Loadable::Failed(failure, None),
            (_, offer) => Loadable::Pending(offer.as_ref()),
        }
    }

    /// The running sandbox.
    pub(super) fn running(&self) -> Option<&RunningSandbox> {
        self.task.ready()
    }
}

fn offer_of(sandbox: &RunningSandbox) -> SandboxOffer {
    let accounts = sandbox
        .accounts
        .iter()
        .map(|account| DemoPerson {
            name: account.name.clone(),
            role: account.role.clone(),
            email: account.email.clone(),
            password: account.password.clone(),
        })
        .collect();
    SandboxOffer { url: sandbox.url.to_string(), server_xpub: sandbox.server_xpub.clone(), accounts }
}
