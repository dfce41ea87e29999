//! Which enterprise rules cover which wallets, worked out once for all of them: to be made beside the screen's thread.

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::covering::Covering;
use crate::bitgo::wallet::Wallet;
use crate::domain::enterprise_policy::{
    CoveredWallet, EnterpriseRule, EnterpriseRules, MOST_NAMED, RuleBook,
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
    pub covered: Arc<[u32]>,
    /// Those of which it cannot be told.
    pub unclear: Arc<[u32]>,
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
    /// The class of each wallet, by its place.
    class_of: Vec<u32>,
    /// The rules that cover the wallets of a class, or may.
    covering: Vec<Arc<[RuleAddress]>>,
    places: HashMap<SmolStr, u32>,
}

impl PolicyPicture {
    /// Works it out.
    pub fn of(book: Arc<RuleBook>, wallets: Arc<Vec<Arc<Wallet>>>) -> Self {
        let places: HashMap<SmolStr, u32> =
            (0_u32..).zip(wallets.iter()).map(|(place, wallet)| (wallet.id.clone(), place)).collect();
        let mut covering = Covering::of(&wallets, &places);
        let enterprises = (0_u32..).zip(&book.enterprises);
        let coverage = enterprises.map(|(place, read)| covering.look_at(place, read)).collect();
        let (class_of, covering) = covering.finish();
        Self { book: Some(book), wallets, coverage, class_of, covering, places }
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
        let class = self.places.get(wallet).and_then(|place| self.class_of.get(*place as usize));
        class.and_then(|class| self.covering.get(*class as usize)).map_or(&[], |it| it)
    }

    /// A wallet by ID.
    pub fn wallet(&self, id: &str) -> Option<&Arc<Wallet>> {
        self.wallets.get(*self.places.get(id)? as usize)
    }

    /// The wallets that a rule's sentence calls by their names: of a long list the first alone.
    pub fn named_by(&self, rule: &EnterpriseRule) -> Vec<CoveredWallet> {
        self.called(rule.listed_wallets().take(MOST_NAMED))
    }

    /// These wallets with their names, as far as they can be seen.
    pub fn called<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Vec<CoveredWallet> {
        ids.filter_map(|id| self.wallet(id)).map(|wallet| wallet.covered()).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::bitgo::wallet::WalletKind;
    use crate::domain::enterprise_policy::{RulesState, Truth, WalletFilter};

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
            rule("rules", vec![WalletFilter::AllRules { parameters: None }]),
            rule("both", vec![listed(&["w0", "w1"]), WalletFilter::Kinds(vec!["cold".into()])]),
        ];
        let book = RuleBook::new(1, vec![Arc::new(acme)]);
        let picture = PolicyPicture::of(Arc::new(book), wallets);
        let of = |rule| picture.coverage(RuleAddress { enterprise: 0, rule }).unwrap();
        assert_eq!(*of(0).covered, [0, 1], "only the enterprise's own");
        assert_eq!(*of(1).covered, [0]);
        assert_eq!((&*of(2).covered, of(2).not_seen.as_slice()), (&[1][..], &["gone".to_owned()][..]));
        assert_eq!((of(3).covered.len(), &*of(3).unclear), (0, &[0, 1][..]));
        assert_eq!(of(4), &RuleCoverage::default());
        assert_eq!(*of(5).covered, [1]);
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

    #[test]
    fn many_rules_over_many_wallets_are_told_as_each_rule_tells_each_wallet() {
        let kinds = [WalletKind::Hot, WalletKind::Cold, WalletKind::Trading];
        let enterprises = ["acme", "bay", ""];
        let wallets: Vec<Arc<Wallet>> = (0..360_usize)
            .map(|at| wallet(&format!("w{at}"), kinds[at % 3].clone(), enterprises[at / 7 % 3]))
            .collect();
        let some = |step: usize| {
            let ids = (0..40).map(|at| format!("w{}", at * step % 400)).collect();
            WalletFilter::Wallets { ids, is_multiple: true }
        };
        let unknown = || WalletFilter::NotUnderstood(crate::domain::enterprise_policy::RawPart::default());
        let filters = vec![
            vec![WalletFilter::AllWallets],
            vec![some(3)],
            vec![WalletFilter::Kinds(vec!["cold".into(), "trading".into()])],
            vec![some(5), WalletFilter::Kinds(vec!["hot".into()])],
            vec![some(11)],
            Vec::new(),
            vec![unknown(), some(7)],
            vec![unknown()],
            vec![WalletFilter::AllRules { parameters: None }],
            vec![some(3)],
        ];
        let mut read = EnterpriseRules::on_their_way("acme");
        let of_acme = |(at, filters)| EnterpriseRule {
            enterprise: Some("acme".into()),
            ..rule(&format!("r{at}"), filters)
        };
        read.rules = filters.into_iter().enumerate().map(of_acme).collect();
        read.state = RulesState::Read;
        let picture = PolicyPicture::of(Arc::new(RuleBook::new(1, vec![Arc::new(read)])), Arc::new(wallets));
        let rules = &picture.book.as_ref().unwrap().enterprises[0].rules;
        for (place, wallet) in (0_u32..).zip(picture.wallets.iter()) {
            let mut over = Vec::new();
            for (number, rule) in (0_u32..).zip(rules) {
                let at = RuleAddress { enterprise: 0, rule: number };
                let told = picture.coverage(at).unwrap();
                // A wallet of no enterprise is under no rule but one that names it.
                let is_own = wallet.enterprise.is_some() || rule.listed_wallets().any(|id| wallet.id == id);
                let truth = if is_own { rule.covers(&wallet.covered()) } else { Truth::No };
                let found = (told.covered.contains(&place), told.unclear.contains(&place));
                assert_eq!(
                    found,
                    (truth == Truth::Yes, truth == Truth::Unknown),
                    "{} {}",
                    rule.id,
                    wallet.id
                );
                over.extend((truth != Truth::No).then_some(at));
            }
            assert_eq!(picture.covering(&wallet.id), over, "{}", wallet.id);
        }
    }
}
