//! The new token, once: masked, shown on demand, copied. And whether the platform made what was asked for.

use egui::Ui;

use super::{Model, Request, State};
use crate::bitgo::access_token::CreatedToken;
use crate::bitgo::unlock::Unlock;
use crate::domain::amount::Balance;
use crate::domain::lifetime::{self, Lifetime};
use crate::domain::limit::{LimitValue, SpendingLimit};
use crate::domain::token::{expiry_alarm, meant_expiry};
use crate::kit::button::{Button, Kind};
use crate::kit::form as kit_form;
use crate::kit::palette::Meaning;
use crate::kit::{button, copy, icon, layout, notice, space, text};

const MASK: &str = "••••••••••••••••••••••••••••••••";

/// Draws the result.
pub fn show(
    ui: &mut Ui,
    state: &mut State,
    created: &CreatedToken,
    model: &Model<'_>,
    request: &mut Option<Request>,
) {
    layout::page(ui, |ui| {
        layout::head(ui, "Access token created", |_| {});
        kit_form::scrolled(ui, "created token", |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            layout::card(ui, |ui| {
                notice::banner(
                    ui,
                    Meaning::Attention,
                    "This is the only time the token can be seen. Copy it now to where it will be used; keep it out of code.",
                );
                value(ui, state, created);
                if state.is_held_back && !state.is_copied {
                    let words = "Copy the token before you log out, or press Done to do without it.";
                    notice::banner(ui, Meaning::Danger, words);
                }
            });
            layout::card(ui, |ui| facts(ui, state, created, model));
            ui.horizontal(|ui| {
                let (words, kind) = if state.is_copied {
                    ("Done", Kind::Primary)
                } else {
                    ("Done, I do not need the token", Kind::Plain)
                };
                if Button::new(words).kind(kind).show(ui).clicked() {
                    *request = Some(Request::Done);
                }
            });
        });
    });
}

fn value(ui: &mut Ui, state: &mut State, created: &CreatedToken) {
    layout::wrapping_row(ui, |ui| {
        let shown = if state.is_value_shown { created.value.expose() } else { MASK };
        kit_form::inset(ui, |ui| ui.label(text::mono(shown)));
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let (glyph, words) =
            if state.is_value_shown { (icon::HIDE, "Hide token") } else { (icon::SHOW, "Show token") };
        if button::with_icon(ui, true, glyph, words).clicked() {
            state.is_value_shown = !state.is_value_shown;
        }
        let kind = if state.is_copied { Kind::Plain } else { Kind::Primary };
        if Button::new("Copy token").icon(icon::COPY).kind(kind).show(ui).clicked() {
            ui.ctx().copy_text(created.value.expose().to_owned());
            state.is_copied = true;
        }
        if state.is_copied {
            notice::line(ui, Meaning::Good, "Copied. Clear the clipboard once it is in its place.");
        }
    });
}

fn facts(ui: &mut Ui, state: &State, created: &CreatedToken, model: &Model<'_>) {
    let info = &created.info;
    let expires = info
        .expires
        .map_or_else(|| "the platform did not say".to_owned(), |at| lifetime::moment_words(at, model.zone));
    let meant = state.asked.as_ref().map(|asked| {
        let lifetime = Lifetime { secs: asked.request.lifetime_secs() };
        (lifetime, meant_expiry(lifetime, info.created, asked.at))
    });
    let limits = info.unlock.as_ref().map_or_else(|| "none".to_owned(), limits_in_words);
    let asked_for = meant.map(|(lifetime, _)| lifetime.spelled_out()).unwrap_or_default();
    kit_form::facts(
        ui,
        &[
            ("Label", &info.label),
            ("Lifetime asked for", &asked_for),
            ("Expires", &expires),
            ("Scopes", &info.scope.join(", ")),
            ("Spending limits", &limits),
            (
                "From",
                &if info.ip_restrict.is_empty() {
                    "anywhere".to_owned()
                } else {
                    info.ip_restrict.join(", ")
                },
            ),
        ],
    );
    layout::fact(ui, "ID", |ui| copy::id(ui, "token ID", &info.id));
    match meant.and_then(|(_, meant)| expiry_alarm(meant, info.expires, model.zone)) {
        Some(alarm) => notice::banner(ui, Meaning::Danger, &alarm),
        None => notice::line(ui, Meaning::Good, "The platform's expiry is the one that was meant."),
    };
}

/// The limits as the platform made them, each in its coin's unit.
fn limits_in_words(unlock: &Unlock) -> String {
    let of_coins = unlock.spending_limits.iter().map(|limit| {
        let coin = limit.coin.clone();
        match (limit.limit.as_ref().and_then(Balance::exact), limit.is_maximum) {
            (Some(amount), _) => SpendingLimit { coin, value: LimitValue::Exact(amount.clone()) }.in_words(),
            (None, Some(true)) => SpendingLimit { coin, value: LimitValue::Maximum }.in_words(),
            (None, _) => format!("{coin}: not told"),
        }
    });
    let erc20 = unlock.all_erc20_tokens.iter().filter(|limit| limit.is_enabled != Some(false)).map(|limit| {
        limit.limit.as_ref().and_then(Balance::exact).map_or_else(
            || "all ERC-20 tokens".to_owned(),
            |amount| format!("{} base units over all ERC-20 tokens", amount.grouped()),
        )
    });
    let words: Vec<String> = of_coins.chain(erc20).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
