//! What a person reads in the dialog.

use super::model::{EnterprisePast, Sight};
use crate::domain::enterprise_policy::{Standing, Verdict};
use crate::domain::foreign_text::visible;
use crate::domain::text::counted;

pub(super) const READING: &str = "Reading the wallet and its transfers";
pub(super) const READING_RULES: &str = "Reading the enterprise's rules";
pub(super) const LEAVE: &str = "Close";
pub(super) const READ_AGAIN: &str = "Read rules again";
pub(super) const INCOMPLETE: &str = "Enter an amount, and the answer appears here.";
pub(super) const FROZEN: &str =
    "This wallet is frozen: nothing can leave it now. The answer is about the time after the freeze.";

pub(super) fn title(wallet: &str) -> String {
    format!("Would a withdrawal from “{}” be stopped?", visible(wallet))
}

// What is asked.
pub(super) const COIN: &str = "Coin or token";
pub(super) const COIN_HELP: &str = "The wallet's coin, or a token on its network.";
pub(super) const ADDRESS: &str = "Address (optional)";
pub(super) const ADDRESS_HELP: &str = "Without an address, choose below what kind of destination it is.";
pub(super) const KIND_OF_DESTINATION: &str = "Destination";
pub(super) const INITIATOR: &str = "Initiator";
pub(super) const TOKEN: &str = "Access token";
pub(super) const NO_TOKEN: &str = "None";
pub(super) const ABOVE_ZERO: &str = "Enter an amount above 0.";

pub(super) fn amount_in(unit: &str) -> String {
    format!("Amount in {unit}")
}

pub(super) fn in_unit(unit: &str) -> String {
    format!("In {unit}, without the fee.")
}

pub(super) fn exactly(amount: &str, base_unit: &str) -> String {
    format!("Exactly {amount} {base_unit}, without the fee.")
}

pub(super) fn unknown_coin(typed: &str) -> String {
    format!("“{}” is not a coin that this program knows.", visible(typed.trim()))
}

pub(super) fn not_held(coin: &str) -> String {
    format!("This wallet cannot hold {coin}.")
}

pub(super) fn standing(standing: Standing, is_own: bool) -> &'static str {
    match (standing, is_own) {
        (Standing::Whitelisted, _) => "On a whitelist of this wallet.",
        (_, true) => "An address of another wallet of this enterprise, on no whitelist.",
        (Standing::Known, false) => "Paid before from this wallet, on no whitelist.",
        (Standing::New, false) => "A new address, on no whitelist.",
    }
}

pub(super) fn owner_of_token(name: &str) -> String {
    format!("{name}: a token acts as its owner.")
}

pub(super) fn may_not_spend(name: &str, is_on_wallet: bool) -> String {
    let why = if is_on_wallet { "has no Spend permission on this wallet" } else { "is not on this wallet" };
    format!("{name} {why}, so BitGo may refuse before any rule is asked.")
}

// The answer.
pub(super) const FIRE: &str = "Rules that apply";
pub(super) const OPEN: &str = "Rules that cannot be judged here";
pub(super) const NEAR: &str = "Rules that nearly apply";
pub(super) const NO_RULE_NEAR: &str = "No rule applies or nearly applies.";
pub(super) const NOT_READ: &str = "Rules that were not read";
pub(super) const OPEN_RULES: &str = "Open wallet policy";
pub(super) const OPEN_RULE: &str = "Open rule";
pub(super) const OPEN_TOKEN: &str = "Open token";

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Denied => "Denied",
        Verdict::NeedsApproval => "Needs approval",
        Verdict::NeedsCheck => "Needs BitGo's check",
        Verdict::GoesThrough => "No rule stops it",
        Verdict::CannotTell(..) => "Cannot be told",
    }
}

pub(super) fn would_fire(missing: &str) -> String {
    format!("It would apply {missing}.")
}

pub(super) fn because(doubt: &str) -> String {
    format!("Cannot be told: {doubt}.")
}

pub(super) fn named(label: &str, rule: &str) -> String {
    format!("{label}: {rule}")
}

pub(super) const TOKEN_GONE: &str = "The chosen access token is no longer in the list, so its limits are not counted. Choose another, or None.";

// What the answer rests on.
pub(super) const RESTS_ON: &str = "What this answer rests on";
pub(super) const WALLET_RULES_NOT_READ: &str = "BitGo does not report this wallet's own rules.";
pub(super) const NO_ENTERPRISE: &str =
    "The wallet belongs to no enterprise, so no enterprise rule guards it.";
pub(super) const TOUCHPOINTS_NOT_READ: &str = "What some enterprise rules guard could not be read, so rules of other things than withdrawals may \
                                               be counted.";
pub(super) const PAST_NOT_READ: &str =
    "The wallet's transfers could not be read, so limits over time cannot be told.";
pub(super) const READING_PRICES: &str = "Reading prices: a limit in dollars cannot be told yet";
pub(super) const READING_ENTERPRISE_PAST: &str =
    "Reading what left the enterprise's wallets: a limit over all of them cannot be told yet";

pub(super) fn wallet_rules_read(count: usize, when: &str) -> String {
    format!("{} of the wallet, read {when}.", counted(count, "rule"))
}

pub(super) fn rules_read(count: usize, when: Option<&str>) -> String {
    let when = when.map(|when| format!(", read {when}")).unwrap_or_default();
    format!("{} of the enterprise and BitGo{when}.", counted(count, "active rule"))
}

pub(super) fn all_past(until: &str) -> String {
    format!("Everything that left the wallet until {until}.")
}

pub(super) fn past_known(since: &str, until: &str) -> String {
    format!("What left the wallet from {since} until {until}; nothing older was read.")
}

pub(super) fn part_of_past(until: &str) -> String {
    format!(
        "What left the wallet until {until}, perhaps not all of it, and more may have left since. Read it again."
    )
}

pub(super) fn unsure_enterprise_past(until: &str) -> String {
    format!(
        "What left the enterprise's wallets until {until}, perhaps not all of it, and more may have left since. Read it again."
    )
}

pub(super) fn enterprise_past(payments: usize, wallets: usize, since: &str, until: &str) -> String {
    if payments == 0 {
        return format!("Nothing left the enterprise's wallets since {since}, read {until}.");
    }
    format!(
        "What left all wallets of the enterprise since {since}, read {until}: {} from {}.",
        counted(payments, "withdrawal"),
        counted(wallets, "wallet")
    )
}

pub(super) fn part_of_enterprise_past(past: &EnterprisePast, since: &str) -> String {
    let why = match past.sight {
        Sight::Token => "An access token may not see all wallets of the enterprise",
        Sight::All | Sight::NoAdmin => {
            "You may not see all wallets of the enterprise, which you don't administer"
        }
    };
    format!(
        "{why}: since {since}, {} from {} were counted, and others may have sent more.",
        counted(past.payments, "withdrawal"),
        counted(past.wallets, "wallet")
    )
}

pub(super) fn enterprise_past_not_read(why: &str) -> String {
    format!("What left the enterprise's other wallets could not be read: {why}")
}
