//! The wallet's policy rules in words: who approves, and until when each can be changed.

use egui::Ui;

use super::{PageModel, WalletLook};
use crate::bitgo::policies::{ActionKind, PolicyRule, RuleCondition};
use crate::domain::phrase::listed;
use crate::domain::policy::{ChangeApproval, Lock};
use crate::kit::palette::Meaning;
use crate::kit::{badge, copy, empty, form, icon, layout, notice, space, text};
use crate::panels::wallets::{Model, Request};

/// Draws the rules, after who would have to approve a change of them.
pub(super) fn show(
    ui: &mut Ui,
    look: &WalletLook,
    model: &Model<'_>,
    page: &PageModel<'_>,
) -> Option<Request> {
    let approval = ChangeApproval::of(&look.wallet.for_sharing(), look.wallet.balance.as_ref(), model.me);
    notice::line(ui, Meaning::Information, &approval.sentence(model.names));
    let Some(rules) = &look.rules else {
        let words = "The platform did not send this wallet's rules, so nothing can be said of them.";
        empty::nothing(ui, icon::SCOPE, "Rules not told", words, |_| {});
        return None;
    };
    if rules.is_empty() {
        let words = "Nothing limits what may leave this wallet, or where to. Whoever may spend can send all of it at once.";
        empty::nothing(ui, icon::SCOPE, "No rules", words, |_| {});
        return None;
    }
    form::scrolled(ui, "wallet rules", |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        for rule in rules {
            layout::card(ui, |ui| one(ui, rule, look, model, page));
        }
    });
    None
}

fn one(ui: &mut Ui, rule: &PolicyRule, shown: &WalletLook, model: &Model<'_>, page: &PageModel<'_>) {
    let lock = rule.lock(page.now);
    layout::ends(
        ui,
        |ui| text::draw_section(ui, &rule.id),
        |ui| {
            let (meaning, glyph) = match lock {
                Lock::Open { .. } => (Meaning::Attention, icon::UNLOCK),
                Lock::Locked { .. } | Lock::Managed => (Meaning::Neutral, icon::LOCK),
                Lock::NotTold => (Meaning::Neutral, icon::HELP),
            };
            badge::with_icon(ui, meaning, glyph, &lock.word(page.now));
        },
    );
    text::wrapped(ui, text::body(rule.in_words(&shown.wallet.coin)));
    if let Some(who) = who_approves(rule, shown, model) {
        form::facts(ui, &[("Who approves", &who)]);
    }
    entries(ui, rule);
    text::wrapped(ui, text::small(lock.sentence(page.now, page.zone)));
}

/// Who is asked when the rule fires.
fn who_approves(rule: &PolicyRule, look: &WalletLook, model: &Model<'_>) -> Option<String> {
    match rule.action.kind {
        ActionKind::GetApproval | ActionKind::GetFinalApproval => {}
        _ => return None,
    }
    let names = |ids: Vec<&str>| listed(ids.into_iter().map(|id| model.names.of(id)).collect(), "admin");
    if rule.action.user_ids.is_empty() {
        let facts = look.wallet.for_sharing();
        return Some(format!("any other admin of it: {}", names(facts.admins().collect())));
    }
    Some(names(rule.action.user_ids.iter().map(String::as_str).collect()))
}

/// The addresses of a list, each with what is noted of it.
fn entries(ui: &mut Ui, rule: &PolicyRule) {
    let (RuleCondition::Addresses(entries) | RuleCondition::Entries(entries)) = &rule.condition else {
        return;
    };
    for entry in entries {
        let label = if entry.label.is_empty() { "no name" } else { &entry.label };
        layout::fact(ui, label, |ui| {
            copy::id(ui, &format!("address of {label}"), &entry.item);
            if entry.verification.as_deref() == Some("unverified") {
                badge::mark(ui, Meaning::Attention, "not verified");
            }
        });
    }
}
