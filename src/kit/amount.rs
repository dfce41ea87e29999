//! Amounts: whole part and fraction aligned on the point, the unit beside. Never rounded, never cut without a sign.
//!
//! What comes in is text already exact ([`crate::domain::amount`]); nothing here does arithmetic on money.

use std::sync::Arc;

use egui::{Color32, FontId, Galley, Response, Role, Sense, TextStyle, Ui, pos2, vec2};

use crate::kit::theme::{self, FIGURES, named};
use crate::kit::{space, text};

/// How much room a column of amounts leaves right of the point, so that the points stand under each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// Digits after the point.
    pub fraction_digits: usize,
    /// Letters of the unit.
    pub unit_letters: usize,
}

impl Slots {
    /// The slots that fit all the given fractions and units.
    pub fn fit<'a>(amounts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        amounts.into_iter().fold(Self::default(), |slots, (fraction, unit)| Self {
            fraction_digits: slots.fraction_digits.max(fraction.len()),
            unit_letters: slots.unit_letters.max(unit.chars().count()),
        })
    }

    /// Widths of what stands right of the point: the fraction with its point, and the unit with the gap before it.
    fn widths(self, ui: &Ui, parts: &Parts) -> (f32, f32) {
        let font = figures(ui);
        let (digit, point) =
            ui.fonts_mut(|fonts| (fonts.glyph_width(&font, '0'), fonts.glyph_width(&font, '.')));
        let fraction =
            if self.fraction_digits == 0 { 0.0 } else { point + digit * count(self.fraction_digits) };
        let unit = match self.unit_letters {
            0 if parts.unit.is_empty() => 0.0,
            0 => space::S + parts.unit.size().x,
            letters => space::S + parts.unit.size().x.max(digit * 1.05 * count(letters)),
        };
        (fraction, unit)
    }
}

/// An amount in a right-aligned column. `whole` is grouped and carries the sign; `fraction` has no point and may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct ColumnAmount<'a> {
    /// The part before the point.
    pub whole: &'a str,
    /// The digits after the point.
    pub fraction: &'a str,
    /// The unit.
    pub unit: &'a str,
    /// The room right of the point.
    pub slots: Slots,
    /// What it is, for assistive technology: "Spendable balance of Payouts". Empty where the amount says enough.
    pub name: &'a str,
    /// It is of second rank.
    pub is_muted: bool,
}

impl ColumnAmount<'_> {
    /// Draws it against the right edge of the room there is. Where there is no room even out of line, the fraction's end
    /// gives way to "…", then the unit, then all of it; the whole part is never cut. Give it a hover that has the whole
    /// amount.
    pub fn show(self, ui: &mut Ui) -> Response {
        let Self { whole, fraction, unit, slots, name, is_muted } = self;
        let palette = theme::palette(ui);
        let ink = if is_muted { palette.muted } else { palette.text };
        let room = ui.available_width();
        let parts = Parts::exact(ui, whole, fraction, unit);
        let (fraction_slot, unit_slot) = slots.widths(ui, &parts);
        let size = vec2(room, ui.available_height().min(space::ROW));
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        if ui.is_rect_visible(rect) {
            let right = rect.right();
            let slots_hold =
                parts.fraction.size().x <= fraction_slot + 0.5 && parts.unit_room() <= unit_slot + 0.5;
            if slots_hold && parts.whole.size().x + fraction_slot + unit_slot <= room {
                let at_point = right - unit_slot - fraction_slot;
                parts.paint(ui, at_point, right - unit_slot + space::S, rect.center().y, ink);
            } else {
                let fits = parts.width() <= room;
                let parts = if fits { parts } else { Parts::shortened(ui, whole, fraction, unit, room) };
                let at_point = right - parts.width() + parts.whole.size().x;
                parts.paint(ui, at_point, at_point + parts.after_point(), rect.center().y, ink);
            }
        }
        let amount = spoken(whole, fraction, unit);
        let spoken = if name.is_empty() { amount } else { format!("{name}: {amount}") };
        response.widget_info(|| text::labelled(Role::Label, true, &spoken));
        response
    }
}

/// Draws an amount as [`ColumnAmount`] does; its accessible name is the amount in one piece: "1,234.5 BTC".
pub fn in_column(ui: &mut Ui, whole: &str, fraction: &str, unit: &str, slots: Slots) -> Response {
    ColumnAmount { whole, fraction, unit, slots, ..ColumnAmount::default() }.show(ui)
}

/// An amount that is no integer of base units: shown as it came, and flagged.
pub fn unreadable(ui: &mut Ui, raw: &str) -> Response {
    let response = super::badge::mark(ui, super::palette::Meaning::Attention, raw);
    response.on_hover_text(text::body("BitGo sent this balance, which is not a whole number of base units."))
}

/// The amount in one piece: "1,234.5 BTC".
pub fn spoken(whole: &str, fraction: &str, unit: &str) -> String {
    let point = if fraction.is_empty() { "" } else { "." };
    let gap = if unit.is_empty() { "" } else { " " };
    format!("{whole}{point}{fraction}{gap}{unit}")
}

struct Parts {
    whole: Arc<Galley>,
    fraction: Arc<Galley>,
    unit: Arc<Galley>,
}

impl Parts {
    fn exact(ui: &Ui, whole: &str, fraction: &str, unit: &str) -> Self {
        let tail = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
        Self::new(ui, whole, tail, unit)
    }

    /// `tail` is what stands right of the whole part, with its point.
    fn new(ui: &Ui, whole: &str, tail: String, unit: &str) -> Self {
        let lay = |words: String, font: FontId| {
            ui.painter().layout_no_wrap(text::shown(words), font, Color32::PLACEHOLDER)
        };
        let small = TextStyle::Small.resolve(ui.style());
        Self {
            whole: lay(whole.to_owned(), figures(ui)),
            fraction: lay(tail, figures(ui)),
            unit: lay(unit.to_owned(), small),
        }
    }

    /// With ever less of the fraction, down to two digits.
    fn beginnings(ui: &Ui, whole: &str, fraction: &str, unit: &str) -> impl Iterator<Item = Self> {
        (2..fraction.len())
            .rev()
            .filter_map(|kept| fraction.get(..kept))
            .map(move |kept| Self::new(ui, whole, format!(".{kept}…"), unit))
    }

    /// The most that fits: the fraction's beginning with the unit, then without it, then the whole part alone, each
    /// with "…" for what is missing. Digits of the whole part are all there or none is.
    fn shortened(ui: &Ui, whole: &str, fraction: &str, unit: &str, room: f32) -> Self {
        Self::beginnings(ui, whole, fraction, unit)
            .chain([Self::exact(ui, whole, fraction, "")])
            .chain(Self::beginnings(ui, whole, fraction, ""))
            .chain([Self::new(ui, whole, "…".to_owned(), "")])
            .find(|parts| parts.width() <= room)
            .unwrap_or_else(|| Self::new(ui, "", "…".to_owned(), ""))
    }

    /// The unit with the gap before it.
    fn unit_room(&self) -> f32 {
        if self.unit.text().is_empty() { 0.0 } else { space::S + self.unit.size().x }
    }

    fn after_point(&self) -> f32 {
        self.fraction.size().x + if self.unit.text().is_empty() { 0.0 } else { space::S }
    }

    fn width(&self) -> f32 {
        self.whole.size().x + self.after_point() + self.unit.size().x
    }

    fn paint(&self, ui: &Ui, at_point: f32, unit_left: f32, middle: f32, ink: Color32) {
        let palette = theme::palette(ui);
        let top = middle - self.whole.size().y / 2.0;
        let on_baseline = baseline(&self.whole) - baseline(&self.unit);
        let put = |galley: &Arc<Galley>, left: f32, top: f32, colour: Color32| {
            ui.painter().galley(pos2(left, top), Arc::clone(galley), colour);
        };
        put(&self.whole, at_point - self.whole.size().x, top, ink);
        put(&self.fraction, at_point, top, palette.muted);
        put(&self.unit, unit_left, top + on_baseline, palette.muted);
    }
}

/// How far below a line's top its letters stand, in points.
fn baseline(galley: &Galley) -> f32 {
    galley.rows.first().and_then(|row| row.glyphs.first()).map_or(0.0, |glyph| glyph.pos.y)
}

fn figures(ui: &Ui) -> FontId {
    named(FIGURES).resolve(ui.style())
}

#[expect(clippy::cast_precision_loss, reason = "a number of letters on one line")]
fn count(letters: usize) -> f32 {
    letters as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spoken_amount_is_the_exact_amount() {
        for (whole, fraction, unit, expected) in [
            ("1,234", "5", "BTC", "1,234.5 BTC"),
            ("-0", "00000001", "BTC", "-0.00000001 BTC"),
            ("12", "", "", "12"),
            ("0", "000000000000000001", "ETH", "0.000000000000000001 ETH"),
        ] {
            assert_eq!(spoken(whole, fraction, unit), expected);
        }
    }

    /// Widths at which an amount is cut must never show other digits of the whole part than all of them.
    #[test]
    fn the_whole_part_is_shown_in_full_or_not_at_all() {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let (whole, fraction, unit) = ("2,361,183", "241434822600000001", "HTETH");
        let mut shown = std::collections::BTreeSet::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for room in (4_u8..=250).step_by(3).map(f32::from) {
                let parts = Parts::shortened(ui, whole, fraction, unit, room);
                assert!(parts.width() <= room || parts.whole.text().is_empty(), "{room}");
                let text =
                    [&parts.whole, &parts.fraction, &parts.unit].map(|galley| galley.text().to_owned());
                assert!(text[0].is_empty() || text[0] == whole, "{text:?}");
                assert!(text[1].ends_with('…') || (text[1] == format!(".{fraction}")), "{text:?}");
                shown.insert(text);
            }
        });
        output.textures_delta.clear();
        assert!(shown.len() > 10, "{shown:?}");
    }

    #[test]
    fn slots_take_the_widest() {
        let slots = Slots::fit([("5", "BTC"), ("", "USDT"), ("00000001", "EOS")]);
        assert_eq!(slots, Slots { fraction_digits: 8, unit_letters: 4 });
        assert_eq!(Slots::fit([]), Slots::default());
    }
}
