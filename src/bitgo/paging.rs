//! Long lists as a stream of pages (the protocol notes, section 10), guarded against lists without end.
//!
//! Every item is counted once. A list that sends us round in circles ends in an error that says that it is
//! incomplete; dropping the stream ends the asking.

use super::error::{Error, ErrorKind};
use super::fields::Fields;
use futures::stream::{BoxStream, StreamExt};
use std::collections::HashSet;
use std::future::Future;

/// So many empty pages in a row that still promise more are taken for a fault.
const MAX_EMPTY_PAGES: u32 = 10;

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The new items, in the platform's order.
    pub items: Vec<T>,
    /// How many there are in all, where the platform tells.
    pub total: Option<u64>,
    /// Whether the list ends here. A stream that ends without such a page is incomplete.
    pub is_last: bool,
    /// How many items have come so far, these included.
    pub so_far: u64,
    /// How many items of this page had come before and are left out.
    pub repeated: usize,
}

impl<T> Page<T> {
    /// Whether the list has ended with fewer items than the platform promised.
    pub fn is_short(&self) -> bool {
        self.is_last && self.total.is_some_and(|total| self.so_far < total)
    }
}

/// A page as the platform sent it.
pub(super) struct Batch<T> {
    /// Each item with its ID; one without ID is never taken for a repetition.
    pub items: Vec<(String, T)>,
    pub total: Option<u64>,
    pub next: Option<String>,
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
            items: items.map(|item| (id(&item).clone(), item)).collect(),
            total: fields.whole("totalCount"),
            next: fields.text("nextBatchPrevId"),
        })
    }
}

/// A list as it streams in. Dropping it ends the asking.
pub type Pages<T> = BoxStream<'static, Result<Page<T>, Error>>;

struct State<F> {
    fetch: F,
    next: Option<String>,
    is_done: bool,
    asked: HashSet<String>,
    seen: HashSet<String>,
    so_far: u64,
    empty_pages: u32,
}

/// Streams the pages that `fetch` gets, one after the other, by the `prevId` that it is given.
pub(super) fn pages<T, F, Fut>(fetch: F) -> Pages<T>
where
    T: Send + 'static,
    F: Fn(Option<String>) -> Fut + Send + 'static,
    Fut: Future<Output = Result<Batch<T>, Error>> + Send,
{
    let state = State {
        fetch,
        next: None,
        is_done: false,
        asked: HashSet::new(),
        seen: HashSet::new(),
        so_far: 0,
        empty_pages: 0,
    };
    futures::stream::try_unfold(state, |mut state| async move {
        if state.is_done {
            return Ok(None);
        }
        let batch = (state.fetch)(state.next.take()).await?;
        let page = state.take_in(batch)?;
        Ok(Some((page, state)))
    })
    .boxed()
}

impl<F> State<F> {
    fn take_in<T>(&mut self, batch: Batch<T>) -> Result<Page<T>, Error> {
        let received = batch.items.len();
        let items: Vec<T> = batch
            .items
            .into_iter()
            .filter_map(|(id, item)| (id.is_empty() || self.seen.insert(id)).then_some(item))
            .collect();
        let repeated = received - items.len();
        self.so_far += items.len() as u64;
        self.empty_pages = if received == 0 { self.empty_pages + 1 } else { 0 };
        self.next = batch.next.filter(|next| !next.is_empty());
        self.is_done = self.next.is_none();
        if let Some(next) = &self.next {
            let is_circle = !self.asked.insert(next.clone());
            let is_all_known = items.is_empty() && repeated > 0;
            if is_circle || is_all_known || self.empty_pages > MAX_EMPTY_PAGES {
                return Err(ErrorKind::ListRepeats.into());
            }
        }
        Ok(Page { items, total: batch.total, is_last: self.is_done, so_far: self.so_far, repeated })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    type Script = Vec<(Vec<&'static str>, Option<&'static str>)>;

    /// Runs the stream over a script; past its end the last page comes again and again.
    async fn run(script: Script) -> (Vec<Page<String>>, Option<Error>, usize) {
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let stream = pages(move |_prev_id| {
            let at = counter.fetch_add(1, Ordering::Relaxed).min(script.len() - 1);
            let (items, next) = script[at].clone();
            let items = items.iter().map(|id| ((*id).to_owned(), (*id).to_owned())).collect();
            async move { Ok(Batch { items, total: Some(3), next: next.map(str::to_owned) }) }
        });
        let all: Vec<Result<Page<String>, Error>> = stream.take(100).collect().await;
        let error = all.iter().find_map(|page| page.as_ref().err().cloned());
        (all.into_iter().flatten().collect(), error, asked.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn every_item_is_counted_once() {
        let (pages, error, asked) =
            run(vec![(vec!["a", "b"], Some("b")), (vec!["b", "c"], Some("c")), (vec![], None)]).await;
        assert!(error.is_none());
        assert_eq!(asked, 3);
        let items: Vec<_> = pages.iter().flat_map(|page| page.items.clone()).collect();
        assert_eq!(items, ["a", "b", "c"]);
        assert_eq!(pages[1].repeated, 1);
        assert!(pages[2].is_last && !pages[2].is_short());
    }

    #[tokio::test]
    async fn a_short_list_says_so() {
        let (pages, ..) = run(vec![(vec!["a"], None)]).await;
        assert!(pages[0].is_short());
    }

    #[tokio::test]
    async fn circles_end() {
        for script in [
            vec![(vec!["a"], Some("x")), (vec!["b"], Some("x"))],
            vec![(vec!["a"], Some("x")), (vec!["b"], Some("y")), (vec!["c"], Some("x"))],
            vec![(vec!["a"], Some("x")), (vec!["a"], Some("y"))],
            vec![(vec![], Some("x"))],
        ] {
            let (_, error, asked) = run(script.clone()).await;
            assert_eq!(error.unwrap().kind, ErrorKind::ListRepeats, "{script:?}");
            assert!(asked <= 4, "{script:?} asked {asked} times");
        }
    }
}
