//! One approval with everything that the decision needs in view.

use egui::Ui;

use super::{Deciding, Model, State, reading};
use crate::bitgo::approvals::{Change, Decision, PendingApproval, Recipient};
use crate::domain::approval::Case;
use crate::domain::lifetime::moment_words;
use crate::domain::share::{Permission, Permissions};
use crate::kit::palette::Meaning;
use crate::kit::secret::SecretBuffer;
use crate::kit::{button, code, copy, form, icon, layout, notice, space, text};

/// Draws the case; its buttons open the confirmation.
pub fn show(ui: &mut Ui, state: &mut State, (approval, case): (&PendingApproval, &Case), model: &Model<'_>) {
    form::with_footer(
        ui,
        "approval case",
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
    layout::ends(
        ui,
        |ui| text::draw_section(ui, approval.info.kind.title()),
        |ui| {
            if button::icon(ui, icon::CLOSE, "Close case").clicked() {
                state.chosen_id = None;
                state.table.chosen = None;
            }
        },
    );
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
                one_recipient(ui, recipient, coin);
            }
            if let Some(fee) = fee {
                form::facts(ui, &[("Fee", &reading::amount(fee, coin))]);
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
        _ => raw(ui, approval),
    }
    if reading::is_unreadable(approval) {
        let words =
            "Not everything in it can be read here: look at what the platform sent before you decide.";
        notice::banner(ui, Meaning::Attention, words);
        raw(ui, approval);
    }
}

fn one_recipient(ui: &mut Ui, recipient: &Recipient, coin: &str) {
    let coin = recipient.coin.as_deref().unwrap_or(coin);
    let amount =
        recipient.amount.as_ref().map_or_else(|| "not told".to_owned(), |it| reading::amount(it, coin));
    form::inset(ui, |ui| {
        ui.label(text::strong(amount));
        text::wrapped(ui, text::mono(&recipient.address));
    });
}

/// What the platform sent, whole.
fn raw(ui: &mut Ui, approval: &PendingApproval) {
    let words = serde_json::to_string_pretty(&approval.info.raw).unwrap_or_default();
    code::block(ui, "approval as sent", &words, 260.0);
}

fn buttons(ui: &mut Ui, state: &mut State, approval: &PendingApproval, case: &Case, model: &Model<'_>) {
    let hindrance = case.can_approve(model.me).err();
    let is_own = approval.creator == model.me;
    if let Some(hindrance) = &hindrance {
        notice::line(ui, Meaning::Information, &hindrance.to_string());
    }
    let is_open = !approval.state.is_decided();
    let reject = if is_own { "Withdraw…" } else { "Reject…" };
    let (approves, rejects) = layout::ends(
        ui,
        |ui| button::primary(ui, hindrance.is_none(), "Approve…").clicked(),
        |ui| button::danger(ui, is_open, reject).clicked(),
    );
    let decision = [(approves, Decision::Approve), (rejects, Decision::Reject)];
    if let Some((_, decision)) = decision.into_iter().find(|(pressed, _)| *pressed) {
        state.deciding = Some(Deciding {
            id: approval.id.clone(),
            decision,
            summary: reading::summary(approval, model.names),
            code: SecretBuffer::default(),
        });
    }
}
