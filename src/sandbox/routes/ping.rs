//! `GET /api/v2/ping`: that the service is there, in the words of the platform (seed: API reference).

use serde_json::json;

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};

#[allow(clippy::unnecessary_wraps)] // The shape of every handler.
pub(crate) fn ping(_call: &Call<'_>) -> Result<Answer, ApiError> {
    Ok(Answer::ok(json!({
        "status": "service is ok!",
        "environment": "Countersign sandbox",
        "configEnv": "testnet",
        "configVersion": 1,
    })))
}
