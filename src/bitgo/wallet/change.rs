//! Changes of a wallet itself: its people and its freeze (the protocol notes, section 9).

use super::{Freeze, Wallet, read_wallet};
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::outcome::Outcome;
use crate::bitgo::routes::Route;
use crate::bitgo::session::Session;
use serde::{Serialize, Serializer};

/// How long a wallet is frozen. It cannot be lifted before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FreezeFor {
    /// So many seconds, at least one.
    Secs(u64),
    /// As long as the platform allows.
    Longest,
}

impl Serialize for FreezeFor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Secs(secs) => serializer.serialize_u64(*secs),
            Self::Longest => serializer.serialize_str("max"),
        }
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
        let call = self.call(Route::FreezeWallet, &[coin, wallet])?;
        self.ask_outcome(call.json(&FreezeBody { duration })?, |fields| Ok(Freeze::read(fields))).await
    }
}
