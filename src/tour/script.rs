//! What the tour does, step by step: the main job as a person would do it.

mod approval_decoded;
mod approval_mpc;
mod approval_queue;
mod approvals;
mod confirming;
mod currency;
mod express_login;
mod hostile_names;
mod kept_login;
mod leaving;
mod lists;
mod log_in;
mod login_trouble;
mod long_lists;
mod panels;
mod people;
mod policies;
mod replacing;
mod safety;
mod shares;
mod sharing;
mod wallet_page;
mod whitelist;
mod would_be_stopped;

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use egui::accesskit::Role;
use egui::{Key, Theme};
use secrecy::{ExposeSecret, SecretString};
use tokio::runtime::Handle;
use url::Url;

use super::stage::{Stage, StageError};
use crate::app::Start;
use crate::sandbox::{ONE_TIME_CODE, SandboxOptions};

const WIDE: (f32, f32) = (1280.0, 800.0);
/// How each picture is drawn: what is added to its name, the theme, and the window's size in points.
const LOOKS: [(&str, Theme, (f32, f32)); 3] =
    [("", Theme::Dark, WIDE), ("-light", Theme::Light, WIDE), ("-narrow", Theme::Dark, (1024.0, 640.0))];
/// Two ranges that hold each other, one that is too wide, and an address of the other family.
const PASTED: &str = "# offices\n203.0.113.0/24\n203.0.113.40, 198.51.100.0/25\n10.0.0.0/8\n2001:db8::1";
const TOKEN_LABEL: &str = "Countersign tour";

/// What the tour is to do.
pub struct TourOptions {
    /// Where the pictures go.
    pub folder: PathBuf,
    /// Another server to drive the app against, instead of a sandbox of its own.
    pub server: Option<TourServer>,
}

impl Default for TourOptions {
    fn default() -> Self {
        Self { folder: PathBuf::from("target/tour"), server: None }
    }
}

/// A server that the tour is to be driven against, and whom to log in as. Its one-time code is the test platform's.
pub struct TourServer {
    /// The server's address.
    pub url: Url,
    /// Its public key for token issuance.
    pub server_xpub: String,
    /// The login.
    pub email: String,
    /// The login password.
    pub password: SecretString,
}

/// Why the tour did not reach its end.
#[derive(Debug, thiserror::Error)]
pub enum TourError {
    /// The app did not do what it should have.
    #[error("step {step} ({what}): {source}")]
    Step {
        /// The step's number.
        step: usize,
        /// What the step was to do.
        what: &'static str,
        /// What went wrong.
        source: StageError,
    },
    /// Nobody takes the lines.
    #[error("the tour's lines could not be written: {0}")]
    Output(#[from] io::Error),
}

/// Runs the tour and writes a line for each step. An error ends it at once.
pub fn run(runtime: &Handle, options: &TourOptions, out: &mut dyn Write) -> Result<(), TourError> {
    let started = Instant::now();
    let sandbox = options.server.is_none().then(SandboxOptions::default);
    let stage = Stage::new(runtime, Start::afresh(sandbox), WIDE.0, WIDE.1);
    let mut tour = Tour { runtime: runtime.clone(), stage, options, out, steps: 0, pictures: 0 };
    tour.login()?;
    tour.wallets()?;
    if options.server.is_none() {
        tour.people_of_a_wallet()?;
        tour.wallet_page()?;
        tour.whitelist()?;
        tour.sharing()?;
    }
    tour.token_creator()?;
    tour.token_list()?;
    tour.replacement()?;
    if options.server.is_none() {
        tour.templates()?;
    }
    tour.around_the_list()?;
    tour.other_panels()?;
    tour.approvals()?;
    if options.server.is_none() {
        tour.policies()?;
        tour.safety_review()?;
        tour.would_be_stopped()?;
    }
    tour.settings()?;
    tour.every_panel()?;
    tour.log_out()?;
    if options.server.is_none() {
        tour.shares()?;
        tour.approval_queue()?;
        tour.many_approvals()?;
        tour.many_tokens()?;
        tour.long_lists()?;
        tour.hostile_names()?;
        tour.currency()?;
        tour.leaving()?;
        tour.login_trouble()?;
        tour.kept_login()?;
        tour.express_login()?;
    }
    let Tour { out, steps, pictures, .. } = tour;
    if options.server.is_some() {
        writeln!(
            out,
            "The token \"{TOKEN_LABEL} (2)\" stays on that server until it expires or is revoked."
        )?;
    }
    writeln!(
        out,
        "The tour is done: {steps} steps, {pictures} pictures in {}, {:.1} s.",
        options.folder.display(),
        started.elapsed().as_secs_f32()
    )?;
    Ok(())
}

struct Tour<'a> {
    runtime: Handle,
    stage: Stage,
    options: &'a TourOptions,
    out: &'a mut dyn Write,
    steps: usize,
    pictures: usize,
}

impl Tour<'_> {
    /// One step: does it, and says that it is done.
    fn step(
        &mut self,
        what: &'static str,
        act: impl FnOnce(&mut Stage) -> Result<(), StageError>,
    ) -> Result<(), TourError> {
        self.steps += 1;
        let step = self.steps;
        act(&mut self.stage).map_err(|source| TourError::Step { step, what, source })?;
        writeln!(self.out, "{step:2}. {what}")?;
        Ok(())
    }

    /// Three pictures of what is on the screen: dark, light, and in the smallest window.
    fn picture(&mut self, name: &str) -> Result<(), TourError> {
        let step = self.steps;
        let failed = |source| TourError::Step { step, what: "draw a picture", source };
        for (suffix, theme, size) in LOOKS {
            let path = self.options.folder.join(format!("{name}{suffix}.png"));
            self.stage.set_appearance(theme, size);
            self.stage.picture(&path).map_err(failed)?;
            self.pictures += 1;
            writeln!(self.out, "    {}", path.display())?;
        }
        self.stage.set_appearance(LOOKS[0].1, LOOKS[0].2);
        Ok(())
    }

    /// One picture of the screen as it is.
    fn one_picture(&mut self, name: &str) -> Result<(), TourError> {
        let step = self.steps;
        let path = self.options.folder.join(format!("{name}.png"));
        let failed = |source| TourError::Step { step, what: "draw a picture", source };
        self.stage.picture(&path).map_err(failed)?;
        self.pictures += 1;
        writeln!(self.out, "    {}", path.display())?;
        Ok(())
    }

    fn login(&mut self) -> Result<(), TourError> {
        match &self.options.server {
            None => {
                self.step("the sandbox starts in the app", |stage| stage.wait_for_words("Olivia Brandt"))?;
                self.picture("login")?;
                self.step("a demo account fills the form", |stage| stage.click("Olivia Brandt, owner"))?;
            }
            Some(server) => {
                let (url, xpub) = (server.url.to_string(), server.server_xpub.clone());
                let (email, password) = (server.email.clone(), server.password.clone());
                self.step("choose a custom environment", |stage| {
                    stage.click_role(Role::RadioButton, "Custom")?;
                    stage.type_into("Web address", &url)?;
                    stage.type_into("Server xpub", &xpub)
                })?;
                self.step("type who logs in", |stage| {
                    stage.type_into("Email", &email)?;
                    stage.type_into("Password", password.expose_secret())
                })?;
                self.picture("login")?;
            }
        }
        self.step("the platform asks for the one-time code", |stage| {
            stage.click("Log in")?;
            stage.wait_for("One-time code")
        })?;
        self.picture("login-code")?;
        self.step("log in", |stage| {
            stage.type_into("One-time code", ONE_TIME_CODE)?;
            stage.click("Log in")?;
            stage.wait_for("Wallets")
        })
    }

    fn wallets(&mut self) -> Result<(), TourError> {
        self.step("every page of wallets is read", |stage| {
            stage.wait_for_words(" wallets")?;
            stage.wait_until_gone("Reading wallets")
        })?;
        self.picture("wallets")?;
        self.step("narrow the table to one coin", |stage| {
            let coins = stage.labels_of(Role::RadioButton);
            let coin =
                coins.iter().find(|coin| *coin == "hteth").or(coins.get(1)).cloned().unwrap_or_default();
            stage.click_role(Role::RadioButton, &coin)
        })?;
        self.picture("wallets-coin")?;
        self.step("filter, find nothing, show all again", |stage| {
            stage.type_into("Filter wallets", "no wallet is called this")?;
            stage.wait_for("No wallet matches")?;
            stage.click("Show all wallets")?;
            stage.wait_until_gone("No wallet matches")
        })
    }

    fn token_creator(&mut self) -> Result<(), TourError> {
        self.step("open the token creator", |stage| {
            stage.click_role(Role::Button, "Access tokens")?;
            stage.click("New access token")?;
            stage.wait_for("Lifetime")
        })?;
        self.step("a lifetime without a unit is asked about, never guessed", |stage| {
            stage.type_into("Label", TOKEN_LABEL)?;
            stage.type_into("Lifetime", "10")?;
            stage.wait_for("10 days")
        })?;
        self.picture("token-creator-unit")?;
        self.step("ninety days, shown in seconds and dates", |stage| {
            stage.type_into("Lifetime", "90 days")?;
            stage.wait_for_words("7,776,000 seconds")
        })?;
        self.step("scopes for reporting, from one address", |stage| {
            stage.click("Read-only reporting")?;
            stage.type_into("IP addresses", "127.0.0.1")
        })?;
        self.step("a pasted list is reported line by line", |stage| {
            stage.click("Paste a list of IP addresses…")?;
            stage.type_into("List of IP addresses", PASTED)?;
            stage.wait_for_words("2 errors")
        })?;
        self.picture("token-creator-paste")?;
        self.step("what could be read is added, the rest discarded", |stage| {
            stage.click("Add 2 IP addresses")?;
            stage.wait_for_words("2 IP addresses added")?;
            stage.press(Key::Escape);
            stage.wait_until_gone("List of IP addresses")
        })?;
        self.step("tick every warning", Stage::tick_every_warning)?;
        self.step("give the one-time code", |stage| stage.type_into("One-time code", ONE_TIME_CODE))?;
        self.picture("token-creator-ready")?;
        self.step("create the token", |stage| {
            stage.click("Create token")?;
            stage.wait_for("Access token created")?;
            stage.wait_for("Name in the keychain")
        })?;
        self.picture("token-created")?;
        self.step("what discarding it would mean", |stage| {
            stage.click("Discard token…")?;
            stage.wait_for("Revoke token")
        })?;
        self.picture("token-let-go")?;
        self.step("cancel", |stage| {
            stage.click("Cancel")?;
            stage.wait_until_gone("Revoke token")
        })?;
        self.step("keep it in the keychain", |stage| {
            stage.click("Save to keychain")?;
            stage.wait_for_words("Saved to the keychain")
        })?;
        self.picture("token-kept")?;
        self.step("copy it", |stage| {
            stage.click("Copy token")?;
            stage.wait_for_words("Copied")
        })
    }

    fn token_list(&mut self) -> Result<(), TourError> {
        self.step("find it in the list", |stage| {
            stage.click("Done")?;
            stage.wait_for("Filter access tokens")?;
            stage.wait_until_gone("Reading access tokens")?;
            stage.wait_for_words(TOKEN_LABEL)
        })?;
        self.picture("tokens")?;
        self.step("put a reminder aside", |stage| {
            stage.click("Dismiss “Demo wallet watcher”")?;
            stage.wait_for("Undo")
        })?;
        self.picture("tokens-put-aside")?;
        self.step("and take it back", |stage| {
            stage.click("Undo")?;
            stage.wait_until_gone("Undo")
        })?;
        self.step("look at its details", |stage| {
            stage.click(TOKEN_LABEL)?;
            stage.wait_for("Revoke…")
        })?;
        self.picture("token-details")?;
        self.step("what revoking it would send", |stage| {
            stage.click("Revoke…")?;
            stage.wait_for_words("stops working at once")
        })?;
        self.picture("token-revoke")?;
        self.step("cancel", |stage| {
            stage.click("Cancel")?;
            stage.wait_until_gone("stops working at once")
        })
    }

    fn templates(&mut self) -> Result<(), TourError> {
        self.step("the templates of tokens", |stage| {
            stage.click("Templates")?;
            stage.wait_for("Payout service")?;
            stage.click("Payout service")?;
            stage.wait_for("Use template…")
        })?;
        self.picture("templates")?;
        self.step("edit one, and see before and after", |stage| {
            stage.click("Edit…")?;
            stage.type_into("Name", "Payouts, Europe")?;
            stage.type_into("IP addresses", "203.0.113.0/28\n198.51.100.23")?;
            stage.wait_for("Before and after")
        })?;
        self.picture("template-form")?;
        self.step("a token filled in from it, its addresses left to the template", |stage| {
            stage.click("Back to templates")?;
            stage.click("Use template…")?;
            stage.type_into("IP addresses", "")?;
            stage.type_into("Lifetime", "90 days")?;
            stage.type_into("Label", "Payouts, Europe")?;
            stage.wait_for("With the template")
        })?;
        self.picture("token-creator-template")?;
        self.step("back to the tokens", |stage| {
            stage.click("Back to access tokens")?;
            stage.wait_for("Filter access tokens")
        })
    }

    fn other_panels(&mut self) -> Result<(), TourError> {
        self.step("a spending token: what is missing, and its warnings", |stage| {
            stage.click("New access token")?;
            stage.type_into("Label", TOKEN_LABEL)?;
            stage.type_into("Lifetime", "2 years")?;
            stage.click("Payout service")?;
            stage.wait_for_words("Choose the wallets")
        })?;
        self.picture("token-creator-findings")?;
        self.step("everything fixed, with warnings to confirm", |stage| {
            for scope in ["wallet_view", "wallet_spend"] {
                stage.type_into(&format!("Wallet for {scope}"), "hot")?;
                let add = stage.labels_of(Role::Button).into_iter().find(|label| label.starts_with("Add "));
                stage.click(&add.unwrap_or_default())?;
            }
            stage.click("Add this IP address")?;
            stage.click("Add spending limit")?;
            stage.type_into("Coin of limit 1", "tether")?;
            stage.click_role(Role::Button, "usdt")?;
            stage.type_into("Amount of limit 1", "0")?;
            stage.wait_for_words("Confirm 3 warnings")
        })?;
        self.picture("token-creator-warnings")?;
        self.step("each warning ticked", Stage::tick_every_warning)?;
        self.picture("token-creator-ticked")
    }

    fn settings(&mut self) -> Result<(), TourError> {
        self.step("open the settings", |stage| stage.click_role(Role::Button, "Settings"))?;
        self.picture("settings")?;
        self.step("a proxy of one's own, with a password in its address", |stage| {
            stage.click_role(Role::RadioButton, "Own proxy")?;
            stage.type_into("Proxy address", "http://olivia:letmein@proxy.example:8080")
        })?;
        self.picture("settings-proxy")?;
        self.step("the end of the page", |stage| {
            stage.click_role(Role::RadioButton, "System proxy")?;
            stage.click("Copy version")
        })?;
        self.picture("settings-files")?;
        self.step("ask for a reset", |stage| stage.click("Reset settings…"))?;
        self.picture("settings-reset")?;
        self.step("leave it", |stage| stage.click("Cancel"))
    }

    fn log_out(&mut self) -> Result<(), TourError> {
        self.step("log out, whatever is lost", |stage| {
            stage.click("Log out")?;
            stage.settle();
            if stage.sees("This would be lost:") {
                stage.click("Discard")?;
            }
            stage.wait_for("Email")
        })
    }
}
