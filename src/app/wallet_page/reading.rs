//! How a wallet is read for its page, and how a change of one of its rules is sent.

use futures::future::join_all;

use crate::app::error::AppError;
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::policies::RuleSubmission;
use crate::bitgo::session::Session;
use crate::bitgo::wallet::Wallet;
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::diagnosis::ErrorCause;
use crate::domain::policy::RuleFacts;
use crate::kit::state::Failure;

/// Reads a wallet with its rules and keys, and `with_approvals` with what waits about it.
pub(super) async fn read_details(
    session: Session,
    coin: String,
    id: String,
    with_approvals: bool,
) -> Result<WalletDetails, Error> {
    // What waits is read first: what is approved between the two readings is in the wallet then.
    let approvals =
        if with_approvals { Some(session.approvals_of_wallet(&id, Vec::new()).await?) } else { None };
    let wallet = session.wallet_with_rules(&coin, &id).await?;
    let ids = wallet.keys();
    let keys = join_all(ids.iter().map(|key| session.key_summary(&coin, key))).await;
    let rules = wallet.rules();
    Ok(WalletDetails { wallet, rules, keys, approvals })
}

/// Sends a change of a rule that is still as the person saw it: the platform would let the later change win unseen.
pub(super) async fn send_rule(
    session: Session,
    order: RuleSubmission,
    seen: Option<RuleFacts>,
) -> Result<Outcome<Wallet>, AppError> {
    if let Some(seen) = seen {
        let unsent = |error: Error| AppError { outcome_unknown: false, ..AppError::from(error) };
        let wallet = session.wallet_with_rules(&order.coin, &order.wallet).await.map_err(unsent)?;
        let rules = wallet.rules().unwrap_or_default();
        let is_unchanged = rules.iter().any(|rule| rule.facts().is_as(&seen, &order.coin));
        if !is_unchanged {
            return Err(changed_meanwhile());
        }
    }
    session.send_rule(&order).await.map_err(AppError::from)
}

fn changed_meanwhile() -> AppError {
    let failure = Failure {
        what: "Nothing was sent: somebody changed or removed this rule in the meantime.".to_owned(),
        next: "Check the current rule, then decide again.".to_owned(),
        ..Failure::default()
    };
    AppError { failure, cause: ErrorCause::Unknown, outcome_unknown: false }
}
