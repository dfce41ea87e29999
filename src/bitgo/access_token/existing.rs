//! A listed or created token as the plain facts that the rules reckon with.

use super::AccessTokenInfo;
use crate::bitgo::unlock::{SpentLimit, Unlock};
use crate::domain::token::Reach;
use crate::domain::token::existing::{ExistingLimit, ExistingToken, TokenTerms};

impl AccessTokenInfo {
    /// What is known about this token.
    pub fn known(&self) -> ExistingToken {
        let unlock = self.unlock.as_ref();
        ExistingToken {
            id: self.id.clone(),
            label: self.label.clone(),
            created: self.created,
            expires: self.expires,
            admin_scope: self.admin_scope.clone(),
            unlocked_until: unlock.and_then(|it| it.expires),
            terms: TokenTerms {
                scopes: self.scope.clone(),
                addresses: self.ip_restrict.clone(),
                limits: unlock.map(Unlock::known_limits).unwrap_or_default(),
                erc20: unlock.and_then(Unlock::known_erc20_limit),
                reach: Reach::of(&self.permitted_enterprises, &self.permitted_wallets),
                enterprise: self.enterprise.clone(),
            },
        }
    }
}

impl Unlock {
    /// The limit of each coin, as far as it is understood.
    pub(in crate::bitgo) fn known_limits(&self) -> Vec<ExistingLimit> {
        self.spending_limits.iter().map(known_limit).collect()
    }

    /// The limit over all ERC-20 tokens, where it is switched on.
    pub(in crate::bitgo) fn known_erc20_limit(&self) -> Option<ExistingLimit> {
        self.all_erc20_tokens.as_ref().filter(|limit| limit.is_enabled != Some(false)).map(known_limit)
    }
}

fn known_limit(told: &SpentLimit) -> ExistingLimit {
    ExistingLimit::read(
        told.coin.clone(),
        told.limit.clone(),
        told.is_maximum,
        told.spent.clone(),
        told.transactions,
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::bitgo::fields::Fields;

    #[test]
    fn limits_reach_and_their_use_are_carried_over() {
        let told = json!({"id":"a1","label":"Payouts","scope":["wallet_spend_all"],
            "permittedEnterprises":["e1"],"permittedWallets":["w1"],
            "unlock":{"spendingLimits":{"btc":{"txValue":"25000000","txValueLimit":"100000000","txCount":2}},
                "allErc20TokensLimit":{"enabled":false,"txValueLimit":"1"}}});
        let known = AccessTokenInfo::read(Fields::of(told).unwrap()).known();
        assert_eq!(known.terms.reach, Reach::Wallets(vec!["w1".to_owned()]));
        assert_eq!(known.terms.erc20, None, "switched off");
        let [limit] = &known.terms.limits[..] else { panic!("one limit") };
        assert_eq!((limit.coin.as_str(), limit.transactions), ("btc", Some(2)));
        assert_eq!(limit.used().bar_per_mille(), Some(250));
    }
}
