//! The addresses that a draft puts on a whitelist: what is wrong or odd with each.

use super::draft::{RuleContext, RuleDraft};
use super::finding::{Findings, RuleField, source};
use super::rule::{ADDRESS, Listed, RuleFacts};
use crate::domain::address::{
    Address, AddressIssue, AddressNetwork, AddressSurroundings, CheckedAddress, ComparedAddress,
    check_address,
};
use crate::domain::finding::Severity;
use crate::domain::text::elided;

/// The most characters of a rule's name, and of an entry of a list.
pub const LONGEST_NAME: usize = 250;
/// So many addresses are put on a list at once: each is a request of its own.
pub const MOST_AT_ONCE: usize = 100;

/// What the addresses of a draft are held against.
#[derive(Debug)]
pub(super) struct Around {
    network: AddressNetwork,
    list: Vec<ComparedAddress>,
    others: Vec<ComparedAddress>,
    paid: Vec<ComparedAddress>,
    own: Vec<ComparedAddress>,
}

impl Around {
    pub(super) fn of(draft: &RuleDraft, context: &RuleContext<'_>) -> Self {
        let network = AddressNetwork::of_coin(draft.coin(context.wallet));
        let compared =
            |all: Vec<&str>| all.into_iter().map(|it| ComparedAddress::new(it, &network)).collect();
        let [list, others, paid, own] = surroundings(draft, context).map(compared);
        Self { network, list, others, paid, own }
    }

    pub(super) fn network(&self) -> &AddressNetwork {
        &self.network
    }

    /// An address of the draft or a paste, as it is held against others.
    pub(super) fn compared(&self, text: &str) -> ComparedAddress {
        ComparedAddress::new(text, &self.network)
    }

    /// Checks an address for the list, to which these come too.
    pub(super) fn check(&self, text: &str, beside: &[ComparedAddress]) -> CheckedAddress {
        let Self { network, list, others, paid, own } = self;
        check_address(text, &AddressSurroundings { network, list, known: others, paid, own, beside })
    }
}

/// The addresses around a draft as they are written: on its list, on other lists, paid before, the wallet's own.
pub(super) fn surroundings<'a>(draft: &'a RuleDraft, context: &RuleContext<'a>) -> [Vec<&'a str>; 4] {
    let before = draft.edit.before();
    let is_other =
        |rule: &&RuleFacts| before.is_none_or(|it| (&it.name, &it.coin) != (&rule.name, &rule.coin));
    let others = context.rules.iter().filter(is_other).flat_map(RuleFacts::addresses);
    let list = before.into_iter().flat_map(RuleFacts::addresses);
    [list.collect(), others.collect(), context.paid.clone(), context.own_addresses.clone()]
}

/// Checks each address of a draft.
pub(super) fn check_each(texts: &[&str], around: &Around) -> Vec<CheckedAddress> {
    let all: Vec<ComparedAddress> = texts.iter().map(|text| around.compared(text)).collect();
    texts.iter().map(|text| around.check(text, &all)).collect()
}

/// What was found of each address of a draft, and of their names. What is typed alone is told without itself.
pub(super) fn tell_all(draft: &RuleDraft, checked: &[CheckedAddress], found: &mut Findings) {
    let texts = draft.wanted_addresses();
    let is_list = draft.is_list();
    for (text, checked) in texts.iter().zip(checked) {
        let whose = if is_list { format!("{}: ", elided(text)) } else { String::new() };
        for issue in &checked.issues {
            add(text, &whose, issue, found);
        }
        let is_long = checked.address.as_ref().is_some_and(|it| it.normal().chars().count() > LONGEST_NAME);
        if is_long {
            let words = format!("{whose}BitGo takes at most {LONGEST_NAME} characters for an entry.");
            found.error(RuleField::Address, &format!("address.long/{text}"), words);
        }
    }
    if texts.len() > MOST_AT_ONCE {
        let words = format!("Add at most {MOST_AT_ONCE} addresses at once: each is a request of its own.");
        found.error(RuleField::Address, "address.many", words);
    }
    check_labels(draft, found);
}

fn add(text: &str, whose: &str, issue: &AddressIssue, found: &mut Findings) {
    let (id, words) =
        (format!("address.{}/{}", issue.id(), text.trim()), format!("{whose}{}", issue.sentence()));
    match issue.severity() {
        Severity::Error => found.error(RuleField::Address, &id, words),
        Severity::Warning => found.warning(RuleField::Address, id, words, (issue.advice(), source::OURS)),
        Severity::Note => found.note(RuleField::Address, &id, words, (issue.advice(), "")),
    }
}

fn check_labels(draft: &RuleDraft, found: &mut Findings) {
    let entries = draft.edit.before().map(RuleFacts::entries).unwrap_or_default();
    let is_taken = |label: &String| !label.is_empty() && entries.iter().any(|entry| entry.label == *label);
    if draft.labels().iter().any(is_taken) {
        let words = "The list already has an entry with that name: BitGo accepts each name once.";
        found.error(RuleField::Address, "label.twice", words);
    }
}

/// The entries that the addresses come to, each in its normal spelling.
pub(super) fn entries(draft: &RuleDraft, checked: &[CheckedAddress]) -> Vec<Listed> {
    let texts = draft.wanted_addresses().into_iter().zip(checked).zip(draft.labels());
    let entry = |((text, checked), label): ((&str, &CheckedAddress), String)| Listed {
        item: checked.address.as_ref().map_or_else(|| text.trim().to_owned(), Address::normal),
        kind: ADDRESS.to_owned(),
        label,
    };
    texts.map(entry).collect()
}
