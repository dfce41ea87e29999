//! What the tests on the wire are made with: a server that answers as it is told, and the vendor's description. The words
//! in which routes are asked (`asking.rs`) are included where they are used.

pub mod server;
pub mod spec;
#[path = "../../support/token_requests.rs"]
pub mod token_requests;
