//! Password login: `POST /api/v2/user/login`, `POST /api/v1/user/login`, and `POST /api/auth/v1/session`, where the
//! vendor's client asks (the protocol notes, sections 3 and 4).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::call::Call;
use crate::bitgo::envelope::Version;
use crate::bitgo::{issuance, signing};
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::json;
use crate::sandbox::keys::new_token_text;
use crate::sandbox::rules::rate::Meter;
use crate::sandbox::rules::{otp, scope};
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Person;
use crate::sandbox::state::token::{Origin, Reach, Token};

/// A login lives an hour; an extensible one a day.
const LIFETIME_SECS: i64 = 3_600;
const EXTENSIBLE_SECS: i64 = 86_400;

pub(crate) fn login(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let email = body.text("email")?.unwrap_or_default().to_lowercase();
    if !(3..=250).contains(&email.len()) || !email.contains('@') {
        return Err(wrong("email", "must be an email address"));
    }
    let password = body.text("password")?.filter(|text| !text.is_empty());
    let password = password.ok_or_else(|| wrong("password", "is required"))?;
    let is_extensible = body.flag("extensible")?;
    // Express is given the password itself, and sends its HMAC on.
    let hmac = call.is_for_express.then(|| Zeroizing::new(signing::password_hmac(&email, password)));
    let password = hmac.as_deref().map_or(password, String::as_str);

    let gives_plain = call.shared.injected().gives_plain_tokens;
    let (mut document, issue) = {
        let mut state = call.shared.state();
        let now_ms = call.now.as_millisecond();
        state.rates.count(Meter::Logins, &email, now_ms).map_err(ApiError::too_many)?;
        let person = check_password(&state, &email, password)?;
        check_code(&mut state, person, &body, now_ms)?;
        admit(&mut state, person, is_extensible, gives_plain, call.now)?
    };
    let token = issue.text().clone();
    match issue {
        Issue::Plain(text) => insert(&mut document, "access_token", json!(text.expose_secret())),
        Issue::Sealed { text, xpub, encrypted_xprv } => {
            let path = derivation_path();
            let sealed = issuance::seal_token(&text, &xpub, &path, &call.shared.server_key.xprv, Version::V1)
                .map_err(|_| ApiError::bad_request("this person's keychain cannot receive a token"))?;
            insert(&mut document, "encryptedToken", json!(sealed));
            insert(&mut document, "encryptedECDHXprv", json!(encrypted_xprv));
            insert(&mut document, "derivationPath", json!(path));
        }
    }
    if call.is_for_express {
        // As the vendor's own client, it puts the token that it has opened beside the sealed one, and signs nothing.
        insert(&mut document, "access_token", json!(token.expose_secret()));
        return Ok(Answer::ok(document));
    }
    Ok(Answer::ok(document).signed_by(token))
}

/// How the token travels: sealed to a person with an ECDH keychain, plain to one without.
enum Issue {
    Plain(SecretString),
    Sealed { text: SecretString, xpub: String, encrypted_xprv: String },
}

impl Issue {
    fn text(&self) -> &SecretString {
        match self {
            Self::Plain(text) | Self::Sealed { text, .. } => text,
        }
    }
}

/// A wrong password and an unknown person are told apart neither by the answer nor by the time it takes.
fn check_password(state: &State, email: &str, password: &str) -> Result<Id, ApiError> {
    const NOBODY: &str = "0000000000000000000000000000000000000000000000000000000000000000";
    let person = state.person_by_email(email);
    let expected = person.map_or(NOBODY, |person| person.password_hmac.as_str());
    let is_right = is_same(password, expected);
    match person {
        Some(person) if is_right => Ok(person.id),
        _ => Err(ApiError::wrong_password()),
    }
}

fn is_same(sent: &str, expected: &str) -> bool {
    bool::from(sent.to_ascii_lowercase().as_bytes().ct_eq(expected.as_bytes()))
}

/// True where that is the HMAC of the person's password.
pub(super) fn is_password(person: &Person, sent: &str) -> bool {
    is_same(sent, &person.password_hmac)
}

fn check_code(state: &mut State, person: Id, body: &Body, now_ms: i64) -> Result<(), ApiError> {
    otp::check(&mut state.rates, &person.to_string(), body.text("otp")?, now_ms)
}

fn admit(
    state: &mut State,
    person: Id,
    is_extensible: bool,
    gives_plain: bool,
    now: Timestamp,
) -> Result<(Value, Issue), ApiError> {
    let lifetime_secs = if is_extensible { EXTENSIBLE_SECS } else { LIFETIME_SECS };
    let expires = now
        .checked_add(SignedDuration::from_secs(lifetime_secs))
        .map_err(|_| ApiError::bad_request("the clock is at its end"))?;
    let (id, text) = (state.new_id(), new_token_text());
    let scope: Vec<String> = scope::LOGIN.iter().map(|&name| name.to_owned()).collect();
    let person = state.person(person).ok_or_else(ApiError::wrong_password)?;
    let person_id = person.id;
    let document = json!({
        "token_type": "bearer",
        "token_id": id.to_string(),
        "grant_type": "password",
        "expires_in": lifetime_secs,
        "expires_at": expires.as_second(),
        "scope": scope,
        "noECDHKeychain": person.ecdh().is_none(),
        "twoFactorMethod": "totp",
        "user": json::user::full(person, state),
    });
    let issue = match person.ecdh().filter(|_| !gives_plain) {
        None => Issue::Plain(text.clone()),
        Some(keychain) => Issue::Sealed {
            text: text.clone(),
            xpub: keychain.xpub.clone(),
            encrypted_xprv: keychain.encrypted_xprv.clone(),
        },
    };
    state.tokens.add(Token {
        id,
        text,
        person: person_id,
        origin: Origin::Login,
        label: None,
        created: now,
        expires,
        scope,
        ip_restrict: Vec::new(),
        enterprise: None,
        is_extensible,
        admin_scope: None,
        unlock: None,
        limits: BTreeMap::new(),
        erc20_limit: None,
        reach: Reach::Everything,
        is_revoked: false,
    });
    Ok((document, issue))
}

/// A fresh path, as the platform's look.
pub(super) fn derivation_path() -> String {
    let mut rng = rand::rng();
    let step = |number: u32| number % 1_000_000;
    format!("m/999999/{}/{}", step(rng.next_u32()), step(rng.next_u32()))
}

fn insert(document: &mut Value, name: &str, value: Value) {
    if let Some(fields) = document.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}
