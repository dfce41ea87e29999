//! A rule is put together, over the whole page: the form, and beside it what will happen, the findings, and the
//! exact request.

use egui::Ui;

use super::super::model::Model;
use super::super::request::Request;
use super::super::text::GONE;
use super::editing::{Editing, meanwhile};
use super::state::{Editor, Rules};
use super::text as wording;
use super::{check_side, form, paste};
use crate::bitgo::policies::{PolicyRule, RuleStep};
use crate::bitgo::transfers::TransferHistory;
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::lifetime::LifetimeContext;
use crate::domain::policy::{
    ChangeApproval, OpenChange, RuleCheck, RuleContext, RuleDraft, RuleEdit, RuleFacts, RuleResult,
    check_again,
};
use crate::domain::share::WalletFacts;
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, form as kit_form, icon, layout, notice, placeholder, space, text};

/// From this width on, in points, form and check stand side by side.
const BOTH_FROM: f32 = 640.0;
/// Of the room, so much is the check's.
const CHECK_SHARE: f32 = 0.5;

/// Draws the editor, if a rule is being put together.
pub(in crate::panels::wallet_page) fn show(
    ui: &mut Ui,
    rules: &mut Rules,
    look: &WalletDetails,
    model: &Model<'_>,
) -> Option<Request> {
    let editor = rules.editor.as_mut()?;
    let facts = look.wallet.for_sharing();
    if head(ui, editor, &facts, model.rule.stage.is_awaited()) {
        rules.editor = None;
        return Some(Request::Forget);
    }
    ui.spacing_mut().item_spacing.y = space::S;
    let reads = unread(ui, model).then_some(Request::LookUp);
    let approval = ChangeApproval::of(&facts, look.wallet.balance.as_ref(), model.me);
    let check = checked(ui, editor, &facts, look, model);
    let now = editor.draft.edit.before().and_then(|before| {
        look.rules.iter().flatten().find(|rule| rule.is(&before.name, before.coin.as_deref()))
    });
    let locks = now.map(|rule| rule.lock(model.now));
    notice::line(ui, Meaning::Information, &approval.sentence_for(locks, model.names));
    let plans = check.plan.iter().chain(&check.more);
    let steps = RuleStep::all(plans, &look.wallet.coin, &look.wallet.id, now).unwrap_or_default();
    let meanwhile = meanwhile(&editor.draft, now, model);
    let editing =
        Editing { look, facts: &facts, model, approval: &approval, now, check: &check, steps, meanwhile };
    sides(ui, editor, &editing).or(reads).or_else(|| editor.asked.take())
}

/// That the wallet could not be read again, or is not to be seen any more; whether to try again. Where a lost answer is
/// looked up, the foot says so.
fn unread(ui: &mut Ui, model: &Model<'_>) -> bool {
    if model.is_gone {
        notice::banner(ui, Meaning::Danger, GONE);
    }
    let failure = model.details.failure().filter(|_| !model.is_gone && !model.rule.stage.is_unconfirmed());
    failure.is_some_and(|failure| placeholder::failed_line(ui, failure))
}

/// Title and the way back; whether that was taken.
fn head(ui: &mut Ui, editor: &Editor, wallet: &WalletFacts, is_held: bool) -> bool {
    let leaves = layout::head_line(
        ui,
        |ui| {
            let back = button::Button::new("Back to the rules").icon(icon::BACK).enabled(!is_held).show(ui);
            back.on_disabled_hover_text(wording::UNDER_WAY).clicked()
        },
        |_| {},
    )
    .0;
    layout::chips(ui, |ui| {
        text::draw_title(ui, &title(&editor.draft));
        badge::chip(ui, wallet.name());
        badge::chip(ui, &wallet.coin);
    });
    leaves
}

fn title(draft: &RuleDraft) -> String {
    match &draft.edit {
        RuleEdit::New => "Add a rule".to_owned(),
        RuleEdit::Change(rule) => wording::change_title(&rule.name),
        RuleEdit::Put(rule) => wording::put_title(&rule.name),
        RuleEdit::TakeOff(rule, _) => wording::take_off_title(&rule.name),
    }
}

/// The check of what is typed, after what is pasted.
fn checked(
    ui: &Ui,
    editor: &mut Editor,
    facts: &WalletFacts,
    look: &WalletDetails,
    model: &Model<'_>,
) -> RuleCheck {
    let rules: Vec<RuleFacts> = look.rules.iter().flatten().map(PolicyRule::facts).collect();
    let own = look.wallet.own_addresses();
    let waiting: Vec<OpenChange> =
        model.rule_changes.iter().cloned().chain(awaited(editor, model.me)).collect();
    let context = RuleContext {
        wallet: facts,
        own_addresses: own.iter().map(String::as_str).collect(),
        paid: model.transfers.content().map(TransferHistory::paid).into_iter().flatten().collect(),
        balance: look.wallet.balance.as_ref(),
        rules: &rules,
        waiting: &waiting,
        me: model.me,
        names: model.names,
        lifetime: LifetimeContext { now: model.now, zone: model.zone.clone(), next_deployment: None },
    };
    paste::show(ui.ctx(), editor, &context);
    check_again(&editor.draft, &context, &mut editor.checked)
}

/// The rule that a list waits for: until a reading tells what became of it, it is not sent again, whatever the list of
/// approvals says meanwhile.
fn awaited(editor: &Editor, me: &str) -> Option<OpenChange> {
    let stopped = editor.stopped.as_ref().filter(|stopped| stopped.waits())?;
    let (plan, end) = stopped.waiting.as_ref()?;
    let RuleResult::PendingApproval { approvals, .. } = end else { return None };
    Some(OpenChange {
        approval: approvals.first()?.clone(),
        rule: plan.name.clone(),
        coin: plan.coin.clone(),
        change: Some(plan.change),
        by: me.to_owned(),
    })
}

fn sides(ui: &mut Ui, editor: &mut Editor, editing: &Editing<'_>) -> Option<Request> {
    let room = ui.available_width();
    let foot = |ui: &mut Ui, editor: &mut Editor| check_side::foot(ui, editor, editing);
    if room < BOTH_FROM {
        let content = |ui: &mut Ui, editor: &mut Editor| {
            form::show(ui, editor, editing);
            space::rule(ui, space::S);
            check_side::show(ui, editor, editing);
        };
        return kit_form::with_footer(ui, "rule", editor, content, foot);
    }
    let (mut left, mut right) = kit_form::main_and_side(ui, room * CHECK_SHARE);
    layout::card(&mut left, |ui| {
        kit_form::scrolled(ui, "rule form", |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            form::show(ui, editor, editing);
        });
    });
    let content = |ui: &mut Ui, editor: &mut Editor| check_side::show(ui, editor, editing);
    kit_form::with_footer(&mut right, "rule check", editor, content, foot)
}
