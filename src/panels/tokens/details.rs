//! One token with everything the platform reports of it, and the way to revoke it.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::state::{Revoking, State};
use super::{notes, rows};
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::address::AddressRule;
use crate::domain::lifetime::{Lifetime, TimeLeft, moment_words};
use crate::domain::scope;
use crate::domain::token::ResourceNames;
use crate::domain::token::existing::{ExistingToken, TokenSummary, Weakness};
use crate::kit::confirm::{self, Action, Choice};
use crate::kit::form;
use crate::kit::listing::ListRequest;
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
            let known = token.known();
            saves = times(ui, token, model);
            saves = saves.take().or_else(|| reminder(ui, token, model));
            powers(ui, token, model.names);
            limits(ui, &known);
            origins(ui, token);
            said_against(ui, note);
            changed(ui, token, model);
        },
        |ui, state| {
            let (replaces, revokes) = layout::ends(
                ui,
                |ui| button::plain(ui, true, "Replace…").clicked(),
                |ui| button::danger(ui, true, "Revoke…").clicked(),
            );
            if revokes {
                state.revoking = Some(Revoking::of(token));
            }
            replaces.then(|| Request::Replace { id: token.id.clone() })
        },
    );
    asked.or(saves)
}

fn label_of(token: &AccessTokenInfo) -> &str {
    if token.label.is_empty() { "No label" } else { &token.label }
}

fn times(ui: &mut Ui, token: &AccessTokenInfo, model: &Model<'_>) -> Option<Request> {
    let moment = |at| moment_words(at, model.zone);
    let not_told = || "not told".to_owned();
    let lived = token.created.zip(token.expires).and_then(|(created, expires)| {
        u64::try_from(expires.as_second() - created.as_second()).ok().map(|secs| Lifetime { secs })
    });
    let left = token.expires.map(|expires| TimeLeft::until(expires, model.now));
    if let Some(left) = left {
        let words = format!("{} left", left.in_words());
        badge::with_icon(ui, rows::urgency(left), icon::TIME, &words);
    }
    form::facts(
        ui,
        &[
            ("Created", &token.created.map_or_else(not_told, moment)),
            ("Expires", &token.expires.map_or_else(not_told, moment)),
            ("Lifetime", &lived.map_or_else(not_told, Lifetime::spelled_out)),
            ("Made from", token.ip.as_deref().unwrap_or("not told")),
        ],
    );
    layout::fact(ui, "ID", |ui| copy::id(ui, "token ID", &token.id));
    let saves = token.expires.is_some() && button::link(ui, "Save expiry to calendar…").clicked();
    saves.then(|| Request::SaveCalendar { ids: vec![token.id.clone()] })
}

/// That the token's end is not spoken of for now, and the way to take that back.
fn reminder(ui: &mut Ui, token: &AccessTokenInfo, model: &Model<'_>) -> Option<Request> {
    let reminder = model.dismissed.iter().find(|reminder| reminder.token_id == token.id)?;
    let words = format!("Its reminder is dismissed {}.", reminder.dismissed_words());
    notice::line(ui, Meaning::Information, &words);
    let again = button::link(ui, "Remind of it again").clicked();
    again.then(|| Request::RemindAgain { ids: vec![reminder.id.clone()] })
}

fn powers(ui: &mut Ui, token: &AccessTokenInfo, names: &ResourceNames) {
    space::gap(ui, space::XS);
    ui.label(text::strong("May"));
    for name in &token.scope {
        let allows = scope::scope(name).map_or("Not known to this program.", |info| info.allows);
        text::wrapped(ui, text::mono(names.named(name))).on_hover_text(text::mono(name));
        text::wrapped(ui, text::small(allows));
    }
    if token.scope.is_empty() {
        ui.label(text::muted("Nothing: it has no scope."));
    }
    for (ids, what) in [(&token.permitted_enterprises, "enterprises"), (&token.permitted_wallets, "wallets")]
    {
        if !ids.is_empty() {
            text::wrapped(ui, text::body(format!("Only in chosen {what} ({}):", ids.len())));
            for id in ids {
                text::wrapped(ui, text::body(names.name(id))).on_hover_text(text::mono(id));
            }
        }
    }
}

/// Each spending limit with what is used of it.
fn limits(ui: &mut Ui, token: &ExistingToken) {
    let mut limits = token.all_limits().peekable();
    if limits.peek().is_none() {
        return;
    }
    space::gap(ui, space::XS);
    ui.label(text::strong("Limits for its whole life"));
    for limit in limits {
        text::wrapped(ui, text::body(limit.in_words()));
        if let Some(share) = limit.used().bar_per_mille() {
            let meaning = notes::use_meaning(share);
            let width = ui.available_width();
            progress::meter(ui, meaning, u64::from(share), 1_000, width);
        }
    }
    text::wrapped(
        ui,
        text::small("Never unlock this token: unlocking takes off all of its limits, for good."),
    );
}

/// What good practice has to say against the token: warnings before notes, and among them what would hurt most first.
fn said_against(ui: &mut Ui, note: &TokenSummary) {
    space::gap(ui, space::XS);
    ui.label(text::strong("To be said against it"));
    if note.weaknesses.is_empty() {
        notice::line(ui, Meaning::Good, "Nothing that the rules know of.");
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
    ui.label(text::strong("In the audit log"));
    let changes = match model.changes {
        Loadable::NotAsked | Loadable::Pending(None) => {
            ui.label(text::muted("It is being read."));
            return;
        }
        Loadable::Failed(failure, before) => {
            let words = format!("The platform's audit log could not be read. {}", failure.what);
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
        let cut = if changes.is_cut { " It is long, and only its newest part was read." } else { "" };
        text::wrapped(ui, text::muted(format!("It says nothing of this token.{cut}")));
    }
}

fn origins(ui: &mut Ui, token: &AccessTokenInfo) {
    space::gap(ui, space::XS);
    ui.label(text::strong("From"));
    for address in &token.ip_restrict {
        let covers = address.parse().map_or_else(|_| String::new(), |rule: AddressRule| rule.covers());
        text::wrapped(ui, text::mono(address));
        text::wrapped(ui, text::small(covers));
    }
    if token.ip_restrict.is_empty() {
        notice::line(ui, Meaning::Attention, "Anywhere: it is tied to no address.");
    }
}

/// The confirmation of a revocation: what will be sent, and the label typed once more. A lost answer is told of outside it too.
pub fn revocation(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let Some(revoking) = state.revoking.as_mut() else {
        return model.revocation.show(ui).then_some(Request::Read(ListRequest::Reload));
    };
    let action = Action {
        title: "Revoke access token",
        words: &format!(
            "\u{201c}{}\u{201d} stops working at once, wherever it is used. It cannot be brought back.",
            revoking.label
        ),
        request: &format!("DELETE /api/v2/user/accesstoken/{}", revoking.id),
        what: "label",
        name: &revoking.label,
        verb: "Revoke token",
        keep: "Keep token",
        environment: model.environment,
    };
    match confirm::typed_once(ui, "revoke token", &action, &mut revoking.typed, &model.revocation)? {
        Choice::Send => Some(Request::Revoke { id: revoking.id.clone(), name: revoking.label.clone() }),
        Choice::StopWaiting => Some(Request::StopWaiting),
        Choice::LookUp => Some(Request::Read(ListRequest::Reload)),
        Choice::Keep => {
            state.revoking = None;
            Some(Request::ForgetRevocation)
        }
    }
}
