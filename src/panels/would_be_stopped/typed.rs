//! What is typed, read into the withdrawal that is asked about.

use super::model::{Model, WalletReading};
use super::state::Question;
use super::text as wording;
use crate::domain::address::{
    Address, AddressIssue, AddressNetwork, AddressSurroundings, CheckedAddress, ComparedAddress,
    check_address,
};
use crate::domain::amount::BaseUnits;
use crate::domain::coin::{Coin, coins};
use crate::domain::enterprise_policy::{Destination, Standing, Withdrawal};

/// What is typed, each part as far as it can be read.
pub(super) struct Typed {
    pub(super) coin: Result<&'static Coin, String>,
    pub(super) amount: Result<BaseUnits, String>,
    /// The address; none where none is typed.
    pub(super) address: Option<CheckedAddress>,
    pub(super) destination: Option<Destination>,
}

impl Typed {
    pub(super) fn read(question: &Question, reading: &WalletReading) -> Self {
        let coin = read_coin(&question.coin, &reading.wallet.coin);
        let amount = match &coin {
            Ok(coin) => read_amount(&question.amount, coin),
            Err(_) => Err(String::new()),
        };
        let typed = question.address.trim();
        if typed.is_empty() {
            let destination = Destination { address: None, standing: question.standing, is_own: false };
            return Self { coin, amount, address: None, destination: Some(destination) };
        }
        let network = AddressNetwork::of_coin(&reading.wallet.coin);
        let address = check(typed, &network, reading);
        let destination = address.address.as_ref().map(|it| destination(it, &network, reading));
        Self { coin, amount, address: Some(address), destination }
    }

    /// What is wrong with the address, in a sentence.
    pub(super) fn address_problem(&self) -> Option<String> {
        let issues = &self.address.as_ref()?.issues;
        issues.iter().find(|it| matches!(it, AddressIssue::Wrong(_))).map(AddressIssue::sentence)
    }

    /// What is to be said of an address that can be used.
    pub(super) fn address_warnings(&self) -> impl Iterator<Item = &AddressIssue> {
        let issues = self.address.iter().flat_map(|it| &it.issues);
        issues.filter(|it| !matches!(it, AddressIssue::Wrong(_) | AddressIssue::Listed(_)))
    }

    /// The withdrawal; none where a part of it cannot be read.
    pub(super) fn withdrawal(
        &self,
        question: &Question,
        reading: &WalletReading,
        model: &Model<'_>,
    ) -> Option<Withdrawal> {
        Some(Withdrawal {
            wallet: reading.wallet.covered(),
            coin: self.coin.as_ref().ok()?.name.to_owned(),
            amount: self.amount.as_ref().ok()?.clone(),
            destination: self.destination.clone()?,
            initiator: question.initiator.clone(),
            at: model.now,
        })
    }
}

/// The wallet's coin or a token that it can hold.
fn read_coin(typed: &str, wallet_coin: &str) -> Result<&'static Coin, String> {
    let coin = coins().get_typed(typed.trim()).ok_or_else(|| wording::unknown_coin(typed))?;
    let is_held = coins().get(wallet_coin).is_some_and(|own| coin.is_held_with(own));
    if is_held { Ok(coin) } else { Err(wording::not_held(coin.name)) }
}

fn read_amount(typed: &str, coin: &Coin) -> Result<BaseUnits, String> {
    let amount = BaseUnits::from_coin_units(typed, coin.decimals).map_err(|problem| problem.to_string())?;
    if amount.is_negative() || amount.is_zero() {
        return Err(wording::ABOVE_ZERO.to_owned());
    }
    Ok(amount)
}

fn check(typed: &str, network: &AddressNetwork, reading: &WalletReading) -> CheckedAddress {
    let own = reading.wallet.own_addresses();
    let own: Vec<ComparedAddress> = own.iter().map(|it| ComparedAddress::new(it, network)).collect();
    let around = AddressSurroundings {
        network,
        list: &reading.whitelist,
        known: &[],
        paid: &reading.paid,
        own: &own,
        beside: &[],
    };
    check_address(typed, &around)
}

fn destination(address: &Address, network: &AddressNetwork, reading: &WalletReading) -> Destination {
    let normal = address.normal();
    let compared = ComparedAddress::new(&normal, network);
    let is_among = |list: &[ComparedAddress]| list.iter().any(|it| it.is_same(&compared));
    let standing = if is_among(&reading.whitelist) {
        Standing::Whitelisted
    } else if is_among(&reading.paid) {
        Standing::Known
    } else {
        Standing::New
    };
    Destination { standing, is_own: is_among(&reading.own), address: Some(normal) }
}
