//! `GET /api/v1/client/constants`, `GET /api/v1/ping`: what the vendor's client asks before anything else.

use serde_json::json;

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};

/// How long the constants hold, in seconds.
const TTL_SECS: u32 = 3_600;

/// The constants that its wallets' code reads. Nothing here is secret, and nothing is checked.
#[allow(clippy::unnecessary_wraps)] // The shape of every handler.
pub(crate) fn constants(call: &Call<'_>) -> Result<Answer, ApiError> {
    Ok(Answer::ok(json!({
        "constants": {
            "maxFee": 10_000_000,
            "maxFeeRate": 1_000_000,
            "minFeeRate": 1_000,
            "minInstantFeeRate": 10_000,
            "fallbackFeeRate": 50_000,
            "minOutputSize": 2_730,
            "defaultGasPrice": 30_000_000_000_u64,
            "bitgoEthAddress": "0x0f47ea803926926f299b7f1afc8460888d850f47",
            "serverXpub": call.shared.server_key.xpub,
        },
        "ttl": TTL_SECS,
    })))
}
