#![allow(clippy::unwrap_used)]

use std::pin::pin;

use super::super::work_waits::Purpose;
use super::*;

const WINDOW: Duration = Duration::from_mins(1);

fn wish(pressing: Pressing) -> Wish<'static> {
    Wish { pressing, obeys_pause: pressing != Pressing::Change, code_until: None, work: None }
}

/// Asks for a place as one who would not wait.
fn take(budget: &Budget, pressing: Pressing, now: Instant) -> Option<Wait> {
    let queued = budget.queue_up(pressing);
    budget.take(queued.ticket, pressing != Pressing::Change, now)
}

#[test]
fn lists_leave_room_for_questions_and_both_for_changes() {
    let budget = Budget::new(360, WINDOW);
    let now = Instant::now();
    let sent = |pressing| (0..1_000).take_while(|_| take(&budget, pressing, now).is_none()).count();
    assert_eq!(sent(Pressing::Page), 320);
    assert_eq!(sent(Pressing::Question), 30);
    assert_eq!(sent(Pressing::Change), 10);
    assert_eq!(take(&budget, Pressing::Change, now), Some(Wait { left: WINDOW, why: WaitsFor::Limit }));
    let later = now + WINDOW;
    assert_eq!(take(&budget, Pressing::Page, later), None);
}

#[test]
fn what_the_platform_asks_for_is_kept() {
    let budget = Budget::new(360, WINDOW);
    let now = Instant::now();
    budget.hold(now + Duration::from_secs(7));
    budget.hold(now + Duration::from_secs(3));
    let pause = Wait { left: Duration::from_secs(7), why: WaitsFor::Pause };
    for pressing in [Pressing::Question, Pressing::Page] {
        assert_eq!(take(&budget, pressing, now), Some(pause), "{pressing:?}");
    }
    assert_eq!(take(&budget, Pressing::Change, now), None, "its code would not live so long");
    assert_eq!(take(&budget, Pressing::Page, now + Duration::from_secs(7)), None);
}

#[test]
fn what_was_sent_before_the_person_was_known_counts() {
    let (before, now) = (Budget::new(5, WINDOW), Instant::now());
    assert!((0..3).all(|_| take(&before, Pressing::Change, now).is_none()));
    let person = Budget::new(5, WINDOW);
    person.take_over(&before);
    assert!(!before.counts(now) && person.counts(now));
    assert!((0..2).all(|_| take(&person, Pressing::Change, now).is_none()));
    assert_eq!(take(&person, Pressing::Change, now).map(|wait| wait.left), Some(WINDOW));
}

#[tokio::test]
async fn a_pause_that_was_asked_for_before_the_person_was_known_is_kept_and_nobody_waits_for_it_elsewhere() {
    let (before, now) = (Budget::new(1, WINDOW), Instant::now());
    assert!(before.place(&wish(Pressing::Change)).await.is_ok());
    let change = wish(Pressing::Change);
    let mut waiting = Box::pin(before.place(&change));
    assert!(futures::poll!(&mut waiting).is_pending());
    before.hold(now + Duration::from_secs(9));
    let person = Budget::new(5, WINDOW);
    person.take_over(&before);
    let pause = Some(Wait { left: Duration::from_secs(9), why: WaitsFor::Pause });
    assert_eq!(take(&person, Pressing::Question, now), pause);
    let sent = tokio::time::timeout(Duration::from_secs(5), waiting).await;
    assert!(sent.is_ok_and(|sent| sent.is_ok()), "what it waited for counts elsewhere");
}

#[tokio::test]
async fn who_waits_is_told_until_it_may_send_or_is_cancelled() {
    let budget = Budget::new(1, Duration::from_millis(80));
    let work = WorkWaits::new(Purpose::Change);
    let change = Wish { work: Some(&work), ..wish(Pressing::Change) };
    budget.place(&change).await.unwrap();
    assert_eq!(work.wait(), None);
    let cancelled = tokio::time::timeout(Duration::from_millis(5), async {
        let mut waiting = pin!(budget.place(&change));
        assert!(futures::poll!(&mut waiting).is_pending());
        assert!(work.wait().is_some_and(|wait| wait.why == WaitsFor::Limit));
        waiting.await
    });
    assert!(cancelled.await.is_err());
    assert_eq!(work.wait(), None);
    budget.place(&change).await.unwrap();
    assert_eq!(work.wait(), None);
}

#[tokio::test]
async fn changes_go_first_and_each_kind_in_its_order() {
    let budget = Arc::new(Budget::new(1, Duration::from_millis(40)));
    budget.place(&wish(Pressing::Change)).await.unwrap();
    let sent = Arc::new(Mutex::new(Vec::new()));
    let mut waiting = Vec::new();
    for (name, pressing) in [
        ("page 1", Pressing::Page),
        ("page 2", Pressing::Page),
        ("question 1", Pressing::Question),
        ("change 1", Pressing::Change),
        ("page 3", Pressing::Page),
        ("change 2", Pressing::Change),
        ("question 2", Pressing::Question),
    ] {
        let (shared, log) = (Arc::clone(&budget), Arc::clone(&sent));
        waiting.push(tokio::spawn(async move {
            shared.place(&wish(pressing)).await.unwrap();
            log.lock().unwrap().push(name);
        }));
        while budget.state().queue.len() < waiting.len() {
            tokio::task::yield_now().await;
        }
    }
    for one in waiting {
        one.await.unwrap();
    }
    let order = ["change 1", "change 2", "question 1", "question 2", "page 1", "page 2", "page 3"];
    assert_eq!(*sent.lock().unwrap(), order);
}

#[tokio::test]
async fn who_leaves_the_queue_gives_the_place_to_the_next() {
    let budget = Budget::new(1, Duration::from_millis(150));
    budget.place(&wish(Pressing::Page)).await.unwrap();
    let began = Instant::now();
    let page = wish(Pressing::Page);
    let mut first = Box::pin(budget.place(&page));
    assert!(futures::poll!(&mut first).is_pending());
    let work = WorkWaits::new(Purpose::Reading);
    let next = Wish { work: Some(&work), ..wish(Pressing::Page) };
    let mut second = Box::pin(budget.place(&next));
    assert!(futures::poll!(&mut second).is_pending());
    assert!(
        work.wait().is_some_and(|wait| wait.left > Duration::from_millis(160)),
        "it stands behind another"
    );
    drop(first);
    second.await.unwrap();
    assert!(began.elapsed() < Duration::from_millis(280), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_code_that_would_not_live_so_long_is_not_kept_waiting() {
    let budget = Budget::new(1, Duration::from_secs(50));
    budget.place(&wish(Pressing::Change)).await.unwrap();
    let code = |secs| Some(Instant::now() + Duration::from_secs(secs));
    let refused = budget.place(&Wish { code_until: code(30), ..wish(Pressing::Change) }).await;
    assert!(refused.is_err_and(|wait| wait.left > Duration::from_secs(49)));
    assert!(budget.state().queue.is_empty());
    let patient = Wish { code_until: code(51), ..wish(Pressing::Change) };
    let mut waiting = pin!(budget.place(&patient));
    assert!(futures::poll!(&mut waiting).is_pending());
}
