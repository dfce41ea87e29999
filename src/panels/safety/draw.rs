//! The review on the screen.

use egui::Ui;

use super::cells::Cells;
use super::details;
use super::meaning::meaning;
use super::model::Model;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::domain::count::Count;
use crate::domain::posture::{FindingSeverity, GroupedFindings, Grouping, Review, Row, Topic};
use crate::kit::palette::Meaning;
use crate::kit::state::{ListingState, Loadable};
use crate::kit::{
    badge, button, choice, field, form, icon, layout, listing, notice, placeholder, space, table, text,
};

const FILTER_WIDTH: f32 = 220.0;
const WEIGHTS_WIDTH: f32 = 130.0;
const TOPICS_WIDTH: f32 = 230.0;
const GROUPING_WIDTH: f32 = 130.0;
/// From this width on, in points, everything that narrows the list stands on one line.
const ONE_LINE_FROM: f32 = 760.0;
const DETAILS_WIDTH: f32 = 380.0;
/// From this width on, in points, list and details stand side by side.
const BOTH_FROM: f32 = 800.0;

/// Draws the review; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let request = layout::head(ui, wording::TITLE, |ui| listing::control(ui, &model.wallets));
        ui.spacing_mut().item_spacing.y = space::S;
        if model.wallets.rows.is_empty() && !matches!(model.wallets.state, ListingState::Complete) {
            let more = listing::no_rows(ui, &model.wallets, "wallets", |_| {});
            return request.or(more).map(Request::Read);
        }
        let more = completeness(ui, model);
        let asked = request.or(more).map(Request::Read);
        match (model.review.content(), model.review) {
            (Some(review), _) => {
                let arranged = state.arrange(model.serial, review, model.enterprise, model.run);
                if arranged.is_none() {
                    ui.label(text::muted(wording::REVIEWING));
                    state.keep(arranged);
                    return asked;
                }
                let mended = reviewed(ui, state, model, (&arranged.review, &arranged.findings));
                state.keep(arranged);
                asked.or(mended)
            }
            (None, Loadable::Failed(failure, _)) => asked.or_else(|| {
                placeholder::failed(ui, failure).then_some(Request::Read(listing::ListRequest::Reload))
            }),
            (None, _) => {
                ui.label(text::muted(wording::REVIEWING));
                asked
            }
        }
    })
}

/// Says what is missing, and that the review is not complete without it.
fn completeness(ui: &mut Ui, model: &Model<'_>) -> Option<listing::ListRequest> {
    let wallets = listing::status(ui, &model.wallets, "wallets");
    let approvals = listing::status(ui, &model.approvals, "approvals");
    let are_complete = matches!(model.wallets.state, ListingState::Complete)
        && matches!(model.approvals.state, ListingState::Complete);
    if !are_complete {
        notice::line(ui, Meaning::Attention, wording::INCOMPLETE);
    }
    wallets.or(approvals)
}

fn reviewed(
    ui: &mut Ui,
    state: &mut State,
    model: &Model<'_>,
    (review, arranged): (&Review, &GroupedFindings),
) -> Option<Request> {
    let coverage = review.coverage(model.enterprise);
    let is_whole = model.is_whole();
    let checked = wording::checked(&coverage, model.approvals.is_whole);
    if let Some(gone) = &state.gone {
        notice::line(ui, Meaning::Good, gone);
    }
    if arranged.weights.is_empty() {
        let head = if is_whole { wording::NO_ISSUES } else { wording::NO_ISSUES_SO_FAR };
        placeholder::nothing(ui, icon::SAFETY, head, &wording::no_issues(&checked), |_| {});
        return None;
    }
    layout::chips(ui, |ui| {
        for weight in FindingSeverity::ALL {
            let count = arranged.weights.get(&weight).copied().unwrap_or_default();
            let look = if count == 0 { Meaning::Neutral } else { meaning(weight) };
            // None among what was read are no zero.
            if count > 0 || is_whole {
                badge::mark(ui, look, &weight.counted(count));
            }
        }
    });
    text::wrapped(ui, text::small(checked));
    let chosen = state.chosen.as_ref().and_then(|chosen| review.findings.get(chosen.at));
    let Some(finding) = chosen else {
        list(ui, state, (review, arranged), is_whole, model);
        return None;
    };
    if ui.available_width() < BOTH_FROM {
        return details::show(ui, state, finding, model);
    }
    let (mut left, mut right) = form::main_and_side(ui, DETAILS_WIDTH);
    list(&mut left, state, (review, arranged), is_whole, model);
    details::show(&mut right, state, finding, model)
}

fn filters(ui: &mut Ui, state: &mut State, arranged: &GroupedFindings, is_whole: bool) {
    let weights: Vec<(Option<FindingSeverity>, String)> =
        std::iter::once((None, wording::ALL_SEVERITIES.to_owned()))
            .chain(FindingSeverity::ALL.map(|weight| (Some(weight), weight.word().to_owned())))
            .collect();
    let topic = |topic: Topic| {
        let count = arranged.topics.get(&topic).copied().unwrap_or_default();
        (Some(topic), Count::of(count, is_whole).after(topic.title()))
    };
    let topics: Vec<(Option<Topic>, String)> =
        std::iter::once((None, wording::ALL_FINDINGS.to_owned())).chain(Topic::ALL.map(topic)).collect();
    let groupings = [
        (Grouping::Topic, "By finding"),
        (Grouping::Wallet, "By wallet"),
        (Grouping::Nothing, "Not grouped"),
    ]
    .map(|(grouping, title)| (grouping, title.to_owned()));
    let search = |ui: &mut Ui, state: &mut State| {
        field::search(ui, wording::FILTER, &mut state.filter, FILTER_WIDTH);
        choice::bare_combo_in(ui, "Group", &mut state.grouping, &groupings, GROUPING_WIDTH);
    };
    let kinds = |ui: &mut Ui, state: &mut State| {
        choice::bare_combo_in(ui, "Severity", &mut state.severity, &weights, WEIGHTS_WIDTH);
        choice::bare_combo_in(ui, "Kind of finding", &mut state.topic, &topics, TOPICS_WIDTH);
    };
    // Menus do not wrap by themselves.
    if ui.available_width() >= ONE_LINE_FROM {
        layout::row(ui, |ui| {
            search(ui, state);
            kinds(ui, state);
        });
    } else {
        layout::row(ui, |ui| search(ui, state));
        layout::row(ui, |ui| kinds(ui, state));
    }
}

fn list(
    ui: &mut Ui,
    state: &mut State,
    (review, arranged): (&Review, &GroupedFindings),
    is_whole: bool,
    model: &Model<'_>,
) {
    filters(ui, state, arranged, is_whole);
    if arranged.rows.is_empty() {
        placeholder::nothing(ui, icon::FILTER, wording::NO_MATCH, wording::NO_MATCH_HELP, |ui| {
            if button::plain(ui, true, wording::SHOW_ALL).clicked() {
                state.filter.clear();
                (state.severity, state.topic) = (None, None);
            }
        });
        return;
    }
    let cells = Cells::new(ui, review, arranged, state.grouping, model.same_names);
    let mut folded = None;
    let did = ui
        .push_id(cells.arrangement(), |ui| {
            let rows = arranged.rows.len();
            table::show(ui, "Findings", &cells.columns(), &mut state.table, rows, |ui, row, column| {
                if cells.cell(ui, row, column) {
                    folded = Some(row);
                }
            })
        })
        .inner;
    let at = |row: Option<usize>| row.and_then(|row| arranged.rows.get(row).copied());
    if let Some(Row::Head(place)) = at(folded.or(did.opened)) {
        let key = &arranged.groups[place].key;
        if !state.folded.remove(key) {
            state.folded.insert(key.clone());
        }
    }
    if let Some(row) = at(did.chose.or(did.opened)) {
        state.choose(row, review);
        state.table.takes_keyboard = true;
    }
}
