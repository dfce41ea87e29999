//! A withdrawal: who gets how much, what is known of each address, the total, and the rule that asks.

use crate::domain::foreign_text::visible;
use egui::Ui;

use super::{built, parts};
use crate::bitgo::approvals::{ApprovalCase, ApprovalFacts, Change, PendingApproval, Trigger, total};
use crate::domain::amount::Balance;
use crate::domain::approval::{BalanceShare, Mark, Recipient, Total};
use crate::domain::coin::amount_words;
use crate::kit::palette::Meaning;
use crate::kit::{copy, form, layout, notice, space, text};
use crate::panels::approvals::text as wording;

/// Draws it.
pub fn show(ui: &mut Ui, approval: &ApprovalCase, known: Option<&ApprovalFacts>) {
    let Change::Withdrawal { requested, fee, comment, intent, .. } = &approval.info.change else {
        return;
    };
    let coin = approval.coin.as_deref().unwrap_or_default();
    // What is signed is what was built, where anything is.
    let examined = approval.examined(known);
    let (built, paid) = (&examined.built, &examined.built.paid);
    let total = total(paid, requested.as_ref());
    let share = known.and_then(|known| approval.share_of_balance(paid, &total, known));
    if let Some(share) = share.filter(|share| share.is_all()) {
        takes_all(ui, share);
    }
    built::verdict(ui, &examined);
    // What differs comes first.
    let differs = !built.dangers.is_empty();
    if let Some(comparison) = built.strongest().filter(|_| differs) {
        built::show(ui, comparison, coin);
    }
    ui.label(text::strong(wording::RECIPIENTS));
    for (number, recipient) in paid.iter().enumerate() {
        let marks = known.map(|_| built.marks(&recipient.address));
        one(ui, (number, recipient), approval, marks);
    }
    sums(ui, &total, coin, paid);
    if let Some(comparison) = built.described.as_ref().filter(|_| !differs) {
        built::show(ui, comparison, coin);
    }
    let own_coin = known.and_then(ApprovalFacts::coin);
    if let Some(fee) = fee {
        // Also for a token it is paid in the wallet's own coin.
        parts::amount_fact(ui, "Fee", fee, own_coin.unwrap_or(wording::OWN_COIN));
    }
    if let Some(share) = share {
        form::facts(ui, &[(wording::SHARE, &share.in_words())]);
    } else if own_coin.is_some_and(|own| own != coin) {
        form::facts(ui, &[(wording::SHARE, wording::SHARE_UNKNOWN)]);
    }
    if let Some(intent) = intent {
        form::facts(ui, &[("Purpose", &intent_words(intent))]);
    }
    if !comment.is_empty() {
        form::facts(ui, &[("Comment", comment)]);
    }
    for trigger in approval.triggers() {
        triggered(ui, &trigger, coin, known);
    }
}

fn takes_all(ui: &mut Ui, share: BalanceShare) {
    let words = match share {
        BalanceShare::MoreThanWhole => wording::MORE_THAN_WALLET,
        _ => wording::EMPTIES_WALLET,
    };
    notice::banner(ui, Meaning::Attention, words);
}

fn sums(ui: &mut Ui, total: &Total, coin: &str, recipients: &[Recipient]) {
    match total {
        Total::Exact(total) => {
            let own = recipients.first().and_then(|it| it.coin.as_deref()).unwrap_or(coin);
            parts::amount_fact(ui, "Total", &Balance::Exact(total.clone()), own);
        }
        Total::Differs { sum, requested } => {
            let words = |amount: &crate::domain::amount::BaseUnits| {
                amount_words(&Balance::Exact(amount.clone()), coin)
            };
            notice::banner(ui, Meaning::Danger, &wording::sums_differ(&words(sum), &words(requested)));
        }
        Total::NotKnown => drop(notice::line(ui, Meaning::Attention, wording::no_total(recipients.len()))),
    }
}

fn one(
    ui: &mut Ui,
    (number, recipient): (usize, &Recipient),
    approval: &PendingApproval,
    marks: Option<&[Mark]>,
) {
    let coin = recipient.coin.as_deref().or(approval.coin.as_deref()).unwrap_or_default();
    form::inset(ui, |ui| {
        let copies = format!("Copy address {}", number + 1);
        layout::ends(
            ui,
            |ui| {
                ui.label(text::small(wording::recipient(Some(number + 1))));
            },
            |ui| copy::button(ui, &copies, &recipient.address),
        );
        ui.scope(|ui| parts::amount(ui, "The amount", recipient.amount.as_ref(), coin));
        space::gap(ui, space::XS);
        if let Some(label) = approval.label_of(&recipient.address) {
            text::wrapped(ui, text::small(wording::address_label(label)));
        }
        if recipient.address.is_empty() {
            notice::line(ui, Meaning::Attention, wording::NO_ADDRESS);
        } else if let Some(marks) = marks {
            marked(ui, &recipient.address, marks);
        } else {
            text::wrapped(ui, text::mono(&recipient.address));
        }
        if let Some(data) = recipient.data.as_deref().filter(|data| !data.is_empty()) {
            layout::row(ui, |ui| {
                ui.label(text::muted(wording::DATA));
                parts::long(ui, &format!("data {}", number + 1), data);
            });
        }
    });
}

/// The address, and what is known of it. Where it only looks like a known one, the characters that differ stand out.
fn marked(ui: &mut Ui, address: &str, marks: &[Mark]) {
    let differs = marks.iter().find_map(|mark| match mark {
        Mark::LooksLike { found, .. } => Some(found.differs.as_slice()),
        _ => None,
    });
    text::mono_marked(ui, address, differs.unwrap_or_default());
    for mark in marks {
        let sentence = mark.sentence();
        if mark.is_alarm() {
            notice::banner(ui, Meaning::Danger, &sentence);
        } else {
            notice::line(ui, if mark.is_good() { Meaning::Good } else { Meaning::Attention }, &sentence);
        }
    }
}

/// The rule that asks for the approval, in words where the wallet has it.
fn triggered(ui: &mut Ui, trigger: &Trigger, coin: &str, known: Option<&ApprovalFacts>) {
    let (name, words) = match trigger {
        Trigger::Rule(rule) => (rule.id.as_str(), Some(rule.description().sentence(coin))),
        Trigger::Named(name) => (
            name.as_str(),
            known.and_then(|known| known.rule_named(name)).map(|rule| rule.description().sentence(coin)),
        ),
    };
    let is_missing = words.is_none() && known.is_some_and(ApprovalFacts::tells_rules);
    let words = match words {
        Some(words) => format!("{} {words}", wording::triggered(name)),
        None if is_missing => wording::triggered_by_unknown(name),
        None => wording::triggered(name),
    };
    notice::line(ui, Meaning::Information, &words);
}

/// What a transaction is for, as it came where it is nothing plain.
fn intent_words(intent: &str) -> String {
    match intent {
        "payment" => "Payment".to_owned(),
        "transferToken" => "Token payment".to_owned(),
        other => format!("“{}”", visible(other)),
    }
}
