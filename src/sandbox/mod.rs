//! A stand-in for the platform: real HTTP on loopback, real signatures, the platform's rules, made-up treasuries.
//!
//! It is the first server that most people meet, and the ground of every test. `state` remembers, `rules` decide,
//! `routes` answer, `documents` write JSON, `seed` fills the shelves; `http` lies between them and the wire.
//! It must never know the screens or what is stored on this machine, and never listens beyond 127.0.0.1.

mod answer;
mod body;
mod clock;
mod control;
mod documents;
mod http;
mod keys;
mod paging;
mod query;
mod routes;
mod rules;
mod seed;
mod server;
mod state;

pub use self::control::Control;
pub use self::rules::code::CODE as ONE_TIME_CODE;
pub use self::server::{DemoAccount, RunningSandbox, Sandbox, SandboxError, SandboxOptions};
