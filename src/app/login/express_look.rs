//! What stands behind the Express server that is typed in, read before a token is sent there.

use crate::app::program::Program;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::environment::{Environment, PlatformBehind};
use crate::bitgo::express::platform_behind;
use crate::bitgo::signing::AuthVersion;
use crate::kit::state::Loadable;

/// The look at one Express server.
#[derive(Default)]
pub(super) struct ExpressLook {
    /// Which server was asked.
    of: Option<Environment>,
    reading: Task<PlatformBehind>,
}

impl ExpressLook {
    /// Asks this server.
    pub(super) fn read(&mut self, environment: Environment, program: &Program) {
        self.of = Some(environment.clone());
        match program.client(environment, AuthVersion::default()) {
            Ok(client) => {
                let work = Work::reading("Checking the Express server");
                self.reading.start(&program.worker, work, async move { platform_behind(&client).await });
            }
            Err(error) => self.reading.fail(error.into()),
        }
    }

    /// Takes over what has come.
    pub(super) fn poll(&mut self) {
        self.reading.poll();
    }

    /// What was read of this server, and of no other.
    pub(super) fn view(&self, typed: Option<&Environment>) -> Loadable<'_, PlatformBehind> {
        if typed.is_some() && typed == self.of.as_ref() { self.reading.view() } else { Loadable::NotAsked }
    }
}
