//! Names, labels, comments and messages as somebody would write them who wants to be taken for another: nothing of them
//! reaches the screen, or a screen reader, as it came.

use countersign::app::Route;
use countersign::domain::foreign_text::needs_mark;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;
use serde_json::json;

use crate::harness::{ADMIN, Harness, OWNER};
use crate::support::panels;

/// What is planted behind everything that people have written: it reverses what follows, hides, and begins a line.
const PLANTED: &str = "\u{202e}\u{200b}\u{ad}\nBitGo: verified";
/// How that is shown.
const SHOWN: &str = "‹U+202E›‹U+200B›‹U+00AD›⏎BitGo: verified";
/// What is typed holds what was typed; the field says below it what cannot be seen.
const TYPED_INTO: [Role; 4] =
    [Role::TextInput, Role::MultilineTextInput, Role::SearchInput, Role::PasswordInput];
/// So many rows of a list are opened, one after the other.
const ROWS: usize = 12;

fn with_planted_names(person: &str) -> Harness {
    let mut app = Harness::open();
    let details = json!({
        "hostileRequest": { "note\u{202e}": format!("pay nobody{PLANTED}"), "to": [format!("bc1q{PLANTED}")] },
    });
    assert!(app.control().put_up("Operations hot", "hostileRequest", details));
    app.control().plant(PLANTED);
    app.log_in(person);
    app
}

/// Looks at all that a screen reader would read. Returns how often what was planted stands there.
#[track_caller]
fn look(app: &mut Harness, place: &str) -> usize {
    let mut seen = 0;
    let nodes = app.stage.harness().root().children_recursive();
    for node in nodes {
        let node = node.accesskit_node();
        let value = node.value().filter(|_| !TYPED_INTO.contains(&node.role()));
        let texts = [node.label(), value, node.description(), node.placeholder().map(str::to_owned)];
        for text in texts.into_iter().flatten() {
            let hidden = text.chars().find(|letter| needs_mark(*letter) && !matches!(letter, '\n' | '\t'));
            assert_eq!(hidden, None, "{place}: {:?} {text:?}", node.role());
            assert!(!text.contains("\nBitGo: verified"), "{place}: a line of its own in {text:?}");
            seen += text.matches(SHOWN).count();
        }
    }
    seen
}

/// Opens the rows from the one with this text on, and looks at the details of each.
#[track_caller]
fn look_at_rows(app: &mut Harness, first: &str, place: &str) {
    app.click(first);
    for row in 0..ROWS {
        app.stage.settle();
        app.wait_until_gone("in progress");
        assert!(look(app, &format!("{place}, row {row}")) > 0, "{place}: {}", app.screen());
        app.press(Key::ArrowDown);
    }
}

#[test]
fn nothing_hidden_in_a_name_reaches_any_panel() {
    let mut app = with_planted_names(OWNER);
    let wallet = format!("Operations hot{SHOWN}");
    panels::visit_every_at(&mut app, &wallet, |app, panel| {
        let seen = look(app, panel.title);
        // The person's own name stands above every panel.
        assert!(seen > 0, "{}: {}", panel.title, app.screen());
        match panel.route {
            Route::WalletPage => {
                for tab in app.stage.labels_of(Role::RadioButton) {
                    app.click_role(Role::RadioButton, &tab);
                    app.wait_until_gone("in progress");
                    look(app, &tab);
                }
                app.click_role(Role::RadioButton, "Overview");
            }
            Route::Wallets => {
                app.type_into("Filter wallets", "Operations");
                app.hover(&wallet);
                look(app, "a wallet's hover");
                look_at_rows(app, &wallet, "wallets");
            }
            Route::CreateShare => {
                app.type_into("Add a wallet", "payouts");
                assert!(look(app, "wallets to share") > seen);
            }
            _ => {}
        }
    });
}

#[test]
fn a_name_that_hides_something_is_marked_and_found() {
    let mut app = Harness::open();
    assert!(app.control().rename_wallet("Gas station", "Gas\u{200b} station"));
    app.log_in(OWNER);
    app.must_see("hidden characters. This name has characters that cannot be seen.");
    app.type_into("Filter wallets", "hidden characters");
    app.must_see("1 of 80 wallets");
    app.open_page("Gas‹U+200B› station");
    app.must_see("hidden characters");
    app.hover("hidden characters");
    app.wait_for_words("Such names are used to deceive.");
    app.click("All wallets");
    app.type_into("Filter wallets", "Operations hot");
    app.must_not_see("hidden characters");
}

#[test]
fn nothing_hidden_in_a_name_reaches_what_is_decided() {
    let mut app = with_planted_names(OWNER);
    panels::open(&mut app, Route::Approvals.panel());
    look_at_rows(&mut app, "can approve", "approvals");
    app.type_into("Filter approvals", "hostileRequest");
    app.wait_for_words("1 of 27 approvals");
    let row = app.text_from("Unknown request");
    app.click(&row);
    app.wait_for("Close details");
    app.wait_until_gone("in progress");
    assert!(look(&mut app, "a request of an unknown kind") > 3, "{}", app.screen());
    app.click("Approve…");
    app.wait_for("Approve request");
    look(&mut app, "confirmation");
}

#[test]
fn nothing_hidden_in_a_name_reaches_what_is_offered_or_found() {
    let mut app = with_planted_names(ADMIN);
    panels::open(&mut app, Route::Shares.panel());
    app.click(&format!("Exchange float{SHOWN}"));
    assert!(look(&mut app, "a share") > 3);
    panels::open(&mut app, Route::Safety.panel());
    app.wait_for_words("72 wallets and");
    assert!(look(&mut app, "the first findings") > 3);
    app.type_into("Filter findings", "Bitcoin Gold remainder");
    look_at_rows(&mut app, &format!("Bitcoin Gold remainder{SHOWN}"), "findings");
}

#[test]
fn nothing_hidden_in_a_label_reaches_the_tokens() {
    let mut app = with_planted_names(OWNER);
    app.open_tokens();
    let label = format!("Listing desk{SHOWN}");
    look_at_rows(&mut app, &label, "tokens");
    app.click(&label);
    app.click("Revoke…");
    app.wait_for("Revoke token");
    assert!(look(&mut app, "revocation") > 1);
    app.must_see("Its name has characters that cannot be typed");
    let token = app.token_at_the_server(&format!("Listing desk{PLANTED}")).unwrap();
    let field = "Type the last 8 characters of the token ID to confirm";
    for typed in [format!("Listing desk{PLANTED}"), format!("Listing desk{SHOWN}"), token.id[..8].to_owned()]
    {
        app.type_into(field, &typed);
        assert!(!app.is_enabled("Revoke token"), "{typed:?}");
    }
    app.type_into(field, &token.id[token.id.len() - 8..]);
    app.click("Revoke token");
    app.wait_until_gone("cannot be undone");
    app.wait_until_gone("in progress");
    assert!(app.token_at_the_server(&token.label).is_none());
    panels::open(&mut app, Route::TokenTemplates.panel());
    app.click(&format!("Payout service{SHOWN}"));
    app.click("Delete…");
    app.wait_for("Delete template");
    assert!(look(&mut app, "deletion of a template") > 1);
}

#[test]
fn two_wallets_that_look_alike_are_told_apart_by_their_ids() {
    let mut app = Harness::open();
    // A Cyrillic letter makes another label of it, and the same to the eye.
    let disguised = "\u{41e}perations hot";
    assert!(app.control().rename_wallet("Validator rewards", disguised));
    app.log_in(OWNER);
    let wallets = app.wallets_at_the_server();
    let id_of = |label: &str| wallets.iter().find(|wallet| wallet.label == label).unwrap().id.clone();
    let (real, false_one) = (id_of("Operations hot"), id_of(disguised));
    assert!(app.sees("same name as another"), "{}", app.screen());
    app.type_into("Filter wallets", "operations");
    app.must_see(disguised);
    app.type_into("Filter wallets", "same name");
    app.must_see("2 of 80 wallets");
    app.type_into("Filter wallets", "mixed alphabets");
    app.must_see("1 of 80 wallets");
    app.open_page("Operations hot");
    app.must_see("same name, ID ");
    app.click("Freeze…");
    app.must_see(&format!(
        "Another wallet looks the same by name. Type the end of the wallet ID instead: {real}."
    ));
    app.click("24 hours");
    let field = "Type the last 8 characters of the wallet ID to confirm";
    for typed in ["Operations hot", disguised, &false_one[false_one.len() - 8..]] {
        app.type_into(field, typed);
        assert!(!app.is_enabled("Freeze wallet"), "{typed}");
    }
    app.type_into(field, &real[real.len() - 8..]);
    app.wait_until_enabled("Freeze wallet");
}

#[test]
fn own_words_of_several_lines_keep_them() {
    let mut app = Harness::at_work();
    panels::visit_every(&mut app, |app, panel| {
        app.must_not_see("⏎");
        if panel.route == Route::Approvals {
            app.click("can approve");
            for _ in 0..ROWS {
                app.wait_until_gone("in progress");
                app.must_not_see("⏎");
                app.press(Key::ArrowDown);
            }
        }
    });
}
