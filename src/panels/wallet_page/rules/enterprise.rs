//! The enterprise rules over the wallet, below its own: each in a sentence, and the way to it among the policies.

use egui::Ui;

use super::super::enterprise_guards::{CoveringRule, EnterpriseGuards};
use super::super::model::Model;
use super::super::request::Request;
use super::text as wording;
use crate::domain::enterprise_policy::{LockState, RuleStatus};
use crate::kit::button::{Button, Kind};
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, icon, layout, notice, text};

/// So many are drawn: each costs its part of a frame, and all of them stand among the policies.
const MOST: usize = 40;

/// Draws them.
pub(super) fn show(ui: &mut Ui, wallet: &str, model: &Model<'_>) -> Option<Request> {
    let guards = model.enterprise_rules;
    if *guards == EnterpriseGuards::NoEnterprise {
        return None;
    }
    let ((), shows_all) = layout::ends(
        ui,
        |ui| drop(text::draw_section(ui, wording::ENTERPRISE_RULES)),
        |ui| button::plain(ui, true, wording::SHOW_POLICIES).clicked(),
    );
    match guards {
        EnterpriseGuards::Reading => drop(ui.label(text::muted(wording::READING_ENTERPRISE))),
        EnterpriseGuards::NotRead(_, why) => {
            let words = format!("{} {}", why.sentence(), why.meaning());
            notice::banner(ui, Meaning::Attention, &words);
        }
        EnterpriseGuards::Read(rules) if rules.is_empty() => {
            text::wrapped(ui, text::muted(wording::NONE_COVERS));
        }
        EnterpriseGuards::Read(_) | EnterpriseGuards::NoEnterprise => {}
    }
    let shown = guards.rules().iter().take(MOST).map(|rule| layout::card(ui, |ui| card(ui, rule, model)));
    let pressed = shown.fold(None, Option::or);
    if let Some(more) = guards.rules().len().checked_sub(MOST + 1) {
        text::wrapped(ui, text::muted(wording::more_rules(more + 1)));
    }
    shows_all.then(|| Request::ShowPolicies(wallet.to_owned())).or(pressed)
}

/// Above the wallet's own rules: that others follow below them, or may.
pub(super) fn hint(ui: &mut Ui, model: &Model<'_>) {
    let rules = model.enterprise_rules.rules().iter();
    let count = rules.filter(|rule| rule.guards_withdrawals()).count();
    match model.enterprise_rules {
        EnterpriseGuards::NotRead(..) => drop(notice::line(ui, Meaning::Attention, wording::NOT_ALL_READ)),
        _ if count > 0 => drop(notice::line(ui, Meaning::Information, &wording::also_covered(count))),
        _ => {}
    }
}

fn card(ui: &mut Ui, rule: &CoveringRule, model: &Model<'_>) -> Option<Request> {
    let lock = rule.lock.state(model.now);
    let name = if rule.name.trim().is_empty() { wording::NO_NAME } else { &rule.name };
    layout::ends(
        ui,
        |ui| text::draw_section(ui, name),
        |ui| {
            let is_open = matches!(lock, LockState::Open | LockState::OpenUntil(_));
            let glyph = if is_open { icon::UNLOCK } else { icon::LOCK };
            badge::with_icon(ui, Meaning::Neutral, glyph, &lock.word(model.now));
            let meaning = if rule.status == RuleStatus::Active { Meaning::Good } else { Meaning::Attention };
            badge::mark(ui, meaning, rule.status.title());
            badge::mark(ui, Meaning::Information, rule.origin.title());
        },
    );
    text::wrapped(ui, text::body(&rule.sentence));
    if !rule.is_understood {
        notice::line(ui, Meaning::Attention, wording::NOT_COUNTED);
    }
    if rule.is_unclear {
        notice::line(ui, Meaning::Attention, wording::MAY_COVER);
    }
    text::wrapped(ui, text::small(lock.sentence(model.now, model.zone)));
    let label = wording::show_rule(name);
    let pressed = Button::new(wording::SHOW_RULE).kind(Kind::Link).name(&label).show(ui).clicked();
    pressed.then(|| Request::ShowRule(rule.id.clone()))
}
