//! From an old token to the draft of its replacement, with nothing lost on the way.

use crate::domain::foreign_text::visible;
use std::collections::BTreeMap;

use crate::domain::coin::coins;
use crate::domain::ip_range::AddressRule;
use crate::domain::lifetime::Lifetime;
use crate::domain::limit::{AmountUnit, Erc20Draft, LimitDraft};
use crate::domain::scope::{ScopeSpan, scope};
use crate::domain::token::draft::TokenDraft;
use crate::domain::token::existing::{ExistingLimit, ExistingToken, LimitSize, TokenTerms, span_words};
use crate::domain::token::findings::Field;
use crate::domain::token::reach::Reach;

/// A lifetime below this is not carried over by itself: it is more likely a slip than a wish.
const SHORTEST_CARRIED_SECS: i64 = 86_400;
/// Nor is one above ten years, which cannot be asked for.
const LONGEST_CARRIED_SECS: i64 = 10 * 366 * 86_400;

/// A draft that carries an old token over, and what the person has to know of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefilled {
    /// The form, filled in.
    pub draft: TokenDraft,
    /// What could not be carried over as it is, and what is already spent.
    pub notes: Vec<PrefillNote>,
}

/// Something about the old token that the new form cannot show by itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PrefillNote {
    /// The part of the form.
    pub field: Field,
    /// What is to be said, in a sentence.
    pub sentence: String,
}

/// Makes the draft of a token's replacement.
///
/// Everything is carried over: scopes with their wallets taken off `wallet_view:<id>`, scopes that are not known here
/// as they are (the check refuses them until they are taken away), addresses, every limit in full, the reach. The label
/// gets the next number that is not among `labels_in_use`; the lifetime is as long as the old one's was, where that is
/// a whole number of seconds of at least a day.
pub fn prefill(old: &ExistingToken, labels_in_use: &[String]) -> Prefilled {
    let mut notes = Vec::new();
    let draft = TokenDraft {
        label: if old.label.is_empty() { String::new() } else { next_label(&old.label, labels_in_use) },
        lifetime: lifetime(old, &mut notes),
        ..parts(&old.terms, "old token", &mut notes)
    };
    if let Some(admin) = &old.admin_scope {
        let admin = visible(admin);
        let sentence =
            format!("The old token has administrator rights ({admin}). The new token will not have them.");
        notes.push(PrefillNote { field: Field::Scopes, sentence });
    }
    Prefilled { draft, notes }
}

/// The same for what a template holds, which is neither label nor lifetime.
pub(in crate::domain::token) fn prefill_from_template(template: &TokenTerms) -> Prefilled {
    let mut notes = Vec::new();
    let draft = parts(template, "template", &mut notes);
    Prefilled { draft, notes }
}

/// Everything but label and lifetime. `whose` is what the notes call its origin.
fn parts(old: &TokenTerms, whose: &str, notes: &mut Vec<PrefillNote>) -> TokenDraft {
    TokenDraft {
        addresses: addresses(old, whose, notes),
        limits: old.limits.iter().map(|limit| limit_draft(limit, whose, notes)).collect(),
        erc20: old.erc20.as_ref().map(|limit| erc20_draft(limit, whose, notes)).unwrap_or_default(),
        reach: reach(old, whose, notes),
        scopes: scopes(old, whose, notes),
        ..TokenDraft::default()
    }
}

/// The label with the next number: "Payouts" becomes "Payouts (2)", and that "Payouts (3)".
pub fn next_label(label: &str, in_use: &[String]) -> String {
    let label = label.trim();
    let numbered = label.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let (stem, number) =
        numbered.and_then(|(stem, number)| Some((stem, number.parse::<u32>().ok()?))).unwrap_or((label, 1));
    let is_free = |candidate: &String| {
        !in_use.iter().any(|other| other.trim().to_lowercase() == candidate.to_lowercase())
    };
    let mut candidates = (number.saturating_add(1)..=u32::MAX).map(|number| format!("{stem} ({number})"));
    candidates.find(is_free).unwrap_or_else(|| label.to_owned())
}

fn note(notes: &mut Vec<PrefillNote>, field: Field, sentence: String) {
    notes.push(PrefillNote { field, sentence });
}

fn lifetime(old: &ExistingToken, notes: &mut Vec<PrefillNote>) -> String {
    let Some(span) = old.lifetime() else {
        let sentence = "The old token's lifetime is unknown. Enter one for the new token.";
        note(notes, Field::Lifetime, sentence.to_owned());
        return String::new();
    };
    let is_sound = (SHORTEST_CARRIED_SECS..=LONGEST_CARRIED_SECS).contains(&span.as_secs());
    match u64::try_from(span.as_secs()) {
        Ok(secs) if is_sound && span.subsec_nanos() == 0 => Lifetime { secs }.in_words(),
        _ => {
            let words = span_words(span);
            note(
                notes,
                Field::Lifetime,
                format!("The old token's lifetime was {words}. Enter one for the new token."),
            );
            String::new()
        }
    }
}

fn addresses(old: &TokenTerms, whose: &str, notes: &mut Vec<PrefillNote>) -> String {
    for text in old.addresses.iter().filter(|text| text.parse::<AddressRule>().is_err()) {
        let text = visible(text);
        note(
            notes,
            Field::Addresses,
            format!(
                "“{text}” is an allowed IP address of the {whose}, but cannot be requested. Change or remove it."
            ),
        );
    }
    old.addresses.join("\n")
}

fn scopes(old: &TokenTerms, whose: &str, notes: &mut Vec<PrefillNote>) -> BTreeMap<String, Vec<String>> {
    let mut scopes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (info, wallets) in old.known_scopes() {
        let is_bare = info.marks.needs_wallet && old.scopes.iter().any(|name| name == info.name);
        if is_bare {
            let name = info.name;
            let sentence = format!("The {whose}'s {name} names no wallet. Choose the wallets it applies to.");
            note(notes, Field::Scopes, sentence);
        }
        if info.marks.login_only {
            let name = info.name;
            let sentence = format!("{name} has no effect in an access token. You can remove it.");
            note(notes, Field::Scopes, sentence);
        }
        scopes.insert(info.name.to_owned(), wallets.into_iter().map(str::to_owned).collect());
    }
    for name in old.unknown_scopes() {
        let quoted = visible(name);
        let sentence = format!(
            "A new token cannot have the {whose}'s scope “{quoted}”. Remove it, or keep the old token."
        );
        note(notes, Field::Scopes, sentence);
        scopes.insert(name.to_owned(), Vec::new());
    }
    scopes
}

/// The limit in full, in the coin's unit where its decimals are known. What is spent is said, and not taken off.
fn limit_draft(limit: &ExistingLimit, whose: &str, notes: &mut Vec<PrefillNote>) -> LimitDraft {
    spent(limit, whose, notes);
    let decimals = coins().get(&limit.coin).map(|coin| coin.decimals);
    let unit = if decimals.is_some() { AmountUnit::Coin } else { AmountUnit::Base };
    let amount = match &limit.size {
        LimitSize::Exact(amount) => amount.to_coin_units(decimals.unwrap_or(0)),
        LimitSize::Maximum | LimitSize::NotTold | LimitSize::Unreadable(_) => String::new(),
    };
    LimitDraft { coin: limit.coin.clone(), amount, unit, maximum: limit.size == LimitSize::Maximum }
}

fn erc20_draft(limit: &ExistingLimit, whose: &str, notes: &mut Vec<PrefillNote>) -> Erc20Draft {
    spent(limit, whose, notes);
    let amount = match &limit.size {
        LimitSize::Exact(amount) => amount.to_string(),
        LimitSize::Maximum | LimitSize::NotTold | LimitSize::Unreadable(_) => String::new(),
    };
    Erc20Draft { enabled: true, amount, maximum: limit.size == LimitSize::Maximum }
}

fn spent(limit: &ExistingLimit, whose: &str, notes: &mut Vec<PrefillNote>) {
    let sentence = match (&limit.size, &limit.spent) {
        (LimitSize::NotTold | LimitSize::Unreadable(_), _) => {
            format!(
                "The {whose}'s spending limit for {} cannot be read ({}). Enter the new one.",
                limit.about(),
                limit.size_words()
            )
        }
        (_, Some(spent)) if spent.exact().is_none_or(|spent| !spent.is_zero()) => {
            format!(
                "The {whose}'s spending limit: {}. The new token starts with the full limit.",
                limit.in_words()
            )
        }
        _ => return,
    };
    note(notes, Field::Limits, sentence);
}

/// The reach as it was. A scope over a single enterprise needs that one named, which the old token may only have had as
/// its enterprise.
fn reach(old: &TokenTerms, whose: &str, notes: &mut Vec<PrefillNote>) -> Reach {
    let is_about_one =
        old.scopes.iter().filter_map(|name| scope(name)).any(|info| info.span == ScopeSpan::OneEnterprise);
    match (&old.reach, &old.enterprise) {
        (Reach::Everything, Some(enterprise)) if is_about_one => {
            let sentence = format!(
                "The {whose} belongs to one enterprise. The new token is limited to it, because its scopes need \
                 exactly one."
            );
            note(notes, Field::Reach, sentence);
            Reach::Enterprises(vec![enterprise.clone()])
        }
        (reach, _) => reach.clone(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::Timestamp;

    use super::*;
    use crate::domain::amount::{Balance, BaseUnits};
    use crate::domain::token::check;
    use crate::domain::token::tests::{ENTERPRISE, WALLET, payout, production};

    /// The payout token as the platform lists it, a third of its bitcoin spent.
    pub fn listed() -> ExistingToken {
        let limit = |coin: &str, amount: u64, spent: u64| {
            let [limit, spent] = [amount, spent].map(|it| Some(Balance::Exact(BaseUnits::from(it))));
            ExistingLimit::read(coin.into(), limit, None, spent, None)
        };
        ExistingToken {
            id: "a1".into(),
            label: "Payouts".into(),
            created: Some("2026-11-20T13:00:00Z".parse().unwrap()),
            expires: Some("2027-02-18T13:00:00Z".parse().unwrap()),
            terms: TokenTerms {
                scopes: vec![format!("wallet_spend:{WALLET}"), format!("wallet_view:{WALLET}")],
                addresses: vec!["8.8.8.8".into(), "8.8.4.0/24".into()],
                limits: vec![limit("btc", 150_000_000, 50_000_000), limit("usdt", 20_000_000_000, 0)],
                reach: Reach::Enterprises(vec![ENTERPRISE.into()]),
                ..TokenTerms::default()
            },
            ..ExistingToken::default()
        }
    }

    #[test]
    fn a_replacement_asks_for_exactly_what_the_old_token_has() {
        let carried = prefill(&listed(), &["Payouts".into()]);
        assert_eq!(carried.draft.label, "Payouts (2)");
        let new = check(&carried.draft, &production()).request.unwrap();
        let old =
            check(&TokenDraft { label: "Payouts (2)".into(), ..payout() }, &production()).request.unwrap();
        assert_eq!(new, old);
        let sentences: Vec<&str> = carried.notes.iter().map(|it| it.sentence.as_str()).collect();
        assert_eq!(
            sentences,
            ["The old token's spending limit: 0.5 of 1.5 BTC spent, 1 left. The new token starts with the \
                 full limit."]
        );
    }

    #[test]
    fn what_cannot_be_carried_over_is_pointed_out_and_never_dropped() {
        let mut old = listed();
        old.expires = Some("2026-11-27T04:02:02.211Z".parse::<Timestamp>().unwrap());
        old.terms.scopes.extend(["wallet_manage".into(), "scim".into(), "future:1".into()]);
        old.terms.limits[0].size = LimitSize::Unreadable("1.5e8".into());
        old.terms.addresses.push("2001:db8::1".into());
        old.terms.erc20 = Some(ExistingLimit {
            size: LimitSize::Exact(BaseUnits::from(7_u64)),
            ..ExistingLimit::default()
        });
        let carried = prefill(&old, &[]);
        let said: Vec<&str> = carried.notes.iter().map(|it| it.sentence.as_str()).collect();
        for words in [
            "572522.211 s (6 d 15 h 2 min)",
            "wallet_manage names no wallet",
            "“scim”",
            "“future:1”",
            "“1.5e8”",
            "2001:db8::1",
        ] {
            assert!(said.iter().any(|sentence| sentence.contains(words)), "{words}: {said:?}");
        }
        assert_eq!(carried.draft.erc20, Erc20Draft { enabled: true, amount: "7".into(), maximum: false });
        let check = check(&carried.draft, &production());
        let errors: Vec<&str> = check.errors().map(|finding| finding.id.as_str()).collect();
        for error in [
            "lifetime.unclear",
            "scopes.needs_wallet/wallet_manage",
            "scopes.unknown/scim",
            "scopes.unknown/future:1",
            "limits.bad/0",
            "addresses.bad/2001:db8::1",
        ] {
            assert!(errors.contains(&error), "{error}: {errors:?}");
        }
    }

    #[test]
    fn labels_are_counted_on() {
        for (label, in_use, next) in [
            ("Payouts", vec![], "Payouts (2)"),
            ("Payouts", vec!["payouts (2)"], "Payouts (3)"),
            ("Payouts (9)", vec![], "Payouts (10)"),
            ("Payouts (x)", vec![], "Payouts (x) (2)"),
            ("(1)", vec![], "(1) (2)"),
        ] {
            let in_use: Vec<String> = in_use.into_iter().map(str::to_owned).collect();
            assert_eq!(next_label(label, &in_use), next);
        }
    }

    #[test]
    fn an_enterprise_is_named_where_its_scopes_need_one() {
        let mut old = listed();
        (old.terms.reach, old.terms.enterprise) = (Reach::Everything, Some(ENTERPRISE.into()));
        assert_eq!(prefill(&old, &[]).draft.reach, Reach::Everything);
        old.terms.scopes.push("wallet_view_enterprise".into());
        assert_eq!(prefill(&old, &[]).draft.reach, Reach::Enterprises(vec![ENTERPRISE.into()]));
    }
}
