//! The check beside a rule's form: what will happen, the rule before and after in words, what speaks against it, the exact
//! request, and the button that sends that very request.

use egui::Ui;

use super::editor::{Bench, Meanwhile};
use super::{Editor, Progress, Rules, looking};
use crate::domain::phrase::counted;
use crate::domain::policy::{PlannedShape, RuleDeed, RuleEdit, RuleFinding, RulePlan, Severity};
use crate::kit::palette::Meaning;
use crate::kit::state::View;
use crate::kit::{button, code, empty, form as kit_form, layout, notice, progress, space, text};
use crate::panels::wallets::Request;

const REQUEST_HEIGHT: f32 = 320.0;

/// Draws the check, without its foot.
pub(super) fn show(ui: &mut Ui, editor: &mut Editor, bench: &Bench<'_>) {
    meanwhile(ui, editor, bench);
    let deed = if editor.draft.edit == RuleEdit::New { RuleDeed::Add } else { RuleDeed::Change };
    text::draw_section(ui, "What will happen");
    words(ui, bench);
    let lock = bench.now.map(|rule| rule.lock(bench.page.now));
    // Who approves stands above both sides.
    for sentence in bench.approval.effects(deed, lock, bench.model.names).into_iter().skip(1) {
        text::wrapped(ui, text::body(sentence));
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        for finding in bench.check.findings.iter().filter(|finding| finding.severity == severity) {
            one_finding(ui, editor, finding);
        }
    }
    if let Some(order) = &bench.order {
        space::gap(ui, space::XS);
        ui.label(text::strong("The exact request").size(13.0));
        let words = order.words();
        let (call, body) = words.split_once('\n').unwrap_or((words.as_str(), ""));
        text::wrapped(ui, text::mono(call));
        code::block(ui, "rule request", body, REQUEST_HEIGHT);
    }
}

/// The rule before and after, in words; a whitelist with the entry that comes or goes.
fn words(ui: &mut Ui, bench: &Bench<'_>) {
    let Some(order) = &bench.order else { return };
    let coin = &bench.look.wallet.coin;
    let before = bench.now.map(|rule| rule.in_words(coin));
    let after = order.after(bench.now).map(|rule| rule.in_words(coin)).unwrap_or_default();
    let entry = match bench.check.plan.as_ref().map(|plan| &plan.shape) {
        Some(PlannedShape::Put { entry, .. }) => Some(("Comes to the list", entry)),
        Some(PlannedShape::TakeOff { entry, .. }) => Some(("Leaves the list", entry)),
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
    let (meaning, word) = match finding.severity {
        Severity::Error => (Meaning::Danger, "To mend"),
        Severity::Warning => (Meaning::Attention, "Warning"),
        Severity::Note => (Meaning::Information, "Note"),
    };
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
fn meanwhile(ui: &mut Ui, editor: &mut Editor, bench: &Bench<'_>) {
    match &bench.meanwhile {
        None => {}
        Some(Meanwhile::Gone) => {
            let words = "Meanwhile this rule was removed. To have it again, go back and add it as a new one.";
            notice::banner(ui, Meaning::Danger, words);
        }
        Some(Meanwhile::Locked(lock)) => {
            let words =
                format!("Meanwhile this rule has locked. {}", lock.sentence(bench.page.now, bench.page.zone));
            notice::banner(ui, Meaning::Danger, &words);
        }
        Some(Meanwhile::Changed(now)) => {
            let says = bench.now.map(|rule| rule.in_words(&bench.look.wallet.coin)).unwrap_or_default();
            let words = format!("Meanwhile somebody has changed this rule. It says now: {says}");
            let mut goes_on = false;
            notice::banner_with(ui, Meaning::Attention, &words, |ui| {
                goes_on = button::plain(ui, true, "Go on from there").clicked();
            });
            if goes_on {
                let edit = &mut editor.draft.edit;
                *edit = match std::mem::take(edit) {
                    RuleEdit::New => RuleEdit::New,
                    RuleEdit::Change(_) => RuleEdit::Change(now.clone()),
                    RuleEdit::Put(_) => RuleEdit::Put(now.clone()),
                    RuleEdit::TakeOff(_, entry) => RuleEdit::TakeOff(now.clone(), entry),
                };
            }
        }
    }
}

/// The foot: what went wrong the last time, and the button, always in view.
pub(super) fn foot(ui: &mut Ui, rules: &mut Rules, bench: &Bench<'_>) -> Option<Request> {
    let mut asked = went_wrong(ui, rules, bench);
    if rules.progress() == Some(Progress::Sent) {
        layout::row(ui, |ui| {
            progress::turning(ui);
            ui.label(text::body("Sending the rule. It is sent once."));
        });
        return asked;
    }
    if rules.is_held() {
        return asked;
    }
    let missing = rules.editor.as_ref().and_then(|editor| missing(editor, bench));
    let plan = bench.check.plan.as_ref();
    let label = label(plan, bench);
    layout::row(ui, |ui| {
        let pressed = button::primary(ui, missing.is_none(), &label).clicked();
        if let Some(missing) = &missing {
            ui.label(text::small(missing));
        }
        if let (true, Some(order), Some(plan)) = (pressed, &bench.order, plan) {
            asked = Some(rules.send(plan.clone(), order.clone(), bench.now, &bench.page.rules));
        }
    });
    asked
}

fn label(plan: Option<&RulePlan>, bench: &Bench<'_>) -> String {
    let words = match plan.map(|plan| (&plan.shape, plan.deed)) {
        Some((PlannedShape::Put { .. }, RuleDeed::Change)) => "Add address",
        Some((PlannedShape::TakeOff { .. }, _)) => "Take off the list",
        Some((_, RuleDeed::Add)) => "Add rule",
        _ if bench.now.is_none() => "Add rule",
        _ => "Change rule",
    };
    if bench.model.environment == "Production" { format!("{words} in production") } else { words.to_owned() }
}

fn went_wrong(ui: &mut Ui, rules: &mut Rules, bench: &Bench<'_>) -> Option<Request> {
    match (rules.progress(), &rules.attempt) {
        (Some(Progress::Failed), _) => {
            if let Some(failure) = bench.page.rules.sent.failure() {
                empty::failed_form(ui, failure);
            }
        }
        (Some(Progress::Lost), _) => {
            if let View::Failed(failure, _) = bench.page.rules.now {
                return empty::failed_line(ui, failure).then(|| looking(bench.look));
            }
            let words =
                "The answer was lost. The wallet and its approvals are read anew to see what became of it.";
            notice::banner(ui, Meaning::Attention, words);
        }
        (Some(Progress::NotDone), Some(attempt)) => {
            notice::banner(ui, Meaning::Attention, &attempt.plan.not_done_words());
        }
        _ => {}
    }
    None
}

/// What still stands between the person and the button, in a few words.
fn missing(editor: &Editor, bench: &Bench<'_>) -> Option<String> {
    let errors = bench.check.count(Severity::Error);
    let warnings = bench.check.findings.iter().filter(|it| it.severity == Severity::Warning);
    let unticked = warnings.filter(|it| !editor.ticked.contains(&it.id)).count();
    if bench.meanwhile.is_some() {
        Some("The rule has changed meanwhile".to_owned())
    } else if errors > 0 || bench.order.is_none() {
        Some(format!("{} to mend", counted(errors.max(1), "thing")))
    } else if unticked > 0 {
        Some(format!("{} to tick", counted(unticked, "warning")))
    } else if bench.page.look.is_pending() {
        Some("The wallet is being read anew".to_owned())
    } else if bench.page.look.failure().is_some() {
        Some("The wallet could not be read anew".to_owned())
    } else {
        None
    }
}
