//! Logging in: which environment, who, and the one-time code when BitGo asks for it.

mod draw;
mod kept;
mod model;
mod plain_token;
mod request;
mod signature;
mod state;
mod step;
mod text;
mod tried;

pub use draw::show;
pub use model::{
    Attempt, DemoPerson, Keeping, KeptCard, KeptId, KeptModel, KeptWait, Model, NoKeychain, OpenSession,
    SandboxOffer, SignatureChoice, TriedToken,
};
pub use request::Request;
pub use state::{Chosen, Ended, Remembered, State};
pub use step::{AuthMethod, Step};
