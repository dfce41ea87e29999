//! The rules of the wallet whose page is open: a change of one is sent once, and they are read anew with what waits about
//! them.

use futures::StreamExt;

use super::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::{ApprovalKind, ApprovalQuery, PendingApproval};
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::policies::{PolicyRule, RuleOrder};
use crate::bitgo::session::Session;
use crate::bitgo::wallet::Wallet;
use crate::domain::fault::Case;
use crate::domain::policy::{OpenChange, RuleFacts, RulesNow};
use crate::kit::state::Failure;

/// What is done with a wallet's rules.
#[derive(Default)]
pub struct RuleDeeds {
    /// What was sent last, or its result.
    pub sent: Task<Outcome<Wallet>>,
    /// The rules and what waits about them, as they were read last.
    pub now: Task<RulesNow>,
}

async fn now(session: Session, coin: String, id: String) -> Result<RulesNow, Error> {
    // What waits is read first: what is approved between the two readings is in the rules then.
    let query = ApprovalQuery {
        wallet: Some(id.clone()),
        kinds: vec![ApprovalKind::PolicyRule],
        ..ApprovalQuery::default()
    };
    let mut waiting = Vec::new();
    let mut pages = session.pending_approvals(query);
    while let Some(page) = pages.next().await {
        waiting.extend(page?.items.iter().filter_map(PendingApproval::open_rule_change));
    }
    let wallet = session.wallet_with_rules(&coin, &id).await?;
    let rules = wallet.rules().map(|rules| rules.iter().map(PolicyRule::facts).collect());
    Ok(RulesNow { wallet: id, coin, rules, waiting })
}

/// Sends a change of a rule that is still as the person saw it: the platform would let the later change win unseen.
async fn sent(
    session: Session,
    order: RuleOrder,
    seen: Option<RuleFacts>,
) -> Result<Outcome<Wallet>, AppError> {
    if let Some(seen) = seen {
        let unsent = |error: Error| AppError { outcome_unknown: false, ..AppError::from(error) };
        let wallet = session.wallet_with_rules(&order.coin, &order.wallet).await.map_err(unsent)?;
        let rules = wallet.rules().unwrap_or_default();
        let now = rules.iter().find(|rule| rule.is(&seen.name, seen.coin.as_deref())).map(PolicyRule::facts);
        if now != Some(seen) {
            return Err(changed_meanwhile());
        }
    }
    session.send_rule(&order).await.map_err(AppError::from)
}

fn changed_meanwhile() -> AppError {
    let failure = Failure {
        what: "Nothing was sent: somebody has changed or removed this rule meanwhile.".to_owned(),
        next: "Look at what it says now, and decide anew.".to_owned(),
        ..Failure::default()
    };
    AppError { failure, case: Case::Unknown, outcome_unknown: false }
}

impl ActiveSession {
    /// Sends what was put together for a rule, once.
    pub fn send_rule(&mut self, order: RuleOrder, seen: Option<RuleFacts>) {
        let session = self.session.clone();
        let key = Work::changing("Sending a policy rule");
        self.page.rules.sent.start(&self.worker, key, sent(session, order, seen));
    }

    /// Reads the rules anew with what waits about them, and the wallet for its page.
    pub fn look_at_rules(&mut self, coin: String, id: String) {
        let session = self.session.clone();
        let key = Work::reading("Reading a wallet's rules");
        self.page.rules.now.start(&self.worker, key, now(session, coin.clone(), id.clone()));
        self.look_at_wallet(coin, id);
    }

    /// The changes of this wallet's rules that wait.
    pub fn waiting_for_rules(&self, id: &str) -> Vec<OpenChange> {
        let rows = self.approvals.rows().iter();
        let here = rows.filter(|approval| approval.wallet.as_deref() == Some(id));
        here.filter_map(PendingApproval::open_rule_change).collect()
    }
}
