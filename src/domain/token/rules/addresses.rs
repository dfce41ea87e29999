//! The allowed IP addresses of the token.

use crate::domain::ip_range::{AddressRule, LeftOut, merged};
use crate::domain::scope::Risk;
use crate::domain::token::findings::{Findings, Reason, source};
use crate::domain::token::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    for line in &reading.addresses {
        if let Err(problem) = &line.result {
            found.error(
                format!("addresses.bad/{}", line.text),
                problem.to_string(),
                Reason {
                    why: "BitGo accepts IPv4 addresses and ranges from /24 to /32.",
                    source: source::SPEC,
                },
            );
        }
    }
    let rules: Vec<AddressRule> =
        reading.addresses.iter().filter_map(|line| line.result.clone().ok()).collect();
    check_presence(reading, found);
    for &rule in &rules {
        check_kind(rule, reading, found);
    }
    check_overlaps(&rules, found);
    check_seen_from(&rules, reading, found);
}

fn check_presence(reading: &Reading<'_>, found: &mut Findings) {
    if !reading.addresses.is_empty() {
        return;
    }
    let environment = &reading.context.rules.name;
    if reading.context.rules.addresses_required {
        found.error(
            "addresses.required",
            format!("Enter the allowed IP addresses: {environment} requires them."),
            Reason {
                why: "BitGo requires allowed IP addresses for every token in production.",
                source: source::SPEC,
            },
        );
    } else {
        let what = "Without allowed IP addresses this token works from any IP address.";
        let why = "A stolen token is useless outside its allowed IP addresses.";
        let reason = Reason { why, source: source::ADVICE };
        if reading.scopes().any(|(info, _)| info.risk >= Risk::Controls) {
            found.warning("addresses.anywhere", what, reason);
        } else {
            found.note("addresses.anywhere", what, reason);
        }
    }
}

/// The ID of the finding about a rule that lies off the internet.
pub(in crate::domain::token) fn private_id(rule: AddressRule) -> String {
    format!("addresses.private/{rule}")
}

fn check_kind(rule: AddressRule, reading: &Reading<'_>, found: &mut Findings) {
    let environment = &reading.context.rules;
    let unseen = "BitGo checks the public IP address of each request, and such an address is never public.";
    let reason = Reason { why: unseen, source: source::INTERNET };
    if let Some(kind) = rule.private_kind() {
        let what = format!("{rule} is {}.", kind.words());
        if environment.is_on_the_internet() {
            let what = format!(
                "{what} {} never sees it. Enter your network's public IP address, such as 203.0.113.7.",
                environment.name
            );
            found.error(private_id(rule), what, reason);
        } else {
            let why = "It matches only if requests do not leave your own network or computer.";
            found.note(private_id(rule), what, Reason { why, ..reason });
        }
    } else if rule.is_documentation() && environment.is_on_the_internet() {
        let what = format!("{rule} is reserved for examples in documentation.");
        found.warning(format!("addresses.documentation/{rule}"), what, reason);
    }
}

/// What is needless is left out of the request, and said.
fn check_overlaps(rules: &[AddressRule], found: &mut Findings) {
    let reason = Reason { why: "One of the two is enough.", source: source::OURS };
    for left_out in merged(rules).left_out {
        let LeftOut { rule, cover } = left_out;
        let id = if rule == cover {
            format!("addresses.twice/{rule}")
        } else {
            format!("addresses.overlap/{rule}/{cover}")
        };
        found.note(id, left_out.sentence(), reason);
    }
}

fn check_seen_from(rules: &[AddressRule], reading: &Reading<'_>, found: &mut Findings) {
    let Some(seen_from) = reading.context.seen_from else { return };
    if !rules.is_empty() && !rules.iter().any(|rule| rule.contains(seen_from)) {
        found.warning(
            format!("addresses.seen_from/{seen_from}"),
            format!("Your current IP address, {seen_from}, is not included."),
            Reason {
                why: "The token will not work from here. That is fine if it is for another computer.",
                source: source::SUPPORT,
            },
        );
    }
}
