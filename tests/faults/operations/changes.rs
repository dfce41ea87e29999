//! Access tokens, policies, wallets and approvals.

use countersign::bitgo::approvals::{BulkDecision, BulkRequest, Decision};
use countersign::bitgo::policies::RuleSubmission;
use countersign::bitgo::wallet::FreezeFor;
use countersign::domain::policy::RuleChange;
use countersign::domain::token::template::TemplateBody;
use futures::future::BoxFuture;

use crate::harness::Harness;
use crate::seen::{Ready, done, now, one, outcome, whole};

type Prepared<'a> = BoxFuture<'a, Ready<'a>>;

const RULED: &str = "Merchant payouts";

pub fn create_access_token(harness: &Harness) -> Prepared<'_> {
    let request = harness.token_request();
    let ask = async move { harness.owner.create_access_token(&request, &harness.code).await };
    now(one(ask, |made| whole((made.info.scope, made.info.ip_restrict, !made.value.expose().is_empty()))))
}

pub fn delete_access_token(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let token = harness.token().await.info.id;
        done(async move { harness.owner.delete_access_token(&token).await })
    })
}

pub fn create_token_template(harness: &Harness) -> Prepared<'_> {
    let draft = harness.template_draft();
    now(one(async move { harness.owner.create_token_template(&draft).await }, |it| {
        whole((it.user, it.scopes))
    }))
}

pub fn change_token_template(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let template = harness.template().await.id;
        let scopes = Some(vec!["wallet_spend_all".to_owned()]);
        let draft = TemplateBody { scopes, ..TemplateBody::default() };
        one(async move { harness.owner.change_token_template(&template, &draft).await }, |it| {
            whole(it.scopes)
        })
    })
}

pub fn delete_token_template(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let template = harness.template().await.id;
        done(async move { harness.owner.delete_token_template(&template).await })
    })
}

pub fn add_policy_rule(harness: &Harness) -> Prepared<'_> {
    let (rule, (coin, wallet)) = (harness.rule(), harness.place(RULED));
    now(outcome(async move { harness.owner.add_policy_rule(coin, wallet, &rule).await }))
}

pub fn change_policy_rule(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (rule, (coin, wallet)) = (harness.rule_in_place().await, harness.place(RULED));
        outcome(async move { harness.owner.change_policy_rule(coin, wallet, &rule).await })
    })
}

pub fn remove_policy_rule(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (rule, (coin, wallet)) = (harness.rule_in_place().await, harness.place(RULED));
        outcome(async move { harness.owner.remove_policy_rule(coin, wallet, &rule).await })
    })
}

pub fn send_rule(harness: &Harness) -> Prepared<'_> {
    let (rule, (coin, wallet)) = (harness.rule(), harness.place(RULED));
    let order =
        RuleSubmission { coin: coin.to_owned(), wallet: wallet.to_owned(), change: RuleChange::Add, rule };
    now(outcome(async move { harness.owner.send_rule(&order).await }))
}

pub fn freeze_wallet(harness: &Harness) -> Prepared<'_> {
    let (coin, wallet) = harness.place("Bitcoin Cash operations");
    now(outcome(harness.owner.freeze_wallet(coin, wallet, FreezeFor::Secs(60))))
}

pub fn remove_wallet_user(harness: &Harness) -> Prepared<'_> {
    let (coin, wallet) = harness.place("Gas station");
    now(outcome(harness.owner.remove_wallet_user(coin, wallet, &harness.viewer.user().id)))
}

pub fn decide_approval(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let approval = harness.waiting().await.id;
        let ask = async move {
            harness.admin.decide_approval(&approval, Decision::Approve, Some(&harness.code)).await
        };
        outcome(ask)
    })
}

pub fn decide_approvals(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let mut decisions = Vec::new();
        for _ in 0..2 {
            decisions.push(BulkDecision::new(&harness.waiting().await, Decision::Reject).unwrap());
        }
        let request = BulkRequest { approvals: decisions, stops_at_error: false };
        one(async move { harness.admin.decide_approvals(&request).await }, |results| {
            whole(results.into_iter().map(|result| result.state).collect::<Vec<_>>())
        })
    })
}

pub fn decide_by_express(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, approval) = harness.waiting_share().await;
        let ask = async move {
            let code = Some(&harness.code);
            harness.express[0].decide_by_express(&coin, &approval, Decision::Reject, code, None).await
        };
        outcome(ask)
    })
}
