//! The check beside a rule's form: what will happen, the rule before and after in words, the findings, the exact
//! request, and the button that sends that very request.

use egui::Ui;

use super::super::request::Request;
use super::editing::{Editing, Meanwhile};
use super::state::Editor;
use super::text as wording;
use crate::bitgo::policies::PolicyRule;
use crate::domain::policy::{PlannedShape, RuleChange, RuleEdit, RuleFinding, RulePlan, Severity};
use crate::domain::text::counted;
use crate::kit::palette::Meaning;
use crate::kit::{button, code, confirm, form as kit_form, layout, notice, progress, space, text};

const REQUEST_HEIGHT: f32 = 320.0;

/// Draws the check, without its foot.
pub(super) fn show(ui: &mut Ui, editor: &mut Editor, editing: &Editing<'_>) {
    meanwhile(ui, editor, editing);
    let action = if editor.draft.edit == RuleEdit::New { RuleChange::Add } else { RuleChange::Change };
    text::draw_section(ui, "What will happen");
    words(ui, editing);
    let lock = editing.now.map(|rule| rule.lock(editing.model.now));
    // Who approves stands above both sides.
    for sentence in editing.approval.effects(action, lock, editing.model.names).into_iter().skip(1) {
        text::wrapped(ui, text::body(sentence));
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        for finding in editing.check.findings.iter().filter(|finding| finding.severity == severity) {
            one_finding(ui, editor, finding);
        }
    }
    if let Some(order) = &editing.order {
        space::gap(ui, space::XS);
        ui.label(text::strong("API request").size(13.0));
        let words = order.words();
        let (call, body) = words.split_once('\n').unwrap_or((words.as_str(), ""));
        text::wrapped(ui, text::mono(call));
        code::block(ui, "rule request", body, REQUEST_HEIGHT);
    }
}

/// The rule before and after, in words; a whitelist with the entry that comes or goes.
fn words(ui: &mut Ui, editing: &Editing<'_>) {
    let Some(order) = &editing.order else { return };
    let (coin, names) = (&editing.look.wallet.coin, editing.model.names);
    let words = |rule: &PolicyRule| rule.description().sentence_naming(coin, names);
    let before = editing.now.map(words);
    let after = order.after(editing.now).as_ref().map(words).unwrap_or_default();
    let entry = match editing.check.plan.as_ref().map(|plan| &plan.shape) {
        Some(PlannedShape::Put { entry, .. }) => Some(("Added to the list", entry)),
        Some(PlannedShape::TakeOff { entry, .. }) => Some(("Removed from the list", entry)),
        _ => None,
    };
    kit_form::inset(ui, |ui| {
        match &before {
            Some(before) => kit_form::facts(ui, &[("Before", before), ("After", &after)]),
            None => kit_form::facts(ui, &[("The rule", &after)]),
        }
        if let Some((caption, entry)) = entry {
            ui.label(text::muted(caption));
            text::wrapped(ui, text::mono(&entry.item));
        }
    });
}

fn one_finding(ui: &mut Ui, editor: &mut Editor, finding: &RuleFinding) {
    let (meaning, word) = notice::severity(finding.severity);
    let drawn =
        notice::Finding { meaning, word, what: &finding.what, why: &finding.why, source: finding.source };
    let mut ticked = editor.ticked.contains(&finding.id);
    let understood = (finding.severity == Severity::Warning).then_some(&mut ticked);
    if notice::finding(ui, &drawn, understood) {
        if ticked {
            editor.ticked.insert(finding.id.clone());
        } else {
            editor.ticked.remove(&finding.id);
        }
    }
}

/// What somebody else, or time, has done with the rule meanwhile, and how to go on.
fn meanwhile(ui: &mut Ui, editor: &mut Editor, editing: &Editing<'_>) {
    match &editing.meanwhile {
        None => {}
        Some(Meanwhile::Gone) => {
            notice::banner(ui, Meaning::Danger, wording::REMOVED_MEANWHILE);
        }
        Some(Meanwhile::Locked(lock)) => {
            let words = wording::locked_meanwhile(&lock.sentence(editing.model.now, editing.model.zone));
            notice::banner(ui, Meaning::Danger, &words);
        }
        Some(Meanwhile::Changed(now)) => {
            let says = editing
                .now
                .map(|rule| {
                    rule.description().sentence_naming(&editing.look.wallet.coin, editing.model.names)
                })
                .unwrap_or_default();
            let words = wording::changed_meanwhile(&says);
            let mut goes_on = false;
            notice::banner_with(ui, Meaning::Attention, &words, |ui| {
                goes_on = button::plain(ui, true, "Continue from the new version").clicked();
            });
            if goes_on {
                editor.draft.edit.go_on_from(now);
            }
        }
    }
}

/// The foot: how what was sent last stands, and the button, always in view.
pub(super) fn foot(ui: &mut Ui, editor: &mut Editor, editing: &Editing<'_>) -> Option<Request> {
    let model = editing.model;
    if model.rule.show(ui) {
        return Some(Request::LookUp);
    }
    if model.rule.stage.is_sent() {
        layout::row(ui, |ui| {
            progress::turning(ui);
            ui.label(text::body(wording::SENDING));
        });
    }
    if model.rule.stage.is_held() {
        return None;
    }
    let is_confirmed = confirm::ask(ui, &editing.asked(), &mut editor.answers, false);
    let missing = missing(editor, editing, is_confirmed);
    layout::row(ui, |ui| {
        let label = label(editing.check.plan.as_ref(), editing);
        let pressed = button::primary(ui, missing.is_none(), &label).clicked();
        if let Some(missing) = &missing {
            ui.label(text::small(missing));
        }
        let (order, plan) = (editing.order.clone()?, editing.check.plan.clone()?);
        pressed.then(|| {
            // What becomes of it is not known yet: it is confirmed again before it is sent again.
            editor.answers.clear();
            editing.send(order, plan)
        })
    })
}

fn label(plan: Option<&RulePlan>, editing: &Editing<'_>) -> String {
    let words = match plan.map(|plan| (&plan.shape, plan.change)) {
        Some((PlannedShape::Put { .. }, RuleChange::Change)) => "Add address",
        Some((PlannedShape::TakeOff { .. }, _)) => "Remove from list",
        Some((_, RuleChange::Add)) => "Add rule",
        _ if editing.now.is_none() => "Add rule",
        _ => "Change rule",
    };
    if editing.model.environment.counts_as_production {
        format!("{words} in production")
    } else {
        words.to_owned()
    }
}

/// What still stands between the person and the button, in a few words.
fn missing(editor: &Editor, editing: &Editing<'_>, is_confirmed: bool) -> Option<String> {
    let errors = editing.check.count(Severity::Error);
    let warnings = editing.check.findings.iter().filter(|it| it.severity == Severity::Warning);
    let unticked = warnings.filter(|it| !editor.ticked.contains(&it.id)).count();
    if editing.meanwhile.is_some() {
        Some(wording::CHANGED.to_owned())
    } else if errors > 0 || editing.order.is_none() {
        Some(wording::to_fix(&counted(errors.max(1), "error")))
    } else if unticked > 0 {
        Some(wording::to_tick(&counted(unticked, "warning")))
    } else if editing.model.details.is_pending() {
        Some(wording::READING.to_owned())
    } else if editing.model.details.failure().is_some() {
        Some(wording::UNREAD.to_owned())
    } else if !is_confirmed {
        Some(wording::TO_CONFIRM.to_owned())
    } else {
        None
    }
}
