//! The prices of coins that somebody has asked for: limits in dollars are held against them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::market::no_price;
use crate::bitgo::session::Session;
use crate::domain::enterprise_policy::{CoinPrice, NoPrice, PriceState, Prices};

/// What it is called while it is read.
const READING: &str = "Reading prices";
/// So long a price counts as of now: it is asked for again when somebody asks after that.
const HOLDS: Duration = Duration::from_mins(1);

/// What was read of prices.
#[derive(Default)]
pub struct PriceData {
    /// By the coin's ticker.
    readings: BTreeMap<String, Task<PriceState>>,
    prices: Arc<Prices>,
    generation: u64,
}

async fn read(session: Session, coin: String) -> Result<PriceState, AppError> {
    let asked_at = Timestamp::now();
    let dollars = match session.spot_price(&coin).await {
        Ok(price) => price.dollars,
        Err(error) if error.ends_session() => return Err(error.into()),
        Err(error) => return Ok(PriceState::None(no_price(&error))),
    };
    let mut price = Prices::default();
    price.set(&coin, &dollars);
    let read = price.of(&coin).cloned();
    Ok(read.map_or(PriceState::None(NoPrice::Unreadable(dollars)), |it| PriceState::Read(it, asked_at)))
}

impl ActiveSession {
    /// Asks for the prices of these coins, where they are not on their way or were read a while ago.
    pub fn ask_prices<'a>(&mut self, coins: impl IntoIterator<Item = &'a str>) {
        for coin in coins {
            let task = self.price_data.readings.entry(coin.to_owned()).or_default();
            let is_due = task.pending_since().is_none() && !task.read_at().is_some_and(is_fresh);
            if is_due {
                let question = read(self.session.clone(), coin.to_owned());
                task.start(&self.worker, Work::reading(READING), question);
            }
        }
    }

    /// Forgets the prices that were read a while ago, so that nothing is judged by them.
    pub fn forget_old_prices(&mut self) {
        let data = &mut self.price_data;
        let before = data.readings.len();
        data.readings
            .retain(|_, task| task.pending_since().is_some() || task.read_at().is_some_and(is_fresh));
        if data.readings.len() < before {
            data.rebuild();
        }
    }

    /// Forgets all of them: they are wanted anew.
    pub fn forget_prices(&mut self) {
        self.price_data.readings.clear();
        self.price_data.rebuild();
    }

    /// Takes over what has come.
    pub(super) fn poll_prices(&mut self) {
        let mut has_news = false;
        for task in self.price_data.readings.values_mut() {
            has_news |= task.poll();
        }
        if has_news {
            self.price_data.rebuild();
        }
    }

    /// The prices that have come.
    pub fn prices(&self) -> &Arc<Prices> {
        &self.price_data.prices
    }

    /// Changes whenever those do.
    pub fn price_generation(&self) -> u64 {
        self.price_data.generation
    }

    /// Whether any of these is on its way.
    pub fn is_reading_prices(&self) -> bool {
        self.price_data.readings.values().any(|task| task.pending_since().is_some())
    }

    /// How many prices have come, and when the oldest of them was asked for.
    pub fn prices_read(&self) -> Option<(usize, Timestamp)> {
        let states = self.price_data.readings.values().filter_map(|task| task.view().content());
        let read = states.filter_map(|state| match state {
            PriceState::Read(_, at) => Some(*at),
            PriceState::Reading | PriceState::None(_) => None,
        });
        read.fold(None, |all, at| {
            Some(all.map_or((1, at), |(count, oldest): (usize, _)| (count + 1, at.min(oldest))))
        })
    }

    /// What is known of the price of a coin; none where nobody has asked for it.
    pub fn price_of(&self, coin: &str) -> Option<CoinPrice> {
        let task = self.price_data.readings.get(coin)?;
        let state = match (task.view().content(), task.error()) {
            (Some(state), _) => state.clone(),
            (None, Some(error)) => PriceState::None(NoPrice::Failed(error.failure.what.clone())),
            (None, None) => PriceState::Reading,
        };
        Some(CoinPrice { coin: coin.to_owned(), state })
    }
}

impl PriceData {
    fn rebuild(&mut self) {
        let mut prices = Prices::default();
        for (coin, task) in &self.readings {
            if let Some(PriceState::Read(price, _)) = task.view().content() {
                prices.put(coin, price.clone());
            }
        }
        self.prices = Arc::new(prices);
        self.generation += 1;
    }
}

fn is_fresh(read_at: Timestamp) -> bool {
    Timestamp::now().duration_since(read_at) < SignedDuration::try_from(HOLDS).unwrap_or(SignedDuration::MAX)
}
