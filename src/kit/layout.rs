//! How a screen is divided: pages, cards, rows, two sides, scrolling, facts and stats.

use egui::{
    Align, AsIdSalt, Color32, Context, Frame, Id, Label, LayerId, Layout, Order, Rect, Response, ScrollArea,
    Sides, Stroke, StrokeKind, Ui, UiBuilder, vec2,
};

use crate::kit::palette::{EnvironmentColour, Palette};
use crate::kit::{badge, button, icon, space, text, theme};

/// A page's margins around its head ([`head`]) and the rest of the room.
pub fn page<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .inner_margin(space::sides(space::XL, space::L))
        .show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            add(ui)
        })
        .inner
}

/// A line above a page that says something about all of it.
pub fn strip<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(theme::palette(ui).raised)
        .inner_margin(space::sides(space::XL, space::XS))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// The first line of a page, with something at each end. The room between them is free for whoever draws around the page
/// ([`take_head_room`]).
pub fn head_line<A, B>(
    ui: &mut Ui,
    left: impl FnOnce(&mut Ui) -> A,
    right: impl FnOnce(&mut Ui) -> B,
) -> (A, B) {
    let ((done_left, left_rect), (done_right, right_rect)) =
        ends(ui, |ui| (left(ui), ui.min_rect()), |ui| (right(ui), ui.min_rect()));
    let room = Rect::from_x_y_ranges(
        left_rect.right() + space::L..=right_rect.left() - space::M,
        left_rect.union(right_rect).y_range(),
    );
    ui.data_mut(|data| data.insert_temp(head_room(), Some(room)));
    (done_left, done_right)
}

/// The room in the first line of the page that was drawn last; none where it has none, and once it was taken.
pub fn take_head_room(ui: &Ui) -> Option<Rect> {
    let room = ui.data_mut(|data| data.remove_temp::<Option<Rect>>(head_room()));
    room.flatten().filter(Rect::is_positive)
}

fn head_room() -> Id {
    Id::unique("room in the head of the page")
}

/// A page's title, with its actions at the right end of the same line, drawn from right to left.
pub fn head<R>(ui: &mut Ui, title: &str, actions: impl FnOnce(&mut Ui) -> R) -> R {
    let (_, done) = head_line(ui, |ui| text::draw_title(ui, title), actions);
    space::gap(ui, space::XS);
    done
}

/// A section's head with a button at its right end that closes the section; whether it was pressed.
pub fn closable_head(ui: &mut Ui, title: &str, close: &str) -> bool {
    ends(ui, |ui| text::draw_section(ui, title), |ui| button::icon(ui, icon::CLOSE, close).clicked()).1
}

/// A raised surface around a block, as wide as there is room.
pub fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    card_frame(theme::palette(ui))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// A card with a section's head.
pub fn section<R>(ui: &mut Ui, head: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    card(ui, |ui| {
        text::draw_section(ui, head);
        space::gap(ui, space::XS);
        add(ui)
    })
}

fn card_frame(palette: &Palette) -> Frame {
    Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(theme::radius())
        .inner_margin(space::all(space::L))
}

/// Things in a row, centred on one line.
pub fn row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(add).inner
}

/// Breaks a wrapping row here where this width has no more room in it, so that what belongs together stays so.
pub fn break_before(ui: &mut Ui, width: f32) {
    if ui.available_size_before_wrap().x < width {
        ui.end_row();
    }
}

/// Things in a row that go on below where there is no room.
pub fn wrapping_row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_wrapped(add).inner
}

/// Badges and chips in a row that goes on below where there is no room, closer than controls stand.
pub fn chips<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS + 2.0, space::XS + 2.0);
        ui.spacing_mut().interact_size.y = badge::HEIGHT;
        ui.horizontal_wrapped(add).inner
    })
    .inner
}

/// One row with something at each end; the right end is drawn from right to left.
pub fn ends<A, B>(ui: &mut Ui, left: impl FnOnce(&mut Ui) -> A, right: impl FnOnce(&mut Ui) -> B) -> (A, B) {
    Sides::new().height(space::ROW).shrink_left().show(ui, left, right)
}

/// As [`ends`], for what is pressed below lines that come and go: a press that began before one of them came or went
/// still counts, and the keyboard stays where it is. The salt tells several apart that stand in one block.
pub fn lasting_ends<A, B>(
    ui: &mut Ui,
    salt: &str,
    left: impl FnOnce(&mut Ui) -> A,
    right: impl FnOnce(&mut Ui) -> B,
) -> (A, B) {
    ui.scope_builder(lasting(ui, salt), |ui| ends(ui, left, right)).inner
}

/// A block whose controls are the same ones whatever is drawn before it. egui numbers what has no name of its own from
/// the top of the page, and forgets a press on a control whose number changes before the release.
pub fn lasting(ui: &Ui, salt: impl AsIdSalt) -> UiBuilder {
    UiBuilder::new().scope_id(ui.scope_id().with(salt))
}

/// Splits all the room left into two sides and hands both out to draw in. The left one has the given width, in
/// points, but never more than 55% of the room.
pub fn side_by_side(ui: &mut Ui, left_width: f32) -> (Ui, Ui) {
    let whole = ui.available_rect_before_wrap();
    let middle = whole.left() + left_width.min(whole.width() * 0.55).round();
    let left_rect = Rect::from_min_max(whole.min, egui::pos2(middle, whole.bottom()));
    let right_rect = Rect::from_min_max(egui::pos2(middle + space::L, whole.top()), whole.max);
    let (left, right) = (side(ui, "left", left_rect), side(ui, "right", right_rect));
    ui.advance_cursor_after_rect(whole);
    (left, right)
}

fn side(ui: &mut Ui, salt: &str, rect: Rect) -> Ui {
    let layout = Layout::top_down(Align::Min);
    let mut child = ui.new_child(lasting(ui, salt).max_rect(rect).layout(layout));
    child.set_clip_rect(ui.clip_rect().intersect(rect.expand(space::XS)));
    child
}

/// All the room left, scrolled downwards when the content is longer. The salt tells several on a page apart.
pub fn scroll<R>(ui: &mut Ui, salt: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let area = ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]);
    area.show(ui, |ui| {
        let drawn = add(ui);
        follow_focus(ui);
        drawn
    })
    .inner
}

/// A block that scrolls where it is higher than `height`, in points, and is no higher than its content.
pub fn scroll_up_to<R>(ui: &mut Ui, salt: &str, height: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let area = ScrollArea::vertical().id_salt(salt).max_height(height).auto_shrink([false, true]);
    area.show(ui, |ui| {
        ui.set_max_width(ui.available_width() - space::M);
        add(ui)
    })
    .inner
}

/// The same, and the bar takes room alone where there is more than fits; what the keyboard comes to is brought into view.
pub fn scroll_where_low<R>(ui: &mut Ui, salt: &str, height: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let area = ScrollArea::vertical().id_salt(salt).max_height(height).auto_shrink([false, true]);
    area.show(ui, |ui| {
        let drawn = add(ui);
        follow_focus(ui);
        drawn
    })
    .inner
}

/// Brings what the keyboard has just come to into view, so that Tab never leads out of sight.
fn follow_focus(ui: &Ui) {
    let seen = ui.scope_id().with("focus followed");
    let focused = ui.memory(egui::Memory::focused);
    if ui.data(|data| data.get_temp::<Option<Id>>(seen)).flatten() == focused {
        return;
    }
    ui.data_mut(|data| data.insert_temp(seen, focused));
    let response = focused.and_then(|id| ui.ctx().read_response(id)).filter(|it| is_drawn_in(ui, it));
    let place = response.map(|response| response.rect);
    if let Some(place) = place.filter(|place| ui.min_rect().contains(place.center())) {
        ui.scroll_to_rect(place.expand(space::ROW), None);
    }
}

/// Whether something was drawn in this scrolled block: what can be seen of it lies in what can be seen of the block. A
/// foot below the block lies over the block's content, but not in its view.
fn is_drawn_in(ui: &Ui, response: &Response) -> bool {
    let seen = response.interact_rect;
    !seen.is_positive() || ui.clip_rect().expand(space::XS).contains(seen.center())
}

/// A block of facts ([`fact`]), closer than controls stand.
pub fn facts<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        add(ui)
    })
    .inner
}

/// A caption and what it stands for, on one line; captions of one block are equally wide.
pub fn fact<R>(ui: &mut Ui, caption: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = space::HIT;
        fact_row(ui, caption, add)
    })
    .inner
}

fn fact_row<R>(ui: &mut Ui, caption: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        let width = CAPTION.min(ui.available_width() * 0.35);
        let (rect, _) = ui.allocate_exact_size(vec2(width, space::HIT), egui::Sense::hover());
        let mut child =
            ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
        child.add(Label::new(text::muted(caption)).truncate());
        add(ui)
    })
    .inner
}

/// Width of a fact's caption where there is room, in points.
pub const CAPTION: f32 = 140.0;

/// The frame of the window's navigation panel.
pub fn navigation_frame(dark_mode: bool) -> Frame {
    surface(Palette::of(dark_mode).raised).inner_margin(space::all(space::S))
}

/// The frame of the window's top bar.
pub fn top_frame(dark_mode: bool) -> Frame {
    surface(Palette::of(dark_mode).raised).inner_margin(space::sides(space::L, space::S))
}

/// The frame of the window's middle, where a page is drawn.
pub fn page_frame(dark_mode: bool) -> Frame {
    surface(Palette::of(dark_mode).base)
}

fn surface(fill: Color32) -> Frame {
    Frame::new().fill(fill)
}

/// Frames the whole window in an environment's colour, over everything. For production: it must look different.
pub fn window_frame(ctx: &Context, environment: EnvironmentColour) {
    let tone = Palette::of(ctx.global_style().visuals.dark_mode).environment(environment);
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("window frame")));
    let rect = ctx.content_rect();
    painter.rect_stroke(rect, 0, Stroke::new(3.0, tone.solid), StrokeKind::Inside);
}
