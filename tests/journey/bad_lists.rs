//! Lists that the platform answers badly: what cannot be read is said and marked, and the rest goes on.

use countersign::app::Start;
use countersign::bitgo::approvals::ApprovalQuery;
use countersign::bitgo::client::Timeouts;
use countersign::sandbox::{FaultKind, FaultSpec, SandboxOptions};
use egui::accesskit::Role;
use serde_json::json;

use crate::harness::{Harness, OWNER, all};

/// The owner, where no answer may be larger than this.
fn at_work_with_answers_up_to(max_answer_bytes: u64) -> Harness {
    let mut start = Start::afresh(Some(SandboxOptions::default()));
    start.timeouts = Timeouts { max_answer_bytes, ..Timeouts::default() };
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    app
}

/// Reads the wallets again.
fn refresh(app: &mut Harness) {
    app.click_role(Role::Button, "Wallets");
    app.click("Refresh");
    app.wait_until_gone("in progress");
}

#[test]
fn a_page_that_is_larger_than_an_answer_may_be_is_read_in_smaller_ones() {
    let mut app = at_work_with_answers_up_to(20_000);
    app.click_role(Role::Button, "Wallets");
    let all = app.wallets_at_the_server().len();
    app.wait_for_words(&format!("{all} wallets"));
    app.must_not_see("Incomplete");
    app.must_not_see("larger than");
    assert!(app.control().requests("GET /api/v2/wallets") > 5);
}

#[test]
fn a_wallet_that_is_larger_than_an_answer_may_be_ends_the_list_and_loses_nothing_of_it() {
    let mut app = at_work_with_answers_up_to(20_000);
    let wallets = app.wallets_at_the_server();
    let (before, huge) = (wallets[wallets.len() / 2 - 1].clone(), wallets[wallets.len() / 2].clone());
    app.control().garble(&huge.id, json!({ "comment": "x".repeat(30_000) }));
    refresh(&mut app);
    app.wait_for_words("Incomplete: reading broke off after ");
    app.must_see("larger than 20000 bytes");
    app.type_into("Filter wallets", &before.label);
    app.must_see(&before.label);
    // It can be read again, once it is as it was.
    app.control().garble(&huge.id, json!({}));
    refresh(&mut app);
    app.must_not_see("Incomplete");
}

#[test]
fn a_list_that_grows_shorter_while_it_is_read_is_said_to_be_incomplete() {
    let mut app = Harness::at_work();
    app.control().limit_pages(7);
    app.control().set_faults_at(&["/wallets"], &[FaultSpec::always(FaultKind::ShrinkingPage)]);
    refresh(&mut app);
    app.wait_for_words("wallets that it counts");
    app.must_see("Incomplete: BitGo listed ");
    app.control().set_faults(&[]);
    app.click("Read all wallets");
    app.wait_until_gone("Incomplete: BitGo listed ");
}

#[test]
fn a_wallet_that_is_not_readable_in_part_is_marked_and_shown_as_it_came() {
    let mut app = Harness::at_work();
    let wallets = app.wallets_at_the_server();
    let of = |label: &str| wallets.iter().find(|wallet| wallet.label == label).unwrap().clone();
    app.control().garble(
        &of("Operations hot").id,
        json!({ "balanceString": ["12"], "users": [7, { "user": "somebody" }] }),
    );
    app.control().garble(&of("Gas station").id, json!({ "freeze": "until further notice" }));
    refresh(&mut app);
    app.type_into("Filter wallets", "Operations hot");
    app.must_see("in a form that cannot be read: balance, people");
    app.type_into("Filter wallets", "Exchange float");
    app.must_not_see("in a form that cannot be read");
    app.type_into("Filter wallets", "");
    app.open_page("Operations hot");
    let said = app.text_with("in a form that cannot be read");
    assert!(said.contains("balance, people"), "{said}");
    app.click("As BitGo sent it");
    app.wait_for_words("\"somebody\"");
    app.click("All wallets");
    app.open_page("Gas station");
    assert!(app.text_with("in a form that cannot be read").contains("freeze"));
}

#[test]
fn an_approval_a_token_and_a_share_that_are_not_readable_in_part_leave_the_others_alone() {
    let mut app = Harness::at_work();
    let session = app.stage.app().session().cloned().unwrap();
    let approvals = app.wait(all(session.pending_approvals(ApprovalQuery::default())));
    let tokens = app.wait(all(session.access_tokens()));
    let share = app.wait(session.shares()).unwrap().incoming.remove(0);
    let control = app.control();
    control.garble(&approvals[0].id, json!({ "info": 7, "state": ["pending"], "createDate": "soon" }));
    control.garble(&tokens[0].id, json!({ "label": 5, "expires": "soon", "ipRestrict": "10" }));
    control.garble(&share.id, json!({ "state": 9, "permissions": {}, "walletLabel": 3 }));
    for (panel, filter, count, said) in [
        (
            "Approvals",
            "Filter approvals",
            format!("{} approvals", approvals.len()),
            "whose kind cannot be read",
        ),
        (
            "Access tokens",
            "Filter access tokens",
            format!("{} active tokens", tokens.len()),
            "parts of this token in a form that cannot be read: label, expiry, IP addresses.",
        ),
        (
            "Shares",
            "Filter shares",
            "1 share".to_owned(),
            "parts of this share in a form that cannot be read: wallet's label, permissions, state.",
        ),
    ] {
        app.click_role(Role::Button, panel);
        app.wait_for(filter);
        app.click("Refresh");
        app.wait_until_gone("in progress");
        app.must_see(&count);
        app.must_not_see("Incomplete");
        app.must_not_see("Not current");
        app.must_see(said);
    }
}
