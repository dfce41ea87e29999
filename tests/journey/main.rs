//! The main journey and its mishaps, through the screen's accessible labels against the sandbox over real HTTP: what
//! a person does, and what they must and must not see.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod approval_bulk;
mod approval_decoded;
mod approval_gaps;
mod approval_kinds;
mod approval_mpc;
mod approval_own_wallet;
mod approval_queue;
mod approvals;
mod checks;
mod confirming;
mod create_share;
mod creator;
mod current;
mod environments;
mod fuzz;
mod hostile_names;
mod idle;
mod invitations;
mod keeping;
mod keyboard;
mod layout;
mod leaving;
mod log_out;
mod login;
mod own_sandbox;
mod pasted;
mod people;
mod plain_tokens;
mod replacing;
mod rules;
mod safety;
mod secrets;
mod session;
mod session_end;
mod settings;
mod share_panel;
mod share_passphrase;
mod shares;
mod signature_versions;
mod support;
mod support_cases;
mod templates;
mod three_people;
mod token_list;
mod token_past;
mod tokens;
mod unconfirmed_approvals;
mod unconfirmed_shares;
mod unconfirmed_tokens;
mod unconfirmed_wallets;
mod wallet_page;
mod wallets;
mod weight;

use support::{folder, harness, log};
