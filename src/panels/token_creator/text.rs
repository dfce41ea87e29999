//! Every sentence of this panel that a person reads, in the order in which they are met.

pub(super) const BACK: &str = "Back to access tokens";
pub(super) const NEW_TOKEN: &str = "New access token";

pub(super) fn replace_title(label: &str) -> String {
    format!("Replace “{label}”")
}

// Where the draft comes from.
pub(super) fn from_template(name: &str) -> String {
    format!(
        "Filled in from the template “{name}”. What you enter here overrides the template; what you leave empty is \
         taken from it."
    )
}

pub(super) const DROP_TEMPLATE: &str = "Keep the values, remove the template";
pub(super) const WITH_TEMPLATE: &str = "With the template";
pub(super) const SENT_UNCHANGED: &str = "Every value of the template is sent unchanged.";

pub(super) fn from_old_token(label: &str) -> String {
    format!(
        "Filled in from “{label}”, including its spending limits. Change what needs to change. The old token keeps \
         working until you revoke it."
    )
}

// Label and lifetime.
pub(super) const LABEL_HELP: &str = "Shown in the token list and in the audit log.";
pub(super) const LIFETIME_HELP: &str = "For example 90 days, 6 months, 1y 2mo or until 2027-03-01.";
pub(super) const LIFETIME_HELP_DEPLOYMENT: &str =
    "For example 90 days, 6 months, 1y 2mo, until 2027-03-01 or until next deployment.";

// Scopes.
pub(super) const SCOPES: &str = "Scopes";
pub(super) const SCOPES_ABOUT: &str =
    "A token can never do more than you can. Choose only the scopes that its job needs.";
pub(super) const PRESETS: &str = "Presets";

pub(super) fn unknown_scope(name: &str) -> String {
    format!("A new token cannot have the scope “{name}”.")
}

pub(super) fn remove_scope(name: &str) -> String {
    format!("Remove {name}")
}

pub(super) fn wallet_for(of: &str) -> String {
    format!("Wallet for {of}")
}

pub(super) fn add_wallet(name: &str) -> String {
    format!("Add {name}")
}

pub(super) fn remove_wallet(name: &str, of: &str) -> String {
    format!("Remove {name} from {of}")
}

pub(super) const WALLET_SEARCH_HELP: &str = "Search by label, coin or ID.";
pub(super) const NO_WALLET: &str = "No loaded wallet matches.";

// Which wallets and enterprises.
pub(super) const ACCESS: &str = "Wallet access";
pub(super) const ACCESS_OF_TOKEN: &str = "This token can access";
pub(super) const ACCESS_OF_TEMPLATE: &str = "Tokens created with it can access";
pub(super) const ALL_BY_TOKEN: &str = "Not restricted by the template: set it for each token.";
pub(super) const ALL_BY_TEMPLATE: &str = "Nothing is sent: the template's restriction applies.";
pub(super) const ALL_BY_SCOPES: &str = "No further restriction: the scopes already name the wallets.";
pub(super) const ALL: &str = "All enterprises and wallets in which you have a role.";
pub(super) const OTHER_ENTERPRISE: &str = "This enterprise is not in your list of enterprises.";

// Allowed IP addresses.
pub(super) const ADDRESSES: &str = "Allowed IP addresses";
pub(super) const ADDRESSES_BLANK_TEMPLATE: &str = "Empty: set for each token.";
pub(super) const ADDRESSES_BLANK_OF_TEMPLATE: &str = "Empty: the template's addresses apply.";
pub(super) const ADDRESSES_REQUIRED: &str = "Required.";
pub(super) const ADDRESSES_BLANK: &str = "Empty: any IP address.";
pub(super) const PASTE_ADDRESSES: &str = "Paste a list of IP addresses…";
pub(super) const SEEN_FROM: &str = "Your current IP address:";
pub(super) const ADD_SEEN_FROM: &str = "Add this IP address";

pub(super) fn addresses_help(if_blank: &str) -> String {
    format!("IPv4 addresses or ranges from /24 to /32, one per line. {if_blank}")
}

// Spending limits.
pub(super) const LIMITS: &str = "Spending limits";
pub(super) const LIMITS_ABOUT: &str = "Each limit is for one coin and for the token's whole lifetime. Without a limit, the token must be unlocked \
     with a one-time code before it can spend. Unlocking removes all limits.";
pub(super) const ADD_LIMIT: &str = "Add spending limit";
pub(super) const PASTE_LIMITS: &str = "Paste a list of limits…";
pub(super) const CHOOSE_COIN: &str = "Choose a coin";
pub(super) const UNKNOWN_COIN: &str = "not in this version's coin list";
pub(super) const MORE_COINS: &str = "More coins match. Type more of the ticker, name, network or contract.";
pub(super) const NO_OWN_LIMIT: &str = "No limit of my own (platform maximum applies)";
pub(super) const AMOUNT: &str = "Amount";
pub(super) const CHANGE_COIN: &str = "Change coin";
pub(super) const AMOUNT_REQUIRED: &str = "Required. Enter 0 to block spending.";
pub(super) const ERC20_AMOUNT_REQUIRED: &str = "In base units. Required. Enter 0 to block spending.";
pub(super) const ALL_ERC20: &str = "all ERC-20 tokens";
pub(super) const ERC20_AMOUNT: &str = "Amount for all ERC-20 tokens";
pub(super) const ERC20: &str = "One limit for all ERC-20 tokens";
pub(super) const ERC20_ABOUT: &str =
    "One limit for all ERC-20 tokens on Ethereum together. It does not cover other networks.";
pub(super) const ERC20_OTHERS: &str = "Tokens on other networks, such as trx:usdt, need their own limits.";

pub(super) fn remove_limit(number: usize) -> String {
    format!("Remove limit {number}")
}

pub(super) fn choose_coin(number: usize) -> String {
    format!("Change coin of limit {number}")
}

pub(super) fn coin_of(number: usize) -> String {
    format!("Coin of limit {number}")
}

pub(super) fn use_coin(typed: &str) -> String {
    format!("Use “{typed}” as entered")
}

pub(super) fn no_own_limit(of: &str) -> String {
    format!("{NO_OWN_LIMIT}: {of}")
}

pub(super) fn limit_name(number: usize) -> String {
    format!("limit {number}")
}

pub(super) fn amount_of(number: usize) -> String {
    format!("Amount of limit {number}")
}

pub(super) fn use_amount(plain: &str, number: usize) -> String {
    format!("Use {plain} for limit {number}")
}

// A list that is pasted.
pub(super) const PASTE_ADDRESSES_TITLE: &str = "Paste a list of IP addresses";
pub(super) const PASTE_ADDRESSES_FIELD: &str = "List of IP addresses";
pub(super) const PASTE_ADDRESSES_ABOUT: &str =
    "IP addresses and ranges from /24 to /32, one or several per line. Text after a # is ignored.";
pub(super) const PASTE_LIMITS_TITLE: &str = "Paste a list of spending limits";
pub(super) const PASTE_LIMITS_FIELD: &str = "List of spending limits";
pub(super) const PASTE_LIMITS_ABOUT: &str = "One coin per line, as copied from a spreadsheet: ticker and amount in coin units, or max. For base units, write \
     base in a third column.";
pub(super) const PASTE_EMPTY: &str = "The lines that can be added will be listed here.";

pub(super) const CLOSE: &str = "Close";

pub(super) fn pasted(counted: &str) -> String {
    format!("{counted} added to the form. The lines that could not be added are still above.")
}

pub(super) fn add_pasted(counted: &str) -> String {
    format!("Add {counted}")
}

pub(super) fn more_refused(count: usize) -> String {
    format!("{count} more lines cannot be added.")
}

pub(super) fn more_taken(count: usize) -> String {
    format!("{count} more lines can be added.")
}

// The review.
pub(super) const REVIEW: &str = "Review";
pub(super) const NO_ISSUES: &str = "No issues found.";
pub(super) use crate::kit::confirm::API_REQUEST;
pub(super) const REQUEST_LINE: &str = "POST /api/v2/user/accesstoken, with your one-time code as otp";
pub(super) const OLD_AND_NEW: &str = "Old and new";
pub(super) const BEFORE_AND_AFTER: &str = "Before and after";
pub(super) const UNCHANGED: &str = "Unchanged";

/// A smaller scope that may do, or that this one adds nothing; and the same with what it stands for.
pub(super) fn swap(instead_of: &str, smaller: Option<&str>) -> [String; 2] {
    match smaller {
        None => [format!("Remove {instead_of}"), format!("Remove {instead_of}")],
        Some(smaller) => {
            let words = format!("Use {smaller} instead");
            [words.clone(), format!("{words} of {instead_of}")]
        }
    }
}

// Sending.
pub(super) const HELD_BY_SENDING: &str = "You cannot log out yet: the token is shown only once, and it is not known yet whether it was created. Wait for \
     the answer, or stop waiting and look it up.";
pub(super) const HELD_BY_UNKNOWN: &str =
    "It is not known whether the token was created. Look it up, or log out again to leave without knowing.";
pub(super) const SENDING: &str = "Creating the token. The request is sent only once.";
pub(super) const SENDING_TEMPLATE: &str = "Saving the template. The request is sent only once.";
pub(super) const CODE_HELP: &str = "From your authenticator app.";
pub(super) const CODE_HELP_TEST: &str = "0000000 in the sandbox and the test environment.";
pub(super) const SHOW_FOUND: &str = "Show the token to revoke it";
pub(super) const MISSING_LOOK_UP: &str = "Look it up first";
pub(super) const MISSING_LABEL: &str = "Type the label";
pub(super) const MISSING_CODE: &str = "Enter the one-time code";
pub(super) const MISSING_CHANGE: &str = "No changes yet";
pub(super) const TEMPLATE_GONE: &str = "The template no longer exists";

pub(super) fn create_token(is_production: bool) -> &'static str {
    if is_production { "Create token in production" } else { "Create token" }
}

pub(super) fn send_template(is_change: bool, is_production: bool) -> &'static str {
    match (is_change, is_production) {
        (false, false) => "Create template",
        (false, true) => "Create template in production",
        (true, false) => "Save template",
        (true, true) => "Save template in production",
    }
}

pub(super) fn errors(count: usize) -> String {
    if count == 1 { "1 error to fix".to_owned() } else { format!("{count} errors to fix") }
}

pub(super) fn warnings(count: usize) -> String {
    if count == 1 { "Confirm 1 warning".to_owned() } else { format!("Confirm {count} warnings") }
}

// The new token.
pub(super) const CREATED_TITLE: &str = "Access token created";
pub(super) const SHOWN_ONCE: &str =
    "Copy or save the token now: it will not be shown again. Do not put it into source code.";
pub(super) const HELD_BY_TOKEN: &str = "Copy or save the token before you log out, or discard it.";
pub(super) const DONE: &str = "Done";
pub(super) const DISCARD: &str = "Discard token…";
pub(super) fn copied(secs: u16) -> String {
    format!("Copied. The clipboard is cleared within {secs} seconds.")
}

pub(super) const COPY_TOKEN: &str = "Copy token";
pub(super) const SHOW_TOKEN: &str = "Show token";
pub(super) const HIDE_TOKEN: &str = "Hide token";
pub(super) const SAVE_TO_FILE: &str = "Save to file…";
pub(super) const NOT_REPORTED: &str = "not reported";
pub(super) const NO_LIMITS: &str = "none";
pub(super) const ANY_ADDRESS: &str = "any IP address";
pub(super) const MATCHES: &str = "The token matches your request, including its expiry.";
pub(super) const MATCHES_REPORTED: &str =
    "Everything else that BitGo reports matches your request, including the expiry.";

pub(super) const DISCARD_TITLE: &str = "Discard the token without saving it?";

/// What discarding comes to: the token exists, in words with its expiry.
pub(super) fn discard_words(label: &str, until: Option<&str>) -> String {
    let until = until.map(|until| format!(" or it expires on {until}")).unwrap_or_default();
    format!(
        "“{label}” cannot be shown again. It stays active until it is revoked{until}. Revoke it now if nobody needs it."
    )
}

/// Below the request: leaving the token active sends nothing.
pub(super) const REVOKE_SENDS: &str = "Sent only if you choose “Revoke token”.";
pub(super) const REVOKE_NOW: &str = "Revoke token";
pub(super) const LEAVE_ACTIVE: &str = "Leave token active";
pub(super) const CANCEL: &str = "Cancel";

pub(super) const KEYCHAIN_LOOKING: &str = "Looking for the system keychain…";
pub(super) const KEYCHAIN_OFF: &str = "The keychain is turned off in Settings, so nothing is saved to it.";
pub(super) const KEYCHAIN_LOOK: &str = "Look for the keychain again";
pub(super) const KEYCHAIN_NAME: &str = "Name in the keychain";
pub(super) const KEYCHAIN_NAME_MISSING: &str = "Enter a name, such as payout-service-eu.";
pub(super) const KEYCHAIN_SAVE: &str = "Save to keychain";
pub(super) const KEYCHAIN_PASSWORD: &str = "Your system may ask for the keychain password.";

pub(super) fn keychain_saved(name: &str, service: &str) -> String {
    format!("Saved to the keychain as “{name}” ({service}).")
}

pub(super) fn keychain_help(service: &str) -> String {
    format!("The keychain lists it under this name, as “{service}”.")
}

// The steps of a replacement.
pub(super) const REPLACEMENT: &str = "Replacement";
pub(super) const FINISH: &str = "Finish replacement";

pub(super) fn step_created(new: &str, old: &str) -> String {
    format!("1. The new token “{new}” is created. It replaces “{old}”.")
}

pub(super) const STEP_TEST: &str = "2. Test the new token before you revoke the old one.";
pub(super) const TESTED_HERE: &str = "2. The new token works: BitGo answered a request made with it.";
pub(super) const TESTED_BY_PERSON: &str =
    "2. You confirmed that the new token works. It was not tested from here.";
pub(super) const TEST_ABOUT: &str = "The test asks BitGo about the new token's session and changes nothing. If the token's allowed IP addresses do not \
     include this computer's, the test fails: deploy the token and test it there.";
pub(super) const TEST_ELSEWHERE: &str =
    "The token value is no longer available here, so test the new token where it is used.";
pub(super) const TEST: &str = "Test the new token";
pub(super) const VOUCH: &str = "I tested it where it is used";

pub(super) fn test_cannot_pass(seen_from: &str) -> String {
    format!(
        "The test cannot pass from here: your IP address {seen_from} is not among the new token's allowed IP addresses. \
         Deploy the token and test it there."
    )
}

pub(super) fn step_revoke(old: &str) -> String {
    format!("3. Revoke the old token “{old}”. Until then both tokens work.")
}

pub(super) fn old_revoked(old: &str) -> String {
    format!("3. The old token “{old}” is revoked.")
}

pub(super) const TEST_FIRST: &str = "Test the new token first.";
pub(super) const SAVE_FIRST: &str = "Copy or save the new token first: it is shown only once.";
pub(super) const REVOKE_OLD: &str = "Revoke the old token…";
pub(super) const KEEP_BOTH: &str = "Keep both tokens";
pub(super) const SHOW_NEW: &str = "Revoke the new token instead…";
pub(super) const REVOKE_OLD_TITLE: &str = "Revoke the old token";

// The form of a template.
pub(super) const BACK_TO_TEMPLATES: &str = "Back to templates";
pub(super) const NEW_TEMPLATE: &str = "New token template";
pub(super) const NAME_HELP: &str = "Only you can see your templates.";
pub(super) const NO_ENTERPRISE: &str = "No specific enterprise";
pub(super) const DELETED_ELSEWHERE: &str = "This template no longer exists: it was deleted elsewhere.";
pub(super) const CREATE_AGAIN: &str = "Create a new template from this form";
pub(super) const CHANGED_ELSEWHERE: &str =
    "This template was changed elsewhere after you opened it. Your changes are still here.";
pub(super) const COMPARE: &str = "Compare with the current version";
pub(super) const DISCARD_CHANGES: &str = "Discard my changes";

pub(super) fn edit_template(name: &str) -> String {
    format!("Edit “{name}”")
}
