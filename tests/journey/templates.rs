//! Templates for access tokens: made and changed from a form, used for tokens, deleted; and nothing sent twice.

use countersign::bitgo::templates::TokenTemplate;
use countersign::domain::token::template::TemplateBody;
use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;
use serde_json::{Value, json};

use crate::creator::choose_coin;
use crate::desk::{Desk, all};

const LISTED: &str = "GET /api/v2/user/accesstokentemplate";
const MADE: &str = "POST /api/v2/user/accesstokentemplate";
const CHANGED: &str = "PATCH /api/v2/user/accesstokentemplate/{id}";
const DELETED: &str = "DELETE /api/v2/user/accesstokentemplate/{id}";
const TOKEN_MADE: &str = "POST /api/v2/user/accesstoken";
/// The one that the sandbox begins with.
const SEEDED: &str = "Payout service";

fn at_the_templates() -> Desk {
    let mut desk = Desk::at_work();
    desk.click_role(Role::Button, "Access tokens");
    desk.wait_for("Filter access tokens");
    desk.click("Templates");
    desk.wait_for(SEEDED);
    desk.wait_until_gone("in progress");
    desk
}

fn at_the_server(desk: &mut Desk) -> Vec<TokenTemplate> {
    let session = desk.api();
    desk.wait(all(session.token_templates()))
}

fn one_at_the_server(desk: &mut Desk, name: &str) -> Option<TokenTemplate> {
    at_the_server(desk).into_iter().find(|template| template.name == name)
}

/// The JSON that the screen shows as the exact request.
fn request_shown(desk: &Desk) -> Value {
    request_shown_or_none(desk).unwrap_or_else(|| panic!("no request is shown: {}", desk.screen()))
}

fn request_shown_or_none(desk: &Desk) -> Option<Value> {
    let texts = desk.stage.labels();
    texts.iter().find_map(|text| text.starts_with('{').then(|| serde_json::from_str(text).unwrap()))
}

fn tick_all(desk: &mut Desk) {
    desk.stage.tick_every_warning().unwrap();
}

fn fill_in(desk: &mut Desk, name: &str) {
    desk.click("New template");
    desk.wait_for("New token template");
    desk.type_into("Name", name);
    desk.click("Read-only reporting");
    desk.type_into("IP addresses", "127.0.0.1\n203.0.113.0/24");
}

fn choose(desk: &mut Desk, name: &str) {
    desk.click(name);
    desk.wait_for("Use template…");
}

#[test]
fn a_template_is_made_used_changed_and_deleted() {
    let mut desk = at_the_templates();
    fill_in(&mut desk, "Reporting");
    choose_coin(&mut desk, 1, "tbtc", "tbtc");
    desk.type_into("Amount of limit 1", "0.5");
    let shown = request_shown(&desk);
    assert_eq!(shown["allowedIPs"], json!(["127.0.0.1", "203.0.113.0/24"]));
    assert_eq!(
        shown["tokenLimits"],
        json!({ "spendingLimits": [{ "coin": "tbtc", "txValueLimit": "50000000" }] })
    );
    assert!(shown.get("permittedWallets").is_none() && shown.get("enterpriseId").is_none());
    tick_all(&mut desk);
    desk.click("Create template");
    desk.wait_for_words("The template “Reporting” is made.");
    let made = one_at_the_server(&mut desk, "Reporting").unwrap();
    assert_eq!(json!(made.scopes), shown["tokenScopes"]);
    desk.wait_until_gone("in progress");

    use_it(&mut desk);
    change_it(&mut desk);

    desk.click("Delete…");
    desk.wait_for_words("is deleted permanently");
    assert!(!desk.is_enabled("Delete template"));
    desk.type_into("Type the name to confirm", "Reports");
    desk.click("Delete template");
    desk.wait_for_words("The template “Reports” is deleted.");
    assert!(one_at_the_server(&mut desk, "Reports").is_none());
    assert!(desk.token_at_the_server("template").is_some(), "the token went with its template");
    let counts = [MADE, CHANGED, DELETED].map(|route| desk.control().requests(route));
    assert_eq!(counts, [1, 1, 1]);
}

/// From the chosen template to a token that leaves its addresses to the template.
fn use_it(desk: &mut Desk) {
    desk.click("Use template…");
    desk.wait_for("Lifetime");
    desk.must_see("Filled in from the template “Reporting”.");
    assert_eq!(desk.typed("IP addresses"), "127.0.0.1\n203.0.113.0/24");
    desk.type_into("Label", "template");
    desk.type_into("Lifetime", "30 days");
    desk.wait_for_words("Every value of the template is sent unchanged.");
    desk.type_into("IP addresses", "");
    desk.wait_for_words("The template's 127.0.0.1 and 203.0.113.0/24 applies, because nothing is sent.");
    desk.must_see("only from 127.0.0.1 and 203.0.113.0/24");
    desk.type_into("Amount of limit 1", "0.25");
    desk.wait_for_words("0.25 TBTC applies, because it is sent. It overrides the template's 0.5 TBTC.");
    let shown = request_shown(desk);
    assert!(shown["accessTokenTemplateId"].is_string() && shown.get("ipRestrict").is_none());
    desk.create_token();
    desk.must_see("matches your request, including");
    desk.must_not_see("you requested");
    let token = desk.token_at_the_server("template").unwrap();
    assert_eq!(token.ip_restrict, ["127.0.0.1", "203.0.113.0/24"]);
    assert_eq!(desk.control().requests(TOKEN_MADE), 1);
    desk.copy_token();
    desk.click("Done");
    desk.wait_for("Filter access tokens");
    desk.click("Templates");
    desk.wait_for("Use template…");
}

/// From the chosen template to one of another name, without addresses.
fn change_it(desk: &mut Desk) {
    desk.click("Edit…");
    desk.wait_for("Edit “Reporting”");
    desk.must_see("No changes yet");
    assert!(!desk.is_enabled("Save template"));
    desk.type_into("Name", "Reports");
    desk.type_into("IP addresses", "");
    desk.wait_for("Before and after");
    desk.must_see("Reporting → Reports");
    assert_eq!(request_shown(desk), json!({ "name": "Reports", "allowedIPs": [] }));
    tick_all(desk);
    desk.click("Save template");
    desk.wait_for_words("The template “Reports” is changed.");
    let now = one_at_the_server(desk, "Reports").unwrap();
    assert!(now.addresses.is_empty() && !now.scopes.is_empty());
    desk.wait_until_gone("in progress");
}

#[test]
fn a_lost_answer_is_looked_up_before_anything_is_sent_again() {
    let mut desk = at_the_templates();
    fill_in(&mut desk, "Lost");
    tick_all(&mut desk);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Create template");
    desk.wait_for_words("looked up: the creation of “Lost” was carried out.");
    desk.must_not_see("Create template");
    choose_delete(&mut desk, "Lost");
    desk.wait_for_words("looked up: the deletion of “Lost” was carried out.");
    let counts = [MADE, DELETED].map(|route| desk.control().requests(route));
    assert_eq!(counts, [1, 1]);
}

fn choose_delete(desk: &mut Desk, name: &str) {
    desk.wait_for("Delete…");
    desk.click("Delete…");
    desk.type_into("Type the name to confirm", name);
    desk.click("Delete template");
}

#[test]
fn what_was_not_done_may_be_sent_again_once_somebody_has_looked() {
    let mut desk = at_the_templates();
    fill_in(&mut desk, "Again");
    tick_all(&mut desk);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::ServerError)]);
    desk.click("Create template");
    desk.wait_for_words("the creation of “Again” was not carried out. You can send it again.");
    desk.control().set_faults(&[]);
    assert_eq!(desk.typed("Name"), "Again");
    desk.click("Create template");
    desk.wait_for_words("The template “Again” is made.");
}

#[test]
fn what_happens_elsewhere_is_told_and_nothing_typed_is_lost() {
    let mut desk = at_the_templates();
    let session = desk.api();
    fill_in(&mut desk, "Twice");
    tick_all(&mut desk);
    let body = |name: &str| TemplateBody { name: Some(name.into()), ..TemplateBody::default() };
    desk.wait(session.create_token_template(&body("Twice"))).unwrap();
    desk.click("Create template");
    desk.wait_for_words("you already have a template of that name");
    desk.wait_for_words("You already have a template named “Twice”");
    assert!(!desk.is_enabled("Create template"));
    assert_eq!(desk.typed("IP addresses"), "127.0.0.1\n203.0.113.0/24");

    desk.click("Back to templates");
    choose(&mut desk, SEEDED);
    desk.click("Edit…");
    desk.wait_for("Edit “Payout service”");
    desk.type_into("Name", "Payouts");
    let seeded = one_at_the_server(&mut desk, SEEDED).unwrap();
    let address = TemplateBody { addresses: Some(vec!["8.8.8.8".into()]), ..TemplateBody::default() };
    desk.wait(session.change_token_template(&seeded.id, &address)).unwrap();
    tick_all(&mut desk);
    desk.click("Save template");
    desk.wait_for_words("Allowed IPs 8.8.8.8: BitGo saved it, but you did not request it.");

    desk.wait_until_gone("in progress");
    desk.click("Edit…");
    desk.type_into("IP addresses", "9.9.9.9");
    desk.wait(session.delete_token_template(&seeded.id)).unwrap();
    tick_all(&mut desk);
    desk.click("Save template");
    desk.wait_for_words("no longer exists: it was deleted elsewhere");
    desk.click("Create a new template from this form");
    desk.click("Create template");
    desk.wait_for_words("The template “Payouts” is made.");
    assert_eq!(one_at_the_server(&mut desk, "Payouts").unwrap().addresses, ["9.9.9.9"]);

    desk.click("New template");
    assert_eq!(desk.typed("Name"), "Twice", "what was typed before is gone");
}

#[test]
fn deleting_one_that_is_gone_and_a_list_that_fails_say_so() {
    let mut desk = at_the_templates();
    choose(&mut desk, SEEDED);
    let seeded = one_at_the_server(&mut desk, SEEDED).unwrap();
    let session = desk.api();
    desk.wait(session.delete_token_template(&seeded.id)).unwrap();
    choose_delete(&mut desk, SEEDED);
    desk.wait_for_words("The template “Payout service” no longer exists.");
    desk.wait_for("No token templates");
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    desk.click("Refresh");
    desk.wait_for_words("A web page came");
    desk.control().set_faults(&[]);
    desk.click("Try again");
    desk.wait_for("No token templates");
    assert_eq!(desk.control().requests(DELETED), 2);
}

#[test]
fn a_session_without_the_right_to_tokens_is_told_so() {
    let mut desk = Desk::at_work();
    desk.open_creator();
    desk.type_into("Label", "reader");
    desk.type_into("Lifetime", "1 day");
    desk.click("Read-only reporting");
    desk.create_token();
    let token = desk.copy_token();
    desk.click("Done");
    desk.click("Log out");
    desk.wait_for("E-mail");
    desk.log_in_with_token(&token);
    desk.click_role(Role::Button, "Access tokens");
    desk.click("Templates");
    desk.wait_for_words("The token lacks the scope that this request needs: user_manage.");
    assert!(desk.control().requests(LISTED) > 0);
}

#[test]
fn a_draft_by_template_and_a_fresh_one_do_not_get_into_each_others_way() {
    let mut desk = at_the_templates();
    desk.click("Back to access tokens");
    desk.click("New access token");
    desk.type_into("Label", "half-done");
    desk.click("Back to access tokens");
    desk.click("Templates");
    choose(&mut desk, SEEDED);
    desk.click("Use template…");
    desk.wait_for_words("Filled in from the template “Payout service”.");
    assert_eq!(desk.typed("Label"), "");
    desk.type_into("Label", "with template");
    desk.click("Keep the values, remove the template");
    desk.wait_until_gone("Filled in from the template");
    assert_eq!(desk.typed("IP addresses"), "203.0.113.0/28");
    assert_eq!(desk.typed("Label"), "with template");
    assert!(request_shown_or_none(&desk).is_none(), "the lifetime is missing");
    desk.type_into("Lifetime", "30 days");
    assert!(request_shown(&desk).get("accessTokenTemplateId").is_none());
}
