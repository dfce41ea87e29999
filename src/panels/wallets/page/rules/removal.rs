//! A rule is removed: what that brings about, the exact request, and the rule's name to be typed.

use egui::Ui;

use super::super::{PageModel, WalletLook};
use super::{Progress, Rules, called};
use crate::bitgo::policies::{PolicyRule, RuleOrder};
use crate::domain::policy::{ChangeApproval, RuleDeed, RuleFacts, RulePlan};
use crate::kit::confirm::{self, Decision, Deed};
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::state::View;
use crate::kit::{button, empty, layout, notice, progress, text};
use crate::panels::wallets::{Model, Request};

const WIDTH: f32 = 520.0;

/// A removal that is looked at.
pub(super) struct Removing {
    rule: RuleFacts,
    typed: String,
}

impl Removing {
    pub(super) fn of(rule: RuleFacts) -> Self {
        Self { rule, typed: String::new() }
    }
}

/// Draws the confirmation while a rule is to be removed.
pub(super) fn show(
    ui: &mut Ui,
    rules: &mut Rules,
    look: &WalletLook,
    model: &Model<'_>,
    page: &PageModel<'_>,
) -> Option<Request> {
    let Removing { rule, .. } = rules.removing.as_ref()?;
    let (name, coin) = (rule.name.clone(), rule.coin.clone());
    let before = look.rules.iter().flatten().find(|rule| rule.is(&name, coin.as_deref()));
    let is_held = rules.is_held();
    if before.is_none() && is_held {
        return is_looked_up(ui, rules, &name, look, (model, page));
    }
    let stopped = match before.map(|rule| rule.lock(page.now)) {
        None => Some(format!("There is no rule “{name}” any more: somebody has removed it.")),
        Some(it) if it.bars_change() => Some(it.sentence(page.now, page.zone)),
        Some(_) => None,
    };
    let Some(before) = before.filter(|_| stopped.is_none()) else {
        return is_stopped(ui, rules, &name, &stopped.unwrap_or_default(), (model, page));
    };
    let plan = RulePlan::removal(&name, coin.as_deref());
    let order = RuleOrder::of(&plan, &look.wallet.coin, &look.wallet.id, Some(before))?;
    let said = said(rules, before, look, model, page);
    let failure = page.rules.sent.failure().filter(|_| rules.progress() == Some(Progress::Failed));
    let failed_look = page.rules.now.failure().filter(|_| rules.progress() == Some(Progress::Lost));
    let deed = Deed {
        title: &format!("Remove the rule “{}”", called(&name, coin.as_deref(), &look.wallet.coin)),
        words: &said.join("\n"),
        request: &order.words(),
        what: "rule's name",
        name: &name,
        deed: "Remove rule",
        keep: if failed_look.is_some() { "Back to the rules" } else { "Keep rule" },
        environment: model.environment,
        failure: failure.or(failed_look).or(page.look.failure()),
        is_sent: is_held && failed_look.is_none(),
    };
    let removing = rules.removing.as_mut()?;
    // What is confirmed is what stands there now; another look at a lost answer is no removal.
    let is_current = matches!(page.look, View::Ready(_)) || failed_look.is_some();
    match confirm::typed_when(ui, "remove rule", &deed, &mut removing.typed, is_current)? {
        // Whoever types the name once more is answered by another look, not by sending it again.
        Decision::Do if failed_look.is_some() => Some(super::looking(look)),
        Decision::Do => {
            removing.typed.clear();
            Some(rules.send(plan, order, Some(before), &page.rules))
        }
        Decision::Keep => Some(forget(rules)),
    }
}

fn forget(rules: &mut Rules) -> Request {
    rules.removing = None;
    rules.attempt = None;
    Request::ForgetRule
}

/// What it brings about, in sentences, after what is known of an attempt whose answer was lost.
fn said(
    rules: &Rules,
    before: &PolicyRule,
    look: &WalletLook,
    model: &Model<'_>,
    page: &PageModel<'_>,
) -> Vec<String> {
    let mut said = Vec::new();
    match (rules.progress(), &rules.attempt) {
        (Some(Progress::Lost), _) => said.push(
            "The answer was lost. Whether the rule was removed is seen when the wallet is read anew."
                .to_owned(),
        ),
        (Some(Progress::NotDone), Some(attempt)) => said.push(attempt.plan.not_done_words()),
        _ => {}
    }
    let approval = ChangeApproval::of(&look.wallet.for_sharing(), look.wallet.balance.as_ref(), model.me);
    said.extend(approval.effects(RuleDeed::Remove, Some(before.lock(page.now)), model.names));
    said.push(format!("What it says now: {}", before.in_words(&look.wallet.coin)));
    if page.look.is_pending() {
        said.push("The wallet is being read anew: the rule can be removed once that is done.".to_owned());
    }
    if page.rules.waiting.iter().any(|it| it.is_about(&before.id, before.coin.as_deref(), &look.wallet.coin))
    {
        said.push("A change of this rule waits for approval already.".to_owned());
    }
    said
}

/// The rule is gone, and whether by what was sent here is not known yet: nothing closes until that is, but where not even
/// the look succeeds.
fn is_looked_up(
    ui: &mut Ui,
    rules: &mut Rules,
    name: &str,
    look: &WalletLook,
    (model, page): (&Model<'_>, &PageModel<'_>),
) -> Option<Request> {
    let environment = (EnvironmentColour::of_word(model.environment), model.environment);
    let title = format!("Remove the rule “{name}”");
    let dialog = Dialog { title: &title, width: WIDTH, environment: Some(environment) };
    let failure = page.rules.now.failure().filter(|_| rules.progress() == Some(Progress::Lost));
    let shown = modal::show(ui.ctx(), "rule removal looked up", &dialog, |ui| {
        let Some(failure) = failure else {
            layout::row(ui, |ui| {
                progress::turning(ui);
                ui.label(text::body("What became of the removal is being looked up."));
            });
            return (false, false);
        };
        let again = empty::failed_line(ui, failure);
        (again, modal::footer(ui, |ui| button::plain(ui, true, "Back to the rules").clicked()))
    });
    let (again, leaves) = shown.inner;
    if again {
        return Some(super::looking(look));
    }
    (leaves || (shown.closed && failure.is_some())).then(|| forget(rules))
}

/// Why it cannot be removed any more.
fn is_stopped(
    ui: &mut Ui,
    rules: &mut Rules,
    name: &str,
    reason: &str,
    (model, page): (&Model<'_>, &PageModel<'_>),
) -> Option<Request> {
    let environment = (EnvironmentColour::of_word(model.environment), model.environment);
    let title = format!("Remove the rule “{name}”");
    let dialog = Dialog { title: &title, width: WIDTH, environment: Some(environment) };
    let shown = modal::show(ui.ctx(), "rule removal stopped", &dialog, |ui| {
        notice::banner(ui, Meaning::Danger, reason);
        if let Some(failure) = page.rules.sent.failure() {
            empty::failed_form(ui, failure);
        }
        modal::footer(ui, |ui| button::plain(ui, true, "Back to the rules").clicked())
    });
    (shown.inner || shown.closed).then(|| forget(rules))
}
