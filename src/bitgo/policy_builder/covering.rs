//! Who covers whom, worked out over classes of wallets: those of one enterprise and kind that the same lists name stand under
//! the same rules, so that many rules over many wallets cost little more than their lists.

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::picture::{RuleAddress, RuleCoverage};
use crate::bitgo::wallet::Wallet;
use crate::domain::enterprise_policy::{CoveredBy, CoveredWallet, EnterpriseRule, EnterpriseRules, Truth};

/// The wallets of one enterprise and kind: only a list of IDs tells them apart.
struct Group {
    /// Any of them.
    one: CoveredWallet,
    members: Arc<[u32]>,
    classes: Vec<u32>,
}

/// What is known of who covers whom while rule after rule is looked at.
pub(super) struct Covering<'a> {
    wallets: &'a [Arc<Wallet>],
    places: &'a HashMap<SmolStr, u32>,
    groups: Vec<Group>,
    of_enterprise: HashMap<SmolStr, Vec<usize>>,
    /// The group of each class.
    group_of: Vec<usize>,
    /// The rules over the wallets of each class, in order.
    rules_over: Vec<Vec<RuleAddress>>,
    /// The class of each wallet.
    class_of: Vec<u32>,
    /// The wallets of several groups together, by the places of these.
    together: HashMap<Vec<usize>, Arc<[u32]>>,
}

impl<'a> Covering<'a> {
    /// Of wallets of which no rule has been looked at yet.
    pub(super) fn of(wallets: &'a [Arc<Wallet>], places: &'a HashMap<SmolStr, u32>) -> Self {
        let mut numbers: HashMap<(Option<SmolStr>, SmolStr), usize> = HashMap::new();
        let mut found: Vec<(CoveredWallet, Vec<u32>)> = Vec::new();
        let mut class_of = Vec::with_capacity(wallets.len());
        for (place, wallet) in (0_u32..).zip(wallets) {
            let covered = wallet.covered();
            let number =
                *numbers.entry((covered.enterprise.clone(), covered.kind.clone())).or_insert(found.len());
            class_of.push(u32::try_from(number).unwrap_or(u32::MAX));
            match found.get_mut(number) {
                Some((_, members)) => members.push(place),
                None => found.push((covered, vec![place])),
            }
        }
        let mut of_enterprise: HashMap<SmolStr, Vec<usize>> = HashMap::new();
        for (number, (one, _)) in found.iter().enumerate() {
            if let Some(enterprise) = &one.enterprise {
                of_enterprise.entry(enterprise.clone()).or_default().push(number);
            }
        }
        let classes = 0..u32::try_from(found.len()).unwrap_or(u32::MAX);
        let group = |((one, members), class): ((_, Vec<u32>), u32)| Group {
            one,
            members: members.into(),
            classes: vec![class],
        };
        Self {
            wallets,
            places,
            group_of: (0..found.len()).collect(),
            rules_over: vec![Vec::new(); found.len()],
            groups: found.into_iter().zip(classes).map(group).collect(),
            of_enterprise,
            class_of,
            together: HashMap::new(),
        }
    }

    /// Which wallets the rules of an enterprise cover, in the order of the rules.
    pub(super) fn look_at(&mut self, place: u32, read: &EnterpriseRules) -> Vec<RuleCoverage> {
        let own = self.of_enterprise.get(read.enterprise.as_str()).cloned().unwrap_or_default();
        let each = (0_u32..).zip(&read.rules);
        let each = each.map(|(rule, it)| {
            let at = RuleAddress { enterprise: place, rule };
            match it.covered_by() {
                CoveredBy::Rules => RuleCoverage::default(),
                _ if it.listed_wallets().next().is_some() => self.by_list(at, it),
                _ => self.by_kind(at, it, &own),
            }
        });
        each.collect()
    }

    /// A rule without a list says the same of all wallets of a group.
    fn by_kind(&mut self, at: RuleAddress, rule: &EnterpriseRule, own: &[usize]) -> RuleCoverage {
        let (mut covered, mut unclear) = (Vec::new(), Vec::new());
        for number in own {
            let Some(group) = self.groups.get(*number) else { continue };
            match rule.covers(&group.one) {
                Truth::Yes => covered.push(*number),
                Truth::Unknown => unclear.push(*number),
                Truth::No => continue,
            }
            for class in &group.classes {
                if let Some(rules) = self.rules_over.get_mut(*class as usize) {
                    rules.push(at);
                }
            }
        }
        RuleCoverage {
            covered: self.members_of(covered),
            unclear: self.members_of(unclear),
            not_seen: Vec::new(),
        }
    }

    fn members_of(&mut self, groups: Vec<usize>) -> Arc<[u32]> {
        if let [only] = groups.as_slice() {
            return self.groups.get(*only).map(|group| Arc::clone(&group.members)).unwrap_or_default();
        }
        if let Some(known) = self.together.get(&groups) {
            return Arc::clone(known);
        }
        let members =
            groups.iter().filter_map(|number| self.groups.get(*number)).map(|group| &*group.members);
        let mut all: Vec<u32> = members.flatten().copied().collect();
        all.sort_unstable();
        let all: Arc<[u32]> = all.into();
        self.together.insert(groups, Arc::clone(&all));
        all
    }

    /// Only the wallets that it names are looked at: a list costs no more than its length. They part from their classes.
    fn by_list(&mut self, at: RuleAddress, rule: &EnterpriseRule) -> RuleCoverage {
        let mut named: Vec<&str> = rule.listed_wallets().collect();
        named.sort_unstable();
        named.dedup();
        let (mut covered, mut unclear, mut not_seen) = (Vec::new(), Vec::new(), Vec::new());
        let mut parted: HashMap<u32, u32> = HashMap::new();
        for id in named {
            let seen =
                self.places.get(id).and_then(|place| Some((*place, self.wallets.get(*place as usize)?)));
            let Some((place, wallet)) = seen else {
                not_seen.push(id.to_owned());
                continue;
            };
            match rule.covers(&wallet.covered()) {
                Truth::Yes => covered.push(place),
                Truth::Unknown => unclear.push(place),
                Truth::No => continue,
            }
            let before = self.class_of.get(place as usize).copied().unwrap_or_default();
            let after = *parted.entry(before).or_insert_with(|| self.part(before, at));
            if let Some(class) = self.class_of.get_mut(place as usize) {
                *class = after;
            }
        }
        covered.sort_unstable();
        unclear.sort_unstable();
        RuleCoverage { covered: covered.into(), unclear: unclear.into(), not_seen }
    }

    /// A new class, under the rules of this one and one more.
    fn part(&mut self, class: u32, at: RuleAddress) -> u32 {
        let number = u32::try_from(self.rules_over.len()).unwrap_or(u32::MAX);
        let mut rules = self.rules_over.get(class as usize).cloned().unwrap_or_default();
        rules.push(at);
        self.rules_over.push(rules);
        let group = self.group_of.get(class as usize).copied().unwrap_or_default();
        self.group_of.push(group);
        if let Some(group) = self.groups.get_mut(group) {
            group.classes.push(number);
        }
        number
    }

    /// The class of each wallet, and the rules over each class.
    pub(super) fn finish(self) -> (Vec<u32>, Vec<Arc<[RuleAddress]>>) {
        (self.class_of, self.rules_over.into_iter().map(Into::into).collect())
    }
}
