//! What became of what was sent: done, waiting for another admin, or lost and looked up.

use egui::Ui;

use super::super::{PageModel, WalletLook};
use super::{Progress, Rules};
use crate::bitgo::outcome::Outcome;
use crate::bitgo::policies::PolicyRule;
use crate::bitgo::wallet::Wallet;
use crate::domain::phrase::listed;
use crate::domain::policy::{Lock, RuleDeed, RuleFate, RulePlan, RulesNow};
use crate::kit::palette::Meaning;
use crate::kit::{button, copy, layout, notice, text};
use crate::panels::wallets::{Model, Request, State};

/// What became of it, until the person has read it.
pub(super) struct Told {
    plan: RulePlan,
    end: End,
    /// The answer was lost, and the wallet told.
    was_lost: bool,
}

enum End {
    Done,
    /// It waits for the approvals with these IDs; why, in the platform's words.
    Waits(Vec<String>, String),
}

impl State {
    /// The platform has taken what was sent about a rule.
    pub fn rule_sent(&mut self, outcome: &Outcome<Wallet>) {
        let Some(page) = &mut self.page else { return };
        let end = match outcome {
            Outcome::Done(_) => End::Done,
            Outcome::Waits(waiting) => End::Waits(waiting.approval_ids.clone(), waiting.why.clone()),
        };
        page.rules.end(end, false);
    }

    /// What was sent about a rule failed, or its answer is lost: then what the wallet says is looked at first.
    pub fn rule_failed(&mut self, is_lost: bool) {
        let attempt = self.page.as_mut().and_then(|page| page.rules.attempt.as_mut());
        if let Some(attempt) = attempt {
            attempt.progress = if is_lost { Progress::Lost } else { Progress::Failed };
        }
    }

    /// The rules were read anew, and what waits about them: they tell what became of something whose answer was lost.
    pub fn rules_looked(&mut self, now: &RulesNow, me: &str) {
        let Some(page) = self.page.as_mut().filter(|page| page.id == now.wallet) else { return };
        let Some(attempt) = page.rules.attempt.as_mut().filter(|it| it.progress == Progress::Lost) else {
            return;
        };
        match attempt.plan.fate(now, me, &attempt.waited) {
            Some(RuleFate::Done) => page.rules.end(End::Done, true),
            Some(RuleFate::Waits(approval)) => {
                page.rules.end(End::Waits(vec![approval], String::new()), true);
            }
            Some(RuleFate::NotDone) => attempt.progress = Progress::NotDone,
            // Without the rules nobody can tell; the failure says that it may have happened.
            None => attempt.progress = Progress::Failed,
        }
    }
}

impl Rules {
    fn end(&mut self, end: End, was_lost: bool) {
        self.editor = None;
        self.removing = None;
        self.told = self.attempt.take().map(|it| Told { plan: it.plan, end, was_lost });
    }
}

/// Draws what became of the last change, until it is hidden.
pub(super) fn told(
    ui: &mut Ui,
    rules: &mut Rules,
    look: &WalletLook,
    model: &Model<'_>,
    page: &PageModel<'_>,
) -> Option<Request> {
    let told = rules.told.as_ref()?;
    let (meaning, approvals) = match &told.end {
        End::Done => (Meaning::Good, &[][..]),
        End::Waits(approvals, _) => (Meaning::Attention, approvals.as_slice()),
    };
    let mut is_read = false;
    let mut asked = None;
    notice::banner_with(ui, meaning, &words(told, look, model, page), |ui| {
        layout::wrapping_row(ui, |ui| {
            for approval in approvals {
                ui.label(text::small("Approval"));
                copy::id(ui, "approval ID", approval);
            }
            if let Some(id) = approvals.first()
                && button::plain(ui, true, "Show the approval").clicked()
            {
                asked = Some(Request::ShowApproval { id: id.clone() });
            }
            is_read = button::link(ui, "Hide this notice").clicked();
        });
    });
    if is_read {
        rules.told = None;
    }
    asked
}

fn words(told: &Told, look: &WalletLook, model: &Model<'_>, page: &PageModel<'_>) -> String {
    let is_it = |rule: &&PolicyRule| told.plan.is_about(&rule.id, rule.coin.as_deref(), &look.wallet.coin);
    let rule = look.rules.iter().flatten().find(is_it);
    let locks = rule.map(|rule| rule.lock(page.now));
    let mut said = match &told.end {
        End::Done => told.plan.done_words(),
        End::Waits(_, why) => {
            let facts = look.wallet.for_sharing();
            let who = facts.approvers(model.me).into_iter().map(|id| model.names.of(id)).collect();
            let what = match told.plan.deed {
                RuleDeed::Add => "The new rule",
                RuleDeed::Change => "The change of the rule",
                RuleDeed::Remove => "The removal of the rule",
            };
            let why = if why.is_empty() { String::new() } else { format!(" The platform says: {why}.") };
            let whose = match locks {
                Some(Lock::Managed) => "the approval of the platform's support".to_owned(),
                _ => format!("another admin's approval: {}", listed(who, "admin")),
            };
            let name = &told.plan.name;
            format!("{what} “{name}” waits for {whose}. Until then the rules stay as they are.{why}")
        }
    };
    if let (End::Done, Some(locks @ Lock::Open { .. }), false) = (&told.end, locks, page.look.is_pending()) {
        said = format!("{said} {}", locks.sentence(page.now, page.zone));
    }
    if told.was_lost {
        said = format!("{said} The answer was lost; the wallet was read anew and tells.");
    }
    said
}
