//! The frame around the panels: navigation, top bar, and the models that the panels draw from.

mod top_bar;

use std::time::Duration;

use egui::{CentralPanel, Panel, Ui};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::console::{Asked, Command, Console, Room};
use super::copying::Copying;
use super::live::Live;
use super::vaulting::Vaulting;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::environment::EnvironmentKind;
use crate::domain::token::known::KnownContext;
use crate::domain::token::{LabelInUse, TokenContext};
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::state::View;
use crate::kit::{icon, layout, nav, space};
use crate::panels::{login, settings, shares, token_creator, token_templates, tokens, wallets};

const NAVIGATION_WIDTH: f32 = 196.0;
/// In a window narrower than this, in points (a small one, or one that is zoomed), navigation is icons alone.
const SMALL_WINDOW: f32 = 900.0;
const ICONS_WIDTH: f32 = 60.0;
/// Times left are shown to the minute.
const MINUTE: Duration = Duration::from_mins(1);

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
        top_bar::clock_words(self.attempt_client.as_ref()?.clock()?.server_ahead_secs)
    }

    /// Navigation, top bar and the chosen panel.
    pub(super) fn shell_ui(&mut self, ui: &mut Ui) {
        let dark_mode = ui.visuals().dark_mode;
        let mut asked = Vec::new();
        if let Some(live) = &self.live {
            let top = Panel::top("top bar").frame(layout::top_frame(dark_mode)).resizable(false);
            top.show(ui, |ui| top_bar::show(ui, live, &mut asked));
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
        // A reminder comes when it is due, in whichever panel.
        let next = self.live.as_ref().and_then(|live| live.reminding.next_in(Timestamp::now()));
        ui.ctx().request_repaint_after(next.map_or(MINUTE, |next| next.min(MINUTE)));
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
                    names: &live.sharing.names,
                    me: &live.session.user().id,
                    enterprises: &live.session.user().enterprises,
                };
                asked.extend(wallets::show(ui, &mut self.wallets, &model).map(Asked::Wallets));
            }
            Room::Shares => {
                let model = shares::Model { shares: live.sharing.shares.view(), names: &live.sharing.names };
                asked.extend(shares::show(ui, &mut self.shares, &model).map(Asked::Shares));
            }
            Room::Tokens => {
                let model = tokens::Model {
                    past: live.history.view().part(|reading| &reading.past),
                    replacements: &self.half_way,
                    tokens: live.tokens.listing(),
                    zone: &self.zone,
                    now: Timestamp::now(),
                    newest: live.newest.as_deref(),
                    environment: live.environment.kind().word(),
                    revocation: live.revocation.view(),
                    context: live.known_context(now, &self.zone, self.settings.next_deployment),
                    known: live.reminding.known(),
                    due: live.reminding.due(),
                    changes: live.changes.view(),
                    ledger_notice: self.shelf.notice(),
                };
                asked.extend(tokens::show(ui, &mut self.tokens, &model).map(Asked::Tokens));
            }
            Room::TokenCreator => {
                let context = token_context(live, now, &self.zone, self.settings.next_deployment);
                let model = creator_model(live, &self.copying, &self.vaulting, &self.zone, context);
                asked.extend(token_creator::show(ui, &mut self.creator, &model).map(Asked::Creator));
            }
            Room::TokenTemplates => {
                let model = token_templates::Model {
                    templates: live.templates.listing(),
                    enterprises: &live.session.user().enterprises,
                    zone: &self.zone,
                    environment: live.environment.kind().word(),
                    deletion: live.template_deletion.view(),
                };
                asked.extend(token_templates::show(ui, &mut self.templates, &model).map(Asked::Templates));
            }
            Room::TemplateForm => {
                let context = token_context(live, now, &self.zone, self.settings.next_deployment);
                let model = token_creator::TemplateModel {
                    parts: creator_model(live, &self.copying, &self.vaulting, &self.zone, context),
                    listed: live.templates.rows(),
                    is_listed: live.templates.is_complete(),
                    sending: live.template_sent.view(),
                    is_looking: live.templates.reading_since().is_some(),
                };
                let form = &mut self.template_form;
                asked.extend(token_creator::show_template(ui, form, &model).map(Asked::TemplateForm));
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

/// What the token's form and the template's draw from.
fn creator_model<'a>(
    live: &'a Live,
    copying: &'a Copying,
    vaulting: &'a Vaulting,
    zone: &'a TimeZone,
    context: TokenContext,
) -> token_creator::Model<'a> {
    token_creator::Model {
        base_url: live.environment.base_url().as_str(),
        is_production: live.environment.kind() == EnvironmentKind::Production,
        now: context.lifetime.now,
        context,
        wallets: live.wallets.rows(),
        listed: live.tokens.rows(),
        enterprises: &live.session.user().enterprises,
        creation: live.creation.view(),
        copy_failure: copying.failure(),
        trial: live.trial.view(),
        revocation: live.revocation.view(),
        keychain: vaulting.offer(&live.environment.origin()),
        is_looking: live.tokens.reading_since().is_some(),
        zone,
    }
}

fn token_context(
    live: &Live,
    now: Timestamp,
    zone: &TimeZone,
    next_deployment: Option<jiff::civil::Date>,
) -> TokenContext {
    let KnownContext { rules, lifetime } = live.known_context(now, zone, next_deployment);
    TokenContext {
        rules,
        lifetime,
        labels_in_use: live.tokens.rows().iter().map(label_of).collect(),
        is_opened_by_token: !live.info().label.is_empty(),
        seen_from: live.info().ip.as_deref().and_then(|ip| ip.parse().ok()),
    }
}

fn label_of(token: &AccessTokenInfo) -> LabelInUse {
    LabelInUse { label: token.label.clone(), ends: token.expires }
}

fn navigation(ui: &mut Ui, room: Room, live: &Live, asked: &mut Vec<Asked>) {
    ui.spacing_mut().item_spacing.y = space::XS;
    // What could not be read has no count: zero would be a claim.
    let count = |rows: usize, failed: bool| (rows > 0 || !failed).then_some(rows as u64);
    let wallets = count(live.wallets.rows().len(), live.wallets.trouble().is_some());
    let tokens = count(live.tokens.rows().len(), live.tokens.trouble().is_some());
    let shares = live.sharing.shares.view().content().map(|shares| shares.incoming.len() as u64);
    let in_tokens =
        matches!(room, Room::Tokens | Room::TokenCreator | Room::TokenTemplates | Room::TemplateForm);
    let due = live.reminding.due().len();
    let words = if due == 1 { "1 ends soon".to_owned() } else { format!("{due} end soon") };
    let ending = (due > 0).then_some(nav::Mark { meaning: Meaning::Attention, count: due, words: &words });
    let items = [
        (Room::Wallets, icon::WALLET, "Wallets", wallets, room == Room::Wallets),
        (Room::Shares, icon::SHARE, "Shares", shares, room == Room::Shares),
        (Room::Tokens, icon::TOKEN, "Access tokens", tokens, in_tokens),
        (Room::Settings, icon::SETTINGS, "Settings", None, room == Room::Settings),
    ];
    for (target, glyph, label, count, is_chosen) in items {
        let mark = ending.filter(|_| target == Room::Tokens);
        if nav::marked_item(ui, glyph, label, count, mark, is_chosen).clicked() {
            asked.push(Asked::Shell(Command::Go(target)));
        }
    }
}
