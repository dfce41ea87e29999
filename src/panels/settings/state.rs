//! What is set, and what is being typed of it.

use jiff::civil::Date;

use crate::domain::proxy::Proxy;
use crate::kit::theme::Theme;

/// What is set, as the panel edits it. The app keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// Dark, light or the system's.
    pub theme: Theme,
    /// Zoom in percent, one of [`Values::ZOOM_STEPS`].
    pub zoom_percent: u16,
    /// After how many minutes without input the program locks; 0 is never.
    pub auto_lock_minutes: u16,
    /// How long a secret stays on the clipboard, in seconds.
    pub clipboard_secs: u16,
    /// Whether the system's keychain is used.
    pub use_keychain: bool,
    /// The way to the platform, from the next login on.
    pub proxy: Proxy,
    /// What `until next deployment` means.
    pub next_deployment: Option<Date>,
    /// Sign with version 2 instead of 3, from the next login on.
    pub sign_with_v2: bool,
}

impl Values {
    /// The zooms on offer, in percent.
    pub const ZOOM_STEPS: [u16; 5] = [100, 125, 150, 175, 200];
    /// The times on offer after which the program locks, in minutes; 0 is never.
    pub const LOCK_STEPS: [u16; 5] = [5, 10, 30, 60, 0];
    /// The times on offer that a secret stays on the clipboard, in seconds.
    pub const CLIPBOARD_STEPS: [u16; 5] = [10, 30, 60, 120, 300];
}

/// What is being typed.
#[derive(Default)]
pub struct State {
    pub(super) date: Option<String>,
    /// The proxy's address as it is typed, while a proxy of the person's own is chosen.
    pub(super) proxy_address: Option<String>,
    /// The person is asked whether everything is to be reset.
    pub(super) is_resetting: bool,
}

impl State {
    /// Nothing stays typed that is not set: it may hold what somebody took for a proxy's password.
    pub fn forget_proxy_address(&mut self) {
        self.proxy_address = None;
    }
}
