//! How a deed is confirmed: the more harm it can do and the longer that lasts, the more the person has to do before its
//! button opens. This is the one place that says so; panels draw what it returns.

mod answers;
mod confirm_by;
mod end_day;
mod weight;

pub use answers::Answers;
pub use confirm_by::ConfirmBy;
pub use weight::{Deed, FreezeEnd, RuleDeed};
