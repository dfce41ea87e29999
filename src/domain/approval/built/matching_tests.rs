//! Pairing through queues comes to what trying each payment with each output comes to.

use proptest::prelude::*;

use super::amounts::exact;
use super::comparison::ComparedPayment;
use super::matching::Matching;
use super::own::compared;
use super::sides::{Output, Recipient};
use crate::domain::address::AddressNetwork;
use crate::domain::amount::Balance;

const COIN: &str = "hteth";
const ONE: &str = "0x71c7656ec7ab88b098defb751b7401b5f6d8976f";
const ONE_IN_CAPITALS: &str = "0x71C7656EC7AB88B098DEFB751B7401B5F6D8976F";
const TWO: &str = "0x0fe1111111111111111111111111111111111111";

#[derive(PartialEq, Clone, Copy)]
enum Sides {
    Same,
    Other,
    NotTold,
}

fn coins(one: &Recipient, two: &Recipient) -> Sides {
    match (one.coin.as_deref(), two.coin.as_deref()) {
        (one, two) if one == two => Sides::Same,
        (Some(_), Some(_)) => Sides::Other,
        (Some(told), None) | (None, Some(told)) if told == COIN => Sides::Same,
        _ => Sides::NotTold,
    }
}

fn data(one: &Recipient, two: &Recipient) -> Sides {
    let plain = |it: &Recipient| {
        let data = it.data.clone().unwrap_or_default().to_ascii_lowercase();
        data.strip_prefix("0x").map_or(data.clone(), str::to_owned)
    };
    match (plain(one), plain(two)) {
        (one, two) if one == two => Sides::Same,
        (one, two) if one.is_empty() || two.is_empty() => Sides::NotTold,
        _ => Sides::Other,
    }
}

/// By trying each payment with each output, in seven rounds.
fn tried(asked: &[Recipient], built: &[Output]) -> Vec<Option<ComparedPayment>> {
    let network = AddressNetwork::of_coin(COIN);
    let key = |it: &Recipient| compared(&it.address, &network);
    let same_amount = |a: &Recipient, b: &Recipient| exact(a).is_some() && exact(a) == exact(b);
    let fits = |a: &Recipient, b: &Recipient| same_amount(a, b) && coins(a, b) == Sides::Same;
    let at_address = |a: &Recipient, b: &Recipient| !a.address.is_empty() && key(a) == key(b);
    let is_odd = |a: &Recipient, b: &Recipient| {
        let is_odd = exact(a).is_none() || exact(b).is_none();
        match coins(a, b) {
            Sides::Same => is_odd,
            Sides::NotTold => is_odd || same_amount(a, b),
            Sides::Other => false,
        }
    };
    let fit = |round: usize, a: &Recipient, output: &Output| {
        let b = &output.recipient;
        match round {
            0 => at_address(a, b) && fits(a, b) && data(a, b) == Sides::Same,
            1 => at_address(a, b) && fits(a, b) && data(a, b) == Sides::NotTold,
            2 => at_address(a, b) && fits(a, b),
            3 => at_address(a, b) && is_odd(a, b),
            4 => at_address(a, b),
            5 => !output.is_change && fits(a, b) && (a.address.is_empty() || b.address.is_empty()),
            _ => !output.is_change && fits(a, b),
        }
    };
    let mut results = vec![None; asked.len()];
    let mut is_taken = vec![false; built.len()];
    for round in 0..7 {
        for (asked, result) in asked.iter().zip(&mut results).filter(|(_, it)| it.is_none()) {
            let Some(at) = (0..built.len()).find(|at| !is_taken[*at] && fit(round, asked, &built[*at]))
            else {
                continue;
            };
            is_taken[at] = true;
            let (asked, built) = (asked.clone(), built[at].recipient.clone());
            *result = Some(match round {
                0 => ComparedPayment::Same(built),
                1 | 3 | 5 => ComparedPayment::Unclear { asked, built },
                _ => ComparedPayment::Other { asked, built },
            });
        }
    }
    results
}

fn recipient() -> impl Strategy<Value = Recipient> {
    let address = prop::sample::select(vec!["", ONE, ONE_IN_CAPITALS, TWO]);
    let amount = prop::sample::select(vec![None, Some("1"), Some("2"), Some("-1"), Some("1e3")]);
    let coin = prop::sample::select(vec![None, Some(COIN), Some("usdt")]);
    let data = prop::sample::select(vec![None, Some("0xAB"), Some("ab"), Some("cd")]);
    (address, amount, coin, data).prop_map(|(address, amount, coin, data)| Recipient {
        address: address.to_owned(),
        amount: amount.map(Balance::from_wire),
        coin: coin.map(str::to_owned),
        data: data.map(str::to_owned),
    })
}

fn output() -> impl Strategy<Value = Output> {
    (recipient(), any::<bool>()).prop_map(|(recipient, is_change)| Output {
        recipient,
        is_change,
        ..Output::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn queues_pair_as_trying_each_with_each_does(
        asked in prop::collection::vec(recipient(), 0..8),
        built in prop::collection::vec(output(), 0..8),
    ) {
        let mut matching = Matching::new(&asked, &built, COIN);
        matching.pair_all();
        prop_assert_eq!(matching.into_results(), tried(&asked, &built));
    }
}
