//! The settings on the screen. A change takes effect at once; there is nothing to save.

use egui::Ui;
use jiff::civil::Date;

use super::model::{LocksBesides, Model};
use super::request::Request;
use super::state::{State, Values};
use super::text as wording;
use super::{about, network, reset, secrets};
use crate::kit::field::TextField;
use crate::kit::palette::Meaning;
use crate::kit::theme::Theme;
use crate::kit::{choice, form, layout, notice, space, text};

/// Draws the settings.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let mut edited = model.values.clone();
    let asked = layout::page(ui, |ui| {
        layout::head(ui, "Settings", |_| {});
        form::scrolled(ui, "settings", |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            if let Some(trouble) = model.trouble {
                notice::banner(ui, Meaning::Attention, trouble);
            }
            layout::card(ui, |ui| appearance(ui, &mut edited));
            layout::card(ui, |ui| locking(ui, &mut edited, model.locks_besides));
            layout::card(ui, |ui| secrets::clipboard(ui, &mut edited));
            layout::card(ui, |ui| secrets::keychain(ui, &mut edited));
            layout::card(ui, |ui| deployment(ui, state, &mut edited, model.today));
            let tests = layout::card(ui, |ui| network::show(ui, state, &mut edited, model));
            layout::card(ui, |ui| signing(ui, &mut edited));
            let opens = layout::card(ui, |ui| about::files(ui, model));
            layout::card(ui, |ui| about::version(ui, model));
            let resets = layout::card(ui, |ui| reset::show(ui, state));
            tests.or(opens).or(resets)
        })
    });
    let before = model.values;
    asked.or_else(|| (edited != *before).then(|| Request::Keep { before: before.clone(), edited }))
}

fn appearance(ui: &mut Ui, edited: &mut Values) {
    text::draw_section(ui, "Appearance");
    space::gap(ui, space::S);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        let themes = [(Theme::System, "System"), (Theme::Dark, "Dark"), (Theme::Light, "Light")];
        choice::segmented(ui, "Theme", &mut edited.theme, &themes);
        let labels = Values::ZOOM_STEPS.map(|percent| (percent, format!("{percent}%")));
        let zooms: Vec<(u16, &str)> =
            labels.iter().map(|(percent, label)| (*percent, label.as_str())).collect();
        choice::segmented(ui, "Zoom", &mut edited.zoom_percent, &zooms);
    });
}

fn locking(ui: &mut Ui, edited: &mut Values, besides: LocksBesides) {
    text::draw_section(ui, "Automatic lock");
    text::wrapped(ui, text::muted(wording::LOCKING));
    space::gap(ui, space::S);
    let own = Some(edited.auto_lock_minutes).filter(|own| !Values::LOCK_STEPS.contains(own));
    let labels: Vec<(u16, String)> = own
        .into_iter()
        .chain(Values::LOCK_STEPS)
        .map(|minutes| (minutes, wording::lock_after(minutes)))
        .collect();
    let steps: Vec<(u16, &str)> = labels.iter().map(|(minutes, label)| (*minutes, label.as_str())).collect();
    choice::segmented(ui, "Lock after", &mut edited.auto_lock_minutes, &steps);
    text::wrapped(ui, text::muted(wording::locks_besides(besides)));
}

fn deployment(ui: &mut Ui, state: &mut State, edited: &mut Values, today: Date) {
    text::draw_section(ui, "Next deployment");
    text::wrapped(ui, text::muted(wording::NEXT_DEPLOYMENT));
    space::gap(ui, space::S);
    let mut typed = state
        .date
        .clone()
        .unwrap_or_else(|| edited.next_deployment.map(|date| date.to_string()).unwrap_or_default());
    let read = read_date(&typed, today);
    let help = edited
        .next_deployment
        .map_or_else(|| wording::NO_DATE.to_owned(), |date| date.strftime("%A, %-d %B %Y").to_string());
    let problem = read.as_ref().err().map(|problem| match edited.next_deployment {
        Some(date) => wording::still_set(problem, date),
        None => problem.clone(),
    });
    let response = TextField::new("Next deployment date", &mut typed)
        .hint("2027-03-01")
        .help(&help)
        .problem(problem.as_deref())
        .show(ui);
    if response.changed() {
        if let Ok(date) = read_date(&typed, today) {
            edited.next_deployment = date;
        }
        state.date = Some(typed);
    }
}

fn signing(ui: &mut Ui, edited: &mut Values) {
    text::draw_section(ui, "API request signing");
    space::gap(ui, space::S);
    choice::segmented(
        ui,
        "Signature version",
        &mut edited.sign_with_v2,
        &[(false, "Version 3 (recommended)"), (true, "Version 2")],
    );
    text::wrapped(ui, text::small(wording::SIGNING));
}

/// An empty field is no date; anything else has to be a day that is still to come.
fn read_date(typed: &str, today: Date) -> Result<Option<Date>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let date: Date = typed.parse().map_err(|_| wording::DATE_FORM.to_owned())?;
    if date < today {
        return Err(wording::past_day(date, today));
    }
    Ok(Some(date))
}

#[cfg(test)]
mod tests {
    use super::read_date;
    use jiff::civil::date;

    #[test]
    fn days_are_read_and_wrong_ones_say_why() {
        let today = date(2026, 11, 20);
        assert_eq!(read_date(" 2027-03-01 ", today), Ok(Some(date(2027, 3, 1))));
        assert_eq!(read_date("2026-11-20", today), Ok(Some(today)));
        assert_eq!(read_date("", today), Ok(None));
        for wrong in ["1.3.2027", "2027-02-30", "soon", "2026-11-19", "2027"] {
            assert!(read_date(wrong, today).is_err(), "{wrong}");
        }
    }
}
