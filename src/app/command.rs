//! What the shell and the command palette ask of the workspace.

use super::open_changes::OpenChangeRequest;
use super::panel_table::Route;
use super::session_title::SessionWish;

/// Something that a person wants of the program, whichever panel is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Go to a panel.
    Go(Route),
    /// Show one wallet in the table, by ID.
    ShowWallet(String),
    /// Narrow wallets to an enterprise, or no longer.
    ChooseEnterprise(Option<String>),
    /// Cancel the work with this label.
    Cancel(&'static str),
    /// Open the command palette.
    OpenPalette,
    /// Dark to light and back.
    ToggleTheme,
    /// The person has read that an old answer was used.
    HideStaleAnswers,
    /// The person has read that it was not taken down how the login's token came.
    HideLoginNotice,
    /// Something about the sessions that are open side by side.
    Sessions(SessionWish),
    /// Something about a change that was cut off.
    OpenChange(OpenChangeRequest),
    /// See what the session is.
    AboutSession,
    /// Ask for how long the session is to be unlocked for sending.
    UnlockSending,
    /// Lock it again.
    LockSending,
    /// End the session.
    LogOut,
}
