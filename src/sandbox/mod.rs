//! A stand-in for the platform: real HTTP on loopback, real signatures, the platform's rules, made-up treasuries.
//!
//! It is the first server that most people meet, and the ground of every test. `state` remembers, `rules` decide,
//! `routes` answer, `documents` write JSON, `seed` fills the shelves; `http` lies between them and the wire.
//! `faults` bend what goes out, `steering` and `control` are for tests, `state_file` outlives a restart.
//! It must never know the screens or what the app stores on this machine, and never listens beyond loopback.

mod admin_api;
mod answer;
mod body;
mod clock;
mod control;
mod crypto_cache;
mod faults;
mod http;
mod json;
mod keys;
mod paging;
mod query;
mod routes;
mod rules;
mod seed;
mod server;
mod state;
mod state_file;

pub use self::control::Control;
pub use self::faults::{FaultKind, FaultNameError, FaultSpec};
pub use self::keys::WALLET_PASSPHRASE;
pub use self::rules::otp::CODE as ONE_TIME_CODE;
pub use self::server::{DemoAccount, RunningSandbox, Sandbox, SandboxError, SandboxOptions};
pub use self::state_file::StateFileError;
