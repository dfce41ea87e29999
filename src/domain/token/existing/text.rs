//! A listed token in words.

use std::cmp::Reverse;
use std::fmt::Write as _;

use jiff::SignedDuration;

use crate::domain::lifetime::Lifetime;
use crate::domain::scope::Risk;
use crate::domain::text::{counted, elided, listed, named_ids};
use crate::domain::token::reach::Reach;

use super::facts::ExistingToken;
use super::limit::ExistingLimit;
use super::terms::TokenTerms;

/// Beyond so many seconds, the seconds of a span stand in its exact number alone.
const DAY_SECS: u64 = 86_400;
const MINUTE_SECS: u64 = 60;
const NOTHING: &str = "do nothing (no scopes)";

/// A span as it was sent and as people say it: "572522.211 s, which is 6 d 15 h 2 min".
pub fn span_words(span: SignedDuration) -> String {
    let mut exact = span.as_secs().to_string();
    let nanos = span.subsec_nanos().unsigned_abs();
    if nanos > 0 {
        if span.is_negative() && span.as_secs() == 0 {
            exact.insert(0, '-');
        }
        let _ = write!(exact, ".{}", format!("{nanos:09}").trim_end_matches('0'));
    }
    let said = match u64::try_from(span.as_secs()) {
        _ if span.is_negative() => "a negative time".to_owned(),
        Ok(0) => "under a second".to_owned(),
        Ok(secs) if secs < DAY_SECS => Lifetime { secs }.in_words(),
        Ok(secs) => Lifetime { secs: secs / MINUTE_SECS * MINUTE_SECS }.in_words(),
        Err(_) => "a negative time".to_owned(),
    };
    format!("{exact} s ({said})")
}

impl ExistingToken {
    /// How long it was given to live, in seconds and in words; none where its times are not reported.
    pub fn lifetime_words(&self) -> Option<String> {
        self.lifetime().map(span_words)
    }
}

impl TokenTerms {
    /// What it may do, in words, the riskiest first: "view and send from wallet 59cd7248…80da1f, view enterprises".
    pub fn actions_words(&self) -> String {
        let actions = self.actions();
        if actions.is_empty() { NOTHING.to_owned() } else { actions.join(", ") }
    }

    /// The riskiest of what it may do, and how much else: "send from all wallets +2".
    pub fn riskiest_action_words(&self) -> String {
        let actions = self.actions();
        match &actions[..] {
            [] => NOTHING.to_owned(),
            [only] => only.clone(),
            [first, rest @ ..] => format!("{first} +{}", rest.len()),
        }
    }

    fn actions(&self) -> Vec<String> {
        let mut narrow: Vec<(Vec<&str>, Vec<String>, Risk)> = Vec::new();
        let mut actions = Vec::new();
        for (info, wallets) in self.known_scopes() {
            if !info.marks.needs_wallet {
                actions.push((info.risk, info.can.to_owned()));
            } else if let Some((_, verbs, worst)) = narrow.iter_mut().find(|(other, ..)| *other == wallets) {
                verbs.push(info.can.to_owned());
                *worst = info.risk.max(*worst);
            } else {
                narrow.push((wallets, vec![info.can.to_owned()], info.risk));
            }
        }
        let narrow = narrow.into_iter().map(|(wallets, verbs, worst)| {
            let object = match wallets[..] {
                [] => "a wallet that is not specified".to_owned(),
                [one] => format!("wallet {}", elided(one)),
                _ => format!("wallets {}", listed(wallets.iter().map(|id| elided(id)).collect(), "wallet")),
            };
            (worst, format!("{} {object}", listed(verbs, "thing")))
        });
        let mut known: Vec<(Risk, String)> = narrow.chain(actions).collect();
        known.sort_by_key(|(risk, _)| Reverse(*risk));
        let known = known.into_iter().map(|(_, words)| words);
        let unknown = self.unknown_scopes();
        let unknown =
            (!unknown.is_empty()).then(|| format!("use {}", counted(unknown.len(), "unknown scope")));
        known.chain(unknown).collect()
    }

    /// Where it reaches, in words: "within 2 chosen wallets", "everywhere that its maker can go".
    pub fn reach_words(&self) -> String {
        reach_words(&self.reach)
    }

    /// The IP addresses that it may be used from, in words.
    pub fn addresses_words(&self) -> String {
        if self.addresses.is_empty() {
            "any IP address".to_owned()
        } else {
            listed(self.addresses.clone(), "range")
        }
    }

    /// Its limits in words; none where it has none.
    pub fn limits_words(&self) -> Option<String> {
        let words: Vec<String> = self.all_limits().map(ExistingLimit::size_words).collect();
        (!words.is_empty()).then(|| listed(words, "limit"))
    }
}

/// Where a token reaches, in words.
pub(in crate::domain::token) fn reach_words(reach: &Reach) -> String {
    let named = |ids: &[String], noun: &str| format!("within {}", named_ids(ids, noun));
    match reach {
        Reach::Everything => "everywhere its creator has access".to_owned(),
        Reach::Enterprises(ids) => named(ids, "enterprise"),
        Reach::Wallets(ids) => named(ids, "wallet"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_duration_is_said_exactly_and_in_words() {
        for (secs, nanos, words) in [
            (572_522, 211_000_000, "572522.211 s (6 d 15 h 2 min)"),
            (560_656, 870_000_000, "560656.87 s (6 d 11 h 44 min)"),
            (7_776_000, 0, "7776000 s (90 d)"),
            (3_661, 0, "3661 s (1 h 1 min 1 s)"),
            (0, 500_000_000, "0.5 s (under a second)"),
        ] {
            assert_eq!(span_words(SignedDuration::new(secs, nanos)), words);
        }
        let token = ExistingToken {
            created: Some("2026-01-15T10:00:00Z".parse().unwrap()),
            expires: Some("2026-01-22T01:02:02.211Z".parse().unwrap()),
            ..ExistingToken::default()
        };
        assert_eq!(token.lifetime_words().unwrap(), "572522.211 s (6 d 15 h 2 min)");
    }

    #[test]
    fn a_token_says_what_it_may_do_and_where() {
        let wallet = "59cd72485007a239fb00282ed480da1f";
        let scopes = [
            format!("wallet_spend:{wallet}"),
            format!("wallet_view:{wallet}"),
            "profile".into(),
            "scim".into(),
        ];
        let token = ExistingToken {
            terms: TokenTerms {
                scopes: scopes.into(),
                reach: Reach::Wallets(vec![wallet.into()]),
                ..TokenTerms::default()
            },
            ..ExistingToken::default()
        };
        assert_eq!(
            token.terms.actions_words(),
            "view and send from wallet 59cd7248…80da1f, view your profile, use 1 unknown scope"
        );
        assert_eq!(token.terms.riskiest_action_words(), "view and send from wallet 59cd7248…80da1f +2");
        assert_eq!(token.terms.reach_words(), "within wallet 59cd7248…80da1f");
        assert_eq!(token.terms.addresses_words(), "any IP address");
        assert_eq!(ExistingToken::default().terms.actions_words(), "do nothing (no scopes)");
        assert_eq!(ExistingToken::default().terms.reach_words(), "everywhere its creator has access");
    }
}
