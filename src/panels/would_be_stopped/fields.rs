//! What is asked about: the amount, where it goes, who starts it, and with which access token.

use egui::Ui;

use super::model::{Model, WalletReading};
use super::state::Question;
use super::text as wording;
use super::typed::Typed;
use crate::domain::coin::{Coin, coins};
use crate::domain::enterprise_policy::Standing;
use crate::domain::share::Permission;
use crate::kit::field::TextField;
use crate::kit::palette::Meaning;
use crate::kit::{choice, layout, notice, space, text};

/// How wide the kinds of destinations stand side by side, in points.
const KINDS_WIDTH: f32 = 300.0;

/// Draws the fields.
pub(super) fn show(
    ui: &mut Ui,
    question: &mut Question,
    typed: &Typed,
    reading: &WalletReading,
    model: &Model<'_>,
) {
    if reading.wallet.is_frozen(model.now) {
        notice::banner(ui, Meaning::Attention, wording::FROZEN);
    }
    let half = (ui.available_width() - space::M) / 2.0;
    layout::row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        column(ui, half, |ui| amount(ui, question, typed));
        column(ui, half, |ui| coin(ui, question, typed, reading));
    });
    destination(ui, question, typed);
    let has_kinds = typed.address.is_none();
    let side = if has_kinds { (ui.available_width() - KINDS_WIDTH - space::M * 2.0) / 2.0 } else { half };
    layout::row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        if has_kinds {
            column(ui, KINDS_WIDTH, |ui| kinds(ui, question));
        }
        column(ui, side, |ui| initiator(ui, question, reading, model));
        column(ui, side, |ui| token(ui, question, model));
    });
    notices(ui, question, reading, model);
    space::rule(ui, space::S);
}

fn column(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        add(ui);
    });
}

fn amount(ui: &mut Ui, question: &mut Question, typed: &Typed) {
    let facts = typed.coin.as_ref().ok();
    let unit = facts.map_or_else(|| "coin units".to_owned(), |it| it.display_unit());
    let base = facts.map_or("base units", |it| it.base_unit_words());
    let help = match &typed.amount {
        Ok(amount) => wording::exactly(&amount.grouped(), base),
        Err(_) => wording::in_unit(&unit),
    };
    let is_begun = !question.amount.trim().is_empty();
    let problem = typed.amount.as_ref().err().filter(|it| is_begun && !it.is_empty());
    TextField::new(&wording::amount_in(&unit), &mut question.amount)
        .hint("2.5")
        .help(&help)
        .problem(problem.map(String::as_str))
        .width(ui.available_width())
        .focus(std::mem::take(&mut question.wants_focus))
        .show(ui);
}

/// The coin is the wallet's, where it can hold no token.
fn coin(ui: &mut Ui, question: &mut Question, typed: &Typed, reading: &WalletReading) {
    let own = coins().get(&reading.wallet.coin);
    if own.is_some_and(Coin::carries_tokens) {
        let help = typed.coin.as_ref().map_or(wording::COIN_HELP, |it| it.full_name);
        TextField::new(wording::COIN, &mut question.coin)
            .help(help)
            .problem(typed.coin.as_ref().err().map(String::as_str))
            .width(ui.available_width())
            .show(ui);
        return;
    }
    ui.label(text::strong(wording::COIN).size(13.0));
    let words = own.map_or_else(|| reading.wallet.coin.to_string(), Coin::identity);
    text::wrapped(ui, text::body(words));
}

fn destination(ui: &mut Ui, question: &mut Question, typed: &Typed) {
    let problem = typed.address_problem();
    let help = match &typed.destination {
        Some(found) if found.address.is_some() => wording::standing(found.standing, found.is_own),
        _ => wording::ADDRESS_HELP,
    };
    TextField::new(wording::ADDRESS, &mut question.address)
        .names_one()
        .help(help)
        .problem(problem.as_deref())
        .mono()
        .width(ui.available_width())
        .show(ui);
    for issue in typed.address_warnings() {
        let meaning = if issue.is_danger() { Meaning::Danger } else { Meaning::Information };
        notice::line(ui, meaning, &issue.sentence());
    }
}

/// What kind of destination it is, where no address tells.
fn kinds(ui: &mut Ui, question: &mut Question) {
    let kinds = [
        (Standing::New, "New address"),
        (Standing::Known, "Paid before"),
        (Standing::Whitelisted, "Whitelisted"),
    ];
    choice::segmented(ui, wording::KIND_OF_DESTINATION, &mut question.standing, &kinds);
}

fn initiator(ui: &mut Ui, question: &mut Question, reading: &WalletReading, model: &Model<'_>) {
    let name = |id: &str| {
        let you = if id == model.me { " (you)" } else { "" };
        format!("{}{you}", model.names.of(id))
    };
    // Whoever holds a token acts as its owner, and one sees one's own tokens alone.
    if question.token.is_some() {
        model.me.clone_into(&mut question.initiator);
        ui.label(text::strong(wording::INITIATOR).size(13.0));
        text::wrapped(ui, text::body(wording::owner_of_token(&name(model.me))));
        return;
    }
    let mut people: Vec<&str> = reading.facts.people.iter().map(|member| member.person.as_str()).collect();
    if !people.contains(&model.me) {
        people.insert(0, model.me);
    }
    let options: Vec<(String, String)> = people.into_iter().map(|id| (id.to_owned(), name(id))).collect();
    choice::combo(ui, wording::INITIATOR, &mut question.initiator, &options);
}

fn token(ui: &mut Ui, question: &mut Question, model: &Model<'_>) {
    let none = std::iter::once((None, wording::NO_TOKEN.to_owned()));
    let tokens = model.tokens.iter().map(|it| (Some(it.id.clone()), it.label_words().to_owned()));
    let options: Vec<(Option<String>, String)> = none.chain(tokens).collect();
    choice::combo(ui, wording::TOKEN, &mut question.token, &options);
}

fn notices(ui: &mut Ui, question: &Question, reading: &WalletReading, model: &Model<'_>) {
    let permissions = reading.facts.permissions_of(&question.initiator);
    if !permissions.is_some_and(|it| it.has(&Permission::Spend)) {
        let name = model.names.of(&question.initiator);
        notice::line(ui, Meaning::Information, &wording::may_not_spend(&name, permissions.is_some()));
    }
}
