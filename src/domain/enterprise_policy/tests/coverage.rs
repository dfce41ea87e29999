//! Which wallets a rule covers.

use super::builders::{people, rule, wallet};
use crate::domain::enterprise_policy::{CoveredBy, CoveredWallet, RawPart, Truth, WalletFilter};

#[test]
fn a_rule_covers_all_wallets_a_kind_or_a_list() {
    let other = CoveredWallet { id: "w2".into(), kind: "custodial".into(), ..wallet() };
    let elsewhere = CoveredWallet { id: "w3".into(), enterprise: Some("e2".into()), ..wallet() };
    let wallets = [wallet(), other, elsewhere];
    let list =
        |ids: &[&str]| WalletFilter::Wallets { ids: people(ids).into_iter().collect(), is_multiple: true };
    for (filters, by, covered, unclear) in [
        (vec![WalletFilter::AllWallets], CoveredBy::All, vec![0, 1], vec![]),
        (
            vec![WalletFilter::Kinds(people(&["custodial"]))],
            CoveredBy::Kinds(people(&["custodial"])),
            vec![1],
            vec![],
        ),
        (vec![list(&["w1", "gone", "w3"])], CoveredBy::List(3), vec![0], vec![]),
        (vec![WalletFilter::AllWallets, list(&["w2"])], CoveredBy::List(1), vec![1], vec![]),
        (vec![WalletFilter::AllRules], CoveredBy::Rules, vec![], vec![]),
        (
            vec![WalletFilter::NotUnderstood(RawPart::default()), list(&["w1"])],
            CoveredBy::NotUnderstood,
            vec![],
            vec![0],
        ),
        (vec![], CoveredBy::NotUnderstood, vec![], vec![0, 1]),
    ] {
        let mut made = rule(Vec::new(), Vec::new());
        made.filters.clone_from(&filters);
        let places = |truth| {
            let all = wallets.iter().enumerate().filter(|(_, it)| made.covers(it) == truth);
            all.map(|(place, _)| place).collect::<Vec<_>>()
        };
        assert_eq!(made.covered_by(), by, "{filters:?}");
        assert_eq!((places(Truth::Yes), places(Truth::Unknown)), (covered, unclear), "{filters:?}");
    }
}
