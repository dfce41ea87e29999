//! The enterprises or wallets that the token is confined to.

use crate::domain::foreign_text::visible;
use crate::domain::scope::{ScopeGroup, ScopeSpan};
use crate::domain::token::findings::{Findings, Reason, source};
use crate::domain::token::reach::Reach;
use crate::domain::token::reading::Reading;

use super::id::is_id;

pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    match &reading.draft.reach {
        Reach::Everything => check_everything(reading, found),
        Reach::Enterprises(ids) => check_ids(ids, "enterprise", "an enterprise", found),
        Reach::Wallets(ids) => {
            check_ids(ids, "wallet", "a wallet", found);
            check_scoped_wallets(ids, reading, found);
        }
    }
}

fn check_everything(reading: &Reading<'_>, found: &mut Findings) {
    let is_wide = |group| !matches!(group, ScopeGroup::Person | ScopeGroup::Other);
    if reading.scopes().any(|(info, _)| info.span == ScopeSpan::Everywhere && is_wide(info.group)) {
        found.note(
            "reach.everything",
            "This token has access to every enterprise and wallet that you have, including those you join later.",
            Reason {
                why: "Restrict it to selected enterprises or wallets if it needs no others.",
                source: source::ADVICE,
            },
        );
    }
}

fn check_ids(ids: &[String], kind: &str, a_kind: &str, found: &mut Findings) {
    if ids.is_empty() {
        found.error(
            format!("reach.empty/{kind}"),
            format!("Select at least one {kind}, or choose All."),
            Reason {
                why: "An empty selection would give the token access to nothing.",
                source: source::SPEC,
            },
        );
    }
    for id in ids.iter().map(|id| id.trim()).filter(|id| !is_id(id)) {
        found.error(
            format!("reach.bad_id/{id}"),
            format!("“{}” is not the ID of {a_kind}.", visible(id)),
            Reason {
                why: "A BitGo ID has 32 characters: digits and the letters a to f.",
                source: source::SPEC,
            },
        );
    }
}

/// A scope about a wallet outside the reach is worth nothing.
fn check_scoped_wallets(ids: &[String], reading: &Reading<'_>, found: &mut Findings) {
    for (info, wallets) in reading.scopes() {
        for wallet in wallets.iter().map(|wallet| wallet.trim()) {
            if !ids.iter().any(|id| id.trim() == wallet) {
                found.warning(
                    format!("reach.outside/{}/{wallet}", info.name),
                    format!("{} is for wallet {wallet}, which is not among the selected wallets.", info.name),
                    Reason {
                        why: "The token has access only to the selected wallets, so the scope has no effect.",
                        source: source::SPEC,
                    },
                );
            }
        }
    }
}
