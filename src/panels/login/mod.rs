//! Logging in: which environment, who, and the one-time code when BitGo asks for it.

mod draw;
mod model;
mod plain_token;
mod request;
mod signature;
mod state;
mod text;

pub use draw::show;
pub use model::{Attempt, DemoPerson, Model, OpenSession, SandboxOffer, SignatureChoice};
pub use request::Request;
pub use state::{AuthMethod, Chosen, Ended, Remembered, State, Step};
