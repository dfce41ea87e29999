//! Freezing a wallet: for how long in human units, that nobody can lift it, and the wallet's label to be typed.

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Page, PageModel, WalletLook, span_field};
use crate::bitgo::outcome::Outcome;
use crate::bitgo::wallet::{Freeze, FreezeFor};
use crate::domain::lifetime::{Lifetime, LifetimeContext, TimeLeft, moment_words};
use crate::domain::policy::{SpanOf, SpanProblem, read_span};
use crate::domain::share::Permission;
use crate::kit::confirm::is_confirmed;
use crate::kit::field::TextField;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::{button, choice, empty, form, icon, notice, progress, text};
use crate::panels::wallets::{Model, Request, State};

const WIDTH: f32 = 520.0;
const SUGGESTIONS: [&str; 4] = ["1 hour", "24 hours", "3 days", "1 week"];

/// A freeze that is being put together.
#[derive(Default)]
pub(super) struct Freezing {
    duration: String,
    is_longest: bool,
    label: String,
    /// It was sent and the answer is lost.
    is_lost: bool,
}

/// The button in the page's head; for those who may freeze.
pub(super) fn button(ui: &mut Ui, page: &mut Page, look: &WalletLook, model: &Model<'_>) {
    let facts = look.wallet.for_sharing();
    let permissions = facts.permissions_of(model.me);
    let may = permissions.is_some_and(|it| it.has(&Permission::Admin) || it.has(&Permission::Freeze));
    let pressed = button::with_icon(ui, may, icon::FROZEN, "Freeze…");
    let pressed = if may {
        pressed
    } else {
        pressed.on_disabled_hover_text("Only its admins, and who may freeze it, can.")
    };
    if pressed.clicked() {
        page.freezing = Some(Freezing::default());
        page.told = None;
    }
}

/// That it is frozen until then, and what that means.
pub(super) fn until_words(until: Timestamp, model: &PageModel<'_>) -> String {
    format!(
        "Frozen until {} (another {}): nothing leaves this wallet, and nobody can lift that before.",
        moment_words(until, model.zone),
        TimeLeft::until(until, model.now).in_words()
    )
}

impl Freezing {
    fn read(&self, model: &PageModel<'_>) -> Result<Lifetime, SpanProblem> {
        let context = LifetimeContext { now: model.now, zone: model.zone.clone(), next_deployment: None };
        read_span(&self.duration, SpanOf::Freeze, &context)
    }

    fn wanted(&self, read: &Result<Lifetime, SpanProblem>) -> Option<FreezeFor> {
        if self.is_longest {
            return Some(FreezeFor::Longest);
        }
        read.as_ref().ok().map(|span| FreezeFor::Secs(span.secs))
    }
}

/// Draws the confirmation while a freeze is put together.
pub(super) fn show(
    ui: &mut Ui,
    page: &mut Page,
    look: &WalletLook,
    model: &Model<'_>,
    page_model: &PageModel<'_>,
) -> Option<Request> {
    let freezing = page.freezing.as_mut()?;
    let name = look.wallet.for_sharing().name().to_owned();
    let environment = Some((EnvironmentColour::of_word(model.environment), model.environment));
    let title = format!("Freeze {name}");
    let read = freezing.read(page_model);
    let wanted = freezing.wanted(&read);
    let shown = modal::show(
        ui.ctx(),
        "freeze wallet",
        &Dialog { title: &title, width: WIDTH, environment },
        |ui| {
            text::wrapped(
                ui,
                text::body(
                    "While it is frozen nothing leaves this wallet: no withdrawal, not even an urgent one. It still receives.",
                ),
            );
            notice::banner(
                ui,
                Meaning::Danger,
                "Nobody can lift a freeze before its end: not you, not another admin.",
            );
            if !freezing.is_longest {
                span_field::show(ui, "For how long", &mut freezing.duration, &read, &SUGGESTIONS);
            }
            choice::checkbox(ui, &mut freezing.is_longest, "As long as the platform allows", None);
            ends(ui, freezing, &read, page_model);
            text::wrapped(ui, text::mono(request_words(look, wanted)));
            TextField::new("Type the wallet's label to confirm", &mut freezing.label)
                .hint(&name)
                .width(ui.available_width())
                .show(ui);
            if let Some(failure) = page_model.freeze.failure() {
                empty::failed_form(ui, failure);
            }
            if freezing.is_lost {
                lost(ui, look, page_model);
            }
            let is_sent =
                page_model.freeze.is_pending() || (freezing.is_lost && page_model.look.is_pending());
            modal::footer(ui, |ui| {
                let is_ready = !is_sent && wanted.is_some() && is_confirmed(&name, &freezing.label);
                let pressed = button::danger(ui, is_ready, "Freeze wallet").clicked();
                let kept = button::plain(ui, !is_sent, "Do not freeze").clicked();
                if is_sent {
                    progress::turning(ui);
                }
                (pressed, kept)
            })
        },
    );
    let (pressed, kept) = shown.inner;
    if let (true, Some(duration)) = (pressed, wanted) {
        let Page { coin, id, .. } = page;
        return Some(Request::Freeze { coin: coin.clone(), id: id.clone(), duration });
    }
    if (kept || shown.closed) && !page_model.freeze.is_pending() {
        page.freezing = None;
        return Some(Request::ForgetFreeze);
    }
    None
}

/// What the wallet says of a freeze whose answer was lost.
fn lost(ui: &mut Ui, look: &WalletLook, model: &PageModel<'_>) {
    let words = match look.wallet.freeze.as_ref().filter(|_| look.wallet.is_frozen(model.now)) {
        _ if model.look.is_pending() => "The wallet is read anew to see whether it was frozen.".to_owned(),
        Some(Freeze { expires: Some(until), .. }) => until_words(*until, model),
        Some(_) => "The wallet was read anew: it is frozen.".to_owned(),
        None => "The wallet was read anew: it is not frozen. You may send again.".to_owned(),
    };
    notice::banner(ui, Meaning::Attention, &words);
}

/// The span in words and seconds, and when it ends.
fn ends(ui: &mut Ui, freezing: &Freezing, read: &Result<Lifetime, SpanProblem>, model: &PageModel<'_>) {
    if let (false, Ok(span)) = (freezing.is_longest, read) {
        let until = moment_words(span.expiry(model.now), model.zone);
        form::facts(
            ui,
            &[
                ("Span", &span.spelled_out()),
                ("Sent as", &format!("{} seconds", span.secs)),
                ("Ends", &until),
            ],
        );
    }
}

fn request_words(look: &WalletLook, wanted: Option<FreezeFor>) -> String {
    let body =
        wanted.and_then(|wanted| serde_json::to_string(&wanted).ok()).unwrap_or_else(|| "…".to_owned());
    format!("POST /api/v2/{}/wallet/{}/freeze {{\"duration\":{body}}}", look.wallet.coin, look.wallet.id)
}

impl State {
    /// The platform has taken a freeze; says until when.
    pub fn frozen(&mut self, outcome: &Outcome<Freeze>, zone: &TimeZone) {
        let Some(page) = &mut self.page else { return };
        page.freezing = None;
        page.told = Some(match outcome {
            Outcome::Done(Freeze { expires: Some(until), .. }) => {
                format!("Frozen until {}.", moment_words(*until, zone))
            }
            Outcome::Done(_) => "Frozen.".to_owned(),
            Outcome::Waits(_) => "The freeze waits for another admin's approval.".to_owned(),
        });
    }

    /// The answer to a freeze is lost: what the wallet says is looked at before it can be sent again.
    pub fn lose_freeze(&mut self) {
        if let Some(freezing) = self.page.as_mut().and_then(|page| page.freezing.as_mut()) {
            freezing.is_lost = true;
        }
    }
}
