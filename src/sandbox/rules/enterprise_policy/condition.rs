//! Whether a condition holds, and whether a filter lets a rule guard something.

use jiff::Timestamp;
use serde_json::Value;

use super::dollars::Dollars;
use super::past;
use super::reading::Part;
use crate::domain::amount::BaseUnits;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Wallet;

/// The word with which a rule means all coins, by what they are worth.
const DOLLARS: &str = "USD";

/// What somebody is about to do.
#[derive(Clone, Copy)]
pub(crate) struct Event<'a> {
    pub(crate) enterprise: Id,
    pub(crate) initiator: Id,
    pub(crate) at: Timestamp,
    pub(crate) guarded: Guarded<'a>,
}

/// What is guarded.
#[derive(Clone, Copy)]
pub(crate) enum Guarded<'a> {
    /// A payment out of a wallet.
    Transfer(&'a Wallet, &'a [(String, BaseUnits)]),
    /// A wallet that is to be shared.
    Share(&'a Wallet),
    /// A change of a rule: a wallet's own, or one of the enterprise.
    Policies(Option<&'a Wallet>),
}

impl<'a> Event<'a> {
    fn wallet(&self) -> Option<&'a Wallet> {
        match self.guarded {
            Guarded::Transfer(wallet, _) | Guarded::Share(wallet) => Some(wallet),
            Guarded::Policies(wallet) => wallet,
        }
    }

    fn transfer(&self) -> Option<(&'a Wallet, &'a [(String, BaseUnits)])> {
        match self.guarded {
            Guarded::Transfer(wallet, recipients) => Some((wallet, recipients)),
            Guarded::Share(_) | Guarded::Policies(_) => None,
        }
    }
}

/// True where the filter takes in what is about to be done. One that is not known takes in nothing.
pub(crate) fn covers(filter: &Value, event: &Event<'_>) -> bool {
    let part = Part(filter);
    let wallet = event.wallet();
    match part.name() {
        "wallet.all" => wallet.is_some(),
        "wallet.type" => wallet.is_some_and(|wallet| part.texts("walletType").contains(&wallet.kind.word())),
        "wallet.ids" | "wallet.multiple.ids" => {
            wallet.is_some_and(|wallet| part.texts("walletId").contains(&wallet.id.to_string().as_str()))
        }
        "rule.all" => matches!(event.guarded, Guarded::Policies(_)),
        _ => false,
    }
}

/// True where the condition holds. One that is not known, or whose parameters cannot be read, does not.
pub(crate) fn holds(condition: &Value, event: &Event<'_>, state: &State) -> bool {
    let part = Part(condition);
    match part.name() {
        "transfer.amount" => amount(part, event, state).unwrap_or(false),
        "transfer.velocity.limit" => velocity(part, event, state).unwrap_or(false),
        "transfer.destination.type" => destination(part, event, state).unwrap_or(false),
        "transfer.initiators" => part.texts("userIds").contains(&event.initiator.to_string().as_str()),
        "transfer.notInitiatedBy" => {
            let others = part.texts("userIds");
            !others.is_empty() && !others.contains(&event.initiator.to_string().as_str())
        }
        "transfer.webhook" => webhook(part, event, state).unwrap_or(false),
        _ => false,
    }
}

fn is_of_coin(wallet: &Wallet, coin: &str) -> bool {
    coin.eq_ignore_ascii_case(wallet.coin)
}

/// Compares; none for an operator that is none.
fn compare<T: PartialOrd>(amount: &T, operator: &str, limit: &T) -> Option<bool> {
    match operator {
        ">" => Some(amount > limit),
        ">=" => Some(amount >= limit),
        "<" => Some(amount < limit),
        "<=" => Some(amount <= limit),
        _ => None,
    }
}

fn total(recipients: &[(String, BaseUnits)]) -> BaseUnits {
    recipients.iter().map(|(_, amount)| amount).sum()
}

/// What is asked for in all, without the fee. Where a price is missing, the condition holds: nothing slips through.
fn amount(part: Part<'_>, event: &Event<'_>, state: &State) -> Option<bool> {
    let (wallet, recipients) = event.transfer()?;
    let (coin, operator) = (part.text("coin")?, part.text("operator")?);
    let total = total(recipients);
    if coin.eq_ignore_ascii_case(DOLLARS) {
        let limit = Dollars::read(&part.digits("amount")?)?;
        let worth = Dollars::worth(&total, wallet.coin, &state.policies);
        return worth.map_or(Some(true), |worth| compare(&worth, operator, &limit));
    }
    let limit = part.base_units("amount")?;
    if is_of_coin(wallet, coin) { compare(&total, operator, &limit) } else { Some(false) }
}

/// More than the limit, with what has left within the window before: of the wallet, or of all the enterprise's.
fn velocity(part: Part<'_>, event: &Event<'_>, state: &State) -> Option<bool> {
    let (wallet, recipients) = event.transfer()?;
    let (coin, window_secs) = (part.text("coin")?, part.count::<u64>("timeWindow")?);
    // The specification's own example leaves the scope out.
    let is_enterprises = part.text("scope") == Some("enterprise");
    let counted =
        |other: &&Wallet| other.id == wallet.id || (is_enterprises && other.enterprise == event.enterprise);
    let wallets = state.wallets.newest_first().filter(counted);
    let total = total(recipients);
    if coin.eq_ignore_ascii_case(DOLLARS) {
        let limit = Dollars::read(&part.digits("amount")?)?;
        let sent = wallets.flat_map(|other| past::sent(other, window_secs, event.at, state));
        let worth = sent.map(|transfer| Dollars::worth(&transfer.amount, transfer.coin, &state.policies));
        let now = Dollars::worth(&total, wallet.coin, &state.policies);
        let all = worth.chain([now]).try_fold(Dollars::default(), |all, one| Some(all + one?));
        return Some(all.is_none_or(|all| all > limit));
    }
    let limit = part.base_units("amount")?;
    if !is_of_coin(wallet, coin) {
        return Some(false);
    }
    let wallets = wallets.filter(|other| other.coin == wallet.coin);
    let sent = wallets.flat_map(|other| past::sent(other, window_secs, event.at, state));
    let before: BaseUnits = sent.map(|transfer| transfer.amount).sum();
    Some(before + total > limit)
}

fn destination(part: Part<'_>, event: &Event<'_>, state: &State) -> Option<bool> {
    let (wallet, recipients) = event.transfer()?;
    if part.text("coin").is_some_and(|coin| !is_of_coin(wallet, coin)) {
        return Some(false);
    }
    let is_listed = |address: &str| whitelisted(wallet).any(|entry| entry == address);
    let is_own = |address: &str| {
        let mut own = state.wallets.newest_first().filter(|other| other.enterprise == event.enterprise);
        own.any(|other| *other.address == *address)
    };
    let mut addresses = recipients.iter().map(|(address, _)| address.as_str());
    match part.text("type")? {
        "whitelistedAddress" => Some(addresses.all(is_listed)),
        "nonWhitelistedAddress" => Some(!addresses.all(is_listed)),
        "outsideEnterprise" => Some(!addresses.all(is_own)),
        _ => None,
    }
}

/// Every address on a whitelist of the wallet's own.
fn whitelisted(wallet: &Wallet) -> impl Iterator<Item = &str> {
    let lists =
        wallet.rules.iter().filter(|rule| rule.coin.as_deref().is_none_or(|coin| coin == wallet.coin));
    let lists = lists.filter_map(|rule| match rule.kind.as_str() {
        "advancedWhitelist" => rule.condition.get("entries"),
        "coinAddressWhitelist" => rule.condition.get("addresses"),
        _ => None,
    });
    lists
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(|entry| entry.as_str().or_else(|| entry.get("item").and_then(Value::as_str)))
}

fn webhook(part: Part<'_>, event: &Event<'_>, state: &State) -> Option<bool> {
    let (wallet, _) = event.transfer()?;
    if part.text("coin").is_some_and(|coin| !is_of_coin(wallet, coin)) {
        return Some(false);
    }
    Some(state.policies.webhook_holds(part.text("webhookUrl")?))
}
