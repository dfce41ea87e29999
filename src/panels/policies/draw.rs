//! The rules on the screen.

use egui::Ui;

use super::arranged::{Arranged, Kind};
use super::cells::Cells;
use super::model::Model;
use super::order::Order;
use super::request::Request;
use super::state::State;
use super::text as wording;
use super::{details, recommended, versions};
use crate::bitgo::user::EnterpriseRef;
use crate::domain::count::Count;
use crate::domain::enterprise_policy::{EnterpriseRules, NotRead, RuleStatus};
use crate::kit::listing::{self, ListRequest};
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, field, form, icon, layout, notice, placeholder, space, table, text};

const FILTER_WIDTH: f32 = 190.0;
const MENU_WIDTH: f32 = 140.0;
const ORDER_WIDTH: f32 = 170.0;
const DETAILS_WIDTH: f32 = 400.0;
/// From this width on, in points, everything that narrows the list stands on one line.
const ONE_LINE_FROM: f32 = 1_010.0;
/// From this width on, in points, list and details stand side by side.
const BOTH_FROM: f32 = 860.0;

/// Draws the rules; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let asked = layout::head(ui, wording::TITLE, |ui| control(ui, model)).map(Request::Read);
        ui.spacing_mut().item_spacing.y = space::S;
        not_read(ui, model);
        let arranged = state.arrange(model);
        let inside = if arranged.is_none() || arranged.all.list.is_empty() {
            no_rows(ui, &arranged, model).map(Request::Read)
        } else {
            list_and_details(ui, state, &arranged, model)
        };
        state.keep(arranged);
        asked.or(inside)
    })
}

/// The button in the head: stops a reading under way, or reads again.
fn control(ui: &mut Ui, model: &Model<'_>) -> Option<ListRequest> {
    if model.is_reading {
        return button::plain(ui, true, "Stop reading").clicked().then_some(ListRequest::Stop);
    }
    listing::control(ui, &model.wallets)
}

/// Whose rules could not be read, and what that means: never that there are none.
fn not_read(ui: &mut Ui, model: &Model<'_>) {
    let is_wanted = |it: &&EnterpriseRules| model.enterprise.is_none_or(|id| id == it.enterprise);
    let mut reasons: Vec<(&NotRead, Vec<String>)> = Vec::new();
    for read in model.book.enterprises.iter().map(AsRef::as_ref).filter(is_wanted) {
        let Some(why) = read.not_read() else { continue };
        let called = EnterpriseRef::name_of(Some(&read.enterprise), model.enterprises);
        match reasons.iter_mut().find(|(other, _)| *other == why) {
            Some((_, all)) => all.push(called),
            None => reasons.push((why, vec![called])),
        }
    }
    for (why, enterprises) in reasons {
        notice::banner(ui, Meaning::Attention, &wording::not_read(&enterprises, why));
    }
}

fn no_rows(ui: &mut Ui, arranged: &Arranged, model: &Model<'_>) -> Option<ListRequest> {
    if arranged.is_none() || model.is_coming() {
        if model.wallets.rows.is_empty() {
            return listing::no_rows(ui, &model.wallets, "wallets", |_| {});
        }
        ui.label(text::muted(wording::READING));
        return None;
    }
    let is_whole = model.book.enterprises.iter().all(|it| it.not_read().is_none());
    let (head, why) = wording::no_rules(is_whole && arranged.all.silent == 0);
    placeholder::nothing(ui, icon::SCOPE, head, why, |_| {});
    None
}

fn list_and_details(
    ui: &mut Ui,
    state: &mut State,
    arranged: &Arranged,
    model: &Model<'_>,
) -> Option<Request> {
    let row = state.chosen.as_ref().and_then(|chosen| arranged.chosen(chosen));
    if row.is_none() && !state.shows_recommended {
        return list(ui, state, arranged, model).map(Request::Read);
    }
    let beside = |ui: &mut Ui, state: &mut State| {
        let Some(row) = row.filter(|_| !state.shows_recommended) else {
            recommended::show(ui, state, arranged, model);
            return None;
        };
        if state.shows_versions {
            versions::show(ui, state, row, arranged, model)
        } else {
            details::show(ui, state, row, arranged, model)
        }
    };
    if ui.available_width() < BOTH_FROM {
        return beside(ui, state);
    }
    let (mut left, mut right) = form::main_and_side(ui, DETAILS_WIDTH);
    let read = list(&mut left, state, arranged, model).map(Request::Read);
    beside(&mut right, state).or(read)
}

fn list(ui: &mut Ui, state: &mut State, arranged: &Arranged, model: &Model<'_>) -> Option<ListRequest> {
    filters(ui, state, arranged);
    let cells = Cells::new(ui, arranged, model);
    let all = Count::of(arranged.all.list.len(), !model.is_coming());
    layout::row(ui, |ui| {
        ui.label(text::muted(wording::shown(arranged.shown.len(), all)));
        if !cells.has_all() {
            orders(ui, state);
        }
    });
    let read = listing::status(ui, &model.wallets, "wallets");
    if model.book.is_coming() {
        ui.label(text::muted(wording::READING));
    }
    recommended::line(ui, state, arranged, model);
    if arranged.all.silent > 0 {
        notice::line(ui, Meaning::Information, &wording::silent(arranged.all.silent));
    }
    if arranged.shown.is_empty() {
        placeholder::nothing(ui, icon::FILTER, wording::NO_MATCH, wording::NO_MATCH_HELP, |ui| {
            if button::plain(ui, true, wording::SHOW_ALL).clicked() {
                state.show_all();
            }
        });
        return read;
    }
    let rows = arranged.shown.len();
    let (order, descending) = state.sort;
    state.table.sort = cells.sorted_by(order).map(|column| table::Sort { column, descending });
    let did = ui
        .push_id(cells.room(), |ui| {
            table::show(ui, "Policies", &cells.heads(), &mut state.table, rows, |ui, row, column| {
                cells.cell(ui, row, column);
            })
        })
        .inner;
    if let (true, Some(sort)) = (did.sorted, state.table.sort)
        && let Some(order) = cells.order(sort.column)
    {
        state.sort = (order, sort.descending);
    }
    if let Some(row) = did.chose.or(did.opened) {
        state.choose(arranged.at(row));
        state.table.takes_keyboard = true;
    }
    read
}

/// The order, where the table has no head for each.
fn orders(ui: &mut Ui, state: &mut State) {
    let (order, descending) = state.sort;
    let turned = Some(state.sort).filter(|sort| !Order::MENU.iter().any(|(it, _)| it == sort));
    let orders = Order::MENU.into_iter();
    let orders = orders.chain(turned.map(|sort| (sort, order.turned_words(descending))));
    let orders: Vec<_> = orders.map(|(sort, words)| (sort, words.to_owned())).collect();
    choice::bare_combo_in(ui, "Order", &mut state.sort, &orders, ORDER_WIDTH);
}

fn filters(ui: &mut Ui, state: &mut State, arranged: &Arranged) {
    let words = |ui: &mut Ui, state: &mut State| {
        field::search(ui, wording::FILTER, &mut state.filter, FILTER_WIDTH);
        field::search(ui, wording::WALLET, &mut state.wallet, FILTER_WIDTH);
    };
    // Menus do not wrap by themselves.
    let width = ui.available_width();
    if width >= ONE_LINE_FROM {
        layout::row(ui, |ui| {
            words(ui, state);
            first_menus(ui, state);
            last_menus(ui, state, arranged);
        });
        return;
    }
    layout::row(ui, |ui| words(ui, state));
    if width >= 4.0 * MENU_WIDTH + 3.0 * space::M {
        layout::row(ui, |ui| {
            first_menus(ui, state);
            last_menus(ui, state, arranged);
        });
    } else {
        layout::row(ui, |ui| first_menus(ui, state));
        layout::row(ui, |ui| last_menus(ui, state, arranged));
    }
}

fn first_menus(ui: &mut Ui, state: &mut State) {
    let kinds = [
        (Kind::All, "All kinds"),
        (Kind::Wallet, "Wallet rules"),
        (Kind::Enterprise, "Enterprise rules"),
        (Kind::Vendor, "BitGo's rules"),
    ]
    .map(|(kind, title)| (kind, title.to_owned()));
    choice::bare_combo_in(ui, "Kind of rule", &mut state.kind, &kinds, MENU_WIDTH);
    let statuses = [
        (None, "All statuses"),
        (Some(RuleStatus::Active), "Active"),
        (Some(RuleStatus::PendingApproval), "Waiting for approval"),
        (Some(RuleStatus::UnlockPending), "Unlock pending"),
        (Some(RuleStatus::Denied), "Denied"),
        (Some(RuleStatus::Inactive), "Inactive"),
    ]
    .map(|(status, title)| (status, title.to_owned()));
    choice::bare_combo_in(ui, "Status", &mut state.status, &statuses, MENU_WIDTH);
}

fn last_menus(ui: &mut Ui, state: &mut State, arranged: &Arranged) {
    choice::bare_combo_in(ui, "Coin", &mut state.coin, &arranged.all.coins, MENU_WIDTH);
    choice::bare_combo_in(ui, "Person named", &mut state.person, &arranged.all.people, MENU_WIDTH);
}
