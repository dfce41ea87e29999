//! The scopes: known, complete, and no larger than the job.

use crate::domain::foreign_text::visible;
use crate::domain::scope::{ScopeGroup, ScopeInfo, ScopeSpan};
use crate::domain::token::findings::{Findings, Reason, ScopeSwap, source};
use crate::domain::token::reach::Reach;
use crate::domain::token::reading::Reading;

use super::id::is_id;

const LEAST_PRIVILEGE: Reason = Reason {
    why: "A token should be able to do only what its job needs, so that a leak does as little harm as possible.",
    source: source::ADVICE,
};

pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    if reading.draft.scopes.is_empty() {
        let why = "Without a scope, the token can do nothing.";
        found.error("scopes.none", "Choose at least one scope.", Reason { why, source: source::SPEC });
    }
    for name in reading.draft.unknown_scopes() {
        found.error(
            format!("scopes.unknown/{name}"),
            format!("A new token cannot have the scope “{}”.", visible(name)),
            Reason { why: "BitGo rejects scopes that it does not know.", source: source::SPEC },
        );
    }
    for (info, wallets) in reading.scopes() {
        check_wallets(info, wallets, found);
        check_marks(info, &reading.context.rules.name, reading.context.rules.all_scope_allowed, found);
        check_size(info, reading, found);
    }
    check_duties(reading, found);
    check_enterprise(reading, found);
    check_session(reading, found);
}

/// A token cannot do what the session that makes it cannot, and making tokens is what most tokens cannot.
fn check_session(reading: &Reading<'_>, found: &mut Findings) {
    if reading.context.is_opened_by_token {
        found.warning(
            "scopes.parent_token",
            "You are logged in with an access token, which usually cannot create tokens.",
            Reason {
                why: "BitGo then answers that the token lacks the required scope. Log in with email and password \
                    to create tokens.",
                source: source::SUPPORT,
            },
        );
    }
}

fn check_wallets(info: &ScopeInfo, wallets: &[String], found: &mut Findings) {
    let name = info.name;
    if !info.marks.needs_wallet {
        if !wallets.is_empty() {
            found.error(
                format!("scopes.takes_no_wallet/{name}"),
                format!(
                    "{name} does not take a list of wallets. Remove the wallets, or choose the scope for single \
                     wallets."
                ),
                Reason {
                    why: "Sent like this, it would apply to more than those wallets.",
                    source: source::SPEC,
                },
            );
        }
        return;
    }
    let why = "This scope works only for the wallets that you choose.";
    let reason = Reason { why, source: source::SPEC };
    if wallets.is_empty() {
        let what = format!("Choose the wallets for {name}.");
        found.error(format!("scopes.needs_wallet/{name}"), what, reason);
    }
    for wallet in wallets.iter().map(|wallet| wallet.trim()).filter(|wallet| !is_id(wallet)) {
        let what = format!(
            "“{}” is not a wallet ID. A wallet ID has 32 characters: digits and the letters a to f.",
            visible(wallet)
        );
        found.error(format!("scopes.bad_wallet/{name}/{wallet}"), what, reason);
    }
}

fn check_marks(info: &'static ScopeInfo, environment: &str, is_test_like: bool, found: &mut Findings) {
    let name = info.name;
    if info.marks.test_only && !is_test_like {
        let why = "This scope exists only in test environments.";
        let what = format!("{name} does not exist in {environment}. Choose the scopes that the job needs.");
        found.error(format!("scopes.test_only/{name}"), what, Reason { why, source: source::SPEC });
    } else if info.marks.test_only {
        let what = format!("{name} lets anyone who holds this token do everything that you can do.");
        found.warning(format!("scopes.everything/{name}"), what, LEAST_PRIVILEGE);
        found.offer(smaller_than(info));
    }
    if info.marks.deprecated {
        let why = "BitGo has deprecated this scope and may remove it during the token's lifetime.";
        let what = format!("{name} is deprecated.");
        found.warning(format!("scopes.deprecated/{name}"), what, Reason { why, source: source::SPEC });
    }
    if info.marks.login_only {
        let why = "BitGo accepts the name, but only a session from a password login really has it.";
        let what = format!("{name} will have no effect in an access token.");
        found.warning(format!("scopes.login_only/{name}"), what, Reason { why, source: source::SPEC });
    }
    if info.marks.partners_only {
        let why = "BitGo offers this data to nobody else.";
        let what = format!("{name} works only for partners of the settlement network.");
        found.note(format!("scopes.partners_only/{name}"), what, Reason { why, source: source::SPEC });
    }
}

/// Says when a smaller scope may do, or when a larger one makes this one needless.
fn check_size(info: &'static ScopeInfo, reading: &Reading<'_>, found: &mut Findings) {
    let name = info.name;
    let larger = reading
        .scopes()
        .find(|(other, _)| action(other.name) == action(name) && reaches_further(other, info));
    if let Some((larger, _)) = larger {
        let what = format!("{} already covers {name}.", larger.name);
        found.note(format!("scopes.covered/{name}"), what, LEAST_PRIVILEGE);
        found.offer([ScopeSwap { instead_of: name, smaller: None }]);
    } else if !info.smaller.is_empty() && info.span != ScopeSpan::OneWallet && !info.marks.test_only {
        let what = format!("Instead of {name}, {} may be enough.", info.smaller.join(" or "));
        found.note(format!("scopes.smaller/{name}"), what, LEAST_PRIVILEGE);
        found.offer(smaller_than(info));
    }
}

fn smaller_than(info: &'static ScopeInfo) -> impl Iterator<Item = ScopeSwap> {
    info.smaller.iter().map(|smaller| ScopeSwap { instead_of: info.name, smaller: Some(smaller) })
}

/// The scope's name without its reach: `wallet_view` of `wallet_view_all`.
fn action(name: &str) -> &str {
    name.strip_suffix("_all").or_else(|| name.strip_suffix("_enterprise")).unwrap_or(name)
}

fn reaches_further(one: &ScopeInfo, other: &ScopeInfo) -> bool {
    let rank = |info: &ScopeInfo| match info.span {
        ScopeSpan::OneWallet => 0,
        ScopeSpan::OneEnterprise => 1,
        ScopeSpan::Everywhere => 2,
    };
    rank(one) > rank(other)
}

/// Sending and approving belong to different tokens.
fn check_duties(reading: &Reading<'_>, found: &mut Findings) {
    let sends = reading.scopes().any(|(info, _)| info.group == ScopeGroup::MoveMoney);
    let approves = reading.scopes().any(|(info, _)| info.group == ScopeGroup::Approve);
    if sends && approves {
        found.warning(
            "scopes.two_duties",
            "This token can both send and approve.",
            Reason {
                why: "With separate tokens for sending and approving, one leaked token cannot do both.",
                source: source::ADVICE,
            },
        );
    }
}

/// Scopes over a single enterprise need to know which.
fn check_enterprise(reading: &Reading<'_>, found: &mut Findings) {
    let is_named = matches!(&reading.draft.reach, Reach::Enterprises(ids) if ids.len() == 1);
    for (info, _) in reading.scopes().filter(|(info, _)| info.span == ScopeSpan::OneEnterprise && !is_named) {
        found.warning(
            format!("scopes.which_enterprise/{}", info.name),
            format!(
                "{} is for a single enterprise. Select exactly one enterprise under Wallet access.",
                info.name
            ),
            Reason {
                why: "The request can name an enterprise only if exactly one is selected.",
                source: source::SPEC,
            },
        );
    }
}
