//! The platform in the parent, the people at it, and processes that are started to be killed.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use countersign::app::Start;
use countersign::bitgo::client::Timeouts;
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::{Wallet, WalletQuery};
use countersign::sandbox::{Control, ONE_TIME_CODE, RunningSandbox, Sandbox, SandboxOptions};
use countersign::store::ledger::LedgerPlace;
use egui::accesskit::Role;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

use crate::child::{PART, READY};
use crate::harness::Harness;
use crate::support::folder;
use crate::support::sessions::{self, all};

/// Where somebody logs in, and where their ledger lies.
#[derive(Clone, Serialize, Deserialize)]
pub struct Place {
    url: String,
    xpub: String,
    email: String,
    password: String,
    ledger: PathBuf,
    /// What is pasted in the place of the password.
    token: Option<String>,
}

/// The app with this person logged in.
pub fn open(place: &Place) -> Harness {
    let ledger = LedgerPlace::at(place.ledger.clone());
    let mut app = Harness::open_with(Start { ledger, ..Start::afresh(None) });
    app.click_role(Role::RadioButton, "Custom");
    app.type_into("Web address", &place.url);
    app.type_into("Server xpub", &place.xpub);
    if let Some(token) = &place.token {
        app.log_in_with_token(token);
        return app;
    }
    app.type_into("Email", &place.email);
    app.type_into("Password", &place.password);
    app.give_code();
    app
}

/// A person of the sandbox.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    Owner,
    Admin,
    Viewer,
}

/// The sandbox, its people's sessions beside the app, and the folder of the ledger.
pub struct World {
    sandbox: RunningSandbox,
    people: Vec<Session>,
    wallets: Vec<std::sync::Arc<Wallet>>,
    folder: PathBuf,
    runtime: Runtime,
}

impl World {
    /// `name` tells this test's folder from others.
    pub fn open(name: &str) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let options = SandboxOptions { wallets: 30, ..SandboxOptions::default() };
        let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
        let client = sessions::client(&sandbox, AuthVersion::V3, Timeouts::default());
        let log_in = |account: &countersign::sandbox::DemoAccount| {
            let session = sessions::log_in(&client, &account.email, &account.password, Some(ONE_TIME_CODE));
            runtime.block_on(session).unwrap()
        };
        let people: Vec<Session> = sandbox.accounts.iter().map(log_in).collect();
        let wallets = runtime.block_on(all(people[0].wallets(WalletQuery::default())));
        // A change is carried out at once, and its answer comes when nobody waits any more.
        sandbox.control().set_slowness(Duration::from_mins(5));
        Self { sandbox, people, wallets, folder: folder::fresh(name), runtime }
    }

    pub fn place(&self, who: Who) -> Place {
        let account = &self.sandbox.accounts[who as usize];
        Place {
            url: self.sandbox.url.to_string(),
            xpub: self.sandbox.server_xpub.clone(),
            email: account.email.clone(),
            password: account.password.clone(),
            ledger: self.ledger(),
            token: None,
        }
    }

    pub fn ledger(&self) -> PathBuf {
        self.folder.join("tokens.sqlite3")
    }

    pub fn control(&self) -> &Control {
        self.sandbox.control()
    }

    /// A session of this person beside the app.
    pub fn session(&self, who: Who) -> &Session {
        &self.people[who as usize]
    }

    pub fn wallet(&self, label: &str) -> &Wallet {
        self.wallets.iter().find(|wallet| wallet.label == label).unwrap()
    }

    pub fn wait<T>(&self, what: impl Future<Output = T>) -> T {
        self.runtime.block_on(what)
    }

    /// Logs this person in, in a process of its own.
    pub fn start(&self, who: Who) -> Process {
        self.start_at(&self.place(who))
    }

    /// The same with an access token of theirs.
    pub fn start_with(&self, token: &str, who: Who) -> Process {
        self.start_at(&Place { token: Some(token.to_owned()), ..self.place(who) })
    }

    fn start_at(&self, place: &Place) -> Process {
        self.control().forget_rates();
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--ignored", "--exact", "child::play", "--nocapture", "--test-threads=1"])
            .env(PART, serde_json::to_string(place).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let is_ready = lines.by_ref().any(|line| line.unwrap().ends_with(READY));
        let process = Process(child);
        assert!(is_ready, "the process ended before anybody was logged in");
        process
    }

    /// Waits until so many requests of this route have been carried out, or have arrived where `arrived`.
    pub fn wait_until_sent(&self, route: &str, before: u64, is_carried_out: bool) {
        let deadline = Instant::now() + Duration::from_mins(1);
        let control = self.control();
        let count = || if is_carried_out { control.answered(route) } else { control.requests(route) };
        while count() <= before {
            assert!(Instant::now() < deadline, "{route} was not sent");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A process with the app in it. Killed when dropped.
pub struct Process(Child);

impl Process {
    pub fn tell(&mut self, order: &Value) {
        writeln!(self.0.stdin.as_mut().unwrap(), "{order}").unwrap();
    }

    /// As a crash or a power cut ends it: it has no say in it.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
