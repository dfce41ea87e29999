//! Freezing a wallet: for how long in human units, that nobody can lift it, and the wallet's label to be typed.

use egui::Ui;

use super::freezing::Freezing;
use super::model::Model;
use super::request::Request;
use super::span_field;
use super::state::State;
use super::text as wording;
use crate::bitgo::wallet::{BeforeFreeze, FreezeFor, Wallet};
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::deed::Deed;
use crate::domain::lifetime::{Lifetime, TimeLeft, moment_words};
use crate::domain::policy::DurationProblem;
use crate::domain::share::{Permission, WalletFacts};
use crate::domain::typed_name::TypedName;
use crate::kit::confirm::{self, leave_label};
use crate::kit::environment::Reach;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, form, icon, notice, progress, text};

const WIDTH: f32 = 520.0;
const SUGGESTIONS: [&str; 4] = ["1 hour", "24 hours", "3 days", "1 week"];

/// Who may try to freeze a wallet: spenders by the platform's specification, and those whose permission says so.
const MAY_FREEZE: [Permission; 3] = [Permission::Spend, Permission::Freeze, Permission::Admin];

/// The button in the page's head; for those who may freeze.
pub(super) fn button(ui: &mut Ui, state: &mut State, facts: &WalletFacts, model: &Model<'_>) {
    let permissions = facts.permissions_of(model.me);
    let may = permissions.is_some_and(|it| MAY_FREEZE.iter().any(|one| it.has(one)));
    let pressed =
        button::with_icon(ui, may, icon::FROZEN, "Freeze…").on_disabled_hover_text(wording::MAY_FREEZE);
    if pressed.clicked() {
        state.freezing = Some(Freezing::default());
        state.notice = None;
    }
}

/// That it is frozen, until when, and what that means.
pub(super) fn frozen_words(wallet: &Wallet, model: &Model<'_>) -> Option<String> {
    let freeze = wallet.freeze.as_ref().filter(|_| wallet.is_frozen(model.now))?;
    Some(match freeze.expires {
        Some(until) => wording::frozen_until(
            moment_words(until, model.zone),
            TimeLeft::until(until, model.now).in_words(),
        ),
        None => wording::FROZEN_WITHOUT_END.to_owned(),
    })
}

/// Draws the confirmation while a freeze is put together.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    look: &WalletDetails,
    model: &Model<'_>,
) -> Option<Request> {
    let freezing = state.freezing.as_mut()?;
    let name = look.wallet.for_sharing().name().to_owned();
    let asked = TypedName::of_wallet(&look.wallet.label, &look.wallet.id, model.same_names);
    let title = wording::freeze_title(&name);
    let read = freezing.read(model);
    let wanted = freezing.wanted(&read);
    let asked = Deed::Freeze { wallet: &asked, end: freezing.end(&read, model) }.confirm_by();
    let dialog = Dialog { title: &title, width: WIDTH, reach: Reach::Environment(model.environment) };
    let is_sent = model.freeze.stage.is_sent();
    let shown = modal::show(ui.ctx(), "freeze wallet", &dialog, |ui| {
        let (is_confirmed, looks_up) = modal::body(ui, "freeze", |ui| {
            fields(ui, freezing, &read, model);
            confirm::api_request(ui, &request_words(look, wanted));
            (confirm::ask(ui, &asked, &mut freezing.answers, false), model.freeze.show(ui))
        });
        modal::footer(ui, |ui| {
            let is_ready = is_confirmed && wanted.is_some() && !model.freeze.stage.is_held();
            let pressed = button::danger(ui, is_ready, "Freeze wallet").clicked();
            let keep = leave_label(model.freeze.stage, "Back to the wallet");
            let kept = button::plain(ui, true, keep).clicked();
            if is_sent {
                progress::turning(ui);
            }
            (pressed, kept, looks_up)
        })
    });
    let (pressed, kept, looks_up) = shown.inner;
    if looks_up {
        return Some(Request::LookUp);
    }
    if let (true, Some(duration)) = (pressed, wanted) {
        let (coin, id) = (state.coin.clone(), state.id.clone());
        let waiting = model.approvals.iter().map(|waiting| waiting.id.clone()).collect();
        let before = BeforeFreeze { end: look.wallet.freeze_end(), waiting };
        return Some(Request::Freeze { coin, id, duration, before });
    }
    if is_sent {
        return kept.then_some(Request::StopWaiting);
    }
    (kept || shown.closed).then(|| {
        state.freezing = None;
        Request::Forget
    })
}

/// What a freeze means, for how long it is to be, and when it ends.
fn fields(ui: &mut Ui, freezing: &mut Freezing, read: &Result<Lifetime, DurationProblem>, model: &Model<'_>) {
    text::wrapped(ui, text::body(wording::FREEZE));
    notice::banner(ui, Meaning::Danger, wording::FREEZE_HOLDS);
    if !freezing.is_longest {
        span_field::show(ui, "Duration", &mut freezing.duration, read, &SUGGESTIONS);
    }
    if let (false, Ok(span)) = (freezing.is_longest, read) {
        let until = moment_words(span.expiry(model.now), model.zone);
        form::facts(ui, &[("Duration", &span.spelled_out()), ("Ends", &until)]);
    }
    choice::checkbox(ui, &mut freezing.is_longest, wording::LONGEST_FREEZE, None);
}

fn request_words(look: &WalletDetails, wanted: Option<FreezeFor>) -> String {
    let body =
        wanted.and_then(|wanted| serde_json::to_string(&wanted).ok()).unwrap_or_else(|| "…".to_owned());
    format!("POST /api/v2/{}/wallet/{}/freeze {{\"duration\":{body}}}", look.wallet.coin, look.wallet.id)
}
