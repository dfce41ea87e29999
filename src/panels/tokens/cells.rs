//! The cells of the list.

use egui::{Align, Layout, Role, Ui, vec2};

use super::column::{Col, ColumnSet};
use super::model::Model;
use super::notes::{self, Notes};
use super::rows;
use super::text as wording;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::audit::TokenChange;
use crate::domain::foreign_text::joined_lines;
use crate::domain::lifetime::{TimeLeft, date_words, moment_words};
use crate::domain::scope::Risk;
use crate::domain::token::existing::{TokenSummary, Used};
use crate::kit::name::NameMarks;
use crate::kit::palette::Meaning;
use crate::kit::{badge, icon, progress, text};

const METER: f32 = 44.0;
/// Room for "99.9 %", so that the bars stand in one line.
const FIGURE: f32 = 48.0;

/// What the cells draw from.
pub struct Cells<'a> {
    /// How much room there is.
    pub room: ColumnSet,
    /// Indices into the list.
    pub rows: &'a [usize],
    /// What was worked out for each token.
    pub notes: &'a Notes,
    /// The rest.
    pub model: &'a Model<'a>,
}

impl Cells<'_> {
    /// Draws one cell.
    pub fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let Some(&index) = self.rows.get(row) else { return };
        let (Some(token), Some(note)) = (self.model.tokens.rows.get(index), self.notes.of(index)) else {
            return;
        };
        let Some(col) = self.room.columns().get(column) else { return };
        let zone = self.model.zone;
        match col {
            Col::Label => self.label(ui, token, note),
            Col::TimeLeft => self.time_left(ui, token),
            Col::Expires => {
                let is_short = self.room == ColumnSet::Fair;
                let words = token.expires.map_or_else(
                    || wording::NOT_REPORTED.to_owned(),
                    |at| if is_short { date_words(at, zone) } else { moment_words(at, zone) },
                );
                text::elided(ui, text::body(words));
            }
            Col::Created => {
                let words =
                    token.created.map_or_else(|| wording::NOT_REPORTED.to_owned(), |at| date_words(at, zone));
                text::elided(ui, text::body(words));
            }
            Col::Risk => risk(ui, note.risk),
            Col::Reach => {
                let about = wording::permissions_about(&note.reach, &token.scope);
                let shown = text::elided_about(ui, text::body(&note.riskiest_action), about);
                shown.widget_info(|| text::labelled(Role::Label, true, &note.reach));
            }
            Col::From => {
                let from = rows::from_where(&token.ip_restrict);
                text::elided_about(ui, text::body(&from), joined_lines(&token.ip_restrict));
            }
            Col::Limits => limits(ui, note),
            Col::Findings => findings(ui, note),
            Col::Changed => {
                let newest = self.changes(token).first();
                if let (None, Some(failure)) = (newest, self.model.changes.failure()) {
                    ui.label(text::muted("not available")).on_hover_text(text::plain(&failure.what));
                    return;
                }
                let words = newest.map(|change| change.short(zone)).unwrap_or_default();
                text::elided_about(ui, text::body(words), self.changed_words(token));
            }
        }
    }

    fn label(&self, ui: &mut Ui, token: &AccessTokenInfo, note: &TokenSummary) {
        let label = if token.label.is_empty() { wording::NO_LABEL } else { token.label.as_str() };
        if self.model.newest == Some(token.id.as_str()) {
            badge::mark(ui, Meaning::Good, "new");
        }
        if let Some(words) = self.model.lost_words(&token.id) {
            badge::mark(ui, Meaning::Attention, wording::LOST_MARK).on_hover_text(text::plain(words));
        }
        NameMarks::of(&token.label, self.notes.telling_id(token)).show_icon(ui);
        if let Some(words) = token.unreadable_words() {
            badge::icon_only(ui, Meaning::Attention, icon::WARNING, &words);
        }
        let zone = self.model.zone;
        let moment =
            |at: Option<_>| at.map_or_else(|| wording::NOT_REPORTED.to_owned(), |at| moment_words(at, zone));
        let facts = [
            ("ID", token.id.as_str()),
            ("Created", &moment(token.created)),
            ("Expires", &moment(token.expires)),
            (wording::ADDRESSES, &rows::from_where(&token.ip_restrict)),
        ];
        let mut about = wording::label_about(label, &facts, &note.reach);
        let changed = self.changed_words(token);
        if !changed.is_empty() {
            about = format!("{about}\n{changed}");
        }
        text::elided_about(ui, text::body(label), about);
    }

    fn time_left(&self, ui: &mut Ui, token: &AccessTokenInfo) {
        let Some(expires) = token.expires else { return };
        let left = TimeLeft::until(expires, self.model.now);
        let words = left.in_words();
        let response = match rows::urgency(left) {
            Meaning::Neutral => ui.label(text::figures(words)),
            meaning => badge::with_icon(ui, meaning, icon::TIME, &words),
        };
        response.on_hover_text(text::plain(moment_words(expires, self.model.zone)));
    }

    fn changes(&self, token: &AccessTokenInfo) -> &[TokenChange] {
        self.model.changes.content().map(|changes| changes.of(&token.id)).unwrap_or_default()
    }

    fn changed_words(&self, token: &AccessTokenInfo) -> String {
        let lines = self.changes(token).iter().map(|change| change.sentence(self.model.zone));
        joined_lines(lines)
    }
}

fn risk(ui: &mut Ui, risk: Option<Risk>) {
    let Some(risk) = risk else {
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

/// The tightest limit as a bar with its figure; a token that can move money and has none says so.
fn limits(ui: &mut Ui, note: &TokenSummary) {
    let Some(tightest) = &note.tightest else {
        if note.moves_money() {
            badge::mark(ui, Meaning::Attention, "no limit");
        }
        return;
    };
    match tightest.used {
        Used::Up => {
            drop(badge::mark(ui, Meaning::Attention, "used up").on_hover_text(text::lines(&tightest.words)));
        }
        used => {
            let figure = vec2(FIGURE, ui.available_height());
            let side = Layout::right_to_left(Align::Center);
            let shown = ui.allocate_ui_with_layout(figure, side, |ui| {
                ui.set_min_width(FIGURE);
                ui.label(text::figures(used.in_words()))
            });
            shown.inner.on_hover_text(text::lines(&tightest.words));
            if let Some(share) = used.bar_per_mille() {
                let meaning = notes::use_meaning(share);
                let meter = progress::meter(ui, meaning, u64::from(share), 1_000, METER);
                meter.on_hover_text(text::lines(&tightest.words));
            }
        }
    }
}

/// How many findings, under the icon of the worst.
fn findings(ui: &mut Ui, note: &TokenSummary) {
    let Some(worst) = note.worst() else {
        let empty = ui.label(text::muted("none"));
        empty.widget_info(|| text::labelled(Role::Label, true, wording::NO_FINDINGS));
        return;
    };
    let (meaning, word) = notes::severity_look(worst);
    let count = note.weaknesses.len();
    let name = wording::findings_name(count, &word.to_lowercase());
    badge::named(ui, meaning, &count.to_string(), &name)
        .on_hover_text(text::lines(notes::findings_words(note)));
}
