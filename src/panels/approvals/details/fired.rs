//! Why the platform asks for an approval beyond the wallet's own rules: the enterprise's rules that fired, and its own checks.

use egui::Ui;

use crate::bitgo::approvals::PendingApproval;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{button, form, layout, notice, progress, text};
use crate::panels::approvals::fired::{FiredRule, FiredRules};
use crate::panels::approvals::model::Model;
use crate::panels::approvals::request::Request;
use crate::panels::approvals::text as wording;

/// Draws what the platform itself has to do, which nobody can do here.
pub fn platform_step(ui: &mut Ui, approval: &PendingApproval, model: &Model<'_>) {
    if let Some(step) = approval.platform_step() {
        let people: Vec<String> = step.people.iter().map(|id| model.names.of(id)).collect();
        notice::banner(ui, Meaning::Attention, &step.sentence(&people));
    } else if let Some(call) = &approval.video_call {
        let people: Vec<String> = approval.video_approvers().iter().map(|id| model.names.of(id)).collect();
        notice::line(ui, Meaning::Information, &wording::call_to_come(&people, call));
    }
    for inquiry in &approval.inquiries {
        notice::line(ui, Meaning::Information, &wording::inquiry(inquiry));
    }
}

/// Draws the rules that fired.
pub fn rules(ui: &mut Ui, approval: &PendingApproval, model: &Model<'_>) -> Option<Request> {
    approval.policy_evaluation.as_ref()?;
    let fired = (model.fired_of)(&approval.id);
    let Some(FiredRules { rules, not_read }) = fired.content() else {
        layout::row(ui, |ui| {
            progress::turning(ui);
            ui.label(text::muted(wording::reading(wording::FIRED)));
        });
        return None;
    };
    let opened = rules.iter().filter(|rule| one(ui, rule)).last();
    let opened = opened.map(|rule| Request::OpenRule { id: rule.id.clone() });
    let Some(why) = not_read else {
        if rules.is_empty() {
            notice::line(ui, Meaning::Attention, wording::NONE_FIRED);
        }
        return opened;
    };
    let again = notice::line_with(ui, Meaning::Attention, &wording::fired_not_read(why), |ui| {
        matches!(fired, Loadable::Ready(_)) && button::link(ui, wording::TRY_AGAIN).clicked()
    });
    again.then_some(Request::ReadFired).or(opened)
}

/// Returns whether the rule itself is asked for.
fn one(ui: &mut Ui, rule: &FiredRule) -> bool {
    form::inset(ui, |ui| {
        text::wrapped(ui, text::strong(wording::required_by(rule)));
        text::wrapped(ui, text::body(&rule.sentence));
        text::wrapped(ui, text::small(wording::origin(rule.origin)));
        if !rule.is_readable {
            notice::line(ui, Meaning::Attention, wording::RULE_NOT_WHOLE);
        }
        button::link(ui, wording::OPEN_RULE).clicked()
    })
}
