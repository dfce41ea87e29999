//! Every pair of text and surface in use has the contrast that WCAG 2.2 asks of text: 4.5 to 1.

use super::*;

const MEANINGS: [Meaning; 5] =
    [Meaning::Good, Meaning::Attention, Meaning::Danger, Meaning::Information, Meaning::Neutral];
const ENVIRONMENTS: [EnvironmentColour; 5] = [
    EnvironmentColour::Sandbox,
    EnvironmentColour::Test,
    EnvironmentColour::Production,
    EnvironmentColour::Express,
    EnvironmentColour::Custom,
];

/// WCAG 2.2, relative luminance.
fn luminance(colour: Color32) -> f64 {
    let [red, green, blue, _] = colour.to_array().map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn pairs(palette: &Palette) -> Vec<(String, Color32, Color32)> {
    let mut pairs = Vec::new();
    let mut add = |name: &str, ink, surface| pairs.push((name.to_owned(), ink, surface));
    let surfaces = [
        ("base", palette.base),
        ("raised", palette.raised),
        ("overlay", palette.overlay),
        ("field", palette.field),
        ("hover", palette.hover),
        ("chosen", palette.accent_tint),
    ];
    let danger = palette.meaning(Meaning::Danger).ink;
    for (name, surface) in surfaces {
        add(&format!("text on {name}"), palette.text, surface);
        add(&format!("muted on {name}"), palette.muted, surface);
        add(&format!("link on {name}"), palette.accent_ink, surface);
        add(&format!("danger on {name}"), danger, surface);
    }
    add("text on a pressed button", palette.text, palette.pressed);
    add("danger on a pressed button", danger, palette.pressed);
    add("primary button", palette.on_accent, palette.accent);
    add("primary button under the pointer", palette.on_accent, palette.accent_hover);
    let meanings = MEANINGS.map(|meaning| (format!("{meaning:?}"), palette.meaning(meaning)));
    let environments = ENVIRONMENTS.map(|name| (format!("{name:?}"), palette.environment(name)));
    for (name, tone) in meanings.into_iter().chain(environments) {
        add(&format!("{name} on its tint"), tone.ink, tone.tint);
        add(&format!("{name} on base"), tone.ink, palette.base);
        add(&format!("{name} on raised"), tone.ink, palette.raised);
        add(&format!("{name} filled"), tone.on_solid, tone.solid);
        add(&format!("text on {name}'s tint"), palette.text, tone.tint);
        add(&format!("muted on {name}'s tint"), palette.muted, tone.tint);
    }
    pairs
}

#[test]
fn text_has_contrast_in_both_themes() {
    for (theme, palette) in [("dark", &DARK), ("light", &LIGHT)] {
        for (name, ink, surface) in pairs(palette) {
            let contrast = contrast(ink, surface);
            assert!(contrast >= 4.5, "{theme}: {name} has {contrast:.2}");
        }
    }
}

#[test]
fn outlines_of_controls_and_the_focus_ring_can_be_seen() {
    for (theme, palette) in [("dark", &DARK), ("light", &LIGHT)] {
        for (name, line) in [("outline", palette.control_line), ("focus ring", palette.accent_ink)] {
            for surface in [palette.base, palette.raised, palette.field] {
                let contrast = contrast(line, surface);
                assert!(contrast >= 3.0, "{theme}: {name} has {contrast:.2}");
            }
        }
    }
}

#[test]
fn environments_are_told_apart_by_colour_too() {
    for palette in [&DARK, &LIGHT] {
        for (place, one) in ENVIRONMENTS.iter().enumerate() {
            for other in &ENVIRONMENTS[place + 1..] {
                assert_ne!(palette.environment(*one).solid, palette.environment(*other).solid);
            }
        }
    }
}
