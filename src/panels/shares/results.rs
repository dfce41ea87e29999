//! What came of what was done, one line each, until it has been read.

use egui::Ui;

use super::deed::Came;
use super::{Model, Request};
use crate::kit::palette::Meaning;
use crate::kit::{button, copy, form, layout, notice, progress, text};

const HEIGHT: f32 = 180.0;

/// Draws what is under way and what came of the last deeds, above the list.
pub(super) fn show(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    if let [first, ..] = model.under_way {
        let words = match model.under_way {
            [_] => format!("Sending what you asked for {}", first.name()),
            several => format!("Sending what you asked for {} shares, one by one", several.len()),
        };
        progress::bar(ui, &words, 0, None);
    }
    if model.results.is_empty() {
        return None;
    }
    form::inset(ui, |ui| {
        layout::scroll_up_to(ui, "results", HEIGHT, |ui| {
            for answer in model.results {
                let name = answer.target.name();
                match &answer.came {
                    Came::Done(words) => drop(notice::line(ui, Meaning::Good, words)),
                    Came::Waits(ids) if ids.is_empty() => {
                        let words = format!("{name}: it waits for an approval.");
                        notice::line(ui, Meaning::Information, &words);
                    }
                    Came::Waits(ids) => {
                        let words = format!("{name}: it waits for the approval {}.", ids.join(", "));
                        notice::line(ui, Meaning::Information, &words);
                    }
                    Came::Failed(failure) | Came::Unknown(failure) => {
                        let meaning = match answer.came {
                            Came::Failed(_) => Meaning::Danger,
                            _ => Meaning::Attention,
                        };
                        let words = format!("{name}: {} {}", failure.what, failure.next);
                        notice::line(ui, meaning, words.trim());
                        if let Some(id) = &failure.request_id {
                            layout::row(ui, |ui| {
                                ui.label(text::small("Request ID"));
                                copy::id(ui, "request ID", id);
                            });
                        }
                    }
                }
            }
        });
        button::link(ui, "Hide these results").clicked().then_some(Request::ForgetResults)
    })
}
