//! What a rule would mean once it is there: for whom it is too much, what it does not hold up, and that it locks.

use super::change::{AtOnce, ChangeApproval};
use super::deadlock::Deadlock;
use super::draft::{RuleContext, RuleDraft, RuleEdit};
use super::finding::{Findings, RuleField, source};
use super::loosening::{APPROVABLE, limit_loosened};
use super::plan::{OpenChange, PlannedShape, RuleChange, RulePlan};
use super::rule::{NewRuleKind, RuleAction, RuleFacts, RuleShape};
use crate::domain::amount::Balance;
use crate::domain::approval::{LookAlike, NEW_ADDRESS, look_alike};
use crate::domain::approvers::can_approve;
use crate::domain::coin::amount_words;
use crate::domain::text::{counted, listed};

/// Why a change that loosens a rule is ticked.
const LOOSENS: (&str, &str) =
    ("Loosening a rule is what an attacker with access to an account would do first.", source::OURS);

/// Everything that these circumstances make worth saying.
pub(super) fn all(draft: &RuleDraft, plan: &RulePlan, context: &RuleContext<'_>, found: &mut Findings) {
    limit(draft, plan, context, found);
    whitelist(draft, plan, context, found);
    weaker(draft, plan, context, found);
    approvers(draft, context, found);
    until_locked(draft, plan, context, found);
}

/// A limit that holds nothing up today.
fn limit(draft: &RuleDraft, plan: &RulePlan, context: &RuleContext<'_>, found: &mut Findings) {
    let PlannedShape::Limit { amount, .. } = &plan.shape else { return };
    let coin = draft.coin(context.wallet);
    // The balance is of the wallet's coin; a limit for one of its tokens is another matter.
    let balance = context.balance.filter(|_| coin == context.wallet.coin).and_then(Balance::exact);
    if let Some(balance) = balance.filter(|balance| *balance <= amount) {
        let holds = amount_words(&Balance::Exact(balance.clone()), coin);
        found.warning(
            RuleField::Amount,
            format!("amount.above/{amount}"),
            format!("This limit stops nothing today: the wallet holds only {holds}."),
            (
                "All of it could leave at once. A limit protects only when it is well below the balance.",
                source::OURS,
            ),
        );
    }
    if let Some(RuleShape::Limit { tags, .. }) = draft.edit.before().map(|rule| &rule.shape)
        && !tags.is_empty()
    {
        let tags = listed(tags.iter().map(|tag| format!("“{tag}”")).collect(), "tag");
        let words = format!("The limit still counts all wallets tagged {tags} together.");
        found.note(RuleField::Amount, "amount.tags", words, ("", ""));
    }
}

/// The listed address that this one looks like without being it.
pub(super) fn alike(address: &str, context: &RuleContext<'_>) -> Option<LookAlike> {
    let known = context.rules.iter().flat_map(RuleFacts::entries);
    look_alike(address, known.map(|it| it.item.as_str()))
}

/// What a whitelist leaves possible, and addresses that are made to be mistaken.
fn whitelist(draft: &RuleDraft, plan: &RulePlan, context: &RuleContext<'_>, found: &mut Findings) {
    let refuses = match draft.edit.before().filter(|_| !draft.sets_action()) {
        Some(before) => before.action == RuleAction::Refuse,
        None => draft.action() == RuleAction::Refuse,
    };
    match (&plan.shape, &draft.edit) {
        (PlannedShape::Put { entry, .. }, edit) => {
            if let Some(alike) = alike(&entry.item, context) {
                found.warning(
                    RuleField::Address,
                    format!("address.alike/{}", entry.item),
                    format!("This address looks like {}, which is on a whitelist, but it is a different one.", alike.known),
                    (
                        "Attackers create addresses that look like one you pay often. Compare every character with what the recipient confirmed in another way.",
                        source::OURS,
                    ),
                );
            }
            if *edit == RuleEdit::New && refuses {
                found.warning(
                    RuleField::Address,
                    "list.only",
                    "Money can then go only to this one address, until others are added to the list.",
                    ("Addresses are added one by one, and not once the rule has locked.", source::POLICIES),
                );
            }
        }
        (PlannedShape::TakeOff { .. }, RuleEdit::TakeOff(before, _)) if before.entries().len() == 1 => {
            let (words, why) = if refuses {
                (
                    "The list will be empty: all withdrawals will be denied.",
                    "To lift the whitelist, remove the rule.",
                )
            } else {
                (
                    "The list will be empty: all withdrawals will require approval.",
                    "To lift the whitelist, remove the rule.",
                )
            };
            found.warning(RuleField::Rule, "list.empty", words, (why, source::OURS));
        }
        _ => {}
    }
    let is_another = draft.edit == RuleEdit::New
        && draft.sort == NewRuleKind::Whitelist
        && context.rules.iter().any(|rule| rule.sort() == Some(NewRuleKind::Whitelist));
    if is_another {
        found.warning(
            RuleField::Rule,
            "list.second",
            "This wallet already has a whitelist: with two, only addresses on both lists are paid without being stopped.",
            ("To allow one more address, add it to the existing list.", source::OURS),
        );
    }
}

/// A change that lets out more than before.
fn weaker(draft: &RuleDraft, plan: &RulePlan, context: &RuleContext<'_>, found: &mut Findings) {
    let Some(before) = draft.edit.before() else { return };
    if let (
        PlannedShape::Limit { amount, window_secs, .. },
        RuleShape::Limit { amount: Some(was), window_secs: Some(was_secs), .. },
    ) = (&plan.shape, &before.shape)
        && let Some(words) =
            limit_loosened((was, *was_secs), (amount, *window_secs), draft.coin(context.wallet))
    {
        found.warning(RuleField::Amount, format!("rule.weaker/{amount}/{window_secs}"), words, LOOSENS);
    }
    if before.action == RuleAction::Refuse && matches!(plan.action, Some(RuleAction::Ask(_))) {
        found.warning(RuleField::Action, "action.weaker", APPROVABLE, LOOSENS);
    }
    if let (RuleAction::Ask(was), Some(RuleAction::Ask(now))) = (&before.action, &plan.action) {
        more_approvers(was, now, context, found);
    }
    if let PlannedShape::Put { entry, .. } = &plan.shape {
        found.warning(RuleField::Address, format!("address.new/{}", entry.item), NEW_ADDRESS, LOOSENS);
    }
}

/// People who could approve and could not before. Nobody named is any other admin.
fn more_approvers(was: &[String], now: &[String], context: &RuleContext<'_>, found: &mut Findings) {
    if was.is_empty() && now.iter().all(|id| context.wallet.admins().any(|admin| admin == id)) {
        return;
    }
    let new: Vec<&str> = if now.is_empty() {
        context.wallet.admins().filter(|id| was.iter().all(|it| it != id)).collect()
    } else {
        now.iter().map(String::as_str).filter(|id| was.iter().all(|it| it != id)).collect()
    };
    if new.is_empty() && !now.is_empty() {
        return;
    }
    let words = match (now.is_empty(), new.is_empty()) {
        (true, true) => {
            "Anyone who becomes an admin of this wallet could approve what only the named admins can approve now."
                .to_owned()
        }
        (true, false) => {
            let names = listed(new.iter().map(|id| context.names.of(id)).collect(), "admin");
            format!("Every admin could approve what only the named ones can approve now, {names} included.")
        }
        (false, _) => {
            let names = listed(new.iter().map(|id| context.names.of(id)).collect(), "admin");
            format!("Withdrawals that this rule stops could be approved by {names}, who cannot approve them now.")
        }
    };
    found.warning(RuleField::Action, format!("action.wider/{}", now.join(",")), words, LOOSENS);
}

/// Approvals that nobody could give.
fn approvers(draft: &RuleDraft, context: &RuleContext<'_>, found: &mut Findings) {
    let RuleAction::Ask(named) = draft.action() else { return };
    if !draft.sets_action() || (draft.asks_named && named.is_empty()) {
        return;
    }
    let needed = context.wallet.approvals_required.unwrap_or(1).max(1);
    let asked = if named.is_empty() { "all".to_owned() } else { named.join(",") };
    let required = counted(usize::try_from(needed).unwrap_or(usize::MAX), "approval");
    let (id, words) = match Deadlock::of(&context.wallet.people, &named, needed) {
        None => return,
        Some(Deadlock::Whoever { could }) => (
            format!("action.deadlock/{asked}"),
            format!(
                "Withdrawals that this rule stops could never be approved: {required} required, but {}.",
                can_approve(could)
            ),
        ),
        Some(Deadlock::Of(stuck)) => {
            let who = listed(stuck.iter().map(|id| context.names.of(id)).collect(), "admin");
            let words = match needed - 1 {
                0 => format!("Nobody could approve {who}'s own withdrawals."),
                1 => format!(
                    "Withdrawals by {who} could never be approved: {required} required, but only 1 other admin can approve."
                ),
                others => format!(
                    "Withdrawals by {who} could never be approved: {required} required, but only {others} other admins can approve."
                ),
            };
            (format!("action.stuck/{asked}"), words)
        }
    };
    // Who is named stays so once the rule is locked; who is an admin does not.
    let why = if named.is_empty() {
        "Nobody can approve their own withdrawal. Add another admin to the wallet."
    } else {
        "Nobody can approve their own withdrawal. Add another approver; you can't after the rule locks."
    };
    found.warning(RuleField::Action, id, words, (why, source::POLICIES));
}

/// Who can undo it until it locks, and that nobody can after that.
fn until_locked(draft: &RuleDraft, plan: &RulePlan, context: &RuleContext<'_>, found: &mut Findings) {
    let is_this = |it: &OpenChange| it.is_about(&plan.name, plan.coin.as_deref(), &context.wallet.coin);
    if plan.change == RuleChange::Change && context.waiting.iter().any(is_this) {
        found.warning(
            RuleField::Rule,
            "rule.waits",
            "A change of this rule is already pending approval.",
            ("Both stay open, and neither was made with the other in view.", source::OURS),
        );
    }
    match ChangeApproval::of(context.wallet, context.balance, context.me) {
        ChangeApproval::NotAdmin => {
            found.error(RuleField::Rule, "rule.not_admin", "Only the wallet's admins can change its rules.");
        }
        ChangeApproval::AtOnce(AtOnce::OneAdmin) => found.note(
            RuleField::Rule,
            "rule.alone",
            "Until it locks, you can change or remove it without approval, and so can anyone who gets into your account.",
            ("A wallet should have at least two admins.", source::POLICIES),
        ),
        ChangeApproval::AtOnce(_) => found.note(
            RuleField::Rule,
            "rule.alone",
            "Until it locks, each admin can change or remove it without approval.",
            ("BitGo requires another admin's approval only on funded wallets with 3 or more admins.", source::POLICIES),
        ),
        ChangeApproval::Needed(_) => {}
    }
    if draft.sets_action() && draft.action() == RuleAction::Refuse {
        found.warning(
            RuleField::Action,
            "action.refuse",
            "Denied withdrawals can't be approved. After the rule locks, only BitGo support can change that.",
            ("If you may need exceptions, require approval instead.", source::OURS),
        );
    }
}
