//! Every sentence of this panel that a person reads.

use crate::domain::foreign_text::visible;

pub(super) const TITLE: &str = "Token templates";
pub(super) const NONE: &str = "No token templates";
pub(super) const NONE_WHY: &str = "A template holds the settings that your tokens share: scopes, allowed IP addresses, spending limits and wallet access. \
     Create one, then use it to fill in new tokens. Only you can see your templates.";
pub(super) const ABOUT: &str =
    "A new token takes from its template whatever you leave empty. Only you can see your templates.";
/// A template may leave anything to the tokens that are made with it.
pub(super) const SET_PER_TOKEN: &str = "set per token";
pub(super) const SET_PER_TOKEN_SENTENCE: &str = "Set per token.";
pub(super) const NOT_REPORTED: &str = "not reported";
pub(super) const NO_ENTERPRISE: &str = "No specific enterprise";

pub(super) const PERMISSIONS: &str = "Permissions";
pub(super) const UNKNOWN_SCOPE: &str = "This version does not know this scope.";
pub(super) const LIMITS: &str = "Spending limits (token lifetime)";
pub(super) const ADDRESSES: &str = "Allowed IP addresses";
pub(super) const ACCESS: &str = "Wallet access";

pub(super) const DELETE_TITLE: &str = "Delete token template";

pub(super) fn delete_words(name: &str) -> String {
    format!("The template “{}” is deleted permanently. {TOKENS_STAY}", visible(name))
}

const TOKENS_STAY: &str = "Tokens created with it do not change.";

pub(super) fn deleted(sentence: &str) -> String {
    format!("{sentence} {TOKENS_STAY}")
}

pub(super) fn deleted_elsewhere(name: &str) -> String {
    format!("The template “{name}” no longer exists.")
}
