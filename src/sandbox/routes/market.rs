//! `GET /api/v1/marketdata/cryptocompare/spot/prices`: what a coin is worth, by the prices that the sandbox keeps.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json::time::iso;
use crate::sandbox::state::policy_book::PolicyBook;

const QUOTE: &str = "USD";
/// What the platform calls a parameter that is missing, or an instrument that it does not know.
const WRONG: &str = "backend:common:invalidArgument";
/// The intervals that there are, in seconds.
const INTERVALS: [(&str, i64); 3] = [("minute", 60), ("hour", 3_600), ("day", 86_400)];

/// One price for all of the interval: the sandbox keeps no other. A moment in the past has the same.
pub(crate) fn spot_price(call: &Call<'_>) -> Result<Answer, ApiError> {
    let missing = |name| ApiError::refused(WRONG, format!("{WRONG} key={name}"));
    let base = call.query.one("base")?.ok_or_else(|| missing("base"))?;
    let quote = call.query.one("quote")?.ok_or_else(|| missing("quote"))?;
    let interval = call.query.one("interval")?.ok_or_else(|| missing("interval"))?;
    let at = call.query.time("timestamp")?.unwrap_or(call.now);
    let (_, secs) =
        INTERVALS.iter().find(|(name, _)| *name == interval).ok_or_else(|| missing("interval"))?;
    let state = call.shared.state();
    let price = price(&state.policies, base).filter(|_| quote.eq_ignore_ascii_case(QUOTE));
    let price = price.ok_or_else(|| missing("instrument"))?;
    let began = Timestamp::from_second(at.as_second() - at.as_second().rem_euclid(*secs)).unwrap_or(at);
    Ok(Answer::ok(json!({
        "time": iso(began),
        "open": price,
        "high": price,
        "low": price,
        "close": price,
        "base_volume": 0,
        "quote_volume": 0,
    })))
}

/// A price as a JSON number with the digits that it was set with. Names are told apart in any case, unless two differ in it
/// alone.
fn price(book: &PolicyBook, base: &str) -> Option<Value> {
    let mut like = book.priced().filter(|coin| coin.eq_ignore_ascii_case(base));
    let text = book.price(base).or_else(|| book.price(like.next().filter(|_| like.next().is_none())?))?;
    text.parse().ok().map(Value::Number)
}
