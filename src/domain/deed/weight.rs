//! Each deed with the harm that it can do, and how it is confirmed for that.

use jiff::civil::Date;

use super::confirm_by::ConfirmBy;
use crate::domain::policy::{NewRuleKind, PlannedShape, RuleAction, RuleChange, RuleFacts, RulePlan};
use crate::domain::share::ShareAction;
use crate::domain::typed_name::TypedName;

/// A freeze that is longer, in seconds, is confirmed by its end too: nobody can lift it.
const LONG_FREEZE_SECS: u64 = 7 * 86_400;

/// Something that is to be confirmed.
#[derive(Debug, Clone, Copy)]
pub enum Deed<'a> {
    /// A wallet is frozen.
    Freeze {
        /// How the wallet is named.
        wallet: &'a TypedName,
        /// Until when.
        end: FreezeEnd,
    },
    /// A rule of a wallet is made, changed or removed.
    Rule(RuleDeed<'a>),
    /// Somebody is taken off a wallet.
    RemovePerson {
        /// How the wallet is named.
        wallet: &'a TypedName,
        /// It is known whether they have an open invitation to it.
        invitations_read: bool,
    },
    /// An access token is revoked: whatever uses it stops.
    RevokeToken {
        /// How it is named.
        name: &'a TypedName,
    },
    /// An access token loses its spending limits, or may lose some that cannot be read.
    LoseLimits {
        /// How it is named.
        name: &'a TypedName,
    },
    /// A template for access tokens is deleted.
    DeleteTemplate {
        /// How it is named.
        name: &'a TypedName,
    },
    /// An access token is made.
    CreateToken {
        /// Its label.
        label: &'a str,
        /// Real money stands behind it.
        is_production: bool,
    },
    /// A wallet is shared, or several are with one person.
    CreateShare {
        /// How the wallet is named; of several, whom they are shared with.
        name: &'a TypedName,
        /// Real money stands behind it.
        is_production: bool,
    },
    /// Something is done to shares or requests for a key.
    Shares {
        /// What is done.
        action: ShareAction,
        /// To how many.
        count: usize,
    },
}

/// Until when a freeze holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FreezeEnd {
    /// After so long.
    After {
        /// How long, in seconds.
        secs: u64,
        /// The day on which it ends, in the person's time zone.
        day: Date,
    },
    /// As long as the platform freezes a wallet.
    Longest,
}

/// What is done with a rule, and what makes it weigh.
#[derive(Debug, Clone, Copy)]
pub struct RuleDeed<'a> {
    /// How the wallet is named.
    pub wallet: &'a TypedName,
    /// The wallet, by ID.
    pub wallet_id: &'a str,
    /// What is to be sent.
    pub plan: &'a RulePlan,
    /// The rule as it stands; none for a new one.
    pub before: Option<&'a RuleFacts>,
    /// The wallet's rules as they stand.
    pub rules: &'a [RuleFacts],
    /// The platform's support approves every change of it, and it does not lock.
    pub is_managed: bool,
}

impl Deed<'_> {
    /// What the person does before its button opens, in order; nothing where the button is enough.
    pub fn confirm_by(&self) -> Vec<ConfirmBy> {
        match self {
            Self::Freeze { wallet, end } => freeze(wallet, *end),
            Self::Rule(rule) => rule.confirm_by(),
            Self::RemovePerson { wallet, invitations_read } => {
                let unread = "Open invitations were not checked: they could join again with one.";
                let unread = (!invitations_read).then(|| tick(unread.to_owned()));
                unread.into_iter().chain([ConfirmBy::name(wallet)]).collect()
            }
            Self::CreateToken { label, is_production: true } => {
                vec![ConfirmBy::name(&TypedName::own("label", label))]
            }
            Self::DeleteTemplate { name }
            | Self::RevokeToken { name }
            | Self::LoseLimits { name }
            | Self::CreateShare { name, is_production: true } => vec![ConfirmBy::name(name)],
            Self::Shares { action, count } if *count > 1 && action.is_danger() => {
                vec![tick(format!(
                    "Each of the {count} has to be offered or requested again if it is needed."
                ))]
            }
            Self::CreateToken { .. } | Self::CreateShare { .. } | Self::Shares { .. } => Vec::new(),
        }
    }
}

impl RuleDeed<'_> {
    fn confirm_by(&self) -> Vec<ConfirmBy> {
        let RulePlan { name, change, shape, .. } = self.plan;
        match (change, shape) {
            (RuleChange::Remove, _) => {
                let name = TypedName::of("rule", ("rule's name", name), ("wallet ID", self.wallet_id), false);
                vec![ConfirmBy::name(&name)]
            }
            (RuleChange::Add, PlannedShape::Put { .. }) if self.is_first_whitelist() => {
                vec![self.by_label(if self.refuses() {
                    "This is the wallet's first whitelist: withdrawals to every other address are denied."
                } else {
                    "This is the wallet's first whitelist: withdrawals to every other address need approval."
                })]
            }
            (_, PlannedShape::TakeOff { .. }) if self.empties_list() => {
                vec![self.by_label("The list is empty then: no withdrawal passes it.")]
            }
            _ if self.is_managed => Vec::new(),
            _ => vec![tick("After 48 hours, only BitGo support can change or remove this rule.".to_owned())],
        }
    }

    fn by_label(&self, reason: &str) -> ConfirmBy {
        ConfirmBy::name_because(self.wallet, reason)
    }

    fn is_first_whitelist(&self) -> bool {
        self.rules.iter().all(|rule| rule.sort() != Some(NewRuleKind::Whitelist))
    }

    fn refuses(&self) -> bool {
        self.plan.action == Some(RuleAction::Refuse)
    }

    fn empties_list(&self) -> bool {
        self.before.is_some_and(|rule| rule.entries().len() <= 1)
    }
}

fn freeze(wallet: &TypedName, end: FreezeEnd) -> Vec<ConfirmBy> {
    let label = ConfirmBy::name(wallet);
    match end {
        FreezeEnd::After { secs, day } if secs > LONG_FREEZE_SECS => {
            let reason = "Nobody can lift it before that day.".to_owned();
            vec![label, ConfirmBy::EndDay { day, reason }]
        }
        FreezeEnd::After { .. } => vec![label],
        FreezeEnd::Longest => {
            let reason = "Its end is not known before it is sent, and nobody can lift it.";
            let words = TypedName::own("words “maximum duration”", "maximum duration");
            vec![label, ConfirmBy::name_because(&words, reason)]
        }
    }
}

fn tick(reason: String) -> ConfirmBy {
    ConfirmBy::Tick { reason }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::policy::{Listed, RuleShape};

    /// What is asked, in short: "tick", "day", or what has to be typed.
    fn asked(deed: &Deed<'_>) -> Vec<String> {
        let in_short = |asked: &ConfirmBy| match asked {
            ConfirmBy::Tick { .. } => "tick".to_owned(),
            ConfirmBy::Text { text, .. } => text.clone(),
            ConfirmBy::EndDay { day, .. } => day.to_string(),
        };
        deed.confirm_by().iter().map(in_short).collect()
    }

    const ID: &str = "66b1f0c2a3d4e5f60718293a4b5c6d7e";

    fn named(name: &str, is_same: bool) -> TypedName {
        TypedName::of("wallet", ("label", name), ("ID", ID), is_same)
    }

    fn vault() -> TypedName {
        named("Vault ", false)
    }

    fn whitelist(entries: usize) -> RuleFacts {
        let entries = vec![Listed::default(); entries];
        RuleFacts {
            name: "Suppliers".to_owned(),
            shape: RuleShape::Whitelist { has_kinds: true, entries },
            ..RuleFacts::default()
        }
    }

    #[test]
    fn a_freeze_weighs_by_its_length() {
        let after = |secs| FreezeEnd::After { secs, day: date(2035, 11, 27) };
        for (end, expected) in [
            (after(86_400), vec!["Vault"]),
            (after(7 * 86_400), vec!["Vault"]),
            (after(7 * 86_400 + 1), vec!["Vault", "2035-11-27"]),
            (after(9 * 365 * 86_400), vec!["Vault", "2035-11-27"]),
            (FreezeEnd::Longest, vec!["Vault", "maximum duration"]),
        ] {
            assert_eq!(asked(&Deed::Freeze { wallet: &vault(), end }), expected, "{end:?}");
        }
    }

    #[test]
    fn a_rule_weighs_by_what_it_leaves_possible_and_by_its_lock() {
        use RuleChange::{Add, Change, Remove};
        let entry = Listed::default();
        let put = PlannedShape::Put { has_kinds: true, entry: entry.clone() };
        let take_off = PlannedShape::TakeOff { has_kinds: true, entry };
        let (none, one, two) = (&[][..], &[whitelist(1)][..], &[whitelist(2)][..]);
        for (change, shape, rules, is_managed, expected) in [
            (Add, &PlannedShape::Always, none, false, vec!["tick"]),
            (Change, &PlannedShape::AsIs, none, false, vec!["tick"]),
            (Change, &PlannedShape::AsIs, none, true, vec![]),
            (Add, &put, none, false, vec!["Vault"]),
            (Add, &put, one, false, vec!["tick"]),
            (Change, &put, one, false, vec!["tick"]),
            (Change, &take_off, one, false, vec!["Vault"]),
            (Change, &take_off, one, true, vec!["Vault"]),
            (Change, &take_off, two, false, vec!["tick"]),
            (Remove, &PlannedShape::AsIs, one, false, vec!["Suppliers"]),
            (Remove, &PlannedShape::AsIs, one, true, vec!["Suppliers"]),
        ] {
            let plan = RulePlan {
                name: "Suppliers".to_owned(),
                coin: None,
                change,
                shape: shape.clone(),
                action: Some(RuleAction::Refuse),
            };
            let before = rules.first().filter(|_| change != Add);
            let rule = RuleDeed { wallet: &vault(), wallet_id: ID, plan: &plan, before, rules, is_managed };
            assert_eq!(asked(&Deed::Rule(rule)), expected, "{change:?} {shape:?} {is_managed}");
        }
    }

    #[test]
    fn what_cannot_be_brought_back_is_typed() {
        use ShareAction::{Accept, Cancel, Refuse, Reject, SendAgain};
        let (token, double) = (named("Payout service", false), named("Payout service", true));
        assert_eq!(asked(&Deed::RevokeToken { name: &token }), ["Payout service"]);
        assert_eq!(asked(&Deed::RevokeToken { name: &double }), ["4b5c6d7e"]);
        assert_eq!(asked(&Deed::LoseLimits { name: &token }), ["Payout service"]);
        for (invitations_read, expected) in [(true, vec!["Vault"]), (false, vec!["tick", "Vault"])] {
            assert_eq!(asked(&Deed::RemovePerson { wallet: &vault(), invitations_read }), expected);
        }
        assert_eq!(asked(&Deed::DeleteTemplate { name: &named("Reports", false) }), ["Reports"]);
        for (is_production, expected) in [(true, vec!["Vault"]), (false, vec![])] {
            let vault = vault();
            assert_eq!(asked(&Deed::CreateToken { label: "Vault", is_production }), expected);
            let share = Deed::CreateShare { name: &vault, is_production };
            assert_eq!(asked(&share), expected);
        }
        for (action, count, expected) in [
            (Cancel, 1, vec![]),
            (Cancel, 2, vec!["tick"]),
            (Reject, 3, vec!["tick"]),
            (Refuse, 2, vec!["tick"]),
            (Accept, 5, vec![]),
            (SendAgain, 5, vec![]),
        ] {
            assert_eq!(asked(&Deed::Shares { action, count }), expected, "{action:?} {count}");
        }
    }
}
