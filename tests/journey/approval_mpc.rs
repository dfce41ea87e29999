//! Withdrawals of an MPC wallet through the screen of the admin who decides them: what was requested stands beside what was
//! built, a difference holds the button, and what is not built yet says so.

use countersign::domain::amount::BaseUnits;
use countersign::sandbox::{FaultKind, FaultSpec, MpcBuild, WALLET_PASSPHRASE};
use egui::accesskit::Role;

use crate::approval_kinds::{at_the_queue, open_case, wallet};
use crate::harness::{Harness, OWNER};

const WALLET: &str = "Validator rewards";
const ROW: &str = "Send 2 HTETH to 1 address from “Validator rewards”";
const VENDOR: &str = "0x52908400098527886e0f7030069857d2e4169ee7";
const THIEF: &str = "0x8617e340b3d01fa5f11f306f4090fd50e238070d";
const AGREES: &str = "The built transaction pays exactly what was requested.";
const NOT_BUILT: &str = "The transaction is not built yet. What it would pay could not be compared";
const BY_EXPRESS: &str = "PUT /api/v2/{coin}/pendingapprovals/{approvalId}";
const DECIDED: &str = "PUT /api/v2/pendingapprovals/{approvalId}";
/// In wei.
const TWO: u64 = 2_000_000_000_000_000_000;
const THREE: u64 = 3_000_000_000_000_000_000;

/// At the queue with one that is to pay the vendor 2 HTETH, and for which this was built.
fn at_one(built: MpcBuild) -> Harness {
    let mut app = at_the_queue(OWNER);
    assert!(app.control().put_up_mpc(WALLET, &[(VENDOR, TWO)], built));
    app.click("Refresh");
    app.wait_until_gone("in progress");
    app
}

fn to(address: &str, amount: u64) -> (String, BaseUnits) {
    (address.to_owned(), amount.into())
}

/// Opens the confirmation and types the code. Says whether it could be sent then, with nothing ticked.
fn could_approve_at_once(app: &mut Harness) -> bool {
    app.click("Approve…");
    app.wait_for("Approve request");
    app.wait_until_gone("Reading what it has to be checked against");
    app.give_code_if_asked();
    app.is_enabled("Approve request")
}

fn approve(app: &mut Harness) {
    let before = app.control().requests(DECIDED);
    app.click("Approve request");
    app.wait_until_gone("A decision cannot be undone.");
    assert_eq!(app.control().requests(DECIDED), before + 1);
}

fn balance(app: &mut Harness) -> String {
    app.control().forget_rates();
    wallet(app, WALLET).balance.unwrap().exact().unwrap().to_string()
}

#[test]
fn one_that_is_built_as_requested_says_so_and_knows_its_own_change() {
    let mut app = at_one(MpcBuild::WithChange(THREE.into()));
    assert_eq!(balance(&mut app), "2361183241434822606848017");
    open_case(&mut app, WALLET, ROW);
    app.must_see(AGREES);
    app.must_see("Requested");
    app.must_see("Built transaction");
    app.must_see("Recipient 1: the same");
    app.must_see("Change, back to this wallet");
    app.must_see(&format!("2 HTETH\n{VENDOR}"));
    app.must_see("3 HTETH\n0x");
    assert!(!app.screen().contains("| 5 HTETH"), "the change is no part of the total");
    app.must_not_see("not requested");
    assert!(could_approve_at_once(&mut app), "{}", app.screen());
    approve(&mut app);
    // Less the payment and 21,000 gwei for the chain: the change stays in the wallet.
    assert_eq!(balance(&mut app), "2361181241413822606848017");
}

#[test]
fn one_that_is_built_otherwise_shows_both_sides_and_holds_the_button() {
    let pays = |payments: &[(String, BaseUnits)]| MpcBuild::Other(payments.to_vec());
    for (built, row, sentence) in [
        (
            pays(&[to(THIEF, TWO)]),
            "Recipient 1: different",
            format!("The built transaction pays 2 HTETH to {THIEF}, but 2 HTETH to {VENDOR} was requested."),
        ),
        (
            pays(&[to(VENDOR, THREE)]),
            "Recipient 1: different",
            format!("The built transaction pays 3 HTETH to {VENDOR}, but 2 HTETH was requested."),
        ),
        (
            pays(&[to(VENDOR, TWO), to(THIEF, THREE)]),
            "Recipient 2: not requested",
            format!("The built transaction pays 3 HTETH to {THIEF}, which was not requested."),
        ),
    ] {
        let paid = |built: &MpcBuild| match built {
            MpcBuild::Other(payments) => {
                payments.iter().map(|(address, _)| address.clone()).collect::<Vec<_>>()
            }
            _ => Vec::new(),
        };
        let paid = paid(&built);
        let mut app = at_one(built);
        // In the queue already.
        open_case(&mut app, WALLET, &format!("{ROW}, but the built transaction pays something else"));
        app.must_see(&sentence);
        app.must_see(row);
        app.must_not_see(AGREES);
        app.must_see(&format!("2 HTETH\n{VENDOR}"));
        for (number, address) in paid.iter().enumerate() {
            let copied = app.copy(&format!("Copy address {}", number + 1));
            assert_eq!(copied, *address, "who would be paid is listed");
        }
        assert!(!could_approve_at_once(&mut app), "{sentence}");
        let dialog = app.screen();
        let dialog = dialog.split("Approve this request").last().unwrap_or_default();
        for address in &paid {
            let listed = format!("| {address} |");
            assert!(dialog.contains(&listed), "the dialog lists who would be paid: {dialog}");
        }
        let tick = app.text_with("I understand: the built transaction pays");
        app.click(&tick);
        assert!(app.is_enabled("Approve request"), "{}", app.screen());
        assert_eq!(app.control().requests(DECIDED), 0);
        // What is signed is what was built.
        approve(&mut app);
        let left = if sentence.contains("which was not") {
            "2361178241413822606848017"
        } else if sentence.contains("3 HTETH") {
            "2361180241413822606848017"
        } else {
            "2361181241413822606848017"
        };
        assert_eq!(balance(&mut app), left, "{sentence}");
    }
}

#[test]
fn a_difference_holds_the_button_where_nothing_else_could_be_read() {
    let mut app = at_one(MpcBuild::Other(vec![to(THIEF, TWO)]));
    app.type_into("Filter approvals", WALLET);
    let row = app.text_from(ROW);
    app.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    app.click(&row);
    app.wait_for_words("What is known of the wallet and the recipient addresses could not be read");
    app.must_see(&format!("The built transaction pays 2 HTETH to {THIEF}"));
    assert!(!could_approve_at_once(&mut app));
    let difference = app.text_with("I understand: the built transaction pays");
    let unchecked = app.text_with("I understand: the request could not be checked");
    app.click(&unchecked);
    assert!(!app.is_enabled("Approve request"), "the one is not the other");
    app.click(&difference);
    assert!(app.is_enabled("Approve request"), "{}", app.screen());
}

#[test]
fn one_that_is_not_built_yet_says_so_and_has_to_be_ticked() {
    let mut app = at_one(MpcBuild::NotYet);
    open_case(&mut app, WALLET, ROW);
    app.must_see(NOT_BUILT);
    app.must_see("not built yet");
    app.must_see(&format!("2 HTETH\n{VENDOR}"));
    app.must_not_see(AGREES);
    app.must_not_see("pays something else");
    assert!(!could_approve_at_once(&mut app));
    let tick = app.text_with("I understand: the transaction is not built yet");
    app.click(&tick);
    approve(&mut app);
    assert_eq!(balance(&mut app), "2361181241413822606848017");
}

#[test]
fn through_express_one_that_counts_but_is_answered_404_is_looked_up_and_told_as_counted() {
    let mut app = Harness::with_express();
    app.come_through_express("owner");
    assert!(app.control().put_up_mpc(WALLET, &[(VENDOR, TWO)], MpcBuild::WithChange(THREE.into())));
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    open_case(&mut app, WALLET, ROW);
    app.control().lose_mpc_signing(true);
    app.click("Approve…");
    app.wait_for("Approve request");
    app.wait_until_gone("Reading what it has to be checked against");
    app.type_into("Wallet passphrase", WALLET_PASSPHRASE);
    app.give_code_if_asked();
    app.stage.tick_every_warning().unwrap();
    let before = app.control().requests(BY_EXPRESS);
    app.click("Approve request");
    app.wait_for_words("your approval was carried out");
    app.must_not_see("There is nothing");
    assert_eq!(app.control().requests(BY_EXPRESS), before + 1, "it was sent again");
}
