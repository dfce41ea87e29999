//! The access tokens that the platform lists: unexpired ones, with their reach and the time they have left.

mod banners;
mod calendar;
mod calendar_choice;
mod cells;
mod column;
mod details;
mod draw;
mod model;
mod notes;
mod order;
mod past;
mod past_details;
mod past_state;
mod request;
mod rows;
mod state;
mod text;

pub use draw::show;
pub use model::Model;
pub use request::Request;
pub use state::State;
