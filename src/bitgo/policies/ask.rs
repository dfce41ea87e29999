//! Making, changing and removing a wallet's rules. With a balance and more than two administrators the
//! platform makes a pending approval of it.

use super::order::route;
use super::{RuleOrder, RuleRequest};
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::session::Session;
use crate::bitgo::wallet::{Wallet, read_wallet};
use crate::domain::policy::RuleDeed;

impl Session {
    /// Adds a rule; the answer is the wallet with its new policy.
    pub async fn add_policy_rule(
        &self,
        coin: &str,
        wallet: &str,
        rule: &RuleRequest,
    ) -> Result<Outcome<Wallet>, Error> {
        self.policy_rule(RuleDeed::Add, coin, wallet, rule).await
    }

    /// Changes a rule.
    pub async fn change_policy_rule(
        &self,
        coin: &str,
        wallet: &str,
        rule: &RuleRequest,
    ) -> Result<Outcome<Wallet>, Error> {
        self.policy_rule(RuleDeed::Change, coin, wallet, rule).await
    }

    /// Removes a rule.
    pub async fn remove_policy_rule(
        &self,
        coin: &str,
        wallet: &str,
        rule: &RuleRequest,
    ) -> Result<Outcome<Wallet>, Error> {
        self.policy_rule(RuleDeed::Remove, coin, wallet, rule).await
    }

    /// Sends what was put together for a rule.
    pub async fn send_rule(&self, order: &RuleOrder) -> Result<Outcome<Wallet>, Error> {
        let RuleOrder { coin, wallet, deed, rule } = order;
        self.policy_rule(*deed, coin, wallet, rule).await
    }

    async fn policy_rule(
        &self,
        deed: RuleDeed,
        coin: &str,
        wallet: &str,
        rule: &RuleRequest,
    ) -> Result<Outcome<Wallet>, Error> {
        let call = self.call(route(deed), &[coin, wallet])?;
        self.ask_outcome(call.json(rule)?, |fields| read_wallet(fields, Some(coin))).await
    }
}
