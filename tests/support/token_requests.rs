//! Support: the request for an access token that a draft comes to.

use std::sync::Arc;

use countersign::domain::lifetime::LifetimeContext;
use countersign::domain::token::{EnvironmentRules, TokenContext, TokenDraft, TokenRequest, check};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Under the sandbox's rules, where no other token is.
pub fn request_of(draft: &TokenDraft) -> TokenRequest {
    let context = TokenContext {
        rules: EnvironmentRules {
            name: "Sandbox".to_owned(),
            addresses_required: false,
            all_scope_allowed: true,
            holds_test_coins: None,
        },
        lifetime: LifetimeContext { now: Timestamp::now(), zone: TimeZone::UTC, next_deployment: None },
        labels_in_use: Vec::new(),
        seen_from: None,
        names: Arc::default(),
        is_opened_by_token: false,
    };
    check(draft, &context).request.expect("a good draft")
}
