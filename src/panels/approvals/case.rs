//! One approval with everything that the decision needs in view.

use egui::{Key, Ui};

use super::{Deciding, Model, Progress, State, reading};
use crate::bitgo::approvals::{Change, Decision, PendingApproval, Recipient};
use crate::domain::approval::{Case, KnownAddresses, Mark};
use crate::domain::coin::amount_words;
use crate::domain::lifetime::moment_words;
use crate::domain::share::{Permission, Permissions};
use crate::kit::palette::Meaning;
use crate::kit::secret::SecretBuffer;
use crate::kit::state::View;
use crate::kit::{button, code, copy, form, layout, notice, space, text};

/// Draws the case; its buttons open the confirmation.
pub fn show(ui: &mut Ui, state: &mut State, (approval, case): (&PendingApproval, &Case), model: &Model<'_>) {
    // Another approval's case begins at its top.
    let salt = format!("approval case {}", approval.id);
    form::with_footer(
        ui,
        &salt,
        state,
        |ui, state| {
            head(ui, state, approval, model);
            facts(ui, approval, case, model);
            change(ui, approval, model);
        },
        |ui, state| buttons(ui, state, approval, case, model),
    );
}

fn head(ui: &mut Ui, state: &mut State, approval: &PendingApproval, model: &Model<'_>) {
    if layout::closable_head(ui, approval.info.kind.title(), "Close case") {
        state.chosen_id = None;
        state.table.chosen = None;
    }
    text::wrapped(ui, text::body(reading::summary(approval, model.names)));
}

fn facts(ui: &mut Ui, approval: &PendingApproval, case: &Case, model: &Model<'_>) {
    let asked = approval.created.map_or_else(|| "not told".to_owned(), |at| moment_words(at, model.zone));
    let wallet = approval.wallet_label.as_deref().or(approval.wallet.as_deref()).unwrap_or("none");
    form::facts(
        ui,
        &[
            ("Asked by", &model.names.of(&approval.creator)),
            ("Asked on", &asked),
            ("Wallet", wallet),
            ("Coin", approval.coin.as_deref().unwrap_or("none")),
            ("State", &case.progress(model.names)),
        ],
    );
    layout::fact(ui, "ID", |ui| copy::id(ui, "approval ID", &approval.id));
    if let Some(deadlock) = case.deadlock() {
        notice::banner(ui, Meaning::Danger, &deadlock);
    }
}

fn change(ui: &mut Ui, approval: &PendingApproval, model: &Model<'_>) {
    space::gap(ui, space::XS);
    match &approval.info.change {
        Change::Withdrawal { recipients, fee, comment, .. } => {
            let coin = approval.coin.as_deref().unwrap_or_default();
            ui.label(text::strong("Recipients"));
            for recipient in recipients {
                one_recipient(ui, recipient, coin, model);
            }
            if let Some(fee) = fee {
                form::facts(ui, &[("Fee", &amount_words(fee, coin))]);
            }
            if !comment.is_empty() {
                form::facts(ui, &[("Comment", comment)]);
            }
        }
        Change::User { user, permissions, .. } => {
            let after = Permissions::of(permissions.iter().map(|word| Permission::from_word(word)));
            ui.label(text::strong(model.names.of(user)));
            for permission in after.all() {
                text::wrapped(ui, text::body(format!("Can {}.", permission.allows())));
            }
        }
        Change::Rule { rule, .. } => {
            ui.label(text::strong(format!("Rule {}", rule.id)));
            text::wrapped(ui, text::body(rule.in_words(approval.coin.as_deref().unwrap_or_default())));
            raw(ui, approval);
        }
        _ => raw(ui, approval),
    }
    if reading::is_unreadable(approval) {
        let words =
            "Not everything in it can be read here: look at what the platform sent before you decide.";
        notice::banner(ui, Meaning::Attention, words);
        raw(ui, approval);
    }
}

fn one_recipient(ui: &mut Ui, recipient: &Recipient, coin: &str, model: &Model<'_>) {
    let coin = recipient.coin.as_deref().unwrap_or(coin);
    let amount = recipient.amount.as_ref().map_or_else(|| "not told".to_owned(), |it| amount_words(it, coin));
    form::inset(ui, |ui| {
        ui.label(text::strong(amount));
        match model.background {
            View::Ready(known) => marks(ui, &recipient.address, known),
            View::Failed(failure, _) => {
                text::wrapped(ui, text::mono(&recipient.address));
                let words = format!("What is known of this address could not be read: {}", failure.what);
                notice::line(ui, Meaning::Attention, &words);
            }
            View::Pending(_) | View::NotAsked => {
                text::wrapped(ui, text::mono(&recipient.address));
                ui.label(text::small("Looking whether it is known here…"));
            }
        }
    });
}

/// The address, and what is known of it. Where it only looks like a known one, the characters that differ stand out.
fn marks(ui: &mut Ui, address: &str, known: &KnownAddresses) {
    let marks = known.marks(address);
    let differs = marks.iter().find_map(|mark| match mark {
        Mark::LooksLike(found) => Some(found.differs.as_slice()),
        _ => None,
    });
    text::mono_marked(ui, address, differs.unwrap_or_default());
    for mark in &marks {
        let sentence = mark.sentence();
        if mark.is_alarm() {
            notice::banner(ui, Meaning::Danger, &sentence);
        } else {
            notice::line(ui, if mark.is_good() { Meaning::Good } else { Meaning::Attention }, &sentence);
        }
    }
}

/// What the platform sent, whole.
fn raw(ui: &mut Ui, approval: &PendingApproval) {
    let words = serde_json::to_string_pretty(&approval.info.raw).unwrap_or_default();
    code::block(ui, "approval as sent", &words, 260.0);
}

fn buttons(ui: &mut Ui, state: &mut State, approval: &PendingApproval, case: &Case, model: &Model<'_>) {
    let looks = "Looking whether the addresses are known here…";
    let is_looking = approval.info.kind.is_withdrawal() && model.background.is_pending();
    let hindrance = case.can_approve(model.me).err().map(|why| why.to_string());
    let hindrance = hindrance.or_else(|| is_looking.then(|| looks.to_owned()));
    let is_own = approval.creator == model.me;
    if let Some(hindrance) = &hindrance {
        notice::line(ui, Meaning::Information, hindrance);
    }
    let is_open = !approval.state.is_decided();
    let reject = if is_own { "Withdraw…" } else { "Reject…" };
    let (approves, rejects) = layout::ends(
        ui,
        |ui| {
            let button = button::primary(ui, hindrance.is_none(), "Approve…");
            button.on_hover_text("Key: a").clicked()
        },
        |ui| button::danger(ui, is_open, reject).on_hover_text("Key: r").clicked(),
    );
    let by_key = key(ui, state, approval);
    let decision = by_key.or(approves.then_some(Decision::Approve)).or(rejects.then_some(Decision::Reject));
    let is_allowed = |decision: &Decision| match decision {
        Decision::Approve => hindrance.is_none(),
        Decision::Reject => is_open,
    };
    if let Some(decision) = decision.filter(is_allowed) {
        state.deciding = Some(Deciding {
            id: approval.id.clone(),
            decision,
            summary: reading::summary(approval, model.names),
            code: SecretBuffer::default(),
            passphrase: SecretBuffer::default(),
            progress: Progress::default(),
        });
    }
}

/// `a` approves and `r` rejects, unless something is typed somewhere or the case holds what cannot be read: that has to
/// be decided by pressing, after looking.
fn key(ui: &Ui, state: &State, approval: &PendingApproval) -> Option<Decision> {
    if !state.hears_keys(ui) || reading::is_unreadable(approval) {
        return None;
    }
    let pressed = |key| ui.input(|input| input.modifiers.is_none() && input.key_pressed(key));
    let decisions = [(Key::A, Decision::Approve), (Key::R, Decision::Reject)];
    decisions.into_iter().find(|(key, _)| pressed(*key)).map(|(_, decision)| decision)
}
