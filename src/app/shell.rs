//! The frame around the panels: navigation, top bar, and the models that the panels draw from.

use std::time::Duration;

use egui::{CentralPanel, Panel, Ui};
use jiff::Timestamp;

use super::console::{Asked, Command, Console, Room};
use super::live::Live;
use crate::bitgo::environment::EnvironmentKind;
use crate::domain::lifetime::TimeLeft;
use crate::domain::token::TokenContext;
use crate::domain::token::known::KnownContext;
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::state::View;
use crate::kit::{badge, button, choice, icon, layout, nav, progress, space, text};
use crate::panels::{login, settings, token_creator, tokens, wallets};

const NAVIGATION_WIDTH: f32 = 196.0;
/// In a window narrower than this, in points (a small one, or one that is zoomed), navigation is icons alone.
const SMALL_WINDOW: f32 = 900.0;
const ICONS_WIDTH: f32 = 60.0;
/// Times left are shown to the minute.
const MINUTE: Duration = Duration::from_mins(1);
/// Less than this, in seconds, and the session's end is near.
const SHORT_SESSION_SECS: u64 = 5 * 60;
/// From this difference on the clock is spoken of before it becomes a refusal.
const CLOCK_TOLERANCE_SECS: i64 = 60;

impl Console {
    /// The login over the whole window.
    pub(super) fn login_ui(&mut self, ui: &mut Ui) {
        let clock_warning = self.clock_warning();
        let model = login::Model {
            sandbox: match (self.sandbox.view(), &self.offer) {
                (View::Ready(_), Some(offer)) => View::Ready(offer),
                (View::Failed(failure, _), _) => View::Failed(failure, None),
                (_, offer) => View::Pending(offer.as_ref()),
            },
            attempt: match self.attempt.view() {
                View::NotAsked | View::Ready(_) => login::Attempt::Idle,
                View::Pending(_) => login::Attempt::Running,
                View::Failed(failure, _) => login::Attempt::Failed(failure),
            },
            clock_warning: clock_warning.as_deref(),
            notice: self.login_notice.as_deref().or(self.settings_notice.as_deref()),
        };
        let state = &mut self.login;
        let frame = layout::page_frame(ui.visuals().dark_mode);
        let request =
            CentralPanel::default().frame(frame).show(ui, |ui| login::show(ui, state, &model)).inner;
        if let Some(request) = request {
            self.ask(Asked::Login(request));
        }
    }

    fn clock_warning(&self) -> Option<String> {
        clock_words(self.attempt_client.as_ref()?.clock()?.server_ahead_secs)
    }

    /// Navigation, top bar and the chosen panel.
    pub(super) fn shell_ui(&mut self, ui: &mut Ui) {
        let dark_mode = ui.visuals().dark_mode;
        let mut asked = Vec::new();
        if let Some(live) = &self.live {
            let top = Panel::top("top bar").frame(layout::top_frame(dark_mode)).resizable(false);
            top.show(ui, |ui| top_bar(ui, live, &mut asked));
            let is_small = ui.available_width() < SMALL_WINDOW;
            let left = Panel::left("navigation")
                .frame(layout::navigation_frame(dark_mode))
                .exact_size(if is_small { ICONS_WIDTH } else { NAVIGATION_WIDTH })
                .resizable(false);
            left.show(ui, |ui| navigation(ui, self.room, live, &mut asked));
        }
        let frame = layout::page_frame(dark_mode);
        CentralPanel::default().frame(frame).show(ui, |ui| self.panel_ui(ui, &mut asked));
        if let Some(live) = &self.live {
            if live.environment.kind() == EnvironmentKind::Production {
                layout::window_frame(ui.ctx(), EnvironmentColour::Production);
            }
            if let Some(command) = self.finder.show(ui.ctx(), live.wallets.rows()) {
                asked.push(Asked::Shell(command));
            }
        }
        let wish = self.saving.as_mut().and_then(|saving| saving.show(ui.ctx()));
        asked.extend(wish.map(Asked::Saving));
        for asked in asked {
            self.ask(asked);
        }
        ui.ctx().request_repaint_after(MINUTE);
    }

    fn panel_ui(&mut self, ui: &mut Ui, asked: &mut Vec<Asked>) {
        let Some(live) = &self.live else { return };
        let now = Self::now_to_the_minute();
        match self.room {
            Room::Wallets => {
                let model = wallets::Model {
                    wallets: live.wallets.listing(),
                    enterprise: live.enterprise.as_deref(),
                    totals: live.totals(),
                };
                asked.extend(wallets::show(ui, &mut self.wallets, &model).map(Asked::Wallets));
            }
            Room::Tokens => {
                let model = tokens::Model {
                    past: live.history.view(),
                    tokens: live.tokens.listing(),
                    zone: &self.zone,
                    now: Timestamp::now(),
                    newest: live.newest.as_deref(),
                    environment: live.environment.kind().word(),
                    revocation: live.revocation.view(),
                    context: live.known_context(now, &self.zone, self.settings.next_deployment),
                };
                asked.extend(tokens::show(ui, &mut self.tokens, &model).map(Asked::Tokens));
            }
            Room::TokenCreator => {
                let context = token_context(live, now, &self.zone, self.settings.next_deployment);
                let model = token_creator::Model {
                    base_url: live.environment.base_url().as_str(),
                    is_production: live.environment.kind() == EnvironmentKind::Production,
                    context,
                    wallets: live.wallets.rows(),
                    listed: live.tokens.rows(),
                    enterprises: &live.session.user().enterprises,
                    creation: live.creation.view(),
                    copy_failure: self.copying.failure(),
                    is_looking: live.tokens.reading_since().is_some(),
                    zone: &self.zone,
                    now,
                };
                asked.extend(token_creator::show(ui, &mut self.creator, &model).map(Asked::Creator));
            }
            Room::Settings => {
                let values = self.settings_values();
                let trouble = self.settings_notice.as_deref();
                let today = Timestamp::now().to_zoned(self.zone.clone()).date();
                asked.extend(
                    settings::show(ui, &mut self.settings_panel, &values, today, trouble)
                        .map(Asked::Settings),
                );
            }
        }
    }
}

fn token_context(
    live: &Live,
    now: Timestamp,
    zone: &jiff::tz::TimeZone,
    next_deployment: Option<jiff::civil::Date>,
) -> TokenContext {
    let KnownContext { rules, lifetime } = live.known_context(now, zone, next_deployment);
    TokenContext {
        rules,
        lifetime,
        labels_in_use: live.tokens.rows().iter().map(|token| token.label.clone()).collect(),
        seen_from: live.info().ip.as_deref().and_then(|ip| ip.parse().ok()),
    }
}

fn navigation(ui: &mut Ui, room: Room, live: &Live, asked: &mut Vec<Asked>) {
    ui.spacing_mut().item_spacing.y = space::XS;
    // What could not be read has no count: zero would be a claim.
    let count = |rows: usize, failed: bool| (rows > 0 || !failed).then_some(rows as u64);
    let wallets = count(live.wallets.rows().len(), live.wallets.trouble().is_some());
    let tokens = count(live.tokens.rows().len(), live.tokens.trouble().is_some());
    let in_tokens = matches!(room, Room::Tokens | Room::TokenCreator);
    let items = [
        (Room::Wallets, icon::WALLET, "Wallets", wallets, room == Room::Wallets),
        (Room::Tokens, icon::TOKEN, "Access tokens", tokens, in_tokens),
        (Room::Settings, icon::SETTINGS, "Settings", None, room == Room::Settings),
    ];
    for (target, glyph, label, count, is_chosen) in items {
        if nav::item(ui, glyph, label, count, is_chosen).clicked() {
            asked.push(Asked::Shell(Command::Go(target)));
        }
    }
}

fn top_bar(ui: &mut Ui, live: &Live, asked: &mut Vec<Asked>) {
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
            work_in_progress(ui, live, asked);
        },
    );
    asked.append(&mut asked_left);
}

fn enterprise_chooser(ui: &mut Ui, live: &Live, asked: &mut Vec<Asked>) {
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
fn session_state(ui: &mut Ui, live: &Live) {
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
fn clock_state(ui: &mut Ui, live: &Live) {
    let Some(reading) = live.session.client().clock() else { return };
    if let Some(words) = clock_words(reading.server_ahead_secs) {
        badge::with_icon(ui, Meaning::Attention, icon::TIME, "clock is off").on_hover_text(words);
    }
}

fn clock_words(server_ahead_secs: i64) -> Option<String> {
    (server_ahead_secs.abs() > CLOCK_TOLERANCE_SECS).then(|| {
        let side = if server_ahead_secs > 0 { "behind" } else { "ahead of" };
        format!(
            "This computer's clock is {} s {side} the platform's. Set it right: the platform refuses requests that seem \
             older than five minutes.",
            server_ahead_secs.abs()
        )
    })
}

fn work_in_progress(ui: &mut Ui, live: &Live, asked: &mut Vec<Asked>) {
    let under_way = live.under_way();
    if under_way.is_empty() {
        return;
    }
    let label = format!("{} in progress", under_way.len());
    choice::popup(ui, &label, |ui| {
        for (work, since) in &under_way {
            layout::row(ui, |ui| {
                ui.label(text::body(format!("{}, for {} s", work.words(), since.elapsed().as_secs())));
                let name = format!("Cancel: {}", work.words());
                if button::Button::new("Cancel").name(&name).show(ui).clicked() {
                    asked.push(Asked::Shell(Command::Stop(*work)));
                }
            });
        }
    });
    progress::turning(ui);
}
