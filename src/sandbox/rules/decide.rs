//! Deciding a pending approval, and carrying out what was approved (the protocol notes, section 8).

use jiff::Timestamp;

use super::auth::Caller;
use super::enterprise_policy::change;
use super::permissions::{covers, who};
use super::policy;
use super::standing;
use crate::domain::amount::BaseUnits;
use crate::domain::coin::coins;
use crate::sandbox::answer::ApiError;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{Approval, ApprovalState, ApprovedAction, Change, Decision};
use crate::sandbox::state::demand::Demand;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::{Membership, Person};
use crate::sandbox::state::share::ShareState;

/// True where the person may know of it: those who may decide, its creator, and who administers what it is about.
pub(crate) fn is_visible(approval: &Approval, person: &Person, state: &State) -> bool {
    approval.creator == person.id
        || may_decide(approval, person, state)
        || administers(approval, person, state)
}

/// Those whom the rules name; where none fired, those who administer what it is about.
pub(crate) fn may_decide(approval: &Approval, person: &Person, state: &State) -> bool {
    let demand = approval.demand.as_ref().filter(|it| it.actions().any(|it| !it.approvers.is_empty()));
    match demand {
        Some(demand) => demand.actions().any(|action| action.counts(person.id, approval.creator)),
        None => administers(approval, person, state),
    }
}

/// Wallet-owned ones belong to the wallet's admins, enterprise-owned ones to the enterprise's.
fn administers(approval: &Approval, person: &Person, state: &State) -> bool {
    match approval.wallet.and_then(|id| state.wallets.get(id)) {
        Some(wallet) => wallet.admins().any(|admin| admin == person.id),
        None => person.administers(approval.enterprise),
    }
}

/// Opens an approval for what a caller began on a wallet. It needs as many people as the wallet asks for.
pub(crate) fn open(
    state: &mut State,
    creator: Id,
    wallet: Id,
    action: ApprovedAction,
    now: Timestamp,
) -> Result<Id, ApiError> {
    let found = state.wallets.get(wallet);
    let found = found.ok_or_else(|| ApiError::not_found("WalletNotFound", "wallet not found"))?;
    let (enterprise, required) = (found.enterprise, found.approvals_required);
    Ok(push(state, creator, (Some(wallet), enterprise), required, action, now))
}

/// The same for what belongs to an enterprise.
pub(crate) fn open_for_enterprise(
    state: &mut State,
    creator: Id,
    enterprise: Id,
    action: ApprovedAction,
    now: Timestamp,
) -> Result<Id, ApiError> {
    let found = state.enterprise(enterprise);
    let required = found.ok_or_else(|| ApiError::not_found("EnterpriseNotFound", "enterprise not found"))?;
    let required = required.approvals_required;
    Ok(push(state, creator, (None, enterprise), required, action, now))
}

/// Opens an approval for what rules have stopped. It may wait for the platform alone.
pub(crate) fn open_demanded(
    state: &mut State,
    creator: Id,
    (wallet, enterprise): (Option<Id>, Id),
    action: ApprovedAction,
    demand: Demand,
    now: Timestamp,
) -> Id {
    let id = push(state, creator, (wallet, enterprise), demand.people(), action, now);
    if let Some(approval) = state.approval_mut(id) {
        approval.demand = Some(demand);
        approval.state = standing::state_of(approval);
    }
    id
}

/// Opens an approval for what a caller began on a wallet: what rules of the enterprise demand, else what the wallet asks for.
pub(crate) fn open_guarded(
    state: &mut State,
    creator: Id,
    wallet: Id,
    action: ApprovedAction,
    demand: Option<Demand>,
    now: Timestamp,
) -> Result<Id, ApiError> {
    let Some(demand) = demand else { return open(state, creator, wallet, action, now) };
    let found = state.wallets.get(wallet);
    let found = found.ok_or_else(|| ApiError::not_found("WalletNotFound", "wallet not found"))?;
    let of = (Some(wallet), found.enterprise);
    Ok(open_demanded(state, creator, of, action, demand, now))
}

/// The platform, or the custodian, has done what an approval waits for: its next state follows.
pub(crate) fn finish_check(state: &mut State, id: Id, now: Timestamp) -> Result<(), ApiError> {
    let mut approval = state.approval(id).cloned().ok_or_else(not_found)?;
    let waits_for = approval.state;
    let actions = approval.demand.iter_mut().flat_map(|demand| demand.clauses.iter_mut().flatten());
    for action in actions.filter(|action| standing::waiting_at(action.stage()) == Some(waits_for)) {
        action.is_checked = true;
    }
    let next = standing::state_of(&approval);
    if next == waits_for {
        return Err(ApiError::refused(
            "PendingApprovalNotPending",
            "this waits for no check of the platform",
        ));
    }
    approval.updated = now;
    if next == ApprovalState::Approved {
        apply(state, None, &approval, now)?;
    }
    approval.state = next;
    *state.approval_mut(id).ok_or_else(not_found)? = approval;
    Ok(())
}

fn push(
    state: &mut State,
    creator: Id,
    (wallet, enterprise): (Option<Id>, Id),
    required: u32,
    action: ApprovedAction,
    now: Timestamp,
) -> Id {
    let id = state.new_id();
    state.approvals.push(Approval {
        id,
        wallet,
        enterprise,
        creator,
        created: now,
        updated: now,
        state: ApprovalState::Pending,
        action,
        required,
        decisions: Vec::new(),
        asked_from: None,
        demand: None,
    });
    id
}

/// Gives a person another place in an enterprise, or none.
pub(crate) fn set_member(
    state: &mut State,
    person: Id,
    enterprise: Id,
    change: Change,
    permissions: &[String],
) -> Result<(), ApiError> {
    let person = state.person_mut(person).ok_or_else(not_found)?;
    person.memberships.retain(|membership| membership.enterprise != enterprise);
    if change != Change::Remove {
        person.memberships.push(Membership { enterprise, permissions: permissions.to_vec() });
    }
    Ok(())
}

/// Takes a person's decision; the last approval that is needed makes the thing happen.
pub(crate) fn decide(
    state: &mut State,
    caller: Caller,
    id: Id,
    is_approval: bool,
    now: Timestamp,
) -> Result<(), ApiError> {
    check(state, caller, id, is_approval)?;
    let approval = state.approval(id).cloned().ok_or_else(not_found)?;
    let mut decided = approval;
    decided.decisions.push(Decision { person: caller.person, is_approval, at: now });
    decided.updated = now;
    if is_approval {
        let next = standing::state_of(&decided);
        if next == ApprovalState::Approved {
            apply(state, Some(caller), &decided, now)?;
        }
        decided.state = next;
    } else {
        decided.state = ApprovalState::Rejected;
        undo(state, &decided.action);
    }
    *state.approval_mut(id).ok_or_else(not_found)? = decided;
    Ok(())
}

fn not_found() -> ApiError {
    ApiError::not_found("PendingApprovalNotFound", "pending approval not found")
}

fn check(state: &State, caller: Caller, id: Id, is_approval: bool) -> Result<(), ApiError> {
    let (person, token) = who(state, caller)?;
    let approval = state.approval(id).filter(|approval| is_visible(approval, person, state));
    let approval = approval.ok_or_else(not_found)?;
    let wallet = approval.wallet.and_then(|id| state.wallets.get(id));
    let by_scope = token.has_scope("pending_approval_update")
        || wallet.is_some_and(|wallet| covers(token, person, "wallet_approve", wallet));
    if !by_scope {
        return Err(ApiError::lacks_scope());
    }
    if !approval.state.is_open() {
        return Err(ApiError::refused("PendingApprovalNotPending", "this approval has already been decided"));
    }
    let takes_approval = standing::takes_approval_of(approval, caller.person);
    if is_approval && !approval.is_pending() && !takes_approval {
        return Err(ApiError::refused("PendingApprovalNotPending", "this approval waits for somebody else"));
    }
    // Its creator may take it back, but not approve it.
    match (approval.creator == caller.person, is_approval) {
        (true, true) if !takes_approval => {
            return Err(ApiError::forbidden("whoever asks for an approval cannot give it"));
        }
        (true, false) => return Ok(()),
        (true, true) | (false, _) => {}
    }
    if !may_decide(approval, person, state) {
        return Err(ApiError::forbidden("only an admin can decide this"));
    }
    if approval.decisions.iter().any(|decision| decision.person == caller.person) {
        return Err(ApiError::refused("AlreadyDecided", "you have already approved this"));
    }
    Ok(())
}

/// What a rejection takes back: a share never goes out, a rule never counts.
fn undo(state: &mut State, action: &ApprovedAction) {
    match action {
        ApprovedAction::Share { share } => {
            if let Some(share) = state.share_mut(*share) {
                share.state = ShareState::Rejected;
            }
        }
        ApprovedAction::EnterpriseRule { version, .. } => change::deny(state, *version),
        _ => {}
    }
}

/// Carries it out. Without a caller the platform's own check was the last that was waited for.
fn apply(
    state: &mut State,
    caller: Option<Caller>,
    approval: &Approval,
    now: Timestamp,
) -> Result<(), ApiError> {
    match &approval.action {
        ApprovedAction::Share { share } => {
            let share = state.share_mut(*share).ok_or_else(not_found)?;
            share.state = ShareState::Active;
        }
        ApprovedAction::RemoveUser { person } => {
            let wallet = wallet_mut(state, approval)?;
            wallet.users.retain(|user| user.person != *person);
        }
        ApprovedAction::Rule { change, rule } => {
            policy::apply(wallet_mut(state, approval)?, *change, rule, now)?;
        }
        ApprovedAction::ApprovalsRequired { count } => {
            wallet_mut(state, approval)?.approvals_required = *count;
        }
        ApprovedAction::Tags { tags } => {
            let wallet = wallet_mut(state, approval)?;
            for tag in tags.iter().filter(|tag| !wallet.tags.contains(tag)).cloned().collect::<Vec<_>>() {
                wallet.tags.push(tag);
            }
        }
        ApprovedAction::Payment { .. } | ApprovedAction::MpcPayment { .. } => {
            pay(state, caller, approval, now)?;
        }
        ApprovedAction::Member { change, person, permissions } => {
            set_member(state, *person, approval.enterprise, *change, permissions)?;
        }
        ApprovedAction::Invite { person, permissions } => {
            set_member(state, *person, approval.enterprise, Change::Add, permissions)?;
        }
        ApprovedAction::ChangeUser { person, permissions } => {
            let users = &mut wallet_mut(state, approval)?.users;
            users.iter_mut().find(|user| user.person == *person).ok_or_else(not_found)?.permissions =
                *permissions;
        }
        ApprovedAction::UserKeySigning { after, .. } => {
            wallet_mut(state, approval)?.user_key_signing = *after;
        }
        ApprovedAction::EnterpriseRule { change, version, .. } => {
            change::take_effect(state, *change, *version);
        }
        ApprovedAction::Whitelists { updates } => {
            for update in updates {
                let wallet = state.wallets.get_mut(update.wallet).ok_or_else(not_found)?;
                policy::apply(wallet, update.change, &update.rule, now)?;
            }
        }
        ApprovedAction::Recorded { .. }
        | ApprovedAction::Organization { .. }
        | ApprovedAction::Newer { .. } => {}
    }
    Ok(())
}

fn wallet_mut<'a>(
    state: &'a mut State,
    approval: &Approval,
) -> Result<&'a mut crate::sandbox::state::wallet::Wallet, ApiError> {
    approval.wallet.and_then(|id| state.wallets.get_mut(id)).ok_or_else(not_found)
}

/// Broadcasts the payment as it was built: the balance goes down, and so does what the approving token may spend.
fn pay(
    state: &mut State,
    caller: Option<Caller>,
    approval: &Approval,
    now: Timestamp,
) -> Result<(), ApiError> {
    let payment = approval.payment().ok_or_else(not_found)?;
    send(state, caller, approval.wallet.ok_or_else(not_found)?, payment, now)
}

/// Takes an amount and the fee out of a wallet, and from what a token may spend.
pub(crate) fn send(
    state: &mut State,
    caller: Option<Caller>,
    wallet: Id,
    (amount, fee): (BaseUnits, BaseUnits),
    now: Timestamp,
) -> Result<(), ApiError> {
    let id = wallet;
    let wallet = state.wallets.get(id).ok_or_else(not_found)?;
    if wallet.is_frozen(now) {
        return Err(ApiError::refused("WalletFrozen", "the wallet is frozen"));
    }
    // The chain takes its fee in its own coin: that of a token is paid from elsewhere.
    let is_token = coins().get(wallet.coin).is_some_and(|coin| coin.is_token);
    let all = if is_token { amount } else { amount + fee };
    let spendable: BaseUnits = wallet.balances.spendable.parse().unwrap_or_default();
    if spendable < all {
        return Err(ApiError::refused(
            "InsufficientBalance",
            "unspents expired: the wallet cannot pay this any more",
        ));
    }
    let coin = wallet.coin;
    let is_erc20 = coins().get(coin).is_some_and(|coin| coin.is_token && coin.family == "eth");
    if let Some(caller) = caller {
        let token = state.tokens.get_mut(caller.token).ok_or_else(ApiError::invalid_token)?;
        if !token.spend(coin, is_erc20, &all) {
            return Err(ApiError::refused(
                "SpendingLimitExceeded",
                "this is more than the token may still spend",
            ));
        }
    }
    let balances = &mut state.wallets.get_mut(id).ok_or_else(not_found)?.balances;
    for text in [&mut balances.balance, &mut balances.spendable] {
        if let Ok(before) = text.parse::<BaseUnits>() {
            *text = (before - all.clone()).to_string();
        }
    }
    Ok(())
}
