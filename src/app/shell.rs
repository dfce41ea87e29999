//! The frame around the panels: navigation, top bar, and the models that the panels draw from.

mod rooms;
mod top_bar;

use std::time::Duration;

use egui::{CentralPanel, Panel, Ui};
use jiff::Timestamp;

use super::console::{Asked, Command, Console, Room};
use super::live::Live;
use crate::bitgo::environment::EnvironmentKind;
use crate::domain::posture::Weight;
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::state::View;
use crate::kit::{icon, layout, nav, space};
use crate::panels::login;
use crate::panels::shares::waiting_for_me;

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
        let asks = match self.room {
            Room::Wallets => self.wallets_ui(ui),
            Room::ShareDialog => self.share_dialog_ui(ui),
            Room::Shares => self.shares_ui(ui),
            Room::Approvals => self.approvals_ui(ui),
            Room::Tokens => self.tokens_ui(ui),
            Room::TokenCreator => self.creator_ui(ui),
            Room::TokenTemplates => self.templates_ui(ui),
            Room::TemplateForm => self.template_form_ui(ui),
            Room::Safety => self.safety_ui(ui),
            Room::Settings => self.settings_ui(ui),
        };
        asked.extend(asks);
    }
}

fn navigation(ui: &mut Ui, room: Room, live: &Live, asked: &mut Vec<Asked>) {
    ui.spacing_mut().item_spacing.y = space::XS;
    // What could not be read has no count: zero would be a claim.
    let count = |rows: usize, failed: bool| (rows > 0 || !failed).then_some(rows as u64);
    let wallets = count(live.wallets.rows().len(), live.wallets.trouble().is_some());
    let tokens = count(live.tokens.rows().len(), live.tokens.trouble().is_some());
    let shares = live.sharing.shares.view().content().map(|shares| waiting_for_me(shares) as u64);
    let in_tokens =
        matches!(room, Room::Tokens | Room::TokenCreator | Room::TokenTemplates | Room::TemplateForm);
    let due = live.reminding.due().len();
    let words = if due == 1 { "1 ends soon".to_owned() } else { format!("{due} end soon") };
    let ending = (due > 0).then_some(nav::Mark { meaning: Meaning::Attention, count: due, words: &words });
    let can_approve = live.can_approve();
    let yours = format!("{can_approve} for you to approve");
    let yours = (can_approve > 0).then_some(nav::Mark {
        meaning: Meaning::Attention,
        count: can_approve,
        words: &yours,
    });
    let approvals = count(live.approvals.rows().len(), live.approvals.trouble().is_some());
    let dangers = live.review().content().map_or(0, |review| review.count(Weight::Danger));
    let worst = Weight::Danger.counted(dangers);
    let worst =
        (dangers > 0).then_some(nav::Mark { meaning: Meaning::Danger, count: dangers, words: &worst });
    let items = [
        (Room::Wallets, icon::WALLET, "Wallets", wallets, matches!(room, Room::Wallets | Room::ShareDialog)),
        (Room::Shares, icon::SHARE, "Shares", shares, room == Room::Shares),
        (Room::Approvals, icon::APPROVAL, "Approvals", approvals, room == Room::Approvals),
        (Room::Tokens, icon::TOKEN, "Access tokens", tokens, in_tokens),
        (Room::Safety, icon::SAFETY, "Safety review", None, room == Room::Safety),
        (Room::Settings, icon::SETTINGS, "Settings", None, room == Room::Settings),
    ];
    for (target, glyph, label, count, is_chosen) in items {
        let mark = match target {
            Room::Tokens => ending,
            Room::Approvals => yours,
            Room::Safety => worst,
            _ => None,
        };
        if nav::marked_item(ui, glyph, label, count, mark, is_chosen).clicked() {
            asked.push(Asked::Shell(Command::Go(target)));
        }
    }
}
