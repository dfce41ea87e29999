//! Tokens that are gone or never came: the platform forgets them, this machine's ledger does not.

use std::cmp::Ordering;

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Model, State, past_details};
use crate::domain::lifetime::date_words;
use crate::kit::palette::Meaning;
use crate::kit::state::View;
use crate::kit::table::{Column, Sort, TableState};
use crate::kit::{badge, empty, field, form, icon, layout, notice, progress, space, table, text};

const FILTER_WIDTH: f32 = 240.0;
const DETAILS_WIDTH: f32 = 400.0;
/// From this width on, in points, list and details stand side by side.
const BOTH_FROM: f32 = 880.0;
/// Below this width, in points, what was asked for and the lifetime are in the details alone.
const ALL_FROM: f32 = 900.0;

/// The ledger's tokens of the past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// When they were read: tells two readings apart.
    pub read_at: Timestamp,
    /// The tokens, the newest first.
    pub tokens: Vec<PastToken>,
    /// Entries of the ledger that this program cannot read; the tokens are told without them.
    pub unreadable: u64,
}

/// A token of the past, or a request for one or for its end whose outcome nobody knows, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastToken {
    /// What tells it from others, over readings.
    pub key: String,
    /// The platform's ID, if there was a token.
    pub id: Option<String>,
    /// The label.
    pub label: String,
    /// The lifetime as it was typed and sent, or that it was not asked for here.
    pub asked: String,
    /// The lifetime that it had; empty where there was none.
    pub lived: String,
    /// How long that was, in seconds.
    pub lived_secs: Option<i64>,
    /// What became of it.
    pub fate: String,
    /// When something happened to it last.
    pub last: Option<Timestamp>,
    /// What it was, caption and words.
    pub facts: Vec<(String, String)>,
    /// Everything that happened, a line each.
    pub trail: Vec<String>,
    /// Nobody knows whether it exists, or whether it is revoked: the list has to be looked at.
    pub is_open: bool,
}

/// What the view of the past remembers.
#[derive(Default)]
pub struct PastState {
    filter: String,
    table: TableState,
    chosen: Option<String>,
    made_for: Option<(Timestamp, String, Option<Sort>)>,
    rows: Vec<usize>,
}

impl PastState {
    /// Works out the rows anew where the ledger, the words or the order have changed.
    fn arrange(&mut self, past: &Past) {
        let wanted = (past.read_at, self.filter.trim().to_lowercase(), self.table.sort);
        if self.made_for.as_ref() == Some(&wanted) {
            return;
        }
        let tokens = &past.tokens;
        self.rows = (0..tokens.len()).filter(|index| tokens[*index].holds(&wanted.1)).collect();
        if let Some(sort) = self.table.sort {
            let col = Col::ALL[sort.column.min(Col::ALL.len() - 1)];
            self.rows.sort_by(|a, b| {
                let order = compare(&tokens[*a], &tokens[*b], col);
                if sort.descending { order.reverse() } else { order }
            });
        }
        self.table.chosen = self.rows.iter().position(|row| self.chosen.as_ref() == Some(&tokens[*row].key));
        self.made_for = Some(wanted);
    }

    /// Closes the details.
    pub(super) fn close(&mut self) {
        self.chosen = None;
        self.table.chosen = None;
    }
}

/// The columns, in the order of the table. Those between the second and the last are left out where there is little room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Col {
    Label,
    Fate,
    Last,
    Asked,
    Lived,
}

impl Col {
    const ALL: [Self; 5] = [Self::Label, Self::Fate, Self::Last, Self::Asked, Self::Lived];

    fn head(self) -> Column<'static> {
        match self {
            Self::Label => Column::new("Label", 156.0).sortable(),
            Self::Fate => Column::fill("What became of it").sortable(),
            Self::Last => Column::new("Last event", 138.0).sortable(),
            Self::Asked => Column::new("Asked for", 180.0),
            Self::Lived => Column::new("Lifetime", 220.0).sortable(),
        }
    }
}

fn compare(a: &PastToken, b: &PastToken, by: Col) -> Ordering {
    match by {
        Col::Label => a.label.to_lowercase().cmp(&b.label.to_lowercase()),
        Col::Fate => (!a.is_open, &a.fate).cmp(&(!b.is_open, &b.fate)),
        Col::Last => a.last.cmp(&b.last),
        Col::Asked => a.asked.cmp(&b.asked),
        Col::Lived => a.lived_secs.cmp(&b.lived_secs),
    }
}

impl PastToken {
    /// Whether every word, given in lower case, is found.
    fn holds(&self, words: &str) -> bool {
        let facts = self.facts.iter().map(|(_, fact)| fact);
        let parts = [&self.label, &self.asked, &self.lived, &self.fate].into_iter();
        let mut all = parts.chain(&self.id).chain(facts).chain(&self.trail).map(|part| part.to_lowercase());
        words.is_empty() || {
            let all: Vec<String> = all.by_ref().collect();
            words.split_whitespace().all(|word| all.iter().any(|part| part.contains(word)))
        }
    }
}

/// Draws what the ledger knows of tokens that are not in the list any more.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    ui.spacing_mut().item_spacing.y = space::S;
    if let Some(words) = model.ledger_notice {
        notice::banner(ui, Meaning::Attention, words);
    }
    text::wrapped(
        ui,
        text::muted(
            "From this machine's ledger: what was asked for here or seen in the list, and what became of it. \
             It holds no token.",
        ),
    );
    match model.past {
        View::Pending(None) | View::NotAsked => {
            progress::bar(ui, "Reading the ledger", 0, None);
        }
        View::Failed(failure, before) => {
            empty::failed_form(ui, failure);
            if let Some(past) = before {
                past_ui(ui, state, past, model);
            }
        }
        View::Ready(past) | View::Pending(Some(past)) => past_ui(ui, state, past, model),
    }
}

fn past_ui(ui: &mut Ui, state: &mut State, past: &Past, model: &Model<'_>) {
    if past.unreadable > 0 {
        let words = format!(
            "{} entries of the ledger cannot be read by this version, and are left out here. They stay in the file.",
            past.unreadable
        );
        notice::banner(ui, Meaning::Attention, &words);
    }
    if past.tokens.is_empty() {
        let words = "Tokens that expire, are revoked or deleted elsewhere will stay here.";
        empty::nothing(ui, icon::ACTIVITY, "No past tokens yet", words, |_| {});
        return;
    }
    let chosen = state.past.chosen.as_ref();
    let chosen = chosen.and_then(|key| past.tokens.iter().find(|token| token.key == *key));
    let Some(token) = chosen else {
        list(ui, &mut state.past, past, model.zone);
        return;
    };
    if ui.available_width() < BOTH_FROM {
        past_details::show(ui, &mut state.past, token, model);
        return;
    }
    let (mut left, mut right) = form::main_and_side(ui, DETAILS_WIDTH);
    list(&mut left, &mut state.past, past, model.zone);
    past_details::show(&mut right, &mut state.past, token, model);
}

fn list(ui: &mut Ui, state: &mut PastState, past: &Past, zone: &TimeZone) {
    layout::row(ui, |ui| {
        field::search(ui, "Filter past tokens", &mut state.filter, FILTER_WIDTH);
        let open = past.tokens.iter().filter(|token| token.is_open).count();
        let open = if open == 0 { String::new() } else { format!(", {open} to be looked at") };
        let plural = if past.tokens.len() == 1 { "" } else { "s" };
        ui.label(text::muted(format!("{} past token{plural}{open}", past.tokens.len())));
    });
    state.arrange(past);
    if state.rows.is_empty() {
        empty::nothing(ui, icon::FILTER, "No past token matches", "Use other words.", |_| {});
        return;
    }
    let columns = if ui.available_width() < ALL_FROM { &Col::ALL[..3] } else { &Col::ALL[..] };
    let heads: Vec<Column<'static>> = columns.iter().map(|col| col.head()).collect();
    let rows = std::mem::take(&mut state.rows);
    let did = ui
        .push_id(columns.len(), |ui| {
            table::show(ui, "Past access tokens", &heads, &mut state.table, rows.len(), |ui, row, column| {
                cell(ui, &past.tokens[rows[row]], columns[column], zone);
            })
        })
        .inner;
    if let Some(row) = did.chose {
        state.chosen = rows.get(row).map(|index| past.tokens[*index].key.clone());
    }
    state.rows = rows;
}

fn cell(ui: &mut Ui, token: &PastToken, column: Col, zone: &TimeZone) {
    match column {
        Col::Label => {
            if token.is_open {
                badge::mark(ui, Meaning::Attention, "look");
            }
            let about = format!("{}\n{}", token.label, token.trail.join("\n"));
            text::elided_about(ui, text::body(&token.label), about);
        }
        Col::Fate => drop(text::elided_about(ui, text::body(&token.fate), token.trail.join("\n"))),
        Col::Last => {
            let words = token.last.map(|at| date_words(at, zone)).unwrap_or_default();
            text::elided(ui, text::body(words));
        }
        Col::Asked => drop(text::elided(ui, text::body(&token.asked))),
        Col::Lived => drop(text::elided(ui, text::body(&token.lived))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_heads_arrange_the_past() {
        let token = |label: &str, fate: &str, lived_secs| PastToken {
            key: label.to_owned(),
            label: label.to_owned(),
            fate: fate.to_owned(),
            lived_secs,
            ..PastToken::default()
        };
        let mut past = Past {
            tokens: vec![
                token("Payouts", "revoked on Monday", Some(60)),
                token("Reports", "expired on Tuesday", Some(30)),
                PastToken { is_open: true, ..token("Lost", "the answer was lost", None) },
            ],
            ..Past::default()
        };
        past.tokens[0].trail.push("Asked for, with a lifetime of 90 days.".to_owned());
        let mut state = PastState::default();
        let mut rows = |filter: &str, sort: Option<(usize, bool)>| {
            filter.clone_into(&mut state.filter);
            state.table.sort = sort.map(|(column, descending)| Sort { column, descending });
            state.arrange(&past);
            state.rows.clone()
        };
        assert_eq!(rows("", None), [0, 1, 2]);
        assert_eq!(rows("90 pay", None), [0]);
        assert_eq!(rows("", Some((0, false))), [2, 0, 1]);
        assert_eq!(rows("", Some((1, false))), [2, 1, 0], "what is open comes first");
        assert_eq!(rows("", Some((4, true))), [0, 1, 2]);
        assert!(rows("nothing like it", None).is_empty());
    }
}
