//! What is set, and what is being typed of it.

use jiff::civil::Date;

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
}

/// What is being typed.
#[derive(Default)]
pub struct State {
    pub(super) date: Option<String>,
}
