//! `GET /api/v2/wallet/balances`: the totals, coin by coin; `GET /api/v2/{coin}/wallet/balances`: those of one.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::call::Call;
use super::wallet_filter::{WalletFilter, with_sight};
use crate::domain::amount::BaseUnits;
use crate::domain::coin::coins;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::rules::number::exact_number;
use crate::sandbox::state::wallet::Balances;

/// The sums of one coin. A balance that is no integer cannot be added and is left out, as on the platform.
#[derive(Default)]
struct Total {
    balance: BaseUnits,
    confirmed: BaseUnits,
    spendable: BaseUnits,
}

impl Total {
    fn add(&mut self, balances: &Balances) {
        let sums = [
            (&mut self.balance, &balances.balance),
            (&mut self.confirmed, &balances.confirmed),
            (&mut self.spendable, &balances.spendable),
        ];
        for (sum, text) in sums {
            if let Ok(amount) = text.parse::<BaseUnits>() {
                *sum += amount;
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.balance.is_zero() && self.confirmed.is_zero() && self.spendable.is_zero()
    }
}

/// The totals of one coin's wallets; zero where there are none.
pub(crate) fn of_coin(call: &Call<'_>) -> Result<Answer, ApiError> {
    let coin = call.param();
    if coins().get(coin).is_none() {
        return Err(ApiError::bad_field("coin", format!("{coin} is no coin")));
    }
    let filter = WalletFilter::of(call)?;
    // Spec: `showAllWallets` takes in those that are deleted; the sandbox creates none in vain.
    let takes_deleted = call.query.flag("showAllWallets")?;
    let total = with_sight(call, |state, sight| {
        let mut total = Total::default();
        let wallets = state.wallets.newest_first();
        let all = wallets.filter(|wallet| {
            filter.takes(wallet, sight) || (takes_deleted && filter.takes_any(wallet, sight))
        });
        all.for_each(|wallet| total.add(&wallet.balances));
        Ok(total)
    })?;
    let mut fields = Map::new();
    let sums = [
        ("balance", &total.balance),
        ("confirmedBalance", &total.confirmed),
        ("spendableBalance", &total.spendable),
    ];
    for (name, sum) in sums {
        fields.insert(name.to_owned(), exact_number(sum));
        fields.insert(format!("{name}String"), json!(sum.to_string()));
    }
    Ok(Answer::ok(Value::Object(fields)))
}

/// The totals of every coin.
pub(crate) fn totals(call: &Call<'_>) -> Result<Answer, ApiError> {
    let filter = WalletFilter::of(call)?;
    let skip_empty = call.query.flag("excludeEmptyBalances")?;
    let skip_spendable = call.query.flag("excludeSpendableBalances")?;
    let totals = with_sight(call, |state, sight| {
        let mut totals: BTreeMap<&'static str, Total> = BTreeMap::new();
        for wallet in state.wallets.newest_first().filter(|wallet| filter.takes(wallet, sight)) {
            totals.entry(wallet.coin).or_default().add(&wallet.balances);
        }
        Ok(totals)
    })?;
    let balances: Vec<Value> = totals
        .into_iter()
        .filter(|(_, total)| !(skip_empty && total.is_empty()))
        .map(|(coin, total)| {
            let mut document = json!({
                "coin": coin,
                "balanceString": total.balance.to_string(),
                "confirmedBalanceString": total.confirmed.to_string(),
            });
            if let (false, Some(fields)) = (skip_spendable, document.as_object_mut()) {
                fields.insert("spendableBalanceString".to_owned(), json!(total.spendable.to_string()));
            }
            document
        })
        .collect();
    Ok(Answer::ok(json!({ "balances": balances })))
}
