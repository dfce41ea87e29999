//! The faces: a sans serif for words and figures, a mono for IDs and code, and the icon font.
//!
//! The two text faces are subsets of IBM Plex under names of their own, since its licence (`assets/fonts/OFL.txt`)
//! reserves the name for unmodified files. Behind them stand egui's own fallbacks; what none of them has comes
//! from the system's fonts, which eframe's `system_fonts` feature finds on demand.

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
