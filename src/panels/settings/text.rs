//! What a person reads in the settings.

use jiff::civil::Date;

use super::model::{LocksBesides, Tested};
use crate::domain::proxy::Proxy;

pub(super) const NEXT_DEPLOYMENT: &str = "BitGo advises that no token outlives your next production deployment. The token creator \
                                          warns beyond this date, and accepts “until next deployment” as a lifetime.";
pub(super) const LOCKING: &str = "Ends your sessions, clears the clipboard and wipes secrets, but for a new token or passphrase that \
                                  was not saved yet. What you typed stays until you log in again. Ctrl+L locks at once.";
pub(super) const CLIPBOARD: &str = "A token that you copy leaves the clipboard after this time, and when the program locks or ends. \
                                    A program that records the clipboard may keep it longer.";
pub(super) const KEYCHAIN_ON: &str =
    "Access tokens and wallet passphrases can be saved there, each by a button of its own.";
pub(super) const KEYCHAIN_OFF: &str = "Nothing is saved to the keychain or read from it. What is there already stays: delete it in the keychain's own program.";
pub(super) const PROXY: &str =
    "Applies at next login. The settings file keeps the address, never a password.";
pub(super) const PROXY_ADDRESS: &str = "Host and port. Requests stay encrypted up to BitGo.";
pub(super) const FILES: &str =
    "Neither file holds a secret. Tokens, passphrases and lists are saved only where you choose.";
pub(super) const IN_MEMORY: &str = "Kept in memory alone: gone when the program ends.";
pub(super) const RESET: &str = "Sets everything on this page to its default.";
pub(super) const RESET_ASKS: &str = "Every setting gets its default, and the remembered email address and web addresses are forgotten. Dismissed reminders, \
     the token ledger, the keychain and open sessions stay.";
pub(super) const NO_DATE: &str = "Not set";
pub(super) const SIGNING: &str =
    "Version 3 also rejects replayed and downgraded requests. Applies at next login.";
pub(super) const DATE_FORM: &str = "Enter the date as year, month, day: 2027-03-01.";

/// What locks the program besides time.
pub(super) fn locks_besides(besides: LocksBesides) -> &'static str {
    match (besides.sleep, besides.screen) {
        (true, true) => "Also locks when the screen is locked, and before this computer sleeps.",
        (true, false) => {
            "Also locks before this computer sleeps. This computer does not report when its screen is locked."
        }
        (false, true) => {
            "Also locks when the screen is locked, and after sleep, which only the clock shows on this computer."
        }
        (false, false) => {
            "Also locks after sleep, which only the clock shows on this computer. It does not report when its screen is \
             locked."
        }
    }
}

/// After how many minutes the program locks.
pub(super) fn lock_after(minutes: u16) -> String {
    match minutes {
        0 => "Never".to_owned(),
        1 => "1 minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

/// What is wrong with the address that is typed, and the way that stays set meanwhile.
pub(super) fn proxy_still_set(problem: &str, set: &Proxy) -> String {
    let set = match set {
        Proxy::System => "the system's proxy".to_owned(),
        Proxy::None => "no proxy".to_owned(),
        Proxy::Given(address) => address.host_and_port(),
    };
    format!("{problem} Until then {set} stays set.")
}

/// Why a proxy makes no difference to this session, and whom the test asks.
pub(super) fn loopback(tested_host: &str) -> String {
    format!("This session's server is on this computer, where no proxy is used. The test asks {tested_host}.")
}

/// How a test went that came through.
pub(super) fn tested(tested: &Tested) -> String {
    let Tested { host, proxy, took_ms } = tested;
    let way = match proxy {
        Proxy::System => "by the system's proxy settings".to_owned(),
        Proxy::None => "without a proxy".to_owned(),
        Proxy::Given(address) => format!("through {}", address.host_and_port()),
    };
    format!("{host} answered {way} in {took_ms} ms.")
}

pub(super) fn past_day(date: Date, today: Date) -> String {
    format!("{date} is in the past: enter {today} or a later date.")
}

/// What is wrong with what is typed, and the day that stays set meanwhile.
pub(super) fn still_set(problem: &str, date: Date) -> String {
    format!("{problem} Until then {date} stays set.")
}
