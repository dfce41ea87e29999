//! The one-time code: in the test environment always `0000000` (the protocol notes, section 1).

use super::rate::{Meter, RateLimits};
use crate::sandbox::answer::ApiError;

/// The only right code.
pub const CODE: &str = "0000000";

/// Checks what was sent. Wrong codes count against `who`: after three in a minute even the right one has to wait.
pub(crate) fn check(
    rates: &mut RateLimits,
    who: &str,
    sent: Option<&str>,
    now_ms: i64,
) -> Result<(), ApiError> {
    rates.check(Meter::WrongCodes, who, now_ms).map_err(ApiError::too_many)?;
    match sent {
        None | Some("") => Err(ApiError::needs_code()),
        Some(CODE) => Ok(()),
        Some(_) => {
            rates.count(Meter::WrongCodes, who, now_ms).map_err(ApiError::too_many)?;
            Err(ApiError::wrong_code())
        }
    }
}
