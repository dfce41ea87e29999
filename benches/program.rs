//! What the whole program costs with a hundred thousand wallets: the app itself off-screen, logged in by its own form to a
//! sandbox in another process. `COUNTERSIGN_WALLETS` says another number. Linux only.
#![allow(clippy::print_stdout)]

mod support;

use std::time::{Duration, Instant};

use countersign::app::Start;
use countersign::tour::stage::{Stage, StageError};
use egui::accesskit::Role;
use serde_json::Value;
use support::Sandbox;

/// The longest that reading may take, the platform's limit of requests included.
const PATIENCE: Duration = Duration::from_mins(5);

fn log_in(stage: &mut Stage, said: &Value) -> Result<(), StageError> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    stage.click_role(Role::RadioButton, "Custom")?;
    stage.type_into("Web address", &text(&said["url"]))?;
    stage.type_into("Server xpub", &text(&said["serverXpub"]))?;
    let owner = &said["accounts"][0];
    stage.type_into("Email", &text(&owner["email"]))?;
    stage.type_into("Password", &text(&owner["password"]))?;
    stage.click("Log in")?;
    stage.wait_for("One-time code")?;
    stage.type_into("One-time code", countersign::sandbox::ONE_TIME_CODE)?;
    stage.click("Log in")?;
    stage.wait_for("Log out")
}

fn run(said: &Value, count: u64) -> Result<(), StageError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let Ok(runtime) = runtime else { return Ok(()) };
    let mut stage = Stage::new(runtime.handle(), Start::afresh(None), 1280.0, 800.0);
    stage.set_patience(PATIENCE);
    let before = support::resident_kib();
    log_in(&mut stage, said)?;
    let (started, cpu) = (Instant::now(), support::cpu_ms());
    stage.wait_for_words(&format!("{} wallets", countersign::domain::count::grouped(count)))?;
    stage.wait_until_gone("Reading wallets")?;
    let read = started.elapsed();
    stage.wait_until_gone("in progress")?;
    stage.click("Safety review")?;
    stage.wait_until_gone("in progress")?;
    let mib = |kib: Option<u64>| kib.unwrap_or_default() / 1024;
    println!("the whole program            | {count} wallets");
    println!("read after                   | {:.1} s", read.as_secs_f64());
    println!(
        "processor                    | {} ms",
        support::cpu_ms().zip(cpu).map_or(0, |(now, then)| now - then)
    );
    println!("resident before the login    | {} MiB", mib(before));
    println!("resident at the end          | {} MiB", mib(support::resident_kib()));
    println!("most resident at any time    | {} MiB", mib(support::most_resident_kib()));
    Ok(())
}

fn main() {
    let count = support::count(100_000);
    let Some(sandbox) = Sandbox::start(count) else { return };
    if support::resident_kib().is_none() {
        println!("not measured: this needs Linux");
    } else if let Err(error) = run(&sandbox.said, count) {
        println!("not measured: {error}");
    }
}
