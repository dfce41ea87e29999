//! The program as a process of its own that is killed in the middle of something, and what it tells when it is started
//! again. The process is this very test program, told to play that part; the sandbox lives in the parent.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod child;
mod drivers;
mod killed;
mod killed_tokens;
#[allow(dead_code, unused_imports, reason = "this program drives a small part of the screen")]
#[path = "../journey/support/mod.rs"]
mod support;
mod world;

use support::harness;
