//! Lists as CSV for a spreadsheet (RFC 4180), with formulas defused.

mod cell;
mod tokens;

pub use tokens::{limits_csv, tokens_csv};
