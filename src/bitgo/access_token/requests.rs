//! Listing, making and revoking access tokens (the protocol notes, section 7).

use super::{AccessTokenInfo, CreatedToken};
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::fields::Fields;
use crate::bitgo::issuance::{self, IssuanceError};
use crate::bitgo::paging::{Batch, Pages};
use crate::bitgo::routes::Route;
use crate::bitgo::secret::AccessToken;
use crate::bitgo::session::{Session, in_background};
use crate::domain::diagnosis::Operation;
use crate::domain::token::TokenRequest;
use secrecy::{ExposeSecret, SecretString};

/// Tokens a page; the platform gives at most 200 (the protocol notes, section 7).
const TOKENS_A_PAGE: &str = "200";

impl Session {
    /// Streams the access tokens that have not expired, page by page.
    pub fn access_tokens(&self) -> Pages<AccessTokenInfo> {
        self.pages(
            |session| Ok(session.call(Route::AccessTokens, &[])?.query("limit", TOKENS_A_PAGE)),
            |fields| {
                Batch::read(fields, "accessTokens", AccessTokenInfo::read, |token| &token.id)
                    .ok_or("it holds no list of access tokens")
            },
        )
    }

    /// Makes an access token: sends the very request that was reviewed, once. When it fails in a way that
    /// leaves open whether the token was made ([`Error::may_have_happened`]), list and compare.
    pub async fn create_access_token(
        &self,
        request: &TokenRequest,
        code: &SecretString,
    ) -> Result<CreatedToken, Error> {
        let (doing, code_sent) = (Operation::CreatingToken, !code.expose_secret().is_empty());
        let mark = |error: Error| {
            error.with(|it| {
                it.doing = doing;
                it.code_sent = code_sent;
            })
        };
        let body = request.body_with_code(code.expose_secret());
        let call = self.call(Route::CreateAccessToken, &[])?.json(&body)?.doing(doing).code_sent(code_sent);
        let answer = self.ask(call, |fields| Ok(IssuedAnswer::read(fields))).await?;
        let IssuedAnswer { token, encrypted_token, derivation_path, info } = answer;
        let text = match (token, encrypted_token) {
            (Some(token), _) => token,
            (None, Some(encrypted)) => {
                self.open_token(encrypted, derivation_path).await.map_err(|error| mark(error.into()))?
            }
            (None, None) => return Err(mark(Error::not_understood("it holds no token"))),
        };
        // Whatever its shape: its value is never shown again.
        let value = AccessToken::allow_legacy(&text, self.client().environment())
            .map_err(|error| mark(ErrorKind::Token(error).into()))?;
        Ok(CreatedToken { info, value })
    }

    async fn open_token(
        &self,
        encrypted_token: String,
        derivation_path: Option<String>,
    ) -> Result<SecretString, ErrorKind> {
        let Some(xpub) = self.client().environment().server_xpub().map(str::to_owned) else {
            return Err(IssuanceError::NoServerKey.into());
        };
        let session = self.clone();
        let work = move || {
            let own = session.issuance().ok_or(IssuanceError::NoOwnKey)?;
            let path = derivation_path.as_deref().unwrap_or(&own.derivation_path);
            issuance::open_token_with(&encrypted_token, &own.ecdh_xprv, path, &xpub)
        };
        in_background(work).await?.map_err(ErrorKind::from)
    }

    /// Revokes an access token by its ID. It cannot be brought back.
    pub async fn delete_access_token(&self, id: &str) -> Result<(), Error> {
        let call = self.call(Route::DeleteAccessToken, &[id])?;
        self.client().send(call).await.map(drop)
    }
}

/// The answer to a creation: the token in plain or encrypted, and what is reported about it.
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
