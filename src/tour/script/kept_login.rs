//! Tokens in the keychain, in pictures: the cards on the login, one that has expired, a keychain that waits, what is asked before
//! one is forgotten, and what a token is on its sheet.

use egui::accesskit::Role;
use secrecy::ExposeSecret;
use serde_json::json;

use super::{Tour, TourError, WIDE, log_in};
use crate::app::Start;
use crate::sandbox::{Control, ONE_TIME_CODE, SandboxOptions};
use crate::store::keychain::Keychain;
use crate::tour::stage::{Stage, StageError};

const CARDS: &str = "Tokens in the keychain";

fn control(stage: &mut Stage) -> Option<Control> {
    stage.app().sandbox().map(|sandbox| sandbox.control().clone())
}

/// Makes a token and saves it to the keychain.
fn keep_new_token(stage: &mut Stage, label: &str, lifetime: &str) -> Result<(), StageError> {
    stage.click_role(Role::Button, "Access tokens")?;
    stage.click("New access token")?;
    stage.wait_for("Lifetime")?;
    stage.type_into("Label", label)?;
    stage.type_into("Lifetime", lifetime)?;
    stage.click("Read-only reporting")?;
    stage.type_into("IP addresses", "127.0.0.1")?;
    stage.tick_every_warning()?;
    stage.type_into("One-time code", ONE_TIME_CODE)?;
    stage.click("Create token")?;
    stage.wait_for("Access token created")?;
    stage.wait_for("Save to keychain")?;
    stage.click("Save to keychain")?;
    stage.wait_for_words("Saved to the keychain")?;
    stage.click("Done")?;
    stage.wait_for("Filter access tokens")
}

/// To the first field of a pasted token at the sandbox's own address, as if real money were there.
fn at_a_production_address(stage: &mut Stage) -> Result<(), StageError> {
    let place = stage.app().sandbox().map(|own| (own.url.to_string(), own.server_xpub.clone()));
    let (url, xpub) = place.unwrap_or_default();
    stage.click_role(Role::RadioButton, "Custom")?;
    stage.type_into("Web address", &url)?;
    stage.type_into("Server xpub", &xpub)?;
    stage.click("This environment holds real money")?;
    stage.click_role(Role::RadioButton, "Access token")
}

impl Tour<'_> {
    /// In a sandbox of its own.
    pub(super) fn kept_login(&mut self) -> Result<(), TourError> {
        let keychain = Keychain::in_memory();
        let sandbox = Some(SandboxOptions::default());
        let start = Start { keychain: keychain.clone(), ..Start::afresh(sandbox) };
        self.stage = Stage::new(&self.runtime, start, WIDE.0, WIDE.1);
        self.step("two tokens go into the keychain, one of them with a short life", |stage| {
            log_in::as_person(stage, "Olivia Brandt, owner")?;
            stage.wait_until_gone("in progress")?;
            keep_new_token(stage, "Treasury report", "90 days")?;
            if let Some(control) = control(stage) {
                control.set_lifetimes(0);
            }
            keep_new_token(stage, "Quarter-end export", "20 days")?;
            if let Some(control) = control(stage) {
                control.set_lifetimes(1_000);
            }
            stage.click("Log out")?;
            stage.wait_for(CARDS)
        })?;
        self.picture("login-kept-tokens")?;
        self.step("a token that is pasted can be kept too", |stage| {
            stage.click_role(Role::RadioButton, "Access token")?;
            stage.wait_for("Keep in the keychain")?;
            stage.click("Keep in the keychain")?;
            stage.wait_for("Name in the keychain")
        })?;
        self.picture("login-keep-token")?;
        self.step("one is asked about before it is forgotten", |stage| {
            stage.click("Forget “Treasury report” in Sandbox…")?;
            stage.wait_for("Forget token")
        })?;
        self.picture("login-forget-token")?;
        let held = keychain.hold();
        self.step("the keychain waits for its password", |stage| {
            stage.click("Cancel")?;
            stage.click("Log in with “Treasury report” in Sandbox")?;
            stage.wait_for("Stop waiting")
        })?;
        self.picture("login-keychain-waits")?;
        drop(held);
        self.step("it opens, and the token logs in", |stage| {
            stage.wait_for("Log out")?;
            stage.wait_until_gone("in progress")
        })?;
        self.token_sheets(&keychain)
    }

    /// What the token of a session is, and one that something speaks against.
    fn token_sheets(&mut self, keychain: &Keychain) -> Result<(), TourError> {
        self.step("what the session is", |stage| {
            let menu = stage.labels().into_iter().find(|label| label.starts_with("Sessions: "));
            stage.click(&menu.unwrap_or_default())?;
            stage.click("About this session…")?;
            stage.wait_for("Close")
        })?;
        self.picture("session-about")?;
        self.step("a test token where real money counts", |stage| {
            let id = stage.app().session().map(|session| session.info().id.clone());
            stage.click("Close")?;
            stage.click("Log out")?;
            stage.click("Log out on this computer")?;
            stage.wait_for(CARDS)?;
            let origin = stage.app().sandbox().map(|own| own.url.origin().ascii_serialization());
            let value = keychain.read(&origin.unwrap_or_default(), "Treasury report").ok().flatten();
            let value = value.map(|value| value.expose_secret().to_owned()).unwrap_or_default();
            if let Some(control) = control(stage) {
                control.garble(&id.unwrap_or_default(), json!({ "origin": "test.bitgo.com" }));
            }
            at_a_production_address(stage)?;
            stage.type_into("Access token", &value)?;
            stage.click("Log in")?;
            stage.wait_for("Check this access token")
        })?;
        self.picture("login-token-of-test")
    }
}
