//! What could leave each wallet with an access token, a part of the wallets at a time, to be worked out beside the screen's
//! thread.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;

use crate::bitgo::policy_builder::{PolicyPicture, RuleAddress};
use crate::bitgo::wallet::Wallet;
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::{Coin, coins};
use crate::domain::enterprise_policy::{
    Circumstances, Condition, CoveredWallet, Currency, Destination, EnterpriseRule, Guards, Leak, RuleBook,
    Standing, Truth, WalletRule, Withdrawal, could_leave, may_spend_from,
};
use crate::domain::share::{Permission, WalletFacts};
use crate::domain::token::existing::TokenTerms;
use crate::panels::token_leak::LeakRow;

/// So many wallets are looked at in one piece of work.
const PART: usize = 256;

/// Everything that a reckoning rests on.
pub(super) struct Basis {
    pub(super) picture: Arc<PolicyPicture>,
    pub(super) token: TokenTerms,
    pub(super) me: String,
    pub(super) now: Timestamp,
    /// The prices that have come.
    pub(super) around: Circumstances,
}

/// What came of a part.
#[derive(Default)]
pub(super) struct Part {
    pub(super) rows: Vec<Arc<LeakRow>>,
    /// Something that is counted could leave so many of its wallets.
    pub(super) leaving: usize,
    /// From so many, tokens alone could leave, which are not counted.
    pub(super) tokens_alone: usize,
    /// In so many, there may be tokens that are not counted and that nothing stops.
    pub(super) with_tokens: usize,
    pub(super) out_of_reach: usize,
    pub(super) without_permission: usize,
    /// So many wallets were looked at with this part.
    pub(super) done: usize,
}

/// Looks at the wallets from this place on.
pub(super) fn reckon(basis: &Basis, from: usize) -> Part {
    let mut part = Part { done: from, ..Part::default() };
    let Some(book) = &basis.picture.book else { return part };
    let mut shared: HashMap<&[RuleAddress], Vec<EnterpriseRule>> = HashMap::new();
    for wallet in basis.picture.wallets.iter().skip(from).take(PART) {
        part.done += 1;
        if wallet.is_deleted {
            continue;
        }
        let covered = wallet.covered();
        let reach = may_spend_from(&basis.token, &covered);
        if reach == Truth::No {
            part.out_of_reach += 1;
            continue;
        }
        let facts = wallet.for_sharing();
        if !may_spend(&facts, &basis.me) {
            part.without_permission += 1;
            continue;
        }
        let addresses = basis.picture.covering(&wallet.id);
        let rules = shared.entry(addresses).or_insert_with(|| {
            let found = addresses.iter().filter_map(|at| basis.picture.rule(*at));
            found.map(|(_, rule)| rule.clone()).collect()
        });
        let own = wallet.guarding_rules();
        let guarded = GuardedWallet { basis, book, wallet, covered, own, rules };
        part.add(guarded.rows(&facts, reach == Truth::Unknown));
    }
    part
}

/// Whether the token's owner may spend from it, as far as that is told.
fn may_spend(wallet: &WalletFacts, me: &str) -> bool {
    wallet.people.is_empty() || wallet.permissions_of(me).is_some_and(|it| it.has(&Permission::Spend))
}

impl Part {
    /// Takes over the rows of one wallet.
    fn add(&mut self, rows: Vec<LeakRow>) {
        let has_tokens = rows.iter().any(|it| it.are_tokens_left_out && !it.is_frozen);
        let is_leaving = rows.iter().any(LeakRow::can_leave);
        self.leaving += usize::from(is_leaving);
        self.with_tokens += usize::from(has_tokens);
        self.tokens_alone += usize::from(has_tokens && !is_leaving);
        self.rows.extend(rows.into_iter().map(Arc::new));
    }
}

/// A wallet, and what guards it.
struct GuardedWallet<'a> {
    basis: &'a Basis,
    book: &'a RuleBook,
    wallet: &'a Wallet,
    covered: CoveredWallet,
    own: Option<Vec<WalletRule>>,
    /// Those of its enterprise that cover it, or may.
    rules: &'a [EnterpriseRule],
}

/// Stands for a token that no rule and no limit names, on a chain of which none is known.
const UNLISTED: &str = "a token that is not listed";

impl GuardedWallet<'_> {
    /// A row for its coin, and one for each token that it is told to hold.
    fn rows(&self, facts: &WalletFacts, is_reach_unclear: bool) -> Vec<LeakRow> {
        let row = |coin: &str, spendable: Option<&Balance>, are_tokens_left_out| {
            let leak = self.leak(coin, spendable.and_then(Balance::exact));
            LeakRow {
                name: facts.name().to_owned(),
                wallet: facts.id.clone(),
                coin: coin.to_owned(),
                at_once: leak.at_once,
                in_a_day: leak.in_a_day,
                are_tokens_left_out,
                is_reach_unclear,
                is_frozen: self.wallet.is_frozen(self.basis.now),
            }
        };
        let mut rows = vec![row(&facts.coin, self.wallet.spendable.as_ref(), self.lets_tokens_through())];
        let tokens = self.wallet.held_tokens();
        rows.extend(tokens.iter().map(|it| row(&it.coin, it.spendable.as_ref(), false)));
        rows
    }

    /// What of a coin or token could leave it.
    fn leak(&self, coin: &str, spendable: Option<&BaseUnits>) -> Leak {
        let enterprise = self.covered.enterprise.as_deref();
        let guards = Guards {
            wallet_rules: self.own.as_deref(),
            approvals_required: self.wallet.approvals_required,
            enterprise_rules: self.book.rules_over(enterprise).narrowed(self.rules),
            touchpoints: self.book.touchpoints(enterprise),
            token: Some(&self.basis.token),
        };
        let withdrawal = Withdrawal {
            coin: coin.to_owned(),
            wallet: self.covered.clone(),
            amount: BaseUnits::zero(),
            destination: Destination { address: None, standing: Standing::New, is_own: false },
            initiator: self.basis.me.clone(),
            at: self.basis.now,
        };
        could_leave(&withdrawal, spendable, guards, &self.basis.around)
    }

    /// Whether it may hold tokens besides its coin of which nothing stops at least one: one that no rule and no limit names.
    fn lets_tokens_through(&self) -> bool {
        let own = coins().get(&self.covered.coin);
        if !own.is_none_or(Coin::carries_tokens) {
            return false;
        }
        let named = self.named_coins();
        let is_beside = |it: &&Coin| it.is_token && own.is_some_and(|own| it.is_held_with(own));
        let mut tokens = coins().all().iter().filter(is_beside);
        let token = tokens.find(|it| !named.contains(&it.name.to_lowercase()));
        let leak = self.leak(token.map_or(UNLISTED, |it| it.name), None);
        leak.at_once.amount.is_none_or(|it| !it.is_zero())
    }

    /// The coins and tokens that something which guards it is about, in lower case.
    fn named_coins(&self) -> HashSet<String> {
        let conditions = self.rules.iter().flat_map(EnterpriseRule::conditions);
        let by_enterprise = conditions.filter_map(|condition| match condition {
            Condition::Destination { coin, .. } | Condition::Webhook { coin, .. } => coin.as_deref(),
            other => match &other.threshold()?.currency {
                Currency::Coin(coin) => Some(coin.as_str()),
                Currency::Usd => None,
            },
        });
        let own = self.own.iter().flatten().filter_map(|it| it.description.coin.as_deref());
        let of_token = self.basis.token.limits.iter().map(|it| it.coin.as_str());
        by_enterprise.chain(own).chain(of_token).map(str::to_lowercase).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{Value, json};

    use super::*;
    use crate::domain::enterprise_policy::{
        Action, Clause, Comparison, EnterpriseRules, Joined, RuleStatus, RulesState, Threshold, WalletFilter,
    };
    use crate::domain::token::existing::{ExistingLimit, LimitSize};

    fn wallet(coin: &str, rules: &Value, tokens: &Value) -> Arc<Wallet> {
        Arc::new(Wallet::of_json(&json!({ "id": "w", "label": "Desk", "coin": coin, "type": "hot",
            "enterprise": "acme", "spendableBalanceString": "7000", "tokens": tokens,
            "users": [{ "user": "me", "permissions": ["spend"] }],
            "admin": { "policy": { "rules": rules } } })))
    }

    fn limit(coin: &str, size: u64) -> ExistingLimit {
        let size = LimitSize::Exact(BaseUnits::from(size));
        ExistingLimit { coin: coin.to_owned(), size, ..ExistingLimit::default() }
    }

    /// A rule of the enterprise that denies more than nothing of a coin, or everything.
    fn denial(coin: Option<&str>) -> EnterpriseRule {
        let above = |coin| Condition::Amount {
            comparison: Comparison::Above,
            threshold: Threshold::read("0", "0", Currency::from_word(coin)).unwrap(),
        };
        let conditions = coin.map(above).into_iter().map(|item| Joined { item, join: None }).collect();
        EnterpriseRule {
            id: "r".into(),
            status: RuleStatus::Active,
            filters: vec![WalletFilter::AllWallets],
            clauses: vec![Clause { conditions, actions: vec![Joined { item: Action::Deny, join: None }] }],
            enterprise: Some("acme".into()),
            ..EnterpriseRule::default()
        }
    }

    fn reckoned(wallet: Arc<Wallet>, limits: Vec<ExistingLimit>, rules: Vec<EnterpriseRule>) -> Part {
        let (erc20, limits): (Vec<_>, Vec<_>) = limits.into_iter().partition(|it| it.coin.is_empty());
        let read =
            EnterpriseRules { state: RulesState::Read, rules, ..EnterpriseRules::on_their_way("acme") };
        let book = Arc::new(RuleBook::new(1, vec![Arc::new(read)]));
        let token = TokenTerms {
            scopes: vec!["wallet_spend_all".into()],
            limits,
            erc20: erc20.into_iter().next(),
            ..TokenTerms::default()
        };
        let picture = Arc::new(PolicyPicture::of(book, Arc::new(vec![wallet])));
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let around = Circumstances::default();
        reckon(&Basis { picture, token, me: "me".to_owned(), now, around }, 0)
    }

    fn at_once(part: &Part) -> Vec<(&str, Option<String>)> {
        let amount = |row: &LeakRow| row.at_once.amount.as_ref().map(ToString::to_string);
        part.rows.iter().map(|row| (row.coin.as_str(), amount(row))).collect()
    }

    #[test]
    fn tokens_that_are_told_have_rows_of_their_own() {
        let tokens = json!({ "hteth:tusdc": { "balanceString": "5000000", "spendableBalanceString": "4000000" },
            "hteth:tdai": { "balanceString": "0", "spendableBalanceString": "0" } });
        let part = reckoned(wallet("hteth", &json!([]), &tokens), vec![limit("hteth", 0)], Vec::new());
        let told = |amount: &str| Some(amount.to_owned());
        assert_eq!(at_once(&part), [("hteth", told("0")), ("hteth:tusdc", told("4000000"))]);
        assert_eq!((part.leaving, part.tokens_alone, part.with_tokens, part.done), (1, 0, 1, 1));
        // A limit on the token bounds it, one on all of its kind too.
        let bounded = |limits| reckoned(wallet("hteth", &json!([]), &tokens), limits, Vec::new());
        assert_eq!(at_once(&bounded(vec![limit("hteth:tusdc", 30)]))[1].1, told("30"));
        assert_eq!(at_once(&bounded(vec![limit("", 20)]))[1].1, told("20"));
    }

    #[test]
    fn nothing_is_said_to_leave_only_where_tokens_are_stopped_too() {
        let all = json!([{ "id": "a", "type": "allTx", "action": { "type": "deny" } }]);
        let of_coin = json!([{ "id": "a", "type": "allTx", "coin": "hteth", "action": { "type": "deny" } }]);
        let none = || json!([]);
        for (case, coin, rules, limits, enterprise, left_out) in [
            ("a limit on the coin", "hteth", none(), vec![limit("hteth", 0)], vec![], true),
            ("a rule on the coin", "hteth", of_coin, vec![], vec![], true),
            ("an enterprise rule on the coin", "hteth", none(), vec![], vec![denial(Some("hteth"))], true),
            (
                "limits on the coin and one token",
                "hteth",
                none(),
                vec![limit("hteth", 0), limit("hteth:tusdc", 0)],
                vec![],
                true,
            ),
            (
                "limits on the coin and all tokens",
                "hteth",
                none(),
                vec![limit("hteth", 0), limit("", 0)],
                vec![],
                false,
            ),
            ("a rule on everything", "hteth", all, vec![], vec![], false),
            ("an enterprise rule on everything", "hteth", none(), vec![], vec![denial(None)], false),
            ("a coin without tokens", "tbtc", none(), vec![limit("tbtc", 0)], vec![], false),
            ("a coin that is not known", "sunshine", none(), vec![limit("sunshine", 0)], vec![], true),
        ] {
            let part = reckoned(wallet(coin, &rules, &Value::Null), limits, enterprise);
            let row = &part.rows[0];
            assert_eq!(row.at_once.amount, Some(BaseUnits::zero()), "{case}");
            assert_eq!(row.are_tokens_left_out, left_out, "{case}");
            assert_eq!((part.leaving, part.tokens_alone), (0, usize::from(left_out)), "{case}");
        }
    }
}
