//! Templates for access tokens: made and changed from a form, used for tokens, deleted; and nothing sent twice.

use countersign::bitgo::templates::TokenTemplate;
use countersign::domain::token::template::TemplateBody;
use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;
use serde_json::{Value, json};

use crate::creator::choose_coin;
use crate::harness::{Harness, all};

const LISTED: &str = "GET /api/v2/user/accesstokentemplate";
const MADE: &str = "POST /api/v2/user/accesstokentemplate";
const CHANGED: &str = "PATCH /api/v2/user/accesstokentemplate/{id}";
const DELETED: &str = "DELETE /api/v2/user/accesstokentemplate/{id}";
const TOKEN_MADE: &str = "POST /api/v2/user/accesstoken";
/// The one that the sandbox begins with.
const SEEDED: &str = "Payout service";

fn at_the_templates() -> Harness {
    let mut app = Harness::at_work();
    app.click_role(Role::Button, "Access tokens");
    app.wait_for("Filter access tokens");
    app.click("Templates");
    app.wait_for(SEEDED);
    app.wait_until_gone("in progress");
    app
}

fn at_the_server(app: &mut Harness) -> Vec<TokenTemplate> {
    let session = app.api();
    app.wait(all(session.token_templates()))
}

fn one_at_the_server(app: &mut Harness, name: &str) -> Option<TokenTemplate> {
    at_the_server(app).into_iter().find(|template| template.name == name)
}

/// The JSON that the screen shows as the exact request.
fn request_shown(app: &Harness) -> Value {
    request_shown_or_none(app).unwrap_or_else(|| panic!("no request is shown: {}", app.screen()))
}

fn request_shown_or_none(app: &Harness) -> Option<Value> {
    let texts = app.stage.labels();
    texts.iter().find_map(|text| text.starts_with('{').then(|| serde_json::from_str(text).unwrap()))
}

fn tick_all(app: &mut Harness) {
    app.stage.tick_every_warning().unwrap();
}

fn fill_in(app: &mut Harness, name: &str) {
    app.click("New template");
    app.wait_for("New token template");
    app.type_into("Name", name);
    app.click("Read-only reporting");
    app.type_into("IP addresses", "127.0.0.1\n203.0.113.0/24");
}

fn choose(app: &mut Harness, name: &str) {
    app.click(name);
    app.wait_for("Use template…");
}

#[test]
fn a_template_is_made_used_changed_and_deleted() {
    let mut app = at_the_templates();
    fill_in(&mut app, "Reporting");
    choose_coin(&mut app, 1, "tbtc", "tbtc");
    app.type_into("Amount of limit 1", "0.5");
    let shown = request_shown(&app);
    assert_eq!(shown["allowedIPs"], json!(["127.0.0.1", "203.0.113.0/24"]));
    assert_eq!(
        shown["tokenLimits"],
        json!({ "spendingLimits": [{ "coin": "tbtc", "txValueLimit": "50000000" }] })
    );
    assert!(shown.get("permittedWallets").is_none() && shown.get("enterpriseId").is_none());
    tick_all(&mut app);
    app.click("Create template");
    app.wait_for_words("The template “Reporting” is made.");
    let made = one_at_the_server(&mut app, "Reporting").unwrap();
    assert_eq!(json!(made.scopes), shown["tokenScopes"]);
    app.wait_until_gone("in progress");

    use_it(&mut app);
    change_it(&mut app);

    app.click("Delete…");
    app.wait_for_words("is deleted permanently");
    assert!(!app.is_enabled("Delete template"));
    app.type_into("Type the name to confirm", "Reports");
    app.click("Delete template");
    app.wait_for_words("The template “Reports” is deleted.");
    assert!(one_at_the_server(&mut app, "Reports").is_none());
    assert!(app.token_at_the_server("template").is_some(), "the token went with its template");
    let counts = [MADE, CHANGED, DELETED].map(|route| app.control().requests(route));
    assert_eq!(counts, [1, 1, 1]);
}

/// From the chosen template to a token that leaves its addresses to the template.
fn use_it(app: &mut Harness) {
    app.click("Use template…");
    app.wait_for("Lifetime");
    app.must_see("Filled in from the template “Reporting”.");
    assert_eq!(app.typed("IP addresses"), "127.0.0.1\n203.0.113.0/24");
    app.type_into("Label", "template");
    app.type_into("Lifetime", "30 days");
    app.wait_for_words("Every value of the template is sent unchanged.");
    app.type_into("IP addresses", "");
    app.wait_for_words("IP addresses from template: 127.0.0.1 and 203.0.113.0/24");
    app.must_see("Only 127.0.0.1 and 203.0.113.0/24");
    app.type_into("Amount of limit 1", "0.25");
    app.wait_for_words("Spending limits: 0.25 TBTC instead of the template's 0.5 TBTC");
    let shown = request_shown(app);
    assert!(shown["accessTokenTemplateId"].is_string() && shown.get("ipRestrict").is_none());
    app.create_token();
    app.must_see("matches your request, including");
    app.must_not_see("you requested");
    let token = app.token_at_the_server("template").unwrap();
    assert_eq!(token.ip_restrict, ["127.0.0.1", "203.0.113.0/24"]);
    assert_eq!(app.control().requests(TOKEN_MADE), 1);
    app.copy_token();
    app.click("Done");
    app.wait_for("Filter access tokens");
    app.click("Templates");
    app.wait_for("Use template…");
}

/// From the chosen template to one of another name, without addresses.
fn change_it(app: &mut Harness) {
    app.click("Edit…");
    app.wait_for("Edit “Reporting”");
    app.must_see("No changes yet");
    assert!(!app.is_enabled("Save template"));
    app.type_into("Name", "Reports");
    app.type_into("IP addresses", "");
    app.wait_for("Before and after");
    app.must_see("Reporting → Reports");
    assert_eq!(request_shown(app), json!({ "name": "Reports", "allowedIPs": [] }));
    tick_all(app);
    app.click("Save template");
    app.wait_for_words("The template “Reports” is changed.");
    let now = one_at_the_server(app, "Reports").unwrap();
    assert!(now.addresses.is_empty() && !now.scopes.is_empty());
    app.wait_until_gone("in progress");
}

#[test]
fn a_lost_answer_is_looked_up_before_anything_is_sent_again() {
    let mut app = at_the_templates();
    fill_in(&mut app, "Lost");
    tick_all(&mut app);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Create template");
    app.wait_for_words("looked up: the creation of “Lost” was carried out.");
    app.must_not_see("Create template");
    choose_delete(&mut app, "Lost");
    app.wait_for_words("looked up: the deletion of “Lost” was carried out.");
    let counts = [MADE, DELETED].map(|route| app.control().requests(route));
    assert_eq!(counts, [1, 1]);
}

fn choose_delete(app: &mut Harness, name: &str) {
    app.wait_for("Delete…");
    app.click("Delete…");
    app.type_into("Type the name to confirm", name);
    app.click("Delete template");
}

#[test]
fn what_was_not_done_may_be_sent_again_once_somebody_has_looked() {
    let mut app = at_the_templates();
    fill_in(&mut app, "Again");
    tick_all(&mut app);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::ServerError)]);
    app.click("Create template");
    app.wait_for_words("the creation of “Again” was not carried out. You can send it again.");
    app.control().set_faults(&[]);
    assert_eq!(app.typed("Name"), "Again");
    app.click("Create template");
    app.wait_for_words("The template “Again” is made.");
}

#[test]
fn what_happens_elsewhere_is_told_and_nothing_typed_is_lost() {
    let mut app = at_the_templates();
    let session = app.api();
    fill_in(&mut app, "Twice");
    tick_all(&mut app);
    let body = |name: &str| TemplateBody { name: Some(name.into()), ..TemplateBody::default() };
    app.wait(session.create_token_template(&body("Twice"))).unwrap();
    app.click("Create template");
    app.wait_for_words("you already have a template of that name");
    app.wait_for_words("You already have a template named “Twice”");
    assert!(!app.is_enabled("Create template"));
    assert_eq!(app.typed("IP addresses"), "127.0.0.1\n203.0.113.0/24");

    app.click("Back to templates");
    choose(&mut app, SEEDED);
    app.click("Edit…");
    app.wait_for("Edit “Payout service”");
    app.type_into("Name", "Payouts");
    let seeded = one_at_the_server(&mut app, SEEDED).unwrap();
    let address = TemplateBody { addresses: Some(vec!["8.8.8.8".into()]), ..TemplateBody::default() };
    app.wait(session.change_token_template(&seeded.id, &address)).unwrap();
    tick_all(&mut app);
    app.click("Save template");
    app.wait_for_words("Allowed IP addresses 8.8.8.8: BitGo saved it, but you did not request it.");

    app.wait_until_gone("in progress");
    app.click("Edit…");
    app.type_into("IP addresses", "9.9.9.9");
    app.wait(session.delete_token_template(&seeded.id)).unwrap();
    tick_all(&mut app);
    app.click("Save template");
    app.wait_for_words("no longer exists: it was deleted elsewhere");
    app.click("Create a new template from this form");
    app.click("Create template");
    app.wait_for_words("The template “Payouts” is made.");
    assert_eq!(one_at_the_server(&mut app, "Payouts").unwrap().addresses, ["9.9.9.9"]);

    app.click("New template");
    assert_eq!(app.typed("Name"), "Twice", "what was typed before is gone");
}

#[test]
fn deleting_one_that_is_gone_and_a_list_that_fails_say_so() {
    let mut app = at_the_templates();
    choose(&mut app, SEEDED);
    let seeded = one_at_the_server(&mut app, SEEDED).unwrap();
    let session = app.api();
    app.wait(session.delete_token_template(&seeded.id)).unwrap();
    choose_delete(&mut app, SEEDED);
    app.wait_for_words("The template “Payout service” no longer exists.");
    app.wait_for("No token templates");
    app.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    app.click("Refresh");
    app.wait_for_words("A web page came");
    app.control().set_faults(&[]);
    app.click("Try again");
    app.wait_for("No token templates");
    assert_eq!(app.control().requests(DELETED), 2);
}

#[test]
fn a_session_without_the_right_to_tokens_is_told_so() {
    let mut app = Harness::at_work();
    app.open_creator();
    app.type_into("Label", "reader");
    app.type_into("Lifetime", "1 day");
    app.click("Read-only reporting");
    app.create_token();
    let token = app.copy_token();
    app.click("Done");
    app.click("Log out");
    app.wait_for("Email");
    app.log_in_with_token(&token);
    app.click_role(Role::Button, "Access tokens");
    app.click("Templates");
    app.wait_for_words("The token lacks the scope that this request needs: user_manage.");
    assert!(app.control().requests(LISTED) > 0);
}

#[test]
fn a_draft_by_template_and_a_fresh_one_do_not_get_into_each_others_way() {
    let mut app = at_the_templates();
    app.click("Back to access tokens");
    app.click("New access token");
    app.type_into("Label", "half-done");
    app.click("Back to access tokens");
    app.click("Templates");
    choose(&mut app, SEEDED);
    app.click("Use template…");
    app.wait_for_words("Filled in from the template “Payout service”.");
    assert_eq!(app.typed("Label"), "");
    app.type_into("Label", "with template");
    app.click("Keep the values, remove the template");
    app.wait_until_gone("Filled in from the template");
    assert_eq!(app.typed("IP addresses"), "203.0.113.0/28");
    assert_eq!(app.typed("Label"), "with template");
    assert!(request_shown_or_none(&app).is_none(), "the lifetime is missing");
    app.type_into("Lifetime", "30 days");
    assert!(request_shown(&app).get("accessTokenTemplateId").is_none());
}
