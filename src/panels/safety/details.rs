//! One finding beside the list: what, why, who says so, and the button that leads to its fix.

use egui::Ui;

use super::cells::marks;
use super::meaning::meaning;
use super::model::Model;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::bitgo::user::EnterpriseRef;
use crate::domain::coin::amount_words;
use crate::domain::posture::{Finding, Fix, Subject, Topic};
use crate::domain::share::{Permission, Permissions};
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, copy, form, layout, notice, space, text};

/// Draws the details of a finding.
pub fn show(ui: &mut Ui, state: &mut State, finding: &Finding, model: &Model<'_>) -> Option<Request> {
    // Another finding's details begin at their top.
    let salt = format!("finding {}", finding.id());
    let mut checks = None;
    let fixes = form::with_footer(
        ui,
        &salt,
        state,
        |ui, state| {
            if layout::closable_head(ui, finding.topic().title(), wording::CLOSE_DETAILS) {
                state.close();
            }
            content(ui, finding, model);
            checks = check_withdrawal(ui, &finding.subject);
        },
        |ui, _| way_to_fix(ui, finding, model),
    );
    fixes.or(checks)
}

/// The way to what would come of a withdrawal from the wallet that a finding is about.
fn check_withdrawal(ui: &mut Ui, subject: &Subject) -> Option<Request> {
    let is_of_wallet = !subject.id.is_empty();
    let asks = is_of_wallet && button::link(ui, wording::CHECK_WITHDRAWAL).clicked();
    asks.then(|| Request::CheckWithdrawal { wallet: subject.id.to_string() })
}

fn content(ui: &mut Ui, finding: &Finding, model: &Model<'_>) {
    badge::mark(ui, meaning(finding.severity), finding.severity.word());
    text::wrapped(ui, text::strong(finding.what()));
    text::wrapped(ui, text::body(finding.why()));
    text::wrapped(ui, text::small(wording::source(finding.source())));
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::WHAT_TO_DO));
    text::wrapped(ui, text::body(finding.advice(model.now, model.zone)));
    space::gap(ui, space::XS);
    wallet(ui, &finding.subject, model);
}

fn wallet(ui: &mut Ui, subject: &Subject, model: &Model<'_>) {
    if subject.id.is_empty() {
        if let Some(enterprise) = subject.enterprise.as_deref() {
            form::facts(ui, &[("Enterprise", &EnterpriseRef::name_of(Some(enterprise), model.enterprises))]);
        }
        return;
    }
    let balance = subject.balance.as_ref();
    let balance =
        balance.map_or_else(|| wording::NOT_REPORTED.to_owned(), |it| amount_words(it, &subject.coin));
    let admins = admins(subject, model).join(", ");
    let told = |fact: &str| if fact.is_empty() { wording::NOT_REPORTED.to_owned() } else { fact.to_owned() };
    let facts = [
        ("Wallet", subject.name().to_owned()),
        ("Coin", told(&subject.coin)),
        ("Type", told(&subject.kind)),
        ("Balance", balance),
        ("Admins", told(&admins)),
    ];
    let facts = facts.each_ref().map(|(caption, value)| (*caption, value.as_str()));
    form::facts(ui, &facts);
    marks(subject, model.same_names).show(ui);
    layout::fact(ui, "ID", |ui| copy::id(ui, "wallet ID", &subject.id));
}

fn admins(subject: &Subject, model: &Model<'_>) -> Vec<String> {
    let name = |id: &str| {
        let you = if id == model.me { " (you)" } else { "" };
        format!("{}{you}", model.names.of(id))
    };
    subject.admins().map(name).collect()
}

/// The way to the fix, where this person may go it; else who can.
fn way_to_fix(ui: &mut Ui, finding: &Finding, model: &Model<'_>) -> Option<Request> {
    let subject = &finding.subject;
    let is_admin = subject.admins().any(|admin| admin == model.me);
    match finding.fix() {
        Fix::DecideApproval(id) => button::primary(ui, true, wording::OPEN_APPROVAL)
            .clicked()
            .then(|| Request::OpenApproval { id: id.to_owned() }),
        Fix::AddAdmin | Fix::ChangeRules if !is_admin => {
            notice::line(ui, Meaning::Information, &wording::only_admins(admins(subject, model)));
            None
        }
        Fix::AddAdmin => {
            let is_second = finding.topic() == Topic::OneAdmin;
            let label = if is_second { wording::ADD_SECOND_ADMIN } else { wording::ADD_ADMIN };
            let permissions = || Permissions::of([Permission::View, Permission::Admin]);
            button::primary(ui, true, label)
                .clicked()
                .then(|| Request::Share { wallet: subject.id.to_string(), permissions: permissions() })
        }
        Fix::ReadRules if model.is_reading_rules => {
            notice::line(ui, Meaning::Information, wording::READING_RULES);
            None
        }
        Fix::ReadRules => {
            button::primary(ui, true, wording::READ_RULES).clicked().then_some(Request::ReadRules)
        }
        Fix::LookAtRule(note) if note.rule.is_empty() => {
            button::primary(ui, true, wording::OPEN_POLICIES).clicked().then_some(Request::OpenPolicies)
        }
        Fix::LookAtRule(note) => button::primary(ui, true, wording::OPEN_RULE)
            .clicked()
            .then(|| Request::OpenEnterpriseRule(note.rule.clone())),
        Fix::ChangeRules => button::primary(ui, true, wording::OPEN_RULES)
            .clicked()
            .then(|| Request::OpenRules { coin: subject.coin.to_string(), wallet: subject.id.to_string() }),
    }
}
