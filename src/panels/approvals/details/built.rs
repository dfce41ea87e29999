//! What was requested beside what was built for it: as the transaction itself says, where it was decoded here, and as the
//! platform says.

use egui::Ui;

use crate::bitgo::approvals::{Built, Examined, total};
use crate::domain::amount::Balance;
use crate::domain::approval::{ComparedPayment, Comparison, LocalCheck, Recipient, Total};
use crate::domain::coin::amount_words;
use crate::domain::foreign_text::visible;
use crate::kit::diff::{self, Row};
use crate::kit::palette::Meaning;
use crate::kit::{notice, text};
use crate::panels::approvals::text as wording;

/// Whether it pays what was requested, by the transaction itself and by what the platform says of it, and whatever keeps
/// that from being known.
pub fn verdict(ui: &mut Ui, examined: &Examined) {
    let built = &examined.built;
    // What could not be decoded is among the gaps, with its reason.
    if built.check.as_ref().is_some_and(|it| it.unread().is_none()) {
        decoded(ui, built);
    }
    for sentence in &built.dangers {
        notice::banner(ui, Meaning::Danger, sentence);
    }
    if built.dangers.is_empty() && built.description_agrees {
        notice::line(ui, Meaning::Good, wording::BUILT_AGREES);
    }
    for sentence in built.cautions.iter().chain(&examined.gaps) {
        notice::banner(ui, Meaning::Attention, sentence);
    }
}

/// What came of decoding the transaction on this computer, on one line. True where it differs from the request.
pub fn decoded(ui: &mut Ui, built: &Built) -> bool {
    let Some(check) = &built.check else { return false };
    let (meaning, words) = match check {
        LocalCheck::NotAtHand => (Meaning::Information, wording::NOTHING_TO_DECODE.to_owned()),
        LocalCheck::NotPossible(why) => (Meaning::Attention, wording::not_decoded(why)),
        LocalCheck::Unread(_) => (Meaning::Attention, wording::DECODED_UNREAD.to_owned()),
        LocalCheck::Compared(_) if !built.dangers.is_empty() => {
            notice::line(ui, Meaning::Danger, wording::DECODED_DIFFERS);
            return true;
        }
        LocalCheck::Compared(comparison) if built.decoded_agrees => {
            (Meaning::Good, format!("{} {}", wording::DECODED_AGREES, comparison.fee_words()))
        }
        LocalCheck::Compared(_) => (Meaning::Attention, wording::DECODED_IN_PART.to_owned()),
    };
    notice::line(ui, meaning, &words);
    false
}

/// Both, payment by payment and in all.
pub fn show(ui: &mut Ui, comparison: &Comparison, coin: &str) {
    ui.label(text::strong(wording::REQUESTED_AND_BUILT));
    let mut rows: Vec<[String; 3]> = Vec::new();
    let mut number = 0;
    for payment in &comparison.payments {
        // As they are counted in the list of recipients.
        number += usize::from(comparison.paid_by(payment).is_some());
        let side = |it: Option<&Recipient>| it.map(|it| recipient_words(it, coin)).unwrap_or_default();
        let (asked, built) = payment.sides();
        let built = if comparison.is_built { side(built) } else { wording::NOT_BUILT.to_owned() };
        rows.push([
            about(wording::recipient(Some(number)), payment, comparison.is_built),
            side(asked),
            built,
        ]);
    }
    let asked: Vec<Recipient> = comparison.payments.iter().filter_map(|it| it.sides().0.cloned()).collect();
    let paid = if comparison.is_built {
        total_words(&comparison.paid(), coin)
    } else {
        wording::NOT_BUILT.to_owned()
    };
    rows.push(["Total".to_owned(), total_words(&asked, coin), paid]);
    if let Some((stated, found)) = comparison.fee.as_ref().map(|it| it.sides()) {
        let stated = stated.unwrap_or_else(|| wording::is_not_reported("The network fee"));
        rows.push([wording::NETWORK_FEE.to_owned(), stated, found]);
    }
    let rows = rows.iter().map(|[about, before, after]| Row { about, before, after });
    diff::show(ui, [wording::REQUESTED, wording::BUILT], rows);
}

fn about(what: String, payment: &ComparedPayment, is_built: bool) -> String {
    let result = match payment {
        ComparedPayment::Same(_) => "the same",
        ComparedPayment::Other { .. } => "different",
        ComparedPayment::NotBuilt(_) if !is_built => return what,
        ComparedPayment::NotBuilt(_) => return "Not paid".to_owned(),
        ComparedPayment::NotAsked(_) | ComparedPayment::MaybeChange(_) => "not requested",
        ComparedPayment::UnknownChange(_) => "change to an unknown address",
        ComparedPayment::OwnChange(_) => return "Change, back to this wallet".to_owned(),
        ComparedPayment::PlatformFee(_) => return "BitGo fee".to_owned(),
        ComparedPayment::NotTold(_) => "not reported",
        ComparedPayment::Unclear { .. } | ComparedPayment::Unmatched(_) => "not compared",
    };
    format!("{what}: {result}")
}

fn recipient_words(recipient: &Recipient, coin: &str) -> String {
    let coin = recipient.coin.as_deref().unwrap_or(coin);
    let amount = recipient.amount.as_ref().map(|it| amount_words(it, coin));
    let amount = amount.unwrap_or_else(|| wording::is_not_reported("The amount"));
    let address = if recipient.address.is_empty() {
        wording::NO_ADDRESS.to_owned()
    } else {
        visible(&recipient.address).into_owned()
    };
    let data = recipient.data.as_deref().filter(|data| !data.is_empty());
    let data = data.map(|data| format!("\nData: {}", visible(data))).unwrap_or_default();
    format!("{amount}\n{address}{data}")
}

fn total_words(recipients: &[Recipient], coin: &str) -> String {
    let own = recipients.first().and_then(|it| it.coin.as_deref()).unwrap_or(coin);
    match total(recipients, None) {
        Total::Exact(sum) if !recipients.is_empty() => amount_words(&Balance::Exact(sum), own),
        _ => wording::UNKNOWN.to_owned(),
    }
}
