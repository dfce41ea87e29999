//! The person, their session and their enterprises.

use countersign::bitgo::enterprises::EnterpriseRole;
use countersign::bitgo::login::{self, Credentials};
use countersign::bitgo::plain_token::PlainToken;
use countersign::bitgo::routes::Route;
use countersign::sandbox::ONE_TIME_CODE;
use futures::future::BoxFuture;

use super::reads::who;
use crate::harness::Harness;
use crate::seen::{Ready, done, now, one, outcome, whole};
use crate::support::sessions::COMPLIANCE;

type Prepared<'a> = BoxFuture<'a, Ready<'a>>;

fn credentials() -> Credentials {
    Credentials {
        email: "owner@treasury.example".into(),
        password: "sandbox-owner-1".into(),
        code: Some(ONE_TIME_CODE.into()),
        plain_token: PlainToken::default(),
    }
}

pub fn login(harness: &Harness) -> Prepared<'_> {
    now(one(login::login(&harness.client, credentials()), |session| who(&session)))
}

pub fn login_at_express(harness: &Harness) -> Prepared<'_> {
    now(one(login::login(harness.express[0].client(), credentials()), |session| who(&session)))
}

pub fn unlock(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let spare = harness.spare().await;
        one(async move { spare.unlock(&harness.code, 60).await }, |it| whole(it.unlock.is_some()))
    })
}

pub fn unlock_and_lose_limits(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let spare = harness.spare().await;
        let ask = async move { spare.unlock_and_lose_limits(&harness.code, 60).await };
        one(ask, |it| whole(it.unlock.is_some()))
    })
}

pub fn lock(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let spare = harness.spare().await;
        while spare.unlock(&harness.code, 60).await.is_err() {}
        one(async move { spare.lock().await }, |it| whole(it.unlock.is_some()))
    })
}

pub fn logout(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let spare = harness.spare().await;
        done(async move { spare.logout().await })
    })
}

pub fn revoke_own_token(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let spare = harness.spare_token().await;
        done(async move { spare.revoke_own_token().await })
    })
}

/// By a route that changes something without any ID.
pub fn probe(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let spare = harness.spare().await;
        done(async move { spare.probe(Route::Lock).await })
    })
}

pub fn add_enterprise_person(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        drop(harness.calm.owner.remove_enterprise_person(&harness.alone, COMPLIANCE.0).await);
        outcome(harness.owner.add_enterprise_person(&harness.alone, COMPLIANCE.0, None))
    })
}

pub fn change_enterprise_role(harness: &Harness) -> Prepared<'_> {
    let viewer = &harness.viewer.user().id;
    now(outcome(harness.owner.change_enterprise_role(&harness.alone, viewer, &EnterpriseRole::Auditor)))
}

pub fn remove_enterprise_person(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        drop(harness.calm.owner.add_enterprise_person(&harness.alone, COMPLIANCE.0, None).await);
        outcome(harness.owner.remove_enterprise_person(&harness.alone, COMPLIANCE.0))
    })
}
