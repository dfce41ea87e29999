//! A stand-in for the platform: real HTTP on loopback, real signatures, the platform's rules, made-up treasuries.
//!
//! It is the first server that most people meet, and the ground of every test. `state` remembers, `rules` decide,
//! `routes` answer, `json` writes the documents, `seed` fills the shelves, `unsigned` writes the
//! transactions of withdrawals; `http` lies between them and the wire.
//! `faults` bend what goes out, `admin_api`, `control` and `policy_control` are for tests, `state_file` outlives a restart.
//! It must never know the screens or what the app stores on this machine, and never listens beyond loopback.

mod admin_api;
mod answer;
mod body;
mod clock;
mod control;
mod crypto_cache;
mod demo_account;
mod error;
mod faults;
mod http;
mod injected_faults;
mod json;
mod keys;
mod paging;
mod ping_answer;
mod planted;
mod policy_control;
mod query;
mod routes;
mod rules;
mod seed;
mod server;
mod shared;
mod state;
mod state_file;
mod unsigned;

pub use self::control::Control;
pub use self::demo_account::DemoAccount;
pub use self::error::SandboxError;
pub use self::faults::{FaultKind, FaultNameError, FaultSpec};
pub use self::keys::WALLET_PASSPHRASE;
pub use self::ping_answer::PingAnswer;
pub use self::policy_control::{WithdrawalJudgement, WithdrawalOutcome};
pub use self::rules::otp::CODE as ONE_TIME_CODE;
pub use self::server::{RunningSandbox, Sandbox, SandboxOptions};
pub use self::state::approval::{MpcBuild, UnsignedTransaction};
pub use self::state_file::StateFileError;
