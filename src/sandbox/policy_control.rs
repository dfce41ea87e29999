//! What a test may do about withdrawals and the rules of enterprises.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::control::Control;
use crate::domain::amount::BaseUnits;
use crate::sandbox::rules::decide;
use crate::sandbox::rules::standing;
use crate::sandbox::rules::withdrawal::judge::Judgement;
use crate::sandbox::rules::withdrawal::make::{Made, Order, make};
use crate::sandbox::state::State;
use crate::sandbox::state::demand::{DemandedAction, Stage};
use crate::sandbox::state::enterprise_rule::{
    Author, LOCKS_AFTER, Lock, Mark, RuleStatus, RuleVersion, Touchpoint,
};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Person;

/// What came of a withdrawal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WithdrawalOutcome {
    /// These rules let it not happen.
    Denied {
        /// Their names, the wallet's own first.
        rules: Vec<String>,
    },
    /// It waits for an approval, or for the platform.
    Waits {
        /// The pending approval.
        approval: String,
        /// The transaction request, of an MPC wallet.
        request: Option<String>,
        /// The names of the rules that fired, the wallet's own first.
        rules: Vec<String>,
    },
    /// It went out.
    Sent {
        /// The transfer.
        transfer: String,
    },
    /// No rule was in its way, and yet it cannot be: why.
    Refused(String),
}

/// What the rules say of a withdrawal that nobody makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawalJudgement {
    /// A rule lets it not happen.
    pub is_denied: bool,
    /// So many people have to approve at the least.
    pub approvals: u32,
    /// Of each approval that is asked for: how many have to give it, and by identifier who can.
    pub approvers: Vec<(u32, Vec<String>)>,
    /// The platform or the custodian wants to check something.
    pub needs_platform: bool,
    /// The names of the rules that fire, the wallet's own first.
    pub rules: Vec<String>,
}

impl Control {
    /// Makes a withdrawal from the wallet of this label, asked for by the person of this e-mail address: who is paid, in
    /// base units. The rules of the wallet and of its enterprise say what comes of it.
    pub fn withdraw(
        &self,
        wallet_label: &str,
        email: &str,
        recipients: &[(&str, BaseUnits)],
    ) -> WithdrawalOutcome {
        let now = self.now();
        let mut state = self.0.state();
        let Some((wallet, initiator)) = ids(&state, wallet_label, email) else {
            return WithdrawalOutcome::Refused("there is no such wallet or person".to_owned());
        };
        let (comment, video_approvers, caller) = (String::new(), Vec::new(), None);
        let recipients = owned(recipients);
        let order = Order { wallet, initiator, recipients, comment, video_approvers, caller };
        let outcome = match make(&mut state, order, now) {
            Ok(Made::Denied(rules)) => WithdrawalOutcome::Denied { rules },
            Ok(Made::Waits { approval, request, rules }) => {
                let (approval, request) = (approval.to_string(), request.map(Id::uuid));
                WithdrawalOutcome::Waits { approval, request, rules }
            }
            Ok(Made::Sent { transfer }) => WithdrawalOutcome::Sent { transfer: transfer.to_string() },
            Err(fault) => WithdrawalOutcome::Refused(fault.error().to_owned()),
        };
        drop(state);
        self.0.save();
        outcome
    }

    /// What would come of the same withdrawal; nothing changes. None where there is no such wallet or person.
    pub fn judge_withdrawal(
        &self,
        wallet_label: &str,
        email: &str,
        recipients: &[(&str, BaseUnits)],
    ) -> Option<WithdrawalJudgement> {
        let now = self.now();
        let mut state = self.0.state();
        let (wallet, initiator) = ids(&state, wallet_label, email)?;
        let found = state.wallets.get(wallet)?;
        let judgement = Judgement::of(found, initiator, &owned(recipients), now, &state);
        let drawn = state.ids_drawn();
        let demand = judgement.demand(&mut state, wallet);
        state.skip_ids(drawn);
        let waits_for_platform = |action: &DemandedAction| {
            !matches!(action.stage(), Stage::Nobody | Stage::People | Stage::FinalApprovers)
        };
        let asks = |it: &&DemandedAction| matches!(it.stage(), Stage::People | Stage::FinalApprovers);
        let asked = |it: &DemandedAction| {
            let can = it.approvers.iter().filter(|person| it.counts(**person, initiator));
            (it.at_least, can.map(ToString::to_string).collect())
        };
        Some(WithdrawalJudgement {
            approvers: demand.actions().filter(asks).map(asked).collect(),
            is_denied: judgement.is_denied(),
            approvals: demand.people(),
            // Where people can do without it, it is not needed.
            needs_platform: !demand.is_met(|action| !waits_for_platform(action)),
            rules: judgement.names(),
        })
    }

    /// Has the platform, or the custodian, finish what the approval waits for: a look at an identity document, a call, a
    /// look whether somebody is alive. Says whether it waited for such a thing.
    pub fn finish_check(&self, approval: &str) -> bool {
        let now = self.now();
        let id = Id::parse(approval);
        let is_done = id.is_some_and(|id| decide::finish_check(&mut self.0.state(), id, now).is_ok());
        self.0.save();
        is_done
    }

    /// What the webhook of a condition answers from now on: true where the condition holds then, as it does at the start.
    pub fn set_webhook(&self, url: &str, holds: bool) {
        self.0.state().policies.set_webhook(url, holds);
    }

    /// US dollars for one coin, as `97250.55`; none where the sandbox has no price.
    pub fn price(&self, coin: &str) -> Option<String> {
        self.0.state().policies.price(coin).map(str::to_owned)
    }

    /// Sets that price, or takes it away.
    pub fn set_price(&self, coin: &str, price: Option<&str>) {
        self.0.state().policies.set_price(coin, price);
    }

    /// Gives the enterprise of this name the licence without which nobody reads its rules, or takes it. Its rules guard all
    /// the same. Says whether there is one.
    pub fn license_rules(&self, enterprise: &str, is_licensed: bool) -> bool {
        let mut state = self.0.state();
        let Some(id) = enterprise_of(&state, enterprise) else { return false };
        state.policies.set_licensed(id, is_licensed);
        true
    }

    /// Puts a rule of the enterprise of this name up, made by the platform, as active unless it says otherwise: with
    /// `name`, `status`, `touchpoint` (its name), `filteringConditions`, `clauses`, `lockType`, `lockDate`, `adminOnly`. What
    /// has another shape, and every other field, is shown as it is here. Answers its identifier, where there is such an
    /// enterprise.
    pub fn put_up_rule(&self, enterprise: &str, document: Value) -> Option<String> {
        let now = self.now();
        let mut state = self.0.state();
        let enterprise = enterprise_of(&state, enterprise)?;
        let (id, unique) = (state.new_id(), state.new_id());
        let Value::Object(fields) = document else { return None };
        let rule = read_rule(fields, (enterprise, id, unique), now);
        state.policies.add(rule);
        Some(id.uuid())
    }

    /// The e-mail addresses of those whose approval a pending approval takes now.
    pub fn approvers_of(&self, approval: &str) -> Vec<String> {
        let state = self.0.state();
        let found = Id::parse(approval).and_then(|id| state.approval(id));
        let takes = |it: &&Person| found.is_some_and(|found| standing::takes_approval_of(found, it.id));
        let people = state.people.iter().filter(takes);
        people.map(|person| person.email.to_owned()).collect()
    }
}

fn owned(recipients: &[(&str, BaseUnits)]) -> Vec<(String, BaseUnits)> {
    recipients.iter().map(|(address, amount)| ((*address).to_owned(), amount.clone())).collect()
}

fn ids(state: &State, wallet_label: &str, email: &str) -> Option<(Id, Id)> {
    let wallet = state.wallets.newest_first().find(|wallet| wallet.label == wallet_label)?;
    Some((wallet.id, state.person_by_email(email)?.id))
}

fn enterprise_of(state: &State, name: &str) -> Option<Id> {
    state.enterprises.iter().find(|enterprise| enterprise.name == name).map(|enterprise| enterprise.id)
}

/// A rule of any shape: the fields that can be read are taken out, the others shown as they are.
fn read_rule(
    mut fields: Map<String, Value>,
    (enterprise, id, unique): (Id, Id, Id),
    now: Timestamp,
) -> RuleVersion {
    fn taken<T>(
        fields: &mut Map<String, Value>,
        name: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = read(fields.get(name)?)?;
        fields.shift_remove(name);
        Some(value)
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let list = |value: &Value| value.as_array().cloned();
    let made = Mark { by: Author::Platform, at: now };
    let date = taken(&mut fields, "lockDate", |it| it.as_str()?.parse::<Timestamp>().ok());
    let lock = taken(&mut fields, "lockType", |it| match it.as_str()? {
        "PERMANENT" => Some(Lock::Permanent),
        "NEVER" => Some(Lock::Never),
        "LOCK_AFTER_DATE" => Some(Lock::After(date.unwrap_or(now))),
        _ => None,
    });
    let status = taken(&mut fields, "status", |it| RuleStatus::named(it.as_str()?));
    let status = status.unwrap_or(RuleStatus::Active);
    RuleVersion {
        id,
        unique,
        enterprise,
        name: taken(&mut fields, "name", text).unwrap_or_default(),
        status,
        number: (!status.is_open()).then_some(1),
        admin_only: taken(&mut fields, "adminOnly", Value::as_bool).unwrap_or(false),
        touchpoint: taken(&mut fields, "touchpoint", |it| Touchpoint::by_name(it.as_str()?))
            .unwrap_or(Touchpoint::Transfer),
        filters: taken(&mut fields, "filteringConditions", list).unwrap_or_default(),
        clauses: taken(&mut fields, "clauses", list).unwrap_or_default(),
        lock: lock.unwrap_or_else(|| Lock::After(now.saturating_add(LOCKS_AFTER).unwrap_or(now))),
        created: made,
        modified: made,
        last_triggered: None,
        evaluation: None,
        shown_instead: fields,
    }
}
