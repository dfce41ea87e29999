//! As many approvals as a long queue takes: of mixed kinds, wallets, people and ages.

use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde_json::{Value, json};

use crate::domain::address::{Address, AddressNetwork};
use crate::domain::amount::BaseUnits;
use crate::sandbox::seed::addresses;
use crate::sandbox::seed::draw::{SEED, draw_id};
use crate::sandbox::seed::fees::usual_fee;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{
    Approval, ApprovalState, ApprovedAction, Change, MpcBuild, UnsignedTransaction,
};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Role;
use crate::sandbox::state::wallet::{Permissions, PolicyRule, RULE_LOCKS_AFTER, Wallet, WalletType};

/// Kinds that come round.
const KINDS: usize = 10;
/// Each is so much older than the one before.
const APART: SignedDuration = SignedDuration::from_mins(97);
const COMMENTS: [&str; 4] = ["Supplier invoice", "Client withdrawal", "Rebalancing", ""];

/// Adds `count` approvals. The same world gets the same ones.
pub(crate) fn add(state: &mut State, count: usize, now: Timestamp) {
    let mut rng = ChaCha20Rng::seed_from_u64(SEED ^ u64::try_from(state.approvals.len()).unwrap_or_default());
    let of_role = |role| state.people.iter().find(|person| person.role == role).map(|person| person.id);
    let (Some(owner), Some(admin), Some(viewer)) =
        (of_role(Role::Owner), of_role(Role::Admin), of_role(Role::Viewer))
    else {
        return;
    };
    let shared = state.wallets.newest_first().filter(|wallet| {
        wallet.admins().any(|it| it == owner) && wallet.admins().any(|it| it == admin) && wallet.has_balance()
    });
    let wallets: Vec<Id> = shared.map(|wallet| wallet.id).collect();
    let mut made = Vec::new();
    for number in 0..count {
        let creator = if number % 3 == 0 { owner } else { admin };
        let steps = i32::try_from(number).unwrap_or(i32::MAX);
        let created = now.saturating_sub(APART.saturating_mul(steps)).unwrap_or(now);
        let place = wallets.get((number * 7 + number / KINDS * 3) % wallets.len().max(1));
        let Some(wallet) = place.and_then(|id| state.wallets.get(*id)) else { break };
        let action = Maker { wallet, viewer, created, number }.action(&mut rng);
        let is_wallets = !matches!(action, ApprovedAction::Member { .. } | ApprovedAction::Recorded { .. });
        // Now and then one waits for somebody else.
        let others = ApprovalState::WAITING_FOR_OTHERS;
        let waits = (number % 9 == 8).then(|| others[number / 9 % others.len()]);
        made.push(Approval {
            id: draw_id(&mut rng),
            wallet: is_wallets.then_some(wallet.id),
            enterprise: wallet.enterprise,
            creator,
            created,
            updated: created,
            state: waits.unwrap_or(ApprovalState::Pending),
            action,
            required: if is_wallets { wallet.approvals_required } else { 1 },
            decisions: Vec::new(),
            asked_from: None,
            demand: None,
        });
    }
    // Oldest first, as everywhere.
    state.approvals.extend(made.into_iter().rev());
}

/// Adds one of any kind with any content. Says whether its wallet is there.
pub(crate) fn put_up(
    state: &mut State,
    wallet_label: &str,
    kind: &str,
    details: Value,
    now: Timestamp,
) -> bool {
    let action = ApprovedAction::Newer { kind: kind.to_owned(), details };
    add_one(state, wallet_label, action, now)
}

/// Adds a withdrawal of an MPC wallet: who is asked to be paid, by address, and what is built for it. Says whether its
/// wallet is there.
pub(crate) fn put_up_mpc(
    state: &mut State,
    wallet_label: &str,
    recipients: Vec<(String, BaseUnits)>,
    built: MpcBuild,
    now: Timestamp,
) -> bool {
    let (request, transfer) = (state.new_id(), state.new_id());
    let coin = state.wallets.newest_first().find(|it| it.label == wallet_label).map_or("", |it| it.coin);
    let (fee, comment) = (usual_fee(coin), String::new());
    let transaction = UnsignedTransaction::AsTold;
    let action =
        ApprovedAction::MpcPayment { request, transfer, recipients, fee, comment, built, transaction };
    add_one(state, wallet_label, action, now)
}

/// Adds a withdrawal: who is asked to be paid, by address, and which transaction is to be signed. Says whether its wallet is
/// there and can pay them.
pub(crate) fn put_up_withdrawal(
    state: &mut State,
    wallet_label: &str,
    recipients: Vec<(String, BaseUnits)>,
    transaction: UnsignedTransaction,
    now: Timestamp,
) -> bool {
    let Some(wallet) = state.wallets.newest_first().find(|wallet| wallet.label == wallet_label) else {
        return false;
    };
    let (is_mpc, network) = (wallet.is_mpc, AddressNetwork::of_coin(wallet.coin));
    let fee = usual_fee(wallet.coin);
    let mut all = recipients.iter().chain(transaction.paid(&recipients));
    if recipients.is_empty() || all.any(|(address, _)| Address::parse_for(address, &network).is_err()) {
        return false;
    }
    let (transfer, comment) = (state.new_id(), String::new());
    let action = if is_mpc {
        let (request, built) = (state.new_id(), MpcBuild::AsAsked);
        ApprovedAction::MpcPayment { request, transfer, recipients, fee, comment, built, transaction }
    } else {
        ApprovedAction::Payment { transfer, recipients, fee, comment, transaction }
    };
    add_one(state, wallet_label, action, now)
}

fn add_one(state: &mut State, wallet_label: &str, action: ApprovedAction, now: Timestamp) -> bool {
    let wallet = state.wallets.newest_first().find(|wallet| wallet.label == wallet_label);
    let wallet = wallet.map(|wallet| (wallet.id, wallet.enterprise, wallet.approvals_required));
    let admin = state.people.iter().find(|person| person.role == Role::Admin).map(|person| person.id);
    let (Some((wallet, enterprise, required)), Some(creator)) = (wallet, admin) else { return false };
    let id = state.new_id();
    state.approvals.push(Approval {
        id,
        wallet: Some(wallet),
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
    true
}

/// Lets an open one that was put up ask for something else. Says whether it is there.
pub(crate) fn rewrite(state: &mut State, wallet_label: &str, kind: &str, wanted: &Value) -> bool {
    let wallet = state.wallets.newest_first().find(|wallet| wallet.label == wallet_label).map(|it| it.id);
    let put_up = state.approvals.iter_mut().rev().filter(|it| it.wallet == wallet && it.state.is_open());
    let details = put_up.filter_map(|approval| match &mut approval.action {
        ApprovedAction::Newer { kind: its_kind, details } => (its_kind == kind).then_some(details),
        _ => None,
    });
    details.take(1).map(|details| details.clone_from(wanted)).count() == 1
}

struct Maker<'a> {
    wallet: &'a Wallet,
    viewer: Id,
    created: Timestamp,
    number: usize,
}

impl Maker<'_> {
    fn action(&self, rng: &mut ChaCha20Rng) -> ApprovedAction {
        match self.number % KINDS {
            0 | 3 | 6 => self.payment(rng),
            1 => ApprovedAction::Tags { tags: vec![format!("quarter {}", 1 + self.number % 4)] },
            2 => ApprovedAction::Rule { change: Change::Add, rule: self.rule() },
            4 => ApprovedAction::ApprovalsRequired { count: 2 },
            5 if self.wallet.permissions_of(self.viewer).is_some() => {
                ApprovedAction::RemoveUser { person: self.viewer }
            }
            7 => ApprovedAction::Member {
                change: Change::Update,
                person: self.viewer,
                permissions: vec!["auditor".to_owned()],
            },
            8 if self.wallet.kind == WalletType::Trading => {
                ApprovedAction::UserKeySigning { before: true, after: false }
            }
            8 if self.wallet.permissions_of(self.viewer).is_some() => ApprovedAction::ChangeUser {
                person: self.viewer,
                permissions: Permissions::VIEW.and(Permissions::FREEZE),
            },
            9 => ApprovedAction::Newer {
                kind: "stakingDelegationRequest".to_owned(),
                details: json!({ "validator": { "name": "Northern Lights" }, "amount": "250000000000" }),
            },
            _ => ApprovedAction::Recorded {
                resource: "policyRule".to_owned(),
                description: format!("Travel rule threshold, step {}", self.number),
            },
        }
    }

    /// About a thousandth of what is in the wallet.
    fn payment(&self, rng: &mut ChaCha20Rng) -> ApprovedAction {
        let spendable = self.wallet.balances.spendable.as_str();
        let kept = spendable.len().saturating_sub(3).max(1);
        let thousandth = spendable.get(..kept).and_then(|digits| digits.parse::<BaseUnits>().ok());
        // Of what is overdrawn or no number there is no thousandth.
        let amount = thousandth.filter(|it| !it.is_negative() && !it.is_zero());
        let amount = amount.unwrap_or_else(|| BaseUnits::from(1_000_u64));
        let fee = usual_fee(self.wallet.coin);
        let comment = COMMENTS.get(self.number % COMMENTS.len()).copied().unwrap_or_default().to_owned();
        let recipients = vec![(addresses::draw(self.wallet.coin, rng), amount)];
        let (transfer, transaction) = (draw_id(rng), UnsignedTransaction::AsTold);
        if self.wallet.is_mpc {
            let request = draw_id(rng);
            return ApprovedAction::MpcPayment {
                request,
                transfer,
                recipients,
                fee,
                comment,
                built: MpcBuild::AsAsked,
                transaction,
            };
        }
        ApprovedAction::Payment { transfer, recipients, fee, comment, transaction }
    }

    fn rule(&self) -> PolicyRule {
        PolicyRule {
            id: format!("Limit {}", self.number),
            coin: None,
            kind: "velocityLimit".to_owned(),
            condition: json!({ "amountString": "150000000", "timeWindow": 86_400, "groupTags": [":tag"] }),
            action: "getApproval".to_owned(),
            action_users: Vec::new(),
            lock_date: self.created.saturating_add(RULE_LOCKS_AFTER).unwrap_or(self.created),
        }
    }
}
