//! Which payment that was asked for is which that was built. Recipients are a multiset: their order says nothing, and one who
//! is named twice has to be paid twice.

use std::collections::HashMap;

use super::amounts::{exact, sum};
use super::comparison::ComparedPayment;
use super::gap::Gap;
use super::sides::{Output, PayingWallet, Recipient, UnsignedTransaction};
use crate::domain::address::{AddressNetwork, ComparedAddress, Tag, same_address};
use crate::domain::amount::{Balance, BaseUnits};

/// Which built output belongs to which payment that was asked for.
pub(super) struct Matching<'a> {
    asked: &'a [Recipient],
    built: &'a [Output],
    coin: &'a str,
    /// What became of each payment that was asked for.
    results: Vec<Option<ComparedPayment>>,
    is_taken: Vec<bool>,
    /// The outputs by their address as it is compared.
    by_address: HashMap<ComparedKey, Vec<usize>>,
    network: AddressNetwork,
}

/// What two spellings of one recipient share: the account and its tag.
type ComparedKey = (String, Option<Tag>);

/// How the data that is sent along with two payments stands to each other.
#[derive(PartialEq)]
enum Data {
    Same,
    Other,
    /// Told of one of them alone.
    NotTold,
}

/// How the coins of two payments stand to each other.
#[derive(PartialEq)]
enum Coins {
    Same,
    Other,
    /// Told of one of them alone.
    NotTold,
}

impl<'a> Matching<'a> {
    pub(super) fn new(asked: &'a [Recipient], built: &'a [Output], coin: &'a str) -> Self {
        let network = AddressNetwork::of_coin(coin);
        let mut by_address: HashMap<ComparedKey, Vec<usize>> = HashMap::new();
        for (at, output) in built.iter().enumerate() {
            by_address.entry(compared(&output.recipient.address, &network)).or_default().push(at);
        }
        let (results, is_taken) = (vec![None; asked.len()], vec![false; built.len()]);
        Self { asked, built, coin, results, is_taken, by_address, network }
    }

    /// From what fits best to what fits least: a payment takes no output that another one fits better.
    pub(super) fn pair_all(&mut self) {
        use ComparedPayment::{Other, Same, Unclear};
        let coin = self.coin;
        let other = |asked: Recipient, built: Recipient| Other { asked, built };
        let fits = move |one: &Recipient, two: &Recipient| {
            same_amount(one, two) && coins(one, two, coin) == Coins::Same
        };
        let unclear = |asked: Recipient, built: Recipient| Unclear { asked, built };
        self.pair_by_address(
            |one, two| fits(one, two) && data(one, two) == Data::Same,
            |_, built| Same(built),
        );
        self.pair_by_address(|one, two| fits(one, two) && data(one, two) == Data::NotTold, unclear);
        self.pair_by_address(fits, other);
        let is_unclear = move |one: &Recipient, two: &Recipient| match coins(one, two, coin) {
            Coins::Same => !(is_exact(one) && is_exact(two)),
            Coins::NotTold => !(is_exact(one) && is_exact(two)) || same_amount(one, two),
            Coins::Other => false,
        };
        self.pair_by_address(is_unclear, unclear);
        self.pair_by_address(|_, _| true, other);
        let has_no_address =
            |one: &Recipient, two: &Recipient| one.address.is_empty() || two.address.is_empty();
        self.pair_by_amount(|one, two| fits(one, two) && has_no_address(one, two), unclear);
        self.pair_by_amount(fits, other);
    }

    /// Pairs what is left, whatever its address. Change is nobody's payment.
    fn pair_by_amount(
        &mut self,
        fits: impl Fn(&Recipient, &Recipient) -> bool,
        make: impl Fn(Recipient, Recipient) -> ComparedPayment,
    ) {
        for at in 0..self.asked.len() {
            let is_it = |other: &usize| {
                let output = &self.built[*other];
                !self.is_taken[*other] && !output.is_change && fits(&self.asked[at], &output.recipient)
            };
            let found = (0..self.built.len()).filter(|_| self.results[at].is_none()).find(is_it);
            if let Some(found) = found {
                self.take(at, found, &make);
            }
        }
    }

    fn pair_by_address(
        &mut self,
        fits: impl Fn(&Recipient, &Recipient) -> bool,
        make: impl Fn(Recipient, Recipient) -> ComparedPayment,
    ) {
        for at in 0..self.asked.len() {
            let wanted = &self.asked[at];
            if self.results[at].is_some() || wanted.address.is_empty() {
                continue;
            }
            let key = compared(&wanted.address, &self.network);
            let same = self.by_address.get(&key).map(Vec::as_slice).unwrap_or_default();
            let is_free = |other: &&usize| !self.is_taken[**other];
            let found =
                same.iter().filter(is_free).find(|other| fits(wanted, &self.built[**other].recipient));
            if let Some(found) = found.copied() {
                self.take(at, found, &make);
            }
        }
    }

    fn take(&mut self, at: usize, found: usize, make: &impl Fn(Recipient, Recipient) -> ComparedPayment) {
        self.is_taken[found] = true;
        self.results[at] = Some(make(self.asked[at].clone(), self.built[found].recipient.clone()));
    }

    /// What is left on either side, and why what is unclear is so.
    pub(super) fn finish(
        self,
        built: &UnsignedTransaction,
        wallet: PayingWallet<'_>,
        gaps: &mut Vec<Gap>,
    ) -> Vec<ComparedPayment> {
        // What is not told may be in the part that is not told.
        let is_told = !built.gaps.contains(&Gap::NotTold);
        let not_paired = if is_told { ComparedPayment::NotBuilt } else { ComparedPayment::NotTold };
        let results = self.results.into_iter().zip(self.asked);
        let mut payments: Vec<ComparedPayment> =
            results.map(|(result, asked)| result.unwrap_or_else(|| not_paired(asked.clone()))).collect();
        for payment in &payments {
            if let ComparedPayment::Unclear { asked, built } = payment {
                gaps.push(why_unclear(asked, built, self.coin));
            }
        }
        let left: Vec<&Output> = self
            .built
            .iter()
            .zip(self.is_taken)
            .filter(|(_, is_taken)| !is_taken)
            .map(|(it, _)| it)
            .collect();
        let is_fee = is_platform_fee(&left, built);
        for output in left {
            let recipient = output.recipient.clone();
            if recipient.address.is_empty() {
                gaps.push(Gap::NoAddress);
            } else if !is_exact(&recipient) {
                gaps.push(Gap::Amount(recipient.address.clone()));
            }
            payments.push(match output {
                output if is_own(output, wallet) => ComparedPayment::OwnChange(recipient),
                output if output.is_platform_fee && is_fee => {
                    gaps.push(Gap::PlatformFee(recipient.address.clone()));
                    ComparedPayment::PlatformFee(recipient)
                }
                output if output.is_change => ComparedPayment::UnknownChange(recipient),
                _ if self.asked.is_empty() => ComparedPayment::Unmatched(recipient),
                output if output.may_be_change => ComparedPayment::MaybeChange(recipient),
                _ => ComparedPayment::NotAsked(recipient),
            });
        }
        payments
    }
}

fn compared(address: &str, network: &AddressNetwork) -> ComparedKey {
    let address = ComparedAddress::new(address, network);
    (address.account().to_owned(), address.tag().cloned())
}

/// Why a payment that was paired could not be compared.
fn why_unclear(asked: &Recipient, built: &Recipient, coin: &str) -> Gap {
    let address = built.address.clone();
    if asked.address.is_empty() || address.is_empty() {
        Gap::NoAddress
    } else if !(is_exact(asked) && is_exact(built)) {
        Gap::Amount(address)
    } else if coins(asked, built, coin) == Coins::NotTold {
        Gap::Coin(address)
    } else {
        Gap::Data(address)
    }
}

/// Whether an output comes back to the wallet that pays. Where the platform says whose the address is, that decides. An
/// address that money is taken from is not for that the wallet's: a transaction may take from several.
fn is_own(output: &Output, wallet: PayingWallet<'_>) -> bool {
    if let Some(of) = output.wallet.as_deref() {
        return wallet.id == Some(of);
    }
    let address = &output.recipient.address;
    let network = AddressNetwork::of_coin(wallet.coin);
    !address.is_empty() && wallet.addresses.iter().any(|it| same_address(it, address, &network))
}

/// Whether what is called the platform's fee comes to what the platform says that it takes.
fn is_platform_fee(left: &[&Output], built: &UnsignedTransaction) -> bool {
    let fees: Option<Vec<&BaseUnits>> =
        left.iter().filter(|it| it.is_platform_fee).map(|it| exact(&it.recipient)).collect();
    let told = built.platform_fee.as_ref().and_then(Balance::exact);
    fees.zip(told).is_some_and(|(fees, told)| sum(fees) == *told)
}

fn is_exact(recipient: &Recipient) -> bool {
    exact(recipient).is_some()
}

fn same_amount(one: &Recipient, two: &Recipient) -> bool {
    exact(one).zip(exact(two)).is_some_and(|(one, two)| one == two)
}

/// Data that is told on one side alone is no difference, and not the same either: it may be how a payment is encoded, or a
/// call that nobody asked for.
fn data(one: &Recipient, two: &Recipient) -> Data {
    let plain = |it: &Recipient| {
        let data = it.data.as_deref().unwrap_or_default();
        data.strip_prefix("0x").unwrap_or(data).to_ascii_lowercase()
    };
    match (plain(one), plain(two)) {
        (one, two) if one == two => Data::Same,
        (one, two) if one.is_empty() || two.is_empty() => Data::NotTold,
        _ => Data::Other,
    }
}

/// A coin that is not named is the withdrawal's, unless the other side names another.
fn coins(one: &Recipient, two: &Recipient, coin: &str) -> Coins {
    match (one.coin.as_deref(), two.coin.as_deref()) {
        (None, None) => Coins::Same,
        (Some(one), Some(two)) if one == two => Coins::Same,
        (Some(_), Some(_)) => Coins::Other,
        (Some(told), None) | (None, Some(told)) if told == coin => Coins::Same,
        _ => Coins::NotTold,
    }
}
