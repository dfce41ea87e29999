//! The token list on the screen.

use egui::Ui;
use jiff::Timestamp;

use super::{Model, Request, Shown, State, TIME_LEFT, details, past, rows};
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::lifetime::{TimeLeft, moment_words};
use crate::domain::scope::Risk;
use crate::domain::token::replace::Step;
use crate::kit::form;
use crate::kit::listing::{self, Wish};
use crate::kit::palette::Meaning;
use crate::kit::table::Column;
use crate::kit::timeline::Moment;
use crate::kit::{badge, button, choice, empty, field, icon, layout, notice, space, table, text, timeline};

const FILTER_WIDTH: f32 = 300.0;
const DETAILS_WIDTH: f32 = 380.0;
/// Below this height, in points, the table needs the room of the line of expiries.
const TIMELINE_FROM: f32 = 420.0;
/// From this width on, in points, list and details stand side by side.
const BOTH_FROM: f32 = 880.0;

/// Draws the list; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let asked = layout::head(ui, "Access tokens", |ui| {
            let wants_new = button::primary(ui, true, "New access token").clicked();
            let wants_templates = button::plain(ui, true, "Templates").clicked();
            let wish = listing::control(ui, &model.tokens).map(Request::Read);
            wants_new.then_some(Request::New).or(wants_templates.then_some(Request::Templates)).or(wish)
        });
        ui.spacing_mut().item_spacing.y = space::S;
        let asked = asked.or_else(|| details::revocation(ui, state, model));
        let kinds = [(Shown::Listed, "Listed"), (Shown::Past, "Past")];
        let shown = state.shown;
        let (_, saves) = layout::ends(
            ui,
            |ui| choice::segmented(ui, "", &mut state.shown, &kinds),
            |ui| save_buttons(ui, shown, model),
        );
        let asked = asked.or(saves);
        if state.shown == Shown::Past {
            past::show(ui, state, model);
            return asked;
        }
        let asked = asked.or_else(|| half_way(ui, model));
        let shown = if model.tokens.rows.is_empty() {
            listing::no_rows(ui, &model.tokens, "access tokens", none_at_all).map(Request::Read)
        } else {
            list_and_details(ui, state, model)
        };
        asked.or(shown)
    })
}

/// The ways to take the list along. They stand right to left.
fn save_buttons(ui: &mut Ui, shown: Shown, model: &Model<'_>) -> Option<Request> {
    ui.spacing_mut().item_spacing.x = space::S;
    let has_rows = shown == Shown::Listed && !model.tokens.rows.is_empty();
    let calendar = button::plain(ui, has_rows, "Save expiries to calendar…").clicked();
    let limits = button::plain(ui, has_rows, "Save limits as CSV…").clicked();
    let list = button::plain(ui, has_rows, "Save list as CSV…").clicked();
    let asked = [(list, Request::SaveList), (limits, Request::SaveLimits), (calendar, Request::SaveCalendar)];
    asked.into_iter().find_map(|(pressed, request)| pressed.then_some(request))
}

/// The list, and beside it the details of the chosen token; where there is no room for both, the details alone.
fn list_and_details(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let chosen =
        state.chosen_id.as_ref().and_then(|id| model.tokens.rows.iter().find(|token| token.id == *id));
    let Some(token) = chosen else { return list(ui, state, model).map(Request::Read) };
    if ui.available_width() < BOTH_FROM {
        return details::show(ui, state, token, model);
    }
    let (mut left, mut right) = form::main_and_side(ui, DETAILS_WIDTH);
    let wish = list(&mut left, state, model);
    let asked = details::show(&mut right, state, token, model);
    asked.or(wish.map(Request::Read))
}

/// Replacements that stand half-way: two tokens work where one is meant to.
fn half_way(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    let mut asked = None;
    for replacement in model.replacements {
        let (old, new) = (&replacement.old_label, replacement.new_label().unwrap_or_default());
        let words = match replacement.step {
            Step::Verified { .. } => {
                format!("“{new}” works and is to take the place of “{old}”, which is not yet revoked.")
            }
            _ => format!("“{new}” is to take the place of “{old}”; nobody has seen yet that it works."),
        };
        notice::banner_with(ui, Meaning::Attention, &words, |ui| {
            if button::plain(ui, true, &format!("Go on replacing {old}")).clicked() {
                asked = Some(Request::Replace { id: replacement.old_id.clone() });
            }
        });
    }
    asked
}

fn none_at_all(ui: &mut Ui) {
    let words =
        "The platform lists unexpired tokens alone: one that has expired vanishes from it without a trace.";
    empty::nothing(ui, icon::TOKEN, "No access tokens", words, |_| {});
}

fn list(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Wish> {
    let tokens = model.tokens.rows;
    layout::row(ui, |ui| {
        field::search(ui, "Filter access tokens", &mut state.filter, FILTER_WIDTH);
        ui.label(text::muted(counted(tokens.len())));
    });
    let wish = listing::status(ui, &model.tokens, "access tokens");
    let order = state.arrange(model.tokens.generation, tokens);
    if order.rows.is_empty() {
        empty::nothing(ui, icon::FILTER, "No token matches", "Use other words.", |_| {});
    } else {
        if ui.available_height() >= TIMELINE_FROM {
            expiries(ui, state, &order.rows, model);
        }
        let cells = Cells { tokens, rows: &order.rows, model };
        let rows = order.rows.len();
        let did = table::show(ui, "Access tokens", &columns(), &mut state.table, rows, |ui, row, column| {
            cells.cell(ui, row, column);
        });
        if let Some(row) = did.chose {
            state.chosen_id = order.rows.get(row).map(|index| tokens[*index].id.clone());
        }
    }
    state.keep(order);
    wish
}

/// All expiries of the shown tokens on one line; a press chooses a token.
fn expiries(ui: &mut Ui, state: &mut State, order: &[usize], model: &Model<'_>) {
    let tokens = model.tokens.rows;
    let dated: Vec<(usize, Timestamp)> =
        order.iter().filter_map(|index| Some((*index, tokens[*index].expires?))).collect();
    let moments: Vec<Moment> = dated
        .iter()
        .map(|(index, expires)| {
            let left = TimeLeft::until(*expires, model.now);
            let at = moment_words(*expires, model.zone);
            Moment {
                in_secs: left.secs(),
                meaning: rows::urgency(left),
                about: format!("{}\n{at}\n{} left", tokens[*index].label, left.in_words()),
            }
        })
        .collect();
    let chosen = dated.iter().position(|(index, _)| state.chosen_id.as_ref() == Some(&tokens[*index].id));
    if let Some(pressed) = timeline::show(ui, "Expiries", &moments, chosen) {
        let (index, _) = dated[pressed];
        state.chosen_id = Some(tokens[index].id.clone());
        state.table.chosen = order.iter().position(|row| *row == index);
    }
}

fn counted(count: usize) -> String {
    if count == 1 { "1 unexpired token".to_owned() } else { format!("{count} unexpired tokens") }
}

fn columns() -> [Column<'static>; 6] {
    [
        Column::fill("Label").sortable(),
        Column::new("Time left", 124.0).right().sortable(),
        Column::new("Expires", 184.0),
        Column::new("Risk", 132.0).about("The worst that a leaked token could do."),
        Column::new("May", 230.0),
        Column::new("From", 160.0),
    ]
}

struct Cells<'a> {
    tokens: &'a [AccessTokenInfo],
    rows: &'a [usize],
    model: &'a Model<'a>,
}

impl Cells<'_> {
    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let Some(token) = self.rows.get(row).map(|index| &self.tokens[*index]) else { return };
        match column {
            0 => self.label(ui, token),
            TIME_LEFT => {
                if let Some(expires) = token.expires {
                    let left = TimeLeft::until(expires, self.model.now);
                    match rows::urgency(left) {
                        Meaning::Neutral => drop(ui.label(text::figures(left.in_words()))),
                        meaning => drop(badge::with_icon(ui, meaning, icon::TIME, &left.in_words())),
                    }
                }
            }
            2 => {
                let words = token
                    .expires
                    .map_or_else(|| "not given".to_owned(), |at| moment_words(at, self.model.zone));
                text::elided(ui, text::body(words));
            }
            3 => risk(ui, token),
            4 => {
                let scopes = token.scope.join(", ");
                text::elided_about(ui, text::body(&scopes), token.scope.join("\n"));
            }
            _ => {
                let from = rows::from_where(&token.ip_restrict);
                text::elided_about(ui, text::body(&from), token.ip_restrict.join("\n"));
            }
        }
    }

    fn label(&self, ui: &mut Ui, token: &AccessTokenInfo) {
        let label = if token.label.is_empty() { "no label" } else { token.label.as_str() };
        if self.model.newest == Some(token.id.as_str()) {
            badge::mark(ui, Meaning::Good, "new");
        }
        let created = token.created.map(|at| moment_words(at, self.model.zone)).unwrap_or_default();
        text::elided_about(ui, text::body(label), format!("{label}\nID {}\nCreated {created}", token.id));
    }
}

fn risk(ui: &mut Ui, token: &AccessTokenInfo) {
    let Some(risk) = rows::worst_risk(&token.scope) else {
        ui.label(text::muted("no scope"));
        return;
    };
    let meaning = match risk {
        Risk::Reads => Meaning::Neutral,
        Risk::Changes => Meaning::Information,
        Risk::Controls | Risk::MovesMoney => Meaning::Attention,
        Risk::Everything => Meaning::Danger,
    };
    badge::mark(ui, meaning, risk.word());
}
