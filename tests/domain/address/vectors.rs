//! Vectors of the standards of the other families.

use countersign::domain::address::{Address, AddressError, AddressForm, TagKind};
use countersign::domain::coin::coins;

use AddressForm::{Checked, Unchecked};

/// Holds an address to be right, and what its normal spelling is.
fn holds(text: &str, coin: &str, form: AddressForm, normal: &str) {
    match Address::parse(text, coin) {
        Ok(address) => {
            assert_eq!((address.form(), address.normal().as_str()), (form, normal), "{coin} {text}");
            // The normal form is read as itself.
            let again = Address::parse(normal, coin).unwrap();
            assert!(address.is_same(&again) || again.tag().is_none(), "{coin} {normal}");
        }
        Err(error) => panic!("{coin} {text}: {error}"),
    }
}

/// EIP-55, the test cases.
#[test]
fn eip_55() {
    for text in [
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ] {
        for coin in ["eth", "hteth", "usdt", "polygon", "vet", "avaxc"] {
            holds(text, coin, Checked, text);
        }
        let plain = text.to_lowercase();
        if plain != text {
            holds(&plain, "eth", Unchecked, text);
        }
    }
}

/// EIP-1191, the test cases for the chains 30 and 31.
#[test]
fn eip_1191() {
    for (text, coin) in [
        ("0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD", "rbtc"),
        ("0xFb6916095cA1Df60bb79ce92cE3EA74c37c5d359", "rbtc"),
        ("0x5aAeb6053F3e94c9b9A09F33669435E7EF1BEaEd", "trbtc"),
        ("0xFb6916095CA1dF60bb79CE92ce3Ea74C37c5D359", "trbtc"),
    ] {
        assert_eq!(Address::parse(text, coin).unwrap().form(), Checked, "{text}");
        let error = Address::parse(text, "eth").unwrap_err();
        assert!(matches!(error, AddressError::Case { .. }), "{error}");
    }
    let xdc = Address::parse("xdc5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "xdc").unwrap();
    assert_eq!(xdc.account(), "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
}

/// XLS-5, the test vectors: an account with no tag, and with tags, on both networks.
#[test]
fn xls_5() {
    let account = "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59";
    for (text, tag) in [
        ("X7AcgcsBL6XDcUb289X4mJ8djcdyKaB5hJDWMArnXr61cqZ", None),
        ("X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu", Some("1")),
        ("X7AcgcsBL6XDcUb289X4mJ8djcdyKaLFuhLRuNXPrDeJd9A", Some("11747")),
    ] {
        let address = Address::parse(text, "xrp").unwrap();
        assert_eq!((address.account(), address.form()), (account, Checked));
        assert_eq!(
            address.tag().map(|it| (it.kind, it.value.as_str())),
            tag.map(|it| (TagKind::DestinationTag, it))
        );
        let error = Address::parse(text, "txrp").unwrap_err();
        assert!(matches!(error, AddressError::OtherNetwork { is_testnet: false, .. }), "{error}");
        if let Some(tag) = tag {
            let classic = Address::parse(&format!("{account}?dt={tag}"), "xrp").unwrap();
            assert!(classic.is_same(&address));
            assert_eq!(address.normal(), format!("{account}?dt={tag}"));
        }
    }
    let test = Address::parse("T719a5UwUCnEs54UsxG9CJYYDhwmFCqkr7wxCcNcfZ6p5GZ", "txrp").unwrap();
    assert_eq!((test.account(), test.tag()), (account, None));
    holds("rG1QQv2nh2gr7RCZ1P8YYcBUKCCN633jCn", "xrp", Checked, "rG1QQv2nh2gr7RCZ1P8YYcBUKCCN633jCn");
}

/// SEP-23, valid and invalid cases.
#[test]
fn sep_23() {
    let account = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ";
    holds(account, "xlm", Checked, account);
    for (text, id) in [
        ("MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ", "0"),
        ("MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK", "9223372036854775808"),
    ] {
        let address = Address::parse(text, "xlm").unwrap();
        assert_eq!((address.account(), address.normal().as_str()), (account, text));
        assert_eq!(address.tag().map(|it| (it.kind, it.value.as_str())), Some((TagKind::MuxedId, id)));
    }
    // A contract is none of the accounts that a payment goes to.
    let contract = "CA3D5KRYM6CB7OWQ6TWYRR3Z4T7GNZLKERYNZGGA5SOAOPIFY6YQGAXE";
    assert!(matches!(Address::parse(contract, "xlm"), Err(AddressError::NotPayable { .. })));
    for text in [
        // Unused trailing bits that are not zero; lengths; a wrong algorithm; a wrong checksum; padding.
        "GAAAAAAAACGC6",
        "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUR",
        "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZA",
        "G47QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVP2I",
        "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLKA",
        "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK===",
        "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUO",
    ] {
        assert!(Address::parse(text, "xlm").is_err(), "{text}");
    }
}

/// Tron's documentation: one address in both spellings.
#[test]
fn tron() {
    let text = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
    holds(text, "trx", Checked, text);
    holds("41a614f803b6fd780986a42c78ec9c7f77e6ded13c", "trx", Unchecked, text);
}

/// Algorand's documentation: the zero address, and that of the specification of keys.
#[test]
fn algorand() {
    for text in [
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAY5HFKQ",
        "VCMJKWOY5P5P7SKMZFFOCEROPJCZOTIJMNIYNUCKH7LRO45JMJP6UYBIJA",
    ] {
        holds(text, "algo", Checked, text);
    }
}

/// Addresses of Cosmos chains, from their documentation.
#[test]
fn cosmos() {
    for (text, coin) in [
        ("cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0eh", "atom"),
        ("osmo1fl48vsnmsdzcv85q5d2q4z5ajdha8yu3aq6l09", "osmo"),
        ("sthor1tl46dxfh3qupqxgap5vtpah4pxwn35j5tnjzls", "tthorchain:rune"),
    ] {
        holds(text, coin, Checked, text);
    }
    let error = Address::parse("cosmosvaloper1sjllsnramtg3ewxqwwrwjxfgc4n4ef9u2lcnj0", "atom").unwrap_err();
    assert!(matches!(error, AddressError::NotPayable { .. }), "{error}");
}

/// Solana's documentation: the system program and a token's mint.
#[test]
fn solana() {
    for text in ["11111111111111111111111111111111", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"] {
        holds(text, "sol", Unchecked, text);
    }
}

/// CIP-19, the test vectors; the types 0 to 7 are paid to, 14 and 15 are not.
#[test]
fn cip_19() {
    for text in [
        "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x",
        "addr1z8phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gten0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgs9yc0hh",
        "addr1yx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerkr0vd4msrxnuwnccdxlhdjar77j6lg0wypcc9uar5d2shs2z78ve",
        "addr1x8phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gt7r0vd4msrxnuwnccdxlhdjar77j6lg0wypcc9uar5d2shskhj42g",
        "addr1gx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer5pnz75xxcrzqf96k",
        "addr128phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gtupnz75xxcrtw79hu",
        "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8",
        "addr1w8phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gtcyjy7wx",
    ] {
        holds(text, "ada", Checked, text);
    }
    for text in [
        "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgs68faae",
        "addr_test1vz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerspjrlsz",
    ] {
        holds(text, "tada", Checked, text);
    }
    let stake = "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw";
    assert!(matches!(Address::parse(stake, "ada"), Err(AddressError::NotPayable { .. })));
}

/// Byron addresses from Cardano's documentation, of the main network and of the test network.
#[test]
fn byron() {
    for (text, coin) in [
        ("Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAi", "ada"),
        (
            "DdzFFzCqrhsrcTVhLygT24QwTnNqQqQ8mZrq5jykUzMveU26sxaH529kMpo7VhPrt5pwW3dXeB2k3EEvKcNBRmzCfcQ7dTkyGzTs658C",
            "ada",
        ),
        (
            "37btjrVyb4KDXBNC4haBVPCrro8AQPHwvCMp3RFhhSVWwfFmZ6wwzSK6JK1hY6wHNmtrpTf1kdbva8TCneM2YsiXT7mrzT21EacHnPpz5YyUdj64na",
            "tada",
        ),
    ] {
        holds(text, coin, Checked, text);
    }
}

/// Substrate's documentation of SS58: one key of its development accounts with each chain's number.
#[test]
fn ss58() {
    let generic = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    let polkadot = "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5";
    for (text, coin) in [(polkadot, "dot"), (generic, "tdot"), (generic, "tao"), (generic, "tpolyx:nvbitgot")]
    {
        holds(text, coin, Checked, text);
    }
    let error = Address::parse(generic, "dot").unwrap_err();
    assert!(matches!(error, AddressError::OtherNetwork { is_testnet: true, .. }), "{error}");
}

/// Tezos' documentation: an account, and the contract of a token.
#[test]
fn tezos() {
    for text in ["tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb", "KT1PWx2mnDueood7fEmfbBDKx1D9BAnnXitn"] {
        holds(text, "xtz", Checked, text);
        holds(text, "txtz", Checked, text);
    }
}

/// HIP-15: the example of the standard, on the main network and on the test network.
#[test]
fn hip_15() {
    holds("0.0.123-vfmkw", "hbar", Checked, "0.0.123");
    holds("0.0.123-esxsf", "thbar", Checked, "0.0.123");
    holds("0.0.123", "hbar", Unchecked, "0.0.123");
    let error = Address::parse("0.0.123-esxsf", "hbar").unwrap_err();
    assert!(matches!(error, AddressError::OtherNetwork { is_testnet: true, .. }), "{error}");
    for text in ["0.0.0123", "0.0", "0.0.-1", "0.0.99999999999999999999", "0.0.1.2", "0.0.", "-vfmkw"] {
        assert!(Address::parse(text, "hbar").is_err(), "{text}");
    }
}

/// NEAR's nomenclature of account IDs: valid and invalid names of its table.
#[test]
fn near() {
    for text in [
        "aa",
        "a-a",
        "a_a",
        "alex.near",
        "bowen",
        "ek-2",
        "ek.near",
        "100",
        "google.com",
        "illia.cheap-accounts.near",
        "98793cd91a3f870fb126f66285808c7e094afcfc4eda8a970f6648cdf0dbd6de",
    ] {
        holds(text, "near", Unchecked, text);
    }
    for text in ["a", "100-", "bo__wen", "_illia", ".near", "near.", "a..near", "$$$", "WAT", "me@google.com"]
    {
        assert!(Address::parse(text, "near").is_err(), "{text}");
    }
    assert!(Address::parse("alice.testnet", "near").is_err());
    holds("alice.testnet", "tnear", Unchecked, "alice.testnet");
}

/// EOSIO's naming conventions.
#[test]
fn eos() {
    for text in ["eosio.token", "binancecleos", "hello", "mtoda1.bitgo"] {
        holds(text, "eos", Unchecked, text);
    }
    for text in ["", "thirteencharz", "UPPER", "with space", "six6", ".eos", "eos."] {
        assert!(Address::parse(text, "eos").is_err(), "{text}");
    }
}

/// SIP-005 and the c32check library: one hash with each version.
#[test]
fn sip_005() {
    for (text, coin) in [
        ("SP2J6ZY48GV1EZ5V2V5RB9MP66SW86PYKKNRV9EJ7", "stx"),
        ("SM2J6ZY48GV1EZ5V2V5RB9MP66SW86PYKKQVX8X0G", "stx"),
        ("ST2J6ZY48GV1EZ5V2V5RB9MP66SW86PYKKQYAC0RQ", "tstx"),
        ("SN2J6ZY48GV1EZ5V2V5RB9MP66SW86PYKKP6D2ZK9", "tstx"),
        ("SP000000000000000000002Q6VF78", "stx"),
        ("SM3VDXK3WZZSA84XXFKAFAF15NNZX32CTSG82JFQ4.sbtc-token", "stx"),
    ] {
        holds(text, coin, Checked, text);
    }
}

/// CEP-57: a key whose capitals are the checksum of the scheme.
#[test]
fn cep_57() {
    let text = "0198c07D7e72D89A681d7227a7Af8A6fd5F22fe0105c8741d55A95dF415454b82E";
    holds(text, "cspr", Checked, text);
    holds(&text.to_lowercase(), "cspr", Unchecked, text);
    let wrong = text.replace("c07D7e", "C07D7e");
    assert!(matches!(Address::parse(&wrong, "cspr"), Err(AddressError::Case { wrong, .. }) if wrong == [4]));
}

/// AIP-40: long and short spellings of special addresses; Sui writes all digits.
#[test]
fn aip_40() {
    let long = format!("0x{:0>64}", 1);
    holds("0x1", "apt", Unchecked, &long);
    holds(&long, "apt", Unchecked, &long);
    assert!(Address::parse("0x10", "apt").is_err());
    assert!(Address::parse("0x1", "sui").is_err());
    assert!(Address::parse(&long.replace("0x", ""), "sui").is_err());
}

/// Sui's, IOTA's and Starknet's documentation: the framework's package, USDC's package, and the contract of ether, whose zero
/// ahead may be left out.
#[test]
fn sui_iota_and_starknet() {
    let framework = format!("0x{:0>64}", 2);
    let usdc = "0xdba34672e30cb065b1f93e3ab55318768fd6fef66c15942c9f7cb846e2f900e7";
    for (text, coin) in [(framework.as_str(), "sui"), (usdc, "sui"), (usdc, "tsui"), (&framework, "iota")] {
        holds(text, coin, Unchecked, text);
    }
    let ether = "0x049d36570d4e46f48e99674bd3fcc84644ddd6b96f7c741b1562b82f9e004dc7";
    for text in [ether, &ether.replace("0x0", "0x"), &ether.to_uppercase()] {
        holds(text, "starknet", Unchecked, ether);
    }
    // A field element has 251 bits: a larger number is another chain's.
    let error = Address::parse(&format!("0x08{}", "0".repeat(62)), "starknet").unwrap_err();
    assert!(matches!(error, AddressError::OtherFamily { .. }), "{error}");
}

/// TEP-2 and TON's documentation: one account bouncing, not bouncing, and raw.
#[test]
fn tep_2() {
    let normal = "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF";
    holds(normal, "ton", Checked, normal);
    // A payment to the other one does not bounce, which is kept.
    let kept = "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA";
    for text in [kept, "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff+W72r5gqPuwA"] {
        holds(text, "ton", Checked, kept);
        let address = Address::parse(text, "ton").unwrap();
        assert_eq!(address.account(), normal);
        assert!(address.is_same(&Address::parse(normal, "ton").unwrap()), "one account, two ways to pay it");
    }
    let with_memo = Address::parse(&format!("{kept}?memoId=7"), "ton").unwrap();
    assert_eq!(with_memo.normal(), format!("{kept}?memoId=7"));
    holds("0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e", "ton", Unchecked, normal);
    assert!(matches!(Address::parse(normal, "tton"), Err(AddressError::OtherNetwork { .. })));
}

/// Links as their standards have them: BIP 21 in the capitals of BIP 173, EIP-681, and TON's ton:// links.
#[test]
fn links_are_read_by_their_standards() {
    let evm = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    let ton = "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF";
    for (text, coin, normal, left_out) in [
        (
            "BITCOIN:BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4?AMOUNT=0.1&LABEL=X",
            "btc",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            &["AMOUNT", "LABEL"][..],
        ),
        (&format!("ETHEREUM:{}", evm.to_uppercase()), "eth", evm, &[]),
        (&format!("ethereum:pay-{evm}?value=2.014e18&gasPrice=1"), "usdt", evm, &["value", "gasPrice"]),
        (&evm.to_uppercase(), "xdc", evm, &[]),
        ("XDC5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", "xdc", evm, &[]),
        (&format!("0X{:0>64}", "AB"), "sui", &format!("0x{:0>64}", "ab"), &[]),
        ("0X00000000000000000000000000000000000004D2", "hbar", "0.0.1234", &[]),
        (
            &format!("ton://transfer/{ton}?amount=1000000000&text=Order+7"),
            "ton",
            &format!("{ton}?memoId=Order%2B7"),
            &["amount"],
        ),
        // The same bytes in the base64 that has a slash.
        (
            "ton://transfer/EQD8epH0yz6IXCVqqiWrTJ/zMebJymBRq+ku5wAf4L4L7ugI",
            "ton",
            "EQD8epH0yz6IXCVqqiWrTJ_zMebJymBRq-ku5wAf4L4L7ugI",
            &[],
        ),
    ] {
        let address = Address::parse(text, coin).unwrap_or_else(|error| panic!("{coin} {text}: {error}"));
        assert_eq!(address.normal(), normal, "{coin} {text}");
        assert_eq!(address.left_out(), left_out, "{coin} {text}");
    }
    // What names another chain, contract or call is no plain payment.
    for text in [format!("ethereum:{evm}@137"), format!("ethereum:{evm}/transfer?address={evm}")] {
        assert_eq!(Address::parse(&text, "eth"), Err(AddressError::PaymentRequest));
    }
}

/// Avalanche's documentation: one key on each network.
#[test]
fn avalanche() {
    holds(
        "P-avax18jma8ppw3nhx5r4ap8clazz0dps7rv5ukulre5",
        "avaxp",
        Checked,
        "P-avax18jma8ppw3nhx5r4ap8clazz0dps7rv5ukulre5",
    );
    holds(
        "P-fuji18jma8ppw3nhx5r4ap8clazz0dps7rv5u6wmu4t",
        "tavaxp",
        Checked,
        "P-fuji18jma8ppw3nhx5r4ap8clazz0dps7rv5u6wmu4t",
    );
}

/// The Internet Computer's ledger: the account of the anonymous principal.
#[test]
fn internet_computer() {
    let text = "1c7a48ba6a562aa9eaa2481a9049cdf0433b9738c992d698c31d8abf89cadc79";
    holds(text, "icp", Checked, text);
}

/// HIP-583: a number in an EVM address.
#[test]
fn hip_583() {
    holds("0x00000000000000000000000000000000000004d2", "hbar", Checked, "0.0.1234");
    // Capitals are no checksum where there are no letters.
    holds("0x0000000000000000000000000000000000000064", "hbar", Unchecked, "0.0.100");
    let alias = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    holds(alias, "hbar", Checked, alias);
}

/// The contracts and mints of the coin table are addresses of their chain, thousands of them. Refused are those that the
/// table writes in another way, words that stand for none, and two mints that it writes in small letters.
#[test]
fn the_contracts_of_the_coin_table_are_addresses() {
    let (mut read, mut odd) = (0, Vec::new());
    for coin in coins().all() {
        let Some(contract) = coin.contract else { continue };
        // Behind the issuer or package stands the name of the coin.
        let account = contract.split("::").next().unwrap_or_default();
        let is_placeholder = contract.contains(':') && !contract.contains("::");
        let is_asset = coin.family == "ada" || (coin.family == "xrp" && account == contract);
        match Address::parse(account, coin.name) {
            Ok(address) if address.form() != AddressForm::NotKnownHere => read += 1,
            Ok(_) => {}
            Err(_) if is_placeholder || is_asset => {}
            Err(error) => odd.push((coin.name, error.to_string())),
        }
    }
    let names: Vec<&str> = odd.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["sol:vchf", "sol:veur"], "{odd:?}");
    assert!(read > 3_000, "{read}");
}
