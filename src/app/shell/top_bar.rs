//! The bar above every panel: where this is, what is under way, who is logged in and for how long.

use egui::Ui;
use jiff::Timestamp;

use super::SMALL_WINDOW;
use crate::app::active_session::ActiveSession;
use crate::app::application::{Asked, Command};
use crate::app::clock;
use crate::app::work::RunningWork;
use crate::domain::lifetime::TimeLeft;
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::{badge, button, choice, icon, layout, progress, space, text};

/// Less than this, in seconds, and the session's end is near.
const SHORT_SESSION_SECS: u64 = 5 * 60;

/// Draws the bar.
pub(super) fn show(ui: &mut Ui, live: &ActiveSession, running: &[RunningWork], asked: &mut Vec<Asked>) {
    let kind = live.environment.kind();
    let mut asked_left = Vec::new();
    let is_small = ui.available_width() < SMALL_WINDOW;
    layout::ends(
        ui,
        |ui| {
            let asked = &mut asked_left;
            badge::environment(ui, EnvironmentColour::of_word(kind.word()), kind.word());
            if !is_small {
                ui.label(text::small(live.environment.host_label()));
                space::gap(ui, space::S);
            }
            enterprise_chooser(ui, live, asked);
            let wants_find = if is_small {
                button::icon(ui, icon::SEARCH, "Find (Ctrl+K)").clicked()
            } else {
                button::with_icon(ui, true, icon::SEARCH, "Find (Ctrl+K)").clicked()
            };
            if wants_find {
                asked.push(Asked::Shell(Command::Find));
            }
        },
        |ui| {
            if button::icon(ui, icon::LOG_OUT, "Log out").clicked() {
                asked.push(Asked::Shell(Command::LogOut));
            }
            let theme_icon = if ui.visuals().dark_mode { icon::LIGHT } else { icon::DARK };
            if button::icon(ui, theme_icon, "Change between dark and light").clicked() {
                asked.push(Asked::Shell(Command::ToggleTheme));
            }
            session_state(ui, live);
            clock_state(ui, live);
            work_in_progress(ui, running, asked);
        },
    );
    asked.append(&mut asked_left);
}

fn enterprise_chooser(ui: &mut Ui, live: &ActiveSession, asked: &mut Vec<Asked>) {
    let enterprises = &live.session.user().enterprises;
    if enterprises.is_empty() {
        return;
    }
    let mut chosen = live.enterprise.clone();
    let mut options = vec![(None, "All enterprises".to_owned())];
    options
        .extend(enterprises.iter().map(|enterprise| (Some(enterprise.id.clone()), enterprise.name.clone())));
    if choice::bare_combo(ui, "Enterprise", &mut chosen, &options) {
        asked.push(Asked::Shell(Command::ChooseEnterprise(chosen)));
    }
}

/// The person, how long the session lasts, and whether it is unlocked.
fn session_state(ui: &mut Ui, live: &ActiveSession) {
    let user = live.session.user();
    let now = Timestamp::now();
    let left = live.info().expires.map(|expires| TimeLeft::until(expires, now));
    let lock = if live.info().is_unlocked(now) { "unlocked" } else { "locked" };
    let words = match left {
        None => "no end named".to_owned(),
        Some(TimeLeft::Over) => "session over".to_owned(),
        Some(left) => format!("{} left", left.in_words()),
    };
    let label = text::small(format!("{words}, {lock}"));
    let is_short = left.is_some_and(|left| left < TimeLeft::Secs(SHORT_SESSION_SECS));
    let label = if is_short { text::meaning(ui, Meaning::Attention, label) } else { label };
    let by_token = if live.info().label.is_empty() { "" } else { ", by token" };
    ui.label(label).on_hover_text(
        "How long this session lasts, and whether it is unlocked for sending. Countersign asks for your code where \
         one is needed.",
    );
    let name = format!("{}{by_token}", user.display_name());
    ui.label(text::body(name)).on_hover_text(&user.username);
}

/// A clock that is off, before it becomes a refusal.
fn clock_state(ui: &mut Ui, live: &ActiveSession) {
    let Some(reading) = live.session.client().clock() else { return };
    if let Some(words) = clock::warning(reading.server_ahead_secs) {
        badge::with_icon(ui, Meaning::Attention, icon::TIME, "clock is off").on_hover_text(words);
    }
}

fn work_in_progress(ui: &mut Ui, running: &[RunningWork], asked: &mut Vec<Asked>) {
    if running.is_empty() {
        return;
    }
    let label = format!("{} in progress", running.len());
    choice::popup(ui, &label, |ui| {
        for RunningWork { work, since } in running {
            layout::row(ui, |ui| {
                ui.label(text::body(format!("{}, for {} s", work.label, since.elapsed().as_secs())));
                let name = format!("Cancel: {}", work.label);
                if button::Button::new("Cancel").name(&name).show(ui).clicked() {
                    asked.push(Asked::Shell(Command::Cancel(work.label)));
                }
            });
        }
    });
    progress::turning(ui);
}
