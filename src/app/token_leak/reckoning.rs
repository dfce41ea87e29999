//! What could leave each wallet with an access token, a part of the wallets at a time, to be worked out beside the screen's
//! thread.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::bitgo::policy_builder::{PolicyPicture, RuleAddress};
use crate::bitgo::wallet::Wallet;
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::enterprise_policy::{
    Circumstances, CoveredWallet, Destination, EnterpriseRule, Guards, Leak, Prices, RuleBook, Standing,
    Truth, Withdrawal, could_leave, may_spend_from,
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
    pub(super) prices: Arc<Prices>,
}

/// What came of a part.
#[derive(Default)]
pub(super) struct Part {
    pub(super) rows: Vec<Arc<LeakRow>>,
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
        let leak = leak(basis, book, wallet, covered, rules);
        part.rows.push(Arc::new(LeakRow {
            name: facts.name().to_owned(),
            wallet: facts.id,
            coin: facts.coin,
            at_once: leak.at_once,
            in_a_day: leak.in_a_day,
            is_reach_unclear: reach == Truth::Unknown,
            is_frozen: wallet.is_frozen(basis.now),
        }));
    }
    part
}

/// Whether the token's owner may spend from it, as far as that is told.
fn may_spend(wallet: &WalletFacts, me: &str) -> bool {
    wallet.people.is_empty() || wallet.permissions_of(me).is_some_and(|it| it.has(&Permission::Spend))
}

/// `rules` are those that cover the wallet, or may.
fn leak(
    basis: &Basis,
    book: &RuleBook,
    wallet: &Wallet,
    covered: CoveredWallet,
    rules: &[EnterpriseRule],
) -> Leak {
    let own = wallet.guarding_rules();
    let enterprise = covered.enterprise.as_deref();
    let guards = Guards {
        wallet_rules: own.as_deref(),
        approvals_required: wallet.approvals_required,
        enterprise_rules: book.rules_over(enterprise).narrowed(rules),
        touchpoints: book.touchpoints(enterprise),
        token: Some(&basis.token),
    };
    let withdrawal = Withdrawal {
        coin: covered.coin.to_string(),
        wallet: covered,
        amount: BaseUnits::zero(),
        destination: Destination { address: None, standing: Standing::New, is_own: false },
        initiator: basis.me.clone(),
        at: basis.now,
    };
    let spendable = wallet.spendable.as_ref().and_then(Balance::exact);
    let around = Circumstances { prices: Prices::clone(&basis.prices), ..Circumstances::default() };
    could_leave(&withdrawal, spendable, guards, &around)
}
