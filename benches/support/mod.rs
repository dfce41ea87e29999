//! What the benches share: the table that they print, and, for those of long lists, a sandbox in a process of its own and
//! what this process has cost so far (Linux only; elsewhere nothing is told).
#![allow(dead_code, clippy::print_stdout, reason = "each bench uses a part, and prints what it measured")]

pub mod table;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// A sandbox with so many wallets; it ends with this.
pub struct Sandbox {
    process: Child,
    /// What it said of itself: `url`, `serverXpub`, `accounts`.
    pub said: Value,
}

impl Sandbox {
    pub fn start(wallets: u64) -> Option<Self> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_countersign"))
            .args(["sandbox", "--port", "0", "--wallets", &wallets.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let mut line = String::new();
        let told = process.stdout.take().and_then(|out| BufReader::new(out).read_line(&mut line).ok());
        let said = told.and_then(|_| serde_json::from_str(&line).ok()).unwrap_or_default();
        Some(Self { process, said })
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// How many wallets the benches of long lists read; `COUNTERSIGN_WALLETS` says another number.
pub fn count(usual: u64) -> u64 {
    std::env::var("COUNTERSIGN_WALLETS").ok().and_then(|it| it.parse().ok()).unwrap_or(usual)
}

/// Processor time of this process so far, in milliseconds.
#[cfg(target_os = "linux")]
pub fn cpu_ms() -> Option<u64> {
    let taken = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    u64::try_from(taken.tv_sec * 1_000 + taken.tv_nsec / 1_000_000).ok()
}

#[cfg(not(target_os = "linux"))]
pub fn cpu_ms() -> Option<u64> {
    None
}

/// The memory of this process that is in RAM now.
pub fn resident_kib() -> Option<u64> {
    status("VmRSS:")
}

/// The most that was in RAM at any time.
pub fn most_resident_kib() -> Option<u64> {
    status("VmHWM:")
}

fn status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB")?.trim().parse().ok())
}
