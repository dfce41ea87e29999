//! The theme: egui's whole style set from the palette and the scale, once for dark and once for light.
#![expect(clippy::disallowed_methods, reason = "the kit is where raw spacing lives")]

use std::collections::BTreeMap;

use egui::epaint::Shadow;
use egui::style::{Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, FontFamily, FontId, Stroke, Style, TextStyle, Ui, Visuals, vec2};

use crate::kit::palette::Palette;
use crate::kit::{fonts, space};

pub use crate::kit::palette::{EnvironmentColour, Meaning};

/// Which theme the person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Light text on dark surfaces.
    Dark,
    /// Dark text on light surfaces.
    Light,
    /// As the system says.
    #[default]
    System,
}

/// Installs fonts and both themes' styles. Once for each context, before the first frame.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts::definitions());
    ctx.set_style_of(egui::Theme::Dark, style(true));
    ctx.set_style_of(egui::Theme::Light, style(false));
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Dark);
}

/// Puts the chosen theme in force.
pub fn apply(ctx: &egui::Context, theme: Theme) {
    ctx.set_theme(match theme {
        Theme::Dark => egui::ThemePreference::Dark,
        Theme::Light => egui::ThemePreference::Light,
        Theme::System => egui::ThemePreference::System,
    });
}

/// The palette in force where `ui` draws.
pub fn palette(ui: &Ui) -> &'static Palette {
    Palette::of(ui.visuals().dark_mode)
}

/// The ring around what has the keyboard.
pub fn focus_ring(palette: &Palette) -> Stroke {
    Stroke::new(2.0, palette.accent_ink)
}

/// The kit's corner radius.
pub fn radius() -> CornerRadius {
    CornerRadius::same(space::RADIUS)
}

/// A text style of the kit's own, by name.
pub fn named(name: &str) -> TextStyle {
    TextStyle::Name(name.into())
}

/// Name of the text style of section heads.
pub const SECTION: &str = "section";
/// Name of the text style of emphasised body text.
pub const STRONG: &str = "strong";
/// Name of the text style of figures, whose digits are all equally wide.
pub const FIGURES: &str = "figures";

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    let sans = |size| FontId::new(size, FontFamily::Proportional);
    let semibold = |size| FontId::new(size, fonts::semibold());
    BTreeMap::from([
        (TextStyle::Heading, semibold(20.0)),
        (TextStyle::Body, sans(14.0)),
        (TextStyle::Button, sans(14.0)),
        (TextStyle::Small, sans(12.0)),
        (TextStyle::Monospace, FontId::new(13.0, FontFamily::Monospace)),
        (named(SECTION), semibold(15.0)),
        (named(STRONG), semibold(14.0)),
        (named(FIGURES), sans(14.0)),
    ])
}

fn style(dark: bool) -> Style {
    let palette = Palette::of(dark);
    let mut style = Style {
        text_styles: text_styles(),
        visuals: visuals(palette, dark),
        animation_time: 0.08,
        ..Style::default()
    };
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::S);
    spacing.button_padding = vec2(10.0, 5.0);
    spacing.interact_size = vec2(space::ROW, space::ROW);
    spacing.window_margin = space::all(space::L);
    spacing.menu_margin = space::all(space::XS);
    spacing.menu_spacing = space::XS;
    spacing.icon_width = space::L;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = space::S;
    spacing.indent = space::XL;
    spacing.combo_width = 160.0;
    spacing.combo_height = 320.0;
    spacing.text_edit_width = 320.0;
    spacing.tooltip_width = 420.0;
    spacing.scroll.floating = true;
    spacing.scroll.bar_width = 10.0;
    spacing.scroll.floating_allocated_width = 10.0;
    spacing.scroll.floating_width = 6.0;
    spacing.scroll.dormant_handle_opacity = 0.3;
    spacing.scroll.dormant_background_opacity = 0.0;
    spacing.scroll.foreground_color = true;
    style.interaction.tooltip_delay = 0.35;
    style.interaction.multi_widget_text_select = false;
    style.url_in_tooltip = true;
    style
}

fn visuals(palette: &Palette, dark: bool) -> Visuals {
    let base = if dark { Visuals::dark() } else { Visuals::light() };
    let shadow = Shadow { offset: [0, 8], blur: 24, spread: 0, color: palette.shadow };
    Visuals {
        weak_text_color: Some(palette.muted),
        widgets: widgets(palette),
        selection: Selection { bg_fill: palette.accent_tint, stroke: Stroke::new(2.0, palette.accent_ink) },
        hyperlink_color: palette.accent_ink,
        faint_bg_color: palette.overlay,
        extreme_bg_color: palette.field,
        text_edit_bg_color: Some(palette.field),
        code_bg_color: palette.overlay,
        warn_fg_color: palette.meaning(Meaning::Attention).ink,
        error_fg_color: palette.meaning(Meaning::Danger).ink,
        window_corner_radius: CornerRadius::same(space::RADIUS + 2),
        window_shadow: shadow,
        window_fill: palette.raised,
        window_stroke: Stroke::new(1.0, palette.line),
        menu_corner_radius: radius(),
        panel_fill: palette.base,
        popup_shadow: shadow,
        text_cursor: TextCursorStyle {
            stroke: Stroke::new(1.5, palette.accent_ink),
            // A blinking cursor would draw the whole window twice a second while nothing happens.
            blink: false,
            ..base.text_cursor.clone()
        },
        striped: false,
        slider_trailing_fill: true,
        // What is faded on white is harder to read.
        disabled_alpha: if dark { 0.45 } else { 0.6 },
        ..base
    }
}

fn widgets(palette: &Palette) -> Widgets {
    let look = |fill: Color32, outline: Stroke, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: outline,
        fg_stroke: Stroke::new(1.5, ink),
        corner_radius: radius(),
        expansion: 0.0,
    };
    let hairline = Stroke::new(1.0, palette.line);
    let outline = Stroke::new(1.0, palette.control_line);
    let mut noninteractive = look(palette.raised, hairline, palette.text);
    noninteractive.fg_stroke.width = 1.0;
    Widgets {
        noninteractive,
        inactive: look(palette.overlay, outline, palette.text),
        hovered: look(palette.hover, Stroke::new(1.0, palette.muted), palette.text),
        active: look(palette.pressed, focus_ring(palette), palette.text),
        open: look(palette.hover, outline, palette.text),
    }
}
