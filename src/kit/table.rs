//! The one table: virtual rows, sortable heads, columns that can be made wider, and a chosen row that the keyboard moves.
//! Rows may stand in groups: a group's head is a row that is neither chosen nor opened.
//!
//! Only the rows in view are laid out, so 100,000 rows cost what 20 cost. The table holds no data: the panel says
//! how many rows there are and draws a cell when asked.
#![expect(clippy::disallowed_methods, reason = "this is the one table")]

use egui::{
    Align, EventFilter, FocusDirection, Key, Label, Layout, Modifiers, Rect, Response, Role, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, UiBuilder, vec2,
};
use egui_extras::{Column as Strip, TableBuilder, TableRow};

use crate::kit::{field, icon, modal, space, text, theme};

/// Padding left and right in a cell.
const PAD: f32 = 10.0;
const HEAD: f32 = 32.0;

/// Where a column's content stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// A column's head and width.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    title: &'a str,
    width: Option<f32>,
    side: Side,
    sortable: bool,
    largest_first: Option<bool>,
    about: Option<&'a str>,
}

impl<'a> Column<'a> {
    /// A column of words, this wide at first (in points); the person can drag its edge.
    pub fn new(title: &'a str, width: f32) -> Self {
        Self {
            title,
            width: Some(width),
            side: Side::Left,
            sortable: false,
            largest_first: None,
            about: None,
        }
    }

    /// The column that takes what room the others leave. One a table.
    pub fn fill(title: &'a str) -> Self {
        Self { width: None, ..Self::new(title, 0.0) }
    }

    /// Numbers: against the right edge.
    #[must_use]
    pub fn right(self) -> Self {
        Self { side: Side::Right, ..self }
    }

    /// Pressing the head sorts by it.
    #[must_use]
    pub fn sortable(self) -> Self {
        Self { sortable: true, ..self }
    }

    /// The first press on the head sorts the largest first, or the smallest; else words go upwards and numbers downwards.
    #[must_use]
    pub fn largest_first(self, largest_first: bool) -> Self {
        Self { largest_first: Some(largest_first), ..self }
    }

    /// What the column means, in the head's hover.
    #[must_use]
    pub fn about(self, about: &'a str) -> Self {
        Self { about: Some(about), ..self }
    }

    fn strip(&self) -> Strip {
        match self.width {
            Some(width) => Strip::initial(width).at_least(MIN_WIDTH).clip(true).resizable(true),
            None => Strip::remainder().at_least(MIN_FILL).clip(true).resizable(false),
        }
    }
}

const MIN_WIDTH: f32 = 48.0;
const MIN_FILL: f32 = 140.0;

/// By which column the rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column's place.
    pub column: usize,
    /// From large to small.
    pub descending: bool,
}

/// What the table remembers between frames. The panel owns it, and sorts its rows by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableState {
    /// The chosen row.
    pub chosen: Option<usize>,
    /// How the rows are sorted.
    pub sort: Option<Sort>,
    /// The row to scroll to in the next frame.
    pub reveal: Option<usize>,
    /// Takes the keyboard in the next frame: for a table that goes on in another place, beside what its chosen row opens.
    pub takes_keyboard: bool,
}

/// What the person did with the table in this frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowEvent {
    /// Another row was chosen, by pointer or keyboard.
    pub chose: Option<usize>,
    /// A row was opened: double click, or Enter on the chosen row.
    pub opened: Option<usize>,
    /// It was the keyboard that chose.
    pub by_key: bool,
    /// Space was pressed on the chosen row.
    pub ticked: Option<usize>,
    /// A head was pressed; [`TableState::sort`] is the new order.
    pub sorted: bool,
}

/// The rows of a table, where there is more to them than their number.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// How many, the groups' heads among them.
    pub count: usize,
    /// Whether a row is a group's head.
    pub is_head: &'a dyn Fn(usize) -> bool,
    /// The table hears its keys also while nothing has the keyboard: for the one table that a page is about.
    pub hears_all: bool,
}

/// Draws the table in the room there is. `name` is its accessible name; `cell` is asked to draw `(row, column)`.
pub fn show(
    ui: &mut Ui,
    name: &str,
    columns: &[Column<'_>],
    state: &mut TableState,
    rows: usize,
    cell: impl FnMut(&mut Ui, usize, usize),
) -> RowEvent {
    let rows = Rows { count: rows, is_head: &|_| false, hears_all: false };
    show_rows(ui, name, columns, state, &rows, cell)
}

/// The same for rows that stand in groups, or that are what the page is about.
pub fn show_rows(
    ui: &mut Ui,
    name: &str,
    columns: &[Column<'_>],
    state: &mut TableState,
    rows: &Rows<'_>,
    cell: impl FnMut(&mut Ui, usize, usize),
) -> RowEvent {
    let palette = theme::palette(ui);
    let place = ui.available_rect_before_wrap();
    ui.painter().rect_filled(place, theme::radius(), palette.raised);
    let head = Rect::from_min_size(place.min, vec2(place.width(), HEAD));
    ui.painter().rect_filled(head, theme::radius(), palette.overlay);
    let keyboard = ui.interact(place, ui.scope_id().with(("table", name)), Sense::FOCUSABLE);
    if std::mem::take(&mut state.takes_keyboard) {
        keyboard.request_focus();
    }
    let mut did = RowEvent::default();
    let moved = keys(ui, &keyboard, state, rows, &mut did);
    let frame = Drawn { name, columns, rows: *rows, scroll_to: moved.or(state.reveal.take()) };
    ui.scope(|ui| {
        settle(ui);
        let needed = columns.iter().map(|column| column.width.unwrap_or(MIN_FILL)).sum::<f32>() + space::L;
        if needed <= place.width() {
            frame.draw(ui, state, &mut did, cell);
        } else {
            ScrollArea::horizontal().id_salt((name, "sideways")).auto_shrink(false).show(ui, |ui| {
                ui.set_width(needed);
                frame.draw(ui, state, &mut did, cell);
            });
        }
    });
    if did.chose.is_some() {
        keyboard.request_focus();
    }
    outline(ui, place, keyboard.has_focus());
    keyboard.widget_info(|| {
        let info = text::labelled(Role::Table, true, name);
        match state.chosen {
            Some(row) => text::holding(info, rows.place(row)),
            None => info,
        }
    });
    did
}

impl Rows<'_> {
    /// Where a row stands, for a screen reader: heads do not count.
    fn place(&self, row: usize) -> String {
        let before = |end: usize| (0..end).filter(|row| !(self.is_head)(*row)).count();
        format!("Row {} of {}", before(row) + 1, before(self.count))
    }

    /// The nearest row to this one that can be chosen: onwards where it goes down, else backwards; else the other way.
    fn choosable(&self, row: usize, goes_down: bool) -> Option<usize> {
        let can = |row: &usize| !(self.is_head)(*row);
        let after = || (row..self.count).find(can);
        let before = || (0..=row).rev().find(can);
        if goes_down { after().or_else(before) } else { before().or_else(after) }
    }
}

/// An arrow key that was heard does not move the keyboard's focus as well.
pub fn keep_focus(ui: &Ui) {
    ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
}

/// Whether a table may hear keys that are pressed while nothing has the keyboard: nothing lies over the page.
fn is_free(ui: &Ui) -> bool {
    ui.memory(|memory| memory.focused().is_none()) && modal::is_page_free(ui.ctx())
}

/// The arrows, Page Up and Down, Home and End move the chosen row; Enter opens it, Space ticks it. Returns the row to
/// scroll to.
fn keys(
    ui: &Ui,
    keyboard: &Response,
    state: &mut TableState,
    rows: &Rows<'_>,
    did: &mut RowEvent,
) -> Option<usize> {
    state.chosen = state.chosen.filter(|row| *row < rows.count);
    if rows.count == 0 || !(keyboard.has_focus() || rows.hears_all && is_free(ui)) {
        return None;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(keyboard.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = rows.count - 1;
    let target = |from: usize, start: usize| state.chosen.map_or(start, |_| from.min(last));
    let here = state.chosen.unwrap_or(0);
    let moved = if pressed(Key::ArrowDown) {
        Some(target(here.saturating_add(1), 0))
    } else if pressed(Key::ArrowUp) {
        Some(target(here.saturating_sub(1), last))
    } else if pressed(Key::PageDown) {
        Some(target(here.saturating_add(PAGE), PAGE.min(last)))
    } else if pressed(Key::PageUp) {
        Some(target(here.saturating_sub(PAGE), 0))
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        Some(last)
    } else {
        None
    };
    let goes_down = moved.is_some_and(|row| row > here || row == 0);
    let moved = moved.and_then(|row| rows.choosable(row, goes_down));
    if let Some(row) = moved {
        keep_focus(ui);
        state.chosen = Some(row);
        did.chose = Some(row);
        did.by_key = true;
    }
    // Upwards, a group's head comes into view before its first row.
    let goes_up = state.chosen.is_some_and(|row| row <= here);
    let scrolled_to = moved.map(|row| match row.checked_sub(1) {
        Some(head) if goes_up && (rows.is_head)(head) => head,
        _ => row,
    });
    if pressed(Key::Enter) {
        did.opened = state.chosen;
    }
    if pressed(Key::Space) {
        did.ticked = state.chosen;
    }
    scrolled_to
}

/// Rows that Page Up and Page Down move by.
const PAGE: usize = 15;

/// The style inside the table: rows touch, words are not selectable, no lines but the table's own.
fn settle(ui: &mut Ui) {
    let palette = theme::palette(ui);
    let style = ui.style_mut();
    style.spacing.item_spacing = vec2(0.0, 0.0);
    style.spacing.interact_size.y = space::HIT;
    style.spacing.scroll.fade.strength = 0.0;
    style.interaction.selectable_labels = false;
    style.visuals.widgets.noninteractive.bg_stroke = Stroke::NONE;
    style.visuals.widgets.hovered.bg_fill = palette.hover;
    style.visuals.selection.bg_fill = palette.accent_tint;
    style.visuals.selection.stroke.color = palette.text;
}

fn outline(ui: &Ui, place: Rect, focused: bool) {
    let palette = theme::palette(ui);
    let line = if focused { theme::focus_ring(palette) } else { Stroke::new(1.0, palette.line) };
    ui.painter().rect_stroke(place, theme::radius(), line, StrokeKind::Inside);
}

struct Drawn<'a> {
    name: &'a str,
    columns: &'a [Column<'a>],
    rows: Rows<'a>,
    scroll_to: Option<usize>,
}

impl Drawn<'_> {
    fn draw(
        &self,
        ui: &mut Ui,
        state: &mut TableState,
        did: &mut RowEvent,
        mut cell: impl FnMut(&mut Ui, usize, usize),
    ) {
        let mut builder = TableBuilder::new(ui)
            .id_salt(self.name)
            .sense(Sense::CLICK)
            .auto_shrink(false)
            .cell_layout(Layout::left_to_right(Align::Center));
        for column in self.columns {
            builder = builder.column(column.strip());
        }
        if let Some(row) = self.scroll_to {
            builder = builder.scroll_to_row(row, None).animate_scrolling(false);
        }
        let table = builder.header(HEAD, |mut row| {
            for (place, column) in self.columns.iter().enumerate() {
                row.col(|ui| did.sorted |= head(ui, place, column, state));
            }
        });
        table.body(|body| body.rows(space::ROW, self.rows.count, |row| self.row(row, state, did, &mut cell)));
    }

    fn row(
        &self,
        mut row: TableRow<'_, '_>,
        state: &mut TableState,
        did: &mut RowEvent,
        cell: &mut impl FnMut(&mut Ui, usize, usize),
    ) {
        let index = row.index();
        let is_head = (self.rows.is_head)(index);
        let chosen = state.chosen == Some(index) && !is_head;
        row.set_selected(chosen);
        for (place, column) in self.columns.iter().enumerate() {
            row.col(|ui| {
                let whole = ui.max_rect();
                let palette = theme::palette(ui);
                if is_head {
                    ui.painter().rect_filled(whole, 0, palette.overlay);
                }
                let below = Rect::from_min_max(whole.left_bottom() - vec2(0.0, 1.0), whole.max);
                ui.painter().rect_filled(below, 0, palette.line);
                if chosen && place == 0 {
                    let mark = Rect::from_min_size(whole.min, vec2(3.0, whole.height()));
                    ui.painter().rect_filled(mark, 0, palette.accent_ink);
                }
                padded(ui, column.side, |ui| cell(ui, index, place));
            });
        }
        let response = row.response();
        if is_head {
            return;
        }
        if response.clicked() {
            state.chosen = Some(index);
            did.chose = Some(index);
        }
        if response.double_clicked() {
            did.opened = Some(index);
        }
    }
}

fn padded(ui: &mut Ui, side: Side, add: impl FnOnce(&mut Ui)) {
    let layout = match side {
        Side::Left => Layout::left_to_right(Align::Center),
        Side::Right => Layout::right_to_left(Align::Center),
    };
    let inner = ui.max_rect().shrink2(vec2(PAD, 0.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).layout(layout));
    child.spacing_mut().item_spacing.x = space::XS;
    add(&mut child);
}

/// A column's head; returns true when it was pressed to sort.
fn head(ui: &mut Ui, place: usize, column: &Column<'_>, state: &mut TableState) -> bool {
    let whole = ui.max_rect();
    let palette = theme::palette(ui);
    let sorted = state.sort.filter(|sort| sort.column == place);
    let sense = if column.sortable { Sense::click() } else { Sense::hover() };
    let response = ui.interact(whole.shrink2(vec2(4.0, 2.0)), ui.scope_id().with("head"), sense);
    if column.sortable && response.hovered() {
        ui.painter().rect_filled(response.rect, theme::radius() - 2, palette.hover);
    }
    let ink = if sorted.is_some() { palette.text } else { palette.muted };
    padded(ui, column.side, |ui| {
        ui.add(Label::new(text::strong(column.title).size(12.0).color(ink)).truncate());
        if let Some(sort) = sorted {
            let arrow = if sort.descending { icon::SORT_DOWN } else { icon::SORT_UP };
            icon::show_coloured(ui, arrow, 14.0, palette.accent_ink);
        }
    });
    let below = Rect::from_min_max(whole.left_bottom() - vec2(0.0, 1.0), whole.max);
    ui.painter().rect_filled(below, 0, palette.line);
    if response.has_focus() {
        let ring = theme::focus_ring(palette);
        ui.painter().rect_stroke(response.rect, theme::radius() - 2, ring, StrokeKind::Inside);
    }
    let response = match column.about {
        Some(about) => response.on_hover_text(text::plain(about)),
        None => response,
    };
    if !column.sortable {
        return false;
    }
    let name = format!("Sort by {}", field::lower_first(column.title));
    response.widget_info(|| text::labelled(Role::Button, true, &name));
    if response.clicked() {
        state.sort = Some(next(place, column, sorted));
    }
    response.clicked()
}

/// Words sort upwards first and numbers downwards, unless the column says otherwise; pressing again turns the order round.
fn next(place: usize, column: &Column<'_>, sorted: Option<Sort>) -> Sort {
    let first = column.largest_first.unwrap_or(column.side == Side::Right);
    Sort { column: place, descending: sorted.map_or(first, |sort| !sort.descending) }
}
