//! Envelopes: round trips, bounds before work, and no panic on any bytes.

#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;
use secrecy::ExposeSecret;

fn cheap_v2() -> V2Params {
    let argon2 = Argon2Params { memory_kib: 32, passes: 1, lanes: 1, salt: vec![7; 16] };
    V2Params { argon2: Some(argon2), ..V2Params::fresh() }
}

#[test]
fn every_size_of_key_tag_and_nonce_goes_both_ways() {
    for key_bits in [128, 192, 256] {
        for tag_bits in [64, 96, 128] {
            for length in [0, 1, 65_535, 65_536] {
                let params = Params::V1(V1Params {
                    key_bits,
                    tag_bits,
                    iterations: 1,
                    adata: "é ✓".into(),
                    ..V1Params::fresh()
                });
                let plaintext = "x".repeat(length);
                let envelope = encrypt_with(&plaintext, "pass", &params).unwrap();
                assert_eq!(decrypt(&envelope, "pass").unwrap().expose_secret(), plaintext);
                assert_eq!(decrypt(&envelope, "Pass").unwrap_err(), EnvelopeError::WrongPassphrase);
                assert_eq!(Params::of(&envelope).unwrap(), params);
            }
        }
    }
}

#[test]
fn version_2_goes_both_ways_in_its_three_shapes() {
    let session = V2Params { hkdf_salt: Some(vec![3; 32]), adata: Some("tie ✓".into()), ..cheap_v2() };
    let hkdf_only = V2Params { argon2: None, ..session.clone() };
    for params in [cheap_v2(), session, hkdf_only] {
        let params = Params::V2(params);
        let envelope = encrypt_with("geheim ✓", "pass", &params).unwrap();
        assert_eq!(decrypt(&envelope, "pass").unwrap().expose_secret(), "geheim ✓");
        assert_eq!(decrypt(&envelope, "other").unwrap_err(), EnvelopeError::WrongPassphrase);
        assert_eq!(Params::of(&envelope).unwrap(), params);
    }
}

#[test]
fn new_envelopes_never_repeat() {
    let one = encrypt("same", "pass", Version::V1).unwrap();
    let two = encrypt("same", "pass", Version::V1).unwrap();
    assert_ne!(one, two);
}

#[test]
fn other_base64_alphabets_and_bare_padding_are_read() {
    let params = V1Params { iterations: 1, iv: vec![0xfb; 16], salt: vec![0xff; 8], ..V1Params::fresh() };
    let envelope = encrypt_with("plain", "pass", &Params::V1(params)).unwrap();
    let fields: Map<String, Value> = serde_json::from_str(&envelope).unwrap();
    let url_safe: Map<String, Value> = fields
        .into_iter()
        .map(|(name, value)| {
            let value = match value.as_str() {
                Some(text) => text.replace('+', "-").replace('/', "_").replace('=', "").into(),
                None => value,
            };
            (name, value)
        })
        .collect();
    let url_safe = serde_json::to_string(&url_safe).unwrap();
    assert_ne!(url_safe, envelope);
    assert_eq!(decrypt(&url_safe, "pass").unwrap().expose_secret(), "plain");
}

#[test]
fn what_would_cost_too_much_is_refused_before_any_work() {
    let v1 = |change: &str| {
        format!(
            r#"{{"iv":"AAAAAAAAAAAAAAAAAAAAAA==","v":1,"ks":256,"ts":64,"mode":"ccm","adata":"","cipher":"aes","salt":"AAAAAAAAAAA=","ct":"AAAAAAAAAAAAAAAA",{change}}}"#
        )
    };
    let v2 = |change: &str| {
        format!(
            r#"{{"v":2,"salt":"AAAAAAAAAAAAAAAAAAAAAA==","iv":"AAAAAAAAAAAAAAAA","ct":"AAAAAAAAAAAAAAAAAAAAAAAAAAAA",{change}}}"#
        )
    };
    for envelope in [
        v1(r#""iter":100001"#),
        v1(r#""iter":4294967297"#),
        v1(r#""iter":99999999999999999999999"#),
        v2(r#""m":262145,"t":1,"p":1"#),
        v2(r#""m":65536,"t":17,"p":1"#),
        v2(r#""m":65536,"t":1,"p":17"#),
        v2(r#""m":4294967296,"t":1,"p":1"#),
        v2(r#""m":8,"t":1,"p":2"#),
        v2(r#""m":64,"t":0,"p":1"#),
        v2(r#""m":64,"t":1,"p":0"#),
        v2(r#""m":64,"t":1"#),
    ] {
        let error = decrypt(&envelope, "pass").unwrap_err();
        assert!(!matches!(error, EnvelopeError::WrongPassphrase), "{envelope}: {error}");
        // Without a passphrase there is no work that could be done.
        assert_eq!(Params::of(&envelope), Err(error));
    }
}

#[test]
fn what_is_no_envelope_says_so() {
    for text in
        ["", "null", "[]", "{}", "{\"v\":1}", "{\"v\":3}", "{\"v\":\"1\"}", "{\"v\":2,\"iv\":5}", "xprv9s21"]
    {
        assert!(
            matches!(
                decrypt(text, "x"),
                Err(EnvelopeError::NotAnEnvelope(_) | EnvelopeError::Unsupported(_))
            ),
            "{text}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in any::<String>(), pass in any::<String>()) {
        prop_assert!(decrypt(&text, &pass).is_err());
    }

    #[test]
    fn no_field_panics(
        version in 0..4u8, iter in 0..3u64, bits in prop::sample::select(vec![0, 8, 64, 96, 128, 256, 70_000]),
        iv in "[A-Za-z0-9+/=_-]{0,30}", salt in "[A-Za-z0-9+/=]{0,30}", ct in "[A-Za-z0-9+/=]{0,60}",
        memory in 0..64u32, lanes in 0..3u8, adata in any::<String>(),
    ) {
        let envelope = serde_json::json!({
            "v": version, "iter": iter, "ks": 128, "ts": bits, "iv": iv, "salt": salt, "ct": ct,
            "m": memory, "t": iter, "p": lanes, "adata": adata,
        });
        prop_assert!(decrypt(&envelope.to_string(), "pass").is_err());
    }

    #[test]
    fn a_changed_envelope_does_not_open(at in 0usize..400, byte in any::<u8>()) {
        let params = Params::V1(V1Params { iterations: 1, ..V1Params::fresh() });
        let mut bytes = encrypt_with("a plaintext of some length", "pass", &params).unwrap().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(opened) = decrypt(&String::from_utf8_lossy(&bytes), "pass") {
            prop_assert_eq!(opened.expose_secret(), "a plaintext of some length");
        }
    }
}
