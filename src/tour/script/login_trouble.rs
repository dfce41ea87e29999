//! Trouble at the login, in pictures: a server that knows version 2 of the signatures alone, what version 2 lets through, and
//! a token in plain text where an encrypted one came before.

use super::{Tour, TourError, WIDE};
use crate::app::Start;
use crate::sandbox::{Control, FaultKind, FaultSpec, ONE_TIME_CODE, SandboxOptions};
use crate::tour::stage::{Stage, StageError};

fn control(stage: &mut Stage) -> Option<Control> {
    stage.app().sandbox().map(|sandbox| sandbox.control().clone())
}

/// The owner, as far as the answer to the one-time code.
fn send_code(stage: &mut Stage) -> Result<(), StageError> {
    stage.click("Olivia Brandt, owner")?;
    stage.click("Log in")?;
    stage.wait_for("One-time code")?;
    stage.type_into("One-time code", ONE_TIME_CODE)?;
    stage.click("Log in")
}

impl Tour<'_> {
    /// In a sandbox of its own.
    pub(super) fn login_trouble(&mut self) -> Result<(), TourError> {
        let start = Start::afresh(Some(SandboxOptions::default()));
        self.stage = Stage::new(&self.runtime, start, WIDE.0, WIDE.1);
        self.step("a server that knows version 2 alone", |stage| {
            stage.wait_for_words("Olivia Brandt")?;
            if let Some(control) = control(stage) {
                control.know_version_2_alone(true);
            }
            send_code(stage)?;
            stage.wait_for("Try version 2")
        })?;
        self.picture("login-try-version-2")?;
        self.step("version 2 works, and the session says so", |stage| {
            stage.click("Try version 2")?;
            stage.wait_for("Signature version 2")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("version-2")?;
        self.step("an old answer that version 2 uses", |stage| {
            if let Some(control) = control(stage) {
                control.set_faults(&[FaultSpec::always(FaultKind::StaleTime)]);
            }
            stage.click("Refresh")?;
            stage.wait_for("Hide warning")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("version-2-old-answer")?;
        self.step("the login keeps the choice of version 2", |stage| {
            if let Some(control) = control(stage) {
                control.set_faults(&[]);
            }
            stage.click("Log out")?;
            stage.wait_for("Email")
        })?;
        self.picture("login-version-2")?;
        self.step("a plain token after an encrypted one is refused", |stage| {
            if let Some(control) = control(stage) {
                control.give_plain_tokens(true);
            }
            send_code(stage)?;
            stage.wait_for("Accept an unencrypted token")
        })?;
        self.picture("login-plain-token")
    }
}
