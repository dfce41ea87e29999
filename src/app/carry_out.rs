//! The one place where what panels ask for is carried out.

mod answering;
mod deciding;
mod entering;
mod for_rules;
mod for_tokens;
mod for_wallets;
mod keeping;
mod replacing;
mod reviewing;
mod sharing;
mod templating;

use egui::Context;

use super::console::{Asked, Command, Console, Room};
use super::live::Work;
use super::saving;
use crate::kit::theme::Theme;
use crate::panels::{
    approvals, safety, settings, share_dialog, shares, token_creator, token_templates, tokens, wallets,
};

impl Console {
    pub(super) fn carry_out(&mut self, ctx: &Context, asked: Asked) {
        match asked {
            Asked::Login(request) => self.carry_out_login(request),
            Asked::Settings(settings::Request::Keep(values)) => self.keep_settings(ctx, &values),
            Asked::Shell(command) => self.carry_out_command(ctx, command),
            Asked::Saving(saving::Wish::Close) => self.saving = None,
            Asked::Saving(wish) => {
                let key = self.asking("file");
                if let Some(saving) = &mut self.saving {
                    saving.carry_out(wish, &self.worker, key, self.file_dialog);
                }
            }
            Asked::Wallets(request) => self.carry_out_wallets(request),
            Asked::ShareDialog(request) => self.carry_out_share_dialog(request),
            Asked::Approvals(request) => self.carry_out_approvals(request),
            Asked::Shares(request) => self.carry_out_shares(request),
            Asked::Tokens(request) => self.carry_out_tokens(&request),
            Asked::Creator(request) => self.carry_out_creator(request),
            Asked::Templates(request) => self.carry_out_templates(request),
            Asked::TemplateForm(ask) => self.carry_out_template_form(ask),
            Asked::Safety(request) => self.carry_out_safety(request),
        }
    }

    fn carry_out_command(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Go(room) => self.go(room),
            Command::ShowWallet(id) => self.show_wallet(&id),
            Command::ChooseEnterprise(enterprise) => {
                if let Some(live) = &mut self.live {
                    live.enterprise = enterprise;
                }
            }
            Command::Stop(work) => self.stop(work),
            Command::ToggleTheme => {
                let theme = if ctx.theme() == egui::Theme::Dark { Theme::Light } else { Theme::Dark };
                let values = settings::Values { theme, ..self.settings_values() };
                self.keep_settings(ctx, &values);
            }
            Command::Find => self.finder.open(),
            Command::LogOut => self.log_out(),
        }
    }

    /// A new token that nobody has taken yet is what "Access tokens" leads to.
    fn go(&mut self, room: Room) {
        let is_waiting = self.live.as_ref().is_some_and(|live| live.creation.ready().is_some());
        self.room = if room == Room::Tokens && is_waiting { Room::TokenCreator } else { room };
        if room == Room::TokenCreator && !is_waiting {
            self.bring_forward(token_creator::Origin::is_fresh, token_creator::State::default);
        }
        if room == Room::Shares
            && let Some(live) = &mut self.live
        {
            live.read_share_wishes_once(&self.worker);
        }
        if room == Room::TokenTemplates
            && let Some(live) = &mut self.live
        {
            live.read_templates_once(&self.worker);
        }
    }

    fn stop(&mut self, work: Work) {
        let Some(live) = &mut self.live else { return };
        live.stop(&self.worker, work);
        if work == Work::Sharing {
            self.lose_shares();
            return;
        }
        if work == Work::Creation && live.is_outcome_unknown() {
            self.creator.lose_answer();
        }
        if work == Work::Template && live.template_sent.trouble().is_some() {
            self.template_form.lose_answer();
        }
    }

    fn log_out(&mut self) {
        let is_unkept = !self.creator.is_kept();
        if self.live.as_ref().is_some_and(|live| live.creation.ready().is_some()) && is_unkept {
            self.room = Room::TokenCreator;
            self.creator.is_held_back = true;
            return;
        }
        if let Some(live) = self.live.take() {
            live.log_out(&self.worker);
        }
        self.forget_person();
        self.login_notice = None;
    }

    /// Drops what the person before typed and chose.
    pub(super) fn forget_person(&mut self) {
        self.saving = None;
        self.vaulting.forget();
        self.passphrase_vaulting.forget();
        self.wallets = wallets::State::default();
        self.share_dialog = share_dialog::State::default();
        self.shares = shares::State::default();
        self.approvals = approvals::State::default();
        self.tokens = tokens::State::default();
        self.creator.start_afresh();
        self.drafts_aside.clear();
        self.templates = token_templates::State::default();
        self.template_form = token_creator::TemplateForm::default();
        self.template_forms_aside.clear();
        self.half_way.clear();
        self.safety = safety::State::default();
        self.room = Room::Wallets;
        self.last_person = None;
    }
}
