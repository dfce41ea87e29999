//! What the dialog asks of the app.

/// What the dialog asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// The dialog was closed.
    Close,
    /// Ask whether a withdrawal from this wallet, with the token, would be stopped.
    CheckWithdrawal(String),
}
