//! Making, changing and removing a wallet's rules. With a balance and more than two administrators the
//! platform makes a pending approval of it.

use super::submission::route;
use super::{RuleRequest, RuleSubmission};
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::session::Session;
use crate::bitgo::wallet::{Wallet, read_wallet};
use crate::domain::change::about;
use crate::domain::policy::RuleChange;

impl Session {
    /// Adds a rule; the answer is the wallet with its new policy.
    pub async fn add_policy_rule(
        &self,
        coin: &str,
        wallet: &str,
        rule: &RuleRequest,
    ) -> Result<Outcome<Wallet>, Error> {
        self.policy_rule(RuleChange::Add, coin, wallet, rule).await
    }

    /// Changes a rule.
    pub async fn change_policy_rule(
        &self,
        coin: &str,
        wallet: &str,
        rule: &RuleRequest,
    ) -> Result<Outcome<Wallet>, Error> {
        self.policy_rule(RuleChange::Change, coin, wallet, rule).await
    }

    /// Removes a rule.
    pub async fn remove_policy_rule(
        &self,
        coin: &str,
        wallet: &str,
        rule: &RuleRequest,
    ) -> Result<Outcome<Wallet>, Error> {
        self.policy_rule(RuleChange::Remove, coin, wallet, rule).await
    }

    /// Sends what was put together for a rule.
    pub async fn send_rule(&self, order: &RuleSubmission) -> Result<Outcome<Wallet>, Error> {
        let RuleSubmission { coin, wallet, change: action, rule } = order;
        self.policy_rule(*action, coin, wallet, rule).await
    }

    async fn policy_rule(
        &self,
        action: RuleChange,
        coin: &str,
        wallet: &str,
        rule: &RuleRequest,
    ) -> Result<Outcome<Wallet>, Error> {
        let call = self.call(route(action), &[coin, wallet])?.about(about::RULE, &rule.id);
        self.ask_outcome(call.json(rule)?, |fields| read_wallet(fields, Some(coin))).await
    }
}
