//! Removing a rule: what will happen, the exact request, and the rule's name to be typed.

use egui::Ui;

use super::super::model::Model;
use super::super::request::Request;
use super::editing::{confirm_by, sending};
use super::removing::Removing;
use super::state::Rules;
use super::text as wording;
use crate::bitgo::policies::{PolicyRule, RuleStep, RuleSubmission};
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::deed::Answers;
use crate::domain::foreign_text::joined_lines;
use crate::domain::policy::{ChangeApproval, RuleChange, RulePlan, rule_title};
use crate::kit::confirm::{self, Action, Choice, STOP_WAITING};
use crate::kit::environment::Reach;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{button, notice};

const WIDTH: f32 = 520.0;
const BACK: &str = "Back to the rules";

/// Draws the dialog while a rule is to be removed.
pub(super) fn show(
    ui: &mut Ui,
    rules: &mut Rules,
    look: &WalletDetails,
    model: &Model<'_>,
) -> Option<Request> {
    let Removing { rule, answers } = rules.removing.as_mut()?;
    let (name, coin) = (rule.name.as_str(), rule.coin.as_deref());
    let title = wording::removal_title(&rule_title(name, coin, &look.wallet.coin));
    let before = look.rules.iter().flatten().find(|rule| rule.is(name, coin));
    let stopped = match before.map(|rule| rule.lock(model.now)) {
        // What was sent is what took it away, or will tell.
        _ if model.rule.stage.is_unconfirmed() => Some(String::new()),
        None if model.rule.stage.is_sent() => Some(String::new()),
        None => Some(wording::removed_already(name)),
        Some(it) if it.bars_change() => Some(it.sentence(model.now, model.zone)),
        Some(_) => None,
    };
    let request = match (before, stopped) {
        (Some(before), None) => confirmation(ui, &title, answers, before, (look, model)),
        (_, stopped) => without_confirmation(ui, &title, &stopped.unwrap_or_default(), model),
    }?;
    if request == Request::Forget {
        rules.removing = None;
    }
    Some(request)
}

fn confirmation(
    ui: &mut Ui,
    title: &str,
    answers: &mut Answers,
    before: &PolicyRule,
    (look, model): (&WalletDetails, &Model<'_>),
) -> Option<Request> {
    let plan = RulePlan::removal(&before.id, before.coin.as_deref());
    let order = RuleSubmission::of(&plan, &look.wallet.coin, &look.wallet.id, Some(before))?;
    let action = Action {
        title,
        words: &joined_lines(sentences(before, look, model)),
        beware: &[],
        request: &order.words(),
        asked: &confirm_by(&plan, Some(before), look, model),
        verb: "Remove rule",
        keep: confirm::leave_label(model.rule.stage, BACK),
        environment: model.environment,
    };
    // What is confirmed is what stands there now.
    let is_current = matches!(model.details, Loadable::Ready(_));
    let more = |_: &mut Ui| is_current;
    Some(match confirm::sent_once_with(ui, "remove rule", &action, answers, &model.rule, more)? {
        Choice::Send => {
            answers.clear();
            sending(vec![RuleStep { submission: order, plan }], Some(before), look, model)
        }
        Choice::StopWaiting => Request::StopWaiting,
        Choice::LookUp => Request::LookUp,
        Choice::Keep => Request::Forget,
    })
}

/// What it brings about, in sentences.
fn sentences(before: &PolicyRule, look: &WalletDetails, model: &Model<'_>) -> Vec<String> {
    let (facts, balance) = (look.wallet.for_sharing(), look.wallet.balance.as_ref());
    let approval = ChangeApproval::of(&facts, balance, model.me);
    let locks = Some(before.lock(model.now));
    let mut sentences = approval.effects(RuleChange::Remove, locks, model.names);
    sentences.push(wording::says_now(&before.description().sentence_naming(&look.wallet.coin, model.names)));
    if model.details.is_pending() {
        sentences.push(wording::READING_BEFORE_REMOVAL.to_owned());
    }
    if let Some(failure) = model.details.failure() {
        sentences.push(wording::could_not_refresh(&failure.what, &failure.next));
    }
    if model.rule_changes.iter().any(|it| it.is_about(&before.id, before.coin.as_deref(), &look.wallet.coin))
    {
        sentences.push(wording::CHANGE_WAITS.to_owned());
    }
    sentences
}

/// Why it cannot be removed, or that its answer is awaited or looked up. Nothing closes until that has come, but where not
/// even the look-up succeeds.
fn without_confirmation(ui: &mut Ui, title: &str, reason: &str, model: &Model<'_>) -> Option<Request> {
    let dialog = Dialog { title, width: WIDTH, reach: Reach::Environment(model.environment) };
    let is_awaited = model.rule.stage.is_awaited();
    let shown = modal::show(ui.ctx(), "rule removal stopped", &dialog, |ui| {
        if !reason.is_empty() {
            notice::banner(ui, Meaning::Danger, reason);
        }
        let looks_up = model.rule.show(ui);
        let is_sent = model.rule.stage.is_sent();
        let back = if is_sent { STOP_WAITING } else { BACK };
        let leaves = modal::footer(ui, |ui| button::plain(ui, is_sent || !is_awaited, back).clicked());
        let leaves = leaves.then_some(if is_sent { Request::StopWaiting } else { Request::Forget });
        looks_up.then_some(Request::LookUp).or(leaves)
    });
    shown.inner.or((shown.closed && !is_awaited).then_some(Request::Forget))
}
