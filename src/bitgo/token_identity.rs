//! What the platform says of a session's own token, as the plain facts that the rules reckon with.

use super::session::{OpenedBy, Session, SessionInfo};
use super::unlock::Unlock;
use crate::domain::token::Reach;
use crate::domain::token::existing::TokenTerms;
use crate::domain::token::identity::TokenIdentity;

impl Session {
    /// What it is by this answer.
    pub fn identity(&self, info: &SessionInfo) -> TokenIdentity {
        let (environment, user) = (self.client().environment(), self.user());
        let unlock = info.unlock.as_ref();
        TokenIdentity {
            person: user.display_name().to_owned(),
            username: user.username.clone(),
            label: info.label.clone(),
            is_access_token: self.opened_by() == OpenedBy::Token,
            environment: environment.title(),
            host: environment.host_label(),
            is_production: environment.counts_as_production(),
            origin: info.origin.clone(),
            seen_from: info.ip.clone(),
            expires: info.expires,
            unlocked_until: unlock.and_then(|unlock| unlock.expires),
            may_have_limits: info.may_have_limits(self.opened_by()),
            terms: TokenTerms {
                scopes: info.scope.clone(),
                addresses: info.ip_restrict.clone(),
                limits: unlock.map(Unlock::known_limits).unwrap_or_default(),
                erc20: unlock.and_then(Unlock::known_erc20_limit),
                // A session does not say where its token is confined to.
                reach: Reach::Everything,
                enterprise: info.enterprise.clone(),
            },
        }
    }
}
