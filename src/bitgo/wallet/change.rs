//! Changes of a wallet itself: its people and its freeze (the protocol notes, section 9).

use std::collections::BTreeSet;

use super::{Freeze, Wallet, read_wallet};
use crate::bitgo::approvals::{ApprovalKind, PendingApproval};
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::outcome::Outcome;
use crate::bitgo::routes::Route;
use crate::bitgo::session::Session;
use crate::domain::change::about;
use jiff::Timestamp;
use serde::{Serialize, Serializer};

/// How long a wallet is frozen. It cannot be lifted before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FreezeFor {
    /// So many seconds, at least one.
    Secs(u64),
    /// As long as the platform allows.
    Longest,
}

impl FreezeFor {
    /// As it is written down: its seconds, or `max`.
    fn word(self) -> String {
        match self {
            Self::Secs(secs) => secs.to_string(),
            Self::Longest => "max".to_owned(),
        }
    }
}

impl Serialize for FreezeFor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Secs(secs) => serializer.serialize_u64(*secs),
            Self::Longest => serializer.serialize_str("max"),
        }
    }
}

/// How a wallet stood before a freeze was sent, to tell what became of it where its answer is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BeforeFreeze {
    /// When the freeze ended that was there.
    pub end: Option<Timestamp>,
    /// What waited for approval, by ID.
    pub waiting: BTreeSet<String>,
}

/// What a wallet shows of a freeze whose answer is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FreezeFound {
    /// It is frozen until then.
    Frozen(Timestamp),
    /// It is not frozen, and something waits for approval that may be the freeze.
    MayWait,
}

impl BeforeFreeze {
    /// What became of the freeze that `me` has sent, by the wallet and by what waits for approval about it now; none where
    /// nothing speaks for it. The platform names no kind of approval for a freeze: whatever is not known to be something
    /// else may be one.
    pub fn found(&self, wallet: &Wallet, waiting: &[PendingApproval], me: &str) -> Option<FreezeFound> {
        use ApprovalKind::{Generic, Other, WalletSetting};
        if let Some(end) = wallet.freeze_end().filter(|end| Some(*end) != self.end) {
            return Some(FreezeFound::Frozen(end));
        }
        let may_be_it = |approval: &PendingApproval| {
            approval.creator == me
                && matches!(approval.info.kind, Generic | WalletSetting | Other(_))
                && !self.waiting.contains(&approval.id)
        };
        waiting.iter().any(may_be_it).then_some(FreezeFound::MayWait)
    }
}

/// The body of `POST /api/v2/{coin}/wallet/{walletId}/freeze`.
#[derive(Serialize)]
struct FreezeBody {
    duration: FreezeFor,
}

impl Session {
    /// Takes a person off a wallet. Where there is another administrator, theirs is the decision.
    pub async fn remove_wallet_user(
        &self,
        coin: &str,
        wallet: &str,
        user: &str,
    ) -> Result<Outcome<Wallet>, Error> {
        let call = self.call(Route::RemoveWalletUser, &[coin, wallet, user])?;
        self.ask_outcome(call, |fields| read_wallet(fields, Some(coin))).await
    }

    /// Freezes a wallet: nothing leaves it until the end of `duration`, and nobody can lift that.
    pub async fn freeze_wallet(
        &self,
        coin: &str,
        wallet: &str,
        duration: FreezeFor,
    ) -> Result<Outcome<Freeze>, Error> {
        if duration == FreezeFor::Secs(0) {
            return Err(ErrorKind::NotHere("A freeze lasts at least one second.").into());
        }
        let call = self.call(Route::FreezeWallet, &[coin, wallet])?.about(about::DURATION, duration.word());
        self.ask_outcome(call.json(&FreezeBody { duration })?, |fields| Ok(Freeze::read(fields))).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::ApprovalInfo;
    use std::sync::Arc;

    #[test]
    fn a_freeze_without_an_answer_is_told_by_its_end_or_may_wait_as_something_new_of_ones_own() {
        let (first, second) = (Timestamp::UNIX_EPOCH, Timestamp::MAX);
        let before = BeforeFreeze { end: Some(first), waiting: BTreeSet::from(["old".to_owned()]) };
        let newer = || ApprovalKind::from_word("freezeRequest");
        for (end, id, creator, kind, found) in [
            (Some(second), "new", "me", newer(), Some(FreezeFound::Frozen(second))),
            (Some(first), "new", "me", newer(), Some(FreezeFound::MayWait)),
            (None, "new", "me", ApprovalKind::Generic, Some(FreezeFound::MayWait)),
            (None, "old", "me", newer(), None),
            (None, "new", "another", newer(), None),
            (None, "new", "me", ApprovalKind::PolicyRule, None),
        ] {
            let freeze = Some(Arc::new(Freeze { expires: end, ..Freeze::default() }));
            let wallet = Wallet { freeze, ..Wallet::default() };
            let what = format!("{end:?} {id} {creator} {kind:?}");
            let waiting = PendingApproval {
                id: id.to_owned(),
                creator: creator.to_owned(),
                info: ApprovalInfo { kind, ..ApprovalInfo::default() },
                ..PendingApproval::default()
            };
            assert_eq!(before.found(&wallet, &[waiting], "me"), found, "{what}");
        }
    }
}
