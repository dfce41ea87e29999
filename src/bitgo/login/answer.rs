//! The answer to a login, read: the token, in plain or encrypted, the person, and what is said of the session.

use crate::bitgo::fields::Fields;
use crate::bitgo::issuance::{self, IssuanceError};
use crate::bitgo::session::{Issuance, SessionInfo};
use crate::bitgo::user::User;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};

/// What came, all of it but the token ready for use.
pub(super) struct LoginAnswer {
    pub(super) token: LoginToken,
    pub(super) user: User,
    pub(super) info: SessionInfo,
}

/// How the token came.
pub(super) enum LoginToken {
    /// In plain text.
    Plain(SecretString),
    /// Encrypted to the person's key. Where a plain one came beside it, that is here too: it counts only where there is
    /// nothing to decrypt with.
    Encrypted(SealedToken, Option<SecretString>),
}

/// A token encrypted to the person's key, with that key encrypted by the login password.
pub(super) struct SealedToken {
    encrypted_token: String,
    encrypted_ecdh_xprv: String,
    derivation_path: String,
}

impl SealedToken {
    /// Opens it: work for another thread than the screen's.
    pub(super) fn open(
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
    /// Reads it; the errors are parts of a sentence.
    pub(super) fn read(mut fields: Fields, now: Timestamp) -> Result<Self, &'static str> {
        let plain = fields.secret("access_token").filter(|token| !token.expose_secret().is_empty());
        let sealed =
            [fields.text("encryptedToken"), fields.text("encryptedECDHXprv"), fields.text("derivationPath")];
        let token = match (plain, sealed) {
            (plain, [Some(encrypted_token), Some(encrypted_ecdh_xprv), Some(derivation_path)]) => {
                let sealed = SealedToken { encrypted_token, encrypted_ecdh_xprv, derivation_path };
                LoginToken::Encrypted(sealed, plain)
            }
            (Some(text), _) => LoginToken::Plain(text),
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
            if let Ok(LoginAnswer { token: LoginToken::Encrypted(sealed, _), .. }) = answer {
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
        assert!(matches!(read(sealed).unwrap().token, LoginToken::Encrypted(_, None)));
        let both = json!({"access_token":"t","encryptedToken":"{}","encryptedECDHXprv":"{}","derivationPath":"m/1",
            "user":{"id":"u"}});
        assert!(matches!(read(both).unwrap().token, LoginToken::Encrypted(_, Some(_))));
        let half = json!({"access_token":"t","encryptedToken":"{}","user":{"id":"u"}});
        assert!(matches!(read(half).unwrap().token, LoginToken::Plain(_)));
        assert!(read(json!({"encryptedToken":"{}","user":{"id":"u"}})).is_err());
        assert!(read(json!({"access_token":"t"})).is_err());
    }
}
