//! The one modal. Esc and the close button close it; a click beside it does not, since it may hold typed text.
//!
//! The keyboard stays inside while it is open and goes back to where it was when it closes.
#![expect(clippy::disallowed_methods, reason = "this is the one modal")]

mod fit;

use egui::{Align, Context, Frame, Id, Layout, Margin, Modal, Rect, Sides, Stroke, Ui, vec2};

use crate::kit::environment::Reach;
use crate::kit::palette::Palette;
use crate::kit::{badge, button, icon, layout, space, text, theme};

/// What to show above a modal's content.
#[derive(Clone, Copy, Debug)]
pub struct Dialog<'a> {
    /// Its title: what is about to be done.
    pub title: &'a str,
    /// Its width, in points; narrower where the window is.
    pub width: f32,
    /// How far what is done in it reaches.
    pub reach: Reach<'a>,
}

/// What came of a frame of a modal.
#[derive(Debug)]
pub struct Shown<R> {
    /// What the content returned.
    pub inner: R,
    /// The person closed it.
    pub closed: bool,
}

/// Whether the modal was not open in the frame before this one: a field in it may take the keyboard.
pub fn is_opening(ctx: &Context, id: &str) -> bool {
    let last: Option<u64> = ctx.data(|data| data.get_temp(Id::unique(id).with("last shown")));
    last.is_none_or(|last| last + 1 < ctx.cumulative_frame_nr())
}

/// Whether nothing lies over the page, neither a dialog nor a menu: then a key that is pressed is meant for the page.
pub fn is_page_free(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.top_modal_layer().is_none()) && !egui::Popup::is_any_open(ctx)
}

/// Shows the modal. Call it in every frame in which it is open.
pub fn show<R>(ctx: &Context, id: &str, dialog: &Dialog<'_>, content: impl FnOnce(&mut Ui) -> R) -> Shown<R> {
    let id = Id::unique(id);
    let opened = open_focus(ctx, id);
    let palette = Palette::of(ctx.global_style().visuals.dark_mode);
    let style = ctx.global_style();
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(1.0, palette.line))
        .shadow(style.visuals.window_shadow)
        .corner_radius(style.visuals.window_corner_radius)
        .inner_margin(Margin::ZERO);
    let room = ctx.content_rect().size();
    let mut closed = false;
    let response = Modal::new(id).frame(frame).backdrop_color(palette.shade).show(ctx, |ui| {
        ui.set_width(dialog.width.min(room.x - space::XL * 2.0));
        ui.set_max_height(room.y - space::XL * 2.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let top = ui.cursor().top();
        closed = head(ui, dialog);
        rule(ui);
        let most = room.y - space::XL * 2.0 - space::L - (ui.cursor().top() - top + space::L);
        Frame::new()
            .inner_margin(space::sides(space::XL, space::L))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::S;
                fit::in_room(ui, id, most, content)
            })
            .inner
    });
    let escaped = response.is_top_modal
        && !response.any_popup_open
        && ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    let closed = closed || escaped;
    if closed {
        close_focus(ctx, id);
    }
    if opened {
        ctx.request_repaint();
    }
    Shown { inner: response.inner, closed }
}

/// The part of a modal that scrolls: no higher than its content, and never so high that what stands above and below it
/// would leave the window.
pub fn body<R>(ui: &mut Ui, salt: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let height = fit::height(ui);
    let drawn = layout::scroll_where_low(ui, salt, height, add);
    fit::ends_here(ui);
    drawn
}

/// The row of buttons at a modal's end: the primary one last, at the right.
pub fn footer<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    space::gap(ui, space::S);
    let row = vec2(ui.available_width(), space::ROW);
    // What stands above comes and goes; a press on one of these buttons still counts.
    let place = Rect::from_min_size(ui.available_rect_before_wrap().min, row);
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(layout::lasting(ui, "foot").max_rect(place).layout(layout), add).inner
}

/// The title, and below it where it acts: whole, however long its host is.
fn head(ui: &mut Ui, dialog: &Dialog<'_>) -> bool {
    Frame::new()
        .inner_margin(Margin { left: 24, right: 12, top: 12, bottom: 12 })
        .show(ui, |ui| {
            let mut beside = match dialog.reach {
                Reach::ThisComputer => None,
                Reach::Environment(label) => Some(label),
            };
            let ((), closed) = Sides::new().height(space::ROW).shrink_left().show(
                ui,
                |ui| {
                    text::draw_section(ui, dialog.title);
                    if let Some(label) = beside.take_if(|label| badge::fits(ui, label)) {
                        badge::environment(ui, label);
                    }
                },
                |ui| button::icon(ui, icon::CLOSE, "Close").clicked(),
            );
            if let Some(label) = beside {
                badge::environment(ui, label);
            }
            closed
        })
        .inner
}

fn rule(ui: &Ui) {
    let line = Stroke::new(1.0, theme::palette(ui).line);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), line);
}

/// On the first frame, takes the keyboard from what is behind and remembers what had it.
fn open_focus(ctx: &Context, id: Id) -> bool {
    let pass = ctx.cumulative_frame_nr();
    let last: Option<u64> = ctx.data(|data| data.get_temp(id.with("last shown")));
    ctx.data_mut(|data| data.insert_temp(id.with("last shown"), pass));
    let opened = last.is_none_or(|last| last + 1 < pass);
    if opened && let Some(behind) = ctx.memory(egui::Memory::focused) {
        ctx.data_mut(|data| data.insert_temp(id.with("behind"), behind));
        ctx.memory_mut(|memory| memory.surrender_focus(behind));
    }
    opened
}

/// Gives the keyboard back.
fn close_focus(ctx: &Context, id: Id) {
    let behind: Option<Id> = ctx.data(|data| data.get_temp(id.with("behind")));
    ctx.data_mut(|data| data.remove::<Id>(id.with("behind")));
    if let Some(behind) = behind {
        ctx.memory_mut(|memory| memory.request_focus(behind));
    }
    ctx.data_mut(|data| data.remove::<u64>(id.with("last shown")));
}
