//! The tour: the app itself, drawn off-screen and driven through its labels, from the login to a token in the list.
//!
//! It is also what starts where there is no display, and where the README's pictures come from.

mod clicks;
pub mod raster;
pub mod stage;

mod script;

pub use script::{TourError, TourOptions, TourServer, run};
