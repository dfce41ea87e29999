//! The safety review over the whole seed: of wallets that rules of the enterprise guard it never says that nothing does, and of
//! those whose rules nobody reads it says that it is not known.

use std::sync::Arc;

use countersign::bitgo::policy_builder::{PolicyPicture, RuleQuery, WalletGuards, not_read};
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::{Wallet, WalletQuery};
use countersign::domain::enterprise_policy::{EnterpriseRules, RuleBook, RulesState, TouchpointName};
use countersign::domain::posture::{Review, Subject, Topic};
use futures::TryStreamExt;

use crate::client::log_in;
use crate::support::sessions::all;
use crate::wire::{CODE, Wire};

#[tokio::test]
async fn no_wallet_that_the_enterprise_guards_is_said_to_be_unguarded() {
    let wire = Wire::start().await;
    let session = log_in(&wire, AuthVersion::V3, "owner", Some(CODE)).await.unwrap();
    let wallets: Vec<Arc<Wallet>> = all(session.wallets(WalletQuery::default())).await;
    let mut enterprises = Vec::new();
    for enterprise in &session.user().enterprises {
        let mut whole = EnterpriseRules::on_their_way(&enterprise.id);
        let pages: Result<Vec<_>, _> =
            session.enterprise_rules(RuleQuery::all_of(&enterprise.id)).try_collect().await;
        match pages {
            Ok(pages) => {
                whole.rules = pages.into_iter().flat_map(|page| page.items).collect();
                whole.state = RulesState::Read;
            }
            Err(error) => {
                whole.state = RulesState::NotRead(not_read(&error));
                enterprises.push(Arc::new(whole));
                continue;
            }
        }
        for scope in session.policy_scopes(&enterprise.id).await.unwrap() {
            let found = session.policy_touchpoints(&enterprise.id, &scope.id).await.unwrap().touchpoints;
            whole.touchpoints.extend(found.into_iter().map(|it| TouchpointName { id: it.id, name: it.name }));
        }
        enterprises.push(Arc::new(whole));
    }
    let is_refused = |it: &&Arc<EnterpriseRules>| matches!(it.state, RulesState::NotRead(_));
    let refused = enterprises.iter().find(is_refused).unwrap().enterprise.clone();
    let picture = PolicyPicture::of(Arc::new(RuleBook::new(1, enterprises)), Arc::new(wallets.clone()));
    let (mut guards, now) = (WalletGuards::new(&picture), wire.control().now());
    let subjects = wallets.iter().map(|it| Subject { guard: guards.of(it), ..it.for_review(now) });
    let review = Review::of(subjects, &[], now);

    let bare = |it: &&Arc<Wallet>| it.policy().is_some_and(|policy| policy.rules.is_empty());
    let of_enterprise = |it: &&Arc<Wallet>| {
        let over = picture.covering(&it.id).iter().filter_map(|at| picture.rule(*at));
        over.into_iter().any(|(of, rule)| !rule.protects(&it.covered(), &it.coin, &of.touchpoints).is_empty())
    };
    let guarded: Vec<&Arc<Wallet>> = wallets.iter().filter(bare).filter(of_enterprise).collect();
    assert_eq!(guarded.len(), 20, "{:?}", guarded.iter().map(|it| &it.label).collect::<Vec<_>>());
    for wallet in &guarded {
        let said = review.findings.iter().filter(|it| it.subject.id == wallet.id);
        let nothing = said.filter(|it| it.what().contains("No spending limit, whitelist or approval rule"));
        assert_eq!(nothing.count(), 0, "{}", wallet.label);
    }
    // Of the others it is said.
    let unguarded: Vec<&str> = review
        .findings
        .iter()
        .filter(|it| it.topic() == Topic::NoLimit && it.subject.enterprise.as_deref() != Some(&refused))
        .filter(|it| it.what().contains("No spending limit, whitelist or approval rule"))
        .map(|it| it.subject.label.as_str())
        .collect();
    for label in ["Tron operations", "Tezos operations", "Baking rewards", "EOS resources"] {
        assert!(unguarded.contains(&label), "{label} is guarded by nothing: {unguarded:?}");
    }
    // Where the rules are not read, neither is claimed.
    let of_refused = review.findings.iter().filter(|it| it.subject.enterprise.as_deref() == Some(&refused));
    let topics: Vec<Topic> = of_refused.map(countersign::domain::posture::Finding::topic).collect();
    assert!(topics.contains(&Topic::NotKnown), "{topics:?}");
    assert!(!topics.contains(&Topic::NoLimit) && !topics.contains(&Topic::NoWhitelist), "{topics:?}");
    let own = wallets.iter().filter(|it| it.enterprise.as_deref() == Some(&refused)).count();
    assert_eq!(review.coverage(Some(&refused)).enterprise_not_read, own);
}
