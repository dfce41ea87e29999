//! One approval with everything that the decision needs in view.

pub(super) mod built;
mod fired;
pub(super) mod parts;
mod people;
mod plain;
mod rule;
mod withdrawal;

use egui::{Key, Ui};
use serde_json::Value;

use self::parts::Dangers;
use super::confirmation::Confirmation;
use super::model::Model;
use super::request::Request;
use super::state::State;
use super::summary::wallet_marks;
use super::summary::wallet_words;
use super::text as wording;
use crate::bitgo::approvals::{
    ApprovalCase, ApprovalFacts, ApprovalKind, ApprovalRow, Change, Decision, PendingApproval,
};
use crate::bitgo::user::EnterpriseRef;
use crate::domain::approval::ApprovalStatus;
use crate::domain::lifetime::moment_words;
use crate::domain::raw_tree::RawTree;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{button, code, copy, form, layout, mutation, notice, progress, space, text, tree};

/// Draws the case; its buttons open the confirmation.
pub fn show(
    ui: &mut Ui,
    state: &mut State,
    ApprovalRow { approval, status }: &ApprovalRow,
    model: &Model<'_>,
) {
    // Another approval's case begins at its top.
    let salt = format!("approval case {}", approval.id);
    let status = &*model.completed(approval, status);
    form::with_footer(
        ui,
        &salt,
        state,
        |ui, state| {
            head(ui, state, approval, model);
            if let Some(deadlock) = status.deadlock() {
                notice::banner(ui, Meaning::Danger, &deadlock);
            }
            fired::platform_step(ui, approval, model);
            case(ui, state, approval, model);
            if let Some(asked) = fired::rules(ui, approval, model) {
                state.asked = Some(asked);
            }
            facts(ui, approval, status, model);
            said_about(ui, approval, model);
            raw(ui, state, approval);
        },
        |ui, state| buttons(ui, state, approval, status, model),
    );
}

fn head(ui: &mut Ui, state: &mut State, approval: &ApprovalCase, model: &Model<'_>) {
    if layout::closable_head(ui, approval.info.kind.title(), wording::CLOSE_CASE) {
        state.chosen_id = None;
        state.table.chosen = None;
    }
    text::wrapped(ui, text::body(approval.summary(model.names)));
}

/// What would change, and that not everything of it is known.
fn case(ui: &mut Ui, state: &mut State, approval: &ApprovalCase, model: &Model<'_>) {
    if approval.is_unreadable() {
        notice::banner(ui, Meaning::Attention, wording::UNREADABLE);
    }
    let known = around(ui, state, approval, model);
    for concern in &approval.examined(known).earlier {
        notice::banner(ui, Meaning::Danger, &concern.sentence);
    }
    change(ui, approval, known, model, Dangers::Here);
}

/// What a dialog decides: what it is about, what has changed since it was opened, whose it is and who asked for it.
pub(super) fn decided(
    ui: &mut Ui,
    approval: &PendingApproval,
    summary: &str,
    changes: &[String],
    model: &Model<'_>,
) {
    text::wrapped(ui, text::strong(summary));
    if !changes.is_empty() {
        notice::banner(ui, Meaning::Attention, &wording::changed(changes));
    }
    let (wallet, requested_by) = (wallet_words(approval), model.names.of(&approval.creator));
    let wallet = wallet.as_deref().map(|wallet| ("Wallet", wallet));
    let facts: Vec<(&str, &str)> = wallet.into_iter().chain([("Requested by", &*requested_by)]).collect();
    form::facts(ui, &facts);
}

/// What would change, each kind in its own way, and as it came where it cannot be read.
pub(super) fn change(
    ui: &mut Ui,
    approval: &ApprovalCase,
    known: Option<&ApprovalFacts>,
    model: &Model<'_>,
    dangers: Dangers,
) {
    if dangers == Dangers::Here {
        for words in &approval.examined(known).protection {
            notice::banner(ui, Meaning::Danger, words);
        }
    }
    match &approval.info.change {
        Change::Withdrawal { .. } => withdrawal::show(ui, approval, known),
        Change::User { .. } => people::show(ui, approval, known, model, dangers),
        Change::Rule { .. } => rule::show(ui, approval, known, model, dangers),
        Change::Unknown => {}
        _ => plain::show(ui, approval, known, model, dangers),
    }
    if approval.is_unreadable() {
        let info = &approval.info;
        // What stands under its kind, or all of it where there is no such field.
        let under_kind = info.raw.get(info.kind.word()).and_then(Value::as_object);
        tree::show(ui, wording::CONTENT, &RawTree::of(under_kind.unwrap_or(&info.raw)), wording::more_lines);
    }
}

/// What is known around the approval, as far as it is here; says so where it is not.
fn around<'a>(
    ui: &mut Ui,
    state: &mut State,
    approval: &PendingApproval,
    model: &Model<'a>,
) -> Option<&'a ApprovalFacts> {
    let what = match (approval.wallet.is_some(), approval.info.kind.is_withdrawal()) {
        (_, true) => wording::AROUND_WITHDRAWAL,
        (true, false) => wording::AROUND_WALLET,
        (false, false) => wording::AROUND_ENTERPRISE,
    };
    let facts = (model.facts_of)(&approval.id);
    match facts {
        Loadable::Failed(failure, _) => {
            let words = wording::unread(what, &failure.what);
            let again = notice::line_with(ui, Meaning::Attention, &words, |ui| {
                button::link(ui, wording::TRY_AGAIN).clicked()
            });
            if again {
                state.asked = Some(Request::ReadFacts);
            }
        }
        Loadable::Pending(None) => {
            layout::row(ui, |ui| {
                progress::turning(ui);
                ui.label(text::muted(wording::reading(what)));
            });
        }
        _ => {}
    }
    facts.content()
}

fn facts(ui: &mut Ui, approval: &PendingApproval, status: &ApprovalStatus, model: &Model<'_>) {
    space::gap(ui, space::XS);
    let asked =
        approval.created.map_or_else(|| wording::NOT_REPORTED.to_owned(), |at| moment_words(at, model.zone));
    let (asked_by, progress) = (model.names.of(&approval.creator), status.progress(model.names));
    let mut facts = vec![("Requested by", asked_by.as_str()), ("Requested on", asked.as_str())];
    if let Some(from) = approval.asked_from() {
        facts.push(("Requested from IP", from));
    }
    let place = place(approval, model);
    facts.push((place.0, place.1.as_str()));
    if let Some(coin) = &approval.coin {
        facts.push(("Coin", coin));
    }
    facts.push(("Status", &progress));
    let approved: Vec<String> = status.approved_by.iter().map(|id| model.names.of(id)).collect();
    let approved = approved.join(", ");
    if !approved.is_empty() {
        facts.push(("Approved by", &approved));
    }
    form::facts(ui, &facts);
    if let Some(wallet) = &approval.wallet {
        layout::fact(ui, "Wallet ID", |ui| copy::id(ui, "wallet ID", wallet));
        wallet_marks(approval, model).show(ui);
    }
    layout::fact(ui, "ID", |ui| copy::id(ui, "approval ID", &approval.id));
}

/// Whose it is, in a caption and its name.
fn place(approval: &PendingApproval, model: &Model<'_>) -> (&'static str, String) {
    if let Some(wallet) = approval.wallet_label.as_ref().or(approval.wallet.as_ref()) {
        return ("Wallet", wallet.clone());
    }
    if let (ApprovalKind::Organization, Some(name)) = (&approval.info.kind, &approval.organization_name) {
        return ("Organization", name.clone());
    }
    let id = approval.enterprise.as_deref().unwrap_or_default();
    ("Enterprise", EnterpriseRef::name_of(Some(id), model.enterprises))
}

/// What admins noted on it, and checks of the platform's that stopped somebody.
fn said_about(ui: &mut Ui, approval: &PendingApproval, model: &Model<'_>) {
    let told = |at: Option<jiff::Timestamp>| {
        at.map(|at| format!(", {}", moment_words(at, model.zone))).unwrap_or_default()
    };
    for memo in &approval.memos {
        let words = format!("{}{}: {}", memo.by, told(memo.date), memo.text);
        notice::line(ui, Meaning::Information, &words);
    }
    for event in approval.security_events.iter().filter(|event| event.is_blocked) {
        let from = event.ip.as_ref().map(|ip| format!(" from {ip}")).unwrap_or_default();
        let who = model.names.of(&event.user);
        let words = wording::blocked(&who, &from, &told(event.date), &event.message);
        notice::line(ui, Meaning::Attention, words.trim_end());
    }
}

/// What the platform sent, whole, behind a fold.
fn raw(ui: &mut Ui, state: &mut State, approval: &PendingApproval) {
    form::fold(ui, &mut state.shows_raw, wording::RAW, "");
    if state.shows_raw {
        // What stands beside it and has no place of its own on the screen, too.
        let mut whole = serde_json::Map::new();
        whole.insert("info".to_owned(), approval.info.raw.clone().into());
        whole.extend(approval.extra.clone());
        let words = serde_json::to_string_pretty(&whole).unwrap_or_default();
        code::block(ui, "approval as sent", &words, 260.0);
        copy::button(ui, wording::COPY_RAW, &words);
    }
}

fn buttons(
    ui: &mut Ui,
    state: &mut State,
    approval: &ApprovalCase,
    status: &ApprovalStatus,
    model: &Model<'_>,
) {
    let is_looking = approval.needs_facts() && approval.has_facts() && is_awaited(approval, model);
    let is_held = state.is_held(&approval.id);
    let unconfirmed = state.sent.get(&approval.id).filter(|sent| sent.stage.is_unconfirmed());
    if unconfirmed.is_some_and(|it| mutation::stage(ui, &it.stage, it.what(), model.current.is_looking)) {
        state.asked = Some(Request::LookUp);
    }
    let hindrance = status.can_approve(model.me).err().map(|why| why.to_string());
    let hindrance = hindrance.or_else(|| is_looking.then(|| wording::CHECKING.to_owned()));
    let no_rejection = status.can_reject(model.me).err().map(|why| why.to_string());
    let is_own = approval.creator == model.me;
    if let Some(checks) = approval.also_waits_for().filter(|_| hindrance.is_none()) {
        notice::line(ui, Meaning::Attention, &checks);
    }
    for why in hindrance.iter().chain(no_rejection.iter().filter(|why| hindrance.as_ref() != Some(*why))) {
        notice::line(ui, Meaning::Information, why);
    }
    let reject = if is_own { wording::CANCEL_MINE } else { "Reject…" };
    let (approves, rejects) = layout::lasting_ends(
        ui,
        "decide",
        |ui| {
            let button = button::primary(ui, hindrance.is_none() && !is_held, "Approve…");
            button.on_hover_text("Key: a").clicked()
        },
        |ui| button::danger(ui, no_rejection.is_none() && !is_held, reject).on_hover_text("Key: r").clicked(),
    );
    let by_key = key(ui, state, approval);
    let decision = by_key.or(approves.then_some(Decision::Approve)).or(rejects.then_some(Decision::Reject));
    let is_allowed = |decision: &Decision| match decision {
        Decision::Approve => hindrance.is_none(),
        Decision::Reject => no_rejection.is_none(),
    };
    if let Some(decision) = decision.filter(|decision| !is_held && is_allowed(decision)) {
        state.confirmation = Some(Confirmation::new(decision, approval, status, model.names));
    }
}

/// `a` approves and `r` rejects, unless something is typed somewhere or the case holds what cannot be read: that has to
/// be decided by pressing, after looking.
fn key(ui: &Ui, state: &State, approval: &ApprovalCase) -> Option<Decision> {
    if !state.hears_keys(ui) || approval.is_unreadable() {
        return None;
    }
    let pressed = |key| ui.input(|input| input.modifiers.is_none() && input.key_pressed(key));
    let decisions = [(Key::A, Decision::Approve), (Key::R, Decision::Reject)];
    decisions.into_iter().find(|(key, _)| pressed(*key)).map(|(_, decision)| decision)
}

/// What is around the case is on its way, or about to be asked for.
fn is_awaited(approval: &PendingApproval, model: &Model<'_>) -> bool {
    matches!((model.facts_of)(&approval.id), Loadable::Pending(_) | Loadable::NotAsked)
}
