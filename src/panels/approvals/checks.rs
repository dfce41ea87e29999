//! What holds the button of an approval: dangers, what cannot be read, and checks that were not done.

use super::text as wording;
use crate::bitgo::approvals::{ApprovalCase, ApprovalFacts, PendingApproval};
use crate::domain::approval::Concern;
use crate::kit::state::Loadable;

/// What an approval was checked against, and what came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Checks {
    /// What has to be ticked, one by one.
    pub concerns: Vec<Concern>,
    /// What it is checked against is still being read.
    pub is_checking: bool,
}

impl Checks {
    /// Of an approval with what is known beside it.
    pub fn of(approval: &ApprovalCase, facts: Loadable<'_, ApprovalFacts>, is_wallet_hidden: bool) -> Self {
        let examined = approval.examined(facts.content());
        let mut concerns = examined.concerns.clone();
        concerns.extend(examined.unread.iter().cloned().map(Concern::unread));
        if is_wallet_hidden {
            concerns.push(Concern::unchecked(wording::WALLET_HIDDEN));
        }
        if !approval.needs_facts() {
            return Self { concerns, is_checking: false };
        }
        if !approval.has_facts() {
            concerns.push(Concern::unchecked(wording::NOTHING_TO_CHECK_AGAINST));
            return Self { concerns, is_checking: false };
        }
        concerns.extend(undone(approval, facts).into_iter().map(Concern::unchecked));
        Self { concerns, is_checking: matches!(facts, Loadable::NotAsked | Loadable::Pending(_)) }
    }
}

/// The checks that were not done, or cannot be repeated.
fn undone(approval: &PendingApproval, facts: Loadable<'_, ApprovalFacts>) -> Vec<String> {
    let mut undone = Vec::new();
    match facts {
        Loadable::Failed(failure, None) => undone.push(wording::unchecked(&failure.what)),
        Loadable::Failed(failure, Some(_)) => undone.push(wording::not_checked_again(&failure.what)),
        Loadable::NotAsked | Loadable::Pending(_) | Loadable::Ready(_) => {}
    }
    undone.extend(facts.content().map(|facts| facts.undone_checks(approval)).unwrap_or_default());
    undone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalInfo, Change};
    use crate::bitgo::wallet::{Wallet, WalletUser};
    use crate::kit::state::Failure;

    #[test]
    fn what_was_not_checked_holds_the_button_and_is_named() {
        let payment = || Change::Withdrawal {
            recipients: Vec::new(),
            requested: None,
            fee: None,
            comment: String::new(),
            intent: None,
            triggered: None,
        };
        let rule = || Change::Rule { action: "update".to_owned(), rule: Box::default() };
        let tags = || Change::Tags { action: "add".to_owned(), tags: vec!["ops".to_owned()] };
        let failure = Failure { what: "Not reached.".to_owned(), ..Failure::default() };
        let users = [WalletUser { user: "ann".into(), ..WalletUser::default() }].into();
        let facts = ApprovalFacts::of_wallet(Wallet { users, ..Wallet::default() });
        let (ready, failed) = (Loadable::Ready(&facts), Loadable::Failed(&failure, None));
        let again = Loadable::Failed(&failure, Some(&facts));
        for (change, known, is_checking, words) in [
            (Change::ApprovalsRequired(1), ready, false, None),
            (Change::ApprovalsRequired(1), Loadable::Pending(Some(&facts)), true, None),
            (Change::ApprovalsRequired(1), Loadable::NotAsked, true, None),
            (Change::ApprovalsRequired(1), failed, false, Some("could not be checked: Not reached.")),
            (payment(), failed, false, Some("could not be checked: Not reached.")),
            (payment(), again, false, Some("could not be checked again: Not reached.")),
            (rule(), failed, false, Some("could not be checked: Not reached.")),
            (rule(), ready, false, Some("does not report this wallet's rules")),
            (tags(), failed, false, None),
        ] {
            let info = ApprovalInfo { change, ..ApprovalInfo::default() };
            let (coin, wallet) = (Some("tbtc".to_owned()), Some("w1".to_owned()));
            let approval = PendingApproval { coin, wallet, info, ..PendingApproval::default() };
            let case = ApprovalCase::new(approval.clone());
            let checks = Checks::of(&case, known, false);
            let unchecked: Vec<&Concern> = checks
                .concerns
                .iter()
                .filter(|it| it.kind == crate::domain::approval::ConcernKind::Unchecked)
                .collect();
            assert_eq!(checks.is_checking, is_checking, "{known:?}");
            assert_eq!(unchecked.is_empty(), words.is_none(), "{known:?}: {unchecked:?}");
            let first = unchecked.first().map_or("", |it| &it.sentence);
            assert!(first.contains(words.unwrap_or_default()), "{unchecked:?}");
            let hidden = Checks::of(&case, known, true).concerns;
            assert_eq!(hidden.len(), checks.concerns.len() + 1);
            let nowhere = PendingApproval { coin: None, wallet: None, ..approval };
            let nowhere = Checks::of(&ApprovalCase::new(nowhere), Loadable::NotAsked, false);
            assert!(!nowhere.is_checking, "there is nothing to wait for");
        }
    }
}
