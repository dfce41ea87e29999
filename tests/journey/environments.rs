//! Where one is: named with its host wherever something is done, and production wherever real money may stand behind it.

use std::fs;
use std::time::Duration;

use countersign::app::Start;
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::sandbox::{PingAnswer, SandboxOptions, WALLET_PASSPHRASE};
use countersign::store::ledger::{DerivedKey, KeyComparison, KeyOwner, Ledger, LedgerPlace};
use egui::Theme;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use jiff::Timestamp;

use crate::create_share::{open_dialog, to_check, to_permissions};
use crate::folder;
use crate::harness::{Harness, OWNER};
use crate::support::panels;
use crate::three_people::is_fingerprint;

const SIZES: [(f32, f32); 3] = [(1280.0, 800.0), (1024.0, 700.0), (1024.0, 640.0)];
const OWN_USER: &str = "GET /api/v2/user/me";
const SHARED: &str = "POST /api/v2/{coin}/wallet/{walletId}/share";
const VIEWER: (&str, &str) = ("viewer@treasury.example", "sandbox-viewer-3");

fn host(app: &mut Harness) -> String {
    app.sandbox().url.to_string().trim_start_matches("http://").trim_end_matches('/').to_owned()
}

/// The title stands so often on the screen, each time whole and inside the window.
#[track_caller]
fn must_name(app: &mut Harness, title: &str, times: usize) {
    for size in SIZES {
        app.stage.set_appearance(Theme::Dark, size);
        let harness = app.stage.harness();
        let places: Vec<_> = harness.query_all_by_label(title).map(|node| node.rect()).collect();
        let window = harness.ctx.content_rect();
        assert_eq!(places.len(), times, "{size:?} {title}: {}", app.screen());
        assert!(places.iter().all(|place| window.contains_rect(*place)), "{size:?} {places:?}");
    }
}

#[test]
fn a_custom_host_with_real_money_is_named_on_every_panel_and_in_every_confirmation() {
    let mut app = Harness::at_work_with_real_money();
    let title = format!("Production (custom: {})", host(&mut app));
    panels::visit_every(&mut app, |app, _| must_name(app, &title, 1));

    app.open_tokens();
    app.click("Exchange sweep");
    app.click("Revoke…");
    app.wait_for("Revoke token");
    must_name(&mut app, &title, 2);
    app.click("Cancel");

    app.click_role(Role::Button, "Approvals");
    app.click("your request");
    app.click("Cancel my request…");
    app.wait_for("Cancel my request");
    must_name(&mut app, &title, 2);
    app.click("Don't cancel");

    panels::open(&mut app, countersign::app::Route::WalletPage.panel());
    app.click("Freeze…");
    app.wait_for("Freeze wallet");
    must_name(&mut app, &title, 2);
    app.click("Cancel");
}

/// The login at the Express server, with everything typed that it wants.
fn at_express(ping: PingAnswer) -> (Harness, String) {
    let mut app = Harness::with_express();
    app.control().set_ping(ping);
    let (token, url) = (app.api().token().expose().to_owned(), app.sandbox().url.to_string());
    app.click_role(Role::RadioButton, "Express");
    app.type_into("Express web address", &url);
    app.type_into("Access token", &token);
    let host = host(&mut app);
    (app, host)
}

#[test]
fn express_with_production_or_anything_unknown_behind_it_has_productions_safeguards() {
    for (ping, word, said) in [
        (
            PingAnswer::Production,
            "Production",
            "production behind it. Take it that what you do here moves real money.",
        ),
        (PingAnswer::Failing, "Counts as production", "could not be read, so it counts as production."),
    ] {
        let (mut app, host) = at_express(ping);
        app.wait_for_words(said);
        app.wait_until_enabled("Log in");
        app.click("Log in");
        app.wait_for("Log out");
        app.wait_until_gone("in progress");
        let title = format!("{word} (Express: {host})");
        must_name(&mut app, &title, 1);
        open_dialog(&mut app, "Wound-down fund");
        to_permissions(&mut app, VIEWER.0);
        to_check(&mut app, &[]);
        must_name(&mut app, &title, 1);
        app.must_see("Type the name to confirm");
        assert!(!app.is_enabled("Share wallet in production"));
        app.type_into("Type the wallet's label to confirm", "Wound-down fund");
        app.click("Share wallet in production");
        app.wait_for_words("Shared. Hana Kimura can accept it now.");
        panels::open(&mut app, countersign::app::Route::WalletPage.panel());
        app.click("Freeze…");
        app.wait_for("Freeze wallet");
        must_name(&mut app, &title, 2);
    }
}

#[test]
fn express_with_test_behind_it_says_so_and_asks_for_no_more_than_test_does() {
    let (mut app, host) = at_express(PingAnswer::Test);
    app.wait_for_words(&format!("BitGo Express at {host}, with the test environment behind it."));
    app.wait_until_enabled("Log in");
    app.click("Log in");
    app.wait_for("Log out");
    must_name(&mut app, &format!("Test (Express: {host})"), 1);
    open_dialog(&mut app, "Wound-down fund");
    to_permissions(&mut app, VIEWER.0);
    to_check(&mut app, &[]);
    app.must_not_see("Type the wallet's label to confirm");
    app.click("Share wallet");
    app.wait_for_words("Shared. Hana Kimura can accept it now.");
}

#[test]
fn an_express_server_that_is_test_no_longer_gets_no_token() {
    let (mut app, _) = at_express(PingAnswer::Test);
    app.wait_for_words("the test environment behind it.");
    app.wait_until_enabled("Log in");
    let before = app.control().requests(OWN_USER);
    app.control().set_ping(PingAnswer::Production);
    app.click("Log in");
    app.wait_for_words("no longer says that the test environment is behind it. Check the server again");
    assert_eq!(app.control().requests(OWN_USER), before);
    app.click("Check the server again");
    app.wait_for_words("production behind it.");
    let token = app.api().token().expose().to_owned();
    app.type_into("Access token", &token);
    app.wait_until_enabled("Log in");
    app.click("Log in");
    app.wait_for("Log out");
    app.must_see("Production (Express: ");
}

/// The owner's share of a wallet's key with the viewer, up to the permissions.
fn shared_key(app: &mut Harness) {
    open_dialog(app, "Gas station");
    to_permissions(app, VIEWER.0);
    app.click("Spend");
}

#[test]
fn a_key_that_is_another_one_than_last_time_is_said_and_ticked_before_anything_is_shared() {
    const CHANGED: &str = "Hana Kimura has another key than on ";
    let mut app = Harness::at_work();
    app.control().set_sharing_path("m/999999/31/7");
    shared_key(&mut app);
    app.must_not_see(CHANGED);
    to_check(&mut app, &[]);
    app.must_see("There is no earlier key of Hana Kimura on this computer to compare it with.");
    let before = fingerprint(&app);

    come_back(&mut app);
    shared_key(&mut app);
    to_check(&mut app, &[]);
    app.must_see("The same key as on ");
    assert_eq!(fingerprint(&app), before);

    assert!(app.control().renew_sharing_key(VIEWER.0, VIEWER.1));
    for _ in 0..2 {
        // Looking at it, or going away again, does not make it the known one.
        come_back(&mut app);
        shared_key(&mut app);
        app.wait_for_words(CHANGED);
        app.must_see(&format!("Fingerprint then: {before}. Now: "));
        assert!(!app.is_enabled("Continue to review"));
    }
    to_check(&mut app, &[]);
    let after = fingerprint(&app);
    assert_ne!(after, before);
    app.type_into("Wallet passphrase", WALLET_PASSPHRASE);
    app.click("Share wallet");
    app.wait_for_words("Pending approval: Marcus Adeyemi.");
    assert_eq!(app.control().requests(SHARED), 1);

    come_back(&mut app);
    shared_key(&mut app);
    app.must_not_see(CHANGED);
}

#[test]
fn a_key_that_could_not_be_compared_does_not_become_the_known_one() {
    let place = folder::fresh("keys-not-compared");
    let file = place.join("tokens.sqlite3");
    fs::write(&file, "this is no database").unwrap();
    let ledger = LedgerPlace::at(file.clone());
    let mut app = Harness::open_with(Start { ledger, ..Start::afresh(Some(SandboxOptions::default())) });
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    shared_key(&mut app);
    app.must_see("Hana Kimura's key could not be compared with the one seen earlier.");
    to_check(&mut app, &[]);
    app.type_into("Wallet passphrase", WALLET_PASSPHRASE);
    app.click("Share wallet");
    app.wait_for_words("Pending approval: Marcus Adeyemi.");
    let person_id = app.api_of("viewer").user().id.clone();
    let url = app.sandbox().url.to_string();
    let origin = Environment::custom(EnvironmentKind::Sandbox, &url, None).unwrap().origin();
    // Nobody waits for what is written.
    std::thread::sleep(Duration::from_millis(500));
    drop(app);
    let (ledger, notice) = Ledger::open(&LedgerPlace::at(file));
    assert!(notice.is_none());
    let other = DerivedKey { path: "m/0".to_owned(), fingerprint: "other".to_owned() };
    let found = ledger.compare_key(&KeyOwner { origin, person_id }, &other, Timestamp::now()).unwrap();
    assert_eq!(found, KeyComparison::NoneBefore);
    fs::remove_dir_all(&place).unwrap();
}

#[test]
fn keys_derived_by_different_paths_are_not_said_to_have_changed() {
    let mut app = Harness::at_work();
    shared_key(&mut app);
    to_check(&mut app, &[]);
    let before = fingerprint(&app);
    come_back(&mut app);
    shared_key(&mut app);
    app.must_not_see("has another key");
    to_check(&mut app, &[]);
    app.must_see("BitGo derived it by another path than the key of ");
    assert_ne!(fingerprint(&app), before);
}

fn fingerprint(app: &Harness) -> String {
    app.must_see("Fingerprint of their key");
    app.stage.labels().into_iter().find(|label| is_fingerprint(label)).unwrap()
}

/// The owner leaves and is back in a session of its own.
fn come_back(app: &mut Harness) {
    app.control().forget_rates();
    app.click("Log out");
    app.stage.settle();
    // A share that was not sent is asked about.
    if app.sees("Discard") {
        app.click("Discard");
    }
    app.wait_for(OWNER);
    app.log_in(OWNER);
}
