//! Banners and findings: what has to be said, with an icon and a word for what kind of thing it is.

use egui::{Frame, Label, Response, RichText, Role, Stroke, Ui, WidgetInfo, vec2};

use crate::kit::icon::{self, Icon};
use crate::kit::palette::Meaning;
use crate::kit::{choice, space, text, theme};

/// The icon of a meaning.
pub fn icon_of(meaning: Meaning) -> Icon {
    match meaning {
        Meaning::Good => icon::GOOD,
        Meaning::Attention => icon::WARNING,
        Meaning::Danger => icon::ERROR,
        Meaning::Information | Meaning::Neutral => icon::INFO,
    }
}

/// A banner across the available width. Its first words say what kind of thing it is, beside the icon.
pub fn banner(ui: &mut Ui, meaning: Meaning, words: &str) -> Response {
    banner_with(ui, meaning, words, |_| {})
}

/// A banner with buttons or further lines below its words.
pub fn banner_with(ui: &mut Ui, meaning: Meaning, words: &str, below: impl FnOnce(&mut Ui)) -> Response {
    let ink = theme::palette(ui).meaning(meaning).ink;
    let response = tinted(ui, meaning, |ui| {
        icon::show_coloured(ui, icon_of(meaning), space::ICON, ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            ui.add(Label::new(text::body(words).color(ink)).wrap());
            below(ui);
        });
    });
    response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, words));
    response
}

/// One finding about what is being made or shown.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    /// How much it matters.
    pub meaning: Meaning,
    /// The word for it: "Error", "Warning", "Note".
    pub word: &'a str,
    /// What was found, one sentence.
    pub what: &'a str,
    /// Why it matters.
    pub why: &'a str,
    /// Where the rule comes from.
    pub source: &'a str,
}

/// Draws a finding. With `understood`, a box "I understand: …" must be ticked; returns whether that changed.
pub fn finding(ui: &mut Ui, finding: &Finding<'_>, understood: Option<&mut bool>) -> bool {
    let ink = theme::palette(ui).meaning(finding.meaning).ink;
    let mut changed = false;
    tinted(ui, finding.meaning, |ui| {
        icon::show_coloured(ui, icon_of(finding.meaning), space::ICON, ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                ui.add(Label::new(text::strong(finding.word).color(ink)).selectable(false));
                ui.add(Label::new(text::body(finding.what)).wrap());
            });
            ui.add(Label::new(source_line(finding)).wrap());
            if let Some(ticked) = understood {
                let label = format!("I understand: {}", super::field::lower_first(finding.what));
                changed = choice::checkbox(ui, ticked, &label, None).changed();
            }
        });
    });
    changed
}

fn source_line(finding: &Finding<'_>) -> RichText {
    let words = match (finding.why.is_empty(), finding.source.is_empty()) {
        (false, false) => format!("{} Source: {}.", finding.why, finding.source.trim_end_matches('.')),
        (false, true) => finding.why.to_owned(),
        (true, false) => format!("Source: {}.", finding.source.trim_end_matches('.')),
        (true, true) => String::new(),
    };
    text::small(words)
}

/// One line with the icon and words of a meaning, without a background.
pub fn line(ui: &mut Ui, meaning: Meaning, words: &str) -> Response {
    let ink = theme::palette(ui).meaning(meaning).ink;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        icon::show_coloured(ui, icon_of(meaning), space::ICON, ink);
        ui.add(Label::new(text::body(words).color(ink)).wrap())
    })
    .inner
}

fn tinted(ui: &mut Ui, meaning: Meaning, add: impl FnOnce(&mut Ui)) -> Response {
    let tone = theme::palette(ui).meaning(meaning);
    let frame = Frame::new()
        .fill(tone.tint)
        .stroke(Stroke::new(1.0, tone.ink.gamma_multiply(0.35)))
        .corner_radius(theme::radius())
        .inner_margin(space::sides(space::M, 10.0));
    let shown = frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::M, space::XS);
            ui.spacing_mut().interact_size.y = space::ICON;
            add(ui);
        });
    });
    let id = shown.response.id.with("notice");
    ui.interact(shown.response.rect, id, egui::Sense::hover())
}
