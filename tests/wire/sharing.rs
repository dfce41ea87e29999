//! Sharing a wallet from end to end on the client's side: keys opened, sealed, taken over, and what is sent.

use super::server::{Server, TOKEN, answer, short_timeouts};
use super::{session_with, spec};
use std::sync::atomic::{AtomicUsize, Ordering};

use countersign::bitgo::approvals::Decision;
use countersign::bitgo::client::Client;
use countersign::bitgo::ecdh;
use countersign::bitgo::envelope::{self, Version};
use countersign::bitgo::environment::Environment;
use countersign::bitgo::error::{Error, ErrorKind};
use countersign::bitgo::express::ExpressShare;
use countersign::bitgo::key_sealing::{self, KeySealingError, ShareKeychain};
use countersign::bitgo::login;
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::{
    AcceptSecrets, MadeShare, OwnKeyNeed, Permission, Permissions, ShareRequest, ShareRequestError,
    ShareState,
};
use countersign::bitgo::sharing_keys::{RecipientKey, SharingKey};
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::Wallet;
use countersign::domain::diagnosis::ErrorCause;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

const WALLET_XPRV: &str = "xprv9s21ZrQH143K4YjmHGvqw21BFF6nmhoowRqMqhJk17rRuUCZwmnWMBEgTvkPF77HfH9fgACJk6cpgTyXVJoJH8kG7J66YZ2ekErNMoRNbX9";
const PERSON_XPRV: &str = "xprv9s21ZrQH143K2cXnajzSWPJHGV3vfFuAh2bAh16xYrUVuXV6sr1Z4mt6PUR5eXcgeKxWc1sdDZrEHVt74DT27sxZuob7oovbHjYFADw3usL";
const OTHER_XPRV: &str = "xprv9s21ZrQH143K2CJswW9LhYGN2ckfC5H7iN1afMpvUQWhffn81BodcD8iLkvsahPVKaxUaZdxpmD8kW1twpDaQrFByzEWMavqWK8rP43CShL";
const PASSPHRASE: &str = "wallet passphrase";
const PASSWORD: &str = "login password";
const PATH: &str = "m/999999/12/34";
const W: &str = "59cd72485007a239fb00282ed480da1f";
const S: &str = "09270d783ba7f3f869bb3e930af12423";
const SHARE: &str = "POST /api/v2/{coin}/wallet/{walletId}/share";
const ACCEPT: &str = "POST /api/v2/{coin}/walletshare/{shareId}";

fn xpub(xprv: &str) -> String {
    ecdh::xpub_of(&xprv.into()).unwrap()
}

pub(super) fn person() -> SharingKey {
    let own = ecdh::derive_private(&PERSON_XPRV.into(), PATH).unwrap();
    let key = RecipientKey { pubkey: ecdh::public_hex(&own.public_key()), path: PATH.into() };
    SharingKey {
        user_id: "u2".into(),
        email: "bo@example.com".into(),
        key: Some(key),
        ..SharingKey::default()
    }
}

/// A wallet, its keys and the shares on it.
fn platform(wallet: Value, user_key: Value) -> Server {
    Server::behind_a_session(move |seen, _| {
        let (status, body) = match (seen.method.as_str(), seen.path.as_str()) {
            ("GET", "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f") => (200, wallet.clone()),
            ("GET", "/api/v2/tbtc/key/k0") => (200, json!({"id": "k0", "pub": "xpub0", "source": "backup"})),
            ("GET", "/api/v2/tbtc/key/k1") => (200, user_key.clone()),
            ("POST", path) if path.ends_with("/share") => (
                200,
                json!({"id": S, "coin": "tbtc", "wallet": W, "state": "active", "permissions": "view,spend"}),
            ),
            other => panic!("{other:?}"),
        };
        answer(status, &body.to_string()).signed(seen).into()
    })
}

fn hot(extra: &Value) -> Value {
    let mut wallet = json!({"id": W, "coin": "tbtc", "type": "hot", "multisigType": "onchain", "keys": ["k0", "k1", "k2"]});
    wallet.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    wallet
}

fn user_key(xprv: &str, extra: &Value) -> Value {
    let encrypted = envelope::encrypt(xprv, PASSPHRASE, Version::V1).unwrap();
    let mut key = json!({"id": "k1", "pub": xpub(WALLET_XPRV), "source": "user", "encryptedPrv": encrypted});
    key.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    key
}

async fn share(server: &Server, permissions: &str, passphrase: Option<&str>) -> Result<MadeShare, Error> {
    let session = session_with(server, AuthVersion::V3).await;
    let wallet = session.wallet("tbtc", W).await.unwrap();
    let request =
        ShareRequest::new(wallet, person(), Permissions::from_list(permissions), "welcome ").unwrap();
    made(&session, &request, passphrase).await
}

/// Makes a share as the app does: the key is read and opened, then sent with the share.
async fn made(
    session: &Session,
    request: &ShareRequest,
    passphrase: Option<&str>,
) -> Result<MadeShare, Error> {
    let mut opened = None;
    if request.needs_passphrase() {
        let key = session.user_key(request.wallet()).await?;
        opened = Some(session.open_key_for(request, key, passphrase.map(SecretString::from)).await?);
    }
    session.send_with_key(request, opened.as_ref()).await
}

/// The last request's body, checked against the specification.
fn sent(server: &Server, route: &str) -> Value {
    let seen = server.seen().last().unwrap().clone();
    spec::assert_described(&seen, route);
    seen.json()
}

#[tokio::test]
async fn a_spender_gets_the_key_sealed_for_them_alone() {
    let server = platform(hot(&json!({})), user_key(WALLET_XPRV, &json!({})));
    let active = MadeShare { id: S.into(), approvals: Vec::new(), awaits_approval: false };
    assert_eq!(share(&server, "view,spend", Some(PASSPHRASE)).await.unwrap(), active);
    let paths: Vec<_> = server.seen().iter().map(|seen| seen.path.clone()).collect();
    assert_eq!(paths[1..3], ["/api/v2/tbtc/key/k0", "/api/v2/tbtc/key/k1"]);
    assert_eq!(paths.len(), 4, "the third key is not asked for: {paths:?}");

    let body = sent(&server, SHARE);
    assert_eq!(
        (&body["user"], &body["permissions"], &body["message"]),
        (&json!("u2"), &json!("view,spend"), &json!("welcome"))
    );
    assert_eq!(body.get("skipKeychain"), None);
    let keychain: ShareKeychain = serde_json::from_value(body["keychain"].clone()).unwrap();
    assert_eq!((keychain.public.as_str(), keychain.path.as_str()), (xpub(WALLET_XPRV).as_str(), PATH));
    assert_eq!(key_sealing::open_key(&keychain, &PERSON_XPRV.into()).unwrap().expose_secret(), WALLET_XPRV);
    for secret in [PASSPHRASE, WALLET_XPRV] {
        assert!(!body.to_string().contains(secret), "{secret} went over the wire");
    }
}

#[tokio::test]
async fn what_is_reviewed_is_what_is_sent_but_for_the_sealed_key() {
    let server = platform(hot(&json!({})), user_key(WALLET_XPRV, &json!({})));
    let session = session_with(&server, AuthVersion::V3).await;
    let wallet = session.wallet("tbtc", W).await.unwrap();
    let asked = |permissions| {
        let permissions = Permissions::from_list(permissions);
        ShareRequest::new(wallet.clone(), person(), permissions, "welcome").unwrap().again().without_email()
    };
    let public = xpub(WALLET_XPRV);
    for (request, passphrase) in
        [(asked("view,spend"), Some(PASSPHRASE)), (asked("view"), None), (asked("spend").without_key(), None)]
    {
        made(&session, &request, passphrase).await.unwrap();
        let mut body = sent(&server, SHARE);
        let shown: Value = serde_json::from_str(&request.preview(false, Some(&public))).unwrap();
        assert_eq!(request.route(), format!("POST {}", server.seen().last().unwrap().path));
        for field in ["encryptedPrv", "fromPubKey"] {
            if passphrase.is_some() {
                assert!(shown["keychain"][field].as_str().unwrap().starts_with('‹'));
                body["keychain"][field] = shown["keychain"][field].clone();
            }
        }
        assert_eq!(shown, body);
    }
    let keyless = SharingKey { key: None, ..person() };
    let spend = || Permissions::from_list("spend");
    assert!(ShareRequest::new(wallet.clone(), keyless.clone(), spend(), "").is_err());
    let request = ShareRequest::keyless(wallet, keyless, spend(), "").unwrap();
    assert!(!request.needs_passphrase() && request.preview(false, None).contains("skipKeychain"));
}

#[tokio::test]
async fn who_gets_no_key_is_shared_with_without_one() {
    for (wallet, permissions) in [
        (hot(&json!({})), "view,admin"),
        (hot(&json!({"type": "cold"})), "view,spend"),
        (hot(&json!({"type": "custodial"})), "spend"),
        (hot(&json!({"isCold": true})), "spend"),
        (hot(&json!({"coinSpecific": {"features": ["multi-key-user-key"]}})), "view,spend"),
        (hot(&json!({"features": ["multi-key-user-key"]})), "view,spend"),
    ] {
        let server = platform(wallet.clone(), user_key(WALLET_XPRV, &json!({})));
        share(&server, permissions, None).await.unwrap();
        assert_eq!(server.seen().len(), 2, "no key is asked for: {wallet}");
        let body = sent(&server, SHARE);
        assert_eq!(
            body,
            json!({"user": "u2", "permissions": permissions, "message": "welcome", "skipKeychain": true})
        );
    }
    // A hot wallet none of whose keys holds a private key: not what was reviewed, so it is not sent.
    let server = platform(hot(&json!({"keys": ["k0"]})), Value::Null);
    let error = share(&server, "spend", Some(PASSPHRASE)).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Sharing(KeySealingError::NoUserKey));
    assert!(server.seen().iter().all(|seen| seen.method == "GET"));
    let session = session_with(&server, AuthVersion::V3).await;
    let wallet = session.wallet("tbtc", W).await.unwrap();
    let request = ShareRequest::new(wallet, person(), Permissions::from_list("spend"), "").unwrap();
    assert!(request.needs_passphrase());
    made(&session, &request.without_key(), None).await.unwrap();
    assert_eq!(sent(&server, SHARE), json!({"user": "u2", "permissions": "spend", "skipKeychain": true}));
}

#[tokio::test]
async fn a_wallet_out_of_a_list_is_asked_for_its_keys() {
    let server = platform(hot(&json!({})), user_key(WALLET_XPRV, &json!({})));
    let session = session_with(&server, AuthVersion::V3).await;
    let listed = Wallet { id: W.into(), coin: "tbtc".into(), ..Wallet::default() };
    assert_eq!(session.user_key(&listed).await.unwrap().unwrap().id, "k1");
}

#[tokio::test]
async fn mpc_wallets_share_their_common_keychain() {
    let key = user_key("not an extended key", &json!({"commonKeychain": "02cc", "pub": "02cc"}));
    let server = platform(hot(&json!({"multisigType": "tss"})), key);
    share(&server, "spend", Some(PASSPHRASE)).await.unwrap();
    let keychain: ShareKeychain = serde_json::from_value(sent(&server, SHARE)["keychain"].clone()).unwrap();
    assert_eq!(keychain.public, "02cc");
    assert_eq!(
        key_sealing::open_key(&keychain, &PERSON_XPRV.into()).unwrap().expose_secret(),
        "not an extended key"
    );
}

#[tokio::test]
async fn a_key_that_does_not_open_or_is_another_is_never_sent() {
    for (key, passphrase, expected) in [
        (user_key(WALLET_XPRV, &json!({})), Some("wrong"), KeySealingError::WalletPassphrase),
        (user_key(WALLET_XPRV, &json!({})), None, KeySealingError::WalletPassphrase),
        (user_key(OTHER_XPRV, &json!({})), Some(PASSPHRASE), KeySealingError::OtherWalletKey),
        (
            user_key("the key card's number: 4711", &json!({})),
            Some(PASSPHRASE),
            KeySealingError::OtherWalletKey,
        ),
        (user_key(WALLET_XPRV, &json!({"pub": null})), Some(PASSPHRASE), KeySealingError::NoPublicKey),
    ] {
        let server = platform(hot(&json!({})), key);
        let error = share(&server, "spend", passphrase).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Sharing(expected));
        assert!(!error.may_have_happened());
        assert!(server.seen().iter().all(|seen| seen.method == "GET"));
    }
    let person = SharingKey { key: None, ..person() };
    let wallet = || Wallet { id: W.into(), coin: "tbtc".into(), ..Wallet::default() };
    let request = |permissions: &str| {
        ShareRequest::new(wallet(), person.clone(), Permissions::from_list(permissions), "")
            .map(|it| it.needs_passphrase())
    };
    assert_eq!(request("spend"), Err(ShareRequestError::NoRecipientKey));
    assert_eq!(request("view"), Ok(false));
    assert_eq!(request(" , "), Err(ShareRequestError::NoPermission));
    assert_eq!(Permissions::of([Permission::View, Permission::View]).to_string(), "view");
}

#[tokio::test]
async fn a_share_that_others_have_to_approve_waits_with_their_approval() {
    for (status, extra) in [(200, json!({"state": "pendingapproval"})), (202, json!({"state": "active"}))] {
        let server = Server::behind_a_session(move |seen, _| {
            let mut body = json!({"id": S, "coin": "tbtc", "wallet": W, "pendingApprovalId": "pa1"});
            body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            answer(status, &body.to_string()).signed(seen).into()
        });
        let wallet = Wallet { id: W.into(), coin: "tbtc".into(), ..Wallet::default() };
        let request = ShareRequest::new(wallet, person(), Permissions::from_list("view"), "").unwrap();
        let request = request.again().without_email();
        let session = session_with(&server, AuthVersion::V3).await;
        let waiting = MadeShare { id: S.into(), approvals: vec!["pa1".into()], awaits_approval: true };
        assert_eq!(made(&session, &request, None).await.unwrap(), waiting);
        assert_eq!(
            sent(&server, SHARE),
            json!({"user": "u2", "permissions": "view", "reshare": true, "disableEmail": true, "skipKeychain": true})
        );
    }
}

/// An offered share and the recipient's own key, whose private part `own` is.
fn offering(share_extra: Value, own: &'static str) -> Server {
    let key = person().key.unwrap();
    let sealed =
        key_sealing::seal_key(&WALLET_XPRV.into(), &xpub(WALLET_XPRV), &key.pubkey, PATH, Version::V1)
            .unwrap();
    let encrypted_own = envelope::encrypt(own, PASSWORD, Version::V1).unwrap();
    let own_xpub = xpub(PERSON_XPRV);
    Server::behind_a_session(move |seen, _| {
        let keychain_path = format!("/api/v1/keychain/{own_xpub}");
        let body = match (seen.method.as_str(), seen.path.as_str()) {
            ("GET", path) if path.ends_with(S) => {
                let mut share =
                    json!({"id": S, "coin": "tbtc", "wallet": W, "state": "active", "keychain": sealed});
                share.as_object_mut().unwrap().extend(share_extra.as_object().unwrap().clone());
                share
            }
            ("GET", "/api/v1/user/settings") => json!({"settings": {"ecdhKeychain": own_xpub}}),
            ("POST", path) if path == keychain_path => {
                json!({"xpub": own_xpub, "encryptedXprv": encrypted_own})
            }
            ("POST", path) if path.ends_with(S) => json!({"state": "accepted", "changed": true}),
            other => panic!("{other:?}"),
        };
        answer(200, &body.to_string()).signed(seen).into()
    })
}

fn typed(password: &str) -> AcceptSecrets {
    AcceptSecrets {
        login_password: password.into(),
        new_passphrase: "my own passphrase".into(),
        envelope: Version::V1,
    }
}

#[tokio::test]
async fn a_share_that_has_changed_since_its_review_is_not_accepted() {
    let asked = AtomicUsize::new(0);
    let server = Server::behind_a_session(move |seen, _| {
        let permissions = if asked.fetch_add(1, Ordering::Relaxed) == 0 { "view" } else { "view,admin" };
        let share = json!({"id": S, "coin": "tbtc", "wallet": W, "fromUser": "u2", "toUser": "u1", "state": "active",
            "permissions": permissions});
        answer(200, &share.to_string()).signed(seen).into()
    });
    let session = session_with(&server, AuthVersion::V3).await;
    let reviewed = session.share("tbtc", S).await.unwrap().reviewed();
    let error = session.accept_share(&reviewed, None).await.unwrap_err();
    let said = error.to_string();
    assert!(said.contains("Permissions: view when you reviewed it, view,admin now."), "{said}");
    assert!(!error.may_have_happened());
    assert!(server.seen().iter().all(|it| it.method == "GET"), "nothing was sent");
    let again = session.share("tbtc", S).await.unwrap().reviewed();
    session.accept_share(&again, None).await.unwrap();
    assert_eq!(server.seen().iter().filter(|it| it.method == "POST").count(), 1);
}

async fn accept(server: &Server, secrets: Option<AcceptSecrets>) -> Result<Outcome<ShareState>, Error> {
    let session = session_with(server, AuthVersion::V3).await;
    let reviewed = session.share("tbtc", S).await?.reviewed();
    let outcome = session.accept_share(&reviewed, secrets).await?;
    Ok(Outcome::Done(outcome.done().unwrap().state))
}

#[tokio::test]
async fn the_recipient_takes_the_key_over_under_their_own_passphrase() {
    let server = offering(json!({}), PERSON_XPRV);
    assert_eq!(accept(&server, Some(typed(PASSWORD))).await.unwrap(), Outcome::Done(ShareState::Accepted));
    let body = sent(&server, ACCEPT);
    assert_eq!((&body["state"], body.get("pub")), (&json!("accepted"), None));
    let encrypted = body["encryptedPrv"].as_str().unwrap();
    assert_eq!(envelope::decrypt(encrypted, "my own passphrase").unwrap().expose_secret(), WALLET_XPRV);
    for seen in server.all_seen() {
        let text = format!("{} {}", seen.path, String::from_utf8_lossy(&seen.body));
        assert!(!text.contains(PASSWORD) && !text.contains("my own") && !text.contains("xprv"), "{text}");
    }
}

/// Version 2 wherever a new passphrase protects a key, as the vendor's own envelopes of version 2 are.
#[tokio::test]
async fn a_key_is_sealed_in_version_2_where_the_recipient_wants_that() {
    let newer = |password| AcceptSecrets { envelope: Version::V2, ..typed(password) };
    let own_key = json!({"keychain": null, "userMultiKeyRotationRequired": true});
    for (offered, secrets, version) in [
        (json!({}), newer(PASSWORD), 2),
        (own_key.clone(), newer(""), 2),
        (json!({}), typed(PASSWORD), 1),
        (own_key, typed(""), 1),
    ] {
        let takes_over = offered == json!({});
        let server = offering(offered, PERSON_XPRV);
        accept(&server, Some(secrets)).await.unwrap();
        let body = sent(&server, ACCEPT);
        let text = body["encryptedPrv"].as_str().unwrap();
        let sealed: Value = serde_json::from_str(text).unwrap();
        assert_eq!(sealed["v"], version);
        if version == 2 {
            let facts = [&sealed["m"], &sealed["t"], &sealed["p"]].map(Value::as_u64);
            assert_eq!(facts, [Some(65_536), Some(3), Some(4)]);
        }
        let opened = envelope::decrypt(text, "my own passphrase").unwrap();
        if takes_over {
            assert_eq!(opened.expose_secret(), WALLET_XPRV);
        } else {
            assert_eq!(body["pub"].as_str().unwrap(), ecdh::xpub_of(&opened).unwrap());
        }
    }
}

#[tokio::test]
async fn shares_without_a_key_and_with_a_key_of_ones_own_are_accepted_too() {
    let server = offering(json!({"keychain": {}}), PERSON_XPRV);
    accept(&server, None).await.unwrap();
    assert_eq!(sent(&server, ACCEPT), json!({"state": "accepted"}));
    assert_eq!(server.seen().len(), 3, "reviewed, compared and accepted");

    let server = offering(json!({"keychain": null, "userMultiKeyRotationRequired": true}), PERSON_XPRV);
    accept(&server, Some(typed(""))).await.unwrap();
    let body = sent(&server, ACCEPT);
    let made = envelope::decrypt(body["encryptedPrv"].as_str().unwrap(), "my own passphrase").unwrap();
    assert_eq!(body["pub"].as_str().unwrap(), ecdh::xpub_of(&made).unwrap());
}

#[tokio::test]
async fn a_share_that_cannot_be_opened_is_not_accepted() {
    let sealing = |error: KeySealingError| ErrorKind::Sharing(error);
    let empty = AcceptSecrets { new_passphrase: "".into(), ..typed(PASSWORD) };
    for (extra, own, secrets, expected) in [
        (json!({}), PERSON_XPRV, Some(typed("wrong")), sealing(KeySealingError::LoginPassword)),
        (json!({}), PERSON_XPRV, None, sealing(KeySealingError::NoNewPassphrase)),
        (json!({}), PERSON_XPRV, Some(empty), sealing(KeySealingError::NoNewPassphrase)),
        (json!({}), OTHER_XPRV, Some(typed(PASSWORD)), sealing(KeySealingError::OtherOwnKey)),
    ] {
        let server = offering(extra, own);
        assert_eq!(accept(&server, secrets).await.unwrap_err().kind, expected);
        assert!(!server.seen().iter().any(|seen| seen.method == "POST" && seen.path.ends_with(S)));
    }
    let server = offering(json!({"keychainOverrideRequired": true}), PERSON_XPRV);
    assert!(matches!(accept(&server, Some(typed(PASSWORD))).await.unwrap_err().kind, ErrorKind::NotHere(_)));
    let session = session_with(&server, AuthVersion::V3).await;
    assert_eq!(session.share("tbtc", S).await.unwrap().own_key_need(), OwnKeyNeed::NotHere);

    let keyless = Server::behind_a_session(|seen, _| {
        let key = json!({"pub": "p", "encryptedPrv": "{}", "fromPubKey": "", "toPubKey": "", "path": "m/1"});
        let body = if seen.path.ends_with(S) {
            json!({"id": S, "coin": "tbtc", "keychain": key})
        } else {
            json!({"settings": {}})
        };
        answer(200, &body.to_string()).signed(seen).into()
    });
    assert_eq!(
        accept(&keyless, Some(typed(PASSWORD))).await.unwrap_err().kind,
        sealing(KeySealingError::NoOwnKey)
    );
}

#[tokio::test]
async fn another_sharing_key_than_the_one_asked_for_is_refused() {
    let swapped = Server::behind_a_session(|seen, _| {
        answer(200, r#"{"xpub":"xpub2","encryptedXprv":"{}"}"#).signed(seen).into()
    });
    let session = session_with(&swapped, AuthVersion::V3).await;
    let error = session.ecdh_keychain("xpub1").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Sharing(KeySealingError::OtherOwnKey));
}

async fn express(server: &Server) -> Session {
    let environment = Environment::express(&server.url).unwrap();
    let client = Client::new(environment, AuthVersion::V3, short_timeouts()).unwrap();
    login::resume(&client, TOKEN.into()).await.unwrap()
}

#[tokio::test]
async fn passphrases_go_to_express_and_nowhere_else() {
    let server = Server::start(|seen, _| {
        let body = match seen.path.as_str() {
            "/api/v2/user/session" => json!({"session": {"id": "s"}}),
            "/api/v2/user/me" => json!({"id": "u1"}),
            path if path.ends_with("/acceptshare") => json!({"state": "accepted", "changed": true}),
            _ => json!({"id": S, "state": "approved"}),
        };
        answer(200, &body.to_string()).into()
    });
    let share = ExpressShare {
        email: "Bo@Example.com".into(),
        permissions: Permissions::from_list("view,spend"),
        ..ExpressShare::default()
    };
    let (passphrase, code) = (SecretString::from(PASSPHRASE), SecretString::from("0000000"));
    let session = express(&server).await;
    session.share_by_express("tbtc", W, &share, Some(&passphrase)).await.unwrap();
    session.accept_by_express("tbtc", S, Some(&typed(PASSWORD))).await.unwrap();
    session.decide_by_express("tbtc", S, Decision::Approve, Some(&code), Some(&passphrase)).await.unwrap();
    let seen = server.seen();
    let told: Vec<_> = seen.iter().map(|it| (it.method.as_str(), it.path.as_str(), it.json())).collect();
    assert_eq!(
        told,
        [
            (
                "POST",
                "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/share",
                json!({"email": "bo@example.com", "permissions": "view,spend", "walletPassphrase": PASSPHRASE})
            ),
            (
                "POST",
                "/api/v2/tbtc/walletshare/09270d783ba7f3f869bb3e930af12423/acceptshare",
                json!({"userPassword": PASSWORD, "newWalletPassphrase": "my own passphrase"})
            ),
            (
                "PUT",
                "/api/v2/tbtc/pendingapprovals/09270d783ba7f3f869bb3e930af12423",
                json!({"state": "approved", "otp": "0000000", "walletPassphrase": PASSPHRASE})
            ),
        ]
    );

    // Express takes the share's route for its own: a share made here does not go there.
    let wallet = Wallet { id: W.into(), coin: "tbtc".into(), ..Wallet::default() };
    let request = ShareRequest::new(wallet, person(), Permissions::from_list("view"), "").unwrap();
    let error = session.send_share(&request, None).await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::NotHere(_)));
    assert_eq!(server.seen().len(), 3);

    let server = Server::behind_a_session(|seen, _| answer(200, "{}").signed(seen).into());
    let session = session_with(&server, AuthVersion::V3).await;
    let refused = [
        session.share_by_express("tbtc", W, &share, Some(&passphrase)).await.unwrap_err(),
        session.accept_by_express("tbtc", S, Some(&typed(PASSWORD))).await.unwrap_err(),
        session.decide_by_express("tbtc", S, Decision::Approve, None, Some(&passphrase)).await.unwrap_err(),
    ];
    assert!(refused.iter().all(|error| matches!(error.kind, ErrorKind::NotHere(_))));
    assert!(server.seen().is_empty(), "a passphrase left this computer");
}

/// Express checks passwords itself, before it sends anything on, and says so with 500.
#[tokio::test]
async fn a_wrong_password_at_express_is_no_lost_answer() {
    let said = |status: u16, text: &str| {
        let text = json!({"error": text, "message": text, "bitgoJsVersion": "38.2.0"}).to_string();
        Server::start(move |seen, _| match seen.path.as_str() {
            "/api/v2/user/session" => answer(200, r#"{"session":{"id":"s"}}"#).into(),
            "/api/v2/user/me" => answer(200, r#"{"id":"u1"}"#).into(),
            _ => answer(status, &text).into(),
        })
    };
    let share = ExpressShare { email: "bo@example.com".into(), ..ExpressShare::default() };
    let (passphrase, code) = (SecretString::from(PASSPHRASE), SecretString::from("0000000"));
    for (status, text, is_wrong) in [
        (500, "incorrect password", true),
        (500, "Incorrect password", true),
        (500, "password error - ccm: tag doesn't match", true),
        (500, "unable to decrypt keychain with the given wallet passphrase", true),
        (400, "Unable to decrypt user keychain", true),
        (500, "internal server error", false),
        (502, "incorrect password", false),
    ] {
        let server = said(status, text);
        let session = express(&server).await;
        let errors = [
            session.share_by_express("tbtc", W, &share, Some(&passphrase)).await.unwrap_err(),
            session.accept_by_express("tbtc", S, Some(&typed(PASSWORD))).await.unwrap_err(),
            session
                .decide_by_express("tbtc", S, Decision::Approve, Some(&code), Some(&passphrase))
                .await
                .unwrap_err(),
        ];
        for error in &errors {
            assert_eq!(error.may_have_happened(), !is_wrong, "{status} {text}: {error:?}");
        }
        if is_wrong {
            assert!(errors.iter().all(|error| error.advice().next.starts_with("Nothing was changed.")));
            assert_eq!(errors[1].facts().cause(), ErrorCause::WrongPassword);
            assert!(errors[1].advice().what.starts_with("Wrong login password"));
            assert_eq!(errors[0].kind, ErrorKind::Sharing(KeySealingError::WalletPassphrase));
        }
    }
}

/// Express sends the approval of an MPC wallet on and signs afterwards.
#[tokio::test]
async fn an_approval_that_express_answers_with_404_may_count() {
    for (status, decision, may_count) in [
        (404, Decision::Approve, true),
        (404, Decision::Reject, false),
        (400, Decision::Approve, false),
        (403, Decision::Approve, false),
        (500, Decision::Approve, true),
    ] {
        let server = Server::start(move |seen, _| match seen.path.as_str() {
            "/api/v2/user/session" => answer(200, r#"{"session":{"id":"s"}}"#).into(),
            "/api/v2/user/me" => answer(200, r#"{"id":"u1"}"#).into(),
            _ => answer(status, r#"{"error":"txRequest not found","name":"NotFound"}"#).into(),
        });
        let session = express(&server).await;
        let code = SecretString::from("0000000");
        let error = session.decide_by_express("hteth", S, decision, Some(&code), None).await.unwrap_err();
        assert_eq!(error.may_have_happened(), may_count, "{status} {decision:?}");
        assert_eq!(server.seen().len(), 1, "a decision is sent once");
    }
}
