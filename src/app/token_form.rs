//! What the forms of a token and of a template draw from.

use super::controller::Scene;
use crate::panels::token_creator::FormModel;

/// The session's part of such a form.
pub(super) fn model<'a>(scene: &Scene<'a>) -> FormModel<'a> {
    let session = scene.session;
    FormModel {
        base_url: session.environment.base_url().as_str(),
        environment: &session.environment_label,
        is_production: session.environment.counts_as_production(),
        context: session.token_context(scene.program),
        wallets: session.wallet_rows(),
        same_names: session.same_names(),
        enterprises: &session.session.user().enterprises,
    }
}
