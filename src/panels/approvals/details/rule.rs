//! A policy rule that is added, changed or removed: as it is, as it would be, and what differs.

use egui::Ui;

use super::parts::{self, Dangers};
use crate::bitgo::approvals::{ApprovalCase, ApprovalFacts, Change, ListedIssue, is_removal, rule_after};
use crate::bitgo::policies::PolicyRule;
use crate::domain::approval::{Warning, differences};
use crate::domain::policy::Lock;
use crate::kit::palette::Meaning;
use crate::kit::{form, notice, space, text};
use crate::panels::approvals::model::Model;
use crate::panels::approvals::text as wording;

/// Draws it.
pub fn show(
    ui: &mut Ui,
    approval: &ApprovalCase,
    known: Option<&ApprovalFacts>,
    model: &Model<'_>,
    dangers: Dangers,
) {
    let Change::Rule { action, rule } = &approval.info.change else { return };
    let coin = approval.coin.as_deref().unwrap_or_default();
    let present = known.and_then(|known| known.rule(rule)).cloned();
    let is_removed = is_removal(action);
    let is_new = matches!(action.as_str(), "create" | "add");
    let tells_rules = known.is_some_and(ApprovalFacts::tells_rules);
    // Where the wallet's rules are not known, a removal shows the rule as the request has it.
    let present = present.or_else(|| (is_removed && !tells_rules).then(|| (**rule).clone()));
    if tells_rules {
        stale(ui, present.as_ref(), is_new);
    }
    let lock = present.as_ref().filter(|_| !is_new && tells_rules).map(|rule| rule.lock(model.now));
    if let Some(lock) = lock.filter(|lock| lock.bars_change()) {
        let words = lock.sentence(model.now, model.zone);
        notice::banner(ui, Meaning::Attention, &wording::locked_change(&words));
    }
    if dangers == Dangers::Here {
        issues(ui, &approval.examined(known).listed);
    }
    let after = rule_after(action, rule, present.as_ref());
    form::inset(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let none = if tells_rules { wording::NO_SUCH_RULE } else { wording::RULES_UNKNOWN };
        let now = if is_removed && !tells_rules { wording::AS_REQUESTED } else { wording::NOW };
        sentence(ui, now, present.as_ref().filter(|_| !is_new), coin, none);
        space::gap(ui, space::XS);
        sentence(ui, wording::IF_APPROVED, after.as_ref(), coin, wording::RULE_GONE);
    });
    let facts = |rule: &PolicyRule| rule.description().parts(coin, model.names);
    let (before, after) = (present.as_ref().filter(|_| !is_new).map(facts), after.as_ref().map(facts));
    let mut rows = differences(before.as_ref(), after.as_ref());
    if !tells_rules && before.is_none() {
        for row in &mut rows {
            wording::UNKNOWN.clone_into(&mut row.before);
        }
    }
    if rows.is_empty() && tells_rules {
        notice::line(ui, Meaning::Information, wording::NO_DIFFERENCE);
    } else if !rows.is_empty() {
        parts::differences(ui, &rows);
    }
    let warnings = match &before {
        Some(before) => before.warnings(after.as_ref()),
        None if is_removed => Vec::new(),
        None if !tells_rules => after.map(|after| after.warnings_unchecked()).unwrap_or_default(),
        None => vec![Warning::note(wording::LOCKS_LATER)],
    };
    parts::warnings(ui, warnings, dangers);
    if let Some(open @ Lock::Open { .. }) = lock {
        notice::line(ui, Meaning::Information, &open.sentence(model.now, model.zone));
    }
}

/// What is wrong or odd with the addresses that would come to the list, each with what is meant standing out.
fn issues(ui: &mut Ui, issues: &[ListedIssue]) {
    for listed in issues {
        let meaning = if listed.issue.is_danger() { Meaning::Danger } else { Meaning::Attention };
        let places = listed.issue.places();
        notice::banner_with(ui, meaning, &listed.sentence(), |ui| {
            if !places.is_empty() {
                text::mono_marked(ui, &listed.address, &places);
            }
        });
    }
}

/// The wallet is no longer as it was when this was asked for.
fn stale(ui: &mut Ui, present: Option<&PolicyRule>, is_new: bool) {
    match (present.is_some(), is_new) {
        (false, false) => {
            notice::banner(ui, Meaning::Attention, wording::RULE_REMOVED);
        }
        (true, true) => {
            notice::banner(ui, Meaning::Attention, wording::RULE_EXISTS);
        }
        _ => {}
    }
}

/// The rule in a sentence, under a caption.
fn sentence(ui: &mut Ui, caption: &str, rule: Option<&PolicyRule>, coin: &str, none: &str) {
    ui.label(text::small(caption));
    match rule {
        Some(rule) => text::wrapped(ui, text::body(rule.description().sentence(coin))),
        None => text::wrapped(ui, text::muted(none)),
    };
}
