//! Vectors of Bitcoin's standards and of the chains that write addresses as it does.

use countersign::domain::address::{Address, AddressError, AddressForm};

/// Reads an address that has to be right, and gives its normal spelling.
fn normal(text: &str, coin: &str) -> String {
    match Address::parse(text, coin) {
        Ok(address) => {
            assert_eq!(address.form(), AddressForm::Checked, "{coin} {text}");
            address.normal()
        }
        Err(error) => panic!("{coin} {text}: {error}"),
    }
}

/// BIP 173, valid segwit addresses of version 0; BIP 350 for version 1.
#[test]
fn segwit_addresses_of_bip_173_and_bip_350_are_right() {
    for (text, coin) in [
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "btc"),
        ("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", "tbtc"),
        ("tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy", "tbtc"),
        ("tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c", "tbtc4"),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "btc"),
    ] {
        assert_eq!(normal(text, coin), text.to_lowercase());
    }
}

/// BIP 350, valid addresses of versions that have no rules: anyone could spend what is sent there.
#[test]
fn witness_versions_without_rules_are_refused() {
    for text in [
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
        "BC1SW50QGDZ25J",
        "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
    ] {
        let error = Address::parse(text, "btc").unwrap_err();
        assert!(matches!(error, AddressError::NotPayable { .. }), "{text}: {error}");
    }
}

/// BIP 350, invalid addresses.
#[test]
fn invalid_segwit_addresses_of_bip_350_are_wrong() {
    for text in [
        // Invalid prefix.
        "tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty",
        "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",
        // Bech32 instead of bech32m, and the other way.
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
        // Invalid character in the checksum.
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        // Invalid witness version.
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
        // Programs of 1 and of 41 bytes, and of a length that version 0 has not.
        "bc1pw5dgrnzv",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        // Mixed case.
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",
        // More than four bits of padding, and padding that is not zero.
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",
        // No data.
        "bc1gmk9yu",
    ] {
        for coin in ["btc", "tbtc"] {
            assert!(Address::parse(text, coin).is_err(), "{coin} {text}");
        }
    }
}

/// BIP 13 (script hashes) and the addresses of Bitcoin's first block and its wiki.
#[test]
fn base58_addresses_are_right() {
    for (text, coin) in [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "btc"),
        ("3P14159f73E4gFr7JterCCQh9QjiTjiZrG", "btc"),
        ("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "tbtc"),
        ("2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc", "tbtc"),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bsv"),
    ] {
        assert_eq!(normal(text, coin), text);
    }
}

/// The cashaddr specification, "Translating between formats".
#[test]
fn cashaddr_and_its_older_spelling_are_one_address() {
    for (older, newer) in [
        ("1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"),
        ("1KXrWXciRDZUpQwQmuM1DbwsKDLYAYsVLR", "bitcoincash:qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy"),
        ("16w1D5WRVKJuZUsSRzdLp9w3YGcgoxDXb", "bitcoincash:qqq3728yw0y47sqn6l2na30mcw6zm78dzqre909m2r"),
        ("3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC", "bitcoincash:ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq"),
        ("3LDsS579y7sruadqu11beEJoTjdFiFCdX4", "bitcoincash:pr95sy3j9xwd2ap32xkykttr4cvcu7as4yc93ky28e"),
        ("31nwvkZwyPdgzjBJZXfDmSWsC4ZLKpYyUw", "bitcoincash:pqq3728yw0y47sqn6l2na30mcw6zm78dzq5ucqzc37"),
    ] {
        let bare = newer.strip_prefix("bitcoincash:").unwrap();
        for text in
            [older, newer, bare, &newer.to_uppercase(), &format!("bitcoincash:{}", bare.to_uppercase())]
        {
            assert_eq!(normal(text, "bch"), newer);
        }
        // eCash has the same hashes behind another prefix.
        assert!(normal(older, "bcha").starts_with("ecash:"));
        assert!(Address::parse(newer, "bcha").is_err());
    }
    // eCash's documentation: the first of them.
    let text = "ecash:qpm2qsznhks23z7629mms6s4cwef74vcwva87rkuu2";
    assert_eq!(
        (normal(text, "bcha"), normal("1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "bcha")),
        (text.to_owned(), text.to_owned())
    );
}

/// The cashaddr specification, "Larger test vectors": 20 bytes of a key on the test network.
#[test]
fn a_cashaddr_of_the_test_network_is_of_that_network() {
    let text = "bchtest:pr6m7j9njldwwzlg9v7v53unlr4jkmx6eyvwc0uz5t";
    assert_eq!(normal(text, "tbch"), text);
    let error = Address::parse(text, "bch").unwrap_err();
    assert!(matches!(error, AddressError::OtherNetwork { is_testnet: true, .. }), "{error}");
}

/// Addresses from the chains' own documents.
#[test]
fn the_other_chains_have_their_own_prefixes() {
    for (text, coin) in [
        ("ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9", "ltc"),
        ("tltc1qw508d6qejxtdg4y5r3zarvary0c5xw7klfsuq0", "tltc"),
        ("LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", "ltc"),
        // Bitcoin Gold: the test mnemonic of BIP 39 under BIP 44, 49 and 84.
        ("AL8uaqKrP4n61pb2BrQXpMC3VcUdjmpAwn", "btg"),
        ("btg1qkwnu2phwvard2spr2n0a9d84x590ahywl3yacu", "btg"),
        ("GSfNrjZ5KRHEVqtAZgBy71reR19GaCw5Lc", "btg"),
        ("tbtg1qvza2pay5kwxw8j2qm6n87wqym3fdr7u53wjd8n", "tbtg"),
        ("XpESxaUmonkq8RaLLp46Brx2K39ggQe226", "dash"),
        ("DBXu2kgc3xtvCUWFcxFE3r9hEYgmuaaCyD", "doge"),
        ("t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs", "zec"),
        ("t3Vz22vK5z2LcKEdg16Yv4FFneEL1zg9ojd", "zec"),
    ] {
        assert_eq!(normal(text, coin), text);
    }
    // Litecoin's older spelling of script hashes was Bitcoin's; the pair is of the platform's published SDK.
    assert_eq!(normal("3GBygsGPvTdfKMbq4AKZZRu1sPMWPEsBfd", "ltc"), "MNQ7zkgMsaV67rsjA3JuP59RC5wxRXpwgE");
}

/// Rusty Kaspa's documentation.
#[test]
fn a_kaspa_address_is_right() {
    let text = "kaspa:qpauqsvk7yf9unexwmxsnmg547mhyga37csh0kj53q6xxgl24ydxjsgzthw5j";
    assert_eq!(normal(text, "kaspa"), text);
    assert!(Address::parse(text, "tkaspa").is_err());
}
