//! Express's own routes: there the user's Express server does the work with keys, so passphrases are sent to
//! it (the protocol notes, section 6). In every other environment these refuse to send anything.

mod ping;

pub use ping::{platform_behind, with_platform_behind};

use super::approvals::{Decision, PendingApproval, read_approval, still_open};
use super::error::{Error, ErrorKind};
use super::key_sealing::KeySealingError;
use super::outcome::Outcome;
use super::routes::Route;
use super::session::Session;
use super::shares::{AcceptSecrets, Permissions, ShareUpdate, WalletShare};
use crate::domain::change::about;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

/// A share for Express to make.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressShare {
    /// The recipient's e-mail address; sent in lower case.
    pub email: String,
    /// What they will be allowed.
    pub permissions: Permissions,
    /// What is written to them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// Whether they are on the wallet already.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reshare: bool,
    /// Without the platform's e-mail to them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub disable_email: bool,
    /// Without the wallet's key.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub skip_keychain: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShareBody<'a> {
    #[serde(flatten)]
    share: &'a ExpressShare,
    #[serde(skip_serializing_if = "Option::is_none")]
    wallet_passphrase: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AcceptBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    user_password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_wallet_passphrase: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DecisionBody<'a> {
    state: Decision,
    #[serde(skip_serializing_if = "Option::is_none")]
    otp: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wallet_passphrase: Option<&'a str>,
}

/// How Express says, with status 500, that a password or passphrase does not open a key: of its own, and so before it sends
/// anything on (the vendor's SDK: `decrypt`, `getKeychainsAndValidatePassphrase`, `IncorrectPasswordError`).
const WRONG_SECRET: [&str; 7] = [
    "incorrect password",
    "password error",
    "ccm: tag",
    "unable to decrypt keychain",
    "unable to decrypt user keychain",
    "failed to decrypt user keychain",
    "password shared is incorrect",
];

/// An error of Express that says so, as what it is: nothing was changed.
fn with_secret_refused(error: Error, refused: KeySealingError) -> Error {
    let text = error.text.to_lowercase();
    let is_meant = error.kind == ErrorKind::Answered
        && !error.is_html
        && matches!(error.status, Some(400 | 500))
        && WRONG_SECRET.iter().any(|sign| text.contains(sign));
    if is_meant { error.with(|it| it.kind = refused.into()) } else { error }
}

/// An approval that Express has sent on counts, also where what it does afterwards finds nothing: it sends the approval of an
/// MPC wallet first, and signs afterwards.
fn counts_perhaps(error: Error, decision: Decision) -> Error {
    let is_meant = error.kind == ErrorKind::Answered && error.status == Some(404);
    if is_meant && decision.is_approval() { error.maybe_after_change() } else { error }
}

fn shown(secret: Option<&SecretString>) -> Option<&str> {
    secret.map(ExposeSecret::expose_secret)
}

/// What is sent to have Express accept a share with a key, with the secrets left out.
pub fn express_acceptance_words(coin: &str, id: &str) -> String {
    let body = AcceptBody {
        user_password: Some("‹login password›"),
        new_wallet_passphrase: Some("‹new wallet passphrase›"),
    };
    let body = serde_json::to_string_pretty(&body).unwrap_or_default();
    format!("{}\n{body}", Route::ExpressAcceptShare.request_line(&[coin, id]))
}

/// What is sent to have Express decide an approval with the wallet passphrase, with the secrets left out.
pub fn express_decision_words(coin: &str, id: &str, decision: Decision) -> String {
    let body = DecisionBody {
        state: decision,
        otp: Some("‹one-time code›"),
        wallet_passphrase: Some("‹wallet passphrase›"),
    };
    let body = serde_json::to_string(&body).unwrap_or_default();
    format!("{} {body}", Route::ExpressDecideApproval.request_line(&[coin, id]))
}

impl Session {
    /// Has Express share a wallet.
    pub async fn share_by_express(
        &self,
        coin: &str,
        wallet: &str,
        share: &ExpressShare,
        passphrase: Option<&SecretString>,
    ) -> Result<Outcome<WalletShare>, Error> {
        let share = ExpressShare { email: share.email.trim().to_lowercase(), ..share.clone() };
        let body = ShareBody { share: &share, wallet_passphrase: shown(passphrase) };
        let call = self.call(Route::ExpressShare, &[coin, wallet])?.about(about::EMAIL, &share.email);
        let asked = self.ask_share(call.json(&body)?).await;
        asked.map_err(|error| with_secret_refused(error, KeySealingError::WalletPassphrase))
    }

    /// Has Express accept a share.
    pub async fn accept_by_express(
        &self,
        coin: &str,
        share: &str,
        secrets: Option<&AcceptSecrets>,
    ) -> Result<Outcome<ShareUpdate>, Error> {
        let body = AcceptBody {
            user_password: shown(secrets.map(|it| &it.login_password)),
            new_wallet_passphrase: shown(secrets.map(|it| &it.new_passphrase)),
        };
        let call = self.call(Route::ExpressAcceptShare, &[coin, share])?.json(&body)?;
        let asked = self.ask_share_update(call).await;
        asked.map_err(|error| with_secret_refused(error, KeySealingError::ExpressLoginPassword))
    }

    /// Has Express decide an approval. With the wallet passphrase a withdrawal is built and signed afresh.
    pub async fn decide_by_express(
        &self,
        coin: &str,
        id: &str,
        decision: Decision,
        code: Option<&SecretString>,
        passphrase: Option<&SecretString>,
    ) -> Result<Outcome<PendingApproval>, Error> {
        let body = DecisionBody { state: decision, otp: shown(code), wallet_passphrase: shown(passphrase) };
        let call =
            self.call(Route::ExpressDecideApproval, &[coin, id])?.about(about::DECISION, decision.word());
        let call = call.json(&body)?;
        let asked = self.ask_outcome(call.code_sent(code.is_some()), read_approval).await;
        let outcome = asked.map_err(|error| {
            counts_perhaps(with_secret_refused(error, KeySealingError::WalletPassphrase), decision)
        })?;
        Ok(still_open(outcome))
    }
}
