//! The changes of a person on a wallet that wait for an approval.

use super::model::Model;
use super::text as wording;
use crate::bitgo::approvals::ApprovalRow;
use crate::domain::share::WalletFacts;

/// The approvals that wait for a change of this person on this wallet, by ID, and the word for each.
pub(super) fn pending_changes<'a>(
    wallet: &WalletFacts,
    person: &str,
    model: &Model<'a>,
) -> impl Iterator<Item = (&'a str, &'static str)> {
    let of_wallet = move |row: &&ApprovalRow| {
        row.approval.wallet.as_deref() == Some(wallet.id.as_str()) && !row.approval.state.is_decided()
    };
    model.approvals.rows.iter().filter(of_wallet).filter_map(move |row| {
        let (whom, is_removal) = row.approval.info.change.changed_person()?;
        let word = if is_removal { wording::REMOVAL_PENDING } else { wording::CHANGE_PENDING };
        (whom == person).then_some((row.approval.id.as_str(), word))
    })
}
