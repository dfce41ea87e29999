//! Withdrawals whose transaction is decoded on this computer, through the screen of the admin who decides them: one that pays
//! what was requested, some that do not, and some that cannot be decoded.

use countersign::domain::address::{AddressNetwork, address_over};
use countersign::domain::amount::BaseUnits;
use countersign::sandbox::{ONE_TIME_CODE, UnsignedTransaction};

use crate::approval_kinds::{at_the_queue, open_case};
use crate::harness::{Harness, OWNER};

const DECIDED: &str = "PUT /api/v2/pendingapprovals/{approvalId}";
const ASKED: &str = "GET /api/v2/{coin}/wallet/{walletId}/address/{addressOrId}";
const AGREES: &str = "Decoded on this computer: the transaction pays exactly what was requested.";
const DIFFERS: &str = "Decoded on this computer: the transaction is not what was requested.";
const UNREAD: &str = "The built transaction could not be decoded on this computer. ";

/// An address over a text that nobody holds a key to.
fn address(of: &str, coin: &str) -> String {
    let mut bytes = [0; 32];
    bytes[..of.len()].copy_from_slice(of.as_bytes());
    address_over(&bytes, &AddressNetwork::of_coin(coin)).unwrap()
}

/// At the queue with one that is to pay the vendor of this coin so many base units with this transaction.
fn at_one(wallet: &str, coin: &str, amount: u64, transaction: UnsignedTransaction) -> Harness {
    let mut app = at_the_queue(OWNER);
    let vendor = address("vendor", coin);
    assert!(app.control().put_up_withdrawal(wallet, &[(&vendor, amount)], transaction));
    app.click("Refresh");
    app.wait_until_gone("in progress");
    app
}

/// Opens the confirmation and types the code. Returns what it says, and whether it could be sent with nothing ticked.
fn confirmation(app: &mut Harness) -> (String, bool) {
    app.click("Approve…");
    app.wait_for("Approve request");
    app.wait_until_gone("Reading what it has to be checked against");
    app.type_into("One-time code", ONE_TIME_CODE);
    let screen = app.screen();
    let dialog = screen.split("Approve this request").last().unwrap_or_default().to_owned();
    (dialog, app.is_enabled("Approve request"))
}

fn approve(app: &mut Harness) {
    assert_eq!(app.control().requests(DECIDED), 0);
    app.click("Approve request");
    app.wait_until_gone("A decision cannot be undone.");
    assert_eq!(app.control().requests(DECIDED), 1);
}

#[test]
fn one_that_pays_what_was_requested_says_so_and_is_not_held() {
    let of_gas = "Its network fee is up to 0.000042 HTETH. BitGo says 0.000021 HTETH.";
    for (wallet, coin, amount, row, fee) in [
        // With change that comes back to the wallet.
        (
            "Operations hot",
            "tbtc",
            1_700_000,
            "Send 0.017 TBTC to 1 address",
            "Its network fee is 0.000012 TBTC, as BitGo says.",
        ),
        // A transaction without what its inputs bring.
        (
            "Bitcoin Cash operations",
            "tbch",
            1_700_000,
            "Send 0.017 TBCH to 1 address",
            "Its network fee was not checked.",
        ),
        ("Gas station", "hteth", 2_500_000_000_000_000, "Send 0.0025 HTETH to 1 address", of_gas),
        ("Validator rewards", "hteth", 2_500_000_000_000_000, "Send 0.0025 HTETH to 1 address", of_gas),
    ] {
        let mut app = at_one(wallet, coin, amount, UnsignedTransaction::AsTold);
        open_case(&mut app, wallet, row);
        let agrees = format!("{AGREES} {fee}");
        app.must_see(&agrees);
        // The change comes back to an address that the platform has to be asked about.
        assert_eq!(app.control().requests(ASKED), u64::from(coin != "hteth"));
        app.must_see(&address("vendor", coin));
        app.must_not_see("safe");
        let (dialog, is_free) = confirmation(&mut app);
        assert!(dialog.contains(&agrees) && dialog.contains(&address("vendor", coin)), "{dialog}");
        assert!(is_free, "{dialog}");
        approve(&mut app);
    }
}

#[test]
fn one_that_pays_somebody_else_is_held_with_both_shown() {
    for (wallet, coin, amount, words) in [
        ("Operations hot", "tbtc", 1_700_000, "0.017 TBTC"),
        ("Gas station", "hteth", 2_500_000_000_000_000, "0.0025 HTETH"),
        ("Validator rewards", "hteth", 2_500_000_000_000_000, "0.0025 HTETH"),
    ] {
        let (vendor, thief) = (address("vendor", coin), address("thief", coin));
        let other = UnsignedTransaction::Paying(vec![(thief.clone(), BaseUnits::from(amount))]);
        let mut app = at_one(wallet, coin, amount, other);
        let row = format!(
            "Send {words} to 1 address from “{wallet}”, but the built transaction pays something else"
        );
        open_case(&mut app, wallet, &row);
        let difference =
            format!("The built transaction pays {words} to {thief}, but {words} to {vendor} was requested.");
        app.must_see(DIFFERS);
        app.must_see(&difference);
        app.must_see("Recipient 1: different");
        app.must_not_see("exactly what was requested");
        assert_eq!(app.copy("Copy address 1"), thief, "who would be paid is listed");
        let (dialog, is_free) = confirmation(&mut app);
        assert!(!is_free, "{dialog}");
        for said in [DIFFERS, &difference, &format!("{words}\n{vendor}"), &format!("| {thief} |")] {
            assert!(dialog.contains(said), "{said}: {dialog}");
        }
        let tick = app.text_with("I understand: the built transaction pays");
        app.click(&tick);
        // Of an MPC wallet the platform says itself what is built, and says it wrong.
        let is_mpc = wallet == "Validator rewards";
        assert_eq!(app.is_enabled("Approve request"), !is_mpc, "{}", app.screen());
        if is_mpc {
            let lie = format!(
                "BitGo describes the built transaction as one that pays {words} to {vendor}. Decoded on this computer, it \
                 pays {words} to {thief}."
            );
            assert!(dialog.contains(&lie), "{dialog}");
            let tick = app.text_with("I understand: bitGo describes the built transaction");
            app.click(&tick);
        }
        assert!(app.is_enabled("Approve request"), "{}", app.screen());
        approve(&mut app);
    }
}

#[test]
fn a_network_fee_that_is_far_more_than_was_said_is_held_with_both_shown() {
    for (wallet, coin, amount, words, fees, ticks) in [
        // Its change goes to the chain; and a thousand times the price of gas.
        (
            "Operations hot",
            "tbtc",
            1_700_000,
            "0.017 TBTC",
            "The built transaction pays a network fee of 0.012 TBTC. BitGo says that it is 0.000012 TBTC.",
            &["I understand: the built transaction pays a network fee"][..],
        ),
        (
            "Gas station",
            "hteth",
            25_000_000_000_000_000,
            "0.025 HTETH",
            "The built transaction allows a network fee of up to 0.042 HTETH: more than 10 times the 0.000021 HTETH that BitGo \
             says.",
            &[
                "I understand: the built transaction allows a network fee",
                "I understand: the network fee of the built transaction is up to 0.042 HTETH: more than all of the 0.025 HTETH",
            ],
        ),
    ] {
        let mut app = at_one(wallet, coin, amount, UnsignedTransaction::HighFee);
        let row = format!(
            "Send {words} to 1 address from “{wallet}”, but the network fee of the built transaction is high"
        );
        open_case(&mut app, wallet, &row);
        app.must_see(DIFFERS);
        app.must_see(fees);
        app.must_see("Network fee");
        app.must_see("Recipient 1: the same");
        app.must_not_see("exactly what was requested");
        let (dialog, is_free) = confirmation(&mut app);
        assert!(!is_free && dialog.contains(fees), "{dialog}");
        for tick in ticks {
            assert!(!app.is_enabled("Approve request"), "{tick}: {}", app.screen());
            let tick = app.text_with(tick);
            app.click(&tick);
        }
        assert!(app.is_enabled("Approve request"), "{}", app.screen());
        approve(&mut app);
    }
}

#[test]
fn a_large_fee_is_ticked_even_where_it_was_said() {
    let mut app = at_one("Operations hot", "tbtc", 5_000, UnsignedTransaction::AsTold);
    open_case(&mut app, "Operations hot", "Send 0.00005 TBTC to 1 address from “Operations hot”");
    let words = "The network fee of the built transaction is 0.000012 TBTC: more than a tenth of the 0.00005 TBTC that is sent.";
    app.must_see(words);
    app.must_see(&format!("{AGREES} Its network fee is 0.000012 TBTC, as BitGo says."));
    let (dialog, is_free) = confirmation(&mut app);
    assert!(!is_free && dialog.contains("Attention"), "{dialog}");
    let tick = app.text_with("I understand: the network fee of the built transaction");
    app.click(&tick);
    approve(&mut app);
}

#[test]
fn what_is_signed_and_is_another_transaction_is_held() {
    let amount = 2_500_000_000_000_000;
    let (vendor, thief) = (address("vendor", "hteth"), address("thief", "hteth"));
    let other = UnsignedTransaction::Signing(vec![(thief.clone(), BaseUnits::from(amount))]);
    let mut app = at_one("Validator rewards", "hteth", amount, other);
    open_case(&mut app, "Validator rewards", "Send 0.0025 HTETH to 1 address");
    let words = "What is to be signed (signableHex) is another transaction than the one that BitGo reports (serializedTxHex).";
    let pays = format!(
        "The built transaction pays 0.0025 HTETH to {thief}, but 0.0025 HTETH to {vendor} was requested."
    );
    app.must_see(DIFFERS);
    app.must_see(words);
    app.must_see(&pays);
    assert_eq!(app.copy("Copy address 1"), thief, "who would be paid is listed");
    let (dialog, is_free) = confirmation(&mut app);
    assert!(!is_free && dialog.contains(words) && dialog.contains(&pays), "{dialog}");
    for words in [
        "I understand: the built transaction pays",
        "I understand: bitGo describes the built transaction",
        "I understand: what is to be signed (signableHex)",
    ] {
        assert!(!app.is_enabled("Approve request"), "{words}: {}", app.screen());
        let tick = app.text_with(words);
        app.click(&tick);
    }
    approve(&mut app);
}

#[test]
fn one_that_is_there_and_cannot_be_read_has_to_be_ticked() {
    for (wallet, coin, amount, row, why) in [
        // A PSBT of version 2, and a call that gives leave to take the sum.
        (
            "Operations hot",
            "tbtc",
            1_700_000,
            "Send 0.017 TBTC",
            "a PSBT of a newer version than is decoded here",
        ),
        (
            "Gas station",
            "hteth",
            2_500_000_000_000_000,
            "Send 0.0025 HTETH",
            "a function that is not known here (095ea7b3)",
        ),
    ] {
        let mut app = at_one(wallet, coin, amount, UnsignedTransaction::NotDecodable);
        open_case(&mut app, wallet, row);
        app.must_see(UNREAD);
        app.must_see(why);
        app.must_not_see("exactly what was requested");
        let (dialog, is_free) = confirmation(&mut app);
        assert!(!is_free && dialog.contains(why), "{dialog}");
        let tick = app.text_with("I understand: the built transaction could not be decoded");
        app.click(&tick);
        approve(&mut app);
    }
}

#[test]
fn one_of_a_coin_that_is_not_decoded_here_says_so_and_is_not_held_for_that() {
    let mut app = at_one("Algorand operations", "talgo", 1_700_000, UnsignedTransaction::AsTold);
    open_case(&mut app, "Algorand operations", "Send 1.7 TALGO to 1 address");
    let why = "Not decoded on this computer: Transactions of Algorand testnet cannot be decoded here.";
    app.must_see(why);
    app.must_not_see("exactly what was requested");
    let (dialog, is_free) = confirmation(&mut app);
    assert!(dialog.contains(why) && is_free, "{dialog}");
    approve(&mut app);
}
