//! The confirmation of a decision: what it is about, what holds it, the request, and the one-time code.

mod concerns;
mod content;
mod recipients;

use egui::Ui;

use super::checks::Checks;
use super::confirmation::Confirmation;
use super::model::Model;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::bitgo::approvals::{Decision, PendingApproval};
use crate::kit::environment::Reach;
use crate::kit::field::SecretField;
use crate::kit::modal::{self, Dialog};
use crate::kit::mutation::{self, Stage};
use crate::kit::palette::Meaning;
use crate::kit::{button, notice, progress, text};

const WIDTH: f32 = 640.0;
/// What the person wants of the dialog.
enum DialogChoice {
    Decide,
    Leave,
    StopWaiting,
    LookUp,
    ReadFacts,
}

/// The words of a decision.
struct Words {
    title: &'static str,
    action: &'static str,
    leave: &'static str,
}

impl Words {
    fn of(confirmation: &Confirmation, me: &str) -> Self {
        let (title, action, leave) = match confirmation.decision {
            Decision::Approve => ("Approve this request", "Approve request", "Cancel"),
            // Another "Cancel" beside it would be misread.
            Decision::Reject if confirmation.approval.creator == me => {
                ("Cancel this request", "Cancel my request", wording::DO_NOT_CANCEL)
            }
            Decision::Reject => ("Reject this request", "Reject request", "Cancel"),
        };
        Self { title, action, leave }
    }
}

/// Draws it while a decision is to be confirmed, also while the list that it was opened from is being read again.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let confirmation = state.confirmation.as_mut()?;
    let words = Words::of(confirmation, model.me);
    let sent = state.sent.get(&confirmation.approval.id);
    let (sending, what) = sent.map_or((&Stage::Idle, ""), |sent| (&sent.stage, sent.what()));
    let checks = checks(confirmation, model);
    let dialog = Dialog { title: words.title, width: WIDTH, reach: Reach::Environment(model.environment) };
    let shown = modal::show(ui.ctx(), "decide approval", &dialog, |ui| {
        let looks_up = modal::body(ui, "decision", |ui| {
            concerns::counted(ui, &checks);
            content::request(ui, confirmation, model);
            let shows_left = std::mem::take(&mut confirmation.shows_left);
            let reads = concerns::show(ui, &checks, &mut confirmation.understood, shows_left);
            content::sent(ui, confirmation, model);
            let looks_up = mutation::stage(ui, sending, what, model.current.is_looking);
            reads.then_some(DialogChoice::ReadFacts).or(looks_up.then_some(DialogChoice::LookUp))
        });
        let outcome = format!("{} {}", content::outcome(confirmation, model), wording::IS_FINAL);
        notice::line(ui, Meaning::Information, &outcome);
        secrets(ui, confirmation, model);
        if sending.is_sent() {
            mutation::not_sent_yet(ui, model.current.wait);
        }
        let wants = modal::footer(ui, |ui| buttons(ui, confirmation, &words, sending, &checks, model));
        looks_up.or(wants)
    });
    let is_sent = sending.is_sent();
    match shown.inner {
        Some(DialogChoice::Decide) => return Some(decided(confirmation, model)),
        Some(DialogChoice::LookUp) => return Some(Request::LookUp),
        Some(DialogChoice::ReadFacts) => return Some(Request::ReadFacts),
        Some(DialogChoice::StopWaiting) => return Some(Request::StopWaiting),
        Some(DialogChoice::Leave) | None => {}
    }
    if (shown.closed || matches!(shown.inner, Some(DialogChoice::Leave))) && !is_sent {
        state.confirmation = None;
        state.forget_failures();
    }
    None
}

/// What holds an approval. Nothing holds a rejection: it changes nothing.
fn checks(confirmation: &Confirmation, model: &Model<'_>) -> Checks {
    if !confirmation.decision.is_approval() {
        return Checks::default();
    }
    model.checks(&confirmation.approval)
}

/// The decision as it is sent. The passphrase, the ticks and what was typed stay until it is taken or left: a wrong code
/// alone should not cost them.
fn decided(confirmation: &mut Confirmation, model: &Model<'_>) -> Request {
    confirmation.press();
    Request::Decide {
        approval: Box::new(PendingApproval::clone(&confirmation.approval)),
        decision: confirmation.decision,
        rebuild: confirmation.rebuild(),
        code: confirmation.asks_code(model.lock.needs_code).then(|| confirmation.code.take()),
    }
}

/// Whether Express can build and sign it again.
fn may_rebuild(confirmation: &Confirmation, model: &Model<'_>) -> bool {
    confirmation.pays() && confirmation.coin().is_some() && model.express.is_some()
}

/// Why nothing can be sent, if nothing can: Express takes a withdrawal by its coin, and without it a passphrase that is
/// meant for it could not go along.
fn hindrance(confirmation: &Confirmation, model: &Model<'_>) -> Option<&'static str> {
    let lacks_coin = confirmation.pays() && model.express.is_some() && confirmation.coin().is_none();
    lacks_coin.then_some(wording::NO_COIN)
}

fn secrets(ui: &mut Ui, confirmation: &mut Confirmation, model: &Model<'_>) {
    if let Some(why) = hindrance(confirmation, model) {
        notice::banner(ui, Meaning::Danger, why);
    }
    if may_rebuild(confirmation, model) {
        SecretField::new(wording::WALLET_PASSPHRASE, &mut confirmation.passphrase)
            .help(wording::PASSPHRASE_HELP)
            .width(ui.available_width())
            .show(ui);
    }
    if confirmation.asks_code(model.lock.needs_code) {
        let help = if confirmation.wants_code { wording::WANTS_CODE } else { wording::CODE_HELP };
        let field = SecretField::new(wording::ONE_TIME_CODE, &mut confirmation.code);
        field.help(help).width(ui.available_width()).show(ui);
    }
}

fn buttons(
    ui: &mut Ui,
    confirmation: &mut Confirmation,
    words: &Words,
    stage: &Stage,
    checks: &Checks,
    model: &Model<'_>,
) -> Option<DialogChoice> {
    let left = confirmation.understood.left(&checks.concerns);
    let is_free = left == 0 && !checks.is_checking && hindrance(confirmation, model).is_none();
    let lacks_code = confirmation.asks_code(model.lock.needs_code) && confirmation.code.is_empty();
    let is_ready = is_free && !stage.is_held() && !lacks_code;
    let pressed = if confirmation.decision.is_approval() {
        button::primary(ui, is_ready, words.action).clicked()
    } else {
        button::danger(ui, is_ready, words.action).clicked()
    };
    if stage.is_sent() {
        // The dialog lies over the list of work in progress.
        let stops = button::plain(ui, true, wording::STOP_WAITING).clicked();
        progress::turning(ui);
        return stops.then_some(DialogChoice::StopWaiting);
    }
    let is_left = button::plain(ui, true, words.leave).clicked();
    if checks.is_checking {
        progress::turning(ui);
        ui.label(text::muted(wording::STILL_CHECKING));
    } else if left > 0 {
        confirmation.shows_left = button::link(ui, &wording::left_to_tick(left)).clicked();
    }
    if pressed { Some(DialogChoice::Decide) } else { is_left.then_some(DialogChoice::Leave) }
}
