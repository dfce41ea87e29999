//! The review on the screen.

use egui::Ui;

use super::cells::Cells;
use super::details;
use super::meaning::meaning;
use super::model::Model;
use super::request::Request;
use super::state::State;
use crate::domain::posture::{Coverage, GroupedFindings, Grouping, Review, Row, Severity, Topic};
use crate::domain::text::counted;
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
        let request = layout::head(ui, "Safety review", |ui| listing::control(ui, &model.wallets));
        ui.spacing_mut().item_spacing.y = space::S;
        if model.wallets.rows.is_empty() && !matches!(model.wallets.state, ListingState::Complete) {
            let more = listing::no_rows(ui, &model.wallets, "wallets", |_| {});
            return request.or(more).map(Request::Read);
        }
        let more = completeness(ui, model);
        let asked = request.or(more).map(Request::Read);
        match (model.review.content(), model.review) {
            (Some(review), _) => {
                let arranged = state.arrange(model.serial, review, model.enterprise);
                let mended = reviewed(ui, state, model, (review, &arranged));
                state.keep(arranged);
                asked.or(mended)
            }
            (None, Loadable::Failed(failure, _)) => asked.or_else(|| {
                placeholder::failed(ui, failure).then_some(Request::Read(listing::ListRequest::Reload))
            }),
            (None, _) => {
                ui.label(text::muted("Looking through the wallets…"));
                asked
            }
        }
    })
}

/// Says what is missing, and that the review is not complete without it.
fn completeness(ui: &mut Ui, model: &Model<'_>) -> Option<listing::ListRequest> {
    let wallets = listing::status(ui, &model.wallets, "wallets");
    let approvals = listing::status(ui, &model.approvals, "approvals");
    let are_whole = matches!(model.wallets.state, ListingState::Complete)
        && matches!(model.approvals.state, ListingState::Complete);
    if !are_whole {
        let words = "This review is not complete: it covers what has been read so far.";
        notice::line(ui, Meaning::Attention, words);
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
    if let Some(gone) = &state.gone {
        notice::line(ui, Meaning::Good, gone);
    }
    if arranged.weights.is_empty() {
        let words =
            format!("{} {}", looked_at(&coverage), "That is all that was looked at: it is no promise.");
        placeholder::nothing(ui, icon::SAFETY, "Nothing found", &words, |_| {});
        return None;
    }
    layout::chips(ui, |ui| {
        for weight in Severity::ALL {
            let count = arranged.weights.get(&weight).copied().unwrap_or_default();
            let look = if count == 0 { Meaning::Neutral } else { meaning(weight) };
            badge::mark(ui, look, &weight.counted(count));
        }
    });
    text::wrapped(ui, text::small(looked_at(&coverage)));
    let chosen = state.chosen.as_ref().and_then(|chosen| review.findings.get(chosen.at));
    let Some(finding) = chosen else {
        list(ui, state, review, arranged);
        return None;
    };
    if ui.available_width() < BOTH_FROM {
        return details::show(ui, state, finding, model);
    }
    let (mut left, mut right) = form::main_and_side(ui, DETAILS_WIDTH);
    list(&mut left, state, review, arranged);
    details::show(&mut right, state, finding, model)
}

/// What was looked at, and of what nothing is claimed.
fn looked_at(coverage: &Coverage) -> String {
    let mut said = vec![format!(
        "{} and {} were held against the vendor's advice on admins, limits, whitelists, locks of rules and approvals.",
        counted(coverage.wallets, "wallet"),
        counted(coverage.approvals, "open approval"),
    )];
    if coverage.not_held_to_limits > 0 {
        said.push(format!(
            "Limits and whitelists are not asked of {}: they are trading accounts, or of kinds that are not known here.",
            counted(coverage.not_held_to_limits, "wallet")
        ));
    }
    if coverage.without_rules > 0 {
        said.push(format!(
            "The platform does not tell the rules of {}: nothing is said of their limits, whitelists and locks.",
            counted(coverage.without_rules, "wallet")
        ));
    }
    if coverage.without_locks > 0 {
        said.push(format!(
            "The platform does not tell when rules of {} lock: nothing is said of whether they can be taken away.",
            counted(coverage.without_locks, "wallet")
        ));
    }
    if coverage.without_admins > 0 {
        said.push(format!(
            "The platform names no admin of {}: nothing is said of who administers them.",
            counted(coverage.without_admins, "wallet")
        ));
    }
    said.join(" ")
}

fn filters(ui: &mut Ui, state: &mut State, arranged: &GroupedFindings) {
    let weights: Vec<(Option<Severity>, String)> = std::iter::once((None, "All weights".to_owned()))
        .chain(Severity::ALL.map(|weight| (Some(weight), weight.word().to_owned())))
        .collect();
    let topic = |topic: Topic| {
        let count = arranged.topics.get(&topic).copied().unwrap_or_default();
        (Some(topic), format!("{} ({count})", topic.title()))
    };
    let topics: Vec<(Option<Topic>, String)> =
        std::iter::once((None, "All findings".to_owned())).chain(Topic::ALL.map(topic)).collect();
    let groupings = [
        (Grouping::Topic, "By finding"),
        (Grouping::Wallet, "By wallet"),
        (Grouping::Nothing, "Not grouped"),
    ]
    .map(|(grouping, words)| (grouping, words.to_owned()));
    let words = |ui: &mut Ui, state: &mut State| {
        field::search(ui, "Filter findings", &mut state.filter, FILTER_WIDTH);
        choice::bare_combo_in(ui, "Group", &mut state.grouping, &groupings, GROUPING_WIDTH);
    };
    let kinds = |ui: &mut Ui, state: &mut State| {
        choice::bare_combo_in(ui, "Weight", &mut state.severity, &weights, WEIGHTS_WIDTH);
        choice::bare_combo_in(ui, "Kind of finding", &mut state.topic, &topics, TOPICS_WIDTH);
    };
    // Menus do not wrap by themselves.
    if ui.available_width() >= ONE_LINE_FROM {
        layout::row(ui, |ui| {
            words(ui, state);
            kinds(ui, state);
        });
    } else {
        layout::row(ui, |ui| words(ui, state));
        layout::row(ui, |ui| kinds(ui, state));
    }
}

fn list(ui: &mut Ui, state: &mut State, review: &Review, arranged: &GroupedFindings) {
    filters(ui, state, arranged);
    if arranged.rows.is_empty() {
        placeholder::nothing(ui, icon::FILTER, "No finding matches", "Use other words, or show all.", |ui| {
            if button::plain(ui, true, "Show all findings").clicked() {
                state.filter.clear();
                (state.severity, state.topic) = (None, None);
            }
        });
        return;
    }
    let cells = Cells::new(ui, review, arranged, state.grouping);
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
