//! Whether a token can do more than its job, or something that nobody can vouch for.

use crate::domain::foreign_text::visible;
use crate::domain::scope::{Risk, ScopeGroup, ScopeInfo, ScopeSpan};
use crate::domain::text::listed;
use crate::domain::token::existing::facts::ExistingToken;
use crate::domain::token::existing::weakness::{Harm, WeaknessContext, WeaknessInfo, Weaknesses};
use crate::domain::token::findings::{Field, Reason, source};

const LEAST_PRIVILEGE: Reason = Reason {
    why: "A token should be able to do only what its job needs, so that a leak does as little harm as possible.",
    source: source::ADVICE,
};

pub(super) fn check(token: &ExistingToken, _: &WeaknessContext, found: &mut Weaknesses<'_>) {
    for (info, _) in token.terms.known_scopes() {
        check_marks(info, found);
        if !info.smaller.is_empty() && info.span != ScopeSpan::OneWallet && !info.marks.test_only {
            let smaller = listed(info.smaller.iter().map(|&name| name.to_owned()).collect(), "scope");
            let smaller = smaller.replace(" and ", " or ");
            found.add(
                format!("scopes.broad/{}", info.name),
                WeaknessInfo::note(harm_of(info.risk), Field::Scopes),
                format!("Its scope {} is broad; {smaller} may be enough.", info.name),
                LEAST_PRIVILEGE,
            );
        }
    }
    for name in token.terms.unknown_scopes() {
        found.add(
            format!("scopes.unknown/{name}"),
            WeaknessInfo::warning(Harm::Control, Field::Scopes),
            format!("This version does not know what its scope “{}” allows.", visible(name)),
            Reason {
                why: "BitGo may have scopes that it does not document, and a new token cannot have them.",
                source: source::SPEC,
            },
        );
    }
    check_duties(token, found);
    if let Some(admin) = &token.admin_scope {
        found.add(
            "scopes.admin",
            WeaknessInfo::warning(Harm::Control, Field::Scopes),
            format!("This token has administrator rights ({}).", visible(admin)),
            LEAST_PRIVILEGE,
        );
    }
}

/// What a scope of this risk could bring about at worst.
fn harm_of(risk: Risk) -> Harm {
    match risk {
        Risk::MovesMoney | Risk::Everything => Harm::Money,
        Risk::Controls => Harm::Control,
        Risk::Changes | Risk::Reads => Harm::Exposure,
    }
}

fn check_marks(info: &ScopeInfo, found: &mut Weaknesses<'_>) {
    let name = info.name;
    if info.marks.test_only {
        found.add(
            format!("scopes.everything/{name}"),
            WeaknessInfo::warning(Harm::Money, Field::Scopes),
            format!("Its scope {name} lets anyone who holds it do everything that its creator can do."),
            LEAST_PRIVILEGE,
        );
    }
    if info.marks.deprecated {
        found.add(
            format!("scopes.deprecated/{name}"),
            WeaknessInfo::note(Harm::Outage, Field::Scopes),
            format!("Its scope {name} is deprecated."),
            Reason {
                why: "BitGo may remove a deprecated scope during the token's lifetime.",
                source: source::SPEC,
            },
        );
    }
}

/// Sending and approving belong to different tokens.
fn check_duties(token: &ExistingToken, found: &mut Weaknesses<'_>) {
    if token.terms.has_group(ScopeGroup::MoveMoney) && token.terms.has_group(ScopeGroup::Approve) {
        found.add(
            "scopes.two_duties",
            WeaknessInfo::warning(Harm::Money, Field::Scopes),
            "This token can both send and approve.",
            Reason {
                why: "With separate tokens for sending and approving, one leaked token cannot do both.",
                source: source::ADVICE,
            },
        );
    }
}
