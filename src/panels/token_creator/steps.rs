//! The steps of a replacement after its new token exists: see that it works, then revoke the old one. Each says why it
//! has to wait, and the last one names both tokens.

use std::net::IpAddr;

use egui::Ui;

use super::model::Model;
use super::origin::Replacing;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::domain::alphabet::{SameNames, look};
use crate::domain::deed::{Answers, Deed};
use crate::domain::ip_range::AddressRule;
use crate::domain::token::LabelInUse;
use crate::domain::token::replace::{Action, NotNow, Replacement, Step, Verified};
use crate::domain::typed_name::TypedName;
use crate::kit::confirm::{self, Choice};
use crate::kit::palette::Meaning;
use crate::kit::{button, form as kit_form, icon, layout, notice, placeholder, progress, space, text};

/// Draws a page of its own for a replacement whose new token was taken already, or was made in an earlier run.
pub fn page(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let title = state.title();
        let back = layout::head(ui, &title, |ui| button::plain(ui, true, wording::BACK).clicked());
        let asked = kit_form::scrolled(ui, "replacement", |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            let asked = layout::card(ui, |ui| show(ui, state, model));
            let is_complete = state.origin.replacing().is_some_and(|it| it.replacement.is_complete());
            let finished = is_complete && button::primary(ui, true, wording::FINISH).clicked();
            asked.or(finished.then_some(Request::Done))
        });
        back.then_some(Request::Leave).or(asked)
    })
}

/// Draws the steps.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let is_kept = state.is_kept() || model.created.is_none();
    let is_discarding = state.is_discarding;
    let replacing = state.origin.replacing_mut()?;
    text::draw_section(ui, wording::REPLACEMENT);
    if let Some(news) = &replacing.news {
        notice::banner(ui, Meaning::Information, news);
    }
    created(ui, replacing);
    let tried = trial(ui, replacing, model);
    let revoked = revocation(ui, replacing, model, is_kept);
    // The dialog about discarding the new token says itself how its revocation stands.
    let confirmed = if is_discarding { None } else { confirmation(ui, replacing, model) };
    tried.or(revoked).or(confirmed)
}

fn created(ui: &mut Ui, replacing: &Replacing) {
    let new = replacing.replacement.new_label().unwrap_or_default();
    let words = wording::step_created(new, &replacing.replacement.old_label);
    notice::line(ui, Meaning::Good, &words);
}

/// The second step: a call with the new token, or the word of the person who has tried it where it is used.
fn trial(ui: &mut Ui, replacing: &Replacing, model: &Model<'_>) -> Option<Request> {
    match &replacing.replacement.step {
        Step::Verified { by, .. } => {
            let words = match by {
                Verified::Session => wording::TESTED_HERE,
                Verified::Person => wording::TESTED_BY_PERSON,
            };
            notice::line(ui, Meaning::Good, words);
            return None;
        }
        Step::Revoked { .. } => return None,
        Step::Drafted | Step::Created { .. } => {}
    }
    notice::line(ui, Meaning::Neutral, wording::STEP_TEST);
    kit_form::indented(ui, |ui| {
        let can_try = model.created.is_some();
        let elsewhere = works_elsewhere(model);
        let words = if let Some(seen_from) = elsewhere {
            &wording::test_cannot_pass(&seen_from.to_string())
        } else if can_try {
            wording::TEST_ABOUT
        } else {
            wording::TEST_ELSEWHERE
        };
        text::wrapped(ui, text::muted(words));
        if let Some(failure) = model.trial.failure() {
            placeholder::failed_form(ui, failure);
        }
        let mut asked = None;
        layout::wrapping_row(ui, |ui| {
            let is_idle = !model.trial.is_pending();
            let tries = |ui: &mut Ui| {
                let pressed =
                    can_try && button::with_icon(ui, is_idle, icon::REFRESH, wording::TEST).clicked();
                pressed.then_some(Request::TryNew)
            };
            if elsewhere.is_none() {
                asked = tries(ui);
            }
            if button::plain(ui, is_idle, wording::VOUCH).clicked() {
                asked = Some(Request::VouchForNew);
            }
            if elsewhere.is_some() {
                asked = asked.take().or_else(|| tries(ui));
            }
            if !is_idle {
                progress::turning(ui);
            }
        });
        asked
    })
}

/// The address that this session is seen from, where the new token is tied to others: it works elsewhere alone.
fn works_elsewhere(model: &Model<'_>) -> Option<IpAddr> {
    let addresses = &model.created?.info.ip_restrict;
    let seen_from = model.form.context.seen_from?;
    let rules: Vec<AddressRule> = addresses.iter().filter_map(|text| text.parse().ok()).collect();
    let is_certain = !rules.is_empty() && rules.len() == addresses.len();
    (is_certain && !rules.iter().any(|rule| rule.contains(seen_from))).then_some(seen_from)
}

/// The last step: the old token goes, once the new one works and somebody has it.
fn revocation(ui: &mut Ui, replacing: &mut Replacing, model: &Model<'_>, is_kept: bool) -> Option<Request> {
    let old = replacing.replacement.old_label.clone();
    if replacing.replacement.is_complete() {
        notice::line(ui, Meaning::Good, &wording::old_revoked(&old));
        return None;
    }
    notice::line(ui, Meaning::Neutral, &wording::step_revoke(&old));
    let hindrance = match replacing.replacement.allows(Action::RevokeOld) {
        Err(NotNow::NotVerified { .. }) => Some(wording::TEST_FIRST.to_owned()),
        Err(reason) => Some(reason.to_string()),
        Ok(()) if !is_kept => Some(wording::SAVE_FIRST.to_owned()),
        Ok(()) => None,
    };
    kit_form::indented(ui, |ui| {
        let mut asked = None;
        layout::wrapping_row(ui, |ui| {
            if button::danger(ui, hindrance.is_none(), wording::REVOKE_OLD).clicked() {
                replacing.confirming = Some(Answers::default());
            }
            if let Some(hindrance) = &hindrance {
                ui.label(text::small(hindrance));
            }
        });
        layout::wrapping_row(ui, |ui| {
            let is_idle = !model.revocation.stage.is_sent();
            if button::plain(ui, is_idle && is_kept, wording::KEEP_BOTH).clicked() {
                asked = Some(Request::KeepBoth);
            }
            if let Some(id) = replacing.replacement.new_id()
                && button::plain(ui, is_idle && is_kept, wording::SHOW_NEW).clicked()
            {
                asked = Some(Request::ShowInList { id: id.to_owned() });
            }
        });
        asked
    })
}

/// What is typed before the old token is revoked. The new one may have its label, and so may others.
fn asked(replacement: &Replacement, labels: &[LabelInUse]) -> TypedName {
    let old = replacement.old_label.as_str();
    let is_new = replacement.new_label().is_some_and(|new| look(new) == look(old));
    let is_same = is_new || SameNames::of(labels.iter().map(|it| (it.label.as_str(), ""))).has(old);
    TypedName::of("token", ("old token's label", old), ("old token's ID", &replacement.old_id), is_same)
}

/// The confirmation that names both tokens.
fn confirmation(ui: &mut Ui, replacing: &mut Replacing, model: &Model<'_>) -> Option<Request> {
    let Some(answers) = replacing.confirming.as_mut() else {
        return model.revocation.show(ui).then_some(Request::LookUp);
    };
    let Some(words) = replacing.replacement.confirmation() else {
        replacing.confirming = None;
        return None;
    };
    let old_id = &replacing.replacement.old_id;
    let asked = asked(&replacing.replacement, &model.form.context.labels_in_use);
    let asked = Deed::RevokeToken { name: &asked }.confirm_by();
    let action = confirm::Action {
        title: wording::REVOKE_OLD_TITLE,
        words: &words,
        beware: &[],
        request: &format!("DELETE /api/v2/user/accesstoken/{old_id}"),
        asked: &asked,
        verb: "Revoke old token",
        keep: wording::CANCEL,
        environment: model.form.environment,
    };
    match confirm::sent_once(ui, "revoke old token", &action, answers, &model.revocation)? {
        Choice::Send => {
            Some(Request::Revoke { id: old_id.clone(), name: replacing.replacement.old_label.clone() })
        }
        Choice::StopWaiting => Some(Request::StopRevoking),
        Choice::LookUp => Some(Request::LookUp),
        Choice::Keep => {
            replacing.confirming = None;
            Some(Request::ForgetRevocation)
        }
    }
}
