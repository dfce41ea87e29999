//! Two ways into a session: e-mail, password and one-time code, or an access token that exists already (the
//! protocol notes, sections 3 and 4).
//!
//! The password itself never leaves this machine: its HMAC does, and the key that it opens stays here.

use super::client::{Call, Client};
use super::error::{Error, ErrorKind};
use super::fields::Fields;
use super::issuance::{self, IssuanceError};
use super::routes::Route;
use super::secret::AccessToken;
use super::session::{Issuance, OpenedBy, Session, SessionInfo, in_background};
use super::signing;
use super::user::User;
use crate::domain::diagnosis::Operation;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use std::fmt;
use zeroize::Zeroizing;

/// What a person types to log in.
#[derive(Clone)]
pub struct Credentials {
    /// The e-mail address; sent in lower case.
    pub email: String,
    /// The login password; only its HMAC is sent.
    pub password: SecretString,
    /// The one-time code, once it is asked for ([`ErrorKind::NeedsCode`]).
    pub code: Option<SecretString>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("has_code", &self.code.is_some()).finish_non_exhaustive()
    }
}

/// The body of `POST /api/v2/user/login`. The spec requires `otp`; it is empty until a code is typed.
#[derive(Serialize)]
struct LoginBody<'a> {
    email: &'a str,
    password: &'a str,
    otp: &'a str,
}

/// Logs in with e-mail and password. Express is refused: it would have to be given the password itself.
pub async fn login(client: &Client, credentials: Credentials) -> Result<Session, Error> {
    let code_sent = credentials.code.as_ref().is_some_and(|code| !code.expose_secret().is_empty());
    log_in(client, credentials).await.map_err(|error| {
        error.with(|it| {
            it.doing = Operation::LoggingIn;
            it.code_sent = code_sent;
        })
    })
}

async fn log_in(client: &Client, credentials: Credentials) -> Result<Session, Error> {
    if !client.environment().signs() {
        let what = "Express would have to be given the password itself; log in with an access token there.";
        return Err(ErrorKind::NotHere(what).into());
    }
    let Credentials { email, password, code } = credentials;
    let email = email.trim().to_lowercase();
    let hmac = Zeroizing::new(signing::password_hmac(&email, password.expose_secret()));
    let otp = code.as_ref().map_or("", |code| code.expose_secret().trim());
    let body = LoginBody { email: &email, password: &hmac, otp };
    let call = Call::new(Route::LogIn, &[])?.json(&body)?;
    let answer = client.read(call, |fields| LoginAnswer::read(fields, client.now())).await?;
    let (text, issuance) = match answer.token {
        LoginToken::Plain(text) => (text, None),
        LoginToken::Encrypted(sealed) => {
            let xpub =
                client.environment().server_xpub().ok_or(ErrorKind::from(IssuanceError::NoServerKey))?;
            let xpub = xpub.to_owned();
            let (text, issuance) =
                in_background(move || sealed.open(&password, &xpub)).await?.map_err(ErrorKind::from)?;
            (text, Some(issuance))
        }
    };
    let token = AccessToken::new(&text, client.environment()).map_err(ErrorKind::from)?;
    let (client, user, info) = (client.clone(), answer.user, answer.info);
    Ok(Session::open(client, OpenedBy::Login, token, user, info, issuance))
}

/// Opens a session with an access token from the keychain or pasted.
pub async fn resume(client: &Client, token_text: SecretString) -> Result<Session, Error> {
    match AccessToken::new(&token_text, client.environment()) {
        Ok(token) => resume_with(client, token).await,
        Err(error) => Err(Error::new(error.into()).with(|it| it.doing = Operation::UsingToken)),
    }
}

/// What the platform says of an access token when it is used: the call is made with that token and nothing else, and
/// changes nothing (spec: GET /api/v2/user/session).
pub async fn try_token(client: &Client, token_text: SecretString) -> Result<SessionInfo, Error> {
    let tried = async {
        let token = AccessToken::new(&token_text, client.environment()).map_err(ErrorKind::from)?;
        client.read(session_call(&token)?, |fields| Ok(SessionInfo::read(fields))).await
    };
    tried.await.map_err(|error: Error| error.with(|it| it.doing = Operation::UsingToken))
}

fn session_call(token: &AccessToken) -> Result<Call<'_>, Error> {
    Ok(Call::new(Route::Session, &[])?.signed_by(token))
}

/// As [`resume`], with a token that is one already: also of the old kind, which is sent in the clear and
/// only with the person's explicit consent ([`AccessToken::allow_legacy`]).
pub async fn resume_with(client: &Client, token: AccessToken) -> Result<Session, Error> {
    let open = async {
        let info = client.read(session_call(&token)?, |fields| Ok(SessionInfo::read(fields))).await?;
        let call = Call::new(Route::OwnUser, &[])?.signed_by(&token);
        Ok((info, client.read(call, read_person).await?))
    };
    let (info, user) =
        open.await.map_err(|error: Error| error.with(|it| it.doing = Operation::UsingToken))?;
    Ok(Session::open(client.clone(), OpenedBy::Token, token, user, info, None))
}

fn read_person(mut fields: Fields) -> Result<User, &'static str> {
    let person = fields.object("user").unwrap_or(fields);
    User::read(person).ok_or("it names no person")
}

struct LoginAnswer {
    token: LoginToken,
    user: User,
    info: SessionInfo,
}

enum LoginToken {
    Plain(SecretString),
    Encrypted(SealedToken),
}

struct SealedToken {
    encrypted_token: String,
    encrypted_ecdh_xprv: String,
    derivation_path: String,
}

impl SealedToken {
    fn open(
        self,
        password: &SecretString,
        server_xpub: &str,
    ) -> Result<(SecretString, Issuance), IssuanceError> {
        let ecdh_xprv = issuance::open_ecdh_xprv(&self.encrypted_ecdh_xprv, password)?;
        let text =
            issuance::open_token_with(&self.encrypted_token, &ecdh_xprv, &self.derivation_path, server_xpub)?;
        Ok((text, Issuance { ecdh_xprv, derivation_path: self.derivation_path }))
    }
}

impl LoginAnswer {
    fn read(mut fields: Fields, now: Timestamp) -> Result<Self, &'static str> {
        let plain = fields.secret("access_token").filter(|token| !token.expose_secret().is_empty());
        let sealed =
            [fields.text("encryptedToken"), fields.text("encryptedECDHXprv"), fields.text("derivationPath")];
        let token = match (plain, sealed) {
            (Some(text), _) => LoginToken::Plain(text),
            (None, [Some(encrypted_token), Some(encrypted_ecdh_xprv), Some(derivation_path)]) => {
                LoginToken::Encrypted(SealedToken { encrypted_token, encrypted_ecdh_xprv, derivation_path })
            }
            _ => return Err("it holds no token"),
        };
        let user = fields.object("user").and_then(User::read).ok_or("it names no person")?;
        let expires = fields.unix_time("expires_at").or_else(|| {
            let secs = i64::try_from(fields.whole("expires_in")?).ok()?;
            now.checked_add(SignedDuration::from_secs(secs)).ok()
        });
        let info = SessionInfo {
            id: fields.text("token_id").unwrap_or_default(),
            expires,
            scope: fields.text_or_texts("scope").unwrap_or_default(),
            user: Some(user.id.clone()),
            extra: fields.rest(),
            ..SessionInfo::default()
        };
        Ok(Self { token, user, info })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::bitgo::fuzz_tests::{any_json, any_object, fields};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn read(value: Value) -> Result<LoginAnswer, &'static str> {
        LoginAnswer::read(Fields::of(value).unwrap(), "2026-11-20T12:00:00Z".parse().unwrap())
    }

    proptest! {
        #[test]
        fn no_answer_panics(object in any_object(), sealed in any_json()) {
            let mut object = object;
            for name in ["encryptedToken", "encryptedECDHXprv", "derivationPath", "expires_at", "expires_in"] {
                object.insert(name.to_owned(), sealed.clone());
            }
            let answer = LoginAnswer::read(fields(&object), Timestamp::UNIX_EPOCH);
            if let Ok(LoginAnswer { token: LoginToken::Encrypted(sealed), .. }) = answer {
                prop_assert!(sealed.open(&"x".into(), "xpub").is_err());
            }
        }
    }

    #[test]
    fn the_answer_is_read_as_the_server_says_it() {
        let answer = read(json!({"access_token":"v2xsecret","expires_at":1_795_176_000,"expires_in":3600,
            "scope":["openid","something_new"],"user":{"id":"u1"},"warning":"old client"}))
        .unwrap();
        assert!(matches!(answer.token, LoginToken::Plain(_)));
        assert_eq!(answer.info.expires.unwrap().as_second(), 1_795_176_000);
        assert_eq!(answer.info.scope, ["openid", "something_new"]);
        assert!(!format!("{:?}{:?}", answer.info, answer.user).contains("v2xsecret"));
        let later = read(json!({"access_token":"t","expires_in":7200,"user":{"id":"u1"}})).unwrap();
        assert_eq!(later.info.expires.unwrap().to_string(), "2026-11-20T14:00:00Z");
        let sealed =
            json!({"encryptedToken":"{}","encryptedECDHXprv":"{}","derivationPath":"m/1","user":{"id":"u"}});
        assert!(matches!(read(sealed).unwrap().token, LoginToken::Encrypted(_)));
        assert!(read(json!({"encryptedToken":"{}","user":{"id":"u"}})).is_err());
        assert!(read(json!({"access_token":"t"})).is_err());
    }
}
