//! How an approval stood when a person decided on it, to be checked against how it stands just before that is sent.

use super::built::Built;
use super::{ApprovalKind, ApprovalState, Change, Decision, PendingApproval};
use crate::domain::approval::{
    DecisionResult, LocalDecoding, MpcWithdrawal, Resolved, count_words, judge_decision,
};
use jiff::Timestamp;
use serde_json::{Map, Value};

/// How an approval stood when it was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    state: ApprovalState,
    resolved: Vec<Resolved>,
    needed: Option<u64>,
    updated: Option<Timestamp>,
    content: Content,
}

/// What it asks for, and of whom.
#[derive(Clone, Debug, PartialEq)]
struct Content {
    kind: ApprovalKind,
    change: Change,
    /// What was asked for and built for it, of an MPC wallet.
    mpc: Option<MpcWithdrawal>,
    /// All of it as it came, where not everything of it is read.
    raw: Option<Map<String, Value>>,
    /// Parts that are not understood here: another text of them may be another request.
    unread: Map<String, Value>,
    coin: Option<String>,
    wallet: Option<String>,
    transaction: Option<String>,
    /// What would be signed, as it was decoded here.
    decoding: LocalDecoding,
}

impl Content {
    /// Whether it is about the same. What only one of the two tells is no difference.
    fn is_same(&self, now: &Self) -> bool {
        let agree = |before: &Option<String>, now: &Option<String>| {
            before.as_ref().zip(now.as_ref()).is_none_or(|(before, now)| before == now)
        };
        self.kind == now.kind
            && self.change == now.change
            && self.mpc == now.mpc
            && self.raw == now.raw
            && self.unread == now.unread
            && agree(&self.coin, &now.coin)
            && agree(&self.wallet, &now.wallet)
            && agree(&self.transaction, &now.transaction)
            && self.signs_the_same(now)
    }

    /// Whether the same would be signed, as far as both tell.
    fn signs_the_same(&self, now: &Self) -> bool {
        let is_told = |it: &Self| it.decoding != LocalDecoding::NotAtHand;
        !(is_told(self) && is_told(now)) || self.decoding == now.decoding
    }
}

impl Snapshot {
    /// Whether it asks for what it asked for.
    pub fn asks_the_same(&self, now: &PendingApproval) -> bool {
        self.content.is_same(&now.snapshot().content)
    }

    /// What is different now, a sentence each. When it changed is compared only where both tell.
    pub fn changes(&self, now: &PendingApproval) -> Vec<String> {
        let now = now.snapshot();
        let mut changes = Vec::new();
        if !self.content.is_same(&now.content) {
            changes.push("What is requested has changed.".to_owned());
        }
        if self.needed != now.needed {
            let words = |needed: Option<u64>| {
                needed.map_or_else(
                    || "not reported".to_owned(),
                    |needed| format!("{} needed", count_words(needed)),
                )
            };
            changes.push(format!("{} now, before: {}.", words(now.needed), words(self.needed)));
        }
        if self.resolved != now.resolved {
            changes.push("Somebody has decided on it.".to_owned());
        }
        if self.state != now.state {
            changes.push("Its status has changed.".to_owned());
        }
        let updated = self.updated.zip(now.updated).is_some_and(|(before, now)| before != now);
        if updated && changes.is_empty() {
            changes.push("BitGo reports that it was updated.".to_owned());
        }
        changes
    }
}

impl PendingApproval {
    /// With a yes or a no, where it is over.
    pub fn ended(&self) -> Option<bool> {
        match self.state {
            ApprovalState::Approved | ApprovalState::Processing => Some(true),
            ApprovalState::Rejected => Some(false),
            _ => None,
        }
    }

    /// What it tells of this person's decision.
    pub fn tells_of(&self, me: &str, decision: Decision) -> DecisionResult {
        judge_decision(self.ended(), &self.resolved(), me, decision.is_approval())
    }

    /// Takes over how far it is from what the platform answered to a decision; what it is about stays as it was told in
    /// full.
    pub fn stand_as(&mut self, answered: &Self) {
        self.state.clone_from(&answered.state);
        if !answered.resolvers.is_empty() {
            self.resolvers.clone_from(&answered.resolvers);
        }
        self.updated = answered.updated.or(self.updated);
    }

    /// How it stands.
    pub fn snapshot(&self) -> Snapshot {
        self.stands(!self.unread_parts(&Built::of(self, None)).is_empty())
    }

    /// How it stands. All of it counts where not everything could be read.
    pub(super) fn stands(&self, is_unreadable: bool) -> Snapshot {
        Snapshot {
            state: self.state.clone(),
            resolved: self.resolved(),
            needed: self.approvals_required,
            updated: self.updated,
            content: Content {
                kind: self.info.kind.clone(),
                change: self.info.change.clone(),
                mpc: self.info.mpc.clone(),
                raw: is_unreadable.then(|| self.info.raw.clone()),
                unread: self.info.unread.clone(),
                coin: self.coin.clone(),
                wallet: self.wallet.clone(),
                transaction: self.tx_request_id.clone(),
                decoding: self.info.decoding.clone(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalInfo, Recipient, Resolver};
    use crate::domain::amount::Balance;
    use crate::domain::transaction::DecodedTransaction;

    #[test]
    fn another_transaction_is_another_request() {
        let approval = |decoding: LocalDecoding| {
            let info = ApprovalInfo { decoding, ..ApprovalInfo::default() };
            PendingApproval { info, ..PendingApproval::default() }
        };
        let decoded = |chain| {
            let transaction = DecodedTransaction { chain: Some(chain), ..DecodedTransaction::default() };
            LocalDecoding::Decoded(vec![transaction])
        };
        let seen = approval(decoded(1)).snapshot();
        for (decoding, is_same) in [
            (decoded(1), true),
            (decoded(2), false),
            (LocalDecoding::Unread(String::new()), false),
            // What only one of the two tells is no difference.
            (LocalDecoding::NotAtHand, true),
        ] {
            let now = approval(decoding);
            assert_eq!(seen.changes(&now).is_empty(), is_same, "{:?}", now.info);
            assert_eq!(seen.asks_the_same(&now), is_same);
        }
    }

    #[test]
    fn every_step_of_somebody_else_is_noticed() {
        let at = |secs| Timestamp::from_second(secs).ok();
        let approved = Resolver {
            user: Some("eve".to_owned()),
            action: Some("approve".to_owned()),
            ..Resolver::default()
        };
        let pays = |amount: &str| ApprovalInfo {
            kind: ApprovalKind::Transaction,
            change: Change::Withdrawal {
                recipients: vec![Recipient {
                    amount: Some(Balance::from_wire(amount)),
                    ..Recipient::default()
                }],
                requested: None,
                fee: None,
                comment: String::new(),
                intent: None,
                triggered: None,
            },
            ..ApprovalInfo::default()
        };
        let tells_more =
            || ApprovalInfo { unread: Map::from_iter([("sweep".to_owned(), true.into())]), ..pays("10") };
        let built = |amount: &str| ApprovalInfo { mpc: Some(MpcWithdrawal::default()), ..pays(amount) };
        let before = PendingApproval {
            updated: at(5),
            approvals_required: Some(2),
            coin: Some("tbtc".to_owned()),
            wallet: Some("w1".to_owned()),
            tx_request_id: Some("t1".to_owned()),
            info: pays("10"),
            ..PendingApproval::default()
        };
        let seen = before.snapshot();
        for (now, holds) in [
            (before.clone(), true),
            (PendingApproval { updated: None, ..before.clone() }, true),
            (PendingApproval { updated: at(6), ..before.clone() }, false),
            (PendingApproval { resolvers: vec![approved], ..before.clone() }, false),
            (PendingApproval { approvals_required: Some(1), ..before.clone() }, false),
            (PendingApproval { state: ApprovalState::Rejected, ..before.clone() }, false),
            (PendingApproval { info: pays("11"), ..before.clone() }, false),
            (PendingApproval { info: tells_more(), ..before.clone() }, false),
            (PendingApproval { coin: None, ..before.clone() }, true),
            (PendingApproval { coin: Some("tltc".to_owned()), ..before.clone() }, false),
            (PendingApproval { wallet: Some("w2".to_owned()), ..before.clone() }, false),
            (PendingApproval { tx_request_id: Some("t2".to_owned()), ..before.clone() }, false),
            (PendingApproval { info: built("10"), ..before.clone() }, false),
        ] {
            assert_eq!(seen.changes(&now).is_empty(), holds, "{now:?}");
        }
        // What is not read here is compared as it came.
        let unknown = |raw: &str| PendingApproval {
            info: ApprovalInfo {
                kind: ApprovalKind::Other("newer".to_owned()),
                change: Change::Unknown,
                raw: Map::from_iter([("to".to_owned(), raw.into())]),
                ..ApprovalInfo::default()
            },
            ..PendingApproval::default()
        };
        assert!(unknown("ann").snapshot().changes(&unknown("ann")).is_empty());
        assert!(!unknown("ann").snapshot().changes(&unknown("eve")).is_empty());
        let fewer = PendingApproval { approvals_required: Some(1), ..before.clone() };
        assert_eq!(seen.changes(&fewer), ["1 approval needed now, before: 2 approvals needed."]);
        assert!(
            seen.asks_the_same(&fewer)
                && !seen.asks_the_same(&PendingApproval { info: pays("11"), ..before })
        );
    }
}
