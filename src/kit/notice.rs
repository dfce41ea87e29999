//! Banners and findings: what has to be said, with an icon and a word for what kind of thing it is.

use egui::text::LayoutJob;
use egui::{Align, FontSelection, Frame, Label, Response, RichText, Role, Stroke, Ui, vec2};

use crate::domain::share::Severity;
use crate::domain::text::counted;
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

/// How a finding of a check is drawn: its meaning, and the word before it.
pub fn severity(severity: Severity) -> (Meaning, &'static str) {
    match severity {
        Severity::Error => (Meaning::Danger, "Fix"),
        Severity::Warning => (Meaning::Attention, "Warning"),
        Severity::Note => (Meaning::Information, "Note"),
    }
}

/// A banner across the available width. Its first words say what kind of thing it is, beside the icon.
pub fn banner(ui: &mut Ui, meaning: Meaning, words: &str) -> Response {
    banner_with(ui, meaning, words, |_| {})
}

/// A banner with buttons or further lines below its words.
pub fn banner_with(ui: &mut Ui, meaning: Meaning, words: &str, below: impl FnOnce(&mut Ui)) -> Response {
    let ink = theme::palette(ui).meaning(meaning).ink;
    let response = framed(ui, tinted(ui, meaning), |ui| {
        icon::show_coloured(ui, icon_of(meaning), space::ICON, ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            text::wrapped(ui, text::body(words).color(ink));
            below(ui);
        });
    });
    response.widget_info(|| text::labelled(Role::Alert, true, words));
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

/// Beside a shut button: how many warnings still have to be ticked.
pub fn warnings_left(count: usize) -> String {
    format!("Confirm {}", counted(count, "warning"))
}

/// Draws a finding. With `understood`, a box "I understand" must be ticked; returns whether that changed.
pub fn finding(ui: &mut Ui, finding: &Finding<'_>, understood: Option<&mut bool>) -> bool {
    finding_with(ui, finding, understood, |_| {})
}

/// A finding with what can be done about it below its words.
pub fn finding_with(
    ui: &mut Ui,
    finding: &Finding<'_>,
    understood: Option<&mut bool>,
    below: impl FnOnce(&mut Ui),
) -> bool {
    let ink = theme::palette(ui).meaning(finding.meaning).ink;
    let mut changed = false;
    // What only wants to be known is quiet; what blocks or wants a tick stands out.
    let is_quiet = finding.meaning == Meaning::Information;
    let frame = if is_quiet { Frame::new() } else { tinted(ui, finding.meaning) };
    framed(ui, frame, |ui| {
        icon::show_coloured(ui, icon_of(finding.meaning), space::ICON, ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            ui.add(Label::new(headline(ui, finding)).wrap());
            text::wrapped(ui, source_line(finding));
            if let Some(ticked) = understood {
                let name = format!("I understand: {}", super::field::lower_first(finding.what));
                changed = choice::checkbox_named(ui, ticked, "I understand", &name, None).changed();
            }
            below(ui);
        });
    });
    changed
}

/// The word for the finding and what was found, as one text, so that it wraps like one.
fn headline(ui: &Ui, finding: &Finding<'_>) -> LayoutJob {
    let palette = theme::palette(ui);
    let (style, fallback) = (ui.style(), FontSelection::Default);
    let mut job = LayoutJob::default();
    let ink = palette.meaning(finding.meaning).ink;
    let word = text::strong(format!("{}: ", finding.word)).color(ink);
    word.append_to(&mut job, style, fallback.clone(), Align::Center);
    text::body(finding.what).color(palette.text).append_to(&mut job, style, fallback, Align::Center);
    job
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
        text::wrapped(ui, text::body(words).color(ink))
    })
    .inner
}

/// The same on one line whatever it says: where its end has no room, the whole is in the hover.
pub fn one_line(ui: &mut Ui, meaning: Meaning, words: &str) -> Response {
    let ink = theme::palette(ui).meaning(meaning).ink;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        icon::show_coloured(ui, icon_of(meaning), space::ICON, ink);
        text::elided(ui, text::body(words).color(ink))
    })
    .inner
}

/// A line of a meaning with what can be done about it behind its words.
pub fn line_with<R>(ui: &mut Ui, meaning: Meaning, words: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let ink = theme::palette(ui).meaning(meaning).ink;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        icon::show_coloured(ui, icon_of(meaning), space::ICON, ink);
        ui.add(Label::new(text::body(words).color(ink)));
        add(ui)
    })
    .inner
}

fn tinted(ui: &Ui, meaning: Meaning) -> Frame {
    let tone = theme::palette(ui).meaning(meaning);
    Frame::new()
        .fill(tone.tint)
        .stroke(Stroke::new(1.0, tone.ink.gamma_multiply(0.35)))
        .corner_radius(theme::radius())
}

fn framed(ui: &mut Ui, frame: Frame, add: impl FnOnce(&mut Ui)) -> Response {
    let shown = frame.inner_margin(space::sides(space::M, space::S)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::M, space::XS);
            add(ui);
        });
    });
    let id = shown.response.id.with("notice");
    ui.interact(shown.response.rect, id, egui::Sense::hover())
}
