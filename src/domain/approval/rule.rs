//! A policy rule as facts, and what a change of it changes.

use super::difference::{Difference, before_and_after, entries};
use super::rule_entry::RuleEntry;
use super::warning::Warning;
use crate::domain::text::any_of;

/// What an address that comes to a whitelist means, for whoever approves it and for whoever asks for it.
pub const NEW_ADDRESS: &str = "Withdrawals to this address will no longer be stopped by this whitelist. Confirm the address \
                               through another channel first.";

/// A policy rule in words, thing by thing. What the rule does not have is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleWords {
    /// What it checks: "total amount sent".
    pub checks: String,
    /// The amount that it is about, with its unit.
    pub amount: String,
    /// The time over which it counts.
    pub window: String,
    /// What it does then: "Require approval".
    pub action: String,
    /// Who is asked, by name; empty for all admins, or where nobody is.
    pub asked: Vec<String>,
    /// The addresses, wallets and enterprises on its list.
    pub entries: Vec<RuleEntry>,
    /// The tags of the wallets over which it counts; empty for its own wallet alone.
    pub counted_over: Vec<String>,
    /// The address of the owner's that it asks.
    pub webhook: String,
    /// Only for this coin.
    pub coin: String,
    /// Whether it asks people at all.
    pub asks_people: bool,
    /// Whether it lets through only what is on its list.
    pub is_whitelist: bool,
}

impl RuleWords {
    fn asked_in_words(&self) -> String {
        match (self.asks_people, self.asked.is_empty()) {
            (false, _) => String::new(),
            (true, true) => "any admin except the sender".to_owned(),
            (true, false) => any_of(self.asked.clone(), "person"),
        }
    }
}

/// What a rule that is added, changed or removed makes different; none for a rule that is not there.
pub fn differences(before: Option<&RuleWords>, after: Option<&RuleWords>) -> Vec<Difference> {
    let nothing = RuleWords::default();
    let (before, after) = (before.unwrap_or(&nothing), after.unwrap_or(&nothing));
    let words = |read: &dyn Fn(&RuleWords) -> String, about: &str| {
        before_and_after(about, &read(before), &read(after))
    };
    let mut rows: Vec<Difference> = [
        words(&|it| it.checks.clone(), "Type"),
        words(&|it| it.amount.clone(), "Amount"),
        words(&|it| it.window.clone(), "Period"),
        words(&|it| it.coin.clone(), "Coin"),
        words(&|it| it.counted_over.join(", "), "Counted over"),
        words(&|it| it.webhook.clone(), "Webhook"),
        words(&|it| it.action.clone(), "Action"),
        words(&RuleWords::asked_in_words, "Approvers"),
    ]
    .into_iter()
    .flatten()
    .collect();
    rows.extend(entries("Address", &before.entries, &after.entries));
    rows
}

impl RuleWords {
    /// What to look at in a change from this rule to another; none for one that is removed.
    pub fn warnings(&self, after: Option<&Self>) -> Vec<Warning> {
        // That one is removed is told with what it lets out.
        let Some(after) = after else { return Vec::new() };
        let mut warnings = Vec::new();
        if self.asks_people && !after.asks_people && after.action != self.action {
            warnings.push(Warning::note("Nobody will have to approve anymore: check what happens instead."));
        }
        if self.is_whitelist
            && after.entries.iter().any(|it| self.entries.iter().all(|old| old.item != it.item))
        {
            warnings.push(Warning::attention(NEW_ADDRESS));
        }
        warnings
    }

    /// What to look at where the rule that is there, if any, is not known.
    pub fn warnings_unchecked(&self) -> Vec<Warning> {
        if !self.is_whitelist {
            return Vec::new();
        }
        vec![Warning::attention(
            "Withdrawals to the listed addresses will not be stopped by this whitelist, and which of them are new is \
             unknown. Confirm them through another channel first.",
        )]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(amount: &str, window: &str, asked: &[&str]) -> RuleWords {
        RuleWords {
            checks: "total amount sent".to_owned(),
            amount: amount.to_owned(),
            window: window.to_owned(),
            action: "Require approval".to_owned(),
            asked: asked.iter().map(|&it| it.to_owned()).collect(),
            asks_people: true,
            ..RuleWords::default()
        }
    }

    #[test]
    fn only_what_differs_has_a_row() {
        let now = limit("1 BTC", "1 day", &[]);
        let entry = |item: &str| RuleEntry { item: item.to_owned(), label: String::new() };
        let list = |items: &[&str]| RuleWords {
            checks: "allowed addresses".to_owned(),
            action: "Deny".to_owned(),
            entries: items.iter().map(|it| entry(it)).collect(),
            is_whitelist: true,
            ..RuleWords::default()
        };
        let denied = RuleWords { action: "Deny".to_owned(), asks_people: false, ..now.clone() };
        for (before, after, expected) in [
            (Some(&now), Some(&now.clone()), vec![]),
            (Some(&now), Some(&limit("2 BTC", "1 day", &[])), vec!["Amount: 1 BTC > 2 BTC"]),
            (
                Some(&now),
                Some(&limit("1 BTC", "7 days", &["Ann"])),
                vec!["Period: 1 day > 7 days", "Approvers: any admin except the sender > Ann"],
            ),
            (
                Some(&now),
                Some(&denied),
                vec!["Action: Require approval > Deny", "Approvers: any admin except the sender > "],
            ),
            (
                None,
                Some(&now),
                vec![
                    "Type:  > total amount sent",
                    "Amount:  > 1 BTC",
                    "Period:  > 1 day",
                    "Action:  > Require approval",
                    "Approvers:  > any admin except the sender",
                ],
            ),
            (
                Some(&list(&["a"])),
                None,
                vec!["Type: allowed addresses > ", "Action: Deny > ", "Address: a > "],
            ),
            (Some(&list(&["a", "b"])), Some(&list(&["b", "c"])), vec!["Address: a > ", "Address:  > c"]),
        ] {
            let rows: Vec<String> = differences(before, after)
                .into_iter()
                .map(|it| format!("{}: {} > {}", it.about, it.before, it.after))
                .collect();
            assert_eq!(rows, expected);
        }
        assert!(now.warnings(None).is_empty(), "what a removal lets out is told elsewhere");
        assert_eq!(now.warnings(Some(&denied)).len(), 1);
        assert!(now.warnings(Some(&limit("2 BTC", "1 day", &[]))).is_empty());
        assert_eq!(list(&["a"]).warnings(Some(&list(&["a", "b"]))).len(), 1);
        assert!(list(&["a", "b"]).warnings(Some(&list(&["a"]))).is_empty());
        assert_eq!((list(&["a"]).warnings_unchecked().len(), now.warnings_unchecked().len()), (1, 0));
    }
}
