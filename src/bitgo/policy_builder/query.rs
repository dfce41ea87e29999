//! Which rules to ask for (spec: GET /api/policy/v1/enterprises/{enterpriseId}/rules).

use jiff::Timestamp;

use crate::bitgo::client::Call;
use crate::domain::enterprise_policy::RuleStatus;

/// Rules a page, at most.
const MAX_PAGE_SIZE: u16 = 100;

/// Whether an evaluation fired a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvaluationStatus {
    /// It did.
    Triggered,
    /// It did not.
    NotTriggered,
}

/// Which rules of an enterprise to ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleQuery {
    /// Whose, by ID.
    pub enterprise: String,
    /// Only of this status; none for the platform's choice.
    pub status: Option<RuleStatus>,
    /// Only this rule, by ID.
    pub id: Option<String>,
    /// Only those whose names are like this.
    pub name: Option<String>,
    /// Only those of this evaluation, by ID: `policyEvaluationId` of a pending approval.
    pub evaluation: Option<String>,
    /// Of that evaluation, only those that fired or did not.
    pub evaluation_status: Option<EvaluationStatus>,
    /// Only those of this touchpoint, by name.
    pub touchpoint: Option<String>,
    /// Only those made from this time on.
    pub created_from: Option<Timestamp>,
    /// Only those made up to this time.
    pub created_until: Option<Timestamp>,
}

impl RuleQuery {
    /// All rules of an enterprise.
    pub fn all_of(enterprise: &str) -> Self {
        Self { enterprise: enterprise.to_owned(), ..Self::default() }
    }

    /// The rules that fired in an evaluation.
    pub fn fired_in(enterprise: &str, evaluation: &str) -> Self {
        Self {
            evaluation: Some(evaluation.to_owned()),
            evaluation_status: Some(EvaluationStatus::Triggered),
            ..Self::all_of(enterprise)
        }
    }

    pub(super) fn list<'a>(&self, call: Call<'a>) -> Call<'a> {
        let evaluation = self.evaluation_status.map(|it| match it {
            EvaluationStatus::Triggered => "TRIGGERED",
            EvaluationStatus::NotTriggered => "NOT_TRIGGERED",
        });
        call.query("limit", MAX_PAGE_SIZE.to_string())
            .maybe("status", self.status.as_ref().map(RuleStatus::word))
            .maybe("id", self.id.as_deref())
            .maybe("name", self.name.as_deref())
            .maybe("evaluationId", self.evaluation.as_deref())
            .maybe("evaluationStatus", evaluation)
            .maybe("touchpoints", self.touchpoint.as_deref())
            .maybe("createdDateGte", self.created_from.map(|it| it.to_string()))
            .maybe("createdDateLte", self.created_until.map(|it| it.to_string()))
    }
}
