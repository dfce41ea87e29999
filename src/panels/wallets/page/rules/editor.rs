//! A rule is put together, over the whole page: the form, and beside it what will happen, what speaks against it, and the
//! exact request.

use egui::Ui;

use super::super::{GONE, Page, PageModel, WalletLook};
use super::{Editor, Progress, Rules, check_side, form, looking};
use crate::bitgo::policies::{PolicyRule, RuleOrder};
use crate::domain::lifetime::LifetimeContext;
use crate::domain::policy::{
    ChangeApproval, Lock, RuleCheck, RuleContext, RuleDraft, RuleEdit, RuleFacts, check,
};
use crate::domain::share::WalletFacts;
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, empty, form as kit_form, icon, layout, notice, space, text};
use crate::panels::wallets::{Model, Request};

/// From this width on, in points, form and check stand side by side.
const BOTH_FROM: f32 = 640.0;
/// Of the room, so much is the check's.
const CHECK_SHARE: f32 = 0.5;

/// What the sides draw from.
pub(super) struct Bench<'a> {
    pub(super) look: &'a WalletLook,
    pub(super) facts: &'a WalletFacts,
    pub(super) model: &'a Model<'a>,
    pub(super) page: &'a PageModel<'a>,
    pub(super) approval: &'a ChangeApproval,
    /// The rule as it stands now; none for a new one, and where it is gone.
    pub(super) now: Option<&'a PolicyRule>,
    pub(super) check: &'a RuleCheck,
    /// The exact request; none while something is to be mended.
    pub(super) order: Option<RuleOrder>,
    /// What has become of the rule since the editor was opened.
    pub(super) meanwhile: Option<Meanwhile>,
}

/// What somebody else, or time, has done with the rule that is being changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meanwhile {
    Gone,
    Locked(Lock),
    Changed(RuleFacts),
}

/// Draws the editor, if a rule is being put together.
pub(in crate::panels::wallets) fn show(
    ui: &mut Ui,
    page: &mut Page,
    look: &WalletLook,
    model: &Model<'_>,
    page_model: &PageModel<'_>,
) -> Option<Request> {
    let rules = &mut page.rules;
    let lost = rules.look_up_lost(look, &page_model.rules);
    // Where not even the look succeeds, the person may go and look elsewhere.
    let is_held = rules.is_held() && page_model.rules.now.failure().is_none();
    let editor = rules.editor.as_mut()?;
    let facts = look.wallet.for_sharing();
    let approval = ChangeApproval::of(&facts, look.wallet.balance.as_ref(), model.me);
    if head(ui, editor, &facts, look, is_held) {
        rules.editor = None;
        rules.attempt = None;
        return Some(Request::ForgetRule);
    }
    ui.spacing_mut().item_spacing.y = space::S;
    let again = unread(ui, rules.attempt.as_ref().map(|it| it.progress), look, page_model);
    let editor = rules.editor.as_ref()?;
    let check = checked(editor, &facts, look, model, page_model);
    let now = editor.draft.edit.before().and_then(|before| {
        look.rules.iter().flatten().find(|rule| rule.is(&before.name, before.coin.as_deref()))
    });
    let locks = now.map(|rule| rule.lock(page_model.now));
    notice::line(ui, Meaning::Information, &approval.sentence_for(locks, model.names));
    let order =
        check.plan.as_ref().and_then(|plan| RuleOrder::of(plan, &look.wallet.coin, &look.wallet.id, now));
    let meanwhile = meanwhile(&editor.draft, now, page_model);
    let bench = Bench {
        look,
        facts: &facts,
        model,
        page: page_model,
        approval: &approval,
        now,
        check: &check,
        order,
        meanwhile,
    };
    sides(ui, rules, &bench).or(lost).or(again)
}

/// That the wallet could not be read anew, or is not to be seen any more. Where a lost answer is looked up, the foot says so.
fn unread(
    ui: &mut Ui,
    progress: Option<Progress>,
    look: &WalletLook,
    page: &PageModel<'_>,
) -> Option<Request> {
    let failure = page.look.failure()?;
    if page.is_gone {
        notice::banner(ui, Meaning::Danger, GONE);
        return None;
    }
    let is_said = progress == Some(Progress::Lost) && page.rules.now.failure().is_some();
    (!is_said && empty::failed_line(ui, failure)).then(|| looking(look))
}

/// Title and the way back; whether that was taken.
fn head(ui: &mut Ui, editor: &Editor, wallet: &WalletFacts, look: &WalletLook, is_held: bool) -> bool {
    let leaves = layout::ends(
        ui,
        |ui| {
            let back = button::Button::new("Back to the rules").icon(icon::BACK).enabled(!is_held).show(ui);
            back.on_disabled_hover_text("What was sent is still under way.").clicked()
        },
        |_| {},
    )
    .0;
    layout::chips(ui, |ui| {
        text::draw_title(ui, &title(&editor.draft));
        badge::chip(ui, wallet.name());
        badge::chip(ui, &look.wallet.coin);
    });
    leaves
}

fn title(draft: &RuleDraft) -> String {
    match &draft.edit {
        RuleEdit::New => "Add a rule".to_owned(),
        RuleEdit::Change(rule) => format!("Change “{}”", rule.name),
        RuleEdit::Put(rule) => format!("Add an address to “{}”", rule.name),
        RuleEdit::TakeOff(rule, _) => format!("Take an entry off “{}”", rule.name),
    }
}

fn checked(
    editor: &Editor,
    facts: &WalletFacts,
    look: &WalletLook,
    model: &Model<'_>,
    page: &PageModel<'_>,
) -> RuleCheck {
    let rules: Vec<RuleFacts> = look.rules.iter().flatten().map(PolicyRule::facts).collect();
    let context = RuleContext {
        wallet: facts,
        balance: look.wallet.balance.as_ref(),
        rules: &rules,
        waiting: page.rules.waiting,
        me: model.me,
        names: model.names,
        lifetime: LifetimeContext { now: page.now, zone: page.zone.clone(), next_deployment: None },
    };
    check(&editor.draft, &context)
}

fn meanwhile(draft: &RuleDraft, now: Option<&PolicyRule>, page: &PageModel<'_>) -> Option<Meanwhile> {
    let before = draft.edit.before()?;
    let Some(now) = now else { return Some(Meanwhile::Gone) };
    let (lock, facts) = (now.lock(page.now), now.facts());
    if lock.bars_change() {
        return Some(Meanwhile::Locked(lock));
    }
    (facts != *before).then_some(Meanwhile::Changed(facts))
}

fn sides(ui: &mut Ui, rules: &mut Rules, bench: &Bench<'_>) -> Option<Request> {
    let room = ui.available_width();
    if room < BOTH_FROM {
        let content = |ui: &mut Ui, rules: &mut Rules| {
            if let Some(editor) = rules.editor.as_mut() {
                form::show(ui, editor, bench);
                space::rule(ui, space::S);
                check_side::show(ui, editor, bench);
            }
        };
        return kit_form::with_footer(ui, "rule", rules, content, |ui, rules| {
            check_side::foot(ui, rules, bench)
        });
    }
    let (mut left, mut right) = kit_form::main_and_side(ui, room * CHECK_SHARE);
    layout::card(&mut left, |ui| {
        kit_form::scrolled(ui, "rule form", |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            if let Some(editor) = rules.editor.as_mut() {
                form::show(ui, editor, bench);
            }
        });
    });
    let content = |ui: &mut Ui, rules: &mut Rules| {
        if let Some(editor) = rules.editor.as_mut() {
            check_side::show(ui, editor, bench);
        }
    };
    kit_form::with_footer(&mut right, "rule check", rules, content, |ui, rules| {
        check_side::foot(ui, rules, bench)
    })
}
