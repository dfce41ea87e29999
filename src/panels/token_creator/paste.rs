//! A list that is pasted: what of it is taken, line by line, while it is mended. What is not taken stays in the field.

use egui::{Context, Ui};

use super::{FormModel, State};
use crate::domain::paste_import::{Found, Report, report_addresses, report_limits};
use crate::domain::text::counted;
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

impl ListOf {
    /// The dialog's title, its field, an example, and what the list may hold.
    fn words(self) -> [&'static str; 4] {
        match self {
            Self::Addresses => [
                "Paste a list of addresses",
                "List of addresses",
                "203.0.113.7\n198.51.100.0/24  # office",
                "Addresses and ranges /24 to /32, one or several a line. What stands behind a # is passed over.",
            ],
            Self::Limits => [
                "Paste a list of spending limits",
                "List of spending limits",
                "usdt,2500.50\nbtc,150000000,base\neth,max",
                "A coin a line, as a spreadsheet copies it: ticker and amount in coin units, or max; base in a third \
                 column for base units.",
            ],
        }
    }

    /// "3 addresses", "1 limit".
    fn counted(self, count: usize) -> String {
        counted(count, if self == Self::Addresses { "address" } else { "limit" })
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

    /// Reads the text again where it has changed.
    fn read(&mut self, state: &State, model: &FormModel<'_>, check: &TokenCheck) {
        if self.report.as_ref().is_none_or(|(text, _)| *text != self.text) {
            let report = match self.of {
                ListOf::Addresses => {
                    let in_form = check.addresses.iter().filter_map(|line| line.result.clone().ok());
                    let is_on_the_internet = model.context.rules.is_on_the_internet();
                    report_addresses(&self.text, is_on_the_internet, &in_form.collect::<Vec<_>>())
                }
                ListOf::Limits => report_limits(&self.text, &state.draft.limits),
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
                    state.draft.add_address(&rule.to_string());
                }
            }
            Found::Limits(limits) => {
                state.draft.add_limits(limits);
                state.coin_search = None;
            }
        }
        self.text = report.rest;
        self.text.is_empty()
    }
}

/// Draws the dialog while a list is being pasted.
pub fn show(ctx: &Context, state: &mut State, model: &FormModel<'_>, check: &TokenCheck) {
    let Some(mut paste) = state.paste.take() else { return };
    paste.read(state, model, check);
    let [title, ..] = paste.of.words();
    let dialog = Dialog { title, width: WIDTH, environment: None };
    let shown = modal::show(ctx, "paste", &dialog, |ui| content(ui, &mut paste));
    let is_done = shown.inner && paste.take(state);
    if !is_done && !shown.closed {
        state.paste = Some(paste);
    }
}

/// Returns whether what was read is to be taken.
fn content(ui: &mut Ui, paste: &mut Paste) -> bool {
    let [_, label, hint, about] = paste.of.words();
    text::wrapped(ui, text::muted(about));
    let wants_focus = !std::mem::replace(&mut paste.has_focus, true);
    layout::scroll_up_to(ui, "pasted", FIELD_HEIGHT, |ui| {
        TextField::new(label, &mut paste.text)
            .hint(hint)
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
        for (adds, words) in report.taken.iter().take(REPORTED) {
            notice::line(ui, if *adds { Meaning::Good } else { Meaning::Information }, words);
        }
        more(ui, report.taken.len(), "lines that were taken");
    });
}

fn more(ui: &mut Ui, count: usize, what: &str) {
    if count > REPORTED {
        ui.label(text::small(format!("And {} more {what}.", count - REPORTED)));
    }
}
