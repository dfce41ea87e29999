//! A page of wallets as the platform usually writes it, read in one go: a field's type is as documented, and no name or text
//! has escapes. Any other is none here and is read with more patience; both ways come to the same.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use smol_str::SmolStr;

use super::parts::is_readable_freeze;
use super::{Freeze, SharedWords, Wallet, WalletKind};
use crate::bitgo::paging::Batch;
use crate::bitgo::policies::AdminTold;
use crate::bitgo::raw_object::{MOST_ITEMS, RawObject, is_blank};
use crate::bitgo::raw_text::RawText;
use crate::domain::amount::Balance;

/// The page, if it is as usual.
pub(super) fn read(answer: &Bytes, words: &mut SharedWords) -> Option<Batch<Arc<Wallet>>> {
    let text = std::str::from_utf8(answer).ok()?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let batch = Reader { answer, text, words }.deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    Some(batch)
}

/// What the page and its list are read with.
struct Reader<'a, 'w> {
    answer: &'w Bytes,
    text: &'a str,
    words: &'w mut SharedWords,
}

impl<'a> Reader<'a, '_> {
    /// Where the object begins whose first name this is.
    fn start(&self, name: &str) -> Option<usize> {
        let place = (name.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let before = self.text.get(..place)?.strip_suffix('"')?.trim_end_matches(is_blank);
        Some(before.strip_suffix('{')?.len())
    }

    /// The object that begins at `start`, with the next of its list at `next`.
    fn object(&self, start: usize, next: Option<usize>) -> Option<&'a str> {
        let Some(next) = next else {
            let rest = serde_json::Deserializer::from_str(self.text.get(start..)?);
            return Some(rest.into_iter::<&RawValue>().next()?.ok()?.get());
        };
        let with_comma = self.text.get(start..next)?.trim_end_matches(is_blank);
        Some(with_comma.strip_suffix(',')?.trim_end_matches(is_blank))
    }

    /// The wallet with its text.
    fn whole(&self, (start, wallet): (usize, Wallet), next: Option<usize>) -> Option<(SmolStr, Arc<Wallet>)> {
        let raw = RawText::part_of(self.answer, self.object(start, next)?);
        Some((wallet.id.clone(), Arc::new(Wallet { raw, ..wallet })))
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'de, '_> {
    type Value = Batch<Arc<Wallet>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reader<'de, '_> {
    type Value = Batch<Arc<Wallet>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page of wallets")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut items, mut total, mut next) = (None, None, None);
        while let Some(name) = map.next_key::<&'de str>()? {
            match name {
                "wallets" => items = Some(map.next_value_seed(List(&mut self))?),
                "totalCount" => total = map.next_value::<Option<u64>>()?,
                "nextBatchPrevId" => next = map.next_value::<Option<&'de str>>()?.map(str::to_owned),
                // A wallet without a coin would have it.
                "coin" => return Err(unusual()),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Batch { items: items.ok_or_else(unusual)?, total, next, ends_at_repeated_key: false })
    }
}

/// The list of a page.
struct List<'a, 'r, 'w>(&'r mut Reader<'a, 'w>);

impl<'de> DeserializeSeed<'de> for List<'de, '_, '_> {
    type Value = Vec<(SmolStr, Arc<Wallet>)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'de, '_, '_> {
    type Value = Vec<(SmolStr, Arc<Wallet>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of wallets")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let (mut items, mut newest) = (Vec::new(), None);
        while let Some((start, wallet)) = list.next_element_seed(One(self.0))? {
            if let Some(before) = newest.replace((start, wallet)) {
                items.push(self.0.whole(before, Some(start)).ok_or_else(unusual)?);
            }
            if items.len() == MOST_ITEMS {
                return Err(unusual());
            }
        }
        if let Some(newest) = newest {
            items.push(self.0.whole(newest, None).ok_or_else(unusual)?);
        }
        Ok(items)
    }
}

/// A wallet without its text, and where that begins.
struct One<'a, 'r, 'w>(&'r mut Reader<'a, 'w>);

impl<'de> DeserializeSeed<'de> for One<'de, '_, '_> {
    type Value = (usize, Wallet);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for One<'de, '_, '_> {
    type Value = (usize, Wallet);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a wallet")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut wallet, mut start, mut admin) = (Wallet::default(), None, None);
        // What is of the documented type and may be unreadable all the same.
        let (mut began, mut has_people, mut has_freeze) = (None, true, true);
        while let Some(name) = map.next_key::<&'de str>()? {
            if start.is_none() {
                start = self.0.start(name);
            }
            match name {
                "id" => wallet.id = text(&mut map)?.map(SmolStr::new).unwrap_or_default(),
                "label" => wallet.label = text(&mut map)?.map(SmolStr::new).unwrap_or_default(),
                "coin" => wallet.coin = self.word(text(&mut map)?).unwrap_or_default(),
                "enterprise" => wallet.enterprise = self.word(text(&mut map)?),
                "multisigType" => wallet.multisig_type = self.word(text(&mut map)?),
                "type" => wallet.kind = text(&mut map)?.map(WalletKind::from_word).unwrap_or_default(),
                "balanceString" => wallet.balance = text(&mut map)?.map(Balance::from_wire),
                "confirmedBalanceString" => wallet.confirmed = text(&mut map)?.map(Balance::from_wire),
                "spendableBalanceString" => wallet.spendable = text(&mut map)?.map(Balance::from_wire),
                "stakingBalanceString" => wallet.staked = text(&mut map)?.map(Balance::from_wire),
                "startDate" => began = text(&mut map)?,
                "approvalsRequired" => wallet.approvals_required = map.next_value()?,
                "deleted" => wallet.is_deleted = map.next_value::<Option<bool>>()?.unwrap_or_default(),
                "users" => {
                    let users = map.next_value::<Option<&'de RawValue>>()?;
                    let people = users.map(|users| self.0.words.people(users.get()));
                    has_people = people.as_ref().is_none_or(|people| people.are_readable);
                    wallet.users = people.map(|people| people.users).unwrap_or_default();
                }
                "freeze" => {
                    let freeze = map.next_value::<Option<&'de RawValue>>()?;
                    let is_sent = freeze.is_some();
                    let freeze = freeze.and_then(|freeze| RawObject::of(freeze.get()));
                    has_freeze = freeze.as_ref().map_or(!is_sent, is_readable_freeze);
                    wallet.freeze = freeze.map(|freeze| Arc::new(Freeze::of_object(&freeze)));
                }
                "admin" => admin = map.next_value::<Option<AdminTold<'de>>>()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        if wallet.coin.is_empty() {
            return Err(unusual());
        }
        wallet.created = began.and_then(|at| at.parse().ok());
        let amounts = [&wallet.balance, &wallet.confirmed, &wallet.spendable, &wallet.staked];
        let has_amounts = amounts.into_iter().flatten().all(|amount| amount.exact().is_some());
        let has_begin = began.is_none() || wallet.created.is_some();
        wallet.is_read_in_part = !(has_amounts && has_begin && has_people && has_freeze);
        wallet.limit_rule = admin.and_then(|admin| admin.has_limit(&wallet.coin));
        Ok((start.ok_or_else(unusual)?, wallet))
    }
}

impl One<'_, '_, '_> {
    fn word(&mut self, word: Option<&str>) -> Option<SmolStr> {
        word.map(|word| self.0.words.word(word))
    }
}

fn text<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<&'de str>, A::Error> {
    map.next_value()
}

fn unusual<E: Error>() -> E {
    E::custom("not as usual")
}
