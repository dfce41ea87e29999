//! Rules that fire, nearly fire, or of which it cannot be told, each with where it is from and the way to it.

use egui::Ui;

use super::judge::sentence_of;
use super::model::{Model, WalletReading};
use super::request::Request;
use super::text as wording;
use crate::domain::enterprise_policy::{RuleJudgement, RuleOrigin};
use crate::kit::{badge, button, form, layout, space, text};

/// Draws the rules of one kind, in their order, as they were judged for a withdrawal of this coin.
pub(super) fn show(
    ui: &mut Ui,
    head: &str,
    rules: &[RuleJudgement],
    token: Option<&str>,
    (coin, reading, model): (&str, &WalletReading, &Model<'_>),
) -> Option<Request> {
    if rules.is_empty() {
        return None;
    }
    space::gap(ui, space::XS);
    ui.label(text::strong(head));
    let mut asked = None;
    for rule in rules {
        form::inset(ui, |ui| {
            let leads = line(ui, rule, token);
            asked = asked.take().or(leads);
            if let Some(sentence) = sentence_of(rule, coin, reading, model) {
                text::wrapped(ui, text::body(sentence));
            }
            if let Some(missing) = &rule.nearly {
                text::wrapped(ui, text::small(wording::would_fire(missing)));
            }
            for doubt in &rule.doubts {
                text::wrapped(ui, text::small(wording::because(&doubt.words())));
            }
        });
    }
    asked
}

/// Its name, where it is from, and the way to it.
fn line(ui: &mut Ui, rule: &RuleJudgement, token: Option<&str>) -> Option<Request> {
    let way = match rule.origin {
        RuleOrigin::Wallet => Some((wording::OPEN_RULES, Request::OpenRules)),
        RuleOrigin::Enterprise | RuleOrigin::Vendor => {
            Some((wording::OPEN_RULE, Request::OpenEnterpriseRule(rule.id.clone())))
        }
        RuleOrigin::Token => token.map(|id| (wording::OPEN_TOKEN, Request::OpenToken(id.to_owned()))),
        RuleOrigin::NotRead => None,
    };
    let ((), pressed) = layout::ends(
        ui,
        |ui| {
            badge::chip(ui, rule.origin.title());
            text::elided(ui, text::strong(if rule.name.is_empty() { wording::NOT_READ } else { &rule.name }));
        },
        |ui| {
            way.as_ref().is_some_and(|(label, _)| {
                let name = wording::named(label, &rule.name);
                button::Button::new(label).kind(button::Kind::Link).name(&name).show(ui).clicked()
            })
        },
    );
    way.filter(|_| pressed).map(|(_, request)| request)
}
