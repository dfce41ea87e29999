//! Tokens: the short ones that a login gives and the long ones that people make.

use std::collections::{BTreeMap, HashMap};

use ipnet::Ipv4Net;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};

use super::id::Id;
use crate::domain::amount::BaseUnits;

/// "Short-lived access tokens are the only access tokens with the `user_manage` scope" (spec: login). The name is
/// accepted for other tokens and has no effect in them.
pub(crate) const LOGIN_ONLY: &str = "user_manage";

/// Where a token comes from. Only a login's may make further tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Origin {
    /// `POST /api/v2/user/login`.
    Login,
    /// `POST /api/v2/user/accesstoken`.
    Api,
    /// The platform's web pages.
    WebUi,
}

/// The most that a token may move in its whole life.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Ceiling {
    /// Base units (for the limit on all ERC-20 tokens: small units).
    Exact(BaseUnits),
    /// `maxLimit: true`.
    Maximum,
}

/// A limit and what has been used of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Limit {
    pub(crate) ceiling: Ceiling,
    /// Base units spent.
    pub(crate) used: BaseUnits,
    pub(crate) tx_count: u32,
}

impl Limit {
    /// A limit of which nothing has been used.
    pub(crate) fn fresh(ceiling: Ceiling) -> Self {
        Self { ceiling, used: BaseUnits::zero(), tx_count: 0 }
    }

    fn allows(&self, amount: &BaseUnits) -> bool {
        match &self.ceiling {
            Ceiling::Maximum => true,
            Ceiling::Exact(most) => self.used.clone() + amount.clone() <= *most,
        }
    }

    fn is_used_up(&self) -> bool {
        matches!(&self.ceiling, Ceiling::Exact(most) if self.used >= *most && self.tx_count > 0)
    }
}

/// The time until which a session may do what needs unlocking.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Unlock {
    pub(crate) since: Timestamp,
    pub(crate) until: Timestamp,
}

/// What a token may reach.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Reach {
    Everything,
    Enterprises(Vec<Id>),
    Wallets(Vec<Id>),
}

/// A token. The text itself is kept, as the key of every HMAC.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Token {
    pub(crate) id: Id,
    #[serde(serialize_with = "write_text")]
    pub(crate) text: SecretString,
    pub(crate) person: Id,
    pub(crate) origin: Origin,
    pub(crate) label: Option<String>,
    pub(crate) created: Timestamp,
    pub(crate) expires: Timestamp,
    pub(crate) scope: Vec<String>,
    pub(crate) ip_restrict: Vec<Ipv4Net>,
    pub(crate) enterprise: Option<Id>,
    pub(crate) is_extensible: bool,
    pub(crate) admin_scope: Option<String>,
    pub(crate) unlock: Option<Unlock>,
    pub(crate) limits: BTreeMap<String, Limit>,
    pub(crate) erc20_limit: Option<Limit>,
    pub(crate) reach: Reach,
    /// Logged out, deleted or revoked.
    pub(crate) is_revoked: bool,
}

/// The state file alone holds token texts: they are the sandbox's own and open nothing else.
fn write_text<S: Serializer>(text: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.expose_secret())
}

impl Token {
    /// True where the token has this very scope, or the test environment's `all`.
    pub(crate) fn has_scope(&self, name: &str) -> bool {
        let counts = name != LOGIN_ONLY || self.origin == Origin::Login;
        self.scope.iter().any(|scope| scope == "all" || (scope == name && counts))
    }

    /// True where a lifetime limit is exhausted: the platform then answers "session expired".
    pub(crate) fn is_used_up(&self) -> bool {
        self.limits.values().chain(&self.erc20_limit).any(Limit::is_used_up)
    }

    /// True while it is unlocked. Long-lived tokens without limits need no unlocking (seed: best practices).
    pub(crate) fn is_unlocked(&self, now: Timestamp) -> bool {
        self.origin != Origin::Login || self.unlock.is_some_and(|unlock| now < unlock.until)
    }

    /// Counts a payment against the limits; false where it would go over one of them, and nothing is counted.
    pub(crate) fn spend(&mut self, coin: &str, is_erc20: bool, amount: &BaseUnits) -> bool {
        let erc20 = self.erc20_limit.as_mut().filter(|_| is_erc20);
        let mut hit: Vec<&mut Limit> = self.limits.get_mut(coin).into_iter().chain(erc20).collect();
        if !hit.iter().all(|limit| limit.allows(amount)) {
            return false;
        }
        for limit in &mut hit {
            limit.used += amount.clone();
            limit.tx_count += 1;
        }
        true
    }

    /// True before the token's end.
    pub(crate) fn is_live(&self, now: Timestamp) -> bool {
        !self.is_revoked && now < self.expires
    }
}

/// All tokens, by identifier and by the hash that a request names them with.
#[derive(Default)]
pub(crate) struct TokenBook {
    tokens: HashMap<Id, Token>,
    by_hash: HashMap<String, Id>,
    /// Long-lived tokens, oldest first: what the list pages through.
    listed: Vec<Id>,
}

impl TokenBook {
    /// Adds a token. `hash` is the hex SHA-256 of its text, as it stands after `Bearer`.
    pub(crate) fn add(&mut self, token: Token) {
        let hash = crate::bitgo::signing::token_hash(token.text.expose_secret());
        self.by_hash.insert(hash, token.id);
        if token.origin != Origin::Login {
            self.listed.push(token.id);
        }
        self.tokens.insert(token.id, token);
    }

    /// The token that a request's bearer value names, alive or not.
    pub(crate) fn by_hash(&self, hash: &str) -> Option<&Token> {
        self.by_hash.get(hash).and_then(|id| self.tokens.get(id))
    }

    /// The token with that identifier, alive or not.
    pub(crate) fn get(&self, id: Id) -> Option<&Token> {
        self.tokens.get(&id)
    }

    /// The same, to change it.
    pub(crate) fn get_mut(&mut self, id: Id) -> Option<&mut Token> {
        self.tokens.get_mut(&id)
    }

    /// Every token: the long-lived in the order of their list, then the sessions.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Token> {
        let mut sessions: Vec<&Token> =
            self.tokens.values().filter(|token| token.origin == Origin::Login).collect();
        sessions.sort_by_key(|token| (token.created, token.id));
        self.long_lived().chain(sessions)
    }

    /// Every long-lived token, oldest first, whosever it is.
    pub(crate) fn long_lived(&self) -> impl Iterator<Item = &Token> {
        self.listed.iter().filter_map(|id| self.tokens.get(id))
    }

    /// The person's long-lived tokens that have not expired, oldest first or newest first, from behind `cursor`. The
    /// cursor itself may have ended meanwhile; none where no long-lived token of the person has that identifier.
    pub(crate) fn listed(
        &self,
        person: Id,
        now: Timestamp,
        is_newest_first: bool,
        cursor: Option<Id>,
    ) -> Option<impl Iterator<Item = &Token>> {
        let own = self.listed.iter().filter_map(|id| self.tokens.get(id));
        let mut own: Vec<&Token> = own.filter(|token| token.person == person).collect();
        if is_newest_first {
            own.reverse();
        }
        let start = match cursor {
            None => 0,
            Some(id) => own.iter().position(|token| token.id == id)? + 1,
        };
        Some(own.into_iter().skip(start).filter(move |token| token.is_live(now)))
    }

    /// Takes a scope from every token.
    pub(crate) fn withhold(&mut self, scope: &str) {
        for token in self.tokens.values_mut() {
            token.scope.retain(|other| other != scope);
        }
    }

    /// Puts a text behind every label.
    pub(crate) fn plant(&mut self, text: &str) {
        self.tokens
            .values_mut()
            .filter_map(|token| token.label.as_mut())
            .for_each(|label| label.push_str(text));
    }

    /// Writes a scope into every token of this label, unchecked.
    pub(crate) fn write_scope(&mut self, label: &str, scope: &str) {
        for token in self.tokens.values_mut().filter(|token| token.label.as_deref() == Some(label)) {
            token.scope.push(scope.to_owned());
        }
    }

    /// Ends every login session; long-lived tokens stay.
    pub(crate) fn revoke_sessions(&mut self) {
        for token in self.tokens.values_mut().filter(|token| token.origin == Origin::Login) {
            token.is_revoked = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_used_up_by_spending_all_of_it() {
        let limit = |most: u64, used: u64, tx_count| Limit {
            ceiling: Ceiling::Exact(BaseUnits::from(most)),
            used: BaseUnits::from(used),
            tx_count,
        };
        assert!(!limit(100, 99, 3).is_used_up());
        assert!(limit(100, 100, 3).is_used_up());
        assert!(limit(100, 101, 3).is_used_up());
        assert!(!limit(0, 0, 0).is_used_up(), "nothing may be spent, and nothing was");
        assert!(
            !Limit { ceiling: Ceiling::Maximum, used: BaseUnits::from(u64::MAX), tx_count: 9 }.is_used_up()
        );
    }
}
