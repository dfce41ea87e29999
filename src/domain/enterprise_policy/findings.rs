//! What is to be said of an enterprise's rules themselves, for the safety review.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use super::approver_findings::{AdminsAsked, of_approvers};
use super::condition::Condition;
use super::condition_relations::excludes_itself;
use super::contradictions::overrules;
use super::coverage::{CoveredBy, Guarded, TouchpointName};
use super::filter::WalletFilter;
use super::finding::{CoveredWallets, NeverFires, PeopledWallet, PolicyFinding, RuleReview};
use super::followed::is_followed;
use super::recommendation::Recommendation;
use super::rule::{EnterpriseRule, RuleStatus};
use super::truth::Truth;

/// Everything that is to be said of these rules and recommendations.
pub fn review(
    rules: &[EnterpriseRule],
    recommendations: &[Recommendation],
    around: RuleReview<'_>,
) -> Vec<PolicyFinding> {
    let mut found = Vec::new();
    let covered = covered_by_each(rules, around.wallets);
    let mut asked = AdminsAsked::default();
    let standing: HashSet<&str> =
        rules.iter().filter(|rule| rule.is_active()).map(|rule| rule.id.as_str()).collect();
    for ((place, rule), wallets) in rules.iter().enumerate().zip(&covered) {
        // An older version is no rule of its own.
        if !rule.may_be_active() && standing.contains(rule.id.as_str()) {
            continue;
        }
        if rule.may_be_active() && !(rule.is_active() && rule.is_readable()) {
            found.push(PolicyFinding::Unreadable { rule: place });
        }
        found.extend(never_fires(rule, around).map(|why| PolicyFinding::NeverFires { rule: place, why }));
        if !rule.is_active() {
            continue;
        }
        if covers_none_seen(rule, wallets, around) {
            found.push(PolicyFinding::NoWalletSeen { rule: place });
        }
        found.extend(of_approvers(place, rule, wallets, around, &mut asked));
        found.extend(rule.conditions().filter_map(|it| match it {
            Condition::Webhook { url, .. } => Some(PolicyFinding::Webhook { rule: place, url: url.clone() }),
            _ => None,
        }));
    }
    found.extend(contradictions(rules, &covered, around));
    let open = not_followed(recommendations, rules, around.touchpoints);
    found.extend(open.map(|(place, _)| PolicyFinding::NotFollowed { recommendation: place }));
    found
}

/// What no active rule does of what is recommended, with the places.
pub fn not_followed<'a>(
    recommendations: &'a [Recommendation],
    rules: &'a [EnterpriseRule],
    touchpoints: &'a [TouchpointName],
) -> impl Iterator<Item = (usize, &'a Recommendation)> {
    recommendations.iter().enumerate().filter(move |(_, it)| !is_followed(it, rules, touchpoints))
}

/// The wallets that each rule surely covers. Of a rule that names them, no others are looked at.
fn covered_by_each<'a>(rules: &[EnterpriseRule], wallets: &'a [PeopledWallet]) -> Vec<CoveredWallets<'a>> {
    let by_id: HashMap<&str, &PeopledWallet> = wallets.iter().map(|it| (it.wallet.id.as_str(), it)).collect();
    let of_rule = |rule: &EnterpriseRule| {
        let is_covered = |it: &&PeopledWallet| rule.covers(&it.wallet) == Truth::Yes;
        if let CoveredBy::List(_) = rule.covered_by() {
            let ids: BTreeSet<&str> = rule.listed_wallets().collect();
            return ids.into_iter().filter_map(|id| by_id.get(id).copied()).filter(is_covered).collect();
        }
        wallets.iter().filter(is_covered).collect()
    };
    let mut known: Vec<(&EnterpriseRule, CoveredWallets<'a>)> = Vec::new();
    let mut each = Vec::with_capacity(rules.len());
    for rule in rules {
        let is_alike = |other: &EnterpriseRule| {
            (other.is_vendors, &other.enterprise, &other.filters)
                == (rule.is_vendors, &rule.enterprise, &rule.filters)
        };
        let covered = known.iter().find(|(other, _)| is_alike(other)).map(|(_, covered)| Rc::clone(covered));
        let covered = covered.unwrap_or_else(|| {
            let covered = Rc::new(of_rule(rule));
            known.push((rule, Rc::clone(&covered)));
            covered
        });
        each.push(covered);
    }
    each
}

fn never_fires(rule: &EnterpriseRule, around: RuleReview<'_>) -> Option<NeverFires> {
    if !rule.is_active() {
        let is_over =
            matches!(rule.status, RuleStatus::Inactive | RuleStatus::InactiveHidden | RuleStatus::Denied);
        return is_over.then_some(NeverFires::Inactive);
    }
    if rule.guards(around.touchpoints) == Guarded::Transfers && take_in_nothing(&rule.filters) {
        return Some(NeverFires::NoWallet);
    }
    let is_excluded = !rule.clauses.is_empty() && rule.clauses.iter().all(excludes_itself);
    is_excluded.then_some(NeverFires::Excluded)
}

/// Whether no wallet at all can be taken in by all of these, whoever looks.
fn take_in_nothing(filters: &[WalletFilter]) -> bool {
    filters.iter().enumerate().any(|(place, one)| {
        filters[place..].iter().any(|other| match (one, other) {
            (WalletFilter::AllRules { .. }, _) | (_, WalletFilter::AllRules { .. }) => true,
            (WalletFilter::Kinds(one), WalletFilter::Kinds(other)) => {
                !one.iter().any(|it| other.contains(it))
            }
            (WalletFilter::Wallets { ids: one, .. }, WalletFilter::Wallets { ids: other, .. }) => {
                !one.as_slice().iter().any(|it| other.has(it))
            }
            _ => false,
        })
    })
}

/// Whether it covers none of the wallets that this person can see. Others may be there, so it is not said to guard nothing.
fn covers_none_seen(rule: &EnterpriseRule, covered: &[&PeopledWallet], around: RuleReview<'_>) -> bool {
    rule.guards(around.touchpoints) == Guarded::Transfers
        && around.has_all_wallets
        // What cannot be told of a filter may cover something.
        && rule.covered_by() != CoveredBy::NotUnderstood
        && covered.is_empty()
        && !take_in_nothing(&rule.filters)
}

/// Two rules of which one always denies where the other asks for less.
fn contradictions(
    rules: &[EnterpriseRule],
    covered: &[CoveredWallets<'_>],
    around: RuleReview<'_>,
) -> Vec<PolicyFinding> {
    let is_fit = |rule: &EnterpriseRule| {
        rule.is_active() && rule.is_readable() && rule.guards(around.touchpoints) == Guarded::Transfers
    };
    let fit: Vec<usize> =
        rules.iter().enumerate().filter(|(_, it)| is_fit(it)).map(|(place, _)| place).collect();
    let mut found = Vec::new();
    for &denies in &fit {
        for &asks in fit.iter().filter(|asks| **asks != denies) {
            if !overrules(&rules[denies], &rules[asks]) {
                continue;
            }
            let others: HashSet<&str> = covered[asks].iter().map(|it| it.wallet.id.as_str()).collect();
            let both = covered[denies].iter().filter(|it| others.contains(it.wallet.id.as_str()));
            let wallets: Vec<String> = both.map(|it| it.wallet.id.to_string()).collect();
            if !wallets.is_empty() {
                found.push(PolicyFinding::Contradict { denies, asks, wallets: Arc::new(wallets) });
            }
        }
    }
    found
}
