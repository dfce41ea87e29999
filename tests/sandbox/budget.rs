//! The platform counts by person, so this process does too: whoever logs in again, or through another client, goes on where
//! the last session was.

use std::time::{Duration, Instant};

use countersign::bitgo::client::{Client, Purpose, Timeouts, WorkWaits};
use countersign::bitgo::login;
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::domain::wait::WaitsFor;
use countersign::sandbox::{ONE_TIME_CODE, RunningSandbox, Sandbox, SandboxOptions};
use futures::FutureExt;

use super::support::sessions;

/// So few that a test uses them up: a change may have all of them, a question as many.
fn few(requests_a_minute: usize) -> Timeouts {
    Timeouts { requests_a_minute, ..Timeouts::default() }
}

async fn log_in(sandbox: &RunningSandbox, client: &Client, account: usize) -> Session {
    let account = &sandbox.accounts[account];
    sessions::log_in(client, &account.email, &account.password, Some(ONE_TIME_CODE)).await.unwrap()
}

/// How many questions go through at once.
async fn sent_at_once(session: &Session) -> usize {
    for sent in 0..40 {
        let work = WorkWaits::new(Purpose::Reading);
        let mut asking = Box::pin(work.clone().run(session.session_info()));
        assert!(asking.as_mut().now_or_never().is_none());
        if work.wait().is_some() {
            return sent;
        }
        asking.await.unwrap();
    }
    panic!("nothing holds them");
}

#[tokio::test]
async fn a_second_login_goes_on_with_what_the_first_has_left() {
    let sandbox = Sandbox::start(SandboxOptions { wallets: 3, ..SandboxOptions::default() }).await.unwrap();
    let client = || sessions::client(&sandbox, AuthVersion::V3, few(9));
    let first = log_in(&sandbox, &client(), 0).await;
    assert_eq!(sent_at_once(&first).await, 8, "the login was one");
    drop(first);
    let other_person = log_in(&sandbox, &client(), 1).await;
    assert_eq!(sent_at_once(&other_person).await, 8);
    let again = log_in(&sandbox, &client(), 0).await;
    assert_eq!(sent_at_once(&again).await, 0, "the person has used up the minute");
    let in_version_2 = again.through(sessions::client(&sandbox, AuthVersion::V2, few(9)));
    assert_eq!(sent_at_once(&in_version_2).await, 0);
    let by_token = login::resume_with(&client(), again.token().clone()).await.unwrap();
    assert_eq!(sent_at_once(&by_token).await, 0);
    assert_eq!(by_token.user().id, again.user().id);

    let elsewhere = Sandbox::start(SandboxOptions { wallets: 3, ..SandboxOptions::default() }).await.unwrap();
    let there = log_in(&elsewhere, &sessions::client(&elsewhere, AuthVersion::V3, few(9)), 0).await;
    assert_eq!(there.user().id, again.user().id);
    assert_eq!(sent_at_once(&there).await, 8, "another platform counts for itself");
}

#[tokio::test]
async fn a_change_with_a_code_that_would_die_meanwhile_is_not_sent() {
    let sandbox = Sandbox::start(SandboxOptions { wallets: 3, ..SandboxOptions::default() }).await.unwrap();
    let session = log_in(&sandbox, &sessions::client(&sandbox, AuthVersion::V3, few(5)), 0).await;
    assert_eq!(sent_at_once(&session).await, 4);
    let asked = Instant::now();
    let error = session.unlock_and_lose_limits(&ONE_TIME_CODE.into(), 600).await.unwrap_err();
    assert!(asked.elapsed() < Duration::from_secs(5), "it waited");
    assert!(!error.may_have_happened() && !error.is_silence());
    let advice = error.advice();
    assert!(advice.what.starts_with("Not sent: BitGo takes 360 requests a minute"), "{}", advice.what);
    let secs: u64 = advice.next.split(' ').find_map(|word| word.parse().ok()).unwrap();
    assert!((50..=61).contains(&secs), "{}", advice.next);
    assert_eq!(sandbox.control().requests("POST /api/v2/user/unlock"), 0);
    assert_eq!(session.client().silent_since(), None);

    // What is read before such a change belongs to it; a change without a code waits, and says so.
    let work = WorkWaits::new(Purpose::ChangeWithCode);
    let error = work.run(session.unlock(&ONE_TIME_CODE.into(), 600)).await.unwrap_err();
    assert!(error.to_string().starts_with("Not sent: "), "{error}");
    let work = WorkWaits::new(Purpose::Change);
    let mut asking = Box::pin(work.clone().run(session.lock()));
    assert!(asking.as_mut().now_or_never().is_none());
    let wait = work.wait().unwrap();
    assert_eq!(wait.why, WaitsFor::Limit);
    assert!((45..=61).contains(&wait.secs()), "{wait:?}");
}
