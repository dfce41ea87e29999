//! The queue: what is in it after the filters, in its groups, and the row below the filters that counts and acts.

use egui::{Ui, UiBuilder};

use super::bulk::bulk_of;
use super::filters;
use super::model::Model;
use super::state::State;
use super::summary::{wallet_marks, wallet_of, whole_summary};
use super::text as wording;
use super::together::untickable;
use crate::bitgo::approvals::{ApprovalCase, ApprovalRow, Decision};
use crate::domain::approval::{Line, QueueFilter, Queued, lines, waited_words};
use crate::kit::palette::Meaning;
use crate::kit::table::{Column, RowEvent, Rows};
use crate::kit::{badge, button, choice, icon, layout, listing, placeholder, space, table, text};

/// From this width on, in points, the queue shows who asked.
const MIDDLE_FROM: f32 = 680.0;
/// From this width on, in points, it shows how far each is.
const WIDE_FROM: f32 = 860.0;
/// From this width on, in points, wallets have a column of their own.
const WIDEST_FROM: f32 = 1300.0;
/// Height of the line that names the keys, in points.
const KEYS_HEIGHT: f32 = 20.0;

/// The columns of the queue, of which a narrow one shows fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Col {
    Tick,
    What,
    Wallet,
    AskedBy,
    Age,
    Approvals,
    You,
}

impl Col {
    const ALL: [Self; 7] =
        [Self::Tick, Self::What, Self::Wallet, Self::AskedBy, Self::Age, Self::Approvals, Self::You];
    const MOST: [Self; 6] = [Self::Tick, Self::What, Self::AskedBy, Self::Age, Self::Approvals, Self::You];
    const SOME: [Self; 5] = [Self::Tick, Self::What, Self::AskedBy, Self::Age, Self::You];
    const FEW: [Self; 4] = [Self::Tick, Self::What, Self::Age, Self::You];

    fn of_width(width: f32) -> &'static [Self] {
        if width < MIDDLE_FROM {
            &Self::FEW
        } else if width < WIDE_FROM {
            &Self::SOME
        } else if width < WIDEST_FROM {
            &Self::MOST
        } else {
            &Self::ALL
        }
    }

    fn head(self) -> Column<'static> {
        match self {
            Self::Tick => Column::new("", 48.0),
            Self::What => Column::fill("Request"),
            Self::Wallet => Column::new("Wallet", 220.0),
            Self::AskedBy => Column::new("Requested by", 140.0),
            Self::Age => Column::new("Age", 80.0).right(),
            Self::Approvals => Column::new("Approvals", 88.0).right(),
            Self::You => Column::new("Your action", 150.0),
        }
    }
}

/// Draws filters, count and table.
pub(super) fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    let _ = listing::status(ui, &model.approvals, "approvals");
    let queue: Vec<Queued> = model.approvals.rows.iter().map(|row| queued(row, model)).collect();
    filters::show(ui, state, &queue);
    let lines = lines(&queue, &state.filter, state.groups, model.now);
    let rows: Vec<usize> = lines.iter().filter_map(Line::row).collect();
    state.seen = rows.iter().map(|at| queue[*at].id.clone()).collect();
    state.summaries = queue.iter().map(|queued| (queued.id.clone(), queued.summary.clone())).collect();
    counts_and_actions(ui, state, rows.len(), model);
    if rows.is_empty() {
        let (head, help) = wording::NO_MATCH;
        let head = listing::none_match(&model.approvals, head);
        placeholder::nothing(ui, icon::FILTER, &head, help, |ui| {
            if button::plain(ui, true, wording::SHOW_ALL).clicked() {
                state.filter = QueueFilter::default();
            }
        });
        return;
    }
    let place = ui.available_rect_before_wrap();
    let above = place.with_max_y(place.bottom() - KEYS_HEIGHT);
    let mut table_ui = ui.new_child(UiBuilder::new().id_salt("queue").max_rect(above));
    let did = drawn(&mut table_ui, state, &lines, model);
    let mut below = ui.new_child(UiBuilder::new().max_rect(place.with_min_y(above.bottom() + space::XS)));
    text::elided(
        &mut below,
        text::small(if state.is_case_open { wording::CASE_KEYS } else { wording::KEYS }),
    );
    ui.advance_cursor_after_rect(place);
    take_in(state, did, &lines, model);
}

fn queued(ApprovalRow { approval, status }: &ApprovalRow, model: &Model<'_>) -> Queued {
    Queued {
        id: approval.id.clone(),
        kind: approval.info.kind.title().to_owned(),
        wallet: wallet_of(approval).unwrap_or_default().to_owned(),
        coin: approval.coin.clone().unwrap_or_default(),
        creator: model.names.of(&approval.creator),
        created: approval.created,
        is_mine: status.can_approve(model.me).is_ok(),
        summary: whole_summary(approval, model.names),
    }
}

/// How many there are and what can be done with those that are ticked. Its height is always the same.
fn counts_and_actions(ui: &mut Ui, state: &mut State, shown: usize, model: &Model<'_>) {
    let mut asked = None;
    layout::ends(
        ui,
        |ui| {
            ui.label(text::muted(wording::shown_of(
                shown,
                model.approvals.count(),
                state.filter.is_narrow(),
            )));
            if state.filter.is_narrow() && button::link(ui, wording::CLEAR_FILTERS).clicked() {
                state.filter = QueueFilter::default();
            }
        },
        |ui| {
            if state.ticked.is_empty() {
                return;
            }
            // From right to left.
            if button::plain(ui, true, "Clear").clicked() {
                state.ticked.clear();
            }
            if button::danger(ui, true, "Reject…").clicked() {
                asked = Some(Decision::Reject);
            }
            if button::plain(ui, true, "Approve…").clicked() {
                asked = Some(Decision::Approve);
            }
            ui.label(text::strong(wording::selected(state.ticked.len())))
                .on_hover_text(text::plain(wording::selected_help(state.ticked.len())));
        },
    );
    if let Some(decision) = asked {
        // In the queue's order, those that the filter hides last.
        let seen = state.seen.iter().filter(|id| state.ticked.contains(*id));
        let hidden = state.ticked.iter().filter(|id| !state.seen.contains(id));
        let ids: Vec<String> = seen.chain(hidden).cloned().collect();
        state.bulk = Some(bulk_of(decision, &ids, state, model));
    }
}

fn drawn(ui: &mut Ui, state: &mut State, lines: &[Line], model: &Model<'_>) -> RowEvent {
    let at = |line: &Line| line.row().map(|at| &model.approvals.rows[at].approval);
    state.table.chosen = state
        .chosen_id
        .as_ref()
        .and_then(|id| lines.iter().position(|line| at(line).is_some_and(|it| it.id == *id)));
    let shown = Col::of_width(ui.available_width());
    let columns: Vec<Column<'_>> = shown.iter().map(|column| column.head()).collect();
    let is_head = |row: usize| lines.get(row).is_some_and(|line| line.row().is_none());
    let rows = Rows { count: lines.len(), is_head: &is_head, hears_all: state.bulk.is_none() };
    let (table, ticked) = (&mut state.table, &mut state.ticked);
    ui.push_id(shown, |ui| {
        table::show_rows(ui, "Approvals", &columns, table, &rows, |ui, row, column| match &lines[row] {
            Line::Head(name, count) => {
                if shown[column] == Col::What {
                    text::elided(ui, text::strong(name));
                    ui.label(text::small(count.to_string()));
                }
            }
            Line::Row(at) => {
                let row = &model.approvals.rows[*at];
                if shown[column] == Col::Tick {
                    tick(ui, ticked, &row.approval, model);
                } else if shown[column] == Col::What && !shown.contains(&Col::Wallet) {
                    text::elided(ui, text::body(whole_summary(&row.approval, model.names)));
                } else {
                    cell(ui, row, shown[column], model);
                }
            }
        })
    })
    .inner
}

fn take_in(state: &mut State, did: RowEvent, lines: &[Line], model: &Model<'_>) {
    let approval =
        |row: usize| lines.get(row).and_then(Line::row).map(|at| &model.approvals.rows[at].approval);
    if let Some(chosen) = did.chose.or(did.opened).and_then(approval) {
        if state.chosen_id.as_ref() != Some(&chosen.id) {
            state.go_on();
        }
        state.chosen_id = Some(chosen.id.clone());
        state.is_case_open |= did.opened.is_some() || !did.by_key;
    }
    let Some(approval) = did.ticked.and_then(approval) else { return };
    match untickable(approval) {
        Some(why) => {
            let words = format!("{}. {why}", whole_summary(approval, model.names));
            state.say(Meaning::Information, words);
        }
        None if !state.ticked.remove(&approval.id) => drop(state.ticked.insert(approval.id.clone())),
        None => {}
    }
}

/// The box that ticks a row; in its place the reason, where it cannot be decided together with others.
fn tick(
    ui: &mut Ui,
    ticked: &mut std::collections::BTreeSet<String>,
    approval: &ApprovalCase,
    model: &Model<'_>,
) {
    let name = format!("Select {}", whole_summary(approval, model.names));
    if let Some(why) = untickable(approval) {
        space::gap(ui, (space::HIT - badge::HEIGHT) / 2.0);
        badge::icon_only(ui, Meaning::Neutral, icon::LOCK, &why);
        return;
    }
    let mut is_ticked = ticked.contains(&approval.id);
    if choice::tick(ui, &mut is_ticked, &name).changed() {
        if is_ticked {
            ticked.insert(approval.id.clone());
        } else {
            ticked.remove(&approval.id);
        }
    }
}

fn cell(ui: &mut Ui, ApprovalRow { approval, status }: &ApprovalRow, column: Col, model: &Model<'_>) {
    match column {
        Col::Tick => {}
        Col::What => drop(text::elided(ui, text::body(approval.summary(model.names)))),
        Col::Wallet => {
            wallet_marks(approval, model).show_icon(ui);
            text::elided(ui, text::body(wallet_of(approval).unwrap_or_default()));
        }
        Col::AskedBy => drop(text::elided(ui, text::body(model.names.of(&approval.creator)))),
        Col::Age => {
            let age = approval.created.map(|at| waited_words(at, model.now));
            ui.label(text::figures(age.unwrap_or_default()));
        }
        Col::Approvals => {
            drop(ui.label(text::figures(format!("{} of {}", status.approved_by.len(), status.needed))));
        }
        Col::You => match (status.can_approve(model.me), status.deadlock()) {
            (_, Some(deadlock)) => {
                drop(
                    badge::mark(ui, Meaning::Danger, "cannot complete").on_hover_text(text::plain(deadlock)),
                );
            }
            (Ok(()), None) => drop(badge::mark(ui, Meaning::Attention, "can approve")),
            (Err(why), None) => {
                badge::mark(ui, Meaning::Neutral, why.word()).on_hover_text(text::plain(why.to_string()));
            }
        },
    }
}
