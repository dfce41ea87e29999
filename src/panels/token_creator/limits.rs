//! How much the token may spend in its life: a coin that cannot be mistaken for its twin, and an exact amount.

use std::collections::BTreeSet;

use egui::{Align, Layout, Role, Ui};

use super::model::FormModel;
use super::pasted::Paste;
use super::state::State;
use super::text as wording;
use crate::bitgo::wallet::WalletRows;
use crate::domain::coin::{Coin, coins, twins_words};
use crate::domain::limit::{self, AmountUnit};
use crate::domain::token::TokenCheck;
use crate::kit::button::{Button, Kind};
use crate::kit::field::TextField;
use crate::kit::form as kit_form;
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, field, icon, layout, notice, space, text};

/// How many coins a search offers at once.
const OFFERED_COINS: usize = 8;
const AMOUNT_WIDTH: f32 = 240.0;
/// In less room than this, in points, the unit stands below the amount instead of beside it.
const SIDES_FROM: f32 = 440.0;

/// Draws the limits.
pub fn show(ui: &mut Ui, state: &mut State, model: &FormModel<'_>, check: &TokenCheck) {
    text::draw_section(ui, wording::LIMITS);
    text::wrapped(ui, text::muted(wording::LIMITS_ABOUT));
    // Not a range: pressing a limit's remove button makes the list shorter while it is drawn.
    let mut index = 0;
    while index < state.draft.limits.len() {
        kit_form::inset(ui, |ui| one_limit(ui, state, model.wallets, check, index));
        index += 1;
    }
    layout::wrapping_row(ui, |ui| {
        if button::with_icon(ui, true, icon::ADD, wording::ADD_LIMIT).clicked() {
            state.add_limit();
        }
        if button::with_icon(ui, true, icon::PASTE, wording::PASTE_LIMITS).clicked() {
            state.paste = Some(Paste::limits());
        }
    });
    all_erc20(ui, state, check);
}

fn one_limit(ui: &mut Ui, state: &mut State, wallets: WalletRows<'_>, check: &TokenCheck, index: usize) {
    let name = state.draft.limits[index].coin.clone();
    let coin = coins().get(&name);
    let ((), is_removed) = layout::ends(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let title = if name.is_empty() { wording::CHOOSE_COIN } else { &name };
            ui.label(text::strong(title));
            if let Some(coin) = coin {
                identity(ui, coin);
            } else if !name.is_empty() {
                ui.label(text::small(wording::UNKNOWN_COIN));
            }
        },
        |ui| button::icon(ui, icon::REMOVE, &wording::remove_limit(index + 1)).clicked(),
    );
    if is_removed {
        state.remove_limit(index);
        return;
    }
    if let Some(coin) = coin {
        twins(ui, coin);
    }
    coin_picker(ui, state, wallets, index);
    if !name.is_empty() {
        amount(ui, state, check, index, coin);
    }
}

fn coin_picker(ui: &mut Ui, state: &mut State, wallets: WalletRows<'_>, index: usize) {
    let mut words = match &state.coin_search {
        Some((at, words)) if *at == index => words.clone(),
        _ => {
            // Several limits may stand here: the accessible names say which is meant.
            let name = wording::choose_coin(index + 1);
            if Button::new(wording::CHANGE_COIN).kind(Kind::Link).name(&name).show(ui).clicked() {
                state.coin_search = Some((index, String::new()));
            }
            return;
        }
    };
    let label = wording::coin_of(index + 1);
    field::search(ui, &label, &mut words, field::WIDTH.min(ui.available_width()));
    let mut chosen = None;
    let mut found = offered(&words, wallets, &state.draft.bound_wallets());
    let is_more = found.len() > OFFERED_COINS;
    found.truncate(OFFERED_COINS);
    for coin in found {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            if button::plain(ui, true, coin.name).clicked() {
                chosen = Some(coin.name.to_owned());
            }
            identity(ui, coin);
        });
    }
    if is_more {
        ui.label(text::small(wording::MORE_COINS));
    }
    let typed = words.trim().to_owned();
    if !typed.is_empty()
        && coins().get(&typed).is_none()
        && button::link(ui, &wording::use_coin(&typed)).clicked()
    {
        chosen = Some(typed);
    }
    state.coin_search = Some((index, words));
    if let Some(name) = chosen {
        state.draft.limits[index].coin = name;
        state.coin_search = None;
    }
}

/// What tells a coin from others, with its whole contract in the hover.
fn identity(ui: &mut Ui, coin: &Coin) {
    let hover = coin.contract.map_or_else(
        || format!("{} on {}", coin.full_name, coin.network_words()),
        |contract| format!("{}: contract {contract}", coin.network_words()),
    );
    text::elided_about(ui, text::small(coin.identity()), hover);
}

/// Coins that could be taken for this one, with what tells each of them apart in the hover.
fn twins(ui: &mut Ui, coin: &Coin) {
    if let Some((words, apart)) = twins_words(coin) {
        notice::line(ui, Meaning::Attention, &words).on_hover_text(text::lines(apart));
    }
}

/// What is found by the words; with none typed yet, the coins that the person's own wallets hold. Those that the wallets
/// hold to which the token is bound come first.
fn offered(words: &str, wallets: WalletRows<'_>, bound: &[&str]) -> Vec<&'static Coin> {
    let mut found: Vec<&'static Coin> = if words.trim().is_empty() {
        wallets.coins().filter_map(|name| coins().get(name)).collect()
    } else {
        coins().search(words, OFFERED_COINS + 1)
    };
    if !bound.is_empty() {
        let chosen: BTreeSet<&str> =
            bound.iter().filter_map(|id| wallets.by_id(id)).map(|wallet| wallet.coin.as_str()).collect();
        found.sort_by_key(|coin| !chosen.contains(coin.name));
    }
    if words.trim().is_empty() {
        found.truncate(OFFERED_COINS);
    }
    found
}

fn amount(ui: &mut Ui, state: &mut State, check: &TokenCheck, index: usize, coin: Option<&Coin>) {
    let draft = &mut state.draft.limits[index];
    no_own_limit(ui, &mut draft.maximum, &wording::limit_name(index + 1));
    if !draft.maximum {
        let unit = coin.map_or_else(|| "coin units".to_owned(), Coin::display_unit);
        let base = coin.map_or("base units", Coin::base_unit_words);
        let units = [(AmountUnit::Coin, unit.as_str()), (AmountUnit::Base, base)];
        let read = check.limits.get(index);
        let problem = read
            .and_then(|result| result.as_ref().err())
            .filter(|_| !draft.amount.is_empty())
            .map(|problem| problem.with_example(coin, draft.unit));
        let help =
            read.and_then(|result| result.as_ref().ok()).and_then(|limit| limit.value.in_both_units(coin?));
        let sides = if ui.available_width() < SIDES_FROM {
            Layout::top_down(Align::Min)
        } else {
            Layout::left_to_right(Align::Min)
        };
        ui.with_layout(sides, |ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            ui.vertical(|ui| {
                TextField::new(wording::AMOUNT, &mut draft.amount)
                    .name(&wording::amount_of(index + 1))
                    .hint("1.5")
                    .help(help.as_deref().unwrap_or(wording::AMOUNT_REQUIRED))
                    .problem(problem.as_deref())
                    .width(AMOUNT_WIDTH)
                    .mono()
                    .show(ui);
                if let Some(plain) = problem.as_ref().and_then(|_| limit::without_grouping(&draft.amount))
                    && button::link(ui, &wording::use_amount(&plain, index + 1)).clicked()
                {
                    draft.amount = plain;
                }
            });
            ui.vertical(|ui| choice::segmented(ui, "Unit", &mut draft.unit, &units));
        });
    }
}

/// The box that asks for no limit; its accessible name says of what.
fn no_own_limit(ui: &mut Ui, ticked: &mut bool, of: &str) {
    let shown = choice::checkbox(ui, ticked, wording::NO_OWN_LIMIT, None);
    let name = wording::no_own_limit(of);
    shown.widget_info(|| text::choosable(Role::CheckBox, true, *ticked, &name));
}

fn all_erc20(ui: &mut Ui, state: &mut State, check: &TokenCheck) {
    let draft = &mut state.draft.erc20;
    choice::checkbox(ui, &mut draft.enabled, wording::ERC20, Some(wording::ERC20_ABOUT));
    if !draft.enabled {
        return;
    }
    kit_form::inset(ui, |ui| {
        no_own_limit(ui, &mut draft.maximum, wording::ALL_ERC20);
        if !draft.maximum {
            let problem = check.erc20.as_ref().err().filter(|_| !draft.amount.is_empty());
            let problem = problem.map(|problem| problem.with_example(None, AmountUnit::Base));
            let words = check.erc20.as_ref().ok().and_then(Option::as_ref).map(limit::erc20_in_words);
            TextField::new(wording::AMOUNT, &mut draft.amount)
                .name(wording::ERC20_AMOUNT)
                .hint("2500000000")
                .help(words.as_deref().unwrap_or(wording::ERC20_AMOUNT_REQUIRED))
                .problem(problem.as_deref())
                .mono()
                .show(ui);
        }
        notice::line(ui, Meaning::Information, wording::ERC20_OTHERS);
    });
}
