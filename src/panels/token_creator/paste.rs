//! A list that is pasted: what of it is taken, line by line, while it is mended. What is not taken stays in the field.

use egui::{Context, Ui};

use super::{FormModel, State};
use crate::domain::address::{AddressRule, LeftOut};
use crate::domain::coin::coins;
use crate::domain::limit::LimitDraft;
use crate::domain::pasted::{
    Line, PastedLimit, TakenLimit, addition, read_addresses, read_limits, rest, summary,
};
use crate::domain::token::TokenCheck;
use crate::kit::field::TextField;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::{button, layout, notice, space, text};

const WIDTH: f32 = 720.0;
const FIELD_HEIGHT: f32 = 170.0;
const REPORT_HEIGHT: f32 = 230.0;
/// So many lines of each kind are reported one by one; the rest is counted.
const REPORTED: usize = 200;

/// A list that is being pasted.
pub struct Paste {
    of: ListOf,
    text: String,
    /// What came of it so far: the text that was read, with what it came to.
    report: Option<(String, Report)>,
    /// How many were taken so far.
    taken: usize,
    has_focus: bool,
}

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ListOf {
    Addresses,
    Limits,
}

/// What a text comes to.
struct Report {
    /// What was not taken and what was, each line with how it is meant.
    refused: Vec<String>,
    taken: Vec<(Meaning, String)>,
    summary: String,
    /// What stays in the field once the rest is taken.
    rest: String,
    found: Found,
}

/// What goes into the form.
enum Found {
    Addresses(Vec<AddressRule>),
    Limits(Vec<LimitDraft>),
}

impl Found {
    fn count(&self) -> usize {
        match self {
            Self::Addresses(rules) => rules.len(),
            Self::Limits(limits) => limits.len(),
        }
    }
}

impl ListOf {
    fn title(self) -> &'static str {
        match self {
            Self::Addresses => "Paste a list of addresses",
            Self::Limits => "Paste a list of spending limits",
        }
    }

    fn field(self) -> &'static str {
        match self {
            Self::Addresses => "List of addresses",
            Self::Limits => "List of spending limits",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Addresses => "203.0.113.7\n198.51.100.0/24  # office",
            Self::Limits => "usdt,2500.50\nbtc,150000000,base\neth,max",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Addresses => {
                "Addresses and ranges /24 to /32, one or several a line. What stands behind a # is passed over."
            }
            Self::Limits => {
                "A coin a line, as a spreadsheet copies it: ticker and amount in coin units, or max; base in a third \
                 column for base units."
            }
        }
    }

    /// "3 addresses", "1 limit".
    fn counted(self, count: usize) -> String {
        match (self, count) {
            (Self::Addresses, 1) => "1 address".to_owned(),
            (Self::Addresses, _) => format!("{count} addresses"),
            (Self::Limits, 1) => "1 limit".to_owned(),
            (Self::Limits, _) => format!("{count} limits"),
        }
    }
}

impl Paste {
    /// For addresses and ranges.
    pub fn addresses() -> Self {
        Self::of(ListOf::Addresses)
    }

    /// For spending limits.
    pub fn limits() -> Self {
        Self::of(ListOf::Limits)
    }

    fn of(of: ListOf) -> Self {
        Self { of, text: String::new(), report: None, taken: 0, has_focus: false }
    }

    /// Reads the text anew where it has changed.
    fn read(&mut self, state: &State, model: &FormModel<'_>, check: &TokenCheck) {
        if self.report.as_ref().is_none_or(|(text, _)| *text != self.text) {
            let report = match self.of {
                ListOf::Addresses => of_addresses(&self.text, model, check),
                ListOf::Limits => of_limits(&self.text, state),
            };
            self.report = Some((self.text.clone(), report));
        }
    }

    /// Puts what was taken into the form; whether nothing is left to be mended.
    fn take(&mut self, state: &mut State) -> bool {
        let Some((_, report)) = self.report.take() else { return false };
        self.taken += report.found.count();
        match report.found {
            Found::Addresses(rules) => {
                for rule in rules {
                    state.add_address(&rule.to_string());
                }
            }
            Found::Limits(limits) => state.add_limits(limits),
        }
        self.text = report.rest;
        self.text.is_empty()
    }
}

/// Draws the dialog while a list is being pasted.
pub fn show(ctx: &Context, state: &mut State, model: &FormModel<'_>, check: &TokenCheck) {
    let Some(mut paste) = state.paste.take() else { return };
    paste.read(state, model, check);
    let dialog = Dialog { title: paste.of.title(), width: WIDTH, environment: None };
    let shown = modal::show(ctx, "paste", &dialog, |ui| content(ui, &mut paste));
    let is_done = shown.inner && paste.take(state);
    if !is_done && !shown.closed {
        state.paste = Some(paste);
    }
}

/// Returns whether what was read is to be taken.
fn content(ui: &mut Ui, paste: &mut Paste) -> bool {
    text::wrapped(ui, text::muted(paste.of.about()));
    let wants_focus = !std::mem::replace(&mut paste.has_focus, true);
    layout::scroll_up_to(ui, "pasted", FIELD_HEIGHT, |ui| {
        TextField::new(paste.of.field(), &mut paste.text)
            .hint(paste.of.hint())
            .rows(5)
            .mono()
            .compact()
            .focus(wants_focus)
            .width(ui.available_width())
            .show(ui);
    });
    if paste.taken > 0 {
        let words = format!(
            "{} added to the form. What could not be taken is still above.",
            paste.of.counted(paste.taken)
        );
        notice::line(ui, Meaning::Good, &words);
    }
    let Some((_, report)) = &paste.report else { return false };
    if paste.text.trim().is_empty() {
        text::wrapped(ui, text::small("What is taken and what is not is reported here, line by line."));
    } else {
        report_ui(ui, report);
    }
    let count = report.found.count();
    modal::footer(ui, |ui| {
        let words = format!("Take {}", paste.of.counted(count));
        button::primary(ui, count > 0, &words).clicked()
    })
}

/// What has to be mended stands first.
fn report_ui(ui: &mut Ui, report: &Report) {
    ui.label(text::strong(&report.summary));
    layout::scroll_up_to(ui, "report", REPORT_HEIGHT, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for words in report.refused.iter().take(REPORTED) {
            notice::line(ui, Meaning::Danger, words);
        }
        more(ui, report.refused.len(), "lines that were not taken");
        for (meaning, words) in report.taken.iter().take(REPORTED) {
            notice::line(ui, *meaning, words);
        }
        more(ui, report.taken.len(), "lines that were taken");
    });
}

fn more(ui: &mut Ui, count: usize, what: &str) {
    if count > REPORTED {
        ui.label(text::small(format!("And {} more {what}.", count - REPORTED)));
    }
}

fn of_addresses(text: &str, model: &FormModel<'_>, check: &TokenCheck) -> Report {
    let read = read_addresses(text, model.context.rules.is_on_the_internet());
    let in_form: Vec<AddressRule> =
        check.addresses.iter().filter_map(|line| line.result.clone().ok()).collect();
    let added = addition(&read, &in_form);
    let of_line = |(line, left_out): (&Line<AddressRule>, &Option<LeftOut>)| {
        let rule = line.result.as_ref().ok()?;
        Some(match left_out {
            Some(left_out) => {
                (Meaning::Information, format!("Line {}: {}", line.number, left_out.sentence()))
            }
            None => (Meaning::Good, format!("Line {}, {rule}: {}.", line.number, rule.covers())),
        })
    };
    let taken = read.iter().zip(&added.left_out).filter_map(of_line).collect();
    report(&read, taken, Found::Addresses(added.rules))
}

fn of_limits(text: &str, state: &State) -> Report {
    let in_form: Vec<String> = state
        .draft
        .limits
        .iter()
        .map(|limit| coins().get_typed(&limit.coin).map_or(limit.coin.clone(), |coin| coin.name.to_owned()))
        .collect();
    let read = read_limits(text, &in_form);
    let of_line = |line: &Line<PastedLimit>| {
        Some(match line.result.as_ref().ok()?.limit() {
            Some(limit) => (Meaning::Good, format!("Line {}: {}", line.number, limit_words(limit))),
            None => {
                (Meaning::Information, format!("Line {}: the heading, which is passed over.", line.number))
            }
        })
    };
    let taken = read.iter().filter_map(of_line).collect();
    let limits = read.iter().filter_map(|line| line.result.as_ref().ok()?.limit());
    let limits = limits.map(|limit| limit.draft.clone()).collect();
    report(&read, taken, Found::Limits(limits))
}

/// A limit with what tells its coin from others.
fn limit_words(limit: &TakenLimit) -> String {
    let coin = limit.limit.coin().map_or_else(
        || "a coin that is not in this program's list".to_owned(),
        |coin| format!("{}, {}", coin.name, coin.identity()),
    );
    format!("{} ({coin}).", limit.limit.in_words())
}

fn report<T>(read: &[Line<T>], taken: Vec<(Meaning, String)>, found: Found) -> Report {
    let refused = read.iter().filter_map(|line| {
        let not_taken = line.result.as_ref().err()?;
        let example = match not_taken.example.as_str() {
            "" => String::new(),
            example => format!(" Right would be: {example}"),
        };
        Some(format!("Line {}, {}: {}{example}", line.number, line.text, not_taken.reason))
    });
    Report { refused: refused.collect(), taken, summary: summary(read), rest: rest(read), found }
}
