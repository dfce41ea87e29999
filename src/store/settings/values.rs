//! The values that are kept, each with its bounds.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::proxy::Proxy;
use crate::domain::reminder::ReminderId;

/// The person's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// Dark, light, or as the system has it.
    pub theme: ThemeChoice,
    /// Zoom in percent, 100 to 200.
    pub zoom_percent: Zoom,
    /// The day of the next deployment: what `until next deployment` means.
    pub next_deployment: Option<Date>,
    /// The environment chosen last.
    pub environment: Option<String>,
    /// The e-mail address typed last, for an environment other than the sandbox.
    pub email: Option<String>,
    /// Base URL of the custom environment.
    pub custom_url: Option<String>,
    /// Server xpub of the custom environment.
    pub custom_server_xpub: Option<String>,
    /// Real money stands behind the custom environment.
    pub custom_is_production: bool,
    /// Base URL of BitGo Express.
    pub express_url: Option<String>,
    /// Sign with version 2 instead of 3.
    pub sign_with_v2: bool,
    /// When the program locks by itself.
    #[serde(rename = "autoLockMinutes")]
    pub auto_lock: AutoLock,
    /// How long a secret stays on the clipboard.
    pub clipboard_secs: ClipboardTime,
    /// Whether the system's keychain is used at all.
    pub use_keychain: bool,
    /// The way to the platform.
    pub proxy: Proxy,
    /// The reminders of ending tokens that the person has dismissed.
    // The name in files of earlier versions, which later ones have to read.
    #[serde(rename = "remindersPutAside")]
    pub reminders_dismissed: BTreeSet<ReminderId>,
    /// What a later version of this program keeps here, kept for it.
    #[serde(flatten)]
    pub of_later_versions: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            zoom_percent: Zoom::default(),
            next_deployment: None,
            environment: None,
            email: None,
            custom_url: None,
            custom_server_xpub: None,
            custom_is_production: false,
            express_url: None,
            sign_with_v2: false,
            auto_lock: AutoLock::default(),
            clipboard_secs: ClipboardTime::default(),
            use_keychain: true,
            proxy: Proxy::default(),
            reminders_dismissed: BTreeSet::new(),
            of_later_versions: Map::new(),
        }
    }
}

/// Which theme is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Always dark.
    Dark,
    /// Always light.
    Light,
}

/// Zoom in percent, kept between 100 and 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16")]
pub struct Zoom(u16);

impl Zoom {
    /// In percent.
    pub fn percent(self) -> u16 {
        self.0
    }
}

impl From<u16> for Zoom {
    fn from(percent: u16) -> Self {
        Self(percent.clamp(100, 200))
    }
}

impl Default for Zoom {
    fn default() -> Self {
        Self(100)
    }
}

/// After how many minutes without input the program locks by itself: 1 to 240; 0 is never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16")]
pub struct AutoLock(u16);

impl AutoLock {
    /// In minutes; 0 is never.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// How long nobody has to do anything, where a minute lasts `minute`; none is never.
    pub fn after(self, minute: Duration) -> Option<Duration> {
        (self.0 > 0).then(|| minute * u32::from(self.0))
    }
}

impl From<u16> for AutoLock {
    fn from(minutes: u16) -> Self {
        Self(minutes.min(240))
    }
}

impl Default for AutoLock {
    fn default() -> Self {
        Self(10)
    }
}

/// How long a secret stays on the clipboard: 10 to 300 seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16")]
pub struct ClipboardTime(u16);

impl ClipboardTime {
    /// In seconds.
    pub fn secs(self) -> u16 {
        self.0
    }

    /// The same.
    pub fn duration(self) -> Duration {
        Duration::from_secs(self.0.into())
    }
}

impl From<u16> for ClipboardTime {
    fn from(secs: u16) -> Self {
        Self(secs.clamp(10, 300))
    }
}

impl Default for ClipboardTime {
    fn default() -> Self {
        Self(30)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::proxy::ProxyAddress;

    fn read(text: &str) -> Settings {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn what_has_bounds_stays_within_them_whatever_the_file_says() {
        assert_eq!(read(r#"{"zoomPercent": 900}"#).zoom_percent.percent(), 200);
        assert_eq!(read(r#"{"autoLockMinutes": 9000}"#).auto_lock.minutes(), 240);
        for (written, read_as) in [(0, 10), (9, 10), (45, 45), (301, 300), (65_535, 300)] {
            let text = format!("{{\"clipboardSecs\": {written}}}");
            assert_eq!(read(&text).clipboard_secs.duration(), Duration::from_secs(read_as));
        }
        assert_eq!(read("{}").clipboard_secs.secs(), 30);
    }

    #[test]
    fn a_proxy_is_kept_by_its_address_and_one_with_a_password_is_refused() {
        let given = Proxy::Given(ProxyAddress::parse("proxy.example:8080").unwrap());
        assert_eq!(read(r#"{"proxy": {"given": "http://proxy.example:8080"}}"#).proxy, given);
        let text = serde_json::to_string(&Settings { proxy: given.clone(), ..Settings::default() }).unwrap();
        assert_eq!(read(&text).proxy, given);
        assert_eq!(read(r#"{"proxy": "none"}"#).proxy, Proxy::None);
        let secret = r#"{"proxy": {"given": "http://olivia:hunter2@proxy.example"}}"#;
        let refused = serde_json::from_str::<Settings>(secret).unwrap_err().to_string();
        assert!(!refused.contains("hunter2"), "{refused}");
    }
}
