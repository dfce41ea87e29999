//! The enterprise's own rules (the protocol notes, section 11): what one may be built of, when it fires, what it demands,
//! and how it is changed. Free of HTTP, and of the program's own judgement of rules.

pub(crate) mod catalogue;
pub(crate) mod change;
pub(crate) mod condition;
pub(crate) mod demand;
pub(crate) mod dollars;
pub(crate) mod evaluate;
pub(crate) mod guard;
pub(crate) mod past;
pub(crate) mod reading;
pub(crate) mod request;
