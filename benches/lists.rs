//! What reading a long list of wallets costs: processor time and memory of this process alone. The sandbox is another
//! process. `COUNTERSIGN_WALLETS` says how many; 20,000 without. Linux only: elsewhere it prints that it cannot measure.
#![allow(clippy::print_stdout)]

mod support;

use std::alloc::System;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use countersign::bitgo::client::{Client, Timeouts};
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::bitgo::login::{self, Credentials};
use countersign::bitgo::plain_token::PlainToken;
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::{Wallet, WalletQuery};
use futures::TryStreamExt;
use serde_json::Value;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use support::{Sandbox, cpu_ms, resident_kib};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

async fn log_in(said: &Value) -> Option<Session> {
    let xpub = said["serverXpub"].as_str()?.to_owned();
    let environment = Environment::custom(EnvironmentKind::Custom, said["url"].as_str()?, Some(xpub)).ok()?;
    let client = Client::new(environment, AuthVersion::V3, Timeouts::default()).ok()?;
    let account = &said["accounts"][0];
    let (email, password) = (account["email"].as_str()?, account["password"].as_str()?);
    let code = Some("0000000".into());
    let credentials = Credentials {
        email: email.to_owned(),
        password: password.into(),
        code,
        plain_token: PlainToken::default(),
    };
    login::login(&client, credentials).await.ok()
}

/// Every wallet as the program keeps it.
async fn read(session: &Session) -> Option<Vec<Arc<Wallet>>> {
    let (mut wallets, mut pages) = (Vec::new(), session.wallets(WalletQuery::default()));
    while let Some(page) = pages.try_next().await.ok()? {
        wallets.extend(page.items);
    }
    Some(wallets)
}

/// One line of the table.
struct Measured {
    who: &'static str,
    wallets: u64,
    wall_ms: u64,
    cpu_ms: u64,
    resident_kib: u64,
}

impl Measured {
    fn print(&self, received: u64) {
        let Self { who, wallets, wall_ms, cpu_ms, resident_kib } = self;
        let share = resident_kib * 1024 * 100 / received.max(1);
        println!(
            "{who:<28} | {wallets:>7} | {wall_ms:>7} ms | {cpu_ms:>6} ms | {resident_kib:>8} KiB | {share:>4} %"
        );
    }
}

async fn this_client(said: &Value) -> Option<(Measured, u64, u64)> {
    let session = log_in(said).await?;
    drop(session.wallet_count(&WalletQuery::default()).await);
    let (cpu, resident, started) = (cpu_ms()?, resident_kib()?, Instant::now());
    let allocated = Region::new(ALLOCATOR);
    let wallets = read(&session).await?;
    let measured = Measured {
        who: "this client",
        wallets: wallets.len() as u64,
        wall_ms: u64::try_from(started.elapsed().as_millis()).ok()?,
        cpu_ms: cpu_ms()? - cpu,
        resident_kib: resident_kib()? - resident,
    };
    let allocations = allocated.change().allocations;
    let received = wallets.iter().map(|wallet| wallet.raw.as_str().len() as u64).sum();
    Some((measured, received, allocations as u64))
}

/// The vendor's SDK, where `npm install` was run in `benches/vendor`.
fn vendor(said: &Value) -> Option<Measured> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/vendor");
    let mut node = Command::new("node")
        .args(["--expose-gc", "read.mjs"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    node.stdin.take()?.write_all(said.to_string().as_bytes()).ok()?;
    let told: Value = serde_json::from_slice(&node.wait_with_output().ok()?.stdout).ok()?;
    let number = |name: &str| told[name].as_u64();
    Some(Measured {
        who: "the vendor's SDK in Node.js",
        wallets: number("wallets")?,
        wall_ms: number("wallMs")?,
        cpu_ms: number("cpuMs")?,
        resident_kib: number("residentKib")?,
    })
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let Ok(runtime) = runtime else { return };
    let Some(sandbox) = Sandbox::start(support::count(20_000)) else { return };
    let Some((measured, received, allocations)) = runtime.block_on(this_client(&sandbox.said)) else {
        println!("not measured: this needs Linux and a free port on loopback");
        return;
    };
    println!(
        "reading wallets              |   count |       clock | processor | more resident |  of what came"
    );
    measured.print(received);
    let tenths = allocations * 10 / measured.wallets.max(1);
    println!("allocations of this client   | {}.{} a wallet", tenths / 10, tenths % 10);
    match vendor(&sandbox.said) {
        Some(measured) => measured.print(received),
        None => println!("the vendor's SDK: not measured; run `npm install` in benches/vendor first"),
    }
}
