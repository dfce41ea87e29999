//! One share beside the list: what it is, what it allows, what it waits for, and the way on.

use egui::Ui;

use super::accept::Accepting;
use super::model::Model;
use super::request::Request;
use super::rows;
use super::state::{Shown, State};
use super::text as wording;
use crate::bitgo::shares::{OwnKeyNeed, ShareState, WalletShare};
use crate::domain::lifetime::moment_words;
use crate::domain::share::{Permission, ShareAction, waits_for_long};
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{badge, button, copy, form, icon, layout, notice, placeholder, progress, space, text};

/// Draws the details of the chosen share.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    share: &WalletShare,
    model: &Model<'_>,
) -> Option<Request> {
    let mut asked = None;
    let pressed = form::with_footer(
        ui,
        "share details",
        state,
        |ui, state| {
            if layout::closable_head(ui, share.wallet_name(), wording::CLOSE_DETAILS) {
                state.close_details();
            }
            about(ui, state.shown, share, model);
            allows(ui, state.shown, share);
            asked = way_on(ui, state.shown, share, model);
        },
        |ui, state| buttons(ui, state, share, model),
    );
    pressed.or(asked)
}

fn about(ui: &mut Ui, shown: Shown, share: &WalletShare, model: &Model<'_>) {
    let (meaning, words) = rows::state_words(share, shown, model.now);
    badge::mark(ui, meaning, &words);
    rows::wallet_marks(share, shown, model).show(ui);
    if let Some(words) = share.unreadable_words() {
        notice::banner(ui, Meaning::Attention, &words);
    }
    let (from, to) = (model.names.of(&share.from_user), model.names.of(&share.to_user));
    let made =
        share.created.map_or_else(|| wording::NOT_REPORTED.to_owned(), |at| moment_words(at, model.zone));
    form::facts(
        ui,
        &[
            ("Coin", share.coin.as_str()),
            (
                if shown == Shown::Incoming { "From" } else { "To" },
                if shown == Shown::Incoming { &from } else { &to },
            ),
            ("Shared on", &made),
        ],
    );
    layout::fact(ui, "Wallet ID", |ui| copy::id(ui, "wallet ID", &share.wallet));
    layout::fact(ui, "Share ID", |ui| copy::id(ui, "share ID", &share.id));
    if !share.message.trim().is_empty() {
        space::gap(ui, space::XS);
        ui.label(text::strong("Message"));
        form::inset(ui, |ui| text::wrapped(ui, text::body(share.message.trim())));
    }
}

fn allows(ui: &mut Ui, shown: Shown, share: &WalletShare) {
    space::gap(ui, space::XS);
    ui.label(text::strong(if shown == Shown::Incoming { wording::YOU_CAN } else { wording::THEY_CAN }));
    for permission in share.permissions.all() {
        layout::row(ui, |ui| {
            badge::chip(ui, permission.word());
            text::wrapped(ui, text::body(allowed_words(permission)));
        });
    }
    if share.permissions.is_empty() {
        ui.label(text::muted(wording::NO_PERMISSIONS));
    }
}

fn allowed_words(permission: &Permission) -> &str {
    match permission {
        Permission::Spend => "make withdrawals",
        other => other.allows(),
    }
}

/// What it waits for, and what to do.
fn way_on(ui: &mut Ui, shown: Shown, share: &WalletShare, model: &Model<'_>) -> Option<Request> {
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::NEXT));
    match &share.state {
        ShareState::Active if shown == Shown::Incoming => return key_words(ui, share, model),
        ShareState::Active => {
            let person = model.names.of(&share.to_user);
            text::wrapped(ui, text::body(wording::has_to_accept(&person)));
            if share.created.is_some_and(|since| waits_for_long(since, model.now)) {
                notice::banner(ui, Meaning::Attention, &wording::overdue(&person));
            }
        }
        ShareState::PendingApproval => {
            text::wrapped(ui, text::body(approval_words(shown, share, model)));
        }
        state => match state.end() {
            Some(end) => {
                let is_incoming = shown == Shown::Incoming;
                let action = if is_incoming { ShareAction::Accept } else { ShareAction::SendAgain };
                let ended = action.ended_words(&share.target(model.names, is_incoming), end);
                text::wrapped(ui, text::body(wording::nothing_to_do(&ended)));
            }
            None => {
                notice::banner(ui, Meaning::Attention, &wording::unknown_state(state.word()));
            }
        },
    }
    if let Some(approval) = &share.pending_approval {
        layout::fact(ui, "Approval ID", |ui| copy::id(ui, "approval ID", approval));
        let pressed = button::link(ui, wording::VIEW_APPROVAL).clicked();
        return pressed.then(|| Request::ShowApproval(approval.clone()));
    }
    None
}

/// Who can approve a share that the person offers; of others' wallets that is not known.
fn approval_words(shown: Shown, share: &WalletShare, model: &Model<'_>) -> String {
    let wallet = model.wallets.by_id(&share.wallet);
    let facts = wallet.filter(|_| shown == Shown::Outgoing).map(|it| it.for_sharing());
    let named = facts.and_then(|facts| {
        let approvers = facts.approvers_in_words(&share.from_user, model.names)?;
        Some(wording::pending_approval(&approvers, facts.approvals_needed()))
    });
    named.unwrap_or_else(|| wording::ADMIN_APPROVES.to_owned())
}

/// Whether a key comes with an offer, and whether it can be opened.
fn key_words(ui: &mut Ui, share: &WalletShare, model: &Model<'_>) -> Option<Request> {
    let Some(look) = model.look_at(&share.id) else {
        if let Loadable::Failed(failure, _) = model.inspection {
            placeholder::failed_form(ui, failure);
            let again = button::with_icon(ui, true, icon::REFRESH, wording::CHECK_AGAIN).clicked();
            return again.then(|| Request::Look { coin: share.coin.clone(), id: share.id.clone() });
        }
        progress::bar(ui, wording::CHECKING_KEY, 0, None);
        return None;
    };
    if let Some(words) = look.obstacle(&model.names.of(&share.from_user)) {
        notice::banner(ui, Meaning::Danger, &words);
    } else {
        text::wrapped(ui, text::body(look.needs_in_words()));
    }
    None
}

fn buttons(ui: &mut Ui, state: &mut State, share: &WalletShare, model: &Model<'_>) -> Option<Request> {
    let is_incoming = state.shown == Shown::Incoming;
    let target = share.target(model.names, is_incoming);
    let is_free = model.is_free(&share.id);
    let can_do = |action: ShareAction| is_free && action.fits(&share.state);
    let mut asked = None;
    if is_incoming {
        let look = model.look_at(&share.id).filter(|look| look.obstacle(&target.person).is_none());
        let (accepts, rejects) = layout::ends(
            ui,
            |ui| button::primary(ui, can_do(ShareAction::Accept) && look.is_some(), "Accept…").clicked(),
            |ui| button::danger(ui, can_do(ShareAction::Reject), "Reject…").clicked(),
        );
        if accepts && look.is_some_and(|look| look.need == OwnKeyNeed::Nothing) {
            state.confirming = Some((ShareAction::Accept, vec![target]));
        } else if accepts {
            state.accepting = Some(Accepting::new(target));
            asked = Some(Request::LookForKeychain);
        } else if rejects {
            state.confirming = Some((ShareAction::Reject, vec![target]));
        }
    } else {
        let (sends, cancels) = layout::ends(
            ui,
            |ui| button::plain(ui, can_do(ShareAction::SendAgain), "Resend email…").clicked(),
            |ui| button::danger(ui, can_do(ShareAction::Cancel), "Cancel share…").clicked(),
        );
        if sends || cancels {
            let action = if sends { ShareAction::SendAgain } else { ShareAction::Cancel };
            state.confirming = Some((action, vec![target]));
        }
    }
    if !is_incoming && share.state == ShareState::PendingApproval {
        text::wrapped(ui, text::small(wording::NO_RESEND));
    }
    if model.is_unconfirmed(&share.id) {
        text::wrapped(ui, text::small(wording::LOOK_UP_FIRST));
    }
    asked
}
