//! The one place where what panels ask for is carried out.

use super::application::{App, Asked, Command};
use super::controller::Effect;
use super::panel_table::{PANELS, Panel, Route};
use super::save_dialog;
use crate::app::work::Work;
use crate::kit::theme::Theme;

impl App {
    pub(super) fn carry_out(&mut self, asked: Asked) {
        match asked {
            Asked::Shell(command) => self.carry_out_command(command),
            Asked::SaveDialog(save_dialog::Wish::Close) => self.saving = None,
            Asked::SaveDialog(wish) => {
                let work = Work::changing("Saving a file");
                if let Some(saving) = &mut self.saving {
                    saving.carry_out(wish, &self.program.worker, work, self.file_dialog);
                }
            }
        }
    }

    fn carry_out_command(&mut self, command: Command) {
        match command {
            Command::Go(room) => self.go(room),
            Command::ShowWallet(id) => self.effects.push(Effect::ShowWallet(id)),
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

    /// Goes to a panel, and tells its subject that the person is there.
    pub(super) fn go(&mut self, room: Route) {
        self.room = room;
        self.effects.push(Effect::Entered(room));
    }

    fn log_out(&mut self) {
        let mut holds = |panel: &&Panel| (panel.controller)(&mut self.controllers).holds_session(true);
        if let Some(panel) = PANELS.iter().find(&mut holds) {
            self.go(panel.route);
            return;
        }
        self.farewell = None;
        if let Some(live) = self.live.take() {
            live.log_out();
        }
        self.forget_person();
        self.login.notify(None);
    }

    /// Drops what the person before typed and chose.
    pub(super) fn forget_person(&mut self) {
        self.saving = None;
        self.controllers.each(|controller| controller.forget());
        self.room = Route::Wallets;
        self.last_person = None;
    }
}
