//! An enterprise's rules with all that is needed to read them: what they can guard, and what the vendor recommends.

use futures::StreamExt;
use futures::future::{join, join_all};

use crate::bitgo::error::Error;
use crate::bitgo::policy_builder::{RuleQuery, not_read};
use crate::bitgo::session::Session;
use crate::domain::enterprise_policy::{
    EnterpriseRule, EnterpriseRules, NotRead, RulesState, TouchpointName,
};

/// Reads all of it. What is refused or breaks off is a state of the answer.
pub(super) async fn whole_rules(session: &Session, enterprise: &str) -> EnterpriseRules {
    let (rules, why) = all_rules(session, RuleQuery::all_of(enterprise)).await;
    let mut whole = EnterpriseRules { rules, ..EnterpriseRules::on_their_way(enterprise) };
    if let Some(refusal @ (NotRead::NoLicense | NotRead::NoPermission)) = &why {
        // Who may not read the rules may not read these either.
        whole.touchpoints_not_read = Some(refusal.clone());
        whole.recommendations_not_read = Some(refusal.clone());
    } else {
        let (touchpoints, recommendations) =
            join(touchpoint_names(session, enterprise), session.policy_recommendations(enterprise)).await;
        (whole.touchpoints, whole.touchpoints_not_read) = touchpoints;
        (whole.recommendations, whole.recommendations_not_read) = told(recommendations);
    }
    whole.state = why.map_or(RulesState::Read, RulesState::NotRead);
    whole
}

/// The rules alone, beside what was read with them before: one request for most enterprises.
pub(super) async fn rules_again(session: &Session, before: EnterpriseRules) -> EnterpriseRules {
    let (rules, why) = all_rules(session, RuleQuery::all_of(&before.enterprise)).await;
    EnterpriseRules { rules, state: why.map_or(RulesState::Read, RulesState::NotRead), ..before }
}

/// The rules that a query asks for, page by page, and why not all came.
pub(super) async fn all_rules(session: &Session, query: RuleQuery) -> (Vec<EnterpriseRule>, Option<NotRead>) {
    let mut pages = session.enterprise_rules(query);
    let (mut rules, mut is_complete) = (Vec::new(), false);
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                is_complete = page.is_complete();
                rules.extend(page.items);
            }
            Err(error) => return (rules, Some(not_read(&error))),
        }
    }
    (rules, (!is_complete).then_some(NotRead::Incomplete))
}

async fn touchpoint_names(session: &Session, enterprise: &str) -> (Vec<TouchpointName>, Option<NotRead>) {
    let (scopes, mut why) = told(session.policy_scopes(enterprise).await);
    let asked = scopes.iter().map(|scope| session.policy_touchpoints(enterprise, &scope.id));
    let mut names: Vec<TouchpointName> = Vec::new();
    for answer in join_all(asked).await {
        match answer {
            Ok(answer) => {
                why = why.or_else(|| answer.is_incomplete.then_some(NotRead::Incomplete));
                let touchpoints = answer.touchpoints.into_iter();
                names.extend(touchpoints.map(|it| TouchpointName { id: it.id, name: it.name }));
            }
            Err(error) => why = Some(not_read(&error)),
        }
    }
    (names, why)
}

fn told<T>(answer: Result<Vec<T>, Error>) -> (Vec<T>, Option<NotRead>) {
    match answer {
        Ok(items) => (items, None),
        Err(error) => (Vec::new(), Some(not_read(&error))),
    }
}
