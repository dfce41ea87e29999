//! One token with everything the platform reports of it, and the way to revoke it.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::state::{Revoking, State};
use super::text as wording;
use super::{notes, rows};
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::deed::Deed;
use crate::domain::ip_range::AddressRule;
use crate::domain::lifetime::{Lifetime, TimeLeft, moment_words};
use crate::domain::scope;
use crate::domain::token::ResourceNames;
use crate::domain::token::existing::{ExistingToken, TokenSummary, Weakness};
use crate::kit::confirm::{self, Action, Choice};
use crate::kit::form;
use crate::kit::listing::ListRequest;
use crate::kit::name::NameMarks;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{badge, button, copy, icon, layout, notice, progress, space, text};

/// Draws the chosen token's details.
pub fn show(
    ui: &mut Ui,
    state: &mut State,
    token: &AccessTokenInfo,
    note: &TokenSummary,
    model: &Model<'_>,
) -> Option<Request> {
    let mut saves = None;
    // Another token's details begin at their top.
    let salt = format!("token details {}", token.id);
    let asked = form::with_footer(
        ui,
        &salt,
        state,
        |ui, state| {
            if layout::closable_head(ui, label_of(token), "Close details") {
                state.close_details();
            }
            NameMarks::of(&token.label, None).show(ui);
            if let Some(words) = token.unreadable_words() {
                notice::banner(ui, Meaning::Attention, &words);
            }
            let known = token.known();
            saves = times(ui, token, model);
            saves = saves.take().or_else(|| reminder(ui, token, model));
            powers(ui, token, model.names);
            limits(ui, &known);
            if button::link(ui, wording::IF_LEAKED).clicked() {
                saves = Some(Request::ShowLeak { id: token.id.clone() });
            }
            origins(ui, token);
            findings(ui, note);
            changed(ui, token, model);
        },
        |ui, state| {
            let (replaces, revokes) = layout::ends(
                ui,
                |ui| button::plain(ui, true, "Replace…").clicked(),
                |ui| button::danger(ui, true, "Revoke…").clicked(),
            );
            if revokes {
                state.revoking = Some(Revoking::of(token, model.tokens.rows));
            }
            replaces.then(|| Request::Replace { id: token.id.clone() })
        },
    );
    asked.or(saves)
}

fn label_of(token: &AccessTokenInfo) -> &str {
    if token.label.is_empty() { wording::NO_LABEL } else { &token.label }
}

fn times(ui: &mut Ui, token: &AccessTokenInfo, model: &Model<'_>) -> Option<Request> {
    let moment = |at| moment_words(at, model.zone);
    let not_reported = || wording::NOT_REPORTED.to_owned();
    let lived = token.created.zip(token.expires).and_then(|(created, expires)| {
        u64::try_from(expires.as_second() - created.as_second()).ok().map(|secs| Lifetime { secs })
    });
    let left = token.expires.map(|expires| TimeLeft::until(expires, model.now));
    if let Some(left) = left {
        let words = wording::time_left(&left.in_words());
        badge::with_icon(ui, rows::urgency(left), icon::TIME, &words);
    }
    form::facts(
        ui,
        &[
            ("Created", &token.created.map_or_else(not_reported, moment)),
            ("Expires", &token.expires.map_or_else(not_reported, moment)),
            ("Lifetime", &lived.map_or_else(not_reported, Lifetime::spelled_out)),
            ("Created from IP", token.ip.as_deref().unwrap_or(wording::NOT_REPORTED)),
        ],
    );
    layout::fact(ui, "ID", |ui| copy::id(ui, "token ID", &token.id));
    let saves = token.expires.is_some() && button::link(ui, wording::SAVE_EXPIRY).clicked();
    saves.then(|| Request::SaveCalendar { ids: vec![token.id.clone()] })
}

/// That the expiry reminder is dismissed, and the way to undo that.
fn reminder(ui: &mut Ui, token: &AccessTokenInfo, model: &Model<'_>) -> Option<Request> {
    let reminder = model.dismissed.iter().find(|reminder| reminder.token_id == token.id)?;
    let words = wording::reminder_dismissed(&reminder.dismissed_words());
    notice::line(ui, Meaning::Information, &words);
    let again = button::link(ui, wording::REMIND_AGAIN).clicked();
    again.then(|| Request::RemindAgain { ids: vec![reminder.id.clone()] })
}

fn powers(ui: &mut Ui, token: &AccessTokenInfo, names: &ResourceNames) {
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::PERMISSIONS));
    for name in &token.scope {
        let allows = scope::scope(name).map_or(wording::UNKNOWN_SCOPE, |info| info.allows);
        text::wrapped(ui, text::mono(names.named(name))).on_hover_text(text::mono(name));
        text::wrapped(ui, text::small(allows));
    }
    if token.scope.is_empty() {
        ui.label(text::muted(wording::NO_SCOPE));
    }
    for (ids, what) in [(&token.permitted_enterprises, "enterprises"), (&token.permitted_wallets, "wallets")]
    {
        if !ids.is_empty() {
            text::wrapped(ui, text::body(wording::restricted_to(what, ids.len())));
            for id in ids {
                text::wrapped(ui, text::body(names.name(id))).on_hover_text(text::mono(id));
            }
        }
    }
}

/// Each spending limit with what is used of it.
fn limits(ui: &mut Ui, token: &ExistingToken) {
    let mut limits = token.terms.all_limits().peekable();
    if limits.peek().is_none() {
        return;
    }
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::LIMITS));
    for limit in limits {
        text::wrapped(ui, text::body(limit.in_words()));
        if let Some(share) = limit.used().bar_per_mille() {
            let meaning = notes::use_meaning(share);
            let width = ui.available_width();
            progress::meter(ui, meaning, u64::from(share), 1_000, width);
        }
    }
    text::wrapped(ui, text::small(wording::NEVER_UNLOCK));
}

/// The findings: warnings before notes, and among them what would hurt most first.
fn findings(ui: &mut Ui, note: &TokenSummary) {
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::FINDINGS));
    if note.weaknesses.is_empty() {
        notice::line(ui, Meaning::Good, wording::NOTHING_FOUND);
    }
    let mut weaknesses: Vec<&Weakness> = note.weaknesses.iter().collect();
    weaknesses.sort_by_key(|weakness| weakness.finding.severity);
    for weakness in weaknesses {
        let finding = &weakness.finding;
        let (meaning, word) = notes::severity_look(finding.severity);
        let drawn =
            notice::Finding { meaning, word, what: &finding.what, why: &finding.why, source: finding.source };
        notice::finding(ui, &drawn, None);
    }
}

/// What the platform's audit log says of the token.
fn changed(ui: &mut Ui, token: &AccessTokenInfo, model: &Model<'_>) {
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::AUDIT_LOG));
    let changes = match model.changes {
        Loadable::NotAsked | Loadable::Pending(None) => {
            ui.label(text::muted(wording::AUDIT_READING));
            return;
        }
        Loadable::Failed(failure, before) => {
            let words = wording::audit_unreadable(&failure.what);
            text::wrapped(ui, text::muted(words));
            let Some(before) = before else { return };
            before
        }
        Loadable::Ready(changes) | Loadable::Pending(Some(changes)) => changes,
    };
    let entries = changes.of(&token.id);
    for change in entries {
        text::wrapped(ui, text::body(change.sentence(model.zone)));
    }
    if entries.is_empty() {
        text::wrapped(ui, text::muted(wording::audit_empty(changes.is_cut)));
    }
}

fn origins(ui: &mut Ui, token: &AccessTokenInfo) {
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::ADDRESSES));
    for address in &token.ip_restrict {
        text::wrapped(ui, text::mono(address));
        if let Some(covers) = address.parse().ok().and_then(|rule: AddressRule| rule.covers()) {
            text::wrapped(ui, text::small(covers));
        }
    }
    if token.ip_restrict.is_empty() {
        notice::line(ui, Meaning::Attention, wording::ANYWHERE);
    }
}

/// The confirmation of a revocation: what will be sent, and the label typed once more. A lost answer is told of outside it too.
pub fn revocation(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let Some(revoking) = state.revoking.as_mut() else {
        return model.revocation.show(ui).then_some(Request::Read(ListRequest::Reload));
    };
    let action = Action {
        title: wording::REVOKE_TITLE,
        words: &wording::revoke_words(&revoking.label),
        beware: &[],
        request: &format!("DELETE /api/v2/user/accesstoken/{}", revoking.id),
        asked: &Deed::RevokeToken { name: &revoking.asked }.confirm_by(),
        verb: "Revoke token",
        keep: "Cancel",
        environment: model.environment,
    };
    match confirm::sent_once(ui, "revoke token", &action, &mut revoking.answers, &model.revocation)? {
        Choice::Send => Some(Request::Revoke { id: revoking.id.clone(), name: revoking.label.clone() }),
        Choice::StopWaiting => Some(Request::StopWaiting),
        Choice::LookUp => Some(Request::Read(ListRequest::Reload)),
        Choice::Keep => {
            state.revoking = None;
            Some(Request::ForgetRevocation)
        }
    }
}
