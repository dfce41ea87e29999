//! The payments of a wallet's past, drawn from its identifier whenever they are asked for.

use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;

use super::addresses;
use super::draw::draw_id;
use crate::domain::amount::BaseUnits;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{Approval, ApprovalState, ApprovedAction};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::transfer::Transfer;
use crate::sandbox::state::wallet::Wallet;
use crate::sandbox::state::withdrawal::Withdrawal;

/// The most that a wallet has seen before the sandbox started.
const MOST: u32 = 14;
const COMMENTS: [&str; 5] = ["", "Client withdrawal", "Rebalancing", "", "Invoice 2026-081"];

/// A wallet's transfers, newest first: those of its approvals, those that needed none, those of its past.
pub(crate) fn of_wallet(wallet: &Wallet, state: &State, now: Timestamp) -> Vec<Transfer> {
    let own = state.approvals.iter().filter(|approval| approval.wallet == Some(wallet.id));
    let mut transfers: Vec<Transfer> = own.filter_map(|it| of_approval(it, state, now)).collect();
    let unhindered = state.withdrawals.iter().filter(|withdrawal| withdrawal.wallet == wallet.id);
    transfers.extend(unhindered.map(|withdrawal| of_withdrawal(withdrawal, wallet, now)));
    transfers.extend(past(wallet, state.born, now));
    transfers.sort_by_key(|transfer| std::cmp::Reverse((transfer.date, transfer.id)));
    transfers
}

/// The payment that an approval is about.
pub(crate) fn of_approval(approval: &Approval, state: &State, now: Timestamp) -> Option<Transfer> {
    let wallet = approval.wallet.and_then(|id| state.wallets.get(id))?;
    let (ApprovedAction::Payment { transfer, comment, .. }
    | ApprovedAction::MpcPayment { transfer, comment, .. }) = &approval.action
    else {
        return None;
    };
    let is_paid = approval.state == ApprovalState::Approved;
    // Until it is paid there is nothing but what the approval says.
    let pays = if is_paid { approval.paid()? } else { approval.told()? };
    // One address stands for all of them here: the sandbox's transfers have one entry.
    let address = pays.first().map(|(address, _)| address.clone()).unwrap_or_default();
    let amount = pays.iter().map(|(_, amount)| amount).sum();
    let minutes = u64::try_from(now.duration_since(approval.updated).as_mins()).unwrap_or_default();
    let confirmations = if is_paid { minutes / 10 } else { 0 };
    Some(Transfer {
        id: *transfer,
        wallet: wallet.id,
        coin: wallet.coin,
        enterprise: wallet.enterprise,
        txid: if is_paid { txid(*transfer) } else { String::new() },
        height: 999_999_999,
        date: approval.updated,
        confirmations,
        is_send: true,
        amount,
        state: match approval.state {
            ApprovalState::Rejected => "rejected",
            ApprovalState::Approved if confirmations > 0 => "confirmed",
            ApprovalState::Approved => "unconfirmed",
            _ => "pendingApproval",
        },
        comment: comment.clone(),
        address,
        approval: Some(approval.id),
        by: Some(approval.creator),
    })
}

/// A payment that no rule stopped.
fn of_withdrawal(withdrawal: &Withdrawal, wallet: &Wallet, now: Timestamp) -> Transfer {
    let minutes = u64::try_from(now.duration_since(withdrawal.at).as_mins()).unwrap_or_default();
    let confirmations = minutes / 10;
    Transfer {
        id: withdrawal.transfer,
        wallet: wallet.id,
        coin: wallet.coin,
        enterprise: wallet.enterprise,
        txid: txid(withdrawal.transfer),
        height: 999_999_999,
        date: withdrawal.at,
        confirmations,
        is_send: true,
        amount: withdrawal.recipients.iter().map(|(_, amount)| amount).sum(),
        state: if confirmations > 0 { "confirmed" } else { "unconfirmed" },
        comment: withdrawal.comment.clone(),
        address: withdrawal.recipients.first().map(|(address, _)| address.clone()).unwrap_or_default(),
        approval: None,
        by: Some(withdrawal.by),
    }
}

fn txid(transfer: Id) -> String {
    format!("{transfer}{transfer}")
}

fn past(wallet: &Wallet, born: Timestamp, now: Timestamp) -> Vec<Transfer> {
    let balance: BaseUnits = wallet.balances.balance.parse().unwrap_or_default();
    if balance.is_zero() || balance.is_negative() {
        return Vec::new();
    }
    let mut rng = ChaCha20Rng::from_seed(seed_of(wallet.id));
    let count = 3 + rng.next_u32() % (MOST - 2);
    let life_secs = born.duration_since(wallet.started).as_secs().max(1);
    let digits = balance.to_string();
    let one = |number: u32, rng: &mut ChaCha20Rng| {
        // The first payment is the newest, an hour or more before the start; the last came in soon after the beginning.
        let ago_secs = 3_600 + (life_secs - 7_200).max(0) / i64::from(count) * i64::from(number);
        let date = born.saturating_sub(SignedDuration::from_secs(ago_secs)).unwrap_or(born);
        let shorter =
            digits.len().saturating_sub(1 + usize::try_from(rng.next_u32() % 2).unwrap_or(0)).max(1);
        let amount = digits.get(..shorter).unwrap_or("1").parse().unwrap_or_default();
        let id = draw_id(rng);
        let minutes = u64::try_from(now.duration_since(date).as_mins()).unwrap_or_default();
        let is_send = number + 1 < count && rng.next_u32().is_multiple_of(2);
        let comment = COMMENTS.get(usize::try_from(rng.next_u32() % 5).unwrap_or(0)).copied().unwrap_or("");
        Transfer {
            id,
            wallet: wallet.id,
            coin: wallet.coin,
            enterprise: wallet.enterprise,
            txid: txid(id),
            height: 2_800_000 + u64::from(count - number) * 997,
            date,
            confirmations: minutes / 10,
            is_send,
            amount,
            state: "confirmed",
            comment: comment.to_owned(),
            address: addresses::draw(wallet.coin, rng),
            approval: None,
            by: wallet.users.first().map(|user| user.person).filter(|_| is_send),
        }
    };
    (0..count).map(|number| one(number, &mut rng)).collect()
}

fn seed_of(wallet: Id) -> [u8; 32] {
    let mut seed = [0; 32];
    let text = wallet.to_string();
    for (byte, letter) in seed.iter_mut().zip(text.bytes()) {
        *byte = letter;
    }
    seed
}
