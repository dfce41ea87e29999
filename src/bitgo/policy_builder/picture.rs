//! Which enterprise rules cover which wallets, worked out once for all of them: to be made beside the screen's thread.

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::bitgo::wallet::Wallet;
use crate::domain::enterprise_policy::{
    CoveredBy, CoveredWallet, EnterpriseRule, EnterpriseRules, RuleBook, Truth,
};

/// A rule of the book, by the places of its enterprise and of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleAddress {
    /// The place of the enterprise in the book.
    pub enterprise: u32,
    /// The place of the rule in the enterprise's.
    pub rule: u32,
}

/// Which of the wallets a rule covers, by their places in the picture's list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleCoverage {
    /// Those that it covers.
    pub covered: Vec<u32>,
    /// Those of which it cannot be told.
    pub unclear: Vec<u32>,
    /// IDs that it names and that are not in the list: not visible to this person, or no wallets any more.
    pub not_seen: Vec<String>,
}

/// The rules and the wallets as they stood together, and who covers whom.
#[derive(Debug, Clone, Default)]
pub struct PolicyPicture {
    /// The rules that it is made of.
    pub book: Option<Arc<RuleBook>>,
    /// The wallets that it is made of.
    pub wallets: Arc<Vec<Arc<Wallet>>>,
    /// By enterprise and rule, as they stand in the book.
    coverage: Vec<Vec<RuleCoverage>>,
    /// The rules that cover a wallet, or may: by its place. Wallets under the same rules share one list.
    covering: Vec<Arc<[RuleAddress]>>,
    places: HashMap<SmolStr, u32>,
}

impl PolicyPicture {
    /// Works it out.
    pub fn of(book: Arc<RuleBook>, wallets: Arc<Vec<Arc<Wallet>>>) -> Self {
        let places: HashMap<SmolStr, u32> =
            (0_u32..).zip(wallets.iter()).map(|(place, wallet)| (wallet.id.clone(), place)).collect();
        let mut of_enterprise: HashMap<&str, Vec<u32>> = HashMap::new();
        for (place, wallet) in (0_u32..).zip(wallets.iter()) {
            if let Some(enterprise) = &wallet.enterprise {
                of_enterprise.entry(enterprise).or_default().push(place);
            }
        }
        let coverage: Vec<Vec<RuleCoverage>> = book
            .enterprises
            .iter()
            .map(|read| {
                let own = of_enterprise.get(read.enterprise.as_str()).map_or(&[][..], Vec::as_slice);
                coverage_of(read, own, &wallets, &places)
            })
            .collect();
        let covering = covering(&coverage, wallets.len());
        Self { book: Some(book), wallets, coverage, covering, places }
    }

    /// Which wallets a rule covers.
    pub fn coverage(&self, at: RuleAddress) -> Option<&RuleCoverage> {
        self.coverage.get(at.enterprise as usize)?.get(at.rule as usize)
    }

    /// The rule at an address, and its enterprise.
    pub fn rule(&self, at: RuleAddress) -> Option<(&EnterpriseRules, &EnterpriseRule)> {
        let read = self.book.as_ref()?.enterprises.get(at.enterprise as usize)?;
        Some((read, read.rules.get(at.rule as usize)?))
    }

    /// The rules that cover this wallet, or of which it cannot be told, whatever their status.
    pub fn covering(&self, wallet: &str) -> &[RuleAddress] {
        self.places.get(wallet).and_then(|place| self.covering.get(*place as usize)).map_or(&[], |it| it)
    }

    /// A wallet by ID.
    pub fn wallet(&self, id: &str) -> Option<&Arc<Wallet>> {
        self.wallets.get(*self.places.get(id)? as usize)
    }

    /// The wallets that a rule names, to be called by their names in its sentence.
    pub fn named_by(&self, rule: &EnterpriseRule) -> Vec<CoveredWallet> {
        rule.listed_wallets().filter_map(|id| self.wallet(id)).map(|wallet| wallet.covered()).collect()
    }
}

/// Only the wallets that it names are looked at where it names them, so that a long list costs no more than its length.
fn coverage_of(
    read: &EnterpriseRules,
    own: &[u32],
    wallets: &[Arc<Wallet>],
    places: &HashMap<SmolStr, u32>,
) -> Vec<RuleCoverage> {
    let lists = read.rules.iter().any(|rule| !matches!(rule.covered_by(), CoveredBy::List(_)));
    let covered: Vec<(u32, CoveredWallet)> = if lists {
        own.iter().filter_map(|at| Some((*at, wallets.get(*at as usize)?.covered()))).collect()
    } else {
        Vec::new()
    };
    let of_rule = |rule: &EnterpriseRule| {
        let mut coverage = RuleCoverage::default();
        match rule.covered_by() {
            CoveredBy::List(_) => {
                let mut named: Vec<&str> = rule.listed_wallets().collect();
                named.sort_unstable();
                named.dedup();
                for id in named {
                    let seen = places.get(id).and_then(|at| Some((*at, wallets.get(*at as usize)?)));
                    match seen {
                        Some((at, wallet)) => coverage.add(at, rule.covers(&wallet.covered())),
                        None => coverage.not_seen.push(id.to_owned()),
                    }
                }
            }
            CoveredBy::Rules => {}
            _ => covered.iter().for_each(|(at, wallet)| coverage.add(*at, rule.covers(wallet))),
        }
        coverage.covered.sort_unstable();
        coverage.unclear.sort_unstable();
        coverage
    };
    read.rules.iter().map(of_rule).collect()
}

impl RuleCoverage {
    fn add(&mut self, place: u32, covers: Truth) {
        match covers {
            Truth::Yes => self.covered.push(place),
            Truth::Unknown => self.unclear.push(place),
            Truth::No => {}
        }
    }
}

fn covering(coverage: &[Vec<RuleCoverage>], wallets: usize) -> Vec<Arc<[RuleAddress]>> {
    let mut of_wallet: Vec<Vec<RuleAddress>> = vec![Vec::new(); wallets];
    for (enterprise, rules) in (0_u32..).zip(coverage) {
        for (rule, coverage) in (0_u32..).zip(rules) {
            for place in coverage.covered.iter().chain(&coverage.unclear) {
                if let Some(list) = of_wallet.get_mut(*place as usize) {
                    list.push(RuleAddress { enterprise, rule });
                }
            }
        }
    }
    let mut shared: HashMap<Vec<RuleAddress>, Arc<[RuleAddress]>> = HashMap::new();
    let share = |list: Vec<RuleAddress>| {
        let made: Arc<[RuleAddress]> = list.as_slice().into();
        Arc::clone(shared.entry(list).or_insert(made))
    };
    of_wallet.into_iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::bitgo::wallet::WalletKind;
    use crate::domain::enterprise_policy::{RulesState, WalletFilter};

    fn wallet(id: &str, kind: WalletKind, enterprise: &str) -> Arc<Wallet> {
        let enterprise = (!enterprise.is_empty()).then(|| enterprise.into());
        Arc::new(Wallet { id: id.into(), kind, enterprise, ..Wallet::default() })
    }

    fn rule(id: &str, filters: Vec<WalletFilter>) -> EnterpriseRule {
        EnterpriseRule { id: id.into(), filters, ..EnterpriseRule::default() }
    }

    fn listed(ids: &[&str]) -> WalletFilter {
        WalletFilter::Wallets { ids: ids.iter().map(|it| (*it).to_owned()).collect(), is_multiple: false }
    }

    #[test]
    fn each_wallet_has_the_rules_that_cover_it_and_each_rule_its_wallets() {
        let wallets = Arc::new(vec![
            wallet("w0", WalletKind::Hot, "acme"),
            wallet("w1", WalletKind::Cold, "acme"),
            wallet("w2", WalletKind::Hot, "bay"),
            wallet("w3", WalletKind::Hot, ""),
        ]);
        let mut acme = EnterpriseRules::on_their_way("acme");
        acme.state = RulesState::Read;
        acme.rules = vec![
            rule("all", vec![WalletFilter::AllWallets]),
            rule("hot", vec![WalletFilter::Kinds(vec!["hot".into()])]),
            rule("list", vec![listed(&["w1", "gone", "w1"])]),
            rule("open", Vec::new()),
            rule("rules", vec![WalletFilter::AllRules]),
            rule("both", vec![listed(&["w0", "w1"]), WalletFilter::Kinds(vec!["cold".into()])]),
        ];
        let book = RuleBook::new(1, vec![Arc::new(acme)]);
        let picture = PolicyPicture::of(Arc::new(book), wallets);
        let of = |rule| picture.coverage(RuleAddress { enterprise: 0, rule }).unwrap();
        assert_eq!(of(0).covered, [0, 1], "only the enterprise's own");
        assert_eq!(of(1).covered, [0]);
        assert_eq!(
            (of(2).covered.as_slice(), of(2).not_seen.as_slice()),
            (&[1][..], &["gone".to_owned()][..])
        );
        assert_eq!((of(3).covered.len(), of(3).unclear.as_slice()), (0, &[0, 1][..]));
        assert_eq!(of(4), &RuleCoverage::default());
        assert_eq!(of(5).covered, [1]);
        let over = |id| picture.covering(id).iter().map(|at| at.rule).collect::<Vec<_>>();
        assert_eq!(over("w0"), [0, 1, 3]);
        assert_eq!(over("w1"), [0, 2, 3, 5]);
        assert_eq!((over("w2"), over("w3"), over("moon")), (vec![], vec![], vec![]));
        // Every rule is told of a wallet as the rule itself tells it.
        for (place, wallet) in (0_u32..).zip(picture.wallets.iter().take(2)) {
            for (at, rule) in (0_u32..).zip(&picture.book.as_ref().unwrap().enterprises[0].rules) {
                let is_covered = of(at).covered.contains(&place);
                assert_eq!(is_covered, rule.covers(&wallet.covered()) == Truth::Yes, "{}", rule.id);
            }
        }
    }
}
