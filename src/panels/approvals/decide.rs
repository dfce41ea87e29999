//! The confirmation of a decision: what happens next, the request, and the one-time code.

use egui::Ui;

use super::{Deciding, Model, Progress, Request, State, reading};
use crate::bitgo::approvals::{Decision, PendingApproval};
use crate::bitgo::express::express_decision_words;
use crate::bitgo::outcome::Outcome;
use crate::kit::field::SecretField;
use crate::kit::listing::Wish;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::state::View;
use crate::kit::{button, empty, icon, layout, notice, progress, text};

const WIDTH: f32 = 640.0;
/// How much of the window its middle takes before it scrolls.
const PART: f32 = 0.7;

/// What the person wants of the dialog.
enum Wants {
    Decide,
    Leave,
    LookAgain,
}

/// Draws it while a decision is to be confirmed, also while the list that it was opened from is being read again.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let is_chosen = state.deciding.as_ref().is_some_and(|it| state.chosen() == Some(it.approval.id.as_str()));
    let deciding = state.deciding.as_mut()?;
    let (title, deed) = match deciding.decision {
        Decision::Approve => ("Approve", "Approve request"),
        Decision::Reject if deciding.approval.creator == model.me => ("Withdraw", "Withdraw request"),
        Decision::Reject => ("Reject", "Reject request"),
    };
    let environment = Some((EnvironmentColour::of_word(model.environment), model.environment));
    let is_sent = decision(deciding, model).is_pending();
    let dialog = Dialog { title, width: WIDTH, environment };
    let shown = modal::show(ui.ctx(), "decide approval", &dialog, |ui| {
        let height = ui.ctx().content_rect().height() * PART;
        layout::scroll_up_to(ui, "decision", height, |ui| {
            content(ui, deciding, is_chosen, model);
        });
        modal::footer(ui, |ui| buttons(ui, deciding, deed, is_sent, model))
    });
    match shown.inner {
        Some(Wants::Decide) => {
            deciding.progress = Progress::Sent;
            deciding.has_changed = false;
            // It stays typed until the decision is taken or left: a wrong code alone should not cost it.
            let is_sent_along = sends_passphrase(deciding, model);
            let passphrase = is_sent_along.then(|| deciding.passphrase.expose().into());
            let code = deciding.code.take();
            return Some(Request::Decide {
                id: deciding.approval.id.clone(),
                decision: deciding.decision,
                seen: Box::new(deciding.approval.seen()),
                code,
                passphrase,
            });
        }
        Some(Wants::LookAgain) => return Some(Request::Read(Wish::Reload)),
        Some(Wants::Leave) | None => {}
    }
    if (shown.closed || matches!(shown.inner, Some(Wants::Leave))) && !is_sent {
        state.deciding = None;
        return Some(Request::ForgetDecision);
    }
    None
}

/// How the decision stands, if it is this approval's that was sent last.
fn decision<'a>(deciding: &Deciding, model: &Model<'a>) -> View<'a, Outcome<PendingApproval>> {
    let is_this = model.decision_of == Some(deciding.approval.id.as_str());
    if is_this { model.decision } else { View::NotAsked }
}

/// What it does and sends, what speaks against it, and the secrets.
fn content(ui: &mut Ui, deciding: &mut Deciding, is_chosen: bool, model: &Model<'_>) {
    text::wrapped(ui, text::strong(&deciding.summary));
    if deciding.has_changed {
        let words = "Meanwhile somebody has decided on this, or it has changed. What is said here is how it stands now.";
        notice::banner(ui, Meaning::Attention, words);
    }
    text::wrapped(ui, text::body(next_words(deciding, model)));
    text::wrapped(ui, text::mono(request_words(deciding, model)));
    if deciding.decision.is_approval() && is_chosen {
        for alarm in reading::alarms(&deciding.approval, model.background) {
            notice::banner(ui, Meaning::Danger, &alarm);
        }
        let unchecked = reading::unchecked(&deciding.approval, model.background);
        if let Some(words) = unchecked.filter(|_| !model.wallet_is_hidden) {
            notice::banner(ui, Meaning::Attention, words);
        }
    }
    if model.wallet_is_hidden {
        let words = "The wallet that this is about is not among those that you see, so nothing of it can be checked here.";
        notice::banner(ui, Meaning::Attention, words);
    }
    notice::line(ui, Meaning::Information, "A decision cannot be taken back.");
    secrets(ui, deciding, model);
    lost(ui, deciding.progress, model);
    let failure = decision(deciding, model).failure();
    if let Some(failure) = failure.filter(|_| deciding.progress != Progress::NotTaken) {
        empty::failed_form(ui, failure);
    }
}

fn next_words(deciding: &Deciding, model: &Model<'_>) -> String {
    let Deciding { approval, case, .. } = deciding;
    match model.express {
        Some(host) if sends_passphrase(deciding, model) && case.missing() <= 1 => format!(
            "Your Express server at {host} builds and signs it anew, and it is broadcast. Money that has left cannot be \
             called back."
        ),
        _ => reading::next(approval, case, deciding.decision, model.me),
    }
}

/// Whether it is to be built and signed anew: the passphrase is typed.
fn sends_passphrase(deciding: &Deciding, model: &Model<'_>) -> bool {
    is_rebuilt(deciding, model) && !deciding.passphrase.is_empty()
}

/// Whether Express can build and sign it anew.
fn is_rebuilt(deciding: &Deciding, model: &Model<'_>) -> bool {
    deciding.decision.is_approval()
        && deciding.approval.info.kind.is_withdrawal()
        && deciding.approval.coin.is_some()
        && model.express.is_some()
}

fn request_words(deciding: &Deciding, model: &Model<'_>) -> String {
    let Deciding { approval, decision, .. } = deciding;
    let coin = approval.coin.as_deref().unwrap_or_default();
    if sends_passphrase(deciding, model) {
        return express_decision_words(coin, &approval.id, *decision);
    }
    let word = if decision.is_approval() { "approved" } else { "rejected" };
    format!(
        "PUT /api/v2/pendingapprovals/{} {{\"state\":\"{word}\",\"otp\":\"‹one-time code›\"}}",
        approval.id
    )
}

fn secrets(ui: &mut Ui, deciding: &mut Deciding, model: &Model<'_>) {
    if let (true, Some(host)) = (is_rebuilt(deciding, model), model.express) {
        let words = format!(
            "With the wallet passphrase, which goes to your own Express server at {host} alone, that server builds the \
             withdrawal anew and signs it. Without it, what was built before is broadcast, which may fail because its \
             unspents have expired."
        );
        text::wrapped(ui, text::muted(words));
        SecretField::new("Wallet passphrase", &mut deciding.passphrase)
            .help("Leave it empty to broadcast what was built before.")
            .width(ui.available_width())
            .show(ui);
    }
    SecretField::new("One-time code", &mut deciding.code).width(ui.available_width()).show(ui);
}

/// A decision whose answer was lost is not offered again before the list has told.
fn lost(ui: &mut Ui, progress: Progress, model: &Model<'_>) {
    match (progress, model.current.failure) {
        (Progress::Lost, None) => {
            progress::bar(ui, "Reading the approvals again to see whether it was taken", 0, None);
        }
        (Progress::Lost, Some(failure)) => {
            let words = format!(
                "Whether it was taken is not known: the approvals could not be read. {}",
                failure.what
            );
            notice::line(ui, Meaning::Attention, &words);
        }
        (Progress::NotTaken, _) => {
            let words = "The answer was lost, and the list says that your decision was not taken. You can send it again.";
            notice::banner(ui, Meaning::Attention, words);
        }
        (Progress::Open | Progress::Sent, _) => {}
    }
}

fn buttons(ui: &mut Ui, deciding: &Deciding, deed: &str, is_sent: bool, model: &Model<'_>) -> Option<Wants> {
    let is_lost = deciding.progress == Progress::Lost;
    let is_ready = !is_sent && !is_lost && !deciding.code.is_empty();
    let pressed = if deciding.decision.is_approval() {
        button::primary(ui, is_ready, deed).clicked()
    } else {
        button::danger(ui, is_ready, deed).clicked()
    };
    let kept = button::plain(ui, !is_sent, "Leave it open").clicked();
    let can_look = is_lost && model.current.failure.is_some();
    let looks = can_look && button::with_icon(ui, true, icon::REFRESH, "Look again").clicked();
    if is_sent {
        progress::turning(ui);
    }
    let wants = [(pressed, Wants::Decide), (kept, Wants::Leave), (looks, Wants::LookAgain)];
    wants.into_iter().find(|(is_wanted, _)| *is_wanted).map(|(_, wants)| wants)
}
