//! Every vector in `tests/fixtures/vectors.json`, which the vendor's own SDK made (the file names the
//! versions). The file is read at run time: other vectors in the same shape must hold as well.

use countersign::bitgo::ecdh;
use countersign::bitgo::envelope::{self, Params, Version};
use countersign::bitgo::issuance;
use countersign::bitgo::key_sealing::{self, ShareKeychain};
use countersign::bitgo::signing::{self, Answer, AuthVersion};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use url::Url;

/// One section of the file; an empty one is a failure, not a success.
fn section<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/vectors.json");
    let text = std::fs::read_to_string(path).expect("the vectors can be read");
    let mut file: serde_json::Value = serde_json::from_str(&text).expect("the vectors are JSON");
    let vectors: Vec<T> =
        serde_json::from_value(file[name].take()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(!vectors.is_empty(), "no vectors in {name}");
    vectors
}

fn version(number: u64) -> AuthVersion {
    match number {
        2 => AuthVersion::V2,
        3 => AuthVersion::V3,
        other => panic!("version {other}"),
    }
}

/// The same text must come out when an envelope is written again with its own parameters.
fn written_back(envelope: &str, plaintext: &str, passphrase: &str) {
    let params = Params::of(envelope).unwrap();
    assert_eq!(envelope::encrypt_with(plaintext, passphrase, &params).unwrap(), envelope);
}

fn opened(envelope: &str, passphrase: &str) -> String {
    envelope::decrypt(envelope, passphrase).unwrap().expose_secret().to_owned()
}

#[derive(Deserialize)]
struct PasswordVector {
    email: String,
    password: String,
    hmac: String,
}

#[test]
fn password_hmacs() {
    for it in section::<PasswordVector>("passwordHmac") {
        assert_eq!(signing::password_hmac(&it.email, &it.password), it.hmac, "{}", it.email);
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RequestVector {
    auth_version: u64,
    method: String,
    url: Url,
    body: String,
    timestamp: i64,
    token: String,
    subject: String,
    hmac: String,
    token_hash: String,
}

#[test]
fn requests() {
    for it in section::<RequestVector>("requests") {
        let path = signing::signed_path_of(&it.url);
        let version = version(it.auth_version);
        let subject = signing::request_subject(version, &it.method, it.timestamp, &path, it.body.as_bytes());
        assert_eq!(String::from_utf8(subject.to_vec()).unwrap(), it.subject);
        assert_eq!(signing::hmac_hex(it.token.as_bytes(), &subject), it.hmac, "{}", it.subject);
        assert_eq!(signing::token_hash(&it.token), it.token_hash, "{}", it.subject);
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ResponseVector {
    auth_version: u64,
    method: String,
    url: Url,
    status_code: u16,
    body: String,
    timestamp: i64,
    token: String,
    subject: String,
    hmac: String,
}

#[test]
fn responses() {
    for it in section::<ResponseVector>("responses") {
        let path = signing::signed_path_of(&it.url);
        let (version, body) = (version(it.auth_version), it.body.as_bytes());
        let subject =
            signing::response_subject(version, &it.method, it.timestamp, &path, it.status_code, body);
        assert_eq!(String::from_utf8(subject.to_vec()).unwrap(), it.subject);
        let timestamp = it.timestamp.to_string();
        let answer = Answer {
            version,
            method: &it.method,
            path_and_query: &path,
            status: it.status_code,
            body,
            hmac: Some(&it.hmac),
            timestamp: Some(&timestamp),
        };
        signing::check_response(&it.token, &answer, it.timestamp).unwrap();
        let changed = [body, b" "].concat();
        let forged = Answer { body: &changed, ..answer };
        assert!(signing::check_response(&it.token, &forged, it.timestamp).is_err(), "{}", it.subject);
    }
}

#[derive(Deserialize)]
struct EnvelopeVector {
    password: String,
    plaintext: String,
    envelope: String,
}

#[test]
fn envelopes_are_read_and_written_back_to_the_byte() {
    for it in section::<EnvelopeVector>("envelopes") {
        assert_eq!(opened(&it.envelope, &it.password), it.plaintext);
        written_back(&it.envelope, &it.plaintext, &it.password);
        let wrong = envelope::decrypt(&it.envelope, &format!("{}x", it.password)).unwrap_err();
        assert_eq!(wrong.to_string(), "Wrong passphrase.");
    }
}

/// What this program seals anew has the fields of the vendor's own envelopes, in their order and with their costs.
#[test]
fn new_envelopes_are_shaped_as_the_vendors() {
    let shape = |envelope: &str| {
        let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(envelope).unwrap();
        let mut names: Vec<(usize, String)> = fields
            .keys()
            .map(|name| (envelope.find(&format!("\"{name}\":")).unwrap(), name.clone()))
            .collect();
        names.sort();
        let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
        let costs = ["v", "m", "t", "p", "iter", "ks", "ts"].map(|name| fields.get(name).cloned());
        let lengths = ["salt", "iv", "ct"].map(|name| fields[name].as_str().unwrap().len());
        (names, costs, lengths)
    };
    let mut compared = BTreeSet::new();
    for it in section::<EnvelopeVector>("envelopes") {
        let (number, version) = match Params::of(&it.envelope).unwrap() {
            Params::V1(params) if params.adata.is_empty() => (1, Version::V1),
            Params::V2(params) if params.adata.is_none() && params.hkdf_salt.is_none() => (2, Version::V2),
            _ => continue,
        };
        if !compared.insert(number) {
            continue;
        }
        let made = envelope::encrypt(&it.plaintext, &it.password, version).unwrap();
        assert_eq!(shape(&made), shape(&it.envelope));
        assert_ne!(made, it.envelope);
        assert_eq!(opened(&made, &it.password), it.plaintext);
    }
    assert_eq!(compared, BTreeSet::from([1, 2]));
}

#[derive(Deserialize)]
struct PathVector {
    path: String,
    clean: Option<String>,
    #[serde(default)]
    error: bool,
}

#[test]
fn legacy_paths() {
    for it in section::<PathVector>("legacyPaths") {
        assert_ne!(it.clean.is_some(), it.error, "{}: a path is either cleaned or refused", it.path);
        assert_eq!(ecdh::clean_path(&it.path).ok(), it.clean, "{}", it.path);
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ShareVector {
    path: String,
    ephemeral_private_key: SecretString,
    secret: String,
    recipient_ecdh_xprv: SecretString,
    recipient_ecdh_xpub: String,
    user_password: String,
    encrypted_xprv: String,
    prv: SecretString,
    keychain: ShareKeychain,
}

#[test]
fn shares() {
    for it in section::<ShareVector>("shares") {
        let (keychain, xprv) = (&it.keychain, &it.recipient_ecdh_xprv);
        assert_eq!(opened(&it.encrypted_xprv, &it.user_password), xprv.expose_secret());
        written_back(&it.encrypted_xprv, xprv.expose_secret(), &it.user_password);
        assert_eq!(ecdh::xpub_of(xprv).unwrap(), it.recipient_ecdh_xpub);

        let one_time = hex::decode(it.ephemeral_private_key.expose_secret()).unwrap();
        let one_time = k256::SecretKey::from_slice(&one_time).unwrap();
        let recipient = ecdh::derive_public(&it.recipient_ecdh_xpub, &it.path).unwrap();
        assert_eq!(ecdh::public_hex(&recipient), keychain.to_pub_key);
        assert_eq!(ecdh::shared_x_hex(&one_time, &recipient).expose_secret(), it.secret);
        let own = ecdh::derive_private(xprv, &it.path).unwrap();
        let sender = ecdh::public_from_hex(&keychain.from_pub_key).unwrap();
        assert_eq!(ecdh::shared_x_hex(&own, &sender).expose_secret(), it.secret);

        assert_eq!(opened(&keychain.encrypted_prv, &it.secret), it.prv.expose_secret());
        assert_eq!(key_sealing::open_key(keychain, xprv).unwrap().expose_secret(), it.prv.expose_secret());
        let params = Params::of(&keychain.encrypted_prv).unwrap();
        let public = ecdh::public_hex(&recipient);
        let written =
            key_sealing::seal_key_with(&it.prv, &keychain.public, &public, &it.path, &one_time, &params)
                .unwrap();
        assert_eq!(&written, keychain);
    }
}

#[test]
fn a_share_keychain_has_the_names_that_go_over_the_wire() {
    for it in section::<serde_json::Value>("shares") {
        let read: ShareKeychain = serde_json::from_value(it["keychain"].clone()).unwrap();
        let written = serde_json::to_value(read).unwrap();
        for (name, value) in written.as_object().unwrap() {
            assert_eq!(Some(value), it["keychain"].get(name), "{name}");
        }
        assert_eq!(written.as_object().unwrap().len(), 5);
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IssuanceVector {
    password: SecretString,
    derivation_path: String,
    server_xpub: String,
    secret: String,
    token: String,
    #[serde(rename = "encryptedECDHXprv")]
    encrypted_ecdh_xprv: String,
    encrypted_token: String,
}

#[test]
fn token_issuance() {
    for it in section::<IssuanceVector>("tokenIssuance") {
        let xprv = issuance::open_ecdh_xprv(&it.encrypted_ecdh_xprv, &it.password).unwrap();
        let secret = issuance::shared_secret(&xprv, &it.derivation_path, &it.server_xpub).unwrap();
        assert_eq!(secret.expose_secret(), it.secret);
        let token =
            issuance::open_token_with(&it.encrypted_token, &xprv, &it.derivation_path, &it.server_xpub);
        assert_eq!(token.unwrap().expose_secret(), it.token);
        written_back(&it.encrypted_ecdh_xprv, xprv.expose_secret(), it.password.expose_secret());
        written_back(&it.encrypted_token, &it.token, &it.secret);
    }
}
