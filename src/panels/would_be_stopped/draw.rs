//! The dialog on the screen.

use egui::Context;

use super::judge::judge;
use super::model::{Model, WalletReading};
use super::request::Request;
use super::state::{Question, State};
use super::text as wording;
use super::typed::Typed;
use super::{answer, fields};
use crate::kit::environment::Reach;
use crate::kit::modal::{self, Dialog};
use crate::kit::{button, placeholder};

const WIDTH: f32 = 760.0;

/// Draws the dialog while something is asked; at most one thing is asked of the app a frame.
pub fn show(ctx: &Context, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let question = state.question.as_mut()?;
    let title = wording::title(&question.name);
    let dialog = Dialog { title: &title, width: WIDTH, reach: Reach::Environment(model.environment) };
    let shown = modal::show(ctx, "would be stopped", &dialog, |ui| {
        let asked = modal::body(ui, "would be stopped", |ui| {
            if let Some(failure) = model.reading.failure()
                && model.reading.content().is_none()
            {
                return placeholder::failed(ui, failure).then_some(Request::Read);
            }
            match model.reading.content().filter(|it| it.wallet.id == question.wallet) {
                Some(reading) => content(ui, question, reading, model),
                None => placeholder::loading(ui, wording::READING, 0, None).then_some(Request::Close),
            }
        });
        let left = modal::footer(ui, |ui| {
            let left = button::plain(ui, true, wording::LEAVE).clicked();
            let is_idle = !model.reading.is_pending() && !model.rules.is_coming;
            let again = button::plain(ui, is_idle, wording::READ_AGAIN).clicked();
            left.then_some(Request::Close).or(again.then_some(Request::Read))
        });
        asked.or(left)
    });
    let asked = shown.inner.or(shown.closed.then_some(Request::Close));
    if asked.as_ref().is_some_and(|it| *it != Request::Read) {
        state.close();
    }
    asked
}

fn content(
    ui: &mut egui::Ui,
    question: &mut Question,
    reading: &WalletReading,
    model: &Model<'_>,
) -> Option<Request> {
    let typed = Typed::read(question, reading);
    fields::show(ui, question, &typed, reading, model);
    if model.rules.is_coming {
        let stops = placeholder::loading(ui, wording::READING_RULES, 0, None);
        return stops.then_some(Request::Close);
    }
    // What was typed in this frame is answered in this frame.
    let typed = Typed::read(question, reading);
    judge(question, &typed, reading, model);
    answer::show(ui, question, reading, model)
}
