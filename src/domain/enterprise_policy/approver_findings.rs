//! What is to be said of the people whose approval a rule asks for.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use super::action::{Action, ApprovalDemand, Approvers};
use super::condition::Condition;
use super::conditions::joined;
use super::coverage::Guarded;
use super::demand::{Demand, Strictness, ways};
use super::finding::{CoveredWallets, PeopledWallet, PolicyFinding, RuleReview};
use super::rule::{Clause, EnterpriseRule};
use super::truth::Truth;
use crate::domain::share::{Member, Permission};

/// Everything about the approvers of one rule, each thing once.
pub(super) fn of_approvers<'a>(
    place: usize,
    rule: &EnterpriseRule,
    covered: &CoveredWallets<'a>,
    around: RuleReview<'_>,
    asked: &mut AdminsAsked<'a>,
) -> Vec<PolicyFinding> {
    let mut found: Vec<PolicyFinding> = Vec::new();
    let mut add = |finding: PolicyFinding| {
        if !found.contains(&finding) {
            found.push(finding);
        }
    };
    for (clause, action, demand) in demands(rule) {
        if is_needed(clause, action) {
            nobody_to_spare(place, demand, covered, asked).into_iter().for_each(&mut add);
        }
        approvers_gone(place, demand, covered, around).into_iter().for_each(&mut add);
    }
    // Who may start anything else than a withdrawal is not known here.
    if rule.guards(around.touchpoints) == Guarded::Transfers {
        initiator_approves(place, rule, covered).into_iter().for_each(&mut add);
    }
    found
}

/// Each approval that it asks for, with its clause and its place there.
fn demands(rule: &EnterpriseRule) -> impl Iterator<Item = (&Clause, usize, &ApprovalDemand)> {
    rule.clauses.iter().flat_map(|clause| {
        clause.actions.iter().enumerate().filter_map(move |(place, it)| match &it.item {
            Action::Approval(demand) => Some((clause, place, demand)),
            _ => None,
        })
    })
}

/// Whether nothing can be approved without this one: there is no other way, and this is one.
fn is_needed(clause: &Clause, place: usize) -> bool {
    let is_closed = |own: Demand| {
        let of = |at: usize, action: &Action| match action {
            _ if at == place => own.clone(),
            Action::Deny => Demand::Deny,
            _ => Demand::Nothing,
        };
        ways(&clause.actions, &of).iter().all(|it| it.strictness() == Strictness::Denied)
    };
    is_closed(Demand::Deny) && !is_closed(Demand::Nothing)
}

/// What asking so many admins comes to: worked out once for the same wallets and number.
pub(super) type AdminsAsked<'a> = HashMap<(*const Vec<&'a PeopledWallet>, u64), AskedAdmins>;

/// The admins who are all needed somewhere, the wallets where, and those that have fewer.
#[derive(Clone)]
pub(super) struct AskedAdmins {
    people: Vec<String>,
    exact: Arc<Vec<String>>,
    fewer: Arc<Vec<String>>,
}

/// Where as many are asked as there are, or more.
fn nobody_to_spare<'a>(
    place: usize,
    demand: &ApprovalDemand,
    covered: &CoveredWallets<'a>,
    asked: &mut AdminsAsked<'a>,
) -> Vec<PolicyFinding> {
    let named: BTreeSet<&String> = demand.from.people().iter().collect();
    if !named.is_empty() {
        let (rule, count, wallets) = (place, demand.count, Arc::default());
        let there = named.len() as u64;
        let people: Vec<String> = named.into_iter().cloned().collect();
        return match there.cmp(&count) {
            Ordering::Less => vec![PolicyFinding::TooFewApprovers { rule, count, people, wallets }],
            Ordering::Equal => vec![PolicyFinding::NobodyToSpare { rule, people, wallets }],
            Ordering::Greater => Vec::new(),
        };
    }
    if demand.from != Approvers::WalletAdmins {
        return Vec::new();
    }
    let key = (Rc::as_ptr(covered), demand.count);
    let of = asked.entry(key).or_insert_with(|| asked_admins(covered, demand.count)).clone();
    let mut found = Vec::new();
    if !of.fewer.is_empty() {
        let (count, people, wallets) = (demand.count, Vec::new(), of.fewer);
        found.push(PolicyFinding::TooFewApprovers { rule: place, count, people, wallets });
    }
    if !of.exact.is_empty() {
        found.push(PolicyFinding::NobodyToSpare { rule: place, people: of.people, wallets: of.exact });
    }
    found
}

fn asked_admins(covered: &[&PeopledWallet], count: u64) -> AskedAdmins {
    let (mut people, mut exact, mut fewer) = (BTreeSet::new(), Vec::new(), Vec::new());
    for wallet in covered {
        let Some(members) = &wallet.people else { continue };
        let admins = || members.iter().filter(|it| is_admin(it));
        match (admins().count() as u64).cmp(&count) {
            Ordering::Less => fewer.push(wallet.wallet.id.to_string()),
            Ordering::Equal => {
                people.extend(admins().map(|it| it.person.as_str()));
                exact.push(wallet.wallet.id.to_string());
            }
            Ordering::Greater => {}
        }
    }
    let people = people.into_iter().map(str::to_owned).collect();
    AskedAdmins { people, exact: Arc::new(exact), fewer: Arc::new(fewer) }
}

fn is_admin(member: &Member) -> bool {
    member.permissions.has(&Permission::Admin)
}

/// Final approvers are people of the wallet; the others of the enterprise (spec: `FinalApprovalActionRequest`,
/// `EnterpriseUsersActionRequest`). A final approver who is on some of the wallets can approve nothing of the others.
fn approvers_gone(
    place: usize,
    demand: &ApprovalDemand,
    covered: &[&PeopledWallet],
    around: RuleReview<'_>,
) -> Vec<PolicyFinding> {
    let is_final = matches!(demand.from, Approvers::Final(_));
    let is_without = |wallet: &&&PeopledWallet, person: &String| {
        is_final && wallet.people.as_ref().is_some_and(|people| !people.iter().any(|it| it.person == *person))
    };
    let gone = |person: &String| {
        let gone = |wallets| {
            let wallets = Arc::new(wallets);
            PolicyFinding::ApproverGone { rule: place, person: person.clone(), wallets }
        };
        if around.enterprise_people.is_some_and(|people| !people.contains(person)) {
            return Some(gone(Vec::new()));
        }
        let without = covered.iter().filter(|it| is_without(it, person));
        let wallets: Vec<String> = without.map(|it| it.wallet.id.to_string()).collect();
        (!wallets.is_empty()).then(|| gone(wallets))
    };
    demand.from.people().iter().filter_map(gone).collect()
}

/// Who may approve what they have started: of those who are asked, whoever can send from a wallet that the rule covers, and
/// may have started it by the conditions of the clause that asks.
fn initiator_approves(place: usize, rule: &EnterpriseRule, covered: &[&PeopledWallet]) -> Vec<PolicyFinding> {
    if !demands(rule).any(|(_, _, demand)| demand.initiator_may) {
        return Vec::new();
    }
    let (mut enough, mut counted) = (BTreeSet::new(), BTreeSet::new());
    for member in covered.iter().filter_map(|it| it.people.as_deref()).flatten() {
        if !member.permissions.has(&Permission::Spend) || enough.contains(&member.person) {
            continue;
        }
        let is_asked = |(clause, _, demand): (&Clause, usize, &ApprovalDemand)| {
            demand.initiator_may && asks(demand, member) && starts(clause, &member.person) != Truth::No
        };
        if !demands(rule).any(is_asked) {
            continue;
        }
        // What surely applies to all that they start has to be met by them, too.
        let applies = |clause: &&Clause| starts(clause, &member.person) == Truth::Yes;
        let is_free = rule.clauses.iter().filter(applies).all(|it| is_met_alone(it, member));
        let mut asking = demands(rule).filter(|it| is_asked(*it));
        if is_free && asking.any(|(clause, _, _)| is_met_alone(clause, member)) {
            counted.remove(&member.person);
            enough.insert(member.person.clone());
        } else {
            counted.insert(member.person.clone());
        }
    }
    let finding = |people: BTreeSet<String>, is_enough| {
        let people: Vec<String> = people.into_iter().collect();
        (!people.is_empty()).then_some(PolicyFinding::InitiatorApproves { rule: place, people, is_enough })
    };
    [finding(enough, true), finding(counted, false)].into_iter().flatten().collect()
}

/// Whether it surely asks this person among others. Who the admins of an enterprise are is not known here.
fn asks(demand: &ApprovalDemand, member: &Member) -> bool {
    match &demand.from {
        Approvers::People(people) | Approvers::Final(people) => people.contains(&member.person),
        Approvers::WalletAdmins => is_admin(member),
        Approvers::EnterpriseAdmins | Approvers::OrganizationAdmins | Approvers::Custodian => false,
    }
}

/// Whether a clause is about what this person starts, as far as its conditions are about people.
fn starts(clause: &Clause, person: &str) -> Truth {
    let names = |people: &[String]| people.iter().any(|it| it == person);
    let of = |condition: &Condition| match condition {
        Condition::Initiators(people) => Truth::of(names(people)),
        Condition::NotInitiatedBy(people) => Truth::of(!names(people)),
        _ => Truth::Unknown,
    };
    let truths: Vec<Truth> = clause.conditions.iter().map(|it| of(&it.item)).collect();
    let joins: Vec<_> = clause.conditions.iter().map(|it| it.join).collect();
    joined(&truths, &joins)
}

/// Whether all that a clause asks for is surely given by the approval of one who has started it.
fn is_met_alone(clause: &Clause, member: &Member) -> bool {
    let of = |_, action: &Action| match action {
        Action::Nothing => Demand::Nothing,
        Action::Approval(demand) if demand.initiator_may && demand.count <= 1 && asks(demand, member) => {
            Demand::Nothing
        }
        _ => Demand::Deny,
    };
    ways(&clause.actions, &of).iter().all(|it| it.strictness() == Strictness::GoesThrough)
}
