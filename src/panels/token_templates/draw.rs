//! The list of templates on the screen.

use egui::Ui;

use super::details;
use super::model::Model;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::bitgo::templates::TokenTemplate;
use crate::domain::foreign_text::joined_lines;
use crate::domain::lifetime::moment_words;
use crate::kit::form;
use crate::kit::listing::{self, ListRequest};
use crate::kit::name::NameMarks;
use crate::kit::table::Column;
use crate::kit::{button, icon, layout, notice, placeholder, space, table, text};

const DETAILS_WIDTH: f32 = 380.0;
/// From this width on, in points, list and details stand side by side.
const BOTH_FROM: f32 = 880.0;

/// Draws the list; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let asked = layout::head(ui, wording::TITLE, |ui| {
            let makes = button::primary(ui, true, "New template").clicked().then_some(Request::New);
            let leaves = button::plain(ui, true, "Back to access tokens").clicked().then_some(Request::Leave);
            let request = listing::control(ui, &model.templates).map(Request::Read);
            makes.or(leaves).or(request)
        });
        ui.spacing_mut().item_spacing.y = space::S;
        let asked = asked.or_else(|| details::deletion(ui, state, model));
        news(ui, state);
        let shown = if model.templates.rows.is_empty() {
            listing::no_rows(ui, &model.templates, "token templates", none_at_all).map(Request::Read)
        } else {
            list_and_details(ui, state, model)
        };
        asked.or(shown)
    })
}

/// What came of the last action, until it is put away.
fn news(ui: &mut Ui, state: &mut State) {
    let Some(news) = &state.news else { return };
    let words = news.sentences.join(" ");
    let mut is_read = false;
    notice::banner_with(ui, news.meaning, &words, |ui| {
        is_read = button::plain(ui, true, "Dismiss").clicked();
    });
    if is_read {
        state.news = None;
    }
}

fn none_at_all(ui: &mut Ui) {
    placeholder::nothing(ui, icon::TOKEN, wording::NONE, wording::NONE_WHY, |_| {});
}

/// The list, and beside it the details of the chosen template; where there is no room for both, the details alone.
fn list_and_details(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let rows = model.templates.rows;
    let chosen = state.chosen_id.as_ref().and_then(|id| rows.iter().find(|template| template.id == *id));
    let Some(template) = chosen else { return list(ui, state, model).map(Request::Read) };
    if ui.available_width() < BOTH_FROM {
        return details::show(ui, state, template, model);
    }
    let (mut left, mut right) = form::main_and_side(ui, DETAILS_WIDTH);
    let request = list(&mut left, state, model);
    let asked = details::show(&mut right, state, template, model);
    asked.or(request.map(Request::Read))
}

fn list(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<ListRequest> {
    let rows = model.templates.rows;
    text::wrapped(ui, text::muted(wording::ABOUT));
    let request = listing::status(ui, &model.templates, "token templates");
    let place = |id: &String| rows.iter().position(|template| template.id == *id);
    state.table.chosen = state.chosen_id.as_ref().and_then(place);
    // Beside the details, which say the rest.
    let shown: &[Part] = if state.chosen_id.is_some() { &BESIDE_DETAILS } else { &ALONE };
    let columns: Vec<Column<'_>> = shown.iter().map(|part| part.column()).collect();
    let did =
        table::show(ui, "Token templates", &columns, &mut state.table, rows.len(), |ui, row, column| {
            if let (Some(template), Some(part)) = (rows.get(row), shown.get(column)) {
                cell(ui, template, *part, model);
            }
        });
    if let Some(row) = did.chose {
        state.chosen_id = rows.get(row).map(|template| template.id.clone());
    }
    request
}

/// A column of the list.
#[derive(Clone, Copy)]
enum Part {
    Name,
    Enterprise,
    Scopes,
    Addresses,
    Limits,
    Changed,
}

const ALONE: [Part; 6] =
    [Part::Name, Part::Enterprise, Part::Scopes, Part::Addresses, Part::Limits, Part::Changed];
const BESIDE_DETAILS: [Part; 3] = [Part::Name, Part::Enterprise, Part::Changed];

impl Part {
    fn column(self) -> Column<'static> {
        match self {
            Self::Name => Column::fill("Name"),
            Self::Enterprise => Column::new("Enterprise", 160.0),
            Self::Scopes => Column::new("Permissions", 230.0),
            Self::Addresses => Column::new("Allowed IP addresses", 158.0),
            Self::Limits => Column::new("Limits", 170.0),
            Self::Changed => Column::new("Last changed", 176.0),
        }
    }
}

fn cell(ui: &mut Ui, template: &TokenTemplate, part: Part, model: &Model<'_>) {
    let fields = template.fields();
    let (words, whole) = match part {
        Part::Name => (
            fields.name_words().to_owned(),
            joined_lines([fields.name_words(), &format!("ID {}", fields.id)]),
        ),
        Part::Enterprise => {
            let words = model.enterprise_words(template);
            (words.clone(), template.enterprise.clone().unwrap_or(words))
        }
        Part::Scopes => (left_or(&fields.terms.scopes, ", "), lines_or(&fields.terms.scopes)),
        Part::Addresses => (left_or(&fields.terms.addresses, ", "), lines_or(&fields.terms.addresses)),
        Part::Limits => {
            let words = fields.terms.limits_words().unwrap_or_else(|| wording::SET_PER_TOKEN.to_owned());
            (words.clone(), words)
        }
        Part::Changed => {
            let changed = template.updated.or(template.created);
            let words =
                changed.map_or_else(|| wording::NOT_REPORTED.to_owned(), |at| moment_words(at, model.zone));
            (words.clone(), words)
        }
    };
    if matches!(part, Part::Name) {
        NameMarks::of(&words, None).show_icon(ui);
    }
    let rich = if words == wording::SET_PER_TOKEN { text::muted(&words) } else { text::body(&words) };
    text::elided_about(ui, rich, whole);
}

fn lines_or(items: &[String]) -> String {
    if items.is_empty() { wording::SET_PER_TOKEN.to_owned() } else { joined_lines(items) }
}

fn left_or(items: &[String], between: &str) -> String {
    if items.is_empty() { wording::SET_PER_TOKEN.to_owned() } else { items.join(between) }
}
