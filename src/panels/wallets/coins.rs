//! The coins on the left: how many wallets hold each, and the exact total, checked against BitGo's own.

use egui::Ui;

use super::filtered_rows::FilteredRows;
use super::model::Model;
use super::state::State;
use super::text as wording;
use crate::bitgo::wallet::CoinTotal;
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::{amount_words, coins};
use crate::domain::foreign_text::joined_lines;
use crate::kit::palette::Meaning;
use crate::kit::{choice, layout, notice, text};

/// So many letters of an amount have room in the list.
const LINE_LETTERS: usize = 26;

/// Draws the list; a press narrows the table to a coin, another one widens it again.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>, arranged: &FilteredRows) {
    // The platform sums over all enterprises: with one chosen there is nothing to compare.
    let is_whole = arranged.are_whole(&model.wallets);
    let totals = model.totals.filter(|_| model.enterprise.is_none() && is_whole);
    layout::scroll(ui, "coins", |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if choice::entry(ui, "All coins", "", arranged.count() as u64, state.coin.is_none()).clicked() {
            state.coin = None;
        }
        for coin in &arranged.totals.coins {
            let is_chosen = state.coin.as_deref() == Some(coin.coin.as_str());
            let total = total_words(coin, is_whole);
            let line = shortened(&total);
            let response = choice::entry_with(ui, &coin.coin, (&line, &total), coin.count as u64, is_chosen);
            if response.on_hover_text(text::lines(hover(coin, &total, is_whole))).clicked() {
                state.coin = (!is_chosen).then(|| coin.coin.clone());
            }
            if let Some(other) = totals.and_then(|totals| coin.differing(totals)) {
                let words = wording::other_total(&in_units(&coin.coin, other));
                notice::line(ui, Meaning::Attention, &words);
            }
        }
    });
}

/// The same choice as a menu, where there is no room for the list.
pub fn menu(ui: &mut Ui, state: &mut State, model: &Model<'_>, arranged: &FilteredRows) {
    let mut options = vec![(None, "All coins".to_owned())];
    options.extend(arranged.totals.coins.iter().map(|coin| {
        (
            Some(coin.coin.clone()),
            format!(
                "{}: {} in {}",
                coin.coin,
                total_words(coin, arranged.are_whole(&model.wallets)),
                coin.count
            ),
        )
    }));
    choice::bare_combo(ui, "Coin", &mut state.coin, &options);
}

/// The sum of a coin. Of wallets that did not all tell a balance, it is the least that there is; of wallets that were not
/// all read, it is what there is so far.
fn total_words(coin: &CoinTotal, is_whole: bool) -> String {
    let total = in_units(&coin.coin, &coin.total);
    let total = match coin.summed() {
        0 => return wording::TOTAL_UNKNOWN.to_owned(),
        summed if summed == coin.count => total,
        _ => format!("≥ {total}"),
    };
    if is_whole { total } else { format!("{total}{}", wording::SO_FAR) }
}

fn in_units(coin: &str, total: &BaseUnits) -> String {
    amount_words(&Balance::Exact(total.clone()), coin)
}

/// An amount in one line of the list: where it is too long, the end of its fraction gives way and the unit stays.
fn shortened(total: &str) -> String {
    let (amount, end) = total.strip_suffix(wording::SO_FAR).map_or((total, ""), |it| (it, wording::SO_FAR));
    let Some((number, unit)) = amount.rsplit_once(' ') else { return total.to_owned() };
    let room = LINE_LETTERS.saturating_sub(unit.chars().count() + end.len() + 2);
    let point = number.find('.').unwrap_or(number.len());
    if total.chars().count() <= LINE_LETTERS || room <= point + 1 || !number.is_ascii() {
        return total.to_owned();
    }
    number.get(..room).map_or_else(|| total.to_owned(), |kept| format!("{kept}… {unit}{end}"))
}

fn hover(coin: &CoinTotal, total: &str, is_whole: bool) -> String {
    let mut lines = vec![coin.coin.clone()];
    if let Some(facts) = coins().get(&coin.coin) {
        lines.push(facts.identity());
    } else {
        lines.push(wording::UNKNOWN_COIN.to_owned());
    }
    lines.push(format!("Total {total}"));
    if coin.summed() > 0 {
        lines.push(format!("{} base units", coin.total.grouped()));
    }
    if !is_whole {
        lines.push(wording::NOT_ALL_READ.to_owned());
    }
    if coin.unreadable > 0 {
        lines.push(wording::without_unreadable(coin.unreadable));
    }
    if coin.missing > 0 {
        lines.push(wording::without_missing(coin.missing));
    }
    joined_lines(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_says_what_it_lacks_and_a_sum_of_none_is_no_zero() {
        let of = |unreadable, missing, sum: u64| CoinTotal {
            coin: "tbtc".to_owned(),
            count: 2,
            total: BaseUnits::from(sum),
            unreadable,
            missing,
        };
        for (total, is_whole, words) in [
            (of(0, 0, 0), true, "0 TBTC"),
            (of(0, 0, 150_000_000), true, "1.5 TBTC"),
            (of(0, 0, 150_000_000), false, "1.5 TBTC so far"),
            (of(0, 1, 150_000_000), true, "≥ 1.5 TBTC"),
            (of(0, 1, 150_000_000), false, "≥ 1.5 TBTC so far"),
            (of(1, 1, 0), true, "not reported"),
            (of(0, 2, 0), false, "not reported"),
        ] {
            assert_eq!(total_words(&total, is_whole), words);
            assert_eq!(hover(&total, words, is_whole).contains("base units"), total.summed() > 0);
        }
    }

    #[test]
    fn a_long_total_keeps_its_unit() {
        for (total, line) in [
            ("1.5 TBTC", "1.5 TBTC"),
            ("2,468,048.489298816696961234 HTETH", "2,468,048.489298816… HTETH"),
            ("2,468,048.489298816696961234 HTETH so far", "2,468,048.48… HTETH so far"),
            ("1.5 TBTC so far", "1.5 TBTC so far"),
            ("2,468,048,489,298,816,696,961,234 HTETH", "2,468,048,489,298,816,696,961,234 HTETH"),
            ("“1e8”, which is not an amount at all", "“1e8”, which is not an amount at all"),
        ] {
            assert_eq!(shortened(total), line);
        }
    }
}
