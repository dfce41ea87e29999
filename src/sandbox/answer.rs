//! Answers and errors in the platform's shape: `{error, name, requestId, context}` with the flags that its own
//! clients look for (`needsOTP`, `invalidToken`, `noAccessToken`) both beside `error` and in `context`.

use http::StatusCode;
use secrecy::SecretString;
use serde_json::{Map, Value, json};

/// What a route answers.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
    /// The token to sign with, where it is not the one that the request was signed with: a login's, which it brings.
    pub(crate) signed_by: Option<SecretString>,
}

impl Answer {
    /// 202: what was asked for waits for an approval, whose document this is.
    pub(crate) const fn waits(body: Value) -> Self {
        Self { status: StatusCode::ACCEPTED, body, signed_by: None }
    }

    /// 201: it was made, and this is its document.
    pub(crate) const fn created(body: Value) -> Self {
        Self { status: StatusCode::CREATED, body, signed_by: None }
    }

    /// 200 with this document.
    pub(crate) const fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body, signed_by: None }
    }

    /// The same, signed by the token that it brings.
    pub(crate) fn signed_by(self, token: SecretString) -> Self {
        Self { signed_by: Some(token), ..self }
    }
}

/// What is wrong with which field of a rule, by its path.
const FAILED_VALIDATIONS: &str = "failedValidations";

/// A refusal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) status: StatusCode,
    /// The stable code.
    name: &'static str,
    /// The sentence.
    error: String,
    /// Shown as `true` at the top and in the context.
    flags: &'static [&'static str],
    /// Further facts for the context.
    context: Vec<(&'static str, Value)>,
    /// `Retry-After`, whole seconds.
    pub(crate) retry_after_secs: Option<u64>,
}

impl ApiError {
    fn new(status: StatusCode, name: &'static str, error: impl Into<String>) -> Self {
        Self { status, name, error: error.into(), flags: &[], context: Vec::new(), retry_after_secs: None }
    }

    fn flagged(mut self, flags: &'static [&'static str]) -> Self {
        self.flags = flags;
        self
    }

    /// 400: the request itself is wrong.
    pub(crate) fn bad_request(error: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "InvalidRequest", error)
    }

    /// 400: one field of the body or the query is wrong.
    pub(crate) fn bad_field(field: &'static str, error: impl Into<String>) -> Self {
        let mut fault = Self::new(StatusCode::BAD_REQUEST, "InvalidArgument", error);
        fault.context.push(("field", json!(field)));
        fault
    }

    /// 401: the request carries no token.
    pub(crate) fn no_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "NoAccessToken", "No access token")
            .flagged(&["invalidToken", "noAccessToken"])
    }

    /// 401: the token is not, or no longer, one of ours.
    pub(crate) fn invalid_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "InvalidToken", "invalid access token").flagged(&["invalidToken"])
    }

    /// 401: the token has ended by itself, or a lifetime limit is used up.
    pub(crate) fn session_expired() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "SessionExpired", "session expired")
    }

    /// 401: the request's signature does not stand.
    pub(crate) fn bad_signature(name: &'static str, error: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, name, error)
    }

    /// 401: the token is bound to other addresses.
    pub(crate) fn wrong_address(peer: std::net::IpAddr) -> Self {
        let error = format!("this access token may not be used from the address {peer}");
        let mut fault = Self::new(StatusCode::UNAUTHORIZED, "IpRestricted", error);
        fault.context.push(("ip", json!(peer.to_string())));
        fault
    }

    /// 401: e-mail or password is wrong; which of the two is not said.
    pub(crate) fn wrong_password() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "IncorrectLogin", "incorrect email or password")
    }

    /// 401: a one-time code is asked for.
    pub(crate) fn needs_code() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "NeedsOTP", "a one-time code is needed").flagged(&["needsOTP"])
    }

    /// 401: the one-time code is wrong.
    pub(crate) fn wrong_code() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "IncorrectOTP", "incorrect one-time code").flagged(&["needsOTP"])
    }

    /// 401: the session has to be unlocked first (`needsUnlock`).
    pub(crate) fn needs_unlock() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "NeedsUnlock", "this needs an unlocked session")
            .flagged(&["needsUnlock"])
    }

    /// 400 under a name of its own: a rule of the platform stands against it.
    pub(crate) fn refused(name: &'static str, error: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, name, error)
    }

    /// 409: it is there already.
    pub(crate) fn conflict(name: &'static str, error: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, name, error)
    }

    /// 403: the token's scopes do not allow this.
    pub(crate) fn lacks_scope() -> Self {
        Self::new(StatusCode::FORBIDDEN, "Unauthorized", "Access token lacks required scope for this action")
    }

    /// 403: the person may not do this.
    pub(crate) fn forbidden(error: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "Forbidden", error)
    }

    /// 404.
    pub(crate) fn not_found(name: &'static str, error: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, name, error)
    }

    /// 404: there is no such rule, touchpoint or scope.
    pub(crate) fn policy_not_found(error: impl Into<String>) -> Self {
        Self::not_found("NotFound", error)
    }

    /// 400: fields of a rule are wrong, each with what is wrong with it.
    pub(crate) fn failed_validations(failed: Map<String, Value>) -> Self {
        let first = failed.iter().next();
        let error = first.map_or_else(
            || "Bad Request".to_owned(),
            |(field, what)| format!("{field} {}", what.as_str().unwrap_or_default()),
        );
        let mut fault = Self::bad_request(error);
        fault.context.push((FAILED_VALIDATIONS, Value::Object(failed)));
        fault
    }

    /// 500, on purpose only.
    pub(crate) fn server_error() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", "internal server error")
    }

    /// 500: Express itself found the password or the passphrase wrong, before it sent anything on.
    pub(crate) fn wrong_secret(error: &'static str) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Error", error)
    }

    /// 429: once more after so many seconds.
    pub(crate) fn too_many(retry_after_secs: u64) -> Self {
        let error = format!("too many requests: try again in {retry_after_secs} seconds");
        let mut fault = Self::new(StatusCode::TOO_MANY_REQUESTS, "RateLimitExceeded", error);
        fault.retry_after_secs = Some(retry_after_secs);
        fault
    }

    /// The sentence alone.
    pub(crate) fn error(&self) -> &str {
        &self.error
    }

    /// True where the token will never do again and the caller has to log in (header `x-auth-required`).
    pub(crate) fn ends_session(&self) -> bool {
        self.flags.contains(&"invalidToken") || self.name == "SessionExpired"
    }

    /// The document where it is about rules of an enterprise, which have errors of their own shape.
    pub(crate) fn policy_document(&self) -> Value {
        let code = match self.status {
            StatusCode::BAD_REQUEST => "BadRequest",
            StatusCode::UNAUTHORIZED => "Unauthorized",
            StatusCode::FORBIDDEN => "AccessDenied",
            StatusCode::NOT_FOUND => "NotFound",
            StatusCode::CONFLICT => "Conflict",
            StatusCode::TOO_MANY_REQUESTS => "TooManyRequests",
            _ => "InternalServerError",
        };
        let mut document = json!({ "code": code, "message": self.error, "status": self.status.as_u16() });
        let failed = self.context.iter().find(|(name, _)| *name == FAILED_VALIDATIONS);
        if let (Some((name, failed)), Some(fields)) = (failed, document.as_object_mut()) {
            fields.insert((*name).to_owned(), failed.clone());
        }
        document
    }

    /// The document where a question about prices is wrong: it has a shape of its own.
    pub(crate) fn market_document(&self) -> Value {
        json!({ "errorName": self.name, "error": self.error })
    }

    /// The document on the wire.
    pub(crate) fn document(&self, request_id: &str) -> Value {
        let mut context: Map<String, Value> =
            self.context.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        let mut body = Map::new();
        body.insert("error".to_owned(), json!(self.error));
        body.insert("name".to_owned(), json!(self.name));
        body.insert("requestId".to_owned(), json!(request_id));
        for flag in self.flags {
            context.insert((*flag).to_owned(), json!(true));
            body.insert((*flag).to_owned(), json!(true));
        }
        body.insert("context".to_owned(), Value::Object(context));
        Value::Object(body)
    }
}
