//! What forms are laid out with: blocks that fold, blocks set in, facts in two columns, a main side with another
//! beside it, and a foot that stays in view while the rest scrolls.

use egui::{CursorIcon, FontSelection, Frame, Rect, Role, Sense, Stroke, Ui, WidgetText, pos2, vec2};

use crate::kit::{button, icon, layout, space, text, theme};

/// A column of the given width, in points, in the middle of the room there is; scrolls where it is higher than that.
pub fn centred<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    layout::scroll(ui, "centred", |ui| {
        let width = width.min(ui.available_width() - space::XL * 2.0);
        let left = ((ui.available_width() - width) / 2.0).max(space::XL);
        space::gap(ui, space::XL * 2.0);
        let drawn = ui
            .horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                space::gap(ui, left);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    add(ui)
                })
                .inner
            })
            .inner;
        space::gap(ui, space::XL);
        drawn
    })
}

#[expect(clippy::cast_possible_truncation, reason = "margins are whole points, far below the bound")]
fn whole(points: f32) -> i8 {
    points.round().clamp(0.0, 127.0) as i8
}

/// A head that folds the block below it in and out, with a count at its end. Returns whether it was pressed.
pub fn fold(ui: &mut Ui, is_open: &mut bool, head: &str, count: &str) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), space::ROW), Sense::click());
    if response.clicked() {
        *is_open = !*is_open;
    }
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        if response.hovered() {
            ui.painter().rect_filled(rect, theme::radius(), palette.hover);
        }
        // Painted, not laid out: a child here would shift the IDs of what follows whenever this is out of sight.
        let glyph = if *is_open { icon::EXPAND } else { icon::FORWARD };
        let middle = rect.center().y;
        glyph.paint(ui.painter(), pos2(rect.left() + space::M, middle), space::ICON, palette.muted);
        let lay = |rich: egui::RichText| {
            WidgetText::from(rich).into_galley(ui, None, f32::INFINITY, FontSelection::Default)
        };
        let (words, number) = (lay(text::strong(head)), lay(text::small(count)));
        let left = rect.left() + space::XL + space::XS;
        let after = left + words.size().x + space::S;
        let baseline = middle + words.size().y / 2.0 - number.size().y - 1.0;
        ui.painter().galley(pos2(left, middle - words.size().y / 2.0), words, palette.text);
        ui.painter().galley(pos2(after, baseline), number, palette.muted);
        if response.has_focus() {
            button::ring(ui, rect);
        }
    }
    response.widget_info(|| text::choosable(Role::Button, true, *is_open, head));
    response.clone().on_hover_cursor(CursorIcon::PointingHand);
    response.clicked()
}

/// A block that belongs to what stands above it.
pub fn indented<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = egui::Margin { left: whole(space::XL), ..egui::Margin::ZERO };
    Frame::new().inner_margin(margin).show(ui, add).inner
}

/// A block set into a card, with a surface of its own.
pub fn inset<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = theme::palette(ui);
    Frame::new()
        .fill(palette.base)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(theme::radius())
        .inner_margin(space::all(space::M))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// Captions and what they stand for, one below the other.
pub fn facts(ui: &mut Ui, facts: &[(&str, &str)]) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (caption, value) in facts {
            layout::fact(ui, caption, |ui| text::wrapped(ui, text::body(*value)));
        }
    });
}

/// Splits all the room left into a main side and one of the given width, in points, and hands both out to draw in.
pub fn main_and_side(ui: &mut Ui, side_width: f32) -> (Ui, Ui) {
    let main_width = ui.available_width() - side_width - space::L;
    layout::side_by_side(ui, main_width)
}

/// All the room left, scrolled, with room for the scroll bar so that it never covers what can be pressed.
pub fn scrolled<R>(ui: &mut Ui, salt: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    layout::scroll(ui, salt, |ui| {
        ui.set_max_width(ui.available_width() - space::M);
        add(ui)
    })
}

/// A card over all the room left: the content scrolls, the foot stays at the bottom edge. Both draw from `state`.
pub fn with_footer<S, R>(
    ui: &mut Ui,
    salt: &str,
    state: &mut S,
    content: impl FnOnce(&mut Ui, &mut S),
    footer: impl FnOnce(&mut Ui, &mut S) -> R,
) -> R {
    let place = ui.available_rect_before_wrap();
    let palette = theme::palette(ui);
    ui.painter().rect(
        place,
        theme::radius(),
        palette.raised,
        Stroke::new(1.0, palette.line),
        egui::StrokeKind::Inside,
    );
    let inner = place.shrink(space::L);
    let height_id = ui.scope_id().with((salt, "footer height"));
    let wanted: f32 = ui.data(|data| data.get_temp(height_id)).unwrap_or(space::ROW * 3.0);
    // In a small window the foot scrolls by itself, so that the content above it never vanishes.
    let footer_height = wanted.min(inner.height() * 0.6);
    let middle = inner.bottom() - footer_height;
    let content_rect = Rect::from_min_max(inner.min, pos2(inner.right() + space::M, middle - space::M));
    let mut above = ui.new_child(layout::lasting(ui, (salt, "content")).max_rect(content_rect));
    above.set_clip_rect(ui.clip_rect().intersect(content_rect));
    layout::scroll(&mut above, salt, |ui| {
        ui.set_max_width(inner.width());
        ui.spacing_mut().item_spacing.y = space::S;
        content(ui, state);
    });
    let line = Rect::from_min_size(pos2(place.left(), middle - space::S), vec2(place.width(), 1.0));
    ui.painter().rect_filled(line, 0, palette.line);
    let footer_rect = Rect::from_min_max(pos2(inner.left(), middle), inner.max);
    let mut below = ui.new_child(layout::lasting(ui, (salt, "footer")).max_rect(footer_rect));
    let (drawn, used) = layout::scroll(&mut below, "foot", |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let drawn = footer(ui, state);
        (drawn, ui.min_rect().height())
    });
    if (used - wanted).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(height_id, used));
        ui.ctx().request_repaint();
    }
    ui.advance_cursor_after_rect(place);
    drawn
}

#[cfg(test)]
mod tests {
    use egui::{Event, Modifiers, PointerButton};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::*;

    #[test]
    fn a_press_counts_although_the_lines_above_it_go_before_the_release() {
        struct State {
            is_reading: bool,
            presses: usize,
        }
        let reading = |ui: &mut Ui, state: &State| {
            if state.is_reading {
                ui.label("Reading…");
            }
        };
        let page = move |ui: &mut Ui, state: &mut State| {
            reading(ui, state);
            with_footer(
                ui,
                "case",
                state,
                |_, _| {},
                |ui, state| {
                    reading(ui, state);
                    let decides = |ui: &mut Ui| button::plain(ui, true, "Decide").clicked();
                    let (decides, ()) = layout::lasting_ends(ui, "decide", decides, |_| ());
                    state.presses += usize::from(decides);
                },
            );
        };
        let state = State { is_reading: true, presses: 0 };
        let mut harness = Harness::builder().with_size(vec2(400.0, 400.0)).build_ui_state(page, state);
        theme::install(&harness.ctx);
        harness.run_steps(4);
        let pos = harness.get_by_label("Decide").rect().center();
        harness.event(Event::PointerMoved(pos));
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            harness.event(Event::PointerButton { pos, button, pressed, modifiers });
            harness.step();
            harness.state_mut().is_reading = false;
            harness.step();
        }
        assert_eq!(harness.state().presses, 1);
    }
}
