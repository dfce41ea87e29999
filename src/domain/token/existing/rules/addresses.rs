//! The allowed IP addresses of a token.

use crate::domain::scope::Risk;
use crate::domain::token::existing::facts::ExistingToken;
use crate::domain::token::existing::weakness::{Harm, WeaknessContext, WeaknessInfo, Weaknesses};
use crate::domain::token::findings::{Field, Reason, source};

pub(super) fn check(token: &ExistingToken, context: &WeaknessContext, found: &mut Weaknesses<'_>) {
    if token.terms.addresses.is_empty() {
        check_anywhere(token, context, found);
    }
    for rule in token.terms.address_rules() {
        if let Some(kind) = rule.private_kind().filter(|_| context.rules.addresses_required) {
            found.add(
                format!("addresses.private/{rule}"),
                WeaknessInfo::warning(Harm::Outage, Field::Addresses),
                format!("{rule}, one of its allowed IP addresses, is {}.", kind.words()),
                Reason {
                    why: "BitGo checks the public IP address of each request, and such an address is never public.",
                    source: source::INTERNET,
                },
            );
        }
    }
}

/// A token that works from anywhere is worth something to whoever steals it.
fn check_anywhere(token: &ExistingToken, context: &WeaknessContext, found: &mut Weaknesses<'_>) {
    let (weight, what) = match token.terms.worst_risk() {
        None => return,
        Some(Risk::MovesMoney | Risk::Everything) => (
            WeaknessInfo::warning(Harm::Money, Field::Addresses),
            "This token can spend and works from any IP address.",
        ),
        Some(Risk::Controls) => (
            WeaknessInfo::warning(Harm::Control, Field::Addresses),
            "This token can change security settings and works from any IP address.",
        ),
        Some(Risk::Changes | Risk::Reads) => {
            (WeaknessInfo::note(Harm::Exposure, Field::Addresses), "This token works from any IP address.")
        }
    };
    let reason = if context.rules.addresses_required {
        let why = "BitGo requires allowed IP addresses for every production token. A token without them has a \
            special exception.";
        Reason { why, source: source::SPEC }
    } else {
        let why = "A stolen token is useless outside its allowed IP addresses.";
        Reason { why, source: source::ADVICE }
    };
    found.add("addresses.anywhere", weight, what, reason);
}
