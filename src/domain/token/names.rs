//! What wallets and enterprises are called, so that sentences about a token name them instead of showing their IDs.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::domain::coin::{Coin, coins};
use smol_str::SmolStr;

use crate::domain::foreign_text::visible;
use crate::domain::text::{LEFT_OUT, elided};

/// The wallets and enterprises whose names are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResourceNames {
    by_id: HashMap<SmolStr, Place>,
    /// The IDs behind shortened ones; none where several share one.
    by_short: HashMap<SmolStr, Option<SmolStr>>,
}

/// A wallet or an enterprise.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    name: SmolStr,
    /// The wallet's ticker; none for an enterprise.
    coin: Option<SmolStr>,
    /// The shortened ID, where the name may be taken for another's.
    short_id: Option<SmolStr>,
}

impl ResourceNames {
    /// Takes in an enterprise.
    pub fn add_enterprise(&mut self, id: impl Into<SmolStr>, name: impl Into<SmolStr>) {
        self.add(id.into(), Place { name: name.into(), coin: None, short_id: None });
    }

    /// Takes in a wallet with its ticker.
    pub fn add_wallet(
        &mut self,
        id: impl Into<SmolStr>,
        label: impl Into<SmolStr>,
        coin: impl Into<SmolStr>,
    ) {
        let label = label.into();
        let name = if label.trim().is_empty() { "no label".into() } else { label };
        self.add(id.into(), Place { name, coin: Some(coin.into()), short_id: None });
    }

    /// Puts the ID beside a name that looks like another's.
    pub fn tell_by_id(&mut self, id: &str) {
        if let Some(place) = self.by_id.get_mut(id) {
            place.short_id = Some(elided(id).into());
        }
    }

    fn add(&mut self, id: SmolStr, place: Place) {
        if place.name.is_empty() || self.by_id.insert(id.clone(), place).is_some() {
            return;
        }
        let short = elided(&id).into();
        match self.by_short.entry(short) {
            Entry::Occupied(mut other) if other.get().as_ref() != Some(&id) => drop(other.insert(None)),
            Entry::Occupied(_) => {}
            Entry::Vacant(free) => drop(free.insert(Some(id))),
        }
    }

    /// What a wallet or an enterprise is called: "Settlement USDT, Ethereum (usdt)". The shortened ID where the name is
    /// not known.
    pub fn name(&self, id: &str) -> String {
        self.by_id.get(id).map_or_else(|| elided(id), Place::words)
    }

    /// The same inside a sentence: "“Settlement USDT, Ethereum” (usdt)".
    pub fn quoted(&self, id: &str) -> String {
        self.by_id.get(id).map_or_else(|| elided(id), Place::quoted)
    }

    /// The coin of a wallet; none where wallet or coin is not known.
    pub fn coin_of(&self, id: &str) -> Option<&'static Coin> {
        coins().get(self.by_id.get(id)?.coin.as_deref()?)
    }

    /// A text with every ID in it, whole or shortened, turned into the name of what it is, where that is known. Inside a
    /// sentence the name is quoted.
    pub fn named(&self, words: &str) -> String {
        let is_of_id = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c) || c == LEFT_OUT;
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(start) = rest.find(is_of_id) {
            let (before, from) = rest.split_at(start);
            let end = from.find(|c| !is_of_id(c)).unwrap_or(from.len());
            let (run, after) = from.split_at(end);
            out.push_str(before);
            let is_whole_word =
                !out.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            match self.place(run).filter(|_| is_whole_word) {
                Some(place) => {
                    let is_listed = out.ends_with(':');
                    if is_listed {
                        out.push(' ');
                    }
                    let is_alone = is_listed || run.len() == words.len();
                    out.push_str(&if is_alone { place.words() } else { place.quoted() });
                }
                None => out.push_str(run),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn place(&self, id: &str) -> Option<&Place> {
        let whole = || self.by_id.get(self.by_short.get(id)?.as_deref()?);
        self.by_id.get(id).or_else(whole)
    }
}

impl Place {
    fn words(&self) -> String {
        self.with_coin(&visible(&self.name))
    }

    fn quoted(&self) -> String {
        self.with_coin(&format!("“{}”", visible(&self.name)))
    }

    fn with_coin(&self, name: &str) -> String {
        match (&self.coin, &self.short_id) {
            (Some(coin), Some(id)) => format!("{name} ({coin}, {id})"),
            (Some(one), None) | (None, Some(one)) => format!("{name} ({one})"),
            (None, None) => name.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALLET: &str = "59cd72485007a239fb00282ed480da1f";
    const TWIN: &str = "59cd7248ffffffffffffffffff80da1f";
    const ENTERPRISE: &str = "5a0ce41bd2a4a6b4d7a2b4f3c1e0d9f8";

    #[test]
    fn a_name_that_looks_like_anothers_has_its_id_beside_it_and_nothing_hidden_in_it() {
        let mut names = ResourceNames::default();
        names.add_wallet(WALLET, "Payouts\nhot", "usdt");
        names.add_enterprise(ENTERPRISE, "North\u{202e}wind");
        names.tell_by_id(WALLET);
        names.tell_by_id(ENTERPRISE);
        names.tell_by_id(TWIN);
        for (words, named) in [
            ("view wallet 59cd7248…80da1f.", "view wallet “Payouts⏎hot” (usdt, 59cd7248…80da1f)."),
            ("enterprise 5a0ce41b…e0d9f8", "enterprise “North‹U+202E›wind” (5a0ce41b…e0d9f8)"),
            (TWIN, TWIN),
        ] {
            assert_eq!(names.named(words), named);
        }
    }

    #[test]
    fn ids_become_names_wherever_they_stand() {
        let mut names = ResourceNames::default();
        names.add_wallet(WALLET, "Settlement USDT, Ethereum", "usdt");
        names.add_enterprise(ENTERPRISE, "Northwind");
        for (words, named) in [
            ("view wallet 59cd7248…80da1f.", "view wallet “Settlement USDT, Ethereum” (usdt)."),
            (WALLET, "Settlement USDT, Ethereum (usdt)"),
            ("within enterprise 5a0ce41b…e0d9f8", "within enterprise “Northwind”"),
            (&format!("wallet_view:{WALLET}"), "wallet_view: Settlement USDT, Ethereum (usdt)"),
            ("wallet 4d09e011…1109c2, faded", "wallet 4d09e011…1109c2, faded"),
            (&format!("x{WALLET}"), &format!("x{WALLET}")),
            ("… a dead bee", "… a dead bee"),
            ("", ""),
        ] {
            assert_eq!(names.named(words), named);
        }
        assert_eq!(names.name("4d09e0111111111111111111111109c2"), "4d09e011…1109c2");
        assert_eq!(names.coin_of(WALLET).map(|coin| coin.name), Some("usdt"));
        assert_eq!(names.coin_of(ENTERPRISE), None);
        // A shortened ID that two wallets share names neither.
        names.add_wallet(TWIN, "Other", "tbtc");
        assert_eq!(names.named("wallet 59cd7248…80da1f"), "wallet 59cd7248…80da1f");
        assert_eq!(names.name(TWIN), "Other (tbtc)");
    }
}
