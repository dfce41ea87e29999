//! The cells of the table: heads of groups and findings.

use egui::Ui;

use super::meaning::meaning;
use crate::domain::alphabet::SameNames;
use crate::domain::amount::Balance;
use crate::domain::coin::{Coin, amount_words, coins};
use crate::domain::foreign_text::joined_lines;
use crate::domain::posture::{Finding, Group, GroupedFindings, Grouping, Review, Row, Subject};
use crate::kit::amount::{self, Slots};
use crate::kit::name::NameMarks;
use crate::kit::table::Column;
use crate::kit::{badge, button, icon, notice, space, text};

/// From this width on, in points, the table shows the reason too.
const AMPLE_FROM: f32 = 1_300.0;
/// From this width on, in points, it shows every fact of the wallet.
const WIDE_FROM: f32 = 940.0;
/// From this width on, in points, it shows the wallet's balance.
const MIDDLE_FROM: f32 = 720.0;

/// The columns, of which a narrow table shows fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Col {
    Weight,
    What,
    Wallet,
    Coin,
    Kind,
    Balance,
    Why,
}

const AMPLE: &[Col] = &[Col::Weight, Col::What, Col::Wallet, Col::Coin, Col::Kind, Col::Balance, Col::Why];
const WIDE: &[Col] = &[Col::Weight, Col::What, Col::Wallet, Col::Coin, Col::Kind, Col::Balance];
const MIDDLE: &[Col] = &[Col::Weight, Col::What, Col::Wallet, Col::Balance];
const NARROW: &[Col] = &[Col::Weight, Col::What, Col::Wallet];

/// The same where a head says which wallet it is.
const AMPLE_OF_WALLETS: &[Col] = &[Col::Weight, Col::What, Col::Why, Col::Coin, Col::Kind, Col::Balance];
const WIDE_OF_WALLETS: &[Col] = &[Col::Weight, Col::What, Col::Coin, Col::Kind, Col::Balance];
const MIDDLE_OF_WALLETS: &[Col] = &[Col::Weight, Col::What, Col::Balance];
const NARROW_OF_WALLETS: &[Col] = &[Col::Weight, Col::What];

/// What draws the cells.
pub struct Cells<'a> {
    review: &'a Review,
    arranged: &'a GroupedFindings,
    grouping: Grouping,
    columns: &'static [Col],
    names: &'a SameNames,
}

impl<'a> Cells<'a> {
    /// For the room that there is.
    pub fn new(
        ui: &Ui,
        review: &'a Review,
        arranged: &'a GroupedFindings,
        grouping: Grouping,
        names: &'a SameNames,
    ) -> Self {
        let room = ui.available_width();
        let by_wallet = grouping == Grouping::Wallet;
        let columns = match room {
            _ if by_wallet && room >= AMPLE_FROM => AMPLE_OF_WALLETS,
            _ if by_wallet && room >= WIDE_FROM => WIDE_OF_WALLETS,
            _ if by_wallet && room >= MIDDLE_FROM => MIDDLE_OF_WALLETS,
            _ if by_wallet => NARROW_OF_WALLETS,
            _ if room >= AMPLE_FROM => AMPLE,
            _ if room >= WIDE_FROM => WIDE,
            _ if room >= MIDDLE_FROM => MIDDLE,
            _ => NARROW,
        };
        Self { review, arranged, grouping, columns, names }
    }

    /// Tells the arrangements of columns apart, whose widths are remembered by themselves.
    pub fn arrangement(&self) -> (bool, usize) {
        (self.grouping == Grouping::Wallet, self.columns.len())
    }

    fn has(&self, column: Col) -> bool {
        self.columns.contains(&column)
    }

    /// The heads.
    pub fn columns(&self) -> Vec<Column<'static>> {
        let is_wide = self.has(Col::Coin);
        let head = |column: &Col| match column {
            Col::Weight if !self.has(Col::Balance) => Column::new("", 48.0),
            Col::Weight => Column::new("Severity", 126.0),
            Col::What if self.has(Col::Why) => Column::new("Finding", 310.0),
            Col::What => Column::fill("Finding"),
            Col::Wallet => Column::new("Wallet", if is_wide { 190.0 } else { 160.0 }),
            Col::Coin => Column::new("Coin", 92.0),
            Col::Kind => Column::new("Type", 84.0),
            Col::Balance => Column::new("Balance", 204.0).right(),
            Col::Why => Column::fill("Why it matters"),
        };
        self.columns.iter().map(head).collect()
    }

    /// Draws one cell; returns whether a group is to be folded in or out.
    pub fn cell(&self, ui: &mut Ui, row: usize, column: usize) -> bool {
        let Some((row, column)) = self.arranged.rows.get(row).zip(self.columns.get(column)) else {
            return false;
        };
        match row {
            Row::Head(place) => self.head(ui, &self.arranged.groups[*place], *column),
            Row::Finding(at) => {
                self.finding(ui, &self.review.findings[*at], *column);
                false
            }
        }
    }

    fn head(&self, ui: &mut Ui, group: &Group, column: Col) -> bool {
        match column {
            Col::Weight => {
                let (glyph, verb) =
                    if group.is_folded { (icon::FORWARD, "Expand") } else { (icon::EXPAND, "Collapse") };
                return button::icon(ui, glyph, &format!("{verb} {}", group.title)).clicked();
            }
            Col::What => {
                text::elided(ui, text::strong(&group.title));
            }
            _ if self.grouping == Grouping::Wallet => {
                let first = group.findings.first().map(|at| &self.review.findings[*at]);
                if let Some(finding) = first {
                    of_wallet(ui, &finding.subject, column, self.names);
                }
            }
            _ => {}
        }
        false
    }

    /// What is the case; where the reason has no column of its own, it begins behind that.
    fn what(&self, ui: &mut Ui, finding: &Finding) {
        let whole = joined_lines([finding.what().as_str(), &finding.why()]);
        text::elided_about(ui, text::body(finding.what()), &whole);
        space::gap(ui, space::S);
        if !self.has(Col::Why) && ui.available_width() >= LEAST_REASON {
            text::elided_about(ui, text::muted(finding.why()), whole);
        }
    }

    fn finding(&self, ui: &mut Ui, finding: &Finding, column: Col) {
        let weight = finding.severity;
        match column {
            Col::Weight if !self.has(Col::Balance) => {
                let glyph = notice::icon_of(meaning(weight));
                badge::icon_only(ui, meaning(weight), glyph, weight.word());
            }
            Col::Weight => drop(badge::mark(ui, meaning(weight), weight.word())),
            Col::What => self.what(ui, finding),
            Col::Why => drop(text::elided(ui, text::muted(finding.why()))),
            Col::Wallet | Col::Coin | Col::Kind | Col::Balance => {
                if self.grouping != Grouping::Wallet {
                    of_wallet(ui, &finding.subject, column, self.names);
                }
            }
        }
    }
}

/// Less room than this, in points, says nothing of a reason.
const LEAST_REASON: f32 = 90.0;

fn of_wallet(ui: &mut Ui, subject: &Subject, column: Col, names: &SameNames) {
    match column {
        Col::Wallet => {
            let whole = joined_lines([&subject.label, &subject.coin, &subject.id]);
            marks(subject, names).show_icon(ui);
            text::elided_about(ui, text::body(subject.name()), whole.trim());
        }
        Col::Coin => drop(text::elided(ui, text::body(subject.coin.as_str()))),
        Col::Kind => drop(text::elided(ui, text::body(subject.kind.as_str()))),
        Col::Balance => balance(ui, subject),
        Col::Weight | Col::What | Col::Why => {}
    }
}

fn balance(ui: &mut Ui, subject: &Subject) {
    let response = match &subject.balance {
        None => return,
        Some(Balance::Unreadable(raw)) => amount::unreadable(ui, raw),
        Some(Balance::Exact(exact)) => {
            let coin = coins().get(&subject.coin);
            let figure = exact.figure(coin.map_or(0, |coin| coin.decimals));
            let unit = coin.map_or_else(|| "base units".to_owned(), Coin::display_unit);
            amount::in_column(ui, &figure.whole, &figure.fraction, &unit, Slots::default())
        }
    };
    if let Some(balance) = &subject.balance {
        response.on_hover_text(text::plain(amount_words(balance, &subject.coin)));
    }
}

/// What may be mistaken about the wallet's name.
pub fn marks(subject: &Subject, names: &SameNames) -> NameMarks {
    let is_mistakable = names.is_mistakable(&subject.label, &subject.coin);
    NameMarks::of(&subject.label, is_mistakable.then_some(subject.id.as_str()))
}
