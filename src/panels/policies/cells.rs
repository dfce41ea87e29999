//! The table's columns, as many as there is room for, and what stands in them.

use egui::Ui;
use jiff::Timestamp;

use super::arranged::Arranged;
use super::model::Model;
use super::order::{self, Order};
use super::rows::{At, Row};
use super::text as wording;
use crate::bitgo::wallet::Wallet;
use crate::domain::enterprise_policy::{CoveredBy, EnterpriseRule, LockState, RuleStatus};
use crate::domain::foreign_text::joined_lines;
use crate::domain::lifetime::date_words;
use crate::domain::text::elided;
use crate::kit::icon::Icon;
use crate::kit::palette::Meaning;
use crate::kit::table::Column;
use crate::kit::{badge, icon, space, text};

/// The columns, of which a narrow table shows fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Col {
    Rule,
    Sentence,
    From,
    Covers,
    Status,
    Lock,
    Fired,
    Changed,
}

impl Col {
    /// What a press on its head puts the rules in order by, where it is drawn among `shown`.
    fn order(self, shown: &[Self]) -> Option<Order> {
        match self {
            Self::Rule => Some(Order::Name),
            // The name stands in it where it has no column of its own.
            Self::Sentence if !shown.contains(&Self::Rule) => Some(Order::Name),
            Self::From => Some(Order::Kind),
            Self::Covers => Some(Order::Covers),
            Self::Status => Some(Order::Status),
            Self::Fired => Some(Order::Fired),
            Self::Changed => Some(Order::Changed),
            Self::Sentence | Self::Lock => None,
        }
    }
}

/// Less room than this, in points, says nothing of a rule.
const LEAST_SENTENCE: f32 = 60.0;

/// What the cells are drawn from.
pub(super) struct Cells<'a> {
    columns: &'static [Col],
    arranged: &'a Arranged,
    model: &'a Model<'a>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(ui: &Ui, arranged: &'a Arranged, model: &'a Model<'a>) -> Self {
        use Col::{Changed, Covers, Fired, From, Lock, Rule, Sentence, Status};
        let columns: &[Col] = match ui.available_width() {
            width if width >= 1_420.0 => &[Rule, Sentence, From, Covers, Status, Lock, Fired, Changed],
            width if width >= 1_300.0 => &[Rule, Sentence, From, Covers, Status, Lock, Fired],
            width if width >= 1_180.0 => &[Rule, Sentence, From, Covers, Status, Lock],
            width if width >= 1_020.0 => &[Rule, Sentence, From, Covers, Status],
            width if width >= 780.0 => &[Sentence, From, Covers, Status],
            _ => &[Sentence, From, Status],
        };
        Self { columns, arranged, model }
    }

    /// Tells how many columns there are, so that each set keeps its widths.
    pub(super) fn room(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn heads(&self) -> Vec<Column<'static>> {
        let head = |col: &Col| match col {
            Col::Rule => Column::new("Name", 180.0),
            Col::Sentence => Column::fill("Rule"),
            Col::From => Column::new("From", 118.0),
            Col::Covers => Column::new("Covers", 136.0).largest_first(true),
            Col::Status => Column::new("Status", 168.0),
            Col::Lock => Column::new("Lock", 170.0),
            Col::Fired => Column::new("Last fired", 120.0).largest_first(true),
            Col::Changed => Column::new("Changed", 120.0).largest_first(true),
        };
        let sorted = |col: &Col| match col.order(self.columns) {
            Some(_) => head(col).sortable(),
            None => head(col),
        };
        self.columns.iter().map(sorted).collect()
    }

    /// What a press on the head of a column puts the rules in order by.
    pub(super) fn order(&self, column: usize) -> Option<Order> {
        self.columns.get(column)?.order(self.columns)
    }

    /// The column whose head does.
    pub(super) fn sorted_by(&self, order: Order) -> Option<usize> {
        self.columns.iter().position(|col| col.order(self.columns) == Some(order))
    }

    /// Whether every order has a head.
    pub(super) fn has_all(&self) -> bool {
        self.columns.contains(&Col::Changed)
    }

    pub(super) fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let (Some(row), Some(column)) = (self.arranged.row(row), self.columns.get(column)) else { return };
        match column {
            Col::Rule => drop(text::elided(ui, text::strong(called(row)))),
            Col::Sentence => self.sentence(ui, row),
            Col::From => drop(text::elided(ui, text::body(row.origin.title()))),
            Col::Covers => drop(text::elided(ui, text::body(covers(row, self.arranged)))),
            Col::Status => status(ui, row),
            Col::Lock => {
                if let Some((glyph, words)) = lock(row, self.arranged, self.model) {
                    badge::with_icon(ui, Meaning::Neutral, glyph, &words);
                }
            }
            Col::Fired => {
                self.date(ui, order::fired(row, &self.arranged.all));
            }
            Col::Changed => self.date(ui, order::changed(row, &self.arranged.all)),
        }
    }

    fn date(&self, ui: &mut Ui, at: Option<Timestamp>) {
        if let Some(at) = at {
            text::elided(ui, text::body(date_words(at, self.model.zone)));
        }
    }

    fn sentence(&self, ui: &mut Ui, row: &Row) {
        if !row.is_understood {
            badge::icon_only(ui, Meaning::Attention, icon::WARNING, wording::NOT_UNDERSTOOD);
            space::gap(ui, space::XS);
        }
        let whole = joined_lines([called(row), row.sentence.as_str(), &covers(row, self.arranged)]);
        if !self.columns.contains(&Col::Rule) {
            text::elided_about(ui, text::strong(called(row)), &whole);
            space::gap(ui, space::S);
        }
        if ui.available_width() >= LEAST_SENTENCE {
            text::elided_about(ui, text::body(&row.sentence), whole);
        }
    }
}

/// What to call a rule.
pub(super) fn called(row: &Row) -> &str {
    if row.name.trim().is_empty() { wording::NO_NAME } else { &row.name }
}

/// The enterprise rule of a row.
pub(super) fn enterprise_rule<'a>(row: &Row, arranged: &'a Arranged) -> Option<&'a EnterpriseRule> {
    let At::Enterprise(at) = row.at else { return None };
    arranged.all.picture.rule(at).map(|(_, rule)| rule)
}

/// Which wallets it covers: the one by its name, or how many.
pub(super) fn covers(row: &Row, arranged: &Arranged) -> String {
    let picture = &arranged.all.picture;
    let label = |place: u32| picture.wallets.get(place as usize).map(|it| wallet_name(it));
    match row.at {
        At::Wallet { wallet, .. } => label(wallet).unwrap_or_default(),
        At::Enterprise(at) => {
            let Some(coverage) = picture.coverage(at) else { return String::new() };
            let is_of_rules = picture.rule(at).is_some_and(|(_, rule)| rule.covered_by() == CoveredBy::Rules);
            match (&*coverage.covered, coverage.unclear.len()) {
                _ if is_of_rules => "policy rules".to_owned(),
                ([only], 0) => label(*only).unwrap_or_default(),
                (covered, unclear) => wording::covers(covered.len(), unclear),
            }
        }
    }
}

/// What to call a wallet: by its ID where it has no label.
pub(super) fn wallet_name(wallet: &Wallet) -> String {
    if wallet.label.trim().is_empty() { elided(&wallet.id) } else { wallet.label.to_string() }
}

/// Whether it is looked at.
pub(super) fn status(ui: &mut Ui, row: &Row) {
    let meaning = match row.status {
        RuleStatus::Active => Meaning::Good,
        RuleStatus::PendingApproval | RuleStatus::Pending | RuleStatus::UnlockPending => Meaning::Attention,
        _ => Meaning::Neutral,
    };
    badge::mark(ui, meaning, row.status.title());
}

/// How it is locked, in two or three words with an icon.
pub(super) fn lock(row: &Row, arranged: &Arranged, model: &Model<'_>) -> Option<(Icon, String)> {
    let (word, is_open) = if let Some(own) = &row.own {
        let lock = own.lock.lock(model.now);
        (lock.word(model.now), !lock.is_locked())
    } else {
        let lock = enterprise_rule(row, arranged)?.lock.state(model.now);
        (lock.word(model.now), matches!(lock, LockState::Open | LockState::OpenUntil(_)))
    };
    Some((if is_open { icon::UNLOCK } else { icon::LOCK }, word))
}
