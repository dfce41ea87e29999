//! The spacing scale, in points. Panels use these and never a literal gap.
#![expect(clippy::disallowed_methods, reason = "the kit is where literal spacing lives")]

use egui::{Margin, Ui};

/// Between things that belong together.
pub const XS: f32 = 4.0;
/// Between neighbours in a row.
pub const S: f32 = 8.0;
/// Between the parts of one block.
pub const M: f32 = 12.0;
/// Inside cards, between blocks.
pub const L: f32 = 16.0;
/// Around the page, between sections.
pub const XL: f32 = 24.0;

/// Corner radius of controls, cards and windows.
pub const RADIUS: u8 = 6;
/// Height of a table row, a button and a field.
pub const ROW: f32 = 30.0;
/// The least side of anything that can be pressed.
pub const HIT: f32 = 24.0;
/// Side of an icon beside body text.
pub const ICON: f32 = 18.0;

/// Leaves a gap of one of the scale's steps along the layout's direction.
pub fn gap(ui: &mut Ui, step: f32) {
    ui.add_space(step);
}

/// The same margin on all four sides.
pub fn all(step: f32) -> Margin {
    Margin::same(whole(step))
}

/// One margin left and right, another above and below.
pub fn sides(left_right: f32, above_below: f32) -> Margin {
    Margin::symmetric(whole(left_right), whole(above_below))
}

/// A hairline across the available width with a step's gap on either side.
pub fn rule(ui: &mut Ui, step: f32) {
    ui.add(egui::Separator::default().spacing(step.mul_add(2.0, 1.0)));
}

#[expect(clippy::cast_possible_truncation, reason = "the scale's steps are small whole numbers")]
fn whole(step: f32) -> i8 {
    step as i8
}
