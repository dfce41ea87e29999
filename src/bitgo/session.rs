//! A session: the person, their token, and what can be asked with it.
//!
//! Cloning is cheap. Streams hold a clone of their own, so dropping them ends their work. It must never
//! send a create, change or delete twice by itself.

use super::access_token::{AccessTokenInfo, CreatedToken};
use super::client::{Call, Client};
use super::error::{Error, ErrorKind};
use super::fields::Fields;
use super::issuance::{self, IssuanceError};
use super::paging::{self, Batch, Pages};
use super::secret::AccessToken;
use super::unlock::Unlock;
use super::user::User;
use super::wallet::{CoinBalance, Wallet, WalletQuery};
use crate::domain::fault::Doing;
use crate::domain::token::TokenRequest;
use jiff::Timestamp;
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::{Map, Value};
use std::ops::RangeInclusive;
use std::sync::Arc;
use zeroize::Zeroizing;

const ACCESS_TOKENS: &str = "api/v2/user/accesstoken";
/// Tokens a page; the platform gives at most 200 (the protocol notes, section 7).
const TOKENS_A_PAGE: u16 = 200;
/// How long a session may be unlocked at once, in seconds (spec: POST /api/v2/user/unlock).
const UNLOCK_SECS: RangeInclusive<u32> = 1..=3600;

/// What the platform tells about the session itself (spec: GET /api/v2/user/session).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionInfo {
    /// The platform's ID.
    pub id: String,
    /// When it was opened.
    pub created: Option<Timestamp>,
    /// When it ends by itself.
    pub expires: Option<Timestamp>,
    /// Its scopes, unknown ones included.
    pub scope: Vec<String>,
    /// The address that the platform sees it from.
    pub ip: Option<String>,
    /// The addresses it may be used from; empty for anywhere.
    pub ip_restrict: Vec<String>,
    /// The platform's environment that issued it.
    pub origin: Option<String>,
    /// What its token is called; empty for sessions of a login.
    pub label: String,
    /// The enterprise it belongs to.
    pub enterprise: Option<String>,
    /// Whether its life can be extended.
    pub is_extensible: bool,
    /// What it may spend while it is unlocked, and until when.
    pub unlock: Option<Unlock>,
    /// The person it belongs to, by ID.
    pub user: Option<String>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl SessionInfo {
    /// The answer holds it as `session`, or is it.
    pub(super) fn read(mut fields: Fields) -> Self {
        let mut fields = fields.object("session").unwrap_or(fields);
        drop(fields.secret("token"));
        Self {
            id: fields.text("id").unwrap_or_default(),
            created: fields.time("created"),
            expires: fields.time("expires"),
            scope: fields.text_or_texts("scope").unwrap_or_default(),
            ip: fields.text("ip"),
            ip_restrict: fields.texts("ipRestrict").unwrap_or_default(),
            origin: fields.text("origin"),
            label: fields.text("label").unwrap_or_default(),
            enterprise: fields.text("enterprise"),
            is_extensible: fields.flag("isExtensible").unwrap_or_default(),
            unlock: fields.object("unlock").map(Unlock::read),
            user: fields.text("user"),
            extra: fields.rest(),
        }
    }

    /// Whether the session is unlocked at `now`.
    pub fn is_unlocked(&self, now: Timestamp) -> bool {
        self.unlock.as_ref().and_then(|unlock| unlock.expires).is_some_and(|expires| expires > now)
    }

    fn has_limits(&self) -> bool {
        self.unlock.as_ref().is_some_and(Unlock::has_limits)
    }
}

/// An open session. Holds the token, which it gives to nobody but its own host.
#[derive(Clone)]
pub struct Session(Arc<Inner>);

pub(super) struct Inner {
    pub client: Client,
    pub token: AccessToken,
    pub user: User,
    pub info: SessionInfo,
    /// The person's key for token issuance, kept only when the login itself used issuance.
    pub issuance: Option<Issuance>,
}

pub(super) struct Issuance {
    pub ecdh_xprv: SecretString,
    pub derivation_path: String,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("user", &self.0.user.id).finish_non_exhaustive()
    }
}

impl Session {
    pub(super) fn open(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The person.
    pub fn user(&self) -> &User {
        &self.0.user
    }

    /// What was known about the session when it was opened; [`Session::session_info`] asks anew.
    pub fn info(&self) -> &SessionInfo {
        &self.0.info
    }

    /// Its scopes, as of its opening.
    pub fn scopes(&self) -> &[String] {
        &self.0.info.scope
    }

    /// When it ends by itself; [`Timestamp::MAX`] where the platform named no end.
    pub fn expires_at(&self) -> Timestamp {
        self.0.info.expires.unwrap_or(Timestamp::MAX)
    }

    /// The connection that it uses, with environment and clock reading.
    pub fn client(&self) -> &Client {
        &self.0.client
    }

    /// Its token, for the OS keychain if the person says so.
    pub fn token(&self) -> &AccessToken {
        &self.0.token
    }

    fn get(&self, path: &str) -> Call<'_> {
        Call::get(path).signed_by(&self.0.token)
    }

    fn post<T: Serialize>(&self, path: &str, body: &T) -> Result<Call<'_>, Error> {
        let body = serde_json::to_vec(body)
            .map(Zeroizing::new)
            .map_err(|_| ErrorKind::Setup("the request cannot be written as JSON".to_owned()))?;
        Ok(Call::post(path, body).signed_by(&self.0.token))
    }

    /// Asks for the session anew: scopes, expiry, addresses, unlock state.
    pub async fn session_info(&self) -> Result<SessionInfo, Error> {
        self.0.client.read(self.get("api/v2/user/session"), |fields| Ok(SessionInfo::read(fields))).await
    }

    /// Unlocks the session for so many seconds (1 to 3600). A session with spending limits is refused:
    /// unlocking it would remove all of its limits (the protocol notes, section 3).
    pub async fn unlock(&self, code: &SecretString, duration_secs: u32) -> Result<SessionInfo, Error> {
        if self.session_info().await?.has_limits() {
            let what =
                "Unlocking would remove all spending limits of this session's token, so it was not done.";
            return Err(ErrorKind::NotHere(what).into());
        }
        self.unlock_and_lose_limits(code, duration_secs).await
    }

    /// As [`Session::unlock`], also when all spending limits are lost by it. Only after the person has been
    /// shown what will be lost and has confirmed it.
    pub async fn unlock_and_lose_limits(
        &self,
        code: &SecretString,
        duration_secs: u32,
    ) -> Result<SessionInfo, Error> {
        if !UNLOCK_SECS.contains(&duration_secs) {
            return Err(ErrorKind::NotHere("A session can be unlocked for 1 to 3600 seconds at once.").into());
        }
        let body = UnlockBody { otp: code.expose_secret(), duration: duration_secs };
        let call = self.post("api/v2/user/unlock", &body)?;
        self.0
            .client
            .read(call, |fields| Ok(SessionInfo::read(fields)))
            .await
            .map_err(|error| error.with(|it| it.code_sent = true))
    }

    /// Locks the session again.
    pub async fn lock(&self) -> Result<SessionInfo, Error> {
        let call = self.post("api/v2/user/lock", &Map::new())?;
        self.0.client.read(call, |fields| Ok(SessionInfo::read(fields))).await
    }

    /// Ends the session on the platform.
    pub async fn logout(&self) -> Result<(), Error> {
        self.0.client.send(self.get("api/v2/user/logout").once_only()).await.map(drop)
    }

    /// Streams the wallets, page by page.
    pub fn wallets(&self, query: WalletQuery) -> Pages<Wallet> {
        let (session, query) = (self.clone(), Arc::new(query));
        paging::pages(move |prev_id| {
            let (session, query) = (session.clone(), Arc::clone(&query));
            async move {
                let call = query.list(session.get("api/v2/wallets"), prev_id.as_deref());
                session.0.client.read(call, read_wallets).await
            }
        })
    }

    /// How many wallets match.
    pub async fn wallet_count(&self, query: &WalletQuery) -> Result<u64, Error> {
        let call = query.filters(self.get("api/v2/wallets/count"));
        self.0.client.read(call, |mut fields| fields.whole("count").ok_or("it holds no count")).await
    }

    /// The platform's totals of every coin over all wallets.
    pub async fn total_balances(&self) -> Result<Vec<CoinBalance>, Error> {
        self.0
            .client
            .read(self.get("api/v2/wallet/balances"), |mut fields| {
                let balances = fields.objects("balances").ok_or("it holds no list of balances")?;
                Ok(balances.into_iter().map(CoinBalance::read).collect())
            })
            .await
    }

    /// Streams the access tokens that have not expired, page by page.
    pub fn access_tokens(&self) -> Pages<AccessTokenInfo> {
        let session = self.clone();
        paging::pages(move |prev_id| {
            let session = session.clone();
            async move {
                let call = session.get(ACCESS_TOKENS).query("limit", TOKENS_A_PAGE.to_string());
                let call = match &prev_id {
                    Some(id) => call.query("prevId", id),
                    None => call,
                };
                session.0.client.read(call, read_tokens).await
            }
        })
    }

    /// Makes an access token: sends the very request that was reviewed, once. When it fails in a way that
    /// leaves open whether the token was made ([`Error::may_have_happened`]), list and compare.
    pub async fn create_access_token(
        &self,
        request: &TokenRequest,
        code: &SecretString,
    ) -> Result<CreatedToken, Error> {
        let mark = |error: Error| {
            error.with(|it| {
                it.doing = Doing::CreatingToken;
                it.code_sent = !code.expose_secret().is_empty();
            })
        };
        let call = self.post(ACCESS_TOKENS, &request.body_with_code(code.expose_secret()))?;
        let answer = self.0.client.read(call, |fields| Ok(IssuedAnswer::read(fields))).await.map_err(mark)?;
        let IssuedAnswer { token, encrypted_token, derivation_path, info } = answer;
        let text = match (token, encrypted_token) {
            (Some(token), _) => token,
            (None, Some(encrypted)) => {
                self.open_token(encrypted, derivation_path).await.map_err(|error| mark(error.into()))?
            }
            (None, None) => return Err(mark(Error::not_understood("it holds no token"))),
        };
        // Whatever its shape: its value is never told again.
        let value = AccessToken::allow_legacy(&text, self.0.client.environment())
            .map_err(|error| mark(ErrorKind::Token(error).into()))?;
        Ok(CreatedToken { info, value })
    }

    async fn open_token(
        &self,
        encrypted_token: String,
        derivation_path: Option<String>,
    ) -> Result<SecretString, ErrorKind> {
        let Some(xpub) = self.0.client.environment().server_xpub().map(str::to_owned) else {
            return Err(IssuanceError::NoServerKey.into());
        };
        let session = self.clone();
        let work = move || {
            let own = session.0.issuance.as_ref().ok_or(IssuanceError::NoOwnKey)?;
            let path = derivation_path.as_deref().unwrap_or(&own.derivation_path);
            issuance::open_token_with(&encrypted_token, &own.ecdh_xprv, path, &xpub)
        };
        in_background(work).await?.map_err(ErrorKind::from)
    }

    /// Revokes an access token by its ID. It cannot be brought back.
    pub async fn delete_access_token(&self, id: &str) -> Result<(), Error> {
        let call = Call::new(Method::DELETE, ACCESS_TOKENS).id(id)?.signed_by(&self.0.token);
        self.0.client.send(call).await.map(drop)
    }
}

/// Runs work that costs time (PBKDF2, Argon2) beside the network's threads.
pub(super) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ErrorKind> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ErrorKind::Setup("the background work was ended".to_owned()))
}

/// The body of `POST /api/v2/user/unlock`.
#[derive(Serialize)]
struct UnlockBody<'a> {
    otp: &'a str,
    duration: u32,
}

/// The answer to a creation: the token in plain or encrypted, and what is told about it.
struct IssuedAnswer {
    token: Option<SecretString>,
    encrypted_token: Option<String>,
    derivation_path: Option<String>,
    info: AccessTokenInfo,
}

impl IssuedAnswer {
    fn read(mut fields: Fields) -> Self {
        let token = fields.secret("token").filter(|token| !token.expose_secret().is_empty());
        let encrypted_token = fields.text("encryptedToken");
        let derivation_path = fields.text("derivationPath");
        // Already open in this session; nothing that could open a token stays among the unknown fields.
        drop(fields.any("encryptedECDHXprv"));
        Self { token, encrypted_token, derivation_path, info: AccessTokenInfo::read(fields) }
    }
}

fn read_wallets(mut fields: Fields) -> Result<Batch<Wallet>, &'static str> {
    let list_coin = fields.text("coin");
    let wallets = fields.objects("wallets").ok_or("it holds no list of wallets")?;
    let items = wallets
        .into_iter()
        .map(|fields| Wallet::read(fields, list_coin.as_deref()))
        .map(|wallet| (wallet.id.clone(), wallet))
        .collect();
    Ok(Batch { items, total: fields.whole("totalCount"), next: fields.text("nextBatchPrevId") })
}

fn read_tokens(mut fields: Fields) -> Result<Batch<AccessTokenInfo>, &'static str> {
    let tokens = fields.objects("accessTokens").ok_or("it holds no list of access tokens")?;
    let items =
        tokens.into_iter().map(AccessTokenInfo::read).map(|token| (token.id.clone(), token)).collect();
    Ok(Batch { items, total: fields.whole("totalCount"), next: fields.text("nextBatchPrevId") })
}
