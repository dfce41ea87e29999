//! A list that is longer than a minute's requests, and a change that waits for the next minute, in pictures. The limit is the
//! platform's own; the pages are small, so that few wallets are enough.

use futures::FutureExt;

use super::{Tour, TourError, WIDE, wallet_page};
use crate::app::Start;
use crate::bitgo::client::{Purpose, WorkWaits};
use crate::bitgo::session::Session;
use crate::sandbox::{ONE_TIME_CODE, SandboxOptions};
use crate::tour::stage::{Stage, StageError};

/// So many wallets on so many pages take more than a minute's requests.
const WALLETS: usize = 4_000;
const A_PAGE: usize = 9;
/// A wallet of the first page.
const FROZEN: &str = "Gas station";

/// Logs in, and begins to read.
fn log_in(stage: &mut Stage, a_page: usize) -> Result<(), StageError> {
    stage.wait_for_words("Olivia Brandt")?;
    if let Some(sandbox) = stage.app().sandbox() {
        sandbox.control().limit_pages(a_page);
    }
    stage.click("Olivia Brandt, owner")?;
    stage.click("Log in")?;
    stage.wait_for("One-time code")?;
    stage.type_into("One-time code", ONE_TIME_CODE)?;
    stage.click("Log in")?;
    stage.wait_for("Filter wallets")
}

/// Asks as often as the platform takes it, so that nothing more is sent in this minute.
async fn use_up_the_minute(session: Session) {
    loop {
        let work = WorkWaits::new(Purpose::Change);
        let mut asking = Box::pin(work.clone().run(session.session_info()));
        if asking.as_mut().now_or_never().is_none() {
            if work.wait().is_some() {
                return;
            }
            drop(asking.await);
        }
    }
}

impl Tour<'_> {
    /// What a person sees of the platform's limit.
    pub(super) fn long_lists(&mut self) -> Result<(), TourError> {
        let sandbox = SandboxOptions { wallets: WALLETS, ..SandboxOptions::default() };
        self.stage = Stage::new(&self.runtime, Start::afresh(Some(sandbox)), WIDE.0, WIDE.1);
        self.step("a list that waits for the platform's limit, with totals so far", |stage| {
            log_in(stage, A_PAGE)?;
            stage.wait_for_words("BitGo takes 360 requests a minute.")?;
            stage.wait_for_words(" so far")
        })?;
        self.picture("long-list-waits")?;
        self.step("the same in the list of work", |stage| {
            let work = stage.labels().into_iter().find(|it| it.ends_with(" in progress"));
            stage.click(&work.unwrap_or_default())?;
            stage.wait_for_words("Cancel")
        })?;
        self.picture("long-list-work")?;

        let start = Start::afresh(Some(SandboxOptions::default()));
        self.stage = Stage::new(&self.runtime, start, WIDE.0, WIDE.1);
        self.step("a freeze, once the minute's requests are used up", |stage| {
            log_in(stage, 0)?;
            stage.wait_until_gone("in progress")?;
            wallet_page::open(stage, FROZEN)?;
            stage.click("Freeze…")?;
            stage.type_into("Duration", "1 hour")?;
            stage.type_into("Type the wallet's label to confirm", FROZEN)
        })?;
        if let Some(session) = self.stage.app().session().cloned() {
            self.runtime.block_on(use_up_the_minute(session));
        }
        self.step("it says that it is not sent yet", |stage| {
            stage.click("Freeze wallet")?;
            stage.wait_for_words("Not sent yet. Waiting ")
        })?;
        self.picture("change-waits")
    }
}
