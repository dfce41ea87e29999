//! What an approval is about, in a line.

use super::model::Model;
use crate::bitgo::approvals::{ApprovalCase, PendingApproval};
use crate::domain::foreign_text::visible;
use crate::domain::share::Names;
use crate::kit::name::NameMarks;

/// What an approval's wallet is called, if it is about one.
pub(super) fn wallet_of(approval: &PendingApproval) -> Option<&str> {
    let label = approval.wallet_label.as_deref().filter(|label| !label.trim().is_empty());
    label.or(approval.wallet.as_deref())
}

/// What may be mistaken about its wallet's name.
pub(super) fn wallet_marks(approval: &PendingApproval, model: &Model<'_>) -> NameMarks {
    let name = wallet_of(approval).unwrap_or_default();
    let is_mistakable = model.same_names.is_mistakable(name, approval.coin.as_deref().unwrap_or_default());
    NameMarks::of(name, approval.wallet.as_deref().filter(|_| is_mistakable))
}

/// The wallet in words: its label in quotes and its ID; nothing where it is about none.
pub(super) fn wallet_words(approval: &PendingApproval) -> Option<String> {
    let label = approval.wallet_label.as_deref().filter(|label| !label.trim().is_empty());
    match (label, approval.wallet.as_deref()) {
        (Some(label), Some(id)) => Some(format!("“{}” ({id})", visible(label))),
        (Some(label), None) => Some(format!("“{}”", visible(label))),
        (None, id) => id.map(str::to_owned),
    }
}

/// What it is about, with its wallet, for where no column names that.
pub(super) fn whole_summary(approval: &ApprovalCase, names: &Names) -> String {
    let summary = approval.summary(names);
    match wallet_of(approval).filter(|wallet| !summary.contains(wallet)) {
        Some(wallet) => format!("{summary}, {wallet}"),
        None => summary,
    }
}
