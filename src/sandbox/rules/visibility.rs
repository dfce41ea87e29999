//! Which wallets a caller sees: the person's roles, then the token's scopes, then what it is permitted to reach.

use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Person;
use crate::sandbox::state::token::{Reach, Token};
use crate::sandbox::state::wallet::{Permissions, Wallet};

/// A caller's view of the wallets. A token shows no wallet that its maker does not see.
pub(crate) struct Visibility<'a> {
    person: &'a Person,
    reach: &'a Reach,
    by_scope: ByScope,
}

enum ByScope {
    All,
    Some { wallets: Vec<Id>, enterprises: Vec<Id> },
}

impl<'a> Visibility<'a> {
    /// What `token`, made by `person`, lets its holder see.
    pub(crate) fn of(person: &'a Person, token: &'a Token) -> Self {
        let by_scope = if token.has_scope("wallet_view_all") {
            ByScope::All
        } else {
            let wallets = token.scope.iter().filter_map(|scope| scope.strip_prefix("wallet_view:"));
            let wallets = wallets.filter_map(Id::parse).collect();
            let enterprises = if token.has_scope("wallet_view_enterprise") {
                single_enterprise(person, token)
            } else {
                Vec::new()
            };
            ByScope::Some { wallets, enterprises }
        };
        Self { person, reach: &token.reach, by_scope }
    }

    /// True where the wallet may be shown. An enterprise's admin sees its wallets without a role on them, but only
    /// when the request names the enterprise (the protocol notes, section 10).
    pub(crate) fn sees(&self, wallet: &Wallet, names_enterprise: bool) -> bool {
        let by_role = wallet.permissions_of(self.person.id).is_some();
        (by_role || (names_enterprise && is_within(self.person, wallet)))
            && self.by_scope.covers(wallet)
            && reaches(self.reach, wallet)
    }

    /// True where the person holds that permission on the wallet.
    pub(crate) fn may(&self, wallet: &Wallet, permission: Permissions) -> bool {
        wallet.permissions_of(self.person.id).is_some_and(|held| held.has(permission))
    }
}

impl ByScope {
    fn covers(&self, wallet: &Wallet) -> bool {
        match self {
            Self::All => true,
            Self::Some { wallets, enterprises } => {
                wallets.contains(&wallet.id) || enterprises.contains(&wallet.enterprise)
            }
        }
    }
}

/// True where the person has a role on the wallet or administers its enterprise.
pub(crate) fn is_within(person: &Person, wallet: &Wallet) -> bool {
    wallet.permissions_of(person.id).is_some() || person.administers(wallet.enterprise)
}

/// The one enterprise of an `_enterprise` scope: the token's own, else those it is permitted, else the maker's first.
pub(super) fn single_enterprise(person: &Person, token: &Token) -> Vec<Id> {
    match (token.enterprise, &token.reach) {
        (Some(enterprise), _) => vec![enterprise],
        (None, Reach::Enterprises(permitted)) => permitted.clone(),
        (None, _) => person.memberships.first().map(|m| m.enterprise).into_iter().collect(),
    }
}

/// True where a token of that reach gets to the wallet.
pub(crate) fn reaches(reach: &Reach, wallet: &Wallet) -> bool {
    match reach {
        Reach::Everything => true,
        Reach::Enterprises(permitted) => permitted.contains(&wallet.enterprise),
        Reach::Wallets(permitted) => permitted.contains(&wallet.id),
    }
}
