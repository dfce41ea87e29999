//! Access tokens, policies, wallets and approvals.

use countersign::bitgo::approvals::{BulkDecision, BulkRequest, Decision};
use countersign::bitgo::policies::RuleSubmission;
use countersign::bitgo::wallet::FreezeFor;
use countersign::domain::policy::RuleChange;
use countersign::domain::token::template::TemplateBody;
use futures::future::BoxFuture;

use crate::desk::Desk;
use crate::seen::{Ready, done, now, one, outcome, whole};

type Prepared<'a> = BoxFuture<'a, Ready<'a>>;

const RULED: &str = "Merchant payouts";

pub fn create_access_token(desk: &Desk) -> Prepared<'_> {
    let request = desk.token_request();
    let ask = async move { desk.owner.create_access_token(&request, &desk.code).await };
    now(one(ask, |made| whole((made.info.scope, made.info.ip_restrict, !made.value.expose().is_empty()))))
}

pub fn delete_access_token(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let token = desk.token().await.info.id;
        done(async move { desk.owner.delete_access_token(&token).await })
    })
}

pub fn create_token_template(desk: &Desk) -> Prepared<'_> {
    let draft = desk.template_draft();
    now(one(async move { desk.owner.create_token_template(&draft).await }, |it| whole((it.user, it.scopes))))
}

pub fn change_token_template(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let template = desk.template().await.id;
        let scopes = Some(vec!["wallet_spend_all".to_owned()]);
        let draft = TemplateBody { scopes, ..TemplateBody::default() };
        one(async move { desk.owner.change_token_template(&template, &draft).await }, |it| whole(it.scopes))
    })
}

pub fn delete_token_template(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let template = desk.template().await.id;
        done(async move { desk.owner.delete_token_template(&template).await })
    })
}

pub fn add_policy_rule(desk: &Desk) -> Prepared<'_> {
    let (rule, (coin, wallet)) = (desk.rule(), desk.place(RULED));
    now(outcome(async move { desk.owner.add_policy_rule(coin, wallet, &rule).await }))
}

pub fn change_policy_rule(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (rule, (coin, wallet)) = (desk.rule_in_place().await, desk.place(RULED));
        outcome(async move { desk.owner.change_policy_rule(coin, wallet, &rule).await })
    })
}

pub fn remove_policy_rule(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (rule, (coin, wallet)) = (desk.rule_in_place().await, desk.place(RULED));
        outcome(async move { desk.owner.remove_policy_rule(coin, wallet, &rule).await })
    })
}

pub fn send_rule(desk: &Desk) -> Prepared<'_> {
    let (rule, (coin, wallet)) = (desk.rule(), desk.place(RULED));
    let order =
        RuleSubmission { coin: coin.to_owned(), wallet: wallet.to_owned(), change: RuleChange::Add, rule };
    now(outcome(async move { desk.owner.send_rule(&order).await }))
}

pub fn freeze_wallet(desk: &Desk) -> Prepared<'_> {
    let (coin, wallet) = desk.place("Bitcoin Cash operations");
    now(outcome(desk.owner.freeze_wallet(coin, wallet, FreezeFor::Secs(60))))
}

pub fn remove_wallet_user(desk: &Desk) -> Prepared<'_> {
    let (coin, wallet) = desk.place("Gas station");
    now(outcome(desk.owner.remove_wallet_user(coin, wallet, &desk.viewer.user().id)))
}

pub fn decide_approval(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let approval = desk.waiting().await.id;
        let ask =
            async move { desk.admin.decide_approval(&approval, Decision::Approve, Some(&desk.code)).await };
        outcome(ask)
    })
}

pub fn decide_approvals(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let mut decisions = Vec::new();
        for _ in 0..2 {
            decisions.push(BulkDecision::new(&desk.waiting().await, Decision::Reject).unwrap());
        }
        let request = BulkRequest { approvals: decisions, stops_at_error: false };
        one(async move { desk.admin.decide_approvals(&request).await }, |results| {
            whole(results.into_iter().map(|result| result.state).collect::<Vec<_>>())
        })
    })
}

pub fn decide_by_express(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, approval) = desk.waiting_share().await;
        let ask = async move {
            let code = Some(&desk.code);
            desk.express[0].decide_by_express(&coin, &approval, Decision::Reject, code, None).await
        };
        outcome(ask)
    })
}
