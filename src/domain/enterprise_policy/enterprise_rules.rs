//! A rule of the Policy Builder, held against a withdrawal.

use super::action::Action;
use super::condition::Condition;
use super::conditions;
use super::coverage::{Guarded, TouchpointName};
use super::demand::{Demand, of_actions};
use super::doubt::Doubt;
use super::filter::WalletFilter;
use super::judgement::{RuleJudgement, RuleOrigin};
use super::rule::{Clause, EnterpriseRule};
use super::truth::Truth;
use super::withdrawal::{Circumstances, Withdrawal};

/// The platform's name of a rule's status.
const STATUS: &str = "status";

impl EnterpriseRule {
    /// What it makes of a withdrawal; none where it has nothing to do with it: it is not in force, guards something else, or
    /// covers other wallets. One whose status is not known may be in force.
    pub(super) fn judge(
        &self,
        withdrawal: &Withdrawal,
        around: &Circumstances,
        touchpoints: &[TouchpointName],
    ) -> Option<RuleJudgement> {
        let guards = self.guards(touchpoints);
        let covers = self.covers(&withdrawal.wallet);
        let is_elsewhere = matches!(guards, Guarded::PolicyChanges | Guarded::Other);
        if !self.may_be_active() || is_elsewhere || covers == Truth::No {
            return None;
        }
        let each: Vec<RuleJudgement> =
            self.clauses.iter().map(|it| self.judge_clause(it, withdrawal, around)).collect();
        let mut whole = self.together(each);
        let mut unclear = Vec::new();
        if covers == Truth::Unknown {
            unclear.push(Doubt::Unreadable("filteringConditions".to_owned()));
        }
        if guards == Guarded::Unclear {
            unclear.push(Doubt::NotUnderstood(self.touchpoint.label.clone()));
        }
        if !self.is_active() {
            unclear.push(Doubt::Unreadable(STATUS.to_owned()));
        }
        if !self.is_readable() {
            self.doubt_parts(&mut whole, &mut unclear);
        }
        // What cannot be told of the whole rule leaves nothing that can be counted on.
        if !unclear.is_empty() {
            whole.at_least = Demand::Nothing;
            if whole.fires == Truth::Yes {
                whole.fires = Truth::Unknown;
            }
        }
        if whole.fires != Truth::No {
            whole.doubts.extend(unclear);
        }
        Some(whole)
    }

    fn judge_clause(
        &self,
        clause: &Clause,
        withdrawal: &Withdrawal,
        around: &Circumstances,
    ) -> RuleJudgement {
        let held = conditions::all(&clause.conditions, withdrawal, around);
        let mut judgement =
            RuleJudgement::of(self.origin(), &self.id, &self.name, held, of_actions(&clause.actions));
        if judgement.fires != Truth::No && judgement.is_open() && judgement.doubts.is_empty() {
            let unknown = clause.actions.iter().find_map(|it| it.item.not_understood());
            let unknown = unknown.map(|part| part.name.clone());
            judgement.doubts.push(Doubt::NotUnderstood(unknown.unwrap_or_else(|| "AND/OR".to_owned())));
        }
        judgement
    }

    /// Whose rule it is.
    pub fn origin(&self) -> RuleOrigin {
        if self.is_vendors { RuleOrigin::Vendor } else { RuleOrigin::Enterprise }
    }

    /// Every clause that applies counts.
    fn together(&self, each: Vec<RuleJudgement>) -> RuleJudgement {
        let fires = each.iter().fold(Truth::No, |fires, it| fires.or(it.fires));
        let nearly: Vec<String> = each.iter().filter_map(|it| it.nearly.clone()).collect();
        let would = each.iter().filter(|it| it.fires != Truth::No || it.nearly.is_some());
        RuleJudgement {
            origin: self.origin(),
            id: self.id.clone(),
            name: self.name.clone(),
            fires,
            at_least: Demand::all(each.iter().map(|it| it.at_least.clone())),
            at_most: Demand::all(each.iter().map(|it| it.at_most.clone())),
            would: Demand::all(would.map(|it| it.would.clone())),
            nearly: (fires == Truth::No && !nearly.is_empty()).then(|| nearly.join(" or ")),
            doubts: each.into_iter().flat_map(|it| it.doubts).collect(),
        }
    }

    /// Parts that could not be read: those that stand in their places as not understood were judged there, of others nobody
    /// knows what they do.
    fn doubt_parts(&self, whole: &mut RuleJudgement, unclear: &mut Vec<Doubt>) {
        let in_place = self.conditions().filter_map(Condition::not_understood).count()
            + self.actions().filter_map(Action::not_understood).count()
            + self.unreadable.iter().filter(|it| !self.is_active() && it.part.name == STATUS).count()
            + self.filters.iter().filter(|it| matches!(it, WalletFilter::NotUnderstood(_))).count();
        if in_place < self.unreadable.len() {
            *whole = RuleJudgement {
                origin: self.origin(),
                id: self.id.clone(),
                name: self.name.clone(),
                ..RuleJudgement::not_read(Doubt::Unreadable(self.unreadable[0].part.name.clone()))
            };
        } else if whole.fires == Truth::Yes || whole.is_open() {
            let doubt = Doubt::Unreadable(self.unreadable[0].part.name.clone());
            if !unclear.contains(&doubt) {
                unclear.push(doubt);
            }
        }
    }
}
