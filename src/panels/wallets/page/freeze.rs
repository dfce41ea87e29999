//! Freezing a wallet: for how long in human units, that nobody can lift it, and the wallet's label to be typed.

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Page, PageModel, WalletLook, span_field};
use crate::bitgo::outcome::Outcome;
use crate::bitgo::wallet::{Freeze, FreezeFor, Wallet};
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

/// Who may try to freeze a wallet: spenders by the platform's specification, and those whose permission says so.
const MAY_FREEZE: [Permission; 3] = [Permission::Spend, Permission::Freeze, Permission::Admin];

/// A freeze that is being put together.
#[derive(Default)]
pub(super) struct Freezing {
    duration: String,
    is_longest: bool,
    label: String,
    /// When the freeze ended that was there when this one was sent.
    before: Option<Timestamp>,
    lost: Lost,
}

/// What is known of a freeze whose answer is lost.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Lost {
    /// No answer is lost.
    #[default]
    No,
    /// The wallet has not been read since.
    Unlooked,
    /// The wallet was read since: nothing was done.
    NotDone,
}

/// The button in the page's head; for those who may freeze.
pub(super) fn button(ui: &mut Ui, page: &mut Page, look: &WalletLook, model: &Model<'_>) {
    let facts = look.wallet.for_sharing();
    let permissions = facts.permissions_of(model.me);
    let may = permissions.is_some_and(|it| MAY_FREEZE.iter().any(|one| it.has(one)));
    let pressed = button::with_icon(ui, may, icon::FROZEN, "Freeze…");
    let pressed = if may {
        pressed
    } else {
        pressed.on_disabled_hover_text("Only who may spend from it, freeze it or administer it can.")
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
            let looks_again = lost(ui, freezing, page_model);
            let is_sent = page_model.freeze.is_pending();
            let is_held = is_sent || freezing.lost == Lost::Unlooked;
            modal::footer(ui, |ui| {
                let is_ready = !is_held && wanted.is_some() && is_confirmed(&name, &freezing.label);
                let pressed = button::danger(ui, is_ready, "Freeze wallet").clicked();
                let kept = button::plain(ui, !is_sent, "Do not freeze").clicked();
                if is_sent {
                    progress::turning(ui);
                }
                (pressed, kept, looks_again)
            })
        },
    );
    let (pressed, kept, looks_again) = shown.inner;
    if looks_again {
        return Some(page.read());
    }
    if let (true, Some(duration)) = (pressed, wanted) {
        freezing.before = end_of(&look.wallet);
        freezing.lost = Lost::No;
        let Page { coin, id, .. } = page;
        return Some(Request::Freeze { coin: coin.clone(), id: id.clone(), duration });
    }
    if (kept || shown.closed) && !page_model.freeze.is_pending() {
        if freezing.lost == Lost::Unlooked {
            page.told = Some(STILL_UNKNOWN.to_owned());
        }
        page.freezing = None;
        return Some(Request::ForgetFreeze);
    }
    None
}

const STILL_UNKNOWN: &str =
    "A freeze was sent and its answer is lost. Read the wallet again to see whether it is frozen.";

/// What is known of a freeze whose answer was lost; whether the wallet is to be read again.
fn lost(ui: &mut Ui, freezing: &Freezing, model: &PageModel<'_>) -> bool {
    match freezing.lost {
        Lost::No => false,
        Lost::NotDone => {
            let words = "The wallet was read anew: the freeze was not carried out. You may send it again.";
            notice::banner(ui, Meaning::Attention, words);
            false
        }
        Lost::Unlooked => {
            let words = "The freeze may have been carried out although its answer was lost. What the wallet says is looked up \
                         before it can be sent again.";
            let mut looks_again = false;
            notice::banner_with(ui, Meaning::Attention, words, |ui| {
                looks_again = button::plain(ui, !model.look.is_pending(), "Look again").clicked();
            });
            looks_again
        }
    }
}

fn end_of(wallet: &Wallet) -> Option<Timestamp> {
    wallet.freeze.as_ref().and_then(|freeze| freeze.expires)
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
            freezing.lost = Lost::Unlooked;
            freezing.label.clear();
        }
    }

    /// The wallet of the page was read anew; a freeze whose answer is lost is done where its end has changed.
    pub fn freeze_looked(&mut self, wallet: &Wallet, zone: &TimeZone) {
        let Some(page) = self.page.as_mut().filter(|page| page.id == wallet.id) else { return };
        let Some(freezing) = page.freezing.as_mut().filter(|it| it.lost == Lost::Unlooked) else { return };
        match end_of(wallet).filter(|end| Some(*end) != freezing.before) {
            None => freezing.lost = Lost::NotDone,
            Some(until) => {
                let until = moment_words(until, zone);
                page.told = Some(format!(
                    "The answer was lost, but the wallet was read anew: it is frozen until {until}."
                ));
                page.freezing = None;
            }
        }
    }
}
