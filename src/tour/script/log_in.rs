//! The way in, which many parts of the tour begin with.

use crate::sandbox::ONE_TIME_CODE;
use crate::tour::stage::{Stage, StageError};

/// Logs in as one of the people whom the sandbox offers, as the login names them.
pub(super) fn as_person(stage: &mut Stage, person: &str) -> Result<(), StageError> {
    stage.wait_for(person)?;
    stage.click(person)?;
    with_code(stage)
}

/// From filled-in credentials to the first panel.
pub(super) fn with_code(stage: &mut Stage) -> Result<(), StageError> {
    stage.click("Log in")?;
    stage.wait_for("One-time code")?;
    stage.type_into("One-time code", ONE_TIME_CODE)?;
    stage.click("Log in")?;
    stage.wait_for("Log out")
}
