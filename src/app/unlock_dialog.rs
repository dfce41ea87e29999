//! The dialog that unlocks the session for sending: for how long, by which code, and what that costs an access token.

use egui::Ui;
use secrecy::SecretString;

use super::active_session::{ActiveSession, TokenLimits, UNLOCK_SECS};
use crate::domain::deed::{Answers, Deed};
use crate::domain::token::existing::ExistingLimit;
use crate::domain::typed_name::TypedName;
use crate::kit::environment::Reach;
use crate::kit::field::{SecretField, TextField};
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::secret::SecretBuffer;
use crate::kit::state::Loadable;
use crate::kit::{button, choice, confirm, mutation, notice, placeholder, progress, space, text};

const ID: &str = "unlock sending";
const WIDTH: f32 = 520.0;
const MINUTES_WIDTH: f32 = 160.0;
/// The minutes on offer beside the field.
const OFFERED: [(u32, &str); 4] = [(5, "5 min"), (10, "10 min"), (30, "30 min"), (60, "60 min")];
const WHAT_FOR: &str = "An unlocked session sends and approves without a one-time code. Approving several requests at once and \
                        seeing the key in a wallet share need it. It locks by itself.";
const MINUTES_PROBLEM: &str = "Enter 1 to 60 minutes.";
const LOSES: &str =
    "Unlocking removes all spending limits of this access token for good, for every program that uses it.";
const MAY_LOSE: &str = "This access token may have spending limits that cannot be read here. Unlocking removes all of them for \
                        good, for every program that uses it.";

/// What was typed in it.
pub struct UnlockDialog {
    minutes: String,
    code: SecretBuffer,
    answers: Answers,
}

/// What the person wants.
pub enum UnlockRequest {
    /// Unlock for so many seconds.
    Unlock {
        /// The one-time code.
        code: SecretString,
        /// How long.
        secs: u32,
        /// What becomes of the token's spending limits.
        limits: TokenLimits,
    },
    /// Leave the session locked.
    Close,
}

impl Default for UnlockDialog {
    fn default() -> Self {
        Self {
            minutes: (UNLOCK_SECS / 60).to_string(),
            code: SecretBuffer::new(),
            answers: Answers::default(),
        }
    }
}

impl UnlockDialog {
    /// Draws it.
    pub fn show(&mut self, ui: &Ui, session: &ActiveSession) -> Option<UnlockRequest> {
        let is_opening = modal::is_opening(ui.ctx(), ID);
        let reach = Reach::Environment(&session.environment_label);
        let dialog = Dialog { title: "Unlock this session for sending", width: WIDTH, reach };
        let (unlocking, may_lose) = (session.unlocking(), session.may_lose_limits());
        let shown = modal::show(ui.ctx(), ID, &dialog, |ui| {
            let (secs, is_confirmed) = modal::body(ui, "unlocking", |ui| {
                text::wrapped(ui, text::body(WHAT_FOR));
                let secs = self.minutes_ui(ui);
                let is_confirmed = !may_lose || self.limits_ui(ui, session);
                let field = SecretField::new("One-time code", &mut self.code);
                field.help("From your authenticator app.").focus(is_opening && !may_lose).show(ui);
                if let Loadable::Failed(failure, _) = unlocking {
                    placeholder::failed_form(ui, failure);
                }
                mutation::not_sent_yet(ui, session.unlock_wait());
                (secs, is_confirmed)
            });
            let is_ready = is_confirmed && !self.code.is_empty() && !unlocking.is_pending();
            modal::footer(ui, |ui| {
                let verb = "Unlock sending";
                let is_open = is_ready && secs.is_some();
                let pressed = if may_lose {
                    button::danger(ui, is_open, verb)
                } else {
                    button::primary(ui, is_open, verb)
                };
                let is_left = button::plain(ui, true, "Cancel").clicked();
                if unlocking.is_pending() {
                    progress::turning(ui);
                }
                let limits = if may_lose { TokenLimits::AreLost } else { TokenLimits::Stay };
                let secs = secs.filter(|_| pressed.clicked());
                let unlock = secs.map(|secs| UnlockRequest::Unlock { code: self.code.take(), secs, limits });
                unlock.or(is_left.then_some(UnlockRequest::Close))
            })
        });
        shown.inner.or(shown.closed.then_some(UnlockRequest::Close))
    }

    /// For how long; none where that is not to be had.
    fn minutes_ui(&mut self, ui: &mut Ui) -> Option<u32> {
        space::gap(ui, space::XS);
        let mut chosen = read_minutes(&self.minutes).unwrap_or_default();
        if choice::segmented(ui, "For how long", &mut chosen, &OFFERED) {
            self.minutes = chosen.to_string();
        }
        let minutes = read_minutes(&self.minutes);
        let problem = minutes.is_none().then_some(MINUTES_PROBLEM);
        TextField::new("Minutes", &mut self.minutes).width(MINUTES_WIDTH).problem(problem).show(ui);
        minutes.map(|minutes| minutes * 60)
    }

    /// What the token loses; whether its name was typed.
    fn limits_ui(&mut self, ui: &mut Ui, session: &ActiveSession) -> bool {
        let limits: Vec<String> =
            session.info().known_limits().iter().map(ExistingLimit::size_words).collect();
        if limits.is_empty() {
            notice::banner(ui, Meaning::Danger, MAY_LOSE);
        } else {
            notice::banner(ui, Meaning::Danger, &format!("{LOSES} It has: {}.", limits.join(", ")));
        }
        let info = session.info();
        let name = TypedName::of("token", ("label", &info.label), ("token ID", &info.id), false);
        confirm::ask(ui, &Deed::LoseLimits { name: &name }.confirm_by(), &mut self.answers, false)
    }
}

fn read_minutes(typed: &str) -> Option<u32> {
    typed.trim().parse().ok().filter(|minutes| (1..=60).contains(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_to_sixty_whole_minutes_are_read() {
        for (typed, minutes) in [
            ("1", Some(1)),
            (" 60 ", Some(60)),
            ("0", None),
            ("61", None),
            ("", None),
            ("1.5", None),
            ("-5", None),
            ("99999999999", None),
        ] {
            assert_eq!(read_minutes(typed), minutes, "{typed}");
        }
    }
}
