//! The queue on the screen.

use egui::Ui;

use super::{Model, Request, State, case, decide, reading};
use crate::bitgo::approvals::PendingApproval;
use crate::domain::approval::Case;
use crate::domain::lifetime::TimeLeft;
use crate::kit::listing;
use crate::kit::palette::Meaning;
use crate::kit::table::Column;
use crate::kit::{badge, choice, empty, field, form, icon, layout, notice, space, table, text};

const FILTER_WIDTH: f32 = 280.0;
const CASE_WIDTH: f32 = 420.0;
/// From this width on, in points, queue and case stand side by side.
const BOTH_FROM: f32 = 900.0;
/// From this width on, in points, the queue shows all its columns.
const WIDE_FROM: f32 = 700.0;

/// Draws the approvals; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let wish = layout::head(ui, "Approvals", |ui| listing::control(ui, &model.approvals));
        ui.spacing_mut().item_spacing.y = space::S;
        let decided = decide::show(ui, state, model);
        if let Some(result) = &state.result {
            notice::banner(ui, Meaning::Information, result);
        }
        let decided = decided.or_else(|| case::wants(state, model));
        let more = if model.approvals.rows.is_empty() {
            listing::no_rows(ui, &model.approvals, "approvals", |ui| {
                let words = "What waits for an approval of yours, or for others', will stand here.";
                empty::nothing(ui, icon::APPROVAL, "Nothing waits", words, |_| {});
            })
        } else {
            queue_and_case(ui, state, model);
            None
        };
        decided.or(wish.or(more).map(Request::Read))
    })
}

/// The columns of the queue, of which a narrow one shows fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Col {
    What,
    AskedBy,
    Age,
    Approvals,
    You,
}

impl Col {
    const ALL: [Self; 5] = [Self::What, Self::AskedBy, Self::Age, Self::Approvals, Self::You];
    const FEW: [Self; 3] = [Self::What, Self::Age, Self::You];

    fn head(self) -> Column<'static> {
        match self {
            Self::What => Column::fill("What"),
            Self::AskedBy => Column::new("Asked by", 150.0),
            Self::Age => Column::new("Age", 84.0).right(),
            Self::Approvals => Column::new("Approvals", 88.0).right(),
            Self::You => Column::new("You", 136.0),
        }
    }
}

fn queue_and_case(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    let Some(chosen) = state.chosen_id.as_ref().and_then(|id| model.row(id)) else {
        queue(ui, state, model);
        return;
    };
    if ui.available_width() < BOTH_FROM {
        case::show(ui, state, chosen, model);
        return;
    }
    let (mut left, mut right) = form::main_and_side(ui, CASE_WIDTH);
    queue(&mut left, state, model);
    case::show(&mut right, state, chosen, model);
}

fn queue(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    let _ = listing::status(ui, &model.approvals, "approvals");
    layout::wrapping_row(ui, |ui| {
        field::search(ui, "Filter approvals", &mut state.filter, FILTER_WIDTH.min(ui.available_width()));
        choice::checkbox(ui, &mut state.only_mine, "Only what I can approve", None);
    });
    let rows = rows(state, model);
    if rows.is_empty() {
        empty::nothing(ui, icon::FILTER, "No approval matches", "Use other words.", |_| {});
        return;
    }
    state.table.chosen =
        state.chosen_id.as_ref().and_then(|id| rows.iter().position(|(approval, _)| approval.id == *id));
    let shown: &[Col] = if ui.available_width() < WIDE_FROM { &Col::FEW } else { &Col::ALL };
    let columns: Vec<Column<'_>> = shown.iter().map(|column| column.head()).collect();
    let did = table::show(ui, "Approvals", &columns, &mut state.table, rows.len(), |ui, row, column| {
        cell(ui, rows[row], shown[column], model);
    });
    if let Some(row) = did.chose.or(did.opened) {
        state.chosen_id = Some(rows[row].0.id.clone());
        state.result = None;
    }
}

fn rows<'a>(state: &State, model: &Model<'a>) -> Vec<(&'a PendingApproval, &'a Case)> {
    let words = state.filter.trim().to_lowercase();
    let holds = |approval: &PendingApproval| {
        let texts = [
            reading::summary(approval, model.names),
            model.names.of(&approval.creator),
            approval.info.kind.title().to_owned(),
            approval.coin.clone().unwrap_or_default(),
            approval.id.clone(),
        ];
        words.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&words))
    };
    let is_mine = |case: &Case| !state.only_mine || case.can_approve(model.me).is_ok();
    let mut rows: Vec<_> = model.rows().filter(|(approval, case)| holds(approval) && is_mine(case)).collect();
    rows.sort_by_key(|(approval, _)| approval.created);
    rows
}

fn cell(ui: &mut Ui, (approval, case): (&PendingApproval, &Case), column: Col, model: &Model<'_>) {
    match column {
        Col::What => drop(text::elided(ui, text::body(reading::summary(approval, model.names)))),
        Col::AskedBy => drop(text::elided(ui, text::body(model.names.of(&approval.creator)))),
        Col::Age => {
            let age = approval.created.map(|at| TimeLeft::until(model.now, at).in_words());
            ui.label(text::figures(age.unwrap_or_default()));
        }
        Col::Approvals => {
            drop(ui.label(text::figures(format!("{} of {}", case.approved_by.len(), case.needed))));
        }
        Col::You => match (case.can_approve(model.me), case.deadlock()) {
            (_, Some(deadlock)) => drop(badge::mark(ui, Meaning::Danger, "deadlock").on_hover_text(deadlock)),
            (Ok(()), None) => drop(badge::mark(ui, Meaning::Attention, "can approve")),
            (Err(why), None) => {
                badge::mark(ui, Meaning::Neutral, why.word()).on_hover_text(why.to_string());
            }
        },
    }
}
