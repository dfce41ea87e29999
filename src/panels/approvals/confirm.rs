//! The confirmation of a decision: what happens next, the request, and the one-time code.

use egui::Ui;

use super::confirmation::Confirmation;
use super::model::Model;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::bitgo::approvals::{ApprovalFacts, Change, Decision, PendingApproval};
use crate::bitgo::express::express_decision_words;
use crate::kit::environment::Reach;
use crate::kit::field::SecretField;
use crate::kit::modal::{self, Dialog};
use crate::kit::mutation::{self, Stage};
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{button, form, layout, notice, progress, text};

const WIDTH: f32 = 640.0;
/// How much of the window its middle takes before it scrolls.
const PART: f32 = 0.7;

/// What the person wants of the dialog.
enum DialogChoice {
    Decide,
    Leave,
    StopWaiting,
    LookUp,
}

/// Draws it while a decision is to be confirmed, also while the list that it was opened from is being read again.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let is_chosen =
        state.confirmation.as_ref().is_some_and(|it| state.chosen() == Some(it.approval.id.as_str()));
    let confirmation = state.confirmation.as_mut()?;
    let (title, action, keep) = match confirmation.decision {
        Decision::Approve => ("Approve this request", "Approve request", "Cancel"),
        // Another "Cancel" beside it would be misread.
        Decision::Reject if confirmation.approval.creator == model.me => {
            ("Cancel this request", "Cancel my request", wording::DO_NOT_CANCEL)
        }
        Decision::Reject => ("Reject this request", "Reject request", "Cancel"),
    };
    let sent = state.sent.get(&confirmation.approval.id);
    let (current_stage, what) = sent.map_or((&Stage::Idle, ""), |sent| (&sent.stage, sent.what()));
    let dialog = Dialog { title, width: WIDTH, reach: Reach::Environment(model.environment) };
    let shown = modal::show(ui.ctx(), "decide approval", &dialog, |ui| {
        let height = ui.ctx().content_rect().height() * PART;
        let looks_up = layout::scroll_up_to(ui, "decision", height, |ui| {
            content(ui, confirmation, is_chosen, model);
            mutation::stage(ui, current_stage, what, model.current.is_looking)
        });
        let wants = modal::footer(ui, |ui| buttons(ui, confirmation, (action, keep), current_stage));
        if looks_up { Some(DialogChoice::LookUp) } else { wants }
    });
    match shown.inner {
        Some(DialogChoice::Decide) => {
            confirmation.has_changed = false;
            // It stays typed until the decision is taken or left: a wrong code alone should not cost it.
            let is_sent_along = sends_passphrase(confirmation, model);
            let passphrase = is_sent_along.then(|| confirmation.passphrase.expose().into());
            return Some(Request::Decide {
                approval: Box::new(confirmation.approval.clone()),
                decision: confirmation.decision,
                code: confirmation.code.take(),
                passphrase,
            });
        }
        Some(DialogChoice::LookUp) => return Some(Request::LookUp),
        Some(DialogChoice::StopWaiting) => return Some(Request::StopWaiting),
        Some(DialogChoice::Leave) | None => {}
    }
    if (shown.closed || matches!(shown.inner, Some(DialogChoice::Leave))) && !current_stage.is_sent() {
        state.confirmation = None;
        state.forget_failures();
    }
    None
}

/// What it does and sends, what speaks against it, and the secrets.
fn content(ui: &mut Ui, confirmation: &mut Confirmation, is_chosen: bool, model: &Model<'_>) {
    text::wrapped(ui, text::strong(&confirmation.summary));
    if confirmation.has_changed {
        notice::banner(ui, Meaning::Attention, wording::CHANGED);
    }
    text::wrapped(ui, text::body(next_words(confirmation, model)));
    ui.label(text::strong(wording::API_REQUEST).size(13.0));
    form::inset(ui, |ui| text::wrapped(ui, text::mono(request_words(confirmation, model))));
    if confirmation.decision.is_approval() && is_chosen {
        let alarms = model.facts.content().map(|facts| confirmation.approval.alarms(facts));
        for alarm in alarms.unwrap_or_default() {
            notice::banner(ui, Meaning::Danger, &alarm);
        }
        let unchecked = unchecked(&confirmation.approval, model.facts);
        if let Some(words) = unchecked.filter(|_| !model.wallet_is_hidden) {
            notice::banner(ui, Meaning::Attention, words);
        }
    }
    if model.wallet_is_hidden {
        notice::banner(ui, Meaning::Attention, wording::WALLET_HIDDEN);
    }
    notice::line(ui, Meaning::Information, wording::IS_FINAL);
    secrets(ui, confirmation, model);
}

/// That what may hold a reason to stop was not looked at. What was read earlier counts as not looked at.
fn unchecked(approval: &PendingApproval, facts: Loadable<'_, ApprovalFacts>) -> Option<&'static str> {
    if !approval.needs_facts() {
        return None;
    }
    match facts {
        Loadable::Ready(facts)
            if matches!(approval.info.change, Change::Rule { .. }) && !facts.tells_rules() =>
        {
            Some(wording::RULES_NOT_REPORTED)
        }
        Loadable::Ready(_) => None,
        Loadable::Pending(_) => Some(wording::STILL_CHECKING),
        Loadable::NotAsked | Loadable::Failed(..) => Some(wording::UNCHECKED),
    }
}

fn next_words(confirmation: &Confirmation, model: &Model<'_>) -> String {
    let Confirmation { approval, status, .. } = confirmation;
    match model.express {
        Some(host) if sends_passphrase(confirmation, model) && status.missing() <= 1 => {
            wording::rebuilt(host)
        }
        _ => approval.consequences(status, confirmation.decision, model.me),
    }
}

/// Whether it is to be built and signed again: the passphrase is typed.
fn sends_passphrase(confirmation: &Confirmation, model: &Model<'_>) -> bool {
    is_rebuilt(confirmation, model) && !confirmation.passphrase.is_empty()
}

/// Whether Express can build and sign it again.
fn is_rebuilt(confirmation: &Confirmation, model: &Model<'_>) -> bool {
    confirmation.decision.is_approval()
        && confirmation.approval.info.kind.is_withdrawal()
        && confirmation.approval.coin.is_some()
        && model.express.is_some()
}

fn request_words(confirmation: &Confirmation, model: &Model<'_>) -> String {
    let Confirmation { approval, decision, .. } = confirmation;
    let coin = approval.coin.as_deref().unwrap_or_default();
    if sends_passphrase(confirmation, model) {
        return express_decision_words(coin, &approval.id, *decision);
    }
    let word = if decision.is_approval() { "approved" } else { "rejected" };
    format!(
        "PUT /api/v2/pendingapprovals/{} {{\"state\":\"{word}\",\"otp\":\"‹one-time code›\"}}",
        approval.id
    )
}

fn secrets(ui: &mut Ui, confirmation: &mut Confirmation, model: &Model<'_>) {
    if let (true, Some(host)) = (is_rebuilt(confirmation, model), model.express) {
        text::wrapped(ui, text::muted(wording::may_rebuild(host)));
        SecretField::new(wording::WALLET_PASSPHRASE, &mut confirmation.passphrase)
            .help(wording::PASSPHRASE_HELP)
            .width(ui.available_width())
            .show(ui);
    }
    SecretField::new(wording::ONE_TIME_CODE, &mut confirmation.code).width(ui.available_width()).show(ui);
}

fn buttons(
    ui: &mut Ui,
    confirmation: &Confirmation,
    (action, keep): (&str, &str),
    stage: &Stage,
) -> Option<DialogChoice> {
    let is_ready = !stage.is_held() && !confirmation.code.is_empty();
    let pressed = if confirmation.decision.is_approval() {
        button::primary(ui, is_ready, action).clicked()
    } else {
        button::danger(ui, is_ready, action).clicked()
    };
    if stage.is_sent() {
        // The dialog lies over the list of work in progress.
        let stops = button::plain(ui, true, wording::STOP_WAITING).clicked();
        progress::turning(ui);
        return stops.then_some(DialogChoice::StopWaiting);
    }
    let is_left = button::plain(ui, true, keep).clicked();
    if pressed { Some(DialogChoice::Decide) } else { is_left.then_some(DialogChoice::Leave) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::ApprovalInfo;
    use crate::bitgo::wallet::Wallet;
    use crate::kit::state::Failure;

    #[test]
    fn what_was_not_checked_against_the_wallet_says_so() {
        let payment = || Change::Withdrawal {
            recipients: Vec::new(),
            requested: None,
            fee: None,
            comment: String::new(),
            intent: None,
            triggered: None,
        };
        let rule = || Change::Rule { action: "update".to_owned(), rule: Box::default() };
        let tags = || Change::Tags { action: "add".to_owned(), tags: Vec::new() };
        let failure = Failure { what: "Not reached".to_owned(), ..Failure::default() };
        let facts = ApprovalFacts::of_wallet(Wallet::default());
        let (ready, failed) = (Loadable::Ready(&facts), Loadable::Failed(&failure, None));
        for (change, known, words) in [
            (payment(), ready, None),
            (payment(), failed, Some("could not be checked against")),
            (Change::ApprovalsRequired(2), Loadable::Pending(Some(&facts)), Some("still being checked")),
            (Change::ApprovalsRequired(2), Loadable::NotAsked, Some("could not be checked")),
            (rule(), failed, Some("could not be checked against")),
            (rule(), ready, Some("does not report this wallet's rules")),
            (tags(), failed, None),
        ] {
            let info = ApprovalInfo { change, ..ApprovalInfo::default() };
            let said = unchecked(&PendingApproval { info, ..PendingApproval::default() }, known);
            assert_eq!(said.is_some(), words.is_some(), "{known:?}: {said:?}");
            assert!(said.unwrap_or_default().contains(words.unwrap_or_default()), "{said:?}");
        }
    }
}
