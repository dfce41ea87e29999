//! The enterprise rules over the wallet of the page, worked out when rules, wallets or names have changed.

use crate::app::active_session::ActiveSession;
use crate::bitgo::policy_builder::PolicyPicture;
use crate::domain::enterprise_policy::{
    EnterpriseRule, Guarded, NotRead, RuleNames, RuleStatus, RulesRead, Truth,
};
use crate::domain::share::Names;
use crate::panels::wallet_page::{CoveringRule, EnterpriseGuards};

/// Them, and what they were worked out from.
#[derive(Default)]
pub struct Covering {
    made_for: Option<(u64, String, Names)>,
    guards: EnterpriseGuards,
}

impl Covering {
    /// Works them out again where something has changed.
    pub fn keep(&mut self, wallet: &str, session: &ActiveSession) {
        let generation = session.policy_generation();
        let is_same = |(of, id, names): &(u64, String, Names)| {
            *of == generation && id == wallet && names == session.names()
        };
        if self.made_for.as_ref().is_some_and(is_same) {
            return;
        }
        self.made_for = Some((generation, wallet.to_owned(), session.names().clone()));
        self.guards = guards(wallet, session.policy_picture(), session.names());
    }

    /// As they were worked out last.
    pub fn guards(&self) -> &EnterpriseGuards {
        &self.guards
    }
}

fn guards(id: &str, picture: &PolicyPicture, names: &Names) -> EnterpriseGuards {
    let (Some(book), Some(wallet)) = (&picture.book, picture.wallet(id)) else {
        return EnterpriseGuards::Reading;
    };
    let covered = wallet.covered();
    let mut rules = Vec::new();
    for (read, rule) in picture.covering(id).iter().filter_map(|at| picture.rule(*at)) {
        // What was denied or does not stand any more guards nothing.
        if matches!(rule.status, RuleStatus::Denied | RuleStatus::Inactive | RuleStatus::InactiveHidden) {
            continue;
        }
        let wallets = picture.named_by(rule);
        let sentence = rule.sentence(RuleNames { people: names, wallets: &wallets }, &read.touchpoints);
        let (guarded, is_unclear) = (rule.guards(&read.touchpoints), rule.covers(&covered) != Truth::Yes);
        rules.push(covering(rule, sentence, guarded, is_unclear));
    }
    match book.rules_over(covered.enterprise.as_deref()) {
        RulesRead::NoEnterprise => EnterpriseGuards::NoEnterprise,
        RulesRead::Read(_) => EnterpriseGuards::Read(rules),
        RulesRead::NotRead(_, NotRead::Incomplete) if book.is_coming() && rules.is_empty() => {
            EnterpriseGuards::Reading
        }
        RulesRead::NotRead(_, why) => EnterpriseGuards::NotRead(rules, why.clone()),
    }
}

fn covering(rule: &EnterpriseRule, sentence: String, guarded: Guarded, is_unclear: bool) -> CoveringRule {
    CoveringRule {
        id: rule.id.clone(),
        name: rule.name.clone(),
        sentence,
        guarded,
        origin: rule.origin(),
        status: rule.status.clone(),
        lock: rule.lock.clone(),
        is_understood: rule.is_understood(),
        is_unclear,
    }
}
