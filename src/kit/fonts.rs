//! The faces: a sans serif for words and figures, a mono for IDs and code, and the icon font.
//!
//! The two text faces are subsets of IBM Plex under names of their own, since its licence (`assets/fonts/OFL.txt`)
//! reserves the name for unmodified files; their ↲ serves as ⏎ too, the mark of a line's end in a foreign text. Behind
//! them stand egui's own fallbacks; what none of them has comes from the system's fonts, which eframe's `system_fonts`
//! feature finds on demand.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

const SANS: &str = "sans";
const SANS_SEMIBOLD: &str = "sans-semibold";
const MONO: &str = "mono";
const ICONS: &str = egui_material_icons::FONT_FAMILY;

/// The family of section heads, titles and emphasis.
pub fn semibold() -> FontFamily {
    FontFamily::Name(SANS_SEMIBOLD.into())
}

/// The icon font's family.
pub fn icons() -> FontFamily {
    FontFamily::Name(ICONS.into())
}

/// All faces with their fallbacks.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let faces: [(&str, &'static [u8]); 3] = [
        (SANS, include_bytes!("../../assets/fonts/CountersignSans-Regular.ttf")),
        (SANS_SEMIBOLD, include_bytes!("../../assets/fonts/CountersignSans-SemiBold.ttf")),
        (MONO, include_bytes!("../../assets/fonts/CountersignMono-Regular.ttf")),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let mut icon_data = egui_material_icons::font_insert().data;
    icon_data.tweak = FontTweak::default();
    fonts.font_data.insert(ICONS.to_owned(), Arc::new(icon_data));

    let fallbacks = |family: &FontFamily| fonts.families.get(family).cloned().unwrap_or_default();
    let proportional = fallbacks(&FontFamily::Proportional);
    let monospace = fallbacks(&FontFamily::Monospace);
    let chain = |first: &[&str], rest: &[String]| {
        first.iter().map(|name| (*name).to_owned()).chain(rest.iter().cloned()).collect::<Vec<_>>()
    };
    fonts.families.insert(FontFamily::Proportional, chain(&[SANS], &proportional));
    fonts.families.insert(semibold(), chain(&[SANS_SEMIBOLD, SANS], &proportional));
    fonts.families.insert(FontFamily::Monospace, chain(&[MONO, SANS], &monospace));
    fonts.families.insert(icons(), chain(&[ICONS], &[]));
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::epaint::text::{Fonts, TextOptions};
    use egui::{FontId, FontSelection};

    use crate::kit::{icon, theme};

    fn fonts() -> Fonts {
        Fonts::new(TextOptions::default(), definitions())
    }

    #[test]
    fn all_ten_digits_are_equally_wide_in_every_face() {
        let mut fonts = fonts();
        let mut fonts = fonts.with_pixels_per_point(1.0);
        for family in [FontFamily::Proportional, semibold(), FontFamily::Monospace] {
            for size in [12.0, 14.0, 20.0] {
                let font = FontId::new(size, family.clone());
                let widths = ('0'..='9').map(|digit| fonts.glyph_width(&font, digit)).collect::<Vec<_>>();
                assert!(
                    widths.iter().all(|width| *width > 0.0 && (*width - widths[0]).abs() < 1e-4),
                    "{family:?}: {widths:?}"
                );
            }
        }
    }

    #[test]
    fn the_text_faces_have_what_names_and_sentences_need() {
        let mut fonts = fonts();
        for family in [FontFamily::Proportional, semibold(), FontFamily::Monospace] {
            let font = FontId::new(14.0, family);
            let sample = "Zażółć gęślą jaźń, Ærøskøbing, Ελλάδα, Україна, ≤ ≥ ≠ × − ± ∞ … – — ‹› «» „“ ’ € £ ¥ ₿ → ← ↑ ↓ ⏎ · • §";
            for letter in sample.chars() {
                assert!(fonts.has_glyph(&font, letter), "{letter} in {:?}", font.family);
            }
        }
    }

    #[test]
    fn every_icon_is_in_the_icon_font() {
        let mut fonts = fonts();
        let font = FontId::new(18.0, icons());
        for icon in icon::ALL {
            assert!(fonts.has_glyphs(&font, icon.rich().text()), "{icon:?}");
        }
    }

    #[test]
    fn every_text_role_resolves_to_a_family_that_exists() {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        for style in ctx.global_style().text_styles() {
            let font = FontSelection::Style(style).resolve(&ctx.global_style());
            assert!(definitions().families.contains_key(&font.family), "{font:?}");
        }
    }
}
