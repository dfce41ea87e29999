//! Which wallets a rule covers.

use super::builders::{people, rule, wallet};
use crate::domain::enterprise_policy::{CoveredBy, CoveredWallet, RawPart, Truth, WalletFilter};

#[test]
fn a_rule_covers_all_wallets_a_kind_or_a_list() {
    use Truth::{No, Unknown, Yes};
    let other = CoveredWallet { id: "w2".into(), kind: "custodial".into(), ..wallet() };
    let elsewhere = CoveredWallet { id: "w3".into(), enterprise: Some("e2".into()), ..wallet() };
    let odd = CoveredWallet { id: "w4".into(), kind: "".into(), ..wallet() };
    let wallets = [wallet(), other, elsewhere, odd];
    let list =
        |ids: &[&str]| WalletFilter::Wallets { ids: people(ids).into_iter().collect(), is_multiple: true };
    let custodial = || WalletFilter::Kinds(people(&["custodial"]));
    for (filters, by, covered) in [
        (vec![WalletFilter::AllWallets], CoveredBy::All, [Yes, Yes, No, Yes]),
        // A wallet whose kind was not told may be of that kind.
        (vec![custodial()], CoveredBy::Kinds(people(&["custodial"])), [No, Yes, No, Unknown]),
        (vec![list(&["w1", "gone", "w3"])], CoveredBy::List(3), [Yes, No, No, No]),
        (vec![WalletFilter::AllWallets, list(&["w2"])], CoveredBy::List(1), [No, Yes, No, No]),
        (vec![custodial(), list(&["w1", "w2"])], CoveredBy::List(2), [No, Yes, No, No]),
        (vec![WalletFilter::AllRules { parameters: None }], CoveredBy::Rules, [No, No, No, No]),
        (
            vec![WalletFilter::NotUnderstood(RawPart::default()), list(&["w1"])],
            CoveredBy::NotUnderstood,
            [Unknown, No, No, No],
        ),
        (vec![], CoveredBy::NotUnderstood, [Unknown, Unknown, No, Unknown]),
    ] {
        let mut made = rule(Vec::new(), Vec::new());
        made.filters.clone_from(&filters);
        let found = [0, 1, 2, 3].map(|at| made.covers(&wallets[at]));
        assert_eq!((made.covered_by(), found), (by, covered), "{filters:?}");
    }
}
