//! What could leave each wallet with an access token, a part of the wallets at a time, to be worked out beside the screen's
//! thread.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::bitgo::policy_builder::{PolicyPicture, RuleAddress};
use crate::bitgo::wallet::Wallet;
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::enterprise_policy::{
    Circumstances, Destination, EnterpriseRule, EnterpriseRules, Guards, NotRead, RulesRead, Standing, Truth,
    Withdrawal, could_leave, may_spend_from,
};
use crate::domain::share::Permission;
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
    let wallets = basis.picture.wallets.iter().skip(from).take(PART);
    let mut part = Part { done: from, ..Part::default() };
    let mut shared: HashMap<&[RuleAddress], Vec<EnterpriseRule>> = HashMap::new();
    for wallet in wallets {
        part.done += 1;
        if wallet.is_deleted {
            continue;
        }
        let reach = may_spend_from(&basis.token, &wallet.covered());
        if reach == Truth::No {
            part.out_of_reach += 1;
        } else if !may_spend(wallet, &basis.me) {
            part.without_permission += 1;
        } else {
            let addresses = basis.picture.covering(&wallet.id);
            let rules = shared.entry(addresses).or_insert_with(|| {
                let found = addresses.iter().filter_map(|at| basis.picture.rule(*at));
                found.map(|(_, rule)| rule.clone()).collect()
            });
            part.rows.push(Arc::new(row(basis, wallet, rules, reach)));
        }
    }
    part
}

/// Whether the token's owner may spend from it, as far as that is told.
fn may_spend(wallet: &Wallet, me: &str) -> bool {
    let facts = wallet.for_sharing();
    facts.people.is_empty() || facts.permissions_of(me).is_some_and(|it| it.has(&Permission::Spend))
}

/// `rules` are those that cover the wallet, or may.
fn row(basis: &Basis, wallet: &Wallet, rules: &[EnterpriseRule], reach: Truth) -> LeakRow {
    let covered = wallet.covered();
    let read =
        basis.picture.book.as_ref().zip(covered.enterprise.as_deref()).and_then(|(book, id)| book.of(id));
    let elsewhere = NotRead::Failed("your account does not belong to that enterprise.".to_owned());
    let enterprise_rules = match (&covered.enterprise, read) {
        (None, _) => RulesRead::NoEnterprise,
        (Some(_), None) => RulesRead::NotRead(&[], &elsewhere),
        (Some(_), Some(read)) => match read.read() {
            RulesRead::NotRead(_, why) => RulesRead::NotRead(rules, why),
            _ => RulesRead::Read(rules),
        },
    };
    let own = wallet.guarding_rules();
    let guards = Guards {
        wallet_rules: own.as_deref(),
        approvals_required: wallet.approvals_required,
        enterprise_rules,
        touchpoints: read.map_or(&[], |it: &EnterpriseRules| &it.touchpoints),
        token: Some(&basis.token),
    };
    let facts = wallet.for_sharing();
    let withdrawal = Withdrawal {
        coin: covered.coin.clone(),
        wallet: covered,
        amount: BaseUnits::zero(),
        destination: Destination { address: None, standing: Standing::New, is_own: false },
        initiator: basis.me.clone(),
        at: basis.now,
    };
    let spendable = wallet.spendable.as_ref().and_then(Balance::exact);
    let leak = could_leave(&withdrawal, spendable, guards, &Circumstances::default());
    LeakRow {
        wallet: facts.id.clone(),
        name: facts.name().to_owned(),
        coin: facts.coin.clone(),
        at_once: leak.at_once,
        in_a_day: leak.in_a_day,
        is_reach_unclear: reach == Truth::Unknown,
        is_frozen: wallet.is_frozen(basis.now),
    }
}
