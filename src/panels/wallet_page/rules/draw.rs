//! The rules on their tab: what became of the last change, who approves a change, and a card for each rule.

use egui::Ui;

use super::super::model::Model;
use super::super::request::Request;
use super::removing::Removing;
use super::state::{Notice, Rules};
use super::text as wording;
use super::{card, enterprise, removal};
use crate::bitgo::policies::PolicyRule;
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::policy::{ChangeApproval, Lock, RuleDraft, RuleResult};
use crate::kit::mutation::{self, LOOKED_UP, OutcomeEvent};
use crate::kit::palette::Meaning;
use crate::kit::{button, form as kit_form, icon, layout, notice, placeholder, space, text};

impl Rules {
    /// Does what a button of a rule's card is for.
    fn take_up(&mut self, pressed: card::Pressed, coin: &str) -> Request {
        match pressed {
            card::Pressed::Change(rule) => self.begin(RuleDraft::of(&rule, coin)),
            card::Pressed::Put(rule) => self.begin(RuleDraft::put_on(&rule, coin)),
            card::Pressed::TakeOff(rule, entry) => self.begin(RuleDraft::take_off(&rule, &entry, coin)),
            card::Pressed::Remove(rule) => {
                self.removing = Some(Removing::of(rule));
                self.notice = None;
                Request::LookUp
            }
            card::Pressed::ShowApproval(id) => Request::ShowApproval(id),
        }
    }

    /// Draws what became of the last change, until it is hidden.
    fn notice(&mut self, ui: &mut Ui, look: &WalletDetails, model: &Model<'_>) -> Option<Request> {
        let Notice { plan, end, count, was_lost } = self.notice.as_ref()?;
        let is_it = |rule: &&PolicyRule| plan.is_about(&rule.id, rule.coin.as_deref(), &look.wallet.coin);
        let locks = look.rules.iter().flatten().find(is_it).map(|rule| rule.lock(model.now));
        let facts = look.wallet.for_sharing();
        let (names, is_managed) = (model.names, locks == Some(Lock::Managed));
        let mut words = plan.end_words((end, *count), &facts.approvers(model.me), is_managed, names);
        let (meaning, approvals) = match end {
            RuleResult::Done => (Meaning::Good, &[][..]),
            RuleResult::PendingApproval { approvals, .. } => (Meaning::Attention, approvals.as_slice()),
        };
        if let (RuleResult::Done, Some(open @ Lock::Open { .. }), false) =
            (end, locks, model.details.is_pending())
        {
            words = format!("{words} {}", open.sentence(model.now, model.zone));
        }
        if *was_lost {
            words = format!("{words} {LOOKED_UP}");
        }
        match mutation::outcome(ui, meaning, &words, approvals)? {
            OutcomeEvent::ShowApproval(id) => Some(Request::ShowApproval(id.to_owned())),
            OutcomeEvent::Hide => {
                self.notice = None;
                None
            }
        }
    }
}

/// Draws the rules, after who would have to approve a change of them.
pub(in crate::panels::wallet_page) fn show(
    ui: &mut Ui,
    rules: &mut Rules,
    look: &WalletDetails,
    model: &Model<'_>,
) -> Option<Request> {
    let noticed = rules.notice(ui, look, model);
    let asked = noticed.or_else(|| removal::show(ui, rules, look, model));
    let approval = ChangeApproval::of(&look.wallet.for_sharing(), look.wallet.balance.as_ref(), model.me);
    let is_admin = approval != ChangeApproval::NotAdmin;
    let ((), adds) = layout::ends(
        ui,
        |ui| {
            // One line of words stands beside the button's middle.
            ui.vertical(|ui| {
                space::gap(ui, space::XS);
                notice::line(ui, Meaning::Information, &approval.sentence(model.names));
            });
        },
        |ui| {
            let can = is_admin && look.rules.is_some();
            let pressed = button::with_icon(ui, can, icon::ADD, "Add rule…");
            pressed.on_disabled_hover_text(wording::ONLY_ADMINS).clicked()
        },
    );
    let asked = asked.or(card::new_ones(ui, rules.announced(), look, model).map(Request::ShowApproval));
    if adds {
        let begun = rules.begin(RuleDraft::default());
        return asked.or(Some(begun));
    }
    // After a change the rules on the screen are those from before it, until they are read again.
    let is_outdated = rules.notice.is_some() && model.details.is_pending();
    let (pressed, more) = kit_form::scrolled(ui, "wallet rules", |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let own = look.rules.as_deref().unwrap_or_default();
        enterprise::hint(ui, model);
        without_own(ui, look, model);
        let cards = own.iter().map(|rule| card::Card { rule, look, model, is_admin, is_outdated });
        let pressed = cards.fold(None, |pressed, card| layout::card(ui, |ui| card.show(ui)).or(pressed));
        (pressed, enterprise::show(ui, &look.wallet.id, model))
    });
    asked.or(pressed.map(|pressed| rules.take_up(pressed, &look.wallet.coin))).or(more)
}

/// Where the wallet has no rules of its own, or does not tell them. Nothing is said of what guards it where the enterprise's
/// rules do, or may.
fn without_own(ui: &mut Ui, look: &WalletDetails, model: &Model<'_>) {
    let (head, words) = match &look.rules {
        None => ("Policy rules not reported", wording::NOT_SENT),
        Some(rules) if !rules.is_empty() => return,
        Some(_) if model.enterprise_rules.are_none() => ("No policy rules", wording::NO_RULES),
        Some(_) => {
            text::wrapped(ui, text::muted(wording::NO_OWN_RULES));
            return;
        }
    };
    placeholder::nothing(ui, icon::SCOPE, head, words, |_| {});
}
