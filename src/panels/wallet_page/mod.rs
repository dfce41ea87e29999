//! One wallet on a page of its own: what is in it and where it receives, its rules, people, transfers and approvals, and
//! its freeze.

mod draw;
mod enterprise_guards;
mod freeze;
mod freezing;
mod model;
mod overview;
mod raw;
mod request;
mod rules;
mod span_field;
mod state;
mod text;
mod transfer_filter;
mod transfers;
mod waiting;

pub use draw::show;
pub use enterprise_guards::{CoveringRule, EnterpriseGuards};
pub use model::Model;
pub use request::Request;
pub use state::{State, Tab};
