//! An enterprise's rules with all that is needed to read them: what they can guard, and what the vendor recommends.

use std::sync::Arc;

use futures::StreamExt;
use futures::future::{join, join_all};

use crate::app::error::AppError;
use crate::bitgo::error::Error;
use crate::bitgo::policy_builder::{RuleQuery, not_read};
use crate::bitgo::session::Session;
use crate::domain::enterprise_policy::{
    EnterpriseRule, EnterpriseRules, NotRead, RulesState, TouchpointName,
};

/// Reads all of it. What is refused is a state of the answer: nothing is known then. What breaks off is one too where nothing
/// whole was read before; else it is a failure, and what was read `earlier` stays.
pub(super) async fn whole_rules(
    session: &Session,
    enterprise: &str,
    earlier: Option<Arc<EnterpriseRules>>,
) -> Result<Arc<EnterpriseRules>, AppError> {
    let (rules, end) = rules_to_the_end(session, RuleQuery::all_of(enterprise)).await;
    let why = why_not(end, earlier.as_deref())?;
    let mut whole = EnterpriseRules { rules, ..EnterpriseRules::on_their_way(enterprise) };
    if !clear_where_refused(&mut whole, why.as_ref()) {
        let (touchpoints, recommendations) =
            join(touchpoint_names(session, enterprise), session.policy_recommendations(enterprise)).await;
        let before = earlier.as_deref();
        (whole.touchpoints, whole.touchpoints_not_read) =
            or_earlier(touchpoints, before.map(|it| it.touchpoints.as_slice()));
        (whole.recommendations, whole.recommendations_not_read) =
            or_earlier(told(recommendations), before.map(|it| it.recommendations.as_slice()));
    }
    whole.state = why.map_or(RulesState::Read, RulesState::NotRead);
    Ok(Arc::new(whole))
}

/// The rules alone, beside what was read with them before: one request for most enterprises.
pub(super) async fn rules_again(
    session: &Session,
    before: &EnterpriseRules,
) -> Result<Arc<EnterpriseRules>, AppError> {
    let (rules, end) = rules_to_the_end(session, RuleQuery::all_of(&before.enterprise)).await;
    let why = why_not(end, Some(before))?;
    let mut again = EnterpriseRules { rules, ..before.clone() };
    clear_where_refused(&mut again, why.as_ref());
    again.state = why.map_or(RulesState::Read, RulesState::NotRead);
    Ok(Arc::new(again))
}

/// Why the rules are not all read, where they are not. It is a failure where they were read to the end earlier.
fn why_not(end: End, earlier: Option<&EnterpriseRules>) -> Result<Option<NotRead>, AppError> {
    let has_earlier = earlier.is_some_and(|it| it.state == RulesState::Read);
    Ok(match end {
        End::Whole => None,
        End::BrokeOff(error) => match not_read(&error) {
            NotRead::Failed(_) if has_earlier => return Err(error.into()),
            why => Some(why),
        },
        End::Incomplete if has_earlier => return Err(AppError::of_changed_list()),
        End::Incomplete => Some(NotRead::Incomplete),
    })
}

/// Who may not read the rules may not read the others either, nor go by what came before the refusal. Says whether it is one.
fn clear_where_refused(rules: &mut EnterpriseRules, why: Option<&NotRead>) -> bool {
    let Some(refusal @ (NotRead::NoLicense | NotRead::NoPermission)) = why else { return false };
    rules.rules.clear();
    rules.touchpoints_not_read = Some(refusal.clone());
    rules.recommendations_not_read = Some(refusal.clone());
    true
}

/// How the reading of a list ended.
enum End {
    Whole,
    Incomplete,
    BrokeOff(Error),
}

/// The rules that a query asks for, page by page, and why not all came.
pub(super) async fn all_rules(session: &Session, query: RuleQuery) -> (Vec<EnterpriseRule>, Option<NotRead>) {
    let (rules, end) = rules_to_the_end(session, query).await;
    let why = match end {
        End::Whole => None,
        End::Incomplete => Some(NotRead::Incomplete),
        End::BrokeOff(error) => Some(not_read(&error)),
    };
    (rules, why)
}

async fn rules_to_the_end(session: &Session, query: RuleQuery) -> (Vec<EnterpriseRule>, End) {
    let mut pages = session.enterprise_rules(query);
    let (mut rules, mut end) = (Vec::new(), End::Incomplete);
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                end = if page.is_complete() { End::Whole } else { End::Incomplete };
                rules.extend(page.items);
            }
            Err(error) => return (rules, End::BrokeOff(error)),
        }
    }
    (rules, end)
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

/// What was told; where that failed, what was told earlier, still marked as not read. A refusal leaves nothing.
fn or_earlier<T: Clone>(
    (items, why): (Vec<T>, Option<NotRead>),
    earlier: Option<&[T]>,
) -> (Vec<T>, Option<NotRead>) {
    match (&why, earlier) {
        (Some(NotRead::Failed(_) | NotRead::Incomplete), Some(earlier)) if items.len() < earlier.len() => {
            (earlier.to_vec(), why)
        }
        _ => (items, why),
    }
}
