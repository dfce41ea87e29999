//! What came of each share: made, waiting for somebody, refused, or lost and looked for.

use egui::Ui;

use super::fate::Row;
use super::{Fate, Found, Model, Request, Shared, State, picker};
use crate::kit::button::{Button, Kind};
use crate::kit::palette::Meaning;
use crate::kit::{button, copy, empty, form, icon, layout, notice, progress, space, text};

/// Draws the result.
pub(super) fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let mut shown = None;
    let asked = form::with_footer(
        ui,
        "share result",
        state,
        |ui, state| {
            for (at, row) in state.sent.iter().enumerate() {
                if at > 0 {
                    space::rule(ui, space::XS);
                }
                shown = one(ui, row, model).or(shown.take());
            }
        },
        |ui, state| foot(ui, state, model),
    );
    shown.or(asked)
}

fn one(ui: &mut Ui, row: &Row, model: &Model<'_>) -> Option<Request> {
    let wallet = row.request.wallet();
    text::draw_section(ui, &picker::name_of(wallet, &[]));
    match &row.fate {
        Fate::Queued => drop(ui.label(text::muted("Not sent yet."))),
        Fate::Sending => drop(layout::row(ui, |ui| {
            progress::turning(ui);
            ui.label(text::body("Sending the share. It is sent once."))
        })),
        Fate::Made(shared) => return made(ui, row, shared, model),
        Fate::NotSent => drop(notice::line(ui, Meaning::Attention, "It was not sent, so nothing happened.")),
        Fate::Refused(failure) => {
            empty::failed_form(ui, failure);
            ui.label(text::small("Nothing was shared."));
        }
        Fate::Lost { failure, found, .. } => match found {
            Found::There(shared) => {
                let words = "Its answer was lost, but your shares hold it: it was made.";
                notice::line(ui, Meaning::Good, words);
                return made(ui, row, shared, model);
            }
            Found::NotThere => {
                let words =
                    "Its answer was lost, and your shares, read since, do not hold it: it was not made.";
                notice::line(ui, Meaning::Attention, words);
            }
            Found::NotLooked => {
                empty::failed_form(ui, failure);
                let words = "It may have been made although its answer was lost. Look among your shares before you send \
                             it again.";
                notice::banner(ui, Meaning::Attention, words);
            }
        },
    }
    None
}

fn made(ui: &mut Ui, row: &Row, shared: &Shared, model: &Model<'_>) -> Option<Request> {
    let recipient = row.request.recipient().recipient();
    let who = recipient.display_name();
    let (meaning, words) = if shared.awaits_approval {
        let words = match row.request.wallet().for_sharing().approvers_in_words(model.me, model.names) {
            Some(approvers) => {
                format!("Waits for another admin's approval: {approvers}. Then {who} has to accept it.")
            }
            None => "Waits for approval. Who can give it is not known here.".to_owned(),
        };
        (Meaning::Information, words)
    } else {
        (Meaning::Good, format!("Shared: {who} can accept it now."))
    };
    notice::line(ui, meaning, &words);
    let name = picker::name_of(row.request.wallet(), &[]);
    let may = format!("{} it", row.request.permissions().in_words());
    layout::facts(ui, |ui| {
        layout::fact(ui, "To", |ui| text::elided(ui, text::body(format!("{who}, {}", recipient.email))));
        layout::fact(ui, "They may", |ui| text::elided(ui, text::body(may)));
        layout::fact(ui, "Share", |ui| copy::id(ui, &format!("share ID of {name}"), &shared.id));
        let mut asked = None;
        for approval in &shared.approvals {
            layout::fact(ui, "Approval", |ui| {
                copy::id(ui, &format!("approval ID of {name}"), approval);
                let words = format!("Show the approval of {name}");
                if Button::new("Show it").kind(Kind::Link).name(&words).show(ui).clicked() {
                    asked = Some(Request::ShowApproval { id: approval.clone() });
                }
            });
        }
        asked
    })
}

fn foot(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let is_under_way = state.sent.iter().any(|row| matches!(row.fate, Fate::Queued | Fate::Sending));
    if is_under_way {
        return button::plain(ui, true, "Stop waiting").clicked().then_some(Request::StopSharing);
    }
    let mut asked = None;
    let again = state.not_made().count();
    let awaits_look = state.awaits_look();
    layout::wrapping_row(ui, |ui| {
        if awaits_look {
            if model.is_looking {
                progress::turning(ui);
                ui.label(text::small("Reading your shares…"));
            } else if Button::new("Look among my shares")
                .icon(icon::REFRESH)
                .kind(Kind::Primary)
                .show(ui)
                .clicked()
            {
                asked = Some(Request::LookInShares);
            }
            return;
        }
        if button::primary(ui, true, "Done").clicked() {
            asked = Some(Request::Done);
        }
        let words = match again {
            0 => return,
            1 => "Change and share again the one that was not made…".to_owned(),
            count => format!("Change and share again the {count} that were not made…"),
        };
        if button::plain(ui, true, &words).clicked() {
            state.offer_again();
        }
    });
    asked
}
