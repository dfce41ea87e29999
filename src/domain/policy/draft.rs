//! What is typed about a rule: a new one, a change of one, or an entry of a whitelist.

use std::collections::BTreeSet;

use super::plan::OpenChange;
use super::rule::{Listed, NewRuleKind, RuleAction, RuleFacts, RuleShape};
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::coins;
use crate::domain::lifetime::{Lifetime, LifetimeContext};
use crate::domain::share::{Names, WalletFacts};

/// What is to be done with the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum RuleEdit {
    /// Another rule is made.
    #[default]
    New,
    /// This rule is changed.
    Change(RuleFacts),
    /// An address is put on this whitelist.
    Put(RuleFacts),
    /// An entry is taken off this whitelist.
    TakeOff(RuleFacts, Listed),
}

impl RuleEdit {
    /// The rule as it stood when the edit began; none for a new one.
    pub fn before(&self) -> Option<&RuleFacts> {
        match self {
            Self::New => None,
            Self::Change(rule) | Self::Put(rule) | Self::TakeOff(rule, _) => Some(rule),
        }
    }

    /// Goes on from the rule as it stands now.
    pub fn go_on_from(&mut self, now: &RuleFacts) {
        if let Self::Change(rule) | Self::Put(rule) | Self::TakeOff(rule, _) = self {
            rule.clone_from(now);
        }
    }
}

/// What is typed about a rule. Nothing in it is a secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleDraft {
    /// What it is about.
    pub edit: RuleEdit,
    /// Which kind of rule.
    pub sort: NewRuleKind,
    /// Its name.
    pub name: String,
    /// How much, in the coin's unit.
    pub amount: String,
    /// Whether each transaction counts by itself; else what leaves within a time.
    pub at_once: bool,
    /// Within which time.
    pub window: String,
    /// An address for a whitelist.
    pub address: String,
    /// Addresses that were pasted together; they take the place of the typed one.
    pub addresses: Vec<String>,
    /// What that address is called; several are numbered.
    pub label: String,
    /// Whether it refuses; else it asks for an approval.
    pub refuses: bool,
    /// Whether the people in `named` are asked; else any other admin.
    pub asks_named: bool,
    /// Who is asked, by ID.
    pub named: BTreeSet<String>,
}

/// The circumstances of a draft.
#[derive(Debug, Clone)]
pub struct RuleContext<'a> {
    /// The wallet.
    pub wallet: &'a WalletFacts,
    /// Its own addresses, as far as the platform reports them.
    pub own_addresses: Vec<&'a str>,
    /// Those that it has paid, as far back as that was read.
    pub paid: Vec<&'a str>,
    /// What is in it, where the platform reports.
    pub balance: Option<&'a Balance>,
    /// Its rules as they stand.
    pub rules: &'a [RuleFacts],
    /// The changes of its rules that wait for approval.
    pub waiting: &'a [OpenChange],
    /// The person, by ID.
    pub me: &'a str,
    /// What to call people.
    pub names: &'a Names,
    /// Now and the person's zone, in which times are read.
    pub lifetime: LifetimeContext,
}

impl RuleDraft {
    /// A change of this rule, filled in with what it says now. `coin` is the wallet's.
    pub fn of(rule: &RuleFacts, coin: &str) -> Self {
        let (amount, window) = match &rule.shape {
            RuleShape::Limit { amount, window_secs, .. } => (
                amount.as_ref().map(|it| it.to_coin_units(decimals(rule, coin))).unwrap_or_default(),
                window_secs
                    .filter(|secs| *secs > 0)
                    .map(|secs| Lifetime { secs }.spelled_out())
                    .unwrap_or_default(),
            ),
            _ => (String::new(), String::new()),
        };
        let at_once = matches!(rule.shape, RuleShape::Limit { window_secs: Some(0), .. });
        let named: BTreeSet<String> = match &rule.action {
            RuleAction::Ask(named) => named.iter().cloned().collect(),
            _ => BTreeSet::new(),
        };
        Self {
            sort: rule.sort().unwrap_or_default(),
            name: rule.name.clone(),
            amount,
            at_once,
            window,
            refuses: rule.action == RuleAction::Refuse,
            asks_named: !named.is_empty(),
            named,
            edit: RuleEdit::Change(rule.clone()),
            ..Self::default()
        }
    }

    /// Another address for this whitelist.
    pub fn put_on(rule: &RuleFacts, coin: &str) -> Self {
        Self { edit: RuleEdit::Put(rule.clone()), ..Self::of(rule, coin) }
    }

    /// This entry is to leave this whitelist.
    pub fn take_off(rule: &RuleFacts, entry: &Listed, coin: &str) -> Self {
        Self { edit: RuleEdit::TakeOff(rule.clone(), entry.clone()), ..Self::of(rule, coin) }
    }

    /// What the rule is to do.
    pub fn action(&self) -> RuleAction {
        match (self.refuses && self.sort != NewRuleKind::EveryWithdrawal, self.asks_named) {
            (true, _) => RuleAction::Refuse,
            (false, true) => RuleAction::Ask(self.named.iter().cloned().collect()),
            (false, false) => RuleAction::Ask(Vec::new()),
        }
    }

    /// Whether who is asked and what is done can be chosen: an entry of a list leaves that as it is.
    pub fn sets_action(&self) -> bool {
        matches!(self.edit, RuleEdit::New | RuleEdit::Change(_))
    }

    /// Whether an address is typed.
    pub fn wants_address(&self) -> bool {
        match self.edit {
            RuleEdit::New => self.sort == NewRuleKind::Whitelist,
            RuleEdit::Put(_) => true,
            RuleEdit::Change(_) | RuleEdit::TakeOff(..) => false,
        }
    }

    /// Whether several addresses are put on the list.
    pub fn is_list(&self) -> bool {
        !self.addresses.is_empty()
    }

    /// The addresses for a whitelist, as they were typed or pasted.
    pub fn wanted_addresses(&self) -> Vec<&str> {
        match (self.wants_address(), self.is_list()) {
            (false, _) => Vec::new(),
            (true, true) => self.addresses.iter().map(String::as_str).collect(),
            (true, false) => vec![self.address.as_str()],
        }
    }

    /// What the addresses are to be called. Several are numbered, for a list accepts each name once.
    pub(super) fn labels(&self) -> Vec<String> {
        let (label, count) = (self.label.trim(), self.wanted_addresses().len());
        if label.is_empty() || count < 2 {
            return vec![label.to_owned(); count];
        }
        let entries = self.edit.before().map(RuleFacts::entries).unwrap_or_default();
        let numbered = (1..).map(|number: usize| format!("{label} {number}"));
        numbered.filter(|it| entries.iter().all(|entry| entry.label != *it)).take(count).collect()
    }

    /// Whether an amount and a time are typed.
    pub fn wants_limit(&self) -> bool {
        self.sets_action() && self.sort == NewRuleKind::SpendingLimit
    }

    /// Whether a time is typed.
    pub fn wants_window(&self) -> bool {
        self.wants_limit() && !self.at_once
    }

    /// The coin that an amount is in, by ticker.
    pub fn coin<'a>(&'a self, wallet: &'a WalletFacts) -> &'a str {
        self.edit.before().and_then(|rule| rule.coin.as_deref()).unwrap_or(&wallet.coin)
    }
}

fn decimals(rule: &RuleFacts, coin: &str) -> u8 {
    decimals_of(rule.coin.as_deref().unwrap_or(coin))
}

/// Digits after the point; amounts of a coin that is not known are typed in base units.
pub(super) fn decimals_of(coin: &str) -> u8 {
    coins().get(coin).map_or(0, |coin| coin.decimals)
}

/// An amount as it is typed for this coin.
pub(super) fn read_amount(text: &str, coin: &str) -> Result<BaseUnits, String> {
    let amount =
        BaseUnits::from_coin_units(text, decimals_of(coin)).map_err(|problem| problem.to_string())?;
    if amount.is_negative() {
        return Err("A limit cannot be negative.".to_owned());
    }
    if amount.is_zero() {
        // What refuses or asks for everything has a plainer form that says so, and zero is easily typed by mistake.
        return Err("A limit of 0 would stop every withdrawal: choose “Every withdrawal” instead, or freeze the wallet."
            .to_owned());
    }
    Ok(amount)
}
