//! The sandbox, asked over real HTTP: it answers as the platform does, refuses what the platform refuses, and
//! nothing that is sent to it makes it fall over.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod addresses;
mod approvals;
mod browser;
mod budget;
mod bulk_shares;
mod cli;
mod client;
mod client_roundtrip;
mod clock_set_back;
mod enterprise_rules;
mod faults;
mod guarded_wallets;
mod input;
mod login;
mod login_answers;
mod making_tokens;
mod market;
mod mpc_withdrawals;
#[cfg(unix)]
mod process;
mod rule_conditions;
mod rule_requests;
mod running;
mod settings;
mod sharing;
mod signing;
mod spec_answers;
mod spec_documents;
mod spec_fields;
mod support;
mod tokens;
mod unsigned_transactions;
mod vendor;
mod wallets;

mod withdrawals;
mod would_be_stopped;

use support::wire;
