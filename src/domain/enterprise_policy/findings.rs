//! What is to be said of an enterprise's rules themselves, for the safety review.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use super::action::{Action, ApprovalDemand, Approvers};
use super::condition::{Comparison, Condition, DestinationType, Threshold};
use super::coverage::{CoveredBy, Guarded, TouchpointName};
use super::demand::{Strictness, of_actions};
use super::filter::CoveredWallet;
use super::recommendation::Recommendation;
use super::rule::{Clause, EnterpriseRule, Join, RuleStatus};
use super::truth::Truth;
use crate::domain::share::{Member, Permission};

/// A wallet with its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopledWallet {
    /// The wallet.
    pub wallet: CoveredWallet,
    /// Who is on it; none where that is not known.
    pub people: Option<Arc<[Member]>>,
}

/// What the review has to know around the rules.
#[derive(Debug, Clone, Copy)]
pub struct RuleReview<'a> {
    /// All wallets that can be seen.
    pub wallets: &'a [PeopledWallet],
    /// Whether those are all that this person can see, so that a rule for none of them is for none of those.
    pub has_all_wallets: bool,
    /// Who is in the enterprise, by ID; none where that is not known, or not all of it.
    pub enterprise_people: Option<&'a BTreeSet<String>>,
    /// The touchpoints that are known by name.
    pub touchpoints: &'a [TouchpointName],
}

/// Why a rule can never fire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NeverFires {
    /// It is not active.
    Inactive,
    /// It covers none of the wallets that can be seen.
    NoWallet,
    /// Its conditions exclude one another.
    Excluded,
}

/// Something that is to be said of a rule, by its place in the list that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyFinding {
    /// It can never fire.
    NeverFires {
        /// Which rule.
        rule: usize,
        /// Why.
        why: NeverFires,
    },
    /// Two rules ask for different things at the same time: one always denies what the other lets be approved.
    Contradict {
        /// The one that denies.
        denies: usize,
        /// The one that asks for less, which therefore never comes to anything.
        asks: usize,
        /// The wallets that both cover, by ID.
        wallets: Arc<Vec<String>>,
    },
    /// Everybody who is asked is needed: if one is away, nothing leaves.
    NobodyToSpare {
        /// Which rule.
        rule: usize,
        /// Whose approval it needs, by ID.
        people: Vec<String>,
        /// The wallets where it is so, by ID; empty where the rule itself names the people.
        wallets: Arc<Vec<String>>,
    },
    /// Somebody whose approval it asks for is not in the enterprise, or on none of its wallets, any more.
    ApproverGone {
        /// Which rule.
        rule: usize,
        /// Who, by ID.
        person: String,
        /// Whether it is the enterprise that they are not in, or the wallets that they are not on.
        from_enterprise: bool,
    },
    /// Somebody may approve what they have started.
    InitiatorApproves {
        /// Which rule.
        rule: usize,
        /// Who can do both, by ID.
        people: Vec<String>,
    },
    /// A server of the owner's decides: when it does not answer, all of it stops or all of it goes through.
    Webhook {
        /// Which rule.
        rule: usize,
        /// The server's address.
        url: String,
    },
    /// A part of it could not be read, so it is not counted as guarding.
    Unreadable {
        /// Which rule.
        rule: usize,
    },
    /// The vendor recommends something that no active rule does, by its place among the recommendations.
    NotFollowed {
        /// Which recommendation.
        recommendation: usize,
    },
}

/// Everything that is to be said of these rules and recommendations.
pub fn review(
    rules: &[EnterpriseRule],
    recommendations: &[Recommendation],
    around: RuleReview<'_>,
) -> Vec<PolicyFinding> {
    let mut found = Vec::new();
    let covered = covered_by_each(rules, around.wallets);
    let mut all_needed = AllNeeded::default();
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
        found.extend(
            never_fires(rule, wallets, around).map(|why| PolicyFinding::NeverFires { rule: place, why }),
        );
        if !rule.is_active() {
            continue;
        }
        for demand in demands(rule) {
            found.extend(nobody_to_spare(place, demand, wallets, &mut all_needed));
            found.extend(approvers_gone(place, demand, wallets, around));
            found.extend(initiator_approves(place, rule, demand, wallets));
        }
        found.extend(rule.conditions().filter_map(|it| match it {
            Condition::Webhook { url, .. } => Some(PolicyFinding::Webhook { rule: place, url: url.clone() }),
            _ => None,
        }));
    }
    found.extend(contradictions(rules, &covered, around));
    let open = not_followed(recommendations, rules);
    found.extend(open.map(|(place, _)| PolicyFinding::NotFollowed { recommendation: place }));
    found
}

/// What no active rule does of what is recommended, with the places.
pub fn not_followed<'a>(
    recommendations: &'a [Recommendation],
    rules: &'a [EnterpriseRule],
) -> impl Iterator<Item = (usize, &'a Recommendation)> {
    recommendations.iter().enumerate().filter(|(_, it)| !is_followed(it, rules))
}

fn demands(rule: &EnterpriseRule) -> impl Iterator<Item = &ApprovalDemand> {
    rule.actions().filter_map(|it| match it {
        Action::Approval(demand) => Some(demand),
        _ => None,
    })
}

/// Wallets that rules cover: shared by those that say so in the same way.
type CoveredWallets<'a> = Rc<Vec<&'a PeopledWallet>>;

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

fn never_fires(
    rule: &EnterpriseRule,
    wallets: &[&PeopledWallet],
    around: RuleReview<'_>,
) -> Option<NeverFires> {
    if !rule.is_active() {
        let is_over =
            matches!(rule.status, RuleStatus::Inactive | RuleStatus::InactiveHidden | RuleStatus::Denied);
        return is_over.then_some(NeverFires::Inactive);
    }
    let is_of_wallets = rule.guards(around.touchpoints) == Guarded::Transfers;
    // What cannot be told of a filter may cover something.
    let is_told = rule.covered_by() != CoveredBy::NotUnderstood;
    if is_of_wallets && around.has_all_wallets && is_told && wallets.is_empty() {
        return Some(NeverFires::NoWallet);
    }
    let is_excluded = !rule.clauses.is_empty() && rule.clauses.iter().all(excludes_itself);
    is_excluded.then_some(NeverFires::Excluded)
}

/// Whether two of its conditions can never hold together.
fn excludes_itself(clause: &Clause) -> bool {
    let last = clause.conditions.len().saturating_sub(1);
    let is_all = clause.conditions.iter().take(last).all(|it| it.join == Some(Join::And));
    let items: Vec<&Condition> = clause.conditions.iter().map(|it| &it.item).collect();
    is_all
        && items
            .iter()
            .enumerate()
            .any(|(place, one)| items[place + 1..].iter().any(|other| exclude(one, other)))
}

fn exclude(one: &Condition, other: &Condition) -> bool {
    use DestinationType::{NotWhitelisted, Whitelisted};
    match (one, other) {
        (
            Condition::Amount { comparison, threshold },
            Condition::Amount { comparison: other, threshold: bound },
        ) => amounts_exclude((*comparison, threshold), (*other, bound)),
        (Condition::Initiators(people), Condition::NotInitiatedBy(others))
        | (Condition::NotInitiatedBy(others), Condition::Initiators(people)) => {
            people.iter().all(|id| others.contains(id))
        }
        (Condition::Initiators(people), Condition::Initiators(others)) => {
            people.iter().all(|id| !others.contains(id))
        }
        (Condition::Destination { kind, .. }, Condition::Destination { kind: other, .. }) => {
            matches!((kind, other), (Whitelisted, NotWhitelisted) | (NotWhitelisted, Whitelisted))
        }
        _ => false,
    }
}

/// More than one amount and less than another that is not more.
fn amounts_exclude(one: (Comparison, &Threshold), other: (Comparison, &Threshold)) -> bool {
    let is_for_more = |it: Comparison| matches!(it, Comparison::Above | Comparison::AtLeast);
    let ((low, from), (high, to)) = match (is_for_more(one.0), is_for_more(other.0)) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        _ => return false,
    };
    let takes_in_both = (low, high) == (Comparison::AtLeast, Comparison::AtMost);
    from.currency == to.currency
        && if takes_in_both { from.amount > to.amount } else { from.amount >= to.amount }
}

/// Two rules of which one always denies where the other asks for less.
fn contradictions(
    rules: &[EnterpriseRule],
    covered: &[CoveredWallets<'_>],
    around: RuleReview<'_>,
) -> Vec<PolicyFinding> {
    let mut found = Vec::new();
    for (denies, one) in rules.iter().enumerate() {
        for (asks, other) in rules.iter().enumerate() {
            let is_fit = |rule: &EnterpriseRule| {
                rule.is_active()
                    && rule.is_readable()
                    && rule.guards(around.touchpoints) == Guarded::Transfers
            };
            if denies == asks || !is_fit(one) || !is_fit(other) || !overrules(one, other) {
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

/// Whether all that the other rule asks for is denied by this one: for each of its clauses there is one here that denies, and
/// that has no condition which the other does not have too.
fn overrules(one: &EnterpriseRule, other: &EnterpriseRule) -> bool {
    let strictness = |clause: &Clause| of_actions(&clause.actions).0.strictness();
    let is_all = |clause: &Clause| {
        let last = clause.conditions.len().saturating_sub(1);
        clause.conditions.iter().take(last).all(|it| it.join == Some(Join::And))
    };
    let denies = |clause: &Clause| {
        one.clauses.iter().any(|it| {
            let is_wider =
                it.conditions.iter().all(|has| clause.conditions.iter().any(|it| it.item == has.item));
            strictness(it) == Strictness::Denied && is_all(it) && is_all(clause) && is_wider
        })
    };
    let asks = |clause: &Clause| strictness(clause) < Strictness::Denied;
    !other.clauses.is_empty() && other.clauses.iter().all(|clause| asks(clause) && denies(clause))
}

/// The admins who are all needed somewhere, and the wallets where: worked out once for the same wallets and number.
type AllNeeded<'a> = HashMap<(*const Vec<&'a PeopledWallet>, u64), (Vec<String>, Arc<Vec<String>>)>;

fn nobody_to_spare<'a>(
    place: usize,
    demand: &ApprovalDemand,
    covered: &CoveredWallets<'a>,
    all_needed: &mut AllNeeded<'a>,
) -> Option<PolicyFinding> {
    let named: BTreeSet<&String> = demand.from.people().iter().collect();
    if !named.is_empty() {
        let is_short = named.len() as u64 <= demand.count;
        let people = named.into_iter().cloned().collect();
        return is_short.then_some(PolicyFinding::NobodyToSpare {
            rule: place,
            people,
            wallets: Arc::default(),
        });
    }
    if demand.from != Approvers::WalletAdmins {
        return None;
    }
    let (people, wallets) = all_needed
        .entry((Rc::as_ptr(covered), demand.count))
        .or_insert_with(|| all_admins_needed(covered, demand.count))
        .clone();
    (!wallets.is_empty()).then_some(PolicyFinding::NobodyToSpare { rule: place, people, wallets })
}

fn all_admins_needed(covered: &[&PeopledWallet], count: u64) -> (Vec<String>, Arc<Vec<String>>) {
    let (mut people, mut wallets) = (BTreeSet::new(), Vec::new());
    for wallet in covered {
        let Some(members) = &wallet.people else { continue };
        let admins = || members.iter().filter(|it| it.permissions.has(&Permission::Admin));
        if admins().count() as u64 <= count {
            people.extend(admins().map(|it| it.person.as_str()));
            wallets.push(wallet.wallet.id.to_string());
        }
    }
    (people.into_iter().map(str::to_owned).collect(), Arc::new(wallets))
}

/// Final approvers are people of the wallet; the others of the enterprise (spec: `FinalApprovalActionRequest`,
/// `EnterpriseUsersActionRequest`).
fn approvers_gone(
    place: usize,
    demand: &ApprovalDemand,
    wallets: &[&PeopledWallet],
    around: RuleReview<'_>,
) -> Vec<PolicyFinding> {
    let is_on_none = |person: &String| {
        let knows_all = !wallets.is_empty() && wallets.iter().all(|it| it.people.is_some());
        let mut members = wallets.iter().filter_map(|it| it.people.as_deref()).flatten();
        knows_all && !members.any(|member| member.person == *person)
    };
    let gone = |person: &String| {
        let from_enterprise = around.enterprise_people.is_some_and(|people| !people.contains(person));
        let from_wallets = matches!(demand.from, Approvers::Final(_)) && is_on_none(person);
        (from_enterprise || from_wallets).then(|| PolicyFinding::ApproverGone {
            rule: place,
            person: person.clone(),
            from_enterprise,
        })
    };
    demand.from.people().iter().filter_map(gone).collect()
}

/// Who may approve what they have started: of those who are asked, whoever can send from a wallet that the rule covers, and
/// is among the initiators where it names some.
fn initiator_approves(
    place: usize,
    rule: &EnterpriseRule,
    demand: &ApprovalDemand,
    covered: &[&PeopledWallet],
) -> Option<PolicyFinding> {
    if !demand.initiator_may {
        return None;
    }
    let mut both = BTreeSet::new();
    for member in covered.iter().filter_map(|it| it.people.as_deref()).flatten() {
        let is_asked = match &demand.from {
            Approvers::People(people) | Approvers::Final(people) => people.contains(&member.person),
            Approvers::WalletAdmins => member.permissions.has(&Permission::Admin),
            // Who they are is not known here.
            Approvers::EnterpriseAdmins | Approvers::OrganizationAdmins | Approvers::Custodian => false,
        };
        let may_start = rule.conditions().all(|it| match it {
            Condition::Initiators(people) => people.contains(&member.person),
            Condition::NotInitiatedBy(people) => !people.contains(&member.person),
            _ => true,
        });
        if is_asked && may_start && member.permissions.has(&Permission::Spend) {
            both.insert(member.person.clone());
        }
    }
    let people: Vec<String> = both.into_iter().collect();
    (!people.is_empty()).then_some(PolicyFinding::InitiatorApproves { rule: place, people })
}

/// Whether an active rule does what is recommended: it says in the same way which wallets it is for, and has a clause with
/// conditions and actions of the same kinds. With which amounts and people is for its owners to say.
fn is_followed(recommendation: &Recommendation, rules: &[EnterpriseRule]) -> bool {
    let kinds = |clause: &Clause| {
        let conditions = clause.conditions.iter().map(|it| std::mem::discriminant(&it.item));
        let actions = clause.actions.iter().map(|it| std::mem::discriminant(&it.item));
        (conditions.collect::<Vec<_>>(), actions.collect::<Vec<_>>())
    };
    let (conditions, actions) = kinds(&recommendation.clause);
    let does = |clause: &Clause| {
        let (has, acts) = kinds(clause);
        conditions.len() == has.len()
            && conditions.iter().all(|it| has.contains(it))
            && actions.iter().all(|it| acts.contains(it))
    };
    let mut standing = rules.iter().filter(|rule| rule.is_active() && rule.is_readable());
    let is_as_wide = |rule: &EnterpriseRule| {
        recommendation.filter.as_ref().is_none_or(|wanted| {
            rule.filters.iter().any(|it| std::mem::discriminant(it) == std::mem::discriminant(wanted))
        })
    };
    recommendation.unreadable.is_empty()
        && standing.any(|rule| is_as_wide(rule) && rule.clauses.iter().any(does))
}
