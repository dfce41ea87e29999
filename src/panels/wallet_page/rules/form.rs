//! The fields of a rule: which kind, its name, how much within which time or to whom, and what happens then.

use egui::Ui;

use super::super::request::Request;
use super::super::span_field;
use super::addresses;
use super::editing::Editing;
use super::state::Editor;
use super::text as wording;
use crate::domain::coin::coins;
use crate::domain::policy::{NewRuleKind, RuleDraft, RuleEdit, RuleField, RuleResult, StoppedList};
use crate::kit::field::TextField;
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, copy, form as kit_form, layout, notice, space, text};

const WINDOWS: [&str; 4] = ["1 hour", "24 hours", "7 days", "30 days"];

/// Draws the form.
pub(super) fn show(ui: &mut Ui, editor: &mut Editor, editing: &Editing<'_>) {
    if let Some(stopped) = &editor.stopped {
        editor.asked = list_stopped(ui, stopped, editor.draft.addresses.len(), editing);
    }
    if editor.draft.edit == RuleEdit::New {
        kind(ui, &mut editor.draft);
        name(ui, editor, editing);
    } else if let Some(rule) = editing.now {
        kit_form::facts(
            ui,
            &[
                ("Rule", &rule.id),
                ("Now", &rule.description().sentence_naming(&editing.look.wallet.coin, editing.model.names)),
            ],
        );
    }
    if editor.draft.wants_limit() {
        limit(ui, editor, editing);
    }
    if editor.draft.wants_address() {
        addresses::show(ui, editor, editing);
    }
    if let RuleEdit::TakeOff(_, entry) = &editor.draft.edit {
        let label = if entry.label.is_empty() { "no name" } else { &entry.label };
        layout::fact(ui, "Entry", |ui| ui.label(text::body(label)));
        layout::fact(ui, "Address", |ui| copy::id(ui, "address", &entry.item));
        text::wrapped(ui, text::small(wording::ONE_ENTRY));
    }
    if editor.draft.sets_action() {
        action(ui, &mut editor.draft, editing);
    }
}

/// What was sent of a list, what was not, and why; where its rule waits, the ways to see how far that is.
fn list_stopped(ui: &mut Ui, stopped: &StoppedList, left: usize, editing: &Editing<'_>) -> Option<Request> {
    let Some((plan, end)) = &stopped.waiting else {
        notice::banner(ui, Meaning::Attention, &wording::list_stopped(stopped.sent.len(), left));
        return None;
    };
    if stopped.is_rejected {
        notice::banner(ui, Meaning::Attention, &wording::list_rejected(&plan.name, left));
        return None;
    }
    let approvers = editing.facts.approvers(editing.model.me);
    let waits = plan.end_words((end, 1), &approvers, false, editing.model.names);
    let words = wording::list_waits(&waits, &stopped.sent.join(", "), left);
    let approval = match end {
        RuleResult::PendingApproval { approvals, .. } => approvals.first(),
        RuleResult::Done => None,
    };
    let mut asked = None;
    notice::banner_with(ui, Meaning::Attention, &words, |ui| {
        layout::wrapping_row(ui, |ui| {
            let is_idle = !editing.model.details.is_pending();
            if button::plain(ui, is_idle, wording::REFRESH).clicked() {
                asked = Some(Request::LookUp);
            }
            if let Some(id) = approval
                && button::plain(ui, true, wording::VIEW_APPROVAL).clicked()
            {
                asked = Some(Request::ShowApproval(id.clone()));
            }
        });
    });
    asked
}

fn kind(ui: &mut Ui, draft: &mut RuleDraft) {
    let sorts = [
        (NewRuleKind::SpendingLimit, "Spending limit"),
        (NewRuleKind::Whitelist, "Whitelist"),
        (NewRuleKind::EveryWithdrawal, "Every withdrawal"),
    ];
    choice::segmented(ui, "Type of rule", &mut draft.sort, &sorts);
    let words = match draft.sort {
        NewRuleKind::SpendingLimit => wording::LIMIT,
        NewRuleKind::Whitelist => wording::WHITELIST,
        NewRuleKind::EveryWithdrawal => wording::EVERY,
    };
    text::wrapped(ui, text::small(words));
    space::gap(ui, space::XS);
}

fn name(ui: &mut Ui, editor: &mut Editor, editing: &Editing<'_>) {
    let draft = &mut editor.draft;
    let problem = editing.check.problem(RuleField::Name).filter(|_| !draft.name.trim().is_empty());
    let hint = match draft.sort {
        NewRuleKind::SpendingLimit => "Daily limit",
        NewRuleKind::Whitelist => "Known recipients",
        NewRuleKind::EveryWithdrawal => "Every withdrawal",
    };
    TextField::new("Rule name", &mut draft.name)
        .names_one()
        .hint(hint)
        .help(wording::NAME_IS_FINAL)
        .problem(problem)
        .width(ui.available_width())
        .focus(std::mem::take(&mut editor.wants_focus))
        .show(ui);
}

fn limit(ui: &mut Ui, editor: &mut Editor, editing: &Editing<'_>) {
    let coin = editor.draft.coin(editing.facts).to_owned();
    let facts = coins().get(&coin);
    let unit = facts.map_or_else(|| "base units".to_owned(), crate::domain::coin::Coin::display_unit);
    let base = facts.map_or("base units", crate::domain::coin::Coin::base_unit_words);
    let help = match &editing.check.amount {
        Ok(amount) => wording::exactly(&amount.grouped(), base),
        Err(_) => wording::in_unit(&unit),
    };
    let problem = editing.check.problem(RuleField::Amount).filter(|_| !editor.draft.amount.trim().is_empty());
    TextField::new(&format!("Limit in {unit}"), &mut editor.draft.amount)
        .hint("2.5")
        .help(&help)
        .problem(problem)
        .width(ui.available_width())
        .show(ui);
    let counts = [(false, "Time period"), (true, "Each transaction")];
    choice::segmented(ui, "Applies to", &mut editor.draft.at_once, &counts);
    if editor.draft.at_once {
        text::wrapped(ui, text::small(wording::EACH_TRANSACTION));
        return;
    }
    span_field::show(ui, "Period", &mut editor.draft.window, &editing.check.window, &WINDOWS);
    if let Ok(window) = &editing.check.window {
        text::wrapped(ui, text::small(window.spelled_out()));
    }
}

fn action(ui: &mut Ui, draft: &mut RuleDraft, editing: &Editing<'_>) {
    space::gap(ui, space::XS);
    if draft.sort == NewRuleKind::EveryWithdrawal {
        draft.refuses = false;
    } else {
        let does = [(false, "Require approval"), (true, "Deny")];
        let label =
            if draft.sort == NewRuleKind::Whitelist { "For all other addresses" } else { "Above the limit" };
        choice::segmented(ui, label, &mut draft.refuses, &does);
    }
    if draft.refuses {
        text::wrapped(ui, text::small(wording::REFUSES));
        return;
    }
    let who = [(false, "Any other admin"), (true, "Named admins")];
    choice::segmented(ui, "Approvers", &mut draft.asks_named, &who);
    if !draft.asks_named {
        text::wrapped(ui, text::small(wording::ANY_ADMIN));
        return;
    }
    text::wrapped(ui, text::small(wording::NAMED_ADMINS));
    for admin in editing.facts.admins() {
        let mut ticked = draft.named.contains(admin);
        let mut name = editing.model.names.of(admin);
        if admin == editing.model.me {
            name.push_str(" (you)");
        }
        if choice::checkbox(ui, &mut ticked, &name, None).changed() {
            if ticked {
                draft.named.insert(admin.to_owned());
            } else {
                draft.named.remove(admin);
            }
        }
    }
    gone_admins(ui, draft, editing);
}

/// People whom the rule names and who administer the wallet no longer: they are left out with one press.
fn gone_admins(ui: &mut Ui, draft: &mut RuleDraft, editing: &Editing<'_>) {
    let gone: Vec<String> = draft
        .named
        .iter()
        .filter(|id| editing.facts.admins().all(|admin| admin != id.as_str()))
        .cloned()
        .collect();
    for id in gone {
        let mut ticked = true;
        let name = wording::not_an_admin(&editing.model.names.of(&id));
        if choice::checkbox(ui, &mut ticked, &name, None).changed() {
            draft.named.remove(&id);
        }
    }
}
