//! Long lists as a stream of pages (the protocol notes, section 10), guarded against lists without end.
//!
//! Every item is counted once. A list that sends us round in circles ends in an error that says that it is
//! incomplete; dropping the stream ends the asking.

use super::error::{Error, ErrorKind};
use super::fields::Fields;
use foldhash::quality::RandomState;
use futures::stream::{BoxStream, FuturesOrdered, StreamExt};
use smol_str::SmolStr;
use std::collections::HashSet;
use std::future::Future;

/// Room for so many entries at most is made before they come.
const MOST_KNOWN_AHEAD: u64 = 100_000;
/// So many empty pages in a row that still promise more are taken for a fault.
const MAX_EMPTY_PAGES: u32 = 10;

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The new items, in the platform's order.
    pub items: Vec<T>,
    /// How many there are in all, by the platform's newest word on it.
    pub total: Option<u64>,
    /// Whether the platform has answered different totals on the way: the list changed while it was read, so
    /// entries may be missing.
    pub has_changed: bool,
    /// Whether the list ends here. A stream that ends without such a page is incomplete.
    pub is_last: bool,
    /// How many items have come so far, these included.
    pub so_far: u64,
    /// How many items of this page had come before and are left out.
    pub repeated: usize,
}

impl<T> Page<T> {
    /// The same page with what was made of its items.
    pub fn map<R>(self, make: impl FnMut(T) -> R) -> Page<R> {
        let Self { items, total, has_changed, is_last, so_far, repeated } = self;
        Page { items: items.into_iter().map(make).collect(), total, has_changed, is_last, so_far, repeated }
    }

    /// Whether the list has ended with fewer items than the platform promised.
    pub fn is_short(&self) -> bool {
        self.is_last && self.total.is_some_and(|total| self.so_far < total)
    }

    /// Whether the list has ended and everything in it is known to have come; where the platform reports no
    /// total, its end is believed.
    pub fn is_complete(&self) -> bool {
        self.is_last && !self.has_changed && !self.is_short()
    }
}

/// A page as the platform sent it.
pub(super) struct Batch<T> {
    /// Each item with its ID; one without ID is never taken for a repetition.
    pub items: Vec<(SmolStr, T)>,
    pub total: Option<u64>,
    pub next: Option<String>,
    /// Whether a key that was asked with before is this list's way of ending (the protocol notes, section 11), not a fault.
    pub ends_at_repeated_key: bool,
}

impl<T> Batch<T> {
    /// Reads a page whose items stand under `name`; `None` without them.
    pub(super) fn read(
        mut fields: Fields,
        name: &str,
        read: impl Fn(Fields) -> T,
        id: impl Fn(&T) -> &String,
    ) -> Option<Self> {
        let items = fields.objects(name)?.into_iter().map(read);
        Some(Self {
            items: items.map(|item| (SmolStr::new(id(&item)), item)).collect(),
            total: fields.whole("totalCount"),
            next: fields.text("nextBatchPrevId"),
            ends_at_repeated_key: false,
        })
    }
}

/// A list as it streams in. Dropping it ends the asking.
pub type Pages<T> = BoxStream<'static, Result<Page<T>, Error>>;

/// Which page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// The first.
    First,
    /// The one behind the entry with this ID (`prevId`).
    After(String),
    /// The one from this entry on, counted from 0 (`offset`).
    From(u64),
}

/// So many pages are asked for ahead where a list can be asked by place: with answers of seconds, a list of two hundred
/// pages takes a quarter of the time.
const AHEAD: usize = 4;

/// Streams the pages that `fetch` gets, one after the other.
pub(super) fn pages<T, F, Fut>(fetch: F) -> Pages<T>
where
    T: Send + 'static,
    F: Fn(Ask) -> Fut + Send + 'static,
    Fut: Future<Output = Result<Batch<T>, Error>> + Send + 'static,
{
    stream(State::new(fetch, false))
}

/// As [`pages`], with several asked for at the same time by their places. Whenever a page shows that the places do not hold
/// (the list changed, or pages are smaller than the first), the rest is asked for one page after the other.
pub(super) fn pages_ahead<T, F, Fut>(fetch: F) -> Pages<T>
where
    T: Send + 'static,
    F: Fn(Ask) -> Fut + Send + 'static,
    Fut: Future<Output = Result<Batch<T>, Error>> + Send + 'static,
{
    stream(State::new(fetch, true))
}

fn stream<T, F, Fut>(state: State<F, Fut>) -> Pages<T>
where
    T: Send + 'static,
    F: Fn(Ask) -> Fut + Send + 'static,
    Fut: Future<Output = Result<Batch<T>, Error>> + Send + 'static,
{
    futures::stream::try_unfold(state, |mut state| async move {
        if state.is_done {
            return Ok(None);
        }
        let batch = state.next_batch().await?;
        let page = state.take_in(batch)?;
        Ok(Some((page, state)))
    })
    .boxed()
}

struct State<F, Fut: Future> {
    fetch: F,
    /// Whether pages may be asked for by their places.
    is_ahead: bool,
    ahead: FuturesOrdered<Fut>,
    /// How many new items a full page has, while pages are asked for by place.
    step: Option<u64>,
    /// The place of the page to be asked for next.
    place: u64,
    /// The last entry that came.
    last: Option<SmolStr>,
    next: Option<String>,
    is_done: bool,
    asked: HashSet<String>,
    seen: HashSet<SmolStr, RandomState>,
    so_far: u64,
    total: Option<u64>,
    has_changed: bool,
    empty_pages: u32,
}

impl<T, F, Fut> State<F, Fut>
where
    F: Fn(Ask) -> Fut,
    Fut: Future<Output = Result<Batch<T>, Error>>,
{
    fn new(fetch: F, is_ahead: bool) -> Self {
        Self {
            fetch,
            is_ahead,
            ahead: FuturesOrdered::new(),
            step: None,
            place: 0,
            last: None,
            next: None,
            is_done: false,
            asked: HashSet::new(),
            seen: HashSet::default(),
            so_far: 0,
            total: None,
            has_changed: false,
            empty_pages: 0,
        }
    }

    async fn next_batch(&mut self) -> Result<Batch<T>, Error> {
        if let Some(batch) = self.by_place().await? {
            return Ok(batch);
        }
        let is_first = self.next.is_none();
        let ask = self.next.take().map_or(Ask::First, Ask::After);
        let batch = (self.fetch)(ask).await?;
        if is_first && self.is_ahead && batch.next.is_some() && batch.items.len() > 1 {
            self.step = Some(batch.items.len() as u64 - 1);
            self.place = batch.items.len() as u64 - 1;
        }
        Ok(batch)
    }

    /// The next page by its place, if pages are asked for so and it is the next. Each begins with the last entry of the page
    /// before: where it does not, the list has changed.
    async fn by_place(&mut self) -> Result<Option<Batch<T>>, Error> {
        let Some(step) = self.step else { return Ok(None) };
        while self.ahead.len() < AHEAD && self.total.is_none_or(|total| self.place + 1 < total) {
            self.ahead.push_back((self.fetch)(Ask::From(self.place)));
            self.place += step;
        }
        let mut batch = match self.ahead.next().await {
            Some(Ok(batch)) => batch,
            // A server that does not know places refuses them.
            Some(Err(error)) if !matches!(error.status, Some(400 | 404 | 422)) => return Err(error),
            Some(Err(_)) | None => {
                self.give_up_places();
                return Ok(None);
            }
        };
        let (is_full, is_last) = (batch.items.len() as u64 == step + 1, batch.next.is_none());
        let is_next =
            batch.items.first().is_some_and(|(id, _)| !id.is_empty() && Some(id) == self.last.as_ref());
        if !is_next {
            self.give_up_places();
            return Ok(None);
        }
        batch.items.remove(0);
        if !is_full && !is_last {
            self.give_up_places();
        }
        Ok(Some(batch))
    }

    fn give_up_places(&mut self) {
        self.step = None;
        self.ahead = FuturesOrdered::new();
    }
}

impl<F, Fut: Future> State<F, Fut> {
    fn take_in<T>(&mut self, batch: Batch<T>) -> Result<Page<T>, Error> {
        let received = batch.items.len();
        if self.seen.is_empty() {
            let most = batch.total.unwrap_or_default().min(MOST_KNOWN_AHEAD);
            self.seen.reserve(usize::try_from(most).unwrap_or_default());
        }
        self.last = batch.items.last().map(|(id, _)| id.clone()).or(self.last.take());
        let items: Vec<T> = batch
            .items
            .into_iter()
            .filter_map(|(id, item)| (id.is_empty() || self.seen.insert(id)).then_some(item))
            .collect();
        let repeated = received - items.len();
        self.so_far += items.len() as u64;
        self.empty_pages = if received == 0 { self.empty_pages + 1 } else { 0 };
        let is_end = |next: &String| batch.ends_at_repeated_key && self.asked.contains(next);
        self.next = batch.next.filter(|next| !next.is_empty() && !is_end(next));
        self.is_done = self.next.is_none();
        if let Some(next) = &self.next {
            let is_circle = !self.asked.insert(next.clone());
            let is_all_known = items.is_empty() && repeated > 0;
            if is_circle || is_all_known || self.empty_pages > MAX_EMPTY_PAGES {
                return Err(ErrorKind::ListRepeats.into());
            }
        }
        self.has_changed |= matches!((self.total, batch.total), (Some(old), Some(new)) if old != new);
        self.total = batch.total.or(self.total);
        Ok(Page {
            items,
            total: self.total,
            has_changed: self.has_changed,
            is_last: self.is_done,
            so_far: self.so_far,
            repeated,
        })
    }
}

#[cfg(test)]
mod tests;
