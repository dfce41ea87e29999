//! Each kind of change: who makes it, what it needs beforehand, how it is sent, and what is told of it afterwards.

use countersign::bitgo::approvals::{BulkDecision, BulkRequest, Decision, PendingApproval};
use countersign::bitgo::enterprises::EnterpriseRole;
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::policies::{ActionKind, ConditionChange, RuleAction, RuleKind, RuleRequest};
use countersign::bitgo::routes::Route;
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::{Permissions, ShareRequest};
use countersign::bitgo::wallet::{FreezeFor, Wallet};
use countersign::domain::change::ChangeKind;
use countersign::domain::token::template::TemplateBody;
use countersign::sandbox::ONE_TIME_CODE;
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::world::{Who, World};

/// How a kind of change is made, and what is told of it when its answer never came.
pub struct Driver {
    pub kind: ChangeKind,
    pub who: Who,
    /// Gets everything ready beside the app; what is to be sent comes back.
    pub prepare: fn(&World) -> Value,
    /// How it is told, and what was found.
    pub told: [&'static str; 2],
    /// What is found where it was not carried out; none where nobody can tell.
    pub undone: Option<&'static str>,
}

const UNDONE: Option<&str> = Some("not carried out so far.");

const fn row(
    kind: ChangeKind,
    who: Who,
    prepare: fn(&World) -> Value,
    told: [&'static str; 2],
    undone: Option<&'static str>,
) -> Driver {
    Driver { kind, who, prepare, told, undone }
}

/// One of each kind that the program sends.
pub const DRIVERS: &[Driver] = &[
    row(
        ChangeKind::ShareMade,
        Who::Owner,
        share_made,
        ["Sharing “Exchange float”", "found in the list, made on"],
        UNDONE,
    ),
    row(
        ChangeKind::ShareAccepted,
        Who::Viewer,
        |world| offered(world, ChangeKind::ShareAccepted, "Exchange float"),
        ["Accepting the share of “Exchange float”", "carried out."],
        UNDONE,
    ),
    row(
        ChangeKind::ShareRejected,
        Who::Viewer,
        |world| offered(world, ChangeKind::ShareRejected, "Fork proceeds"),
        ["Rejecting the share of “Fork proceeds”", "carried out."],
        UNDONE,
    ),
    row(
        ChangeKind::ShareCancelled,
        Who::Owner,
        |world| offered(world, ChangeKind::ShareCancelled, "Wound-down fund"),
        ["Cancelling the share of “Wound-down fund”", "carried out."],
        UNDONE,
    ),
    row(
        ChangeKind::ShareMailed,
        Who::Owner,
        |world| offered(world, ChangeKind::ShareMailed, "Bridge operations"),
        ["Sending a share’s email again", "cannot be looked up"],
        None,
    ),
    row(
        ChangeKind::KeyRequested,
        Who::Admin,
        |world| of_wallet(world, ChangeKind::KeyRequested, "Operations hot"),
        ["Requesting a wallet’s key", "cannot be looked up"],
        None,
    ),
    row(ChangeKind::KeyRefused, Who::Owner, key_refused, ["Refusing a request", "carried out."], UNDONE),
    row(ChangeKind::Decision, Who::Admin, decision, ["Deciding “Enterprise users”", "carried out"], UNDONE),
    row(ChangeKind::Decisions, Who::Admin, decisions, ["Deciding 2 approvals", "carried out"], UNDONE),
    row(
        ChangeKind::Freeze,
        Who::Owner,
        |world| of_wallet(world, ChangeKind::Freeze, "Bitcoin Cash operations"),
        ["Freezing “Bitcoin Cash operations”", "carried out, until"],
        UNDONE,
    ),
    row(
        ChangeKind::PersonRemoved,
        Who::Owner,
        person_removed,
        ["Removing a person from “Gas station”", "it waits for approval."],
        UNDONE,
    ),
    row(
        ChangeKind::RuleMade,
        Who::Owner,
        |world| ruled(world, ChangeKind::RuleMade),
        ["Adding a policy rule to “Merchant payouts”", "found in the list"],
        UNDONE,
    ),
    row(
        ChangeKind::RuleChanged,
        Who::Owner,
        |world| ruled(world, ChangeKind::RuleChanged),
        ["Changing a policy rule of “Merchant payouts”", "does not say when a rule was changed"],
        None,
    ),
    row(
        ChangeKind::RuleRemoved,
        Who::Owner,
        |world| ruled(world, ChangeKind::RuleRemoved),
        ["Removing a policy rule from “Merchant payouts”", "carried out."],
        UNDONE,
    ),
    row(
        ChangeKind::TemplateMade,
        Who::Owner,
        |_| json!({ "kind": ChangeKind::TemplateMade, "name": "Cut off" }),
        ["Creating the token template “Cut off”", "found in the list, made on"],
        UNDONE,
    ),
    row(
        ChangeKind::TemplateChanged,
        Who::Owner,
        |world| template(world, ChangeKind::TemplateChanged),
        ["Changing the token template “templateChanged”", "carried out."],
        None,
    ),
    row(
        ChangeKind::TemplateDeleted,
        Who::Owner,
        |world| template(world, ChangeKind::TemplateDeleted),
        ["Deleting", "carried out."],
        UNDONE,
    ),
];

/// Kinds whose routes are known, and that no panel sends.
pub const NOT_SENT: &[ChangeKind] = &[
    ChangeKind::EnterprisePersonAdded,
    ChangeKind::EnterpriseRoleChanged,
    ChangeKind::EnterprisePersonRemoved,
    ChangeKind::EnterpriseRuleMade,
    ChangeKind::EnterpriseRuleChanged,
    ChangeKind::EnterpriseRuleDeactivated,
    ChangeKind::WhitelistsChanged,
];

/// The route that a kind goes by.
pub fn route(kind: ChangeKind) -> Route {
    // A rejection goes the way of an acceptance.
    let kind = if kind == ChangeKind::ShareRejected { ChangeKind::ShareAccepted } else { kind };
    *Route::ALL.iter().find(|route| route.change() == Some(kind)).unwrap()
}

/// What is in the path of its requests and of nothing else that this person sends by then.
pub fn path(kind: ChangeKind) -> &'static str {
    let mut words = route(kind).path().split(['{', '}']).filter(|part| part.starts_with('/'));
    words.next_back().unwrap()
}

fn code() -> SecretString {
    ONE_TIME_CODE.into()
}

fn of_wallet(world: &World, kind: ChangeKind, label: &str) -> Value {
    let wallet = world.wallet(label);
    json!({ "kind": kind, "coin": wallet.coin.as_str(), "wallet": wallet.id.as_str() })
}

fn share_made(world: &World) -> Value {
    let mut order = of_wallet(world, ChangeKind::ShareMade, "Exchange float");
    order["email"] = json!(world.session(Who::Viewer).user().username);
    order
}

async fn share_request(session: &Session, wallet: Wallet, email: &str) -> ShareRequest {
    let recipient = session.look_up(email).await.unwrap();
    ShareRequest::new(wallet, recipient, Permissions::from_list("view"), "").unwrap().again()
}

/// A share that the owner has made for the viewer.
fn offered(world: &World, kind: ChangeKind, label: &str) -> Value {
    let (owner, wallet) = (world.session(Who::Owner), world.wallet(label).clone());
    let coin = wallet.coin.clone();
    let made = world.wait(async {
        let request = share_request(owner, wallet, &world.session(Who::Viewer).user().username).await;
        owner.send_with_key(&request, None).await.unwrap()
    });
    json!({ "kind": kind, "coin": coin.as_str(), "share": made.id })
}

fn key_refused(world: &World) -> Value {
    let mut order = of_wallet(world, ChangeKind::KeyRefused, "Gas station");
    let (coin, wallet) = (order["coin"].as_str().unwrap(), order["wallet"].as_str().unwrap());
    world.wait(world.session(Who::Admin).request_reshare(coin, wallet)).unwrap();
    order["user"] = json!(world.session(Who::Admin).user().id);
    order
}

/// An approval that the owner waits for and the admin can decide.
fn waiting(world: &World) -> PendingApproval {
    let enterprise = world.wallet("Operations hot").enterprise.clone().unwrap();
    let (owner, viewer) = (world.session(Who::Owner), &world.session(Who::Viewer).user().id);
    let asked = world.wait(owner.change_enterprise_role(&enterprise, viewer, &EnterpriseRole::Auditor));
    let Outcome::PendingApproval(waiting) = asked.unwrap() else { panic!("the admin has to agree") };
    waiting.approvals[0].clone()
}

fn decision(world: &World) -> Value {
    json!({ "kind": ChangeKind::Decision, "approval": waiting(world).id })
}

fn decisions(world: &World) -> Value {
    let ids = [waiting(world).id, waiting(world).id];
    json!({ "kind": ChangeKind::Decisions, "approvals": ids })
}

fn person_removed(world: &World) -> Value {
    let mut order = of_wallet(world, ChangeKind::PersonRemoved, "Gas station");
    order["user"] = json!(world.session(Who::Viewer).user().id);
    order
}

fn rule(name: &str, amount: u64) -> RuleRequest {
    RuleRequest {
        id: name.to_owned(),
        kind: RuleKind::VelocityLimit,
        coin: None,
        condition: Some(ConditionChange::Velocity {
            amount: amount.into(),
            time_window_secs: 3_600,
            group_tags: Vec::new(),
        }),
        action: RuleAction { kind: ActionKind::Deny, user_ids: Vec::new() },
    }
}

fn named(kind: ChangeKind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

/// A rule of its own, which is there before unless it is to be made.
fn ruled(world: &World, kind: ChangeKind) -> Value {
    let mut order = of_wallet(world, kind, "Merchant payouts");
    order["name"] = json!(named(kind));
    if kind != ChangeKind::RuleMade {
        let wallet = world.wallet("Merchant payouts");
        let rule = rule(&named(kind), 5);
        world.wait(world.session(Who::Owner).add_policy_rule(&wallet.coin, &wallet.id, &rule)).unwrap();
    }
    order
}

fn template_body(name: &str) -> TemplateBody {
    let scopes = Some(vec!["wallet_view_all".to_owned()]);
    TemplateBody { name: Some(name.to_owned()), scopes, ..TemplateBody::default() }
}

fn template(world: &World, kind: ChangeKind) -> Value {
    let body = template_body(&named(kind));
    let made = world.wait(world.session(Who::Owner).create_token_template(&body)).unwrap();
    json!({ "kind": kind, "id": made.id, "name": made.name })
}

/// Sends it, in the process that is killed.
pub async fn send(session: &Session, order: &Value) {
    use ChangeKind as Kind;
    let kind: ChangeKind = serde_json::from_value(order["kind"].clone()).unwrap();
    let text = |name: &str| order[name].as_str().unwrap_or_default();
    let (coin, wallet, share, id) = (text("coin"), text("wallet"), text("share"), text("id"));
    match kind {
        Kind::ShareMade => {
            let wallet = session.wallet(coin, wallet).await.unwrap();
            let request = share_request(session, wallet, text("email")).await;
            drop(session.send_with_key(&request, None).await);
        }
        Kind::ShareAccepted => {
            let reviewed = session.share(coin, share).await.unwrap().reviewed();
            drop(session.accept_share(&reviewed, None).await);
        }
        Kind::ShareRejected => drop(session.reject_share(coin, share).await),
        Kind::ShareCancelled => drop(session.cancel_share(coin, share).await),
        Kind::ShareMailed => drop(session.resend_share_email(coin, share).await),
        Kind::KeyRequested => drop(session.request_reshare(coin, wallet).await),
        Kind::KeyRefused => drop(session.reject_reshare(wallet, text("user")).await),
        Kind::Decision => {
            drop(session.decide_approval(text("approval"), Decision::Reject, Some(&code())).await);
        }
        Kind::Decisions => decide_together(session, &order["approvals"]).await,
        Kind::Freeze => drop(session.freeze_wallet(coin, wallet, FreezeFor::Secs(3_600)).await),
        Kind::PersonRemoved => drop(session.remove_wallet_user(coin, wallet, text("user")).await),
        Kind::RuleMade => drop(session.add_policy_rule(coin, wallet, &rule(text("name"), 5)).await),
        Kind::RuleChanged => drop(session.change_policy_rule(coin, wallet, &rule(text("name"), 7)).await),
        Kind::RuleRemoved => drop(session.remove_policy_rule(coin, wallet, &rule(text("name"), 5)).await),
        Kind::TemplateMade => drop(session.create_token_template(&template_body(text("name"))).await),
        Kind::TemplateChanged => {
            let scopes = Some(vec!["wallet_spend_all".to_owned()]);
            let body = TemplateBody { scopes, ..TemplateBody::default() };
            drop(session.change_token_template(id, &body).await);
        }
        Kind::TemplateDeleted => drop(session.delete_token_template(id).await),
        other => panic!("{other:?} is not sent"),
    }
}

async fn decide_together(session: &Session, ids: &Value) {
    let mut approvals = Vec::new();
    for id in ids.as_array().unwrap() {
        let approval = session.pending_approval(id.as_str().unwrap()).await.unwrap();
        approvals.push(BulkDecision::new(&approval, Decision::Reject).unwrap());
    }
    session.decide_approvals(&BulkRequest { approvals, stops_at_error: false }).await.unwrap();
}
