//! `GET /api/v2/ping`: that the service is there, and which environment it is, in the words of the platform (seed: API
//! reference). Express passes on the answer of the platform behind it.

use serde_json::json;

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::ping_answer::PingAnswer;

pub(crate) fn ping(call: &Call<'_>) -> Result<Answer, ApiError> {
    let (environment, config) = match call.shared.ping() {
        _ if !call.shared.express => ("Countersign sandbox", "testnet"),
        PingAnswer::Test => ("BitGo Testnet", "testnet"),
        PingAnswer::Production => ("BitGo Production", "prod"),
        PingAnswer::Failing => return Err(ApiError::server_error()),
    };
    Ok(Answer::ok(json!({
        "status": "service is ok!",
        "environment": environment,
        "configEnv": config,
        "configVersion": 1,
    })))
}
