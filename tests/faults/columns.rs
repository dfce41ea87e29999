//! The columns of the table: every fault, striking each request that it can, and some in a second way.

use std::time::Duration;

use countersign::bitgo::client::{RetryRule, Timeouts};
use countersign::bitgo::signing::AuthVersion;
use countersign::sandbox::{FaultKind, FaultSpec};

/// One way in which things go wrong.
pub struct Column {
    pub name: &'static str,
    /// None for the run that the others are compared with.
    pub fault: Option<FaultKind>,
    pub version: AuthVersion,
    /// How late a slow answer comes.
    pub slowness: Duration,
    /// How long the client waits for one answer.
    pub patience: Duration,
}

/// Long enough for any answer that comes at all.
const PATIENT: Duration = Duration::from_secs(10);
/// Too short for those that do not.
const HASTY: Duration = Duration::from_millis(150);
const A_LITTLE: Duration = Duration::from_millis(60);
const TOO_LATE: Duration = Duration::from_millis(600);

pub const UNDISTURBED: Column = always("", None);

const fn always(name: &'static str, fault: Option<FaultKind>) -> Column {
    Column { name, fault, version: AuthVersion::V3, slowness: A_LITTLE, patience: PATIENT }
}

const fn of(fault: FaultKind) -> Column {
    always(fault.name(), Some(fault))
}

const fn in_v2(name: &'static str, fault: FaultKind) -> Column {
    Column { version: AuthVersion::V2, ..always(name, Some(fault)) }
}

pub const COLUMNS: &[Column] = &[
    of(FaultKind::Slow),
    // Done, and given up on before the answer comes.
    Column { slowness: TOO_LATE, patience: HASTY, ..always("too slow", Some(FaultKind::Slow)) },
    Column { patience: HASTY, ..of(FaultKind::Hang) },
    of(FaultKind::Reset),
    of(FaultKind::Truncated),
    of(FaultKind::Html),
    of(FaultKind::TooMany),
    of(FaultKind::ServerError),
    of(FaultKind::WrongHmac),
    of(FaultKind::MissingHmac),
    of(FaultKind::StaleTime),
    in_v2("stale-time v2", FaultKind::StaleTime),
    of(FaultKind::WrongClock),
    in_v2("wrong-clock v2", FaultKind::WrongClock),
    of(FaultKind::DuplicatedPage),
    of(FaultKind::ShrinkingPage),
    of(FaultKind::LostToken),
];

impl Column {
    pub fn specs(&self) -> Vec<FaultSpec> {
        self.fault.map(FaultSpec::always).into_iter().collect()
    }

    /// A short retry rule: a server that asks to wait for a second is not waited for.
    pub fn timeouts(&self) -> Timeouts {
        let retry = RetryRule {
            tries: 3,
            first_pause: Duration::from_millis(10),
            within: Duration::from_millis(800),
        };
        Timeouts {
            connect: PATIENT,
            request: self.patience,
            retry,
            // Every operation is asked in every column, one after the other.
            requests_a_minute: 10_000,
            longest_hold: Duration::ZERO,
            ..Timeouts::default()
        }
    }

    /// Whether the client waits too briefly for the answers that this fault lets through.
    pub fn is_hasty(&self) -> bool {
        self.patience == HASTY
    }
}
