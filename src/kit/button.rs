//! Buttons. One primary button a screen; danger is a plain button with a red word, kept at a distance.
//!
//! The label says what happens ("Create token"), and is the accessible name. Enter pressed elsewhere presses no
//! button: a form that wants that asks for it.

use std::sync::Arc;

use egui::{
    Color32, CursorIcon, FontSelection, Galley, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind,
    TextStyle, TextWrapMode, Ui, WidgetText, pos2, vec2,
};

use crate::kit::icon::Icon;
use crate::kit::palette::{Meaning, Palette};
use crate::kit::{space, text, theme};

const PADDING: f32 = 12.0;

/// The one button that a screen is for.
pub fn primary(ui: &mut Ui, enabled: bool, label: &str) -> Response {
    Button::new(label).kind(Kind::Primary).enabled(enabled).show(ui)
}

/// Any other button.
pub fn plain(ui: &mut Ui, enabled: bool, label: &str) -> Response {
    Button::new(label).enabled(enabled).show(ui)
}

/// A plain button whose word is red, for what cannot be taken back.
pub fn danger(ui: &mut Ui, enabled: bool, label: &str) -> Response {
    Button::new(label).kind(Kind::Danger).enabled(enabled).show(ui)
}

/// A plain button with an icon before its word.
pub fn with_icon(ui: &mut Ui, enabled: bool, icon: Icon, label: &str) -> Response {
    Button::new(label).icon(icon).enabled(enabled).show(ui)
}

/// An icon alone. The name is its accessible name and its hover text.
pub fn icon(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    icon_when(ui, true, icon, name)
}

/// An icon alone, which may be out of use for now.
pub fn icon_when(ui: &mut Ui, enabled: bool, icon: Icon, name: &str) -> Response {
    Button::new(name).kind(Kind::Icon).icon(icon).enabled(enabled).show(ui)
}

/// A word that leads somewhere, without a frame.
pub fn link(ui: &mut Ui, label: &str) -> Response {
    Button::new(label).kind(Kind::Link).show(ui)
}

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Filled with the accent.
    Primary,
    /// Framed.
    #[default]
    Plain,
    /// Framed, with a red word.
    Danger,
    /// A square with an icon, framed under the pointer only; 24 points high where rows are dense, 30 elsewhere.
    Icon,
    /// A word in the accent's colour, underlined under the pointer, flush with the text around it.
    Link,
}

/// A button put together by hand; the functions above cover the common ones.
#[must_use = "call show"]
pub struct Button<'a> {
    label: &'a str,
    kind: Kind,
    icon: Option<Icon>,
    enabled: bool,
    name: Option<&'a str>,
}

impl<'a> Button<'a> {
    /// A plain, enabled button with this label.
    pub fn new(label: &'a str) -> Self {
        Self { label, kind: Kind::Plain, icon: None, enabled: true, name: None }
    }

    /// Sets the look.
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// Puts an icon before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Whether it can be pressed.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// An accessible name that says more than the label: "Revoke payout token" on a button "Revoke…".
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Draws it.
    pub fn show(self, ui: &mut Ui) -> Response {
        if self.enabled { self.draw(ui) } else { ui.add_enabled_ui(false, |ui| self.draw(ui)).inner }
    }

    fn draw(self, ui: &mut Ui) -> Response {
        let words = (self.kind != Kind::Icon).then(|| self.galley(ui));
        let height = match self.kind {
            Kind::Icon | Kind::Link => ui.spacing().interact_size.y.clamp(space::HIT, space::ROW),
            _ => space::ROW,
        };
        let padding = match self.kind {
            Kind::Link => 0.0,
            Kind::Icon => (height - space::ICON) / 2.0,
            _ => PADDING,
        };
        let words_width = words.as_ref().map_or(0.0, |galley| galley.size().x);
        let icon_width = if self.icon.is_some() { space::ICON } else { 0.0 };
        let between = if words.is_some() && self.icon.is_some() { space::S } else { 0.0 };
        let content = icon_width + between + words_width;
        let size = vec2(padding.mul_add(2.0, content), height);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        if ui.is_rect_visible(rect) {
            let look = Look::of(self.kind, theme::palette(ui), &response);
            look.paint_frame(ui, rect);
            let mut left = rect.center().x - content / 2.0;
            if let Some(icon) = self.icon {
                let centre = pos2(left + icon_width / 2.0, rect.center().y);
                icon.paint(ui.painter(), centre, space::ICON, look.ink);
                left += icon_width + between;
            }
            if let Some(galley) = words {
                let top = rect.center().y - galley.size().y / 2.0;
                if self.kind == Kind::Link && response.hovered() {
                    let foot = top + galley.size().y - 1.0;
                    ui.painter().hline(left..=left + galley.size().x, foot, Stroke::new(1.0, look.ink));
                }
                ui.painter().galley_with_override_text_color(pos2(left, top), galley, look.ink);
            }
            if response.has_focus() {
                ring(ui, rect);
            }
        }
        let name = self.name.unwrap_or(self.label);
        let role = if self.kind == Kind::Link { Role::Link } else { Role::Button };
        response.widget_info(|| text::labelled(role, ui.is_enabled(), name));
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if self.kind == Kind::Icon { response.on_hover_text(text::plain(name)) } else { response }
    }

    fn galley(&self, ui: &Ui) -> Arc<Galley> {
        let rich: RichText = match self.kind {
            Kind::Primary => text::strong(self.label),
            _ => text::plain(self.label),
        };
        let room = PADDING.mul_add(-2.0, ui.available_width()).max(space::ROW);
        WidgetText::from(rich).into_galley(
            ui,
            Some(TextWrapMode::Truncate),
            room,
            FontSelection::Style(TextStyle::Button),
        )
    }
}

/// Draws the focus ring just outside a rectangle.
pub fn ring(ui: &Ui, rect: Rect) {
    let stroke = theme::focus_ring(theme::palette(ui));
    let corners = theme::radius() + 2;
    ui.painter().rect_stroke(rect.expand(2.0), corners, stroke, StrokeKind::Middle);
}

struct Look {
    fill: Color32,
    outline: Stroke,
    ink: Color32,
}

impl Look {
    fn of(kind: Kind, palette: &Palette, response: &Response) -> Self {
        let down = response.is_pointer_button_down_on();
        let over = response.hovered();
        let surface = match (down, over) {
            (true, _) => palette.pressed,
            (false, true) => palette.hover,
            (false, false) => palette.overlay,
        };
        let frameless = if down || over { surface } else { Color32::TRANSPARENT };
        let hairline = Stroke::new(1.0, palette.button_line);
        let danger = palette.meaning(Meaning::Danger).ink;
        match kind {
            // White on a faded accent could hardly be read.
            Kind::Primary if !response.enabled() => {
                Self { fill: palette.accent_tint, outline: Stroke::NONE, ink: palette.text }
            }
            Kind::Primary => {
                let fill = if down || over { palette.accent_hover } else { palette.accent };
                Self { fill, outline: Stroke::NONE, ink: palette.on_accent }
            }
            Kind::Plain => Self { fill: surface, outline: hairline, ink: palette.text },
            Kind::Danger => Self { fill: surface, outline: hairline, ink: danger },
            Kind::Icon => {
                let ink = if over { palette.text } else { palette.muted };
                Self { fill: frameless, outline: Stroke::NONE, ink }
            }
            Kind::Link => Self { fill: Color32::TRANSPARENT, outline: Stroke::NONE, ink: palette.accent_ink },
        }
    }

    fn paint_frame(&self, ui: &Ui, rect: Rect) {
        ui.painter().rect(rect, theme::radius(), self.fill, self.outline, StrokeKind::Inside);
    }
}
