//! The two sides of a decoded transaction, made comparable: tokens under one name, calls as the payments that they make,
//! addresses in the spelling that the person has seen.

use super::own::compared;
use super::sides::{Output, Recipient, UnsignedTransaction};
use crate::domain::address::{Address, AddressFamily, AddressNetwork, token_of_contract};
use crate::domain::amount::Balance;
use crate::domain::coin::{Coin, coins};
use crate::domain::transaction::{DecodedOutput, DecodedTransaction, Destination, decode_call};
use std::collections::HashMap;

/// What is known of the chain that a withdrawal is on.
pub(super) struct ChainOf<'a> {
    coin: &'a str,
    pub facts: Option<&'static Coin>,
    pub network: AddressNetwork,
}

impl<'a> ChainOf<'a> {
    pub(super) fn new(coin: &'a str) -> Self {
        Self { coin, facts: coins().get(coin), network: AddressNetwork::of_coin(coin) }
    }

    /// Whether its transactions pay the rest of what they take back to the wallet.
    pub(super) fn has_change(&self) -> bool {
        use AddressFamily::{Evm, Rootstock, Stellar, Xdc};
        !matches!(self.network.family, Some(Evm | Rootstock | Stellar | Xdc))
    }

    /// The coin of the chain, which pays its fees, as it is named here.
    pub(super) fn fee_coin(&self) -> Option<(&'static str, String)> {
        let coin = coins().chain_coin(self.facts?)?.name;
        Some((coin, self.named(Some(coin))))
    }

    /// What a payment is asked to be in, whether by ticker or by contract. What names nothing is in the withdrawal's own coin.
    fn named(&self, name: Option<&str>) -> String {
        let name = self.ticker(name.unwrap_or(self.coin));
        if name == self.ticker(self.coin) { self.coin.to_owned() } else { name }
    }

    /// What a decoded output is in.
    fn decoded(&self, token: Option<&str>) -> String {
        let chain_coin = self.facts.and_then(|it| coins().chain_coin(it)).map(|it| it.name);
        match token {
            // On the ledger of Stellar tickers hold code and issuer.
            Some(token) => {
                let with_chain = chain_coin.map(|chain| format!("{chain}:{token}"));
                let known = with_chain.filter(|ticker| coins().get(ticker).is_some());
                self.named(Some(known.as_deref().unwrap_or(token)))
            }
            None => self.named(Some(chain_coin.unwrap_or("the chain's own coin"))),
        }
    }

    /// One name for a token: the ticker that the table has first for its contract, or the contract as it is written.
    fn ticker(&self, name: &str) -> String {
        let contract = coins().get(name).filter(|it| it.is_token).and_then(|it| it.contract);
        let address = match (contract, coins().get(name)) {
            (None, Some(_)) => None,
            (contract, _) => Address::parse_for(contract.unwrap_or(name), &self.network).ok(),
        };
        let known = address.as_ref().and_then(token_of_contract).map(|it| it.name.to_owned());
        known
            .or_else(|| contract.is_none().then(|| address.map(|it| it.normal()))?)
            .unwrap_or_else(|| name.to_owned())
    }

    /// Who is named, with tokens under one name.
    pub(super) fn asked(&self, asked: &[Recipient]) -> Vec<Recipient> {
        asked.iter().flat_map(|it| self.payments(it)).collect()
    }

    /// What one payment comes to: where data goes along that is a call, what the call pays.
    fn payments(&self, asked: &Recipient) -> Vec<Recipient> {
        let asked = Recipient { coin: Some(self.named(asked.coin.as_deref())), ..asked.clone() };
        let data = asked.data.as_deref().filter(|it| !it.is_empty());
        let amount = asked.amount.as_ref().and_then(Balance::exact);
        let call =
            data.zip(amount).map(|(data, amount)| decode_call(&asked.address, amount, data, &self.network));
        match call {
            Some(Ok(call)) => call.outputs.iter().map(|it| self.recipient(it)).collect(),
            _ => vec![asked],
        }
    }

    fn recipient(&self, output: &DecodedOutput) -> Recipient {
        let address = match &output.to {
            Destination::Address(address) => address.clone(),
            // As the vendor's SDK writes what has no address.
            Destination::Script(script) => format!("scriptPubKey:{script}"),
            Destination::Data(bytes) => format!("nobody (OP_RETURN, {bytes} bytes)"),
        };
        Recipient {
            address,
            amount: Some(Balance::Exact(output.amount.clone())),
            coin: Some(self.decoded(output.token.as_deref())),
            data: None,
        }
    }

    /// What was decoded, as a transaction to be compared. `seen` are the addresses as the platform writes them.
    pub(super) fn unsigned(&self, decoded: &[DecodedTransaction], seen: &[&str]) -> UnsignedTransaction {
        let key = |text: &str| compared(text, &self.network);
        let spellings: HashMap<_, &str> = seen.iter().rev().map(|&text| (key(text), text)).collect();
        let carries_data = |it: &&DecodedOutput| matches!(it.to, Destination::Data(_)) && it.amount.is_zero();
        let outputs = decoded.iter().flat_map(|it| &it.outputs).filter(|it| !carries_data(it));
        let output = |output: &DecodedOutput| {
            let mut recipient = self.recipient(output);
            if let Some(&spelling) = spellings.get(&key(&recipient.address)) {
                spelling.clone_into(&mut recipient.address);
            }
            Output { recipient, may_be_change: self.has_change(), ..Output::default() }
        };
        UnsignedTransaction { outputs: outputs.map(output).collect(), ..UnsignedTransaction::default() }
    }

    /// Marks what the platform calls change or its own fee.
    pub(super) fn mark(&self, outputs: &mut [Output], described: &[Output]) {
        let key = |it: &Output| (compared(&it.recipient.address, &self.network), it.recipient.amount.clone());
        let mut left: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, output) in outputs.iter().enumerate().rev() {
            left.entry(key(output)).or_default().push(at);
        }
        for flagged in described.iter().filter(|it| it.is_change || it.is_platform_fee) {
            if let Some(at) = left.get_mut(&key(flagged)).and_then(Vec::pop) {
                let found = &mut outputs[at];
                (found.is_change, found.is_platform_fee) = (flagged.is_change, flagged.is_platform_fee);
            }
        }
    }
}
