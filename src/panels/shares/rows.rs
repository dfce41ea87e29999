//! The list of shares one way: filtered, ticked, chosen.

use egui::Ui;
use jiff::Timestamp;

use super::model::Model;
use super::request::Request;
use super::state::{Shown, State};
use super::text as wording;
use crate::bitgo::shares::{ShareState, WalletShare};
use crate::domain::foreign_text::joined_lines;
use crate::domain::share::{ActionTarget, Permission, ShareAction, age_in_words, waits_for_long};
use crate::kit::name::NameMarks;
use crate::kit::palette::Meaning;
use crate::kit::table::Column;
use crate::kit::{badge, button, choice, field, icon, layout, placeholder, table, text};

const FILTER_WIDTH: f32 = 220.0;
/// Below these widths, in points, columns are left to the details, so that none is cut: the coin, the permissions, the age.
const COIN_FROM: f32 = 920.0;
const PERMISSIONS_FROM: f32 = 840.0;
const AGE_FROM: f32 = 640.0;
/// From this width on there is room for four permissions beside their icon.
const WIDE: f32 = 1000.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Col {
    Tick,
    Wallet,
    Coin,
    Person,
    Permissions,
    Age,
    State,
}

/// How a share stands, in words for the way that it goes.
pub(super) fn state_words(share: &WalletShare, shown: Shown, now: Timestamp) -> (Meaning, String) {
    let is_long = share.created.is_some_and(|since| waits_for_long(since, now));
    match (&share.state, shown) {
        (ShareState::Active, Shown::Incoming) => (Meaning::Attention, wording::NEEDS_RESPONSE.to_owned()),
        (ShareState::Active, _) if is_long => (Meaning::Attention, wording::RECIPIENT_OVERDUE.to_owned()),
        (ShareState::Active, _) => (Meaning::Information, wording::PENDING_RECIPIENT.to_owned()),
        (ShareState::PendingApproval, _) if is_long => {
            (Meaning::Attention, wording::APPROVAL_OVERDUE.to_owned())
        }
        (ShareState::PendingApproval, _) => (Meaning::Information, wording::PENDING_APPROVAL.to_owned()),
        (other, _) if other.word().is_empty() => (Meaning::Neutral, wording::NOT_REPORTED.to_owned()),
        (other, _) => (Meaning::Neutral, other.word().to_owned()),
    }
}

/// The other person of a share.
pub(super) fn person_of(share: &WalletShare, shown: Shown) -> &str {
    if shown == Shown::Incoming { &share.from_user } else { &share.to_user }
}

/// What may be mistaken about the wallet's name: it looks like another's among the person's wallets.
pub(super) fn wallet_marks(share: &WalletShare, shown: Shown, model: &Model<'_>) -> NameMarks {
    let (label, names) = (share.wallet_name(), model.same_names);
    let is_anothers =
        shown == Shown::Incoming && names.has_one_like(label) && model.wallets.by_id(&share.wallet).is_none();
    let is_mistakable = is_anothers || names.is_mistakable(label, &share.coin);
    NameMarks::of(label, is_mistakable.then_some(share.wallet.as_str()))
}

/// Whether words that were typed are all in what is shown of a share.
fn matches(share: &WalletShare, shown: Shown, filter: &str, model: &Model<'_>) -> bool {
    let all = [
        share.wallet_label.as_str(),
        &share.wallet,
        &share.id,
        &share.coin,
        &model.names.of(person_of(share, shown)),
        person_of(share, shown),
        &share.permissions.labels(),
        &share.permissions.to_string(),
        &share.message,
        &state_words(share, shown, model.now).1,
    ]
    .join("\n")
    .to_lowercase();
    filter.split_whitespace().all(|word| all.contains(&word.to_lowercase()))
}

/// Draws filter, ticked rows' buttons and table.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    shares: &[WalletShare],
    model: &Model<'_>,
) -> Option<Request> {
    if shares.is_empty() {
        let (head, words) = match state.shown {
            Shown::Incoming => wording::NO_INCOMING,
            _ => wording::NO_OUTGOING,
        };
        placeholder::nothing(ui, icon::SHARE, head, words, |_| {});
        return None;
    }
    let shown: Vec<&WalletShare> =
        shares.iter().filter(|share| matches(share, state.shown, &state.filter, model)).collect();
    head(ui, state, &shown, shares.len(), model);
    if shown.is_empty() {
        placeholder::nothing(ui, icon::FILTER, wording::NO_MATCH, wording::NO_MATCH_HELP, |ui| {
            if button::plain(ui, true, wording::SHOW_ALL).clicked() {
                state.filter.clear();
            }
        });
        return None;
    }
    rows(ui, state, &shown, model)
}

/// The filter, and what can be done with those that are ticked.
fn head(ui: &mut Ui, state: &mut State, shown: &[&WalletShare], all: usize, model: &Model<'_>) {
    let is_incoming = state.shown == Shown::Incoming;
    let ticked: Vec<(&ShareState, ActionTarget)> = shown
        .iter()
        .filter(|share| state.ticked.contains(&share.id))
        .map(|share| (&share.state, share.target(model.names, is_incoming)))
        .collect();
    layout::wrapping_row(ui, |ui| {
        field::search(ui, wording::FILTER, &mut state.filter, FILTER_WIDTH);
        if ticked.is_empty() {
            let noun = if all == 1 { "share" } else { "shares" };
            let of = if shown.len() == all { String::new() } else { format!("{} of ", shown.len()) };
            let words = format!("{of}{all} {noun}");
            ui.label(text::muted(words));
            return;
        }
        let actions = if is_incoming {
            [ShareAction::Accept, ShareAction::Reject]
        } else {
            [ShareAction::SendAgain, ShareAction::Cancel]
        };
        for action in actions {
            // Those with spending are accepted one by one, and nothing is done again whose answer was lost.
            let can_do = |(share_state, target): &&(&ShareState, ActionTarget)| {
                let needs_key = action == ShareAction::Accept && target.may_spend;
                action.fits(share_state) && !needs_key && model.is_free(&target.id)
            };
            let targets: Vec<ActionTarget> =
                ticked.iter().filter(can_do).map(|(_, target)| target.clone()).collect();
            let words = action.bulk_button(targets.len());
            let pressed = if action.is_danger() {
                button::danger(ui, !targets.is_empty(), &words).clicked()
            } else {
                button::plain(ui, !targets.is_empty(), &words).clicked()
            };
            if pressed {
                state.confirming = Some((action, targets));
            }
        }
        let words = format!("{} selected", ticked.len());
        let with_key = ticked.iter().filter(|(_, target)| target.may_spend).count();
        if is_incoming && with_key > 0 {
            ui.label(text::muted(format!("{words}, {with_key} with spending")))
                .on_hover_text(wording::KEYS_ONE_BY_ONE);
        } else {
            ui.label(text::muted(words));
        }
    });
}

fn columns(width: f32) -> Vec<Col> {
    let all = [Col::Tick, Col::Wallet, Col::Coin, Col::Person, Col::Permissions, Col::Age, Col::State];
    let is_kept = |col: &Col| match col {
        Col::Coin => width >= COIN_FROM,
        Col::Permissions => width >= PERMISSIONS_FROM,
        Col::Age => width >= AGE_FROM,
        _ => true,
    };
    all.into_iter().filter(is_kept).collect()
}

fn title(col: Col, shown: Shown, is_wide: bool) -> Column<'static> {
    match col {
        Col::Tick => Column::new("", 48.0),
        Col::Wallet => Column::fill("Wallet"),
        Col::Coin => Column::new("Coin", 80.0),
        Col::Person => Column::new(if shown == Shown::Incoming { "From" } else { "To" }, 140.0),
        Col::Permissions => Column::new("Permissions", if is_wide { 260.0 } else { 200.0 }),
        Col::Age => Column::new("Age", 90.0).about(wording::AGE_HELP),
        Col::State => Column::new("Status", 200.0),
    }
}

fn rows(ui: &mut Ui, state: &mut State, shown: &[&WalletShare], model: &Model<'_>) -> Option<Request> {
    let width = ui.available_width();
    let (cols, is_wide) = (columns(width), width >= WIDE);
    let heads: Vec<Column<'_>> = cols.iter().map(|col| title(*col, state.shown, is_wide)).collect();
    let way = state.shown;
    state.table.chosen = shown.iter().position(|share| state.chosen_id.as_ref() == Some(&share.id));
    let ticked = &mut state.ticked;
    let did = ui
        .push_id((&cols, way, is_wide), |ui| {
            table::show(ui, "Shares", &heads, &mut state.table, shown.len(), |ui, row, place| {
                let share = shown[row];
                if cols[place] == Col::Tick {
                    tick(ui, ticked, share, way, model);
                } else {
                    cell(ui, cols[place], share, way, model);
                }
            })
        })
        .inner;
    let share = shown.get(did.chose?)?;
    state.chosen_id = Some(share.id.clone());
    let is_to_be_looked_at = way == Shown::Incoming && share.state == ShareState::Active;
    is_to_be_looked_at.then(|| Request::Look { coin: share.coin.clone(), id: share.id.clone() })
}

fn tick(
    ui: &mut Ui,
    ticked: &mut std::collections::BTreeSet<String>,
    share: &WalletShare,
    shown: Shown,
    model: &Model<'_>,
) {
    if share.state.is_over() {
        return;
    }
    let mut is_ticked = ticked.contains(&share.id);
    let wallet = share.wallet_name();
    let name = format!("Select {wallet}, {}", model.names.of(person_of(share, shown)));
    if choice::tick(ui, &mut is_ticked, &name).changed() {
        if is_ticked {
            ticked.insert(share.id.clone());
        } else {
            ticked.remove(&share.id);
        }
    }
}

fn cell(ui: &mut Ui, col: Col, share: &WalletShare, shown: Shown, model: &Model<'_>) {
    match col {
        Col::Tick => {}
        Col::Wallet => {
            let label = share.wallet_name();
            wallet_marks(share, shown, model).show_icon(ui);
            if let Some(words) = share.unreadable_words() {
                badge::icon_only(ui, Meaning::Attention, icon::WARNING, &words);
            }
            text::elided_about(
                ui,
                text::body(label),
                joined_lines([label, &format!("Wallet {}", share.wallet)]),
            );
        }
        Col::Coin => drop(text::elided(ui, text::body(&share.coin))),
        Col::Person => {
            let person = person_of(share, shown);
            NameMarks::of(&model.names.of(person), None).show_icon(ui);
            text::elided_about(ui, text::body(model.names.of(person)), person);
        }
        Col::Permissions => {
            if share.permissions.has(&Permission::Spend) && shown == Shown::Incoming {
                badge::icon_only(ui, Meaning::Information, icon::KEYCHAIN, wording::KEY_MAY_COME);
            }
            text::elided(ui, text::body(share.permissions.labels()));
        }
        Col::Age => {
            let words = share
                .created
                .map_or_else(|| wording::NOT_REPORTED.to_owned(), |since| age_in_words(since, model.now));
            text::elided(ui, text::muted(words));
        }
        Col::State => {
            let (meaning, words) = state_words(share, shown, model.now);
            badge::mark(ui, meaning, &words);
        }
    }
}
