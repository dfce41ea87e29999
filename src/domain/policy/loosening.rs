//! What a change of a rule lets out that it stopped before: what an attacker would do first.

use std::cmp::Ordering;

use super::duration::window_phrase;
use super::rule::{RuleAction, RuleFacts, RuleShape};
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::amount_words;

/// What was denied could be approved.
pub(super) const APPROVABLE: &str = "Withdrawals that this rule denies now could be approved.";
/// There would be no rule.
const GONE: &str = "Withdrawals this rule blocks or holds will go through unless another rule stops them.";

/// What a change from one rule to another, or its removal, lets out, a sentence each. `coin` is the wallet's ticker.
pub fn loosened(before: &RuleFacts, after: Option<&RuleFacts>, coin: &str) -> Vec<String> {
    let Some(after) = after else { return vec![GONE.to_owned()] };
    let mut found = Vec::new();
    if let (
        RuleShape::Limit { amount: Some(was), window_secs: Some(was_secs), .. },
        RuleShape::Limit { amount: Some(now), window_secs: Some(now_secs), .. },
    ) = (&before.shape, &after.shape)
    {
        found.extend(limit_loosened((was, *was_secs), (now, *now_secs), coin));
    }
    if before.action == RuleAction::Refuse && matches!(after.action, RuleAction::Ask(_)) {
        found.push(APPROVABLE.to_owned());
    }
    found
}

/// Whether one limit lets out more than another, in a sentence. Each is an amount in base units and a time in seconds.
pub(super) fn limit_loosened(
    (was, was_secs): (&BaseUnits, u64),
    (now, now_secs): (&BaseUnits, u64),
    coin: &str,
) -> Option<String> {
    if now <= was && now_secs >= was_secs {
        return None;
    }
    let in_words = |amount: &BaseUnits| amount_words(&Balance::Exact(amount.clone()), coin);
    let (old, new) = (in_words(was), in_words(now));
    let (before, after) = (window_phrase(was_secs), window_phrase(now_secs));
    Some(match now_secs.cmp(&was_secs) {
        Ordering::Equal => format!("Limit raised from {old} to {new} {after}."),
        Ordering::Less => format!("Limit loosened from {old} {before} to {new} {after}."),
        // Over a long time it may let out less.
        Ordering::Greater => format!("More may leave at once: {new} {after}, now {old} {before}."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(amount: &str, window_secs: u64, action: RuleAction) -> RuleFacts {
        let amount = amount.parse().ok();
        let shape = RuleShape::Limit { amount, window_secs: Some(window_secs), tags: Vec::new() };
        RuleFacts { name: "Daily".to_owned(), shape, action, ..RuleFacts::default() }
    }

    #[test]
    fn whatever_lets_out_more_is_said() {
        const DAY: u64 = 86_400;
        let ask = || RuleAction::Ask(Vec::new());
        let was = limit("250000000", DAY, RuleAction::Refuse);
        for (after, expected) in [
            (Some(was.clone()), vec![]),
            (Some(limit("250000000", 2 * DAY, RuleAction::Refuse)), vec![]),
            (Some(limit("100000000", DAY, RuleAction::Refuse)), vec![]),
            (Some(limit("300000000", DAY, RuleAction::Refuse)), vec!["Limit raised from 2.5 TBTC to 3 TBTC"]),
            (
                Some(limit("250000000", DAY / 2, RuleAction::Refuse)),
                vec!["Limit loosened from 2.5 TBTC per day"],
            ),
            (Some(limit("250000000", DAY, ask())), vec![APPROVABLE]),
            (Some(limit("900000000", 7 * DAY, ask())), vec!["More may leave at once: 9 TBTC", APPROVABLE]),
            (None, vec!["will go through unless another rule"]),
        ] {
            let said = loosened(&was, after.as_ref(), "tbtc");
            assert_eq!(said.len(), expected.len(), "{said:?}");
            assert!(said.iter().zip(&expected).all(|(said, words)| said.contains(words)), "{said:?}");
        }
    }
}
