//! What came of examining an approval: everything that panels and dialogs say of it, worked out together.

use std::collections::HashSet;

use super::built::Built;
use super::{ApprovalFacts, ListedIssue, PendingApproval};
use crate::domain::approval::Concern;
use crate::domain::each_once::each_once;

/// What came of examining an approval, with what is known beside it or alone. Making one decodes nothing and compares
/// everything: see [`super::ApprovalCase`], which keeps them.
#[derive(Debug, PartialEq)]
pub struct Examined {
    /// What would be paid, held against what was asked for.
    pub built: Built,
    /// What of the built transaction could not be read or compared, a sentence each.
    pub gaps: Vec<String>,
    /// Each part of it that could not be read, in a sentence.
    pub unread: Vec<String>,
    /// What a setting or a rule does to the wallet's protection.
    pub protection: Vec<String>,
    /// What is wrong or odd with the addresses that it would put on a whitelist.
    pub listed: Vec<ListedIssue>,
    /// The dangers in it, each once. Look-alikes name the address that would be paid, which has to be typed in part.
    pub concerns: Vec<Concern>,
    /// Those of the dangers that an earlier reading has shown and the newest one cannot disprove, since it lacks parts.
    pub earlier: Vec<Concern>,
}

impl Examined {
    /// Of an approval of which nothing else is known.
    pub(super) fn alone(approval: &PendingApproval) -> Self {
        let built = Built::of(approval, None);
        let (gaps, unread) = (built.gaps(), approval.unread_parts(&built));
        Self::put_together(approval, None, built, (gaps, unread))
    }

    /// Of an approval with what is known beside it. What cannot be read is what it is `alone`.
    pub(super) fn with(approval: &PendingApproval, known: &ApprovalFacts, alone: &Self) -> Self {
        let built = Built::of(approval, Some(known));
        Self::put_together(approval, Some(known), built, (alone.gaps.clone(), alone.unread.clone()))
    }

    fn put_together(
        approval: &PendingApproval,
        known: Option<&ApprovalFacts>,
        built: Built,
        (gaps, unread): (Vec<String>, Vec<String>),
    ) -> Self {
        let listed = approval.listed_issues(known);
        let mut concerns = approval.concerns_by(known, &built, &listed);
        let earlier = known.and_then(ApprovalFacts::earlier).map(|earlier| {
            let built = Built::of(approval, Some(earlier));
            approval.concerns_by(Some(earlier), &built, &approval.listed_issues(Some(earlier)))
        });
        let now: HashSet<&Concern> = concerns.iter().collect();
        let earlier = earlier.unwrap_or_default().into_iter().filter(|it| !now.contains(it));
        let earlier = each_once(earlier.collect());
        concerns.extend(earlier.iter().cloned());
        let protection = approval.protection_dangers(known);
        // Two payments to one address are one thing to look at.
        Self { built, gaps, unread, protection, listed, concerns: each_once(concerns), earlier }
    }
}

#[cfg(test)]
impl PendingApproval {
    pub(super) fn examine(&self, known: Option<&ApprovalFacts>) -> Examined {
        let alone = Examined::alone(self);
        match known {
            Some(known) => Examined::with(self, known, &alone),
            None => alone,
        }
    }
}
