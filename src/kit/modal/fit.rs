//! How high the scrolling part of a modal may be: what the window leaves beside the parts that stay. Those are measured
//! as they are drawn, and count from the next pass on.

use egui::{Id, Ui};

/// It is never lower than this, in points: a few lines have to be readable.
const LOWEST: f32 = 120.0;
/// What stands below it is taken for so high until it has been drawn once, in points.
const BELOW: f32 = 160.0;

/// The modal that is being drawn. All in points.
#[derive(Clone, Copy, Default)]
struct Fit {
    /// Its content's upper edge.
    top: f32,
    /// How high its content may be.
    most: f32,
    /// How much stands below the scrolling part.
    below: f32,
    /// Where the scrolling part ended.
    end: Option<f32>,
}

fn drawn_now() -> Id {
    Id::unique("the modal that is being drawn")
}

/// Draws the content of a modal, which may be `most` points high.
pub(super) fn in_room<R>(ui: &mut Ui, modal: Id, most: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let key = modal.with("below");
    let below = ui.data(|data| data.get_temp(key)).unwrap_or(BELOW);
    let fit = Fit { top: ui.cursor().top(), most, below, end: None };
    ui.data_mut(|data| data.insert_temp(drawn_now(), fit));
    let drawn = content(ui);
    let fit = ui.data_mut(|data| data.remove_temp::<Fit>(drawn_now()));
    if let Some(end) = fit.and_then(|fit| fit.end) {
        let used = (ui.min_rect().bottom() - end).max(0.0);
        if (used - below).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(key, used));
            ui.ctx().request_discard("what stands below the scrolling part of a modal has another height");
        }
    }
    drawn
}

/// How high a part that scrolls from here on may be.
pub(super) fn height(ui: &Ui) -> f32 {
    let fit: Option<Fit> = ui.data(|data| data.get_temp(drawn_now()));
    fit.map_or(LOWEST, |fit| (fit.most - (ui.cursor().top() - fit.top) - fit.below).max(LOWEST))
}

/// The part that scrolls has ended here.
pub(super) fn ends_here(ui: &Ui) {
    let end = ui.min_rect().bottom();
    let fit: Option<Fit> = ui.data(|data| data.get_temp(drawn_now()));
    if let Some(fit) = fit {
        ui.data_mut(|data| data.insert_temp(drawn_now(), Fit { end: Some(end), ..fit }));
    }
}
