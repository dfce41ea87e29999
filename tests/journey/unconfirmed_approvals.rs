//! Decisions on approvals whose answer is lost, never comes, or is not waited for: nothing is sent twice by itself, and the
//! list tells what became of them.

use std::time::Duration;

use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;

use crate::approvals::at_the_queue;
use crate::harness::{ADMIN, Harness};

/// Something that is sent once.
struct Sent {
    /// The rows that it is about; several are ticked and decided together.
    rows: &'static [&'static str],
    opens: &'static str,
    sends: &'static str,
    route: &'static str,
    /// What it is called.
    what: &'static str,
}

impl Sent {
    fn one(row: &'static [&'static str]) -> Self {
        Self {
            rows: row,
            opens: "Reject…",
            sends: "Reject request",
            route: "PUT /api/v2/pendingapprovals/{approvalId}",
            what: "your rejection",
        }
    }

    fn bulk(rows: &'static [&'static str]) -> Self {
        let route = "PUT /api/v2/pendingapprovals/bulkupdate";
        Self { sends: "Reject 2 requests", route, ..Self::one(rows) }
    }

    fn is_bulk(&self) -> bool {
        self.rows.len() > 1
    }

    /// To the button that sends it.
    fn prepare(&self, app: &mut Harness) {
        for row in self.rows {
            let prefix = if self.is_bulk() { "Select " } else { "" };
            let label = app.text_from(&format!("{prefix}{row}"));
            app.click(&label);
        }
        app.click(self.opens);
        app.wait_for(self.sends);
    }

    fn send(&self, app: &mut Harness) {
        app.give_code_if_asked();
        app.click(self.sends);
    }

    /// It arrives and is carried out, and its answer takes longer than anybody waits.
    fn send_without_an_answer(&self, app: &mut Harness, requests: u64) {
        app.control().set_slowness(Duration::from_mins(1));
        app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Slow)]);
        self.send(app);
        self.has_arrived(app, requests);
        app.control().set_faults(&[]);
    }

    fn has_arrived(&self, app: &mut Harness, requests: u64) {
        app.wait_until_answered(self.route, requests - 1);
    }

    /// Nothing more was sent.
    fn is_over(&self, app: &mut Harness, requests: u64) {
        self.has_arrived(app, requests);
        assert_eq!(app.control().requests(self.route), requests, "{}", self.sends);
        if self.is_bulk() {
            self.close(app);
        }
        app.wait_until_gone("in progress");
    }

    fn close(&self, app: &mut Harness) {
        app.click(if self.is_bulk() { "Done" } else { "Cancel" });
        app.wait_until_gone(self.sends);
    }
}

const PAYMENT: &[&str] = &["Send 0.42 TBTC"];
const RULE: &[&str] = &["Add rule “Compliance limit” to “Payroll hot”"];
const TWO: &[&str] =
    &["Travel rule threshold for withdrawals above 1,000 USD", "Add tag “operations” to “Tron operations”"];

#[test]
fn what_was_carried_out_although_its_answer_was_lost_is_looked_up_and_not_sent_again() {
    let mut app = at_the_queue(Some(ADMIN));
    for sent in [Sent::one(PAYMENT), Sent::bulk(TWO)] {
        let before = app.control().requests(sent.route);
        sent.prepare(&mut app);
        app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
        sent.send(&mut app);
        sent.has_arrived(&mut app, before + 1);
        for row in sent.rows {
            app.wait_for_words(row);
        }
        app.wait_for_words(&format!(
            "The answer was lost, but it was looked up: {} was carried out. You have rejected it",
            sent.what
        ));
        app.control().set_faults(&[]);
        sent.is_over(&mut app, before + 1);
    }
}

#[test]
fn what_was_not_carried_out_is_offered_again_once_it_was_looked_up() {
    let mut app = at_the_queue(Some(ADMIN));
    for sent in [Sent::one(RULE), Sent::bulk(TWO)] {
        sent.prepare(&mut app);
        app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::ServerError)]);
        sent.send(&mut app);
        app.wait_for_words(&format!(
            "The answer was lost, and it was looked up: {} was not carried out. You can send it again.",
            sent.what
        ));
        sent.has_arrived(&mut app, 1);
        assert_eq!(app.control().requests(sent.route), 1, "{}", sent.sends);
        app.control().set_faults(&[]);
        if sent.is_bulk() {
            // What was ticked is chosen again.
            sent.close(&mut app);
            sent.prepare(&mut app);
        }
        sent.send(&mut app);
        app.wait_for_words(if sent.is_bulk() { "Results of 2 requests" } else { "Rejected: " });
        sent.is_over(&mut app, 2);
    }
}

#[test]
fn what_is_cancelled_is_looked_up() {
    let mut app = at_the_queue(Some(ADMIN));
    let cases = [
        (Sent::one(RULE), Some("Deciding an approval")),
        (Sent::one(PAYMENT), None),
        (Sent::bulk(TWO), Some("Deciding several approvals")),
    ];
    for (sent, work) in cases {
        let before = app.control().requests(sent.route);
        sent.prepare(&mut app);
        sent.send_without_an_answer(&mut app, before + 1);
        assert!(!app.is_enabled(sent.sends), "{}", sent.sends);
        if let Some(work) = work {
            // The dialog lies over the top bar, but the finder leads away from it.
            app.stage.press_with(egui::Modifiers::COMMAND, egui::Key::K);
            app.click("Go to settings");
            app.click("1 in progress");
            app.click(&format!("Cancel: {work}"));
            app.wait_until_gone("in progress");
            app.click_role(Role::Button, "Approvals");
        } else {
            app.click("Stop waiting");
        }
        app.wait_for_words(&format!("{} was carried out. You have rejected it", sent.what));
        sent.is_over(&mut app, before + 1);
    }
}

#[test]
fn while_it_cannot_be_looked_up_the_button_is_shut_and_the_look_up_is_offered() {
    let mut app = at_the_queue(Some(ADMIN));
    for sent in [Sent::one(RULE), Sent::bulk(TWO)] {
        sent.prepare(&mut app);
        app.control().set_slowness(Duration::from_mins(1));
        app.control()
            .set_faults_on_changes(&[FaultKind::Slow, FaultKind::ServerError].map(FaultSpec::always));
        sent.send(&mut app);
        sent.has_arrived(&mut app, 1);
        // The look-up that follows by itself finds the list shut.
        app.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
        app.click("Stop waiting");
        app.wait_for_words("may have been carried out. Look it up before it is sent again.");
        app.wait_for_words("Looking it up failed.");
        assert!(!app.is_enabled(sent.sends), "{}", sent.sends);
        sent.close(&mut app);
        if !sent.is_bulk() {
            app.must_see("your rejection may have been carried out.");
            assert!(!app.is_enabled("Reject…") && !app.is_enabled("Approve…"));
            app.control().set_faults(&[]);
            app.click("Look it up");
            app.wait_for_words("your rejection was not carried out.");
            app.wait_until_enabled("Reject…");
        }
        app.control().set_faults(&[]);
        assert_eq!(app.control().requests(sent.route), 1, "{}", sent.sends);
        app.wait_until_gone("in progress");
    }
}

#[test]
fn what_was_on_its_way_when_the_session_ended_is_looked_up_after_the_next_login() {
    let mut app = at_the_queue(Some(ADMIN));
    for (sent, panel) in [(Sent::one(RULE), "shares"), (Sent::bulk(TWO), "token templates")] {
        sent.prepare(&mut app);
        sent.send_without_an_answer(&mut app, 1);
        app.control().revoke_sessions();
        // What a panel reads when it is first shown learns that the session is over.
        app.stage.press_with(egui::Modifiers::COMMAND, egui::Key::K);
        app.click(&format!("Go to {panel}"));
        app.wait_for_words("Your session in Sandbox has ended.");
        app.click(ADMIN);
        app.give_code();
        app.click_role(Role::Button, "Approvals");
        app.wait_for_words(&format!("{} was carried out. You have rejected it", sent.what));
        sent.is_over(&mut app, 1);
    }
}
