//! What the panels of access tokens ask for.

use jiff::Timestamp;
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::app::active_session::{ActiveSession, Typed};
use crate::app::application::App;
use crate::app::panel_table::Route;
use crate::app::save_dialog::SaveDialog;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::export::{limits_csv, tokens_csv};
use crate::domain::reminder::{CalendarEntry, calendar};
use crate::domain::token::known::KnownContext;
use crate::kit::listing::Wish;
use crate::panels::{token_creator, tokens};

impl App {
    pub(super) fn carry_out_tokens(&mut self, request: &tokens::Request) {
        match request {
            tokens::Request::New => self.go(Route::TokenCreator),
            tokens::Request::Templates => self.go(Route::TokenTemplates),
            _ => {}
        }
        let Some(live) = &mut self.live else { return };
        match request {
            tokens::Request::New | tokens::Request::Templates => {}
            tokens::Request::SaveList
            | tokens::Request::SaveLimits
            | tokens::Request::SaveCalendar { .. } => {
                let context = live.known_context(
                    Timestamp::now(),
                    &self.program.zone,
                    self.program.settings.values.next_deployment,
                );
                self.saving = Some(token_file(request, live, &context));
            }
            tokens::Request::Replace { id } => self.begin_replacement(id),
            tokens::Request::PutAside { ids } => {
                self.program.settings.values.reminders_put_aside.extend(ids.iter().cloned());
                self.program.write_settings();
            }
            tokens::Request::RemindAgain { ids } => {
                self.program.settings.values.reminders_put_aside.retain(|id| !ids.contains(id));
                self.program.write_settings();
            }
            tokens::Request::Revoke { id } => live.revoke_token(id.clone()),
            tokens::Request::ForgetRevocation => live.revocation = Task::default(),
            tokens::Request::Read(Wish::Reload) => live.read_tokens(),
            tokens::Request::Read(Wish::Stop) => live.tokens.stop(),
        }
    }

    /// The person is done with the new token: nothing of it stays on the screen.
    pub(in crate::app) fn wipe_created(&mut self) {
        let Some(live) = &mut self.live else { return };
        drop(live.creation.take());
        live.trial = Task::default();
        self.copying.forget();
        self.vaulting.forget();
        self.saving = None;
        self.finish_draft();
    }

    pub(super) fn carry_out_creator(&mut self, request: token_creator::Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            token_creator::Request::Create { request, code } => {
                self.creator.lost = None;
                self.vaulting.forget();
                if let Some(asked) = &mut self.creator.asked {
                    asked.at = Timestamp::now();
                }
                let replaces = self.creator.origin.replacing().map(|it| it.replacement.old_id.as_str());
                let typed = Typed { lifetime: &self.creator.draft.lifetime, replaces };
                live.create_token(*request, typed, code);
            }
            token_creator::Request::Copy => {
                let value = live.creation.ready().map(|created| created.value.expose().to_owned());
                let key = Work::changing("SecretClipboard to the clipboard");
                if let Some(value) = value {
                    self.copying.copy(&self.program.worker, key, Zeroizing::new(value));
                }
            }
            token_creator::Request::Save => {
                let value = live.creation.ready().map(|created| created.value.expose().to_owned());
                self.saving = value.map(|value| SaveDialog::token(SecretString::from(value)));
            }
            token_creator::Request::LookForKeychain => {
                self.vaulting.look(&self.program.worker, Work::reading("Looking for the keychain"));
            }
            token_creator::Request::SaveToKeychain { name } => {
                let value = live.creation.ready().map(|created| created.value.expose().to_owned());
                let (key, origin) = (Work::reading("Looking for the keychain"), live.environment.origin());
                if let Some(value) = value {
                    self.vaulting.save(&self.program.worker, key, origin, name, SecretString::from(value));
                }
            }
            token_creator::Request::StopWaiting => self.cancel("Creating an access token"),
            token_creator::Request::LookInList => live.read_tokens(),
            token_creator::Request::ShowInList { id } => {
                self.tokens.choose(id);
                self.room = Route::Tokens;
            }
            token_creator::Request::Leave => self.room = Route::Tokens,
            token_creator::Request::Done => self.wipe_created(),
            token_creator::Request::RevokeNew { id } => live.revoke_token(id),
            token_creator::Request::TryNew
            | token_creator::Request::VouchForNew
            | token_creator::Request::RevokeOld { .. }
            | token_creator::Request::ForgetRevocation
            | token_creator::Request::KeepBoth => self.carry_out_replacement(request),
        }
    }
}

/// The token list in the form that was asked for. No token's value is in any of them.
fn token_file(request: &tokens::Request, live: &ActiveSession, context: &KnownContext) -> SaveDialog {
    let known: Vec<_> = live.tokens.rows().iter().map(AccessTokenInfo::known).collect();
    match request {
        tokens::Request::SaveLimits => {
            SaveDialog::text("Save spending limits as CSV", "token-limits.csv", limits_csv(&known))
        }
        tokens::Request::SaveCalendar { ids } => {
            let environment = live.environment.kind().word();
            let entries: Vec<_> = known
                .iter()
                .filter(|token| ids.contains(&token.id))
                .map(|token| CalendarEntry { token, environment })
                .collect();
            let file = calendar(&entries, context.lifetime.now);
            SaveDialog::text("Save expiries to a calendar file", "token-expiries.ics", file)
        }
        _ => SaveDialog::text("Save access tokens as CSV", "access-tokens.csv", tokens_csv(&known, context)),
    }
}
