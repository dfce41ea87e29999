//! Which wallets a rule covers.

use super::builders::{people, rule, wallet};
use crate::domain::enterprise_policy::{CoveredBy, CoveredWallet, RawPart, WalletFilter};

#[test]
fn a_rule_covers_all_wallets_a_kind_or_a_list() {
    let other = CoveredWallet { id: "w2".into(), kind: "custodial".into(), ..wallet() };
    let elsewhere = CoveredWallet { id: "w3".into(), enterprise: Some("e2".into()), ..wallet() };
    let wallets = [wallet(), other, elsewhere];
    let list = |ids: &[&str]| WalletFilter::Wallets { ids: people(ids), is_multiple: true };
    for (filters, by, covered, unclear, not_seen) in [
        (vec![WalletFilter::AllWallets], CoveredBy::All, vec![0, 1], vec![], vec![]),
        (
            vec![WalletFilter::Kinds(people(&["custodial"]))],
            CoveredBy::Kinds(people(&["custodial"])),
            vec![1],
            vec![],
            vec![],
        ),
        (vec![list(&["w1", "gone", "w3"])], CoveredBy::List(3), vec![0], vec![], vec!["gone"]),
        (vec![WalletFilter::AllWallets, list(&["w2"])], CoveredBy::List(1), vec![1], vec![], vec![]),
        (vec![WalletFilter::AllRules], CoveredBy::Rules, vec![], vec![], vec![]),
        (
            vec![WalletFilter::NotUnderstood(RawPart::default()), list(&["w1"])],
            CoveredBy::NotUnderstood,
            vec![],
            vec![0],
            vec![],
        ),
        (vec![], CoveredBy::NotUnderstood, vec![], vec![0, 1], vec![]),
    ] {
        let mut made = rule(Vec::new(), Vec::new());
        made.filters.clone_from(&filters);
        let found = made.coverage(&wallets);
        assert_eq!((found.by, found.covered, found.unclear), (by, covered, unclear), "{filters:?}");
        assert_eq!(found.not_seen, not_seen, "{filters:?}");
    }
}
