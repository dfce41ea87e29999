//! Lists in pages, told in scripts.
#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

type Script = Vec<(Vec<&'static str>, Option<u64>, Option<&'static str>)>;

/// A list of so many entries, asked by place or by ID, with pages of so many.
fn batch(ids: &[String], ask: &Ask, size: usize) -> Batch<String> {
    let from = match ask {
        Ask::First => 0,
        Ask::From(place) => usize::try_from(*place).unwrap(),
        Ask::After(id) => ids.iter().position(|it| it == id).map_or(ids.len(), |at| at + 1),
    };
    let page = ids.iter().skip(from).take(size);
    let next = page.clone().next_back().filter(|_| from + size < ids.len()).cloned();
    let items = page.map(|id| (SmolStr::new(id), id.clone())).collect();
    Batch { items, total: None, next, ends_at_repeated_key: false }
}

type Answers = dyn Fn(&Ask, usize) -> Result<Batch<String>, Error> + Send + Sync;

/// Reads ahead; gives what was asked, too.
async fn run_ahead(answer: Arc<Answers>) -> (Vec<Page<String>>, Option<Error>, Vec<Ask>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    let fetch = move |ask: Ask| {
        let count = {
            let mut log = log.lock().unwrap();
            log.push(ask.clone());
            log.len() - 1
        };
        let answer = Arc::clone(&answer);
        async move {
            tokio::task::yield_now().await;
            answer(&ask, count)
        }
    };
    let all: Vec<Result<Page<String>, Error>> = pages_ahead(fetch).take(100).collect().await;
    let error = all.iter().find_map(|page| page.as_ref().err().cloned());
    let asked = asked.lock().unwrap().clone();
    (all.into_iter().flatten().collect(), error, asked)
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("w{at:04}")).collect()
}

#[tokio::test]
async fn pages_are_asked_for_ahead_by_their_places_and_come_in_order() {
    for (count, most) in [(23, 9), (20, 8), (3, 1), (0, 1)] {
        let list = ids(count);
        let (pages, error, asked) = run_ahead(Arc::new(move |ask, _| Ok(batch(&ids(count), ask, 5)))).await;
        assert!(error.is_none());
        assert_eq!(items(&pages), list, "{count}");
        assert!(asked.len() <= most, "{asked:?}");
        assert!(asked[1..].iter().all(|ask| matches!(ask, Ask::From(_))), "{asked:?}");
        assert!(pages.last().unwrap().is_complete());
    }
}

#[tokio::test]
async fn places_that_do_not_hold_are_given_up_and_nothing_is_missed() {
    // The place is ignored or refused; pages grow small; the list grows or shrinks at its front while it is read.
    let ignores =
        |ask: &Ask, _| Ok(batch(&ids(23), if matches!(ask, Ask::From(_)) { &Ask::First } else { ask }, 5));
    let refuses = |ask: &Ask, _| match ask {
        Ask::From(_) => Err(Error::new(ErrorKind::Answered).with(|it| it.status = Some(400))),
        _ => Ok(batch(&ids(23), ask, 5)),
    };
    let shrinks = |ask: &Ask, _| Ok(batch(&ids(23), ask, if matches!(ask, Ask::First) { 5 } else { 3 }));
    let grows = |ask: &Ask, count| {
        let mut list = ids(23);
        if count > 1 {
            (0..5).for_each(|at| list.insert(0, format!("new{at}")));
        }
        Ok(batch(&list, ask, 5))
    };
    let loses = |ask: &Ask, count| Ok(batch(&ids(23)[usize::from(count > 0) * 2..], ask, 5));
    let answers: [Arc<Answers>; 5] =
        [Arc::new(ignores), Arc::new(refuses), Arc::new(shrinks), Arc::new(grows), Arc::new(loses)];
    for answer in answers {
        let (pages, error, asked) = run_ahead(answer).await;
        assert!(error.is_none(), "{asked:?}");
        let read = items(&pages);
        assert!(ids(23).iter().all(|id| read.contains(id)), "{read:?} {asked:?}");
    }
}

/// Runs the stream over a script; past its end the last page comes again and again.
async fn run(script: Script) -> (Vec<Page<String>>, Option<Error>, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let stream = pages(move |_prev_id| {
        let at = counter.fetch_add(1, Ordering::Relaxed).min(script.len() - 1);
        let (items, total, next) = script[at].clone();
        let items = items.iter().map(|id| (SmolStr::new(id), (*id).to_owned())).collect();
        let next = next.map(str::to_owned);
        async move { Ok(Batch { items, total, next, ends_at_repeated_key: false }) }
    });
    let all: Vec<Result<Page<String>, Error>> = stream.take(100).collect().await;
    let error = all.iter().find_map(|page| page.as_ref().err().cloned());
    (all.into_iter().flatten().collect(), error, asked.load(Ordering::Relaxed))
}

fn items(pages: &[Page<String>]) -> Vec<String> {
    pages.iter().flat_map(|page| page.items.clone()).collect()
}

#[tokio::test]
async fn every_item_is_counted_once() {
    let script = vec![
        (vec!["a", "b"], Some(3), Some("b")),
        (vec!["b", "c"], Some(3), Some("c")),
        (vec![], Some(3), None),
    ];
    let (pages, error, asked) = run(script).await;
    assert!(error.is_none());
    assert_eq!(asked, 3);
    assert_eq!(items(&pages), ["a", "b", "c"]);
    assert_eq!(pages[1].repeated, 1);
    assert!(pages[2].is_complete() && !pages[1].is_complete());
}

#[tokio::test]
async fn a_list_that_is_short_or_changed_on_the_way_says_so() {
    let ends = |script: Script| async move {
        let (pages, error, _) = run(script).await;
        assert!(error.is_none());
        let last = pages.last().unwrap().clone();
        (last.is_short(), last.has_changed, last.is_complete())
    };
    // Fewer than were promised, on the last page or on one before.
    assert_eq!(ends(vec![(vec!["a"], Some(3), None)]).await, (true, false, false));
    assert_eq!(ends(vec![(vec!["a"], Some(3), Some("a")), (vec![], None, None)]).await, (true, false, false));
    // The second page shrank: what stood at its beginning slid onto the first, which was read already.
    let shrinks = vec![(vec!["a", "b"], Some(4), Some("b")), (vec!["d"], Some(3), None)];
    assert_eq!(ends(shrinks).await, (false, true, false));
    let grows = vec![(vec!["a"], Some(2), Some("a")), (vec!["b", "c"], Some(3), None)];
    assert_eq!(ends(grows).await, (false, true, false));
    assert_eq!(ends(vec![(vec!["a"], None, Some("a")), (vec!["b"], None, None)]).await, (false, false, true));
    assert_eq!(ends(vec![(vec![], Some(0), None)]).await, (false, false, true));
}

#[tokio::test]
async fn circles_end() {
    for script in [
        vec![(vec!["a"], None, Some("x")), (vec!["b"], None, Some("x"))],
        vec![(vec!["a"], None, Some("x")), (vec!["b"], None, Some("y")), (vec!["c"], None, Some("x"))],
        vec![(vec!["a"], None, Some("x")), (vec!["a"], None, Some("y"))],
        vec![(vec![], None, Some("x"))],
    ] {
        let (_, error, asked) = run(script.clone()).await;
        assert_eq!(error.unwrap().kind, ErrorKind::ListRepeats, "{script:?}");
        assert!(asked <= 4, "{script:?} asked {asked} times");
    }
}

#[tokio::test]
async fn a_duplicated_last_page_is_counted_once_and_noted() {
    let script = vec![(vec!["a", "b"], Some(2), Some("b")), (vec!["a", "b"], Some(2), None)];
    let (pages, error, _) = run(script).await;
    assert!(error.is_none());
    assert_eq!((items(&pages).len(), pages[1].repeated, pages[1].is_complete()), (2, 2, true));
}

#[tokio::test]
async fn items_without_an_id_are_never_taken_for_repetitions() {
    let (pages, error, _) = run(vec![(vec!["", ""], None, Some("x")), (vec![""], None, None)]).await;
    assert!(error.is_none());
    assert_eq!((pages[1].so_far, pages[1].repeated), (3, 0));
}

#[tokio::test]
async fn a_list_may_end_with_a_key_that_was_asked_with_before() {
    for (keys, asked, read) in [
        (vec!["x", "x"], 2, vec!["0", "1"]),
        (vec!["x", "y", "x"], 3, vec!["0", "1", "2"]),
        (vec!["x", ""], 2, vec!["0", "1"]),
    ] {
        let count = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&count);
        let stream = pages(move |_| {
            let at = counter.fetch_add(1, Ordering::Relaxed);
            let (items, next) = (vec![(SmolStr::new(at.to_string()), at.to_string())], keys[at].to_owned());
            async move { Ok(Batch { items, total: None, next: Some(next), ends_at_repeated_key: true }) }
        });
        let all: Vec<_> = stream.map(Result::unwrap).collect().await;
        assert_eq!(count.load(Ordering::Relaxed), asked);
        assert!(all.last().unwrap().is_complete());
        assert_eq!(items(&all), read);
    }
}

proptest! {
    #[test]
    fn whatever_comes_the_asking_ends_and_nothing_is_counted_twice(
        script in prop::collection::vec((prop::collection::vec("[a-e]?", 0..4), prop::option::of(0u64..6), prop::option::of("[x-z]?")), 1..8)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let stream = pages(move |_| {
            let at = counter.fetch_add(1, Ordering::Relaxed);
            let (items, total, next) = script[at % script.len()].clone();
            let items = items.into_iter().map(|id| (SmolStr::new(&id), id)).collect();
            async move { Ok(Batch { items, total, next, ends_at_repeated_key: at.is_multiple_of(2) }) }
        });
        let all: Vec<_> = runtime.block_on(stream.take(200).collect());
        prop_assert!(asked.load(Ordering::Relaxed) < 50);
        let mut seen = HashSet::new();
        for item in all.into_iter().flatten().flat_map(|page| page.items) {
            prop_assert!(item.is_empty() || seen.insert(item));
        }
    }
}
