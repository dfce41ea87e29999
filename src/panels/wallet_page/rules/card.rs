//! One rule: in words, with who approves, how long it can be changed, and what can be done with it.

use egui::Ui;

use super::super::model::Model;
use super::text as wording;
use crate::bitgo::policies::{PolicyRule, RuleCondition, RuleKind};
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::policy::{Listed, Lock, NewRuleKind, OpenChange, RuleChange, RuleFacts, rule_title};
use crate::kit::button::{Button, Kind};
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, copy, form, icon, layout, notice, text};

/// What was pressed.
pub(super) enum Pressed {
    Change(RuleFacts),
    Put(RuleFacts),
    TakeOff(RuleFacts, Listed),
    Remove(RuleFacts),
    ShowApproval(String),
}

/// A rule and what its card draws from.
pub(super) struct Card<'a> {
    pub(super) rule: &'a PolicyRule,
    pub(super) look: &'a WalletDetails,
    pub(super) model: &'a Model<'a>,
    pub(super) is_admin: bool,
    /// The rules are being read again after a change.
    pub(super) is_outdated: bool,
}

impl Card<'_> {
    /// Draws the card's content.
    pub(super) fn show(&self, ui: &mut Ui) -> Option<Pressed> {
        let lock = self.rule.lock(self.model.now);
        layout::ends(
            ui,
            |ui| text::draw_section(ui, &self.called()),
            |ui| {
                let (meaning, glyph) = match lock {
                    Lock::Open { .. } => (Meaning::Attention, icon::UNLOCK),
                    Lock::Locked { .. } | Lock::Managed => (Meaning::Neutral, icon::LOCK),
                    Lock::NotTold => (Meaning::Neutral, icon::HELP),
                };
                badge::with_icon(ui, meaning, glyph, &lock.word(self.model.now));
            },
        );
        let (description, names) = (self.rule.description(), self.model.names);
        text::wrapped(ui, text::body(description.sentence_naming(&self.look.wallet.coin, names)));
        if let Some(who) = description.approvers_words(&self.look.wallet.for_sharing(), names) {
            form::facts(ui, &[("Approvers", &who)]);
        }
        let facts = self.rule.facts();
        let stopped = self.stopped(lock);
        let taken_off = self.entries(ui, &facts, stopped.as_deref());
        text::wrapped(ui, text::small(lock.sentence(self.model.now, self.model.zone)));
        let waits = self.waits(ui);
        self.buttons(ui, facts, stopped.as_deref()).or(taken_off).or(waits)
    }

    /// What to call the rule.
    fn called(&self) -> String {
        rule_title(&self.rule.id, self.rule.coin.as_deref(), &self.look.wallet.coin)
    }

    /// Why nothing can be done with the rule, if so.
    fn stopped(&self, lock: Lock) -> Option<String> {
        if lock.bars_change() {
            Some(lock.sentence(self.model.now, self.model.zone))
        } else if self.is_outdated {
            Some(wording::REFRESHING.to_owned())
        } else if self.is_admin {
            None
        } else {
            Some(wording::ONLY_ADMINS.to_owned())
        }
    }

    /// That a change of it waits.
    fn waits(&self, ui: &mut Ui) -> Option<Pressed> {
        let (name, coin) = (&self.rule.id, self.rule.coin.as_deref());
        let mut waiting = self.model.rule_changes.iter();
        let waiting = waiting.find(|it| it.is_about(name, coin, &self.look.wallet.coin))?;
        let what = match waiting.change {
            Some(RuleChange::Remove) => "Removal",
            _ => "Change",
        };
        let pressed = waits(ui, waiting, what, &self.called(), self.model);
        pressed.then(|| Pressed::ShowApproval(waiting.approval.clone()))
    }

    fn buttons(&self, ui: &mut Ui, facts: RuleFacts, stopped: Option<&str>) -> Option<Pressed> {
        let name = &self.called();
        let fixed = stopped.or(facts.not_changed_here());
        let is_list = facts.sort() == Some(NewRuleKind::Whitelist);
        let (left, removes) = layout::ends(
            ui,
            |ui| {
                let puts = is_list && {
                    let label = wording::add_address_to(name);
                    let button = Button::new("Add address…").icon(icon::ADD).name(&label);
                    let pressed = button.enabled(stopped.is_none()).show(ui);
                    pressed.on_disabled_hover_text(text::plain(stopped.unwrap_or_default())).clicked()
                };
                let label = wording::change(name);
                let changes = Button::new("Change…").icon(icon::EDIT).name(&label).enabled(fixed.is_none());
                let changes =
                    changes.show(ui).on_disabled_hover_text(text::plain(fixed.unwrap_or_default())).clicked();
                (puts, changes)
            },
            |ui| {
                let label = wording::remove(name);
                let button = Button::new("Remove…").kind(Kind::Danger).name(&label);
                let pressed = button.enabled(stopped.is_none()).show(ui);
                pressed.on_disabled_hover_text(text::plain(stopped.unwrap_or_default())).clicked()
            },
        );
        match (left, removes) {
            ((true, _), _) => Some(Pressed::Put(facts)),
            ((_, true), _) => Some(Pressed::Change(facts)),
            (_, true) => Some(Pressed::Remove(facts)),
            _ => None,
        }
    }

    /// The addresses of a list, each with what is noted of it.
    fn entries(&self, ui: &mut Ui, facts: &RuleFacts, stopped: Option<&str>) -> Option<Pressed> {
        let (RuleCondition::Addresses(entries) | RuleCondition::Entries(entries)) = &self.rule.condition
        else {
            return None;
        };
        let mut pressed = None;
        for entry in entries {
            let label = if entry.label.is_empty() { "no name" } else { &entry.label };
            layout::fact(ui, label, |ui| {
                copy::id(ui, &format!("address of {label}"), &entry.item);
                if entry.verification.as_deref() == Some("unverified") {
                    badge::mark(ui, Meaning::Attention, "not verified");
                }
                let can = stopped.is_none() && self.rule.kind != RuleKind::AddressBlacklist;
                if can {
                    let entry_name = calls(entry.label.as_str(), &entry.item);
                    let name = wording::remove_from(entry_name, &self.called());
                    if button::icon(ui, icon::REMOVE, &name).clicked() {
                        let listed = facts.entries().iter().find(|it| it.item == entry.item);
                        pressed = listed.map(|it| Pressed::TakeOff(facts.clone(), it.clone()));
                    }
                }
            });
        }
        pressed
    }
}

/// That something waits for approval, with the way to it; whether that was taken.
fn waits(ui: &mut Ui, waiting: &OpenChange, what: &str, rule: &str, model: &Model<'_>) -> bool {
    let words = wording::waits(what, &model.names.of(&waiting.by));
    notice::line_with(ui, Meaning::Attention, &words, |ui| {
        let name = wording::show_approval(rule);
        Button::new("View approval").kind(Kind::Link).name(&name).show(ui).clicked()
    })
}

/// New rules that wait for approval, each with the way to it, but for those that are `announced` above; the approval that
/// was pressed.
pub(super) fn new_ones(
    ui: &mut Ui,
    announced: &[String],
    look: &WalletDetails,
    model: &Model<'_>,
) -> Option<String> {
    let wallet = look.wallet.coin.as_str();
    let is_there = |it: &&OpenChange| {
        look.rules.iter().flatten().any(|rule| it.is_about(&rule.id, rule.coin.as_deref(), wallet))
    };
    let mut shown = None;
    let is_new = |it: &&OpenChange| !is_there(it) && !announced.contains(&it.approval);
    for waiting in model.rule_changes.iter().filter(is_new) {
        let rule = rule_title(&waiting.rule, waiting.coin.as_deref(), wallet);
        if waits(ui, waiting, &wording::new_rule(&rule), &rule, model) {
            shown = Some(waiting.approval.clone());
        }
    }
    shown
}

/// What to call an entry.
fn calls<'a>(label: &'a str, item: &'a str) -> &'a str {
    if label.is_empty() { item } else { label }
}
