//! Why a sandbox does not start.

use std::net::IpAddr;
use std::path::PathBuf;

use super::state_file::StateFileError;

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The address is not loopback.
    #[error("the sandbox listens on loopback addresses only, and {0} is none: leave the host out")]
    NotLoopback(IpAddr),
    /// The state file cannot be used.
    #[error("the state file {} cannot be used: {source}", path.display())]
    StateFile {
        /// The file that was named.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: StateFileError,
    },
    /// The port cannot be had.
    #[error("the sandbox cannot listen on loopback, port {port}: choose another port")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The seed's keys could not be derived.
    #[error("the sandbox could not derive its keys: please report this")]
    Keys,
    /// The runtime stopped while the seed was being made.
    #[error("the program is stopping, so the sandbox did not start: start it again")]
    Stopping,
}
