//! Writing to the audit log. What ends by itself (an expired token) leaves no entry.

use std::net::IpAddr;

use jiff::Timestamp;
use serde_json::Value;

use super::auth::Caller;
use crate::sandbox::state::State;
use crate::sandbox::state::audit::AuditEntry;
use crate::sandbox::state::id::Id;

/// What an entry is about.
pub(crate) struct Subject {
    pub(crate) wallet: Option<Id>,
    pub(crate) enterprise: Option<Id>,
    pub(crate) data: Value,
}

impl Subject {
    /// A wallet, and with it its enterprise and coin.
    pub(crate) const fn wallet(wallet: Id, data: Value) -> Self {
        Self { wallet: Some(wallet), enterprise: None, data }
    }

    /// The person's own account.
    pub(crate) const fn own(data: Value) -> Self {
        Self { wallet: None, enterprise: None, data }
    }
}

/// Adds an entry.
pub(crate) fn note(
    state: &mut State,
    kind: &str,
    caller: Caller,
    peer: IpAddr,
    now: Timestamp,
    subject: Subject,
) {
    let id = state.new_id();
    let wallet = subject.wallet.and_then(|id| state.wallets.get(id));
    let enterprise = subject.enterprise.or(wallet.map(|wallet| wallet.enterprise));
    let coin = wallet.map(|wallet| wallet.coin.to_owned());
    state.audit.push(AuditEntry {
        id,
        kind: kind.to_owned(),
        person: caller.person,
        ip: peer,
        date: now,
        wallet: subject.wallet,
        enterprise,
        coin,
        data: subject.data,
    });
}
