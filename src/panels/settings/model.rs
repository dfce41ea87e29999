//! What the settings are drawn from.

use jiff::civil::Date;

use super::request::KeptFile;
use super::state::Values;
use crate::domain::proxy::Proxy;
use crate::kit::state::{Failure, Loadable};

/// What the panel draws.
pub struct Model<'a> {
    /// What is set.
    pub values: &'a Values,
    /// The day today.
    pub today: Date,
    /// Something about the settings file, in sentences.
    pub trouble: Option<&'a str>,
    /// What else locks the program here.
    pub locks_besides: LocksBesides,
    /// How the test of the connection went.
    pub test: Loadable<'a, Tested>,
    /// The session's server is on this very computer.
    pub is_loopback: bool,
    /// Whom a test of the connection asks.
    pub tested_host: &'a str,
    /// What this program keeps on this machine.
    pub files: &'a [FilePlace],
    /// Why a folder was not opened.
    pub folder_failure: Option<&'a Failure>,
    /// This program's version.
    pub version: &'a str,
}

/// What locks the program here besides time, as far as this computer tells of it.
#[derive(Clone, Copy)]
pub struct LocksBesides {
    /// It tells before it sleeps; else the clock shows it afterwards.
    pub sleep: bool,
    /// It tells when its screen is locked.
    pub screen: bool,
}

/// A file, and where it lies.
pub struct FilePlace {
    /// Which.
    pub file: KeptFile,
    /// Its path; none where it is kept in memory alone.
    pub path: Option<String>,
}

/// A connection that was tested.
pub struct Tested {
    /// The host that answered.
    pub host: String,
    /// By which way.
    pub proxy: Proxy,
    /// How long that took, in milliseconds.
    pub took_ms: u128,
}
