//! What the panel asks of the app.

use crate::kit::listing::ListRequest;

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Read the list again, or stop.
    Read(ListRequest),
    /// Open a wallet's page.
    Open {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        id: String,
    },
    /// Share this wallet, by ID.
    Share(String),
}
