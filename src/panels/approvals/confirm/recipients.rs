//! Whom a withdrawal that is to be confirmed pays: every address in full, what each gets, the total and the fee.

use egui::Ui;

use crate::bitgo::approvals::{
    ApprovalCase, ApprovalFacts, Built, Change, PendingApproval, Recipient, total,
};
use crate::domain::amount::Balance;
use crate::domain::approval::{Comparison, Mark, Total};
use crate::domain::coin::amount_words;
use crate::kit::palette::Meaning;
use crate::kit::{form, layout, notice, space, text};
use crate::panels::approvals::details::{built, parts};
use crate::panels::approvals::text as wording;

/// So many stand in the dialog without a scroll of their own.
const SHOWN: usize = 5;
/// How high one is, in points.
const HEIGHT: f32 = 84.0;

/// Draws them.
pub fn show(ui: &mut Ui, approval: &ApprovalCase, known: Option<&ApprovalFacts>) {
    let Change::Withdrawal { requested, fee, comment, .. } = &approval.info.change else { return };
    let examined = approval.examined(known);
    let built = &examined.built;
    if built::decoded(ui, built)
        && let Some(comparison) = built.strongest()
    {
        built::show(ui, comparison, approval.coin.as_deref().unwrap_or_default());
    }
    // What is signed is what was built, where anything is.
    let recipients = &built.paid;
    if recipients.len() != 1 {
        ui.label(text::strong(wording::recipients(recipients.len(), SHOWN)).size(13.0));
    }
    let all = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for (number, recipient) in recipients.iter().enumerate() {
            let name = if recipients.len() == 1 { None } else { Some(number + 1) };
            form::inset(ui, |ui| one(ui, name, recipient, approval, built));
        }
    };
    if recipients.len() > SHOWN {
        #[expect(clippy::cast_precision_loss, reason = "a few")]
        layout::scroll_up_to(ui, "recipients", SHOWN as f32 * HEIGHT, all);
    } else {
        ui.scope(all);
    }
    let coin = approval.coin.as_deref().unwrap_or_default();
    match total(recipients, requested.as_ref()) {
        Total::Exact(total) => {
            let own = recipients.first().and_then(|it| it.coin.as_deref()).unwrap_or(coin);
            parts::amount_fact(ui, "Total", &Balance::Exact(total), own);
        }
        // It is among what has to be ticked.
        Total::Differs { .. } => {}
        Total::NotKnown => drop(notice::line(ui, Meaning::Attention, wording::no_total(recipients.len()))),
    }
    let own_coin = known.and_then(ApprovalFacts::coin).unwrap_or(wording::OWN_COIN);
    match fee {
        Some(fee) => parts::amount_fact(ui, "Fee", fee, own_coin),
        None => form::facts(ui, &[("Fee", wording::NOT_REPORTED)]),
    }
    if let Some((fee, coin)) = built.strongest().and_then(Comparison::platform_fee) {
        parts::amount_fact(ui, "BitGo fee", &Balance::Exact(fee), coin);
    }
    if !comment.is_empty() {
        form::facts(ui, &[("Comment", comment)]);
    }
}

fn one(ui: &mut Ui, number: Option<usize>, recipient: &Recipient, approval: &PendingApproval, built: &Built) {
    let coin = recipient.coin.as_deref().or(approval.coin.as_deref()).unwrap_or_default();
    let name = wording::recipient(number);
    let amount = recipient
        .amount
        .as_ref()
        .map_or_else(|| wording::is_not_reported("The amount"), |amount| amount_words(amount, coin));
    ui.spacing_mut().item_spacing.y = 2.0;
    layout::ends(ui, |ui| ui.label(text::small(name)), |ui| ui.label(text::strong(amount)));
    if recipient.address.is_empty() {
        notice::line(ui, Meaning::Attention, wording::NO_ADDRESS);
        return;
    }
    if let Some(label) = approval.label_of(&recipient.address) {
        text::wrapped(ui, text::small(wording::address_label(label)));
    }
    let marks = built.marks(&recipient.address);
    let differs = marks.iter().find_map(|mark| match mark {
        Mark::LooksLike { found, .. } => Some(found.differs.as_slice()),
        _ => None,
    });
    text::mono_marked(ui, &recipient.address, differs.unwrap_or_default());
    if let Some(data) = recipient.data.as_deref().filter(|data| !data.is_empty()) {
        ui.label(text::small(wording::DATA));
        parts::long(ui, &format!("data {}", number.unwrap_or(1)), data);
    }
    // What is a danger is among what has to be ticked.
    for mark in marks.iter().filter(|mark| !mark.is_alarm()) {
        let meaning = if mark.is_good() { Meaning::Good } else { Meaning::Attention };
        notice::line(ui, meaning, &mark.sentence());
    }
}
