//! The bar above every panel: where this is, what is under way, who is logged in and for how long.

use std::time::Duration;

use egui::{Role, Ui};
use jiff::Timestamp;

use super::{SMALL_WINDOW, Shell, session_menu};
use crate::app::active_session::ActiveSession;
use crate::app::clock;
use crate::app::command::Command;
use crate::app::session_title::Others;
use crate::app::work::{RunningWork, WorkKind};
use crate::bitgo::signing::AuthVersion;
use crate::domain::foreign_text::{joined_lines, visible};
use crate::domain::lifetime::TimeLeft;
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, choice, icon, layout, progress, space, text};

/// Less than this, in seconds, and the session's end is near.
const SHORT_SESSION_SECS: u64 = 5 * 60;
/// In a window narrower than this, in points, there is no room for one more mark unless something else is shorter.
const WIDE_WINDOW: f32 = 1150.0;
/// A badge that takes more of the bar than this has a row of its own, so that it is seen whole at every window size.
const BADGE_PART: f32 = 0.26;
/// What the session's lock is about.
const SESSION: &str = "While sending is locked, sending, approving and accepting a wallet's key take your one-time code. \
                       Countersign asks for it when needed.";

/// What a session in version 2 of the signatures gives up.
const VERSION_2: &str = "This session signs its requests with version 2, which cannot rule out replayed requests and old \
                         answers. Choose version 3 in Settings or on the login page; it applies at the next login.";

/// Draws the bar.
pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>) {
    let (session, running, others) = (shell.scene.session, shell.running, shell.others);
    let is_small = ui.available_width() < SMALL_WINDOW;
    let is_tight = is_small || is_of_version_2(session) && ui.available_width() < WIDE_WINDOW;
    // More has to be said of these than fits beside the rest.
    let says_more = session.is_unlocked() || session.is_of_a_token();
    let is_brief = is_small || says_more && ui.available_width() < WIDE_WINDOW;
    let is_beside =
        badge::environment_width(ui, &session.environment_label) <= ui.available_width() * BADGE_PART;
    if !is_beside {
        environment_badge(ui, session);
    }
    let (left, right) = layout::ends(
        ui,
        |ui| {
            if is_beside {
                environment_badge(ui, session);
            }
            let host = session.environment.host_label();
            if !is_small && !session.environment_label.title.contains(&host) {
                ui.label(text::small(host));
                space::gap(ui, space::S);
            }
            let chosen = enterprise_chooser(ui, session);
            let finds = if is_tight {
                button::icon(ui, icon::SEARCH, "Search (Ctrl+K)").clicked()
            } else {
                button::with_icon(ui, true, icon::SEARCH, "Search (Ctrl+K)").clicked()
            };
            chosen.or(finds.then_some(Command::OpenPalette))
        },
        |ui| {
            let leaves = button::icon(ui, icon::LOG_OUT, "Log out");
            let leaves = leaves.on_hover_text(text::plain(log_out_words(session))).clicked();
            let theme_icon = if ui.visuals().dark_mode { icon::LIGHT } else { icon::DARK };
            let toggles = button::icon(ui, theme_icon, "Switch between dark and light").clicked();
            let chosen = session_state(ui, session, others, is_brief);
            clock_state(ui, session);
            signature_state(ui, session, is_tight);
            let cancelled = work_in_progress(ui, running);
            let pressed = [(leaves, Command::LogOut), (toggles, Command::ToggleTheme)];
            chosen
                .or(cancelled)
                .or(pressed.into_iter().find_map(|(is_pressed, command)| is_pressed.then_some(command)))
        },
    );
    shell.commands.extend(left.into_iter().chain(right));
}

/// Where this is. Its title holds the host where the word alone does not tell it, and is never cut off.
fn environment_badge(ui: &mut Ui, session: &ActiveSession) {
    badge::environment(ui, &session.environment_label)
        .on_hover_text(text::plain(session.environment.in_words()));
}

fn enterprise_chooser(ui: &mut Ui, session: &ActiveSession) -> Option<Command> {
    let enterprises = &session.session.user().enterprises;
    if enterprises.is_empty() {
        return None;
    }
    let mut chosen = session.enterprise.clone();
    let mut options = vec![(None, "All enterprises".to_owned())];
    options.extend(enterprises.iter().map(|it| (Some(it.id.clone()), it.words(enterprises))));
    choice::bare_combo(ui, "Enterprise", &mut chosen, &options).then_some(Command::ChooseEnterprise(chosen))
}

/// The person, how long the session lasts, and whether it is unlocked for sending.
fn session_state(
    ui: &mut Ui,
    session: &ActiveSession,
    others: &Others<'_>,
    is_brief: bool,
) -> Option<Command> {
    let user = session.session.user();
    let now = Timestamp::now();
    let left = session.info().expires.map(|expires| TimeLeft::until(expires, now));
    let unlocked = session.unlocked_for();
    if let Some(left) = unlocked {
        ui.ctx().request_repaint_after(Duration::from_secs(left.secs()));
    }
    let words = session_words(left, unlocked);
    let shown = if is_brief { &words.short } else { &words.whole };
    let is_near_end = left.is_some_and(|left| left < TimeLeft::Secs(SHORT_SESSION_SECS));
    let token = session.session.info().label.trim();
    let by_token = match (session.is_of_a_token(), token) {
        (false, _) => String::new(),
        (true, "") => ", by token".to_owned(),
        (true, label) => format!(", by token “{}”", visible(label)),
    };
    let response = if is_near_end {
        ui.label(text::meaning(ui, Meaning::Attention, text::small(shown)))
    } else {
        ui.label(text::small(shown))
    };
    let response = response.on_hover_text(text::plain(format!("{}. {SESSION}", words.whole)));
    response.widget_info(|| text::labelled(Role::Label, true, &words.whole));
    let pressed = sending_lock(ui, unlocked.is_some());
    let name = format!("{}{by_token}", user.display_name());
    let hover = joined_lines([name.as_str(), &user.username]);
    session_menu::show(ui, others, &name, hover).or(pressed)
}

/// The button that unlocks the session for sending, or locks it again.
fn sending_lock(ui: &mut Ui, is_unlocked: bool) -> Option<Command> {
    let (glyph, name, command) = if is_unlocked {
        (icon::UNLOCK, "Lock sending now", Command::LockSending)
    } else {
        (icon::LOCK, "Unlock sending…", Command::UnlockSending)
    };
    button::icon(ui, glyph, name).clicked().then_some(command)
}

/// What logging out does here.
fn log_out_words(session: &ActiveSession) -> &'static str {
    if session.is_of_a_token() {
        "Ends this session on this computer only. The access token keeps working unless you revoke it."
    } else {
        "Ends this session here and at BitGo."
    }
}

/// How the session stands: whole, and where there is little room.
struct SessionWords {
    whole: String,
    short: String,
}

fn session_words(left: Option<TimeLeft>, unlocked: Option<TimeLeft>) -> SessionWords {
    let (ends, short) = match left {
        None => ("Session without end time".to_owned(), "no end time".to_owned()),
        Some(TimeLeft::Over) => ("Session ended".to_owned(), "ended".to_owned()),
        Some(left) => (format!("Session ends in {}", left.in_words()), left.in_words()),
    };
    match unlocked.map(TimeLeft::in_words) {
        None => {
            SessionWords { whole: format!("{ends} · sending locked"), short: format!("{short} · locked") }
        }
        Some(for_) => SessionWords {
            whole: format!("{ends} · sending unlocked, {for_} left"),
            short: format!("{short} · unlocked {for_}"),
        },
    }
}

/// A clock that is off, before it becomes a refusal.
fn clock_state(ui: &mut Ui, session: &ActiveSession) {
    let Some(reading) = session.session.client().clock() else { return };
    if let Some(words) = clock::warning(reading.server_ahead_secs) {
        badge::with_icon(ui, Meaning::Attention, icon::TIME, "Clock is off")
            .on_hover_text(text::plain(words));
    }
}

fn is_of_version_2(session: &ActiveSession) -> bool {
    session.environment.signs() && session.session.client().auth_version() == AuthVersion::V2
}

/// A session that is signed in version 2, which promises less.
fn signature_state(ui: &mut Ui, session: &ActiveSession, is_tight: bool) {
    if is_of_version_2(session) {
        let shown = if is_tight { "v2" } else { "Signature v2" };
        badge::named(ui, Meaning::Attention, shown, "Signature version 2")
            .on_hover_text(text::plain(VERSION_2));
    }
}

/// What is under way, each with a button that cancels it.
fn work_in_progress(ui: &mut Ui, running: &[RunningWork]) -> Option<Command> {
    if running.is_empty() {
        return None;
    }
    let mut cancelled = None;
    choice::popup(ui, &format!("{} in progress", running.len()), |ui| {
        for RunningWork { work, since, wait } in running {
            layout::row(ui, |ui| {
                ui.label(text::body(format!("{}, for {} s", work.label, since.elapsed().as_secs())));
                let name = format!("Cancel: {}", work.label);
                let button = button::Button::new("Cancel").name(&name).show(ui);
                let button = match work.kind {
                    WorkKind::Reading => button.on_hover_text("Canceling it changes nothing."),
                    WorkKind::Saving => button.on_hover_text("It may still be completed."),
                    WorkKind::Changing => button.on_hover_text(text::plain(
                        "It may still be carried out. The result is looked up before it can be sent again.",
                    )),
                };
                if button.clicked() {
                    cancelled = Some(Command::Cancel(work.label));
                }
            });
            if let Some(wait) = wait {
                ui.label(text::small(wait.words()));
            }
        }
    });
    progress::turning(ui);
    cancelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_says_when_it_ends_and_whether_it_can_send() {
        let secs = |secs| Some(TimeLeft::Secs(secs));
        for (left, unlocked, whole, short) in [
            (secs(3_540), None, "Session ends in 59 min · sending locked", "59 min · locked"),
            (
                Some(TimeLeft::Over),
                secs(65),
                "Session ended · sending unlocked, 1 min left",
                "ended · unlocked 1 min",
            ),
            (None, None, "Session without end time · sending locked", "no end time · locked"),
        ] {
            let words = session_words(left, unlocked);
            assert_eq!((words.whole.as_str(), words.short.as_str()), (whole, short));
        }
    }
}
