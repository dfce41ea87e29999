//! The person, their session and their enterprises.

use countersign::bitgo::enterprises::EnterpriseRole;
use countersign::bitgo::login::{self, Credentials};
use countersign::bitgo::routes::Route;
use countersign::sandbox::ONE_TIME_CODE;
use futures::future::BoxFuture;

use super::reads::who;
use crate::desk::Desk;
use crate::seen::{Ready, done, now, one, outcome, whole};
use crate::support::sessions::COMPLIANCE;

type Prepared<'a> = BoxFuture<'a, Ready<'a>>;

pub fn login(desk: &Desk) -> Prepared<'_> {
    let credentials = Credentials {
        email: "owner@treasury.example".into(),
        password: "sandbox-owner-1".into(),
        code: Some(ONE_TIME_CODE.into()),
    };
    now(one(login::login(&desk.client, credentials), |session| who(&session)))
}

pub fn unlock(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let spare = desk.spare().await;
        one(async move { spare.unlock(&desk.code, 60).await }, |it| whole(it.unlock.is_some()))
    })
}

pub fn unlock_and_lose_limits(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let spare = desk.spare().await;
        let ask = async move { spare.unlock_and_lose_limits(&desk.code, 60).await };
        one(ask, |it| whole(it.unlock.is_some()))
    })
}

pub fn lock(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let spare = desk.spare().await;
        while spare.unlock(&desk.code, 60).await.is_err() {}
        one(async move { spare.lock().await }, |it| whole(it.unlock.is_some()))
    })
}

pub fn logout(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let spare = desk.spare().await;
        done(async move { spare.logout().await })
    })
}

/// By a route that changes something without any ID.
pub fn probe(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let spare = desk.spare().await;
        done(async move { spare.probe(Route::Lock).await })
    })
}

pub fn add_enterprise_person(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        drop(desk.calm.owner.remove_enterprise_person(&desk.alone, COMPLIANCE.0).await);
        outcome(desk.owner.add_enterprise_person(&desk.alone, COMPLIANCE.0, None))
    })
}

pub fn change_enterprise_role(desk: &Desk) -> Prepared<'_> {
    let viewer = &desk.viewer.user().id;
    now(outcome(desk.owner.change_enterprise_role(&desk.alone, viewer, &EnterpriseRole::Auditor)))
}

pub fn remove_enterprise_person(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        drop(desk.calm.owner.add_enterprise_person(&desk.alone, COMPLIANCE.0, None).await);
        outcome(desk.owner.remove_enterprise_person(&desk.alone, COMPLIANCE.0))
    })
}
