//! The colours, for the dark and the light theme, by what they mean and never by how they look.
//!
//! Neutral surfaces in three steps, one accent, four meanings, and a colour for each environment. Every pair of
//! text and surface in use is held to a contrast of 4.5 to 1 by the test at the end of this file.
#![expect(clippy::disallowed_methods, reason = "the palette is where raw colours live")]

use egui::Color32;

/// What a colour says. It always comes with a word or an icon as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// Done, healthy, allowed.
    Good,
    /// Look at this before going on.
    Attention,
    /// This hurts, or has failed.
    Danger,
    /// Worth knowing.
    Information,
    /// Says nothing about good or bad.
    Neutral,
}

/// The colour that an environment is recognised by, beside its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnvironmentColour {
    /// The stand-in inside the app.
    Sandbox,
    /// The platform's test environment.
    Test,
    /// Real money.
    Production,
    /// A signing server of the person's own.
    Express,
    /// Anything else.
    Custom,
}

impl EnvironmentColour {
    /// The colour of the environment with this word on its badge; grey for any other word.
    pub fn of_word(word: &str) -> Self {
        match word {
            "Sandbox" => Self::Sandbox,
            "Test" => Self::Test,
            "Production" => Self::Production,
            "Express" => Self::Express,
            _ => Self::Custom,
        }
    }
}

/// The three colours that one meaning or environment is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tone {
    /// Text, icons and marks.
    pub ink: Color32,
    /// The quiet background behind such text.
    pub tint: Color32,
    /// A filled area: a bar, a frame, a badge that must be seen.
    pub solid: Color32,
    /// Text on [`Tone::solid`].
    pub on_solid: Color32,
}

/// All colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The window behind everything, the first surface.
    pub base: Color32,
    /// Cards, tables and panels, the second surface.
    pub raised: Color32,
    /// Controls, table heads, popups, the third surface.
    pub overlay: Color32,
    /// Inside a field.
    pub field: Color32,
    /// A row or control under the pointer.
    pub hover: Color32,
    /// A control held down.
    pub pressed: Color32,
    /// Hairlines between and around surfaces.
    pub line: Color32,
    /// Outline of what can be filled in or ticked.
    pub control_line: Color32,
    /// Outline of what can be pressed, which its fill and its word mark already.
    pub button_line: Color32,
    /// Text.
    pub text: Color32,
    /// Text of second rank: captions, hints, units.
    pub muted: Color32,
    /// Fill of the primary button.
    pub accent: Color32,
    /// Fill of the primary button under the pointer.
    pub accent_hover: Color32,
    /// Text on the accent's fills.
    pub on_accent: Color32,
    /// Links, the focus ring, the chosen item's mark.
    pub accent_ink: Color32,
    /// Behind what is chosen or selected.
    pub accent_tint: Color32,
    /// Over everything behind a modal.
    pub shade: Color32,
    /// Shadow under popups and modals.
    pub shadow: Color32,
    good: Tone,
    attention: Tone,
    danger: Tone,
    information: Tone,
    neutral: Tone,
    sandbox: Tone,
    express: Tone,
    production: Tone,
    test: Tone,
}

impl Palette {
    /// The palette of the theme in force: `Palette::of(ui.visuals().dark_mode)`.
    pub fn of(dark_mode: bool) -> &'static Self {
        if dark_mode { &DARK } else { &LIGHT }
    }

    /// The tone of a meaning.
    pub fn meaning(&self, meaning: Meaning) -> Tone {
        match meaning {
            Meaning::Good => self.good,
            Meaning::Attention => self.attention,
            Meaning::Danger => self.danger,
            Meaning::Information => self.information,
            Meaning::Neutral => self.neutral,
        }
    }

    /// The tone of an environment.
    pub fn environment(&self, environment: EnvironmentColour) -> Tone {
        match environment {
            EnvironmentColour::Sandbox => self.sandbox,
            EnvironmentColour::Test => self.test,
            EnvironmentColour::Production => self.production,
            EnvironmentColour::Express => self.express,
            EnvironmentColour::Custom => self.neutral,
        }
    }
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

const fn tone(ink: u32, tint: u32, solid: u32, on_solid: u32) -> Tone {
    Tone { ink: rgb(ink), tint: rgb(tint), solid: rgb(solid), on_solid: rgb(on_solid) }
}

const DARK: Palette = Palette {
    base: rgb(0x12_15_18),
    raised: rgb(0x1A_1E_22),
    overlay: rgb(0x24_29_2F),
    field: rgb(0x0F_12_15),
    hover: rgb(0x2B_31_38),
    pressed: rgb(0x35_3C_44),
    line: rgb(0x2B_31_37),
    control_line: rgb(0x65_70_7B),
    button_line: rgb(0x3E_46_4F),
    text: rgb(0xE7_EA_ED),
    muted: rgb(0xA4_AE_B8),
    accent: rgb(0x2F_6D_CC),
    accent_hover: rgb(0x38_75_D0),
    on_accent: rgb(0xFF_FF_FF),
    accent_ink: rgb(0x86_B6_FF),
    accent_tint: rgb(0x1B_30_4D),
    shade: Color32::from_black_alpha(150),
    shadow: Color32::from_black_alpha(110),
    good: tone(0x68_C9_8F, 0x14_2B_1E, 0x2C_7F_4F, 0xFF_FF_FF),
    attention: tone(0xE8_B5_54, 0x33_28_10, 0xE0_A9_3F, 0x1D_16_05),
    danger: tone(0xF7_90_87, 0x3A_1D_1C, 0xC2_3B_33, 0xFF_FF_FF),
    information: tone(0x76_C4_E8, 0x11_2D_3B, 0x1F_76_9B, 0xFF_FF_FF),
    neutral: tone(0xB4_BD_C6, 0x27_2D_33, 0x56_60_6A, 0xFF_FF_FF),
    sandbox: tone(0xBF_A6_F8, 0x2A_22_40, 0x7A_58_D0, 0xFF_FF_FF),
    test: tone(0xEB_B8_58, 0x33_28_10, 0xE0_A9_3F, 0x1D_16_05),
    production: tone(0xFF_8E_86, 0x42_1B_1A, 0xC9_2F_2A, 0xFF_FF_FF),
    express: tone(0x5A_CB_BC, 0x10_2E_2B, 0x14_7D_71, 0xFF_FF_FF),
};

const LIGHT: Palette = Palette {
    base: rgb(0xF2_F4_F6),
    raised: rgb(0xFF_FF_FF),
    overlay: rgb(0xEC_EF_F2),
    field: rgb(0xFF_FF_FF),
    hover: rgb(0xE3_E7_EB),
    pressed: rgb(0xD6_DC_E2),
    line: rgb(0xDC_E1_E6),
    control_line: rgb(0x84_8E_98),
    button_line: rgb(0xC2_CA_D2),
    text: rgb(0x19_1E_24),
    muted: rgb(0x53_5D_67),
    accent: rgb(0x1E_5C_BE),
    accent_hover: rgb(0x1A_52_AB),
    on_accent: rgb(0xFF_FF_FF),
    accent_ink: rgb(0x1A_55_B3),
    accent_tint: rgb(0xDF_EA_FB),
    shade: Color32::from_black_alpha(90),
    shadow: Color32::from_black_alpha(36),
    good: tone(0x16_6C_3A, 0xE3_F3_E9, 0x1F_7A_45, 0xFF_FF_FF),
    attention: tone(0x80_50_00, 0xFB_EF_D6, 0xE9_B4_4C, 0x2A_1D_00),
    danger: tone(0xAF_25_1D, 0xFB_E7_E5, 0xBE_2E_26, 0xFF_FF_FF),
    information: tone(0x0B_5E_80, 0xE0_F1_F8, 0x0F_6C_92, 0xFF_FF_FF),
    neutral: tone(0x4A_54_5E, 0xE6_EA_EE, 0x5A_64_6E, 0xFF_FF_FF),
    sandbox: tone(0x5F_3D_B8, 0xEE_E8_FB, 0x6D_4A_C4, 0xFF_FF_FF),
    test: tone(0x80_50_00, 0xFB_EF_D6, 0xE9_B4_4C, 0x2A_1D_00),
    production: tone(0xB3_1F_19, 0xFC_E4_E2, 0xC4_26_20, 0xFF_FF_FF),
    express: tone(0x0A_64_5A, 0xDD_F2_EF, 0x0E_75_6A, 0xFF_FF_FF),
};

#[cfg(test)]
#[path = "palette_tests.rs"]
mod tests;
