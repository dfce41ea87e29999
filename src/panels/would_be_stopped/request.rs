//! What the dialog asks of the app.

/// What the dialog asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// The dialog was closed.
    Close,
    /// Read the wallet, its transfers and the enterprise's rules again.
    Read,
    /// Show the rules that guard the wallet.
    OpenRules,
    /// Show a rule of the enterprise, by ID.
    OpenEnterpriseRule(String),
    /// Show the access token whose limits count too, by ID.
    OpenToken(String),
}
