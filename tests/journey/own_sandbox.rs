//! The sandbox inside the app: there for whoever may want it, and gone while somebody works elsewhere.

use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use countersign::sandbox::{RunningSandbox, Sandbox, SandboxOptions};
use egui::accesskit::Role;

use crate::harness::{Harness, OWNER};

fn answers(address: SocketAddr) -> bool {
    TcpStream::connect_timeout(&address, Duration::from_secs(2)).is_ok()
}

fn address_of(sandbox: &RunningSandbox) -> SocketAddr {
    sandbox.url.socket_addrs(|| None).unwrap()[0]
}

/// Logs in as the owner at an address of their own.
fn log_in_at(app: &mut Harness, url: &str, xpub: &str, (email, password): (&str, &str)) {
    app.click_role(Role::RadioButton, "Custom");
    app.type_into("Web address", url);
    app.type_into("Server xpub", xpub);
    app.type_into("Email", email);
    app.type_into("Password", password);
    app.give_code();
}

#[test]
fn it_stops_once_somebody_logs_in_elsewhere_and_starts_again_at_the_login() {
    let mut app = Harness::open();
    let own = address_of(app.sandbox());
    assert!(answers(own));
    let elsewhere = app.wait(Sandbox::start(SandboxOptions::default())).unwrap();
    let account = elsewhere.accounts[0].clone();
    log_in_at(&mut app, elsewhere.url.as_str(), &elsewhere.server_xpub, (&account.email, &account.password));
    assert!(app.stage.app().sandbox().is_none());
    app.wait(async {
        // The port is closed a moment after.
        while answers(own) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(answers(address_of(&elsewhere)));

    app.click("Log out");
    app.wait_for("Log in");
    app.click_role(Role::RadioButton, "Sandbox");
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    assert!(answers(address_of(app.sandbox())));
}

#[test]
fn it_goes_on_for_who_reaches_it_by_its_address() {
    let mut app = Harness::open();
    let own = address_of(app.sandbox());
    let (url, xpub) = (app.sandbox().url.to_string(), app.sandbox().server_xpub.clone());
    let account = app.sandbox().accounts[0].clone();
    log_in_at(&mut app, &url, &xpub, (&account.email, &account.password));
    assert_eq!(address_of(app.sandbox()), own);
    assert!(answers(own));
    // Who only failed to get in elsewhere may still want it.
    app.click("Log out");
    app.wait_for("Log in");
    log_in_elsewhere_in_vain(&mut app);
    assert!(answers(own));
}

fn log_in_elsewhere_in_vain(app: &mut Harness) {
    app.click_role(Role::RadioButton, "Custom");
    app.type_into("Web address", "http://127.0.0.1:9/");
    app.type_into("Email", "somebody@treasury.example");
    app.type_into("Password", "a password");
    app.click("Log in");
    app.wait_for_words("Cannot connect to 127.0.0.1:9");
}
