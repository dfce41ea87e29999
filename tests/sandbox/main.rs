//! The sandbox, asked over real HTTP: it answers as the platform does, refuses what the platform refuses, and
//! nothing that is sent to it makes it fall over.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod alone;
mod approvals;
mod both;
mod client;
mod documents;
mod faults;
mod input;
mod login;
mod making_tokens;
mod matters;
#[cfg(unix)]
mod process;
mod running;
mod sharing;
mod signing;
mod support;
mod tokens;
mod vendor;
mod wallets;

use support::wire;
