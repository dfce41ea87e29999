//! The transactions of withdrawals that wait: decoded they pay what their approvals say, but for those that are not meant to.

use countersign::domain::address::{Address, AddressFamily, AddressNetwork};
use countersign::domain::amount::BaseUnits;
use countersign::domain::coin::coins;
use countersign::domain::transaction::{
    DecodedOutput, DecodedTransaction, Destination, FeeKind, NotDecoded, decode,
};
use countersign::sandbox::{MpcBuild, UnsignedTransaction};
use reqwest::Method;
use serde_json::{Value, json};

use crate::sharing::wallet;
use crate::wire::{CODE, Wire};

const EVERY_STATE: &str = "/api/v2/pendingapprovals?state=pending&state=approved&state=rejected\
    &state=awaitingSignature&state=pendingCustodianApproval&state=pendingVideoApproval";
/// The seed's two that do not show what was asked for.
const PAYS_ANOTHER: &str = "Refill of the relayers";
const NOT_DECODABLE: &str = "Payout of November";
const BITCOIN: [&str; 3] = [
    "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
    "2MvrwRYBAuRtPTiZ5MyKg42Ke55W3fZJfZS",
    "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",
];
const ETHEREUM: [&str; 3] = [
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0x52908400098527886E0F7030069857D2E4169EE7",
];

/// A withdrawal as its approval tells it.
struct Withdrawal {
    coin: String,
    wallet: Value,
    comment: String,
    hex: String,
    /// Who is to be paid, by what the platform says.
    told: Vec<(String, String)>,
    /// What the chain takes, by what the platform says.
    fee: BaseUnits,
    /// What is signed, where that is told beside the transaction.
    signable: Option<String>,
    is_mpc: bool,
    /// Where its change goes, if the platform says that this is the wallet's own.
    change: Option<String>,
}

impl Withdrawal {
    /// None where nothing is built yet, or it is no withdrawal.
    fn of(approval: &Value, wallets: &[Value]) -> Option<Self> {
        let kind = approval["info"]["type"].as_str()?;
        let content = &approval["info"][kind];
        let coin = approval["coin"].as_str()?.to_owned();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let pairs = |list: &Value, amount: &str| -> Vec<(String, String)> {
            list.as_array().unwrap().iter().map(|it| (text(&it["address"]), text(&it[amount]))).collect()
        };
        let unsigned = &content["txRequest"]["unsignedTxs"][0];
        let fee = unsigned["feeInfo"]["feeString"].as_str().map(str::to_owned);
        let fee = fee.unwrap_or_else(|| content["fee"].to_string()).parse().unwrap_or_default();
        let signable = unsigned["signableHex"].as_str().map(str::to_owned);
        let (hex, told, comment) = match kind {
            "transactionRequest" => {
                let hex = content["validTransaction"].as_str().unwrap();
                assert_eq!(content["coinSpecific"][&coin]["txHex"], hex);
                (hex, pairs(&content["recipients"], "amount"), text(&content["comment"]))
            }
            "transactionRequestFull" => {
                let unsigned = content["txRequest"]["unsignedTxs"].get(0)?;
                let told = pairs(&unsigned["parsedTx"]["outputs"], "valueString");
                (unsigned["serializedTxHex"].as_str().unwrap(), told, text(&content["intent"]["comment"]))
            }
            _ => return None,
        };
        let wallet = wallets.iter().find(|it| it["id"] == approval["wallet"]).unwrap().clone();
        let is_mpc = wallet["multisigType"] == "tss";
        let hex = hex.to_owned();
        Some(Self { coin, wallet, comment, hex, told, fee, signable, is_mpc, change: None })
    }

    fn network(&self) -> AddressNetwork {
        AddressNetwork::of_coin(&self.coin)
    }

    fn own_address(&self) -> String {
        self.wallet["receiveAddress"]["address"].as_str().unwrap().to_owned()
    }

    fn decoded(&self) -> Result<DecodedTransaction, NotDecoded> {
        decode(&self.hex, &self.network())
    }

    /// The outputs that the transaction has to have by what its approval says, change last.
    fn expected(&self, decoded: &DecodedTransaction) -> Vec<DecodedOutput> {
        let token = coins().get(&self.coin).filter(|coin| coin.is_token).and_then(|coin| coin.contract);
        let token = token.map(|it| Address::parse(it, &self.coin).unwrap().normal());
        let output = |(address, amount): &(String, String)| DecodedOutput {
            to: Destination::Address(Address::parse(address, &self.coin).unwrap().normal()),
            amount: amount.parse().unwrap(),
            token: token.clone(),
        };
        let mut outputs: Vec<DecodedOutput> = self.told.iter().map(output).collect();
        let has_change = self.is_utxo() && !self.is_mpc;
        if let (true, Some(change)) = (has_change, decoded.outputs.last()) {
            let own = self.change.clone().unwrap_or_else(|| self.own_address());
            outputs.push(output(&(own, change.amount.to_string())));
        }
        outputs
    }

    fn is_utxo(&self) -> bool {
        use AddressFamily as F;
        let family = self.network().family;
        matches!(family, Some(F::Bitcoin | F::BitcoinCash | F::BitcoinGold | F::Litecoin | F::Dash))
    }

    fn is_evm(&self) -> bool {
        matches!(self.network().family, Some(AddressFamily::Evm | AddressFamily::Rootstock))
    }

    /// Checks that the transaction pays what is said, from the wallet's contract where there is one.
    #[track_caller]
    fn pays_what_is_told(&self) {
        let decoded = self.decoded().unwrap_or_else(|error| panic!("{} {}: {error}", self.coin, self.hex));
        assert_eq!(decoded.outputs, self.expected(&decoded), "{} {}", self.coin, self.comment);
        let contract = (self.is_evm() && !self.is_mpc).then(|| self.own_address());
        assert_eq!(decoded.through, contract, "{}", self.coin);
        assert_eq!(decoded.chain.is_some(), self.is_evm());
        assert_eq!(decoded.split_by.is_some(), self.is_evm() && self.told.len() > 1);
        self.costs_what_is_told(&decoded, 1);
        assert!(self.signable.as_ref().is_none_or(|it| *it == self.hex), "{}", self.coin);
    }

    /// Checks that the fee is so many times the one that is said, where the transaction tells it.
    #[track_caller]
    fn costs_what_is_told(&self, decoded: &DecodedTransaction, times: usize) {
        use AddressFamily as F;
        let fee: BaseUnits = std::iter::repeat_n(&self.fee, times).sum();
        assert!(!fee.is_zero());
        let found = decoded.fee.clone().map(|it| (it.amount, it.kind));
        match self.network().family {
            Some(F::Bitcoin | F::Litecoin) => assert_eq!(found, Some((fee, FeeKind::Exact)), "{}", self.coin),
            Some(F::Stellar) => assert_eq!(found, Some((fee, FeeKind::Named)), "{}", self.coin),
            Some(F::Evm | F::Rootstock) => {
                let (found, kind) = found.unwrap();
                assert_eq!(kind, FeeKind::AtMost);
                // Twice as much, and less than one more for each unit of gas.
                let over = found - fee.clone() - fee;
                assert!(!over.is_negative() && over < BaseUnits::from(400_000_u64), "{} {over}", self.coin);
            }
            _ => assert_eq!(found, None, "{}", self.coin),
        }
    }
}

async fn withdrawals(wire: &Wire, token: &str) -> Vec<Withdrawal> {
    wire.control().forget_rates();
    let (_, wallets) = wire.all_pages(token, "/api/v2/wallets?limit=500", "wallets").await;
    let (_, approvals) = wire.all_pages(token, EVERY_STATE, "pendingApprovals").await;
    let mut all: Vec<Withdrawal> = approvals.iter().filter_map(|it| Withdrawal::of(it, &wallets)).collect();
    for it in all.iter_mut().filter(|it| it.is_utxo() && !it.is_mpc) {
        let outputs = it.decoded().map(|decoded| decoded.outputs).unwrap_or_default();
        let Some(Destination::Address(last)) = outputs.last().map(|output| &output.to) else { continue };
        let id = it.wallet["id"].as_str().unwrap();
        wire.control().forget_rates();
        let own = wire.get(token, &format!("/api/v2/{}/wallet/{id}/address/{last}", it.coin)).await;
        it.change = (own.status == 200).then(|| last.clone());
    }
    all
}

#[tokio::test]
async fn the_seeds_withdrawals_pay_what_their_approvals_say_but_for_two() {
    let wire = Wire::start().await;
    wire.control().add_approvals(240);
    let owner = wire.login("owner").await;
    let all = withdrawals(&wire, &owner).await;
    let (mut decoded, mut unknown) = (Vec::new(), Vec::new());
    for withdrawal in &all {
        let family = coins().get(&withdrawal.coin).unwrap().family;
        if withdrawal.comment == PAYS_ANOTHER {
            let pays = withdrawal.decoded().unwrap();
            let expected = withdrawal.expected(&pays);
            assert_eq!(pays.outputs.len(), expected.len());
            assert_ne!(pays.outputs[0].to, expected[0].to);
            assert_eq!(pays.outputs[0].amount, expected[0].amount);
        } else if withdrawal.comment == NOT_DECODABLE {
            assert!(matches!(withdrawal.decoded(), Err(NotDecoded::PsbtVersion)));
        } else if withdrawal.is_utxo() || withdrawal.is_evm() || family == "xlm" {
            withdrawal.pays_what_is_told();
            decoded.push(family);
        } else {
            assert!(matches!(withdrawal.decoded(), Err(NotDecoded::Network { .. })), "{}", withdrawal.coin);
            unknown.push(family);
        }
    }
    for comment in [PAYS_ANOTHER, NOT_DECODABLE] {
        assert_eq!(all.iter().filter(|it| it.comment == comment).count(), 1, "{comment}");
    }
    for family in ["btc", "ltc", "bch", "dash", "eth", "avaxc", "celo", "rbtc", "xlm"] {
        assert!(decoded.contains(&family), "{family}");
    }
    assert!(unknown.contains(&"xrp") && unknown.contains(&"zec"));
    assert!(all.iter().any(|it| it.coin == "usdt"), "a token");
    let mut texts: Vec<&str> = all.iter().map(|it| it.hex.as_str()).collect();
    let count = texts.len();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), count, "no transaction twice");
}

/// Wallets of each kind, with addresses of theirs.
const WALLETS: [(&str, [&str; 3]); 5] = [
    ("Operations hot", BITCOIN),
    ("Fee account", BITCOIN),
    ("Gas station", ETHEREUM),
    ("Validator rewards", ETHEREUM),
    ("Settlement USDT, Ethereum", ETHEREUM),
];

/// The withdrawal that was put up last.
async fn put_up(
    wire: &Wire,
    owner: &str,
    label: &str,
    asked: &[(&str, u64)],
    kind: UnsignedTransaction,
) -> Withdrawal {
    assert!(wire.control().put_up_withdrawal(label, asked, kind), "{label}");
    let found = withdrawals(wire, owner).await.into_iter().find(|it| it.wallet["label"] == label);
    found.unwrap()
}

#[tokio::test]
async fn a_test_puts_up_one_that_pays_as_asked_somebody_else_or_cannot_be_decoded() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    for (label, [first, second, thief]) in WALLETS {
        let asked = [(first, 70_000)];
        let as_told = put_up(&wire, &owner, label, &asked, UnsignedTransaction::AsTold).await;
        assert_eq!(as_told.told[0], (first.to_owned(), "70000".to_owned()));
        as_told.pays_what_is_told();
        if label != "Settlement USDT, Ethereum" {
            let asked = [(first, 70_000), (second, 1)];
            put_up(&wire, &owner, label, &asked, UnsignedTransaction::AsTold).await.pays_what_is_told();
        }
        let paying = UnsignedTransaction::Paying(vec![(thief.to_owned(), 70_000_u64.into())]);
        let other = put_up(&wire, &owner, label, &asked, paying).await;
        assert_eq!(other.told, as_told.told, "{label}: what is said stays");
        let outputs = other.decoded().unwrap().outputs;
        assert_eq!(outputs[0].to, Destination::Address(thief.to_owned()), "{label}");
        assert_eq!(outputs[0].amount.to_string(), "70000");
        let high = put_up(&wire, &owner, label, &asked, UnsignedTransaction::HighFee).await;
        let decoded = high.decoded().unwrap();
        assert_eq!(decoded.outputs.len(), 1, "{label}: nothing comes back");
        high.costs_what_is_told(&decoded, 1_000);
        let unknown = put_up(&wire, &owner, label, &asked, UnsignedTransaction::NotDecodable).await;
        assert_eq!(unknown.told, as_told.told);
        let error = unknown.decoded().unwrap_err();
        let is_expected = if unknown.is_evm() {
            matches!(error, NotDecoded::Call { .. })
        } else {
            matches!(error, NotDecoded::PsbtVersion)
        };
        assert!(is_expected, "{label}: {error:?}");
    }
    let others = vec![(ETHEREUM[2].to_owned(), 70_000_u64.into())];
    let asked = [(ETHEREUM[0], 70_000)];
    let signing = UnsignedTransaction::Signing(others);
    let signing = put_up(&wire, &owner, "Validator rewards", &asked, signing).await;
    let paid = |hex: &str| decode(hex, &signing.network()).unwrap().outputs[0].to.clone();
    let of = |address: &str| Destination::Address(address.to_owned());
    assert_eq!(paid(&signing.hex), of(ETHEREUM[0]));
    assert_eq!(paid(signing.signable.as_ref().unwrap()), of(ETHEREUM[2]));
    let as_told = || UnsignedTransaction::AsTold;
    assert!(!wire.control().put_up_withdrawal("No such wallet", &[(BITCOIN[0], 1)], as_told()));
    assert!(!wire.control().put_up_withdrawal("Gas station", &[(BITCOIN[0], 1)], as_told()));
    assert!(!wire.control().put_up_withdrawal("Gas station", &[], as_told()));
    let elsewhere = UnsignedTransaction::Paying(vec![(ETHEREUM[0].to_owned(), 1_u64.into())]);
    assert!(!wire.control().put_up_withdrawal("Operations hot", &[(BITCOIN[0], 1)], elsewhere));
}

#[tokio::test]
async fn what_is_signed_is_what_leaves_the_wallet() {
    // The fee of a token is paid from elsewhere.
    let fees = [1_200_u64, 1_200, 21_000_000_000_000, 21_000_000_000_000, 0];
    for ((label, [vendor, _, thief]), fee) in WALLETS.into_iter().zip(fees) {
        let wire = Wire::start().await;
        let owner = wire.login("owner").await;
        let (at, _) = wallet(&wire, &owner, label).await;
        let before = wire.get(&owner, &at).await.ok();
        let paying = UnsignedTransaction::Paying(vec![(thief.to_owned(), 90_000_u64.into())]);
        assert!(wire.control().put_up_withdrawal(label, &[(vendor, 70_000)], paying));
        let (_, all) =
            wire.all_pages(&owner, "/api/v2/pendingapprovals?state=pending", "pendingApprovals").await;
        let id = all[0]["id"].as_str().unwrap();
        let transfer = |answer: &Value| {
            let transfer = &answer["transfer"];
            json!([transfer["entries"][0]["address"], transfer["valueString"]])
        };
        let path = format!("/api/v2/pendingapprovals/{id}");
        let told = transfer(&wire.get(&owner, &format!("{path}/transfer")).await.ok());
        assert_eq!(told, json!([vendor, "-70000"]), "{label}");
        wire.signed(&owner, Method::PUT, &path, &json!({ "state": "approved", "otp": CODE })).await.ok();
        let paid = transfer(&wire.get(&owner, &format!("{path}/transfer")).await.ok());
        assert_eq!(paid, json!([thief, "-90000"]), "{label}");
        let after = wire.get(&owner, &at).await.ok();
        let units = |it: &Value| it["balanceString"].as_str().unwrap().parse::<num_bigint::BigInt>().unwrap();
        assert_eq!(units(&before) - units(&after), (90_000 + fee).into(), "{label}");
    }
}

#[tokio::test]
async fn what_an_mpc_build_tells_is_what_its_transaction_pays() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    for (label, [vendor, other, _]) in [("Fee account", BITCOIN), ("Validator rewards", ETHEREUM)] {
        for built in [
            MpcBuild::AsAsked,
            MpcBuild::WithChange(5_000_u64.into()),
            MpcBuild::Other(vec![(other.to_owned(), 800_u64.into())]),
            MpcBuild::Other(vec![(vendor.to_owned(), 700_u64.into()), (other.to_owned(), 1_u64.into())]),
        ] {
            assert!(wire.control().put_up_mpc(label, &[(vendor, 700)], built.clone()));
            let all = withdrawals(&wire, &owner).await;
            let mut built_one = all.into_iter().find(|it| it.wallet["label"] == label).unwrap();
            if built_one.is_evm() {
                // An account pays from itself: nothing has to come back.
                let own = built_one.own_address();
                built_one.told.retain(|(address, _)| *address != own);
            }
            built_one.pays_what_is_told();
        }
    }
}
