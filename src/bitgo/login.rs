//! Two ways into a session: e-mail, password and one-time code, or an access token that exists already (the
//! protocol notes, sections 3 and 4).
//!
//! The password itself never leaves this machine: its HMAC does, and the key that it opens stays here. The person's own
//! Express server alone is given the password, because it makes that HMAC and opens that key itself.

mod answer;

use self::answer::{LoginAnswer, LoginToken};
use super::client::{Call, Client};
use super::error::{Error, ErrorKind};
use super::fields::Fields;
use super::issuance::IssuanceError;
use super::plain_token::PlainToken;
use super::routes::Route;
use super::secret::AccessToken;
use super::session::{OpenedBy, Session, SessionInfo, in_background};
use super::signing;
use super::user::User;
use crate::domain::diagnosis::Operation;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use std::fmt;
use zeroize::Zeroizing;

/// What a person types to log in.
#[derive(Clone)]
pub struct Credentials {
    /// The e-mail address; sent in lower case.
    pub email: String,
    /// The login password; only its HMAC is sent, but to Express.
    pub password: SecretString,
    /// The one-time code, once it is asked for ([`ErrorKind::NeedsCode`]).
    pub code: Option<SecretString>,
    /// Whether the answer may hold the session's token in plain text.
    pub plain_token: PlainToken,
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

/// Logs in with e-mail and password. Express is given the password itself; an environment is reached by TLS or on loopback
/// alone, so it goes over no network in the clear.
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
    let Credentials { email, password, code, plain_token } = credentials;
    let email = email.trim().to_lowercase();
    let is_express = !client.environment().signs();
    let hmac = Zeroizing::new(signing::password_hmac(&email, password.expose_secret()));
    let proof = if is_express { password.expose_secret() } else { hmac.as_str() };
    // Express opens the token and hands it out as it is; nobody else's plain token is believed so easily.
    let plain_token = if is_express { PlainToken::Accepted } else { plain_token };
    let otp = code.as_ref().map_or("", |code| code.expose_secret().trim());
    let body = LoginBody { email: &email, password: proof, otp };
    let call = Call::new(Route::LogIn, &[])?.json(&body)?;
    let received = client.send(call).await?;
    let answer = received.read(|fields| LoginAnswer::read(fields, client.now()))?;
    let xpub = client.environment().server_xpub().map(str::to_owned);
    let (text, issuance) = match (answer.token, xpub) {
        (LoginToken::Encrypted(sealed, _), Some(xpub)) => {
            let (text, issuance) =
                in_background(move || sealed.open(&password, &xpub)).await?.map_err(ErrorKind::from)?;
            (text, Some(issuance))
        }
        (LoginToken::Plain(text) | LoginToken::Encrypted(_, Some(text)), _) => match plain_token {
            PlainToken::Accepted => (text, None),
            PlainToken::Refused(why) => return Err(received.failure(why.into())),
        },
        (LoginToken::Encrypted(_, None), None) => {
            return Err(ErrorKind::from(IssuanceError::NoServerKey).into());
        }
    };
    let token = AccessToken::new(&text, client.environment()).map_err(ErrorKind::from)?;
    // Express signs nothing, and has written the answer anew.
    if !is_express {
        client.check_login(&received, &token)?;
    }
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
