//! Times as the platform writes them.

use jiff::Timestamp;

/// A time as the platform writes it: UTC, to the millisecond.
pub(crate) fn iso(time: Timestamp) -> String {
    format!("{time:.3}")
}
