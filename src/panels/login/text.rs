//! What a person reads at the login.

use super::model::{KeptCard, NoKeychain};
use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::domain::foreign_text::visible;

pub(super) const ABOUT: &str =
    "A treasury console for multi-signature wallets. Not made by or affiliated with BitGo.";
pub(super) const SANDBOX_READY: &str = "Built in, with demo accounts";
pub(super) const SANDBOX_FAILED: &str = "Could not be started";
pub(super) const SANDBOX_STARTING: &str = "Starting…";
const MOVES_REAL_MONEY: &str = "Take it that what you do here moves real money.";
pub(super) const READING_BEHIND: &str = "Checking which environment is behind this server…";
pub(super) const READ_BEHIND_AGAIN: &str = "Check the server again";
pub(super) const SERVER_XPUB: &str = "Needed where the server sends new tokens encrypted.";
pub(super) const COUNTS_AS_PRODUCTION: &str = "This environment holds real money";
pub(super) const AS_PRODUCTION: &str = "Treats it as production: every token needs allowed IP addresses, and irreversible actions ask you to type the label.";
pub(super) const EMAIL: &str = "The address you log in with.";
pub(super) const PASSWORD: &str = "Sent as a keyed hash, never in plain text.";
pub(super) const PASSWORD_FOR_EXPRESS: &str = "Sent to your Express server as you type it.";
pub(super) const TOKEN: &str = "Paste an existing token. It is sent to this environment only.";
pub(super) const DEMO: &str =
    "Choose a demo account to fill in the form. The one-time code is always 0000000.";
pub(super) const CODE: &str = "From your authenticator app.";
pub(super) const DEMO_CODE: &str = "Here it is always 0000000.";
pub(super) const ACCEPT_PLAIN_TOKEN: &str = "Accept an unencrypted token";
pub(super) const PLAIN_TOKEN_MEANS: &str = "Whoever can read the traffic on the way can then use your session. Tick this only if BitGo support has \
                                            confirmed that your account no longer has a key. It applies to this account here until BitGo sends an \
                                            encrypted token again.";
pub(super) const SIGNATURE_VERSION: &str = "Signature version";
pub(super) const VERSION_3: &str = "Version 3 (recommended)";
pub(super) const VERSION_2: &str = "Version 2";
pub(super) const VERSION_2_MEANS: &str =
    "It cannot rule out replayed requests and old answers. Use it only if version 3 fails.";
pub(super) const TRY_VERSION_2: &str = "Try version 2";
pub(super) const VERSION_2_MAY_WORK: &str = "This server may not support signature version 3. Version 2 signs every request too, but cannot rule out \
                                             replayed requests and old answers.";
pub(super) const LOGGING_IN: &str = "Logging in…";
pub(super) const EMAIL_FORM: &str = "An email address looks like name@company.example.";

pub(super) const KEPT_TITLE: &str = "Tokens in the keychain";
pub(super) const LOG_IN: &str = "Log in";
pub(super) const FORGET: &str = "Forget…";
pub(super) const FORGET_TOKEN: &str = "Forget token";
pub(super) const STOP_WAITING: &str = "Stop waiting";
pub(super) const KEEP: &str = "Keep in the keychain";
pub(super) const KEEP_MEANS: &str = "Without this it stays in memory until you log out.";
pub(super) const KEEP_NAME: &str = "Name in the keychain";
pub(super) const KEEP_NAME_HELP: &str = "Leave blank to use the token's label.";
pub(super) const KEYCHAIN_OFF: &str =
    "The keychain is off in the settings. The token stays in memory until you log out.";
pub(super) const KEYCHAIN_LOOKING: &str = "Looking for the system keychain…";
pub(super) const KEYCHAIN_LOOK: &str = "Look for the keychain again";
pub(super) const KEYCHAIN_LOCKED: &str = "The keychain is locked. Your system will ask for its password.";
pub(super) const TRIED_TITLE: &str = "Check this access token";

pub(super) fn title(kind: EnvironmentKind) -> String {
    match kind {
        EnvironmentKind::Sandbox => "Log in to the sandbox".to_owned(),
        other => format!("Log in to {}", other.word()),
    }
}

/// Before the password is typed that an Express server is given.
pub(super) fn express_gets_password(host: &str) -> String {
    format!(
        "Your Express server at {host} is given the password itself, not a hash of it. Log in this way only where you \
         trust whoever runs that server. An access token does without."
    )
}

/// Whatever counts as production, before anything secret is typed.
pub(super) fn real_money(environment: &Environment) -> String {
    match environment.kind() {
        EnvironmentKind::Express => format!("{} {MOVES_REAL_MONEY}", environment.in_words()),
        _ => format!("{}: what you do here moves real money.", environment.title()),
    }
}

pub(super) fn behind_not_read(environment: &Environment, why: &str) -> String {
    format!("{} {why} {MOVES_REAL_MONEY}", environment.in_words())
}

pub(super) fn logging_in_as(email: &str) -> String {
    format!("Logging in as {email}.")
}

/// What an environment is, on its card.
pub(super) fn card(kind: EnvironmentKind, sandbox: &'static str) -> &'static str {
    match kind {
        EnvironmentKind::Sandbox => sandbox,
        EnvironmentKind::Test => "app.bitgo-test.com, testnet coins",
        EnvironmentKind::Production => "app.bitgo.com, real money",
        EnvironmentKind::Express => "Your own signing server",
        EnvironmentKind::Custom => "Any web address and server key",
    }
}

/// What an environment is, under the heading.
pub(super) fn about(kind: EnvironmentKind, host: Option<String>) -> String {
    match (kind, host) {
        (EnvironmentKind::Sandbox, Some(host)) => {
            format!("A simulated BitGo on this computer ({host}). Nothing leaves it.")
        }
        (EnvironmentKind::Sandbox, None) => "The sandbox is starting.".to_owned(),
        (EnvironmentKind::Test, Some(host)) => format!("{host}. The one-time code is always 0000000 there."),
        (EnvironmentKind::Express, _) => {
            "Your Express server signs for you and sees what you log in with. Plain http works on this computer only."
                .to_owned()
        }
        (_, host) => host.unwrap_or_default(),
    }
}

/// The way back to a session that is open.
pub(super) fn back(words: &str) -> String {
    format!("Back to {words}")
}

/// What a screen reader calls the button of a card.
pub(super) fn log_in_with(card: &KeptCard) -> String {
    format!("Log in with “{}” in {}", card.label, card.environment.title)
}

/// The same for the button that forgets it.
pub(super) fn forget_name(card: &KeptCard) -> String {
    format!("Forget “{}” in {}…", card.label, card.environment.title)
}

pub(super) fn forget_title(label: &str) -> String {
    format!("Forget “{label}”?")
}

pub(super) fn forget_means(is_over: bool) -> &'static str {
    if is_over {
        "Its copy in the keychain is deleted."
    } else {
        "Its copy in the keychain is deleted. The token keeps working: revoke it if nobody should use it."
    }
}

pub(super) fn waiting(is_forgetting: bool) -> &'static str {
    if is_forgetting {
        "Deleting it from the keychain, which may be asking for its password."
    } else {
        "Waiting for the keychain. It may be asking for its password."
    }
}

pub(super) fn no_keychain(why: NoKeychain) -> &'static str {
    match why {
        NoKeychain::NoService => {
            "No keychain service is running: the token stays in memory until you log out."
        }
        NoKeychain::NotCreated => {
            "The keychain service has no keychain yet: the token stays in memory until you log out. Create one in your \
             system's password app to keep it."
        }
        NoKeychain::NotOnThisSystem => {
            "No supported keychain was found on this computer: the token stays in memory until you log out."
        }
    }
}

pub(super) fn log_in_as(person: &str) -> String {
    format!("Log in as {}", visible(person))
}

pub(super) fn choose(environment: &str) -> String {
    format!("Choose {environment}")
}

/// Below a token that one of the platform's environments did not take.
pub(super) fn may_belong_to(environment: &str) -> String {
    format!("A token works in one environment only. Does this one belong to {environment}?")
}
