//! The sandbox served alone, as other programs start it: what it prints where, how it stops, what it refuses, and what
//! outlives it.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use countersign::bitgo::client::{Client, Timeouts};
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::WalletQuery;
use countersign::domain::token::template::TemplateBody;
use futures::TryStreamExt;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::support::sessions;
use crate::wire::CODE;

/// `countersign sandbox`, and its first line. Killed when dropped.
struct Alone {
    process: Child,
    out: BufReader<ChildStdout>,
    said: Value,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command.arg("sandbox").args(arguments).env_remove("RUST_LOG");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Alone {
    fn start(arguments: &[&str]) -> Self {
        Self::of(command(&["--port", "0"]).args(arguments))
    }

    fn of(command: &mut Command) -> Self {
        let mut process = command.spawn().unwrap();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        Self { process, out, said: serde_json::from_str(&line).unwrap() }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.said["url"].as_str().unwrap())
    }

    /// Ctrl+C: how it ended, and what else it had printed on each stream.
    fn interrupt(mut self) -> (ExitStatus, String, String) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let status = self.process.wait().unwrap();
        let (mut out, mut log) = (String::new(), String::new());
        self.out.read_to_string(&mut out).unwrap();
        self.process.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (status, out, log)
    }

    async fn log_in(&self) -> Session {
        let xpub = self.said["serverXpub"].as_str().unwrap().to_owned();
        let environment = Environment::custom(EnvironmentKind::Custom, &self.url(""), Some(xpub)).unwrap();
        let client = Client::new(environment, AuthVersion::V3, Timeouts::default()).unwrap();
        let text = |name: &str| self.said["accounts"][0][name].as_str().unwrap();
        sessions::log_in(&client, text("email"), text("password"), Some(CODE)).await.unwrap()
    }

    async fn now(&self) -> Timestamp {
        let answer = http().get(self.url("/sandbox/clock")).send().await.unwrap();
        answer.json::<Value>().await.unwrap()["now"].as_str().unwrap().parse().unwrap()
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn http() -> reqwest::Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::builder().no_proxy().build().unwrap()
}

#[tokio::test]
async fn the_first_line_says_how_to_get_in_and_logs_go_elsewhere() {
    let options = ["--wallets", "200", "--now", "2027-01-01T00:00:00Z", "--fault", "slow:0.1"];
    let alone = Alone::of(command(&["--port", "0"]).args(options).env("RUST_LOG", "countersign=debug"));
    let names: Vec<&String> = alone.said.as_object().unwrap().keys().collect();
    assert_eq!(names, ["url", "serverXpub", "accounts", "demo"]);
    assert!(alone.url("").starts_with("http://127.0.0.1:") && !alone.url("").ends_with('/'));
    assert!(alone.said["serverXpub"].as_str().unwrap().starts_with("xpub"));
    let accounts = alone.said["accounts"].as_array().unwrap();
    let roles: Vec<&str> = accounts.iter().map(|it| it["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["owner", "admin", "viewer"]);
    assert!(accounts.iter().all(|it| it["email"].is_string() && it["password"].is_string()));
    for name in ["coin", "walletId", "walletPassphrase", "enterprise"] {
        assert!(alone.said["demo"][name].is_string(), "{name}");
    }
    let new_year: Timestamp = "2027-01-01T00:00:00Z".parse().unwrap();
    assert!((0..60).contains(&alone.now().await.duration_since(new_year).as_secs()));
    let url = alone.url("/api/v2/ping");
    assert_eq!(http().get(&url).send().await.unwrap().status().as_u16(), 200);
    let (status, out, log) = alone.interrupt();
    assert!(status.success(), "{status}");
    assert_eq!(out, "", "one line and no more");
    assert!(log.contains("GET /api/v2/ping"), "{log}");
    assert!(http().get(&url).send().await.is_err(), "the port is free again");
}

#[tokio::test]
async fn it_stops_while_requests_hang_and_does_not_wait_for_them() {
    let alone = Alone::start(&["--wallets", "3", "--fault", "hang"]);
    let waiting = tokio::spawn(http().get(alone.url("/api/v2/ping")).send());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (status, out, log) = tokio::task::spawn_blocking(|| alone.interrupt()).await.unwrap();
    assert!(status.success(), "{status}");
    assert_eq!((out.as_str(), log.as_str()), ("", ""));
    let ended = tokio::time::timeout(Duration::from_mins(1), waiting).await.unwrap().unwrap();
    assert!(ended.is_err() || ended.unwrap().status() == 503);
}

#[tokio::test]
async fn it_serves_as_many_wallets_as_it_is_told() {
    let alone = Alone::start(&["--wallets", "200"]);
    assert_eq!(alone.log_in().await.wallet_count(&WalletQuery::default()).await.unwrap(), 200);
}

#[test]
fn what_it_cannot_do_it_refuses_in_a_sentence() {
    let nowhere = std::env::temp_dir().join("countersign-no-such-folder/state.json");
    for (arguments, why) in [
        (&["--host", "0.0.0.0"][..], "loopback"),
        (&["--host", "::"], "loopback"),
        (&["--host", "192.0.2.1"], "loopback"),
        (&["--fault", "fast"], "wrong-hmac"),
        (&["--fault", "slow:2"], "above 0 and at most 1"),
        (&["--now", "soon"], "--now"),
        (&["--state", nowhere.to_str().unwrap()], "state file"),
    ] {
        let ended = command(&["--port", "0"]).args(arguments).output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(!ended.status.success() && ended.stdout.is_empty(), "{arguments:?}");
        assert!(said.contains(why) && !said.contains("panicked"), "{arguments:?}: {said}");
    }
}

/// A file name of its own, gone when the test is.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn the_state_file_outlives_it_and_nothing_else_does() {
    let file = std::env::temp_dir().join(format!("countersign-alone-{}.json", std::process::id()));
    let file = Scratch(file);
    let state = ["--wallets", "5", "--state", file.0.to_str().unwrap()];
    let draft = TemplateBody { name: Some("Kept".into()), ..TemplateBody::default() };
    let names = async |alone: &Alone| {
        let pages: Vec<_> = alone.log_in().await.token_templates().try_collect().await.unwrap();
        pages.into_iter().flat_map(|page| page.items).map(|it| it.name).collect::<Vec<_>>()
    };
    for (arguments, is_kept) in [(&state[..], true), (&state[..2], false)] {
        let alone = Alone::start(arguments);
        alone.log_in().await.create_token_template(&draft).await.unwrap();
        let later = json!({ "advanceSecs": 60 }).to_string();
        let request = http().put(alone.url("/sandbox/clock")).header("content-type", "application/json");
        assert!(request.body(later).send().await.unwrap().status().is_success());
        let stopped_at = alone.now().await;
        assert!(alone.interrupt().0.success());
        let again = Alone::start(arguments);
        assert_eq!(names(&again).await.contains(&"Kept".to_owned()), is_kept, "{arguments:?}");
        let is_later = again.now().await >= stopped_at;
        assert_eq!(is_later, is_kept, "time does not run backwards");
    }
}

/// Nobody's account: a process of it shows who owns its memory, also where the tests are run by the administrator.
#[cfg(target_os = "linux")]
const NOBODY: u32 = 65_534;

#[cfg(target_os = "linux")]
#[test]
fn its_memory_is_closed_to_other_programs_and_no_core_is_dumped() {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let folder = tempdir();
    // Where the account of another may start it, and read it: an unreadable program is closed by the system itself.
    let program = folder.0.join("countersign");
    // By another program: what this one writes stands open in whatever the other tests start meanwhile.
    let copying = Command::new("cp").arg(env!("CARGO_BIN_EXE_countersign")).arg(&program).status();
    assert!(copying.unwrap().success());
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    let as_somebody = |command: &mut Command| {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
    };
    let owner_of_memory = |id: u32| fs::metadata(format!("/proc/{id}/mem")).unwrap().uid();

    let mut other = Command::new("sleep");
    as_somebody(other.arg("60"));
    let mut other = other.spawn().unwrap();
    let mut command = Command::new(&program);
    as_somebody(command.args(["sandbox", "--port", "0"]));
    let alone = Alone::of(&mut command);
    let id = alone.process.id();

    assert_ne!(owner_of_memory(other.id()), 0, "any other process of this account is open to it");
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(owner_of_memory(id), 0, "only the administrator opens it");
    if !is_root {
        assert!(fs::File::open(format!("/proc/{id}/mem")).is_err());
    }
    let limits = fs::read_to_string(format!("/proc/{id}/limits")).unwrap();
    let cores = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(cores.split_whitespace().skip(4).collect::<Vec<_>>(), ["0", "0", "bytes"]);
}

/// A folder that everybody may enter, gone when the test is.
#[cfg(target_os = "linux")]
fn tempdir() -> ScratchFolder {
    let folder = std::env::temp_dir().join(format!("countersign-closed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    ScratchFolder(folder)
}

#[cfg(target_os = "linux")]
struct ScratchFolder(PathBuf);

#[cfg(target_os = "linux")]
impl Drop for ScratchFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
