//! The allowed IP addresses of a token: what each line covers, what is left out, and what cannot work.

use egui::Ui;

use super::model::FormModel;
use super::pasted::Paste;
use super::state::State;
use super::text as wording;
use crate::domain::ip_range::{AddressLine, LeftOut};
use crate::domain::token::TokenCheck;
use crate::kit::field::TextField;
use crate::kit::palette::Meaning;
use crate::kit::{button, icon, notice, space, text};

/// Draws the addresses.
pub fn show(ui: &mut Ui, state: &mut State, model: &FormModel<'_>, check: &TokenCheck) {
    text::draw_section(ui, wording::ADDRESSES);
    let blank = match &state.draft.template {
        _ if state.is_of_template => wording::ADDRESSES_BLANK_TEMPLATE,
        Some(template) if !template.terms.addresses.is_empty() => wording::ADDRESSES_BLANK_OF_TEMPLATE,
        _ if model.context.rules.addresses_required => wording::ADDRESSES_REQUIRED,
        _ => wording::ADDRESSES_BLANK,
    };
    let help = wording::addresses_help(blank);
    TextField::new("IP addresses", &mut state.draft.addresses)
        .hint("203.0.113.7\n198.51.100.0/24")
        .help(&help)
        .rows(3)
        .mono()
        .show(ui);
    lines(ui, check);
    ui.horizontal(|ui| {
        if button::with_icon(ui, true, icon::PASTE, wording::PASTE_ADDRESSES).clicked() {
            state.paste = Some(Paste::addresses());
        }
    });
    seen_from(ui, state, model, check);
}

/// A line for each address: what it covers, or why it is of no use.
fn lines(ui: &mut Ui, check: &TokenCheck) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for (line, left_out) in check.addresses.iter().zip(&check.left_out) {
            one_line(ui, line, left_out.as_ref(), check);
        }
    });
}

fn one_line(ui: &mut Ui, line: &AddressLine, left_out: Option<&LeftOut>, check: &TokenCheck) {
    match &line.result {
        Err(problem) => notice::line(ui, Meaning::Danger, &problem.to_string()),
        Ok(rule) => match (check.refusal_of(*rule), left_out) {
            (Some(refusal), _) => notice::line(ui, Meaning::Danger, &refusal.what),
            (None, Some(left_out)) => notice::line(ui, Meaning::Information, &left_out.sentence()),
            (None, None) => notice::line(ui, Meaning::Good, &rule.in_words()),
        },
    };
}

/// The address that the platform sees, to be added with one press.
fn seen_from(ui: &mut Ui, state: &mut State, model: &FormModel<'_>, check: &TokenCheck) {
    let Some(address) = model.context.seen_from else { return };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.label(text::muted(wording::SEEN_FROM));
        ui.label(text::mono(address.to_string()));
        let is_there =
            check.addresses.iter().flat_map(|line| &line.result).any(|rule| rule.contains(address));
        if !is_there && button::link(ui, wording::ADD_SEEN_FROM).clicked() {
            state.draft.add_address(&address.to_string());
        }
    });
}
