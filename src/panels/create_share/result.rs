//! What came of each share: made, waiting for somebody, refused, or lost and looked up.

use egui::Ui;

use super::model::{Model, SentShare};
use super::picker;
use super::request::Request;
use super::text as wording;
use crate::bitgo::shares::MadeShare;
use crate::kit::button::{Button, Kind};
use crate::kit::confirm::STOP_WAITING;
use crate::kit::mutation::{self, Stage};
use crate::kit::palette::Meaning;
use crate::kit::{button, copy, form, layout, notice, progress, space, text};

/// Draws the result.
pub(super) fn show(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    let mut shown = None;
    let asked = form::with_footer(
        ui,
        "share result",
        &mut (),
        |ui, ()| {
            for (at, share) in model.sent.iter().enumerate() {
                if at > 0 {
                    space::rule(ui, space::XS);
                }
                shown = one(ui, share, model).or(shown.take());
            }
        },
        |ui, ()| foot(ui, model),
    );
    shown.or(asked)
}

fn one(ui: &mut Ui, share: &SentShare, model: &Model<'_>) -> Option<Request> {
    text::draw_section(ui, &picker::name_of(share.request.request.wallet(), model.same_names));
    match &share.stage {
        Stage::Idle if model.is_sending => drop(ui.label(text::muted(wording::NOT_SENT_YET))),
        Stage::Idle => {
            drop(notice::line(ui, Meaning::Attention, wording::NOT_SENT));
        }
        Stage::Sent => {
            layout::row(ui, |ui| {
                progress::turning(ui);
                ui.label(text::body(wording::SENDING));
            });
            mutation::not_sent_yet(ui, model.wait);
        }
        Stage::Done => {
            if share.was_lost {
                notice::line(ui, Meaning::Good, &mutation::found_done_words("the share"));
            }
            return share.answer.as_ref().and_then(|made| about(ui, share, made, model));
        }
        stage => mutation::stage_of_one(ui, stage, "the share"),
    }
    if share.stage.refusal().is_some() {
        ui.label(text::small(wording::NOTHING_SHARED));
    }
    None
}

fn about(ui: &mut Ui, share: &SentShare, made: &MadeShare, model: &Model<'_>) -> Option<Request> {
    let request = &share.request.request;
    let recipient = request.recipient().recipient();
    let who = recipient.display_name();
    let (meaning, words) = if made.awaits_approval {
        let words = match request.wallet().for_sharing().pending_words(model.me, model.names) {
            Some(approval) => wording::pending(&approval, who),
            None => wording::PENDING.to_owned(),
        };
        (Meaning::Information, words)
    } else {
        (Meaning::Good, wording::shared(who))
    };
    notice::line(ui, meaning, &words);
    let name = picker::name_of(request.wallet(), model.same_names);
    let may = request.permissions().labels();
    layout::facts(ui, |ui| {
        layout::fact(ui, "To", |ui| text::elided(ui, text::body(format!("{who}, {}", recipient.email))));
        layout::fact(ui, "Permissions", |ui| text::elided(ui, text::body(may)));
        layout::fact(ui, "Share", |ui| copy::id(ui, &format!("share ID of {name}"), &made.id));
        let mut asked = None;
        for approval in &made.approvals {
            layout::fact(ui, "Approval", |ui| {
                copy::id(ui, &format!("approval ID of {name}"), approval);
                let words = wording::view_approval(&name);
                if Button::new("View approval").kind(Kind::Link).name(&words).show(ui).clicked() {
                    asked = Some(Request::ShowApproval(approval.clone()));
                }
            });
        }
        asked
    })
}

fn foot(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    if model.is_sending {
        return button::plain(ui, true, STOP_WAITING).clicked().then_some(Request::StopSharing);
    }
    if model.sent.iter().any(|share| share.stage.is_unconfirmed()) {
        return mutation::look_up(ui, model.is_looking).then_some(Request::LookUpShares);
    }
    let words = match model.sent.iter().filter(|share| share.stage != Stage::Done).count() {
        0 => None,
        count => Some(wording::retry(count)),
    };
    layout::wrapping_row(ui, |ui| {
        let is_done = button::primary(ui, true, "Done").clicked();
        let retries = words.is_some_and(|words| button::plain(ui, true, &words).clicked());
        is_done.then_some(Request::Done).or(retries.then_some(Request::ChangeAndRetry))
    })
}
