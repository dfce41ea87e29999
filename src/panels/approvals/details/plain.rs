//! The kinds that are told in a few facts: approvals required, settings, tags, people of an enterprise, and what the
//! platform describes in its own words.

use egui::Ui;

use super::parts::{self, Dangers};
use crate::bitgo::approvals::{
    ApprovalFacts, Change, Membership, OWN_SIGNATURE, PendingApproval, SettingChange, is_removal,
};
use crate::domain::approval::{Difference, before_and_after};
use crate::kit::palette::Meaning;
use crate::kit::{form, notice, text};
use crate::panels::approvals::model::Model;
use crate::panels::approvals::text as wording;

/// Draws it.
pub fn show(
    ui: &mut Ui,
    approval: &PendingApproval,
    known: Option<&ApprovalFacts>,
    model: &Model<'_>,
    dangers: Dangers,
) {
    match &approval.info.change {
        Change::ApprovalsRequired(count) => required(ui, *count, known, dangers),
        Change::Settings(changes) => settings(ui, changes),
        Change::Tags { action, tags } => self::tags(ui, action, tags, known),
        Change::Membership { .. } => membership(ui, approval, known, model, dangers),
        Change::Described { what, resource, description, facts } => {
            described(ui, [what, resource, description], facts);
        }
        Change::Withdrawal { .. } | Change::User { .. } | Change::Rule { .. } | Change::Unknown => {}
    }
}

fn required(ui: &mut Ui, count: u64, known: Option<&ApprovalFacts>, dangers: Dangers) {
    let wallet = known.and_then(ApprovalFacts::members);
    let before = wallet.and_then(|wallet| wallet.approvals_required);
    let before = before.map_or_else(|| wording::NOT_REPORTED.to_owned(), |count| count.to_string());
    parts::differences(ui, &difference("Approvals", &before, &count.to_string()));
    if let Some(known) = known {
        parts::warnings(ui, known.required(count), dangers);
    }
}

/// The one row, or what says that nothing would be different.
fn difference(about: &str, before: &str, after: &str) -> Vec<Difference> {
    let same = || Difference {
        about: about.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        is_entry: false,
    };
    vec![before_and_after(about, before, after).unwrap_or_else(same)]
}

fn settings(ui: &mut Ui, changes: &[SettingChange]) {
    let row = |it: &SettingChange| {
        let before = it
            .before
            .as_deref()
            .map_or_else(|| wording::NOT_REPORTED.to_owned(), |value| value_words(&it.name, value));
        difference(&setting_name(&it.name), &before, &value_words(&it.name, &it.after))
    };
    let rows: Vec<Difference> = changes.iter().flat_map(row).collect();
    parts::differences(ui, &rows);
}

fn setting_name(name: &str) -> String {
    match name {
        OWN_SIGNATURE => wording::OWN_SIGNATURE.to_owned(),
        other => other.to_owned(),
    }
}

fn value_words(name: &str, value: &str) -> String {
    match (name, value) {
        (OWN_SIGNATURE, "true") => wording::SIGNATURE_NEEDED.to_owned(),
        (OWN_SIGNATURE, "false") => wording::SIGNATURE_NOT_NEEDED.to_owned(),
        (_, other) => other.to_owned(),
    }
}

fn tags(ui: &mut Ui, action: &str, tags: &[String], known: Option<&ApprovalFacts>) {
    let held = known.and_then(ApprovalFacts::tags).map(<[String]>::to_vec);
    let Some(held) = held else {
        let caption = if is_removal(action) { "Removed" } else { "Added" };
        form::facts(ui, &[(caption, &tags.join(", "))]);
        return;
    };
    let after: Vec<String> = if is_removal(action) {
        held.iter().filter(|tag| !tags.contains(tag)).cloned().collect()
    } else {
        held.iter().chain(tags.iter().filter(|tag| !held.contains(tag))).cloned().collect()
    };
    parts::differences(ui, &difference("Tags", &held.join(", "), &after.join(", ")));
    if held == after {
        notice::line(ui, Meaning::Information, wording::SAME_TAGS);
    }
}

fn membership(
    ui: &mut Ui,
    approval: &PendingApproval,
    known: Option<&ApprovalFacts>,
    model: &Model<'_>,
    dangers: Dangers,
) {
    let Change::Membership { email, .. } = &approval.info.change else { return };
    let Membership { who, place, before, after, warnings } = approval.membership(known, model.names);
    let mut facts = vec![("Person", who.as_str())];
    facts.extend(email.as_deref().filter(|email| **email != *who).map(|email| ("Email", email)));
    form::facts(ui, &facts);
    parts::differences(ui, &difference(&format!("In the {place}"), &before, &after));
    parts::warnings(ui, warnings, dangers);
}

fn described(ui: &mut Ui, [what, resource, description]: [&String; 3], facts: &[(String, String)]) {
    if !description.is_empty() {
        form::inset(ui, |ui| {
            ui.label(text::small(wording::IN_ITS_WORDS));
            text::wrapped(ui, text::body(description));
        });
    }
    let action = match what.as_str() {
        "create" => "Create",
        "update" => "Change",
        "delete" => "Delete",
        "unlock" | "bulkUnlock" => "Unlock",
        "bulkArchive" => "Archive",
        "duplicate" => "Copy",
        other => other,
    };
    let resource = if resource == "policyRule" { "Policy rule" } else { resource };
    let named = [("Subject", resource), ("Action", action)];
    let mut shown: Vec<(&str, &str)> = named.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    shown.extend(facts.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    form::facts(ui, &shown);
    notice::line(ui, Meaning::Information, wording::NOTHING_TO_COMPARE);
}
