//! The platform's limit on requests, seen from the dialogs: what was confirmed and is not sent yet says so, and what could not
//! wait is not sent.

use std::time::Duration;

use countersign::bitgo::client::{Purpose, WorkWaits};
use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;
use futures::FutureExt;

use crate::harness::{ADMIN, Harness};

const FROZEN: &str = "POST /api/v2/{coin}/wallet/{walletId}/freeze";
const CREATED: &str = "POST /api/v2/user/accesstoken";
const DECIDED: &str = "PUT /api/v2/pendingapprovals/{approvalId}";

/// The person asks as often as the platform takes it, so that nothing more is sent in this minute.
fn use_up_the_minute(app: &mut Harness) {
    let session = app.stage.app().session().cloned().expect("a session");
    app.wait(async {
        loop {
            let work = WorkWaits::new(Purpose::Change);
            let mut asking = Box::pin(work.clone().run(session.session_info()));
            let answer = asking.as_mut().now_or_never();
            if work.wait().is_some() {
                return;
            }
            match answer {
                Some(answer) => answer.unwrap(),
                None => asking.await.unwrap(),
            };
        }
    });
}

/// The seconds that stand behind these words.
fn secs_behind(app: &Harness, words: &str) -> u64 {
    let text = app.text_with(words);
    let behind = text.split(words).nth(1).and_then(|rest| rest.split(' ').next());
    behind.and_then(|secs| secs.parse().ok()).unwrap_or_else(|| panic!("no seconds in {text}"))
}

#[test]
fn a_freeze_that_waits_for_the_limit_says_so_in_its_dialog_and_in_the_list_of_work() {
    let mut app = Harness::at_work();
    app.open_page("Gas station");
    app.click("Freeze…");
    app.type_into("Duration", "1 hour");
    app.type_into("Type the wallet's label to confirm", "Gas station");
    use_up_the_minute(&mut app);
    app.click("Freeze wallet");
    app.wait_for_words("Not sent yet. Waiting ");
    let secs = secs_behind(&app, "Not sent yet. Waiting ");
    assert!((20..=61).contains(&secs), "{secs}");
    app.must_see("BitGo takes 360 requests a minute.");
    // The seconds go on.
    app.wait(async { tokio::time::sleep(Duration::from_secs(2)).await });
    app.wait_for_words("Not sent yet. Waiting ");
    assert!(secs_behind(&app, "Not sent yet. Waiting ") < secs);
    assert_eq!(app.control().requests(FROZEN), 0);
    app.click("Stop waiting");
    app.wait_for_words("You stopped waiting before it was sent.");
    app.must_not_see("Not sent yet.");
    app.must_not_see("The answer was lost");
    assert_eq!(app.control().requests(FROZEN), 0);
    assert!(app.is_enabled("Freeze wallet"), "the form is as it was");
}

#[test]
fn a_token_whose_code_would_be_too_old_is_not_sent_and_its_form_stays() {
    let mut app = Harness::at_work();
    app.open_creator();
    app.type_into("Lifetime", "30 days");
    app.type_into("Label", "for the night run");
    app.click("Read-only reporting");
    app.stage.tick_every_warning().unwrap();
    app.type_into("One-time code", ONE_TIME_CODE);
    use_up_the_minute(&mut app);
    app.click("Create token");
    app.wait_for_words("Not sent: BitGo takes 360 requests a minute");
    let secs = secs_behind(&app, "Try again in ");
    assert!((20..=61).contains(&secs), "{secs}");
    assert_eq!(app.control().requests(CREATED), 0);
    assert_eq!((app.typed("Label"), app.typed("Lifetime")), ("for the night run".into(), "30 days".into()));
    app.must_not_see("The answer was lost");
    app.type_into("One-time code", ONE_TIME_CODE);
    assert!(app.is_enabled("Create token"), "what was ticked stays");
}

#[test]
fn a_decision_whose_code_would_be_too_old_is_not_sent_and_stays_open() {
    let mut app = Harness::open();
    app.log_in(ADMIN);
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    app.click("can approve");
    app.click("Approve…");
    app.wait_for_words("A decision cannot be undone.");
    app.wait_until_gone("in progress");
    app.type_into("One-time code", ONE_TIME_CODE);
    use_up_the_minute(&mut app);
    app.click("Approve request");
    app.wait_for_words("Not sent: BitGo takes 360 requests a minute");
    app.must_see("Try again in ");
    app.must_see("A decision cannot be undone.");
    assert_eq!(app.control().requests(DECIDED), 0);
    app.type_into("One-time code", ONE_TIME_CODE);
    assert!(app.is_enabled("Approve request"), "nothing has to be ticked again");
}
