//! The one place where what panels ask for is carried out.

mod deciding;
mod for_rules;
mod for_tokens;
mod for_wallets;
mod replacing;
mod templating;

use super::application::{App, Asked, Command};
use super::panel_table::Route;
use super::save_dialog;
use crate::app::work::Work;
use crate::kit::theme::Theme;
use crate::panels::{approvals, token_creator, token_templates, tokens, wallets};

impl App {
    pub(super) fn carry_out(&mut self, asked: Asked) {
        match asked {
            Asked::Shell(command) => self.carry_out_command(command),
            Asked::SaveDialog(save_dialog::Wish::Close) => self.saving = None,
            Asked::SaveDialog(wish) => {
                let work = Work::changing("SaveDialog a file");
                if let Some(saving) = &mut self.saving {
                    saving.carry_out(wish, &self.program.worker, work, self.file_dialog);
                }
            }
            Asked::Wallets(request) => self.carry_out_wallets(request),
            Asked::Approvals(request) => self.carry_out_approvals(request),
            Asked::Tokens(request) => self.carry_out_tokens(&request),
            Asked::Creator(request) => self.carry_out_creator(request),
            Asked::Templates(request) => self.carry_out_templates(request),
            Asked::TemplateForm(ask) => self.carry_out_template_form(ask),
        }
    }

    fn carry_out_command(&mut self, command: Command) {
        match command {
            Command::Go(room) => self.go(room),
            Command::ShowWallet(id) => self.show_wallet(&id),
            Command::ChooseEnterprise(enterprise) => {
                if let Some(live) = &mut self.live {
                    live.enterprise = enterprise;
                }
            }
            Command::Cancel(work) => self.program.worker.works().cancel(work),
            Command::ToggleTheme => {
                let is_dark = self.program.worker.screen().theme() == egui::Theme::Dark;
                self.program.choose_theme(if is_dark { Theme::Light } else { Theme::Dark });
            }
            Command::Find => self.palette.open(),
            Command::LogOut => self.log_out(),
        }
    }

    /// A new token that nobody has taken yet is what "Access tokens" leads to.
    pub(super) fn go(&mut self, room: Route) {
        let is_waiting = self.live.as_ref().is_some_and(|live| live.creation.ready().is_some());
        self.room = if room == Route::Tokens && is_waiting { Route::TokenCreator } else { room };
        if room == Route::TokenCreator && !is_waiting {
            self.bring_forward(token_creator::Origin::is_fresh, token_creator::State::default);
        }
        if room == Route::TokenTemplates
            && let Some(live) = &mut self.live
        {
            live.read_templates_once();
        }
    }

    /// Cancels the work with this label, as the panel that started it asks.
    pub(super) fn cancel(&self, label: &str) {
        self.program.worker.works().cancel(label);
    }

    fn log_out(&mut self) {
        let is_unkept = !self.creator.is_kept();
        if self.live.as_ref().is_some_and(|live| live.creation.ready().is_some()) && is_unkept {
            self.room = Route::TokenCreator;
            self.creator.is_held_back = true;
            return;
        }
        if let Some(live) = self.live.take() {
            live.log_out();
        }
        self.forget_person();
        self.login.notify(None);
    }

    /// Drops what the person before typed and chose.
    pub(super) fn forget_person(&mut self) {
        self.saving = None;
        self.vaulting.forget();
        self.wallets = wallets::State::default();
        self.approvals = approvals::State::default();
        self.tokens = tokens::State::default();
        self.creator.start_afresh();
        self.drafts_aside.clear();
        self.templates = token_templates::State::default();
        self.template_form = token_creator::TemplateForm::default();
        self.template_forms_aside.clear();
        self.half_way.clear();
        self.controllers.each(|controller| controller.forget());
        self.room = Route::Wallets;
        self.last_person = None;
    }
}
