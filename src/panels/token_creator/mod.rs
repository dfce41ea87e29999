//! The token creator: the form on the left, the live check with the exact request on the right, the result once.

mod addresses;
mod check_side;
mod draw;
mod form;
mod from_template;
mod limits;
mod model;
mod origin;
mod paste;
mod pasted;
mod request;
mod result;
mod scopes;
mod sides;
mod state;
mod steps;
mod template_diff;
mod template_form;
mod template_side;
mod template_state;
mod text;

pub use draw::show;
pub use model::{FormModel, Model};
pub use origin::{Origin, Replacing};
pub use request::{Order, Request};
pub use state::State;
pub use template_form::show as show_template;
pub use template_state::{TemplateForm, TemplateModel, TemplateRequested};
