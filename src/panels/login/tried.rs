//! A token that was tried and works, and that something speaks against using here: what it is, before its session opens.

use egui::Ui;

use super::model::TriedToken;
use super::request::Request;
use super::text as wording;
use crate::bitgo::environment::EnvironmentKind;
use crate::domain::token::identity::{Issuer, issued_elsewhere};
use crate::kit::button::{Button, Kind};
use crate::kit::environment::Reach;
use crate::kit::modal::{self, Dialog};
use crate::kit::{button, token_sheet};

/// Draws the sheet, with what can be done.
pub(super) fn show(ui: &Ui, tried: &TriedToken<'_>, request: &mut Option<Request>) {
    let dialog = Dialog {
        title: wording::TRIED_TITLE,
        width: token_sheet::WIDTH,
        reach: Reach::Environment(tried.environment),
    };
    let identity = tried.identity;
    let shown = modal::show(ui.ctx(), "a tried token", &dialog, |ui| {
        modal::body(ui, "tried token", |ui| token_sheet::show(ui, identity, tried.now, tried.zone));
        modal::footer(ui, |ui| {
            let elsewhere = issued_elsewhere(identity.origin.as_deref(), identity.is_production);
            if let Some(issuer) = elsewhere
                && button::primary(ui, true, &wording::choose(issuer.word())).clicked()
            {
                *request = Some(Request::ChooseOther(kind_of(issuer)));
            }
            let log_in = wording::log_in_as(&identity.person);
            let kind = if elsewhere.is_some() { Kind::Plain } else { Kind::Primary };
            if Button::new(&log_in).kind(kind).show(ui).clicked() {
                *request = Some(Request::OpenTried);
            }
            if button::plain(ui, true, "Cancel").clicked() {
                *request = Some(Request::DropTried);
            }
        });
    });
    if shown.closed {
        *request = Some(Request::DropTried);
    }
}

fn kind_of(issuer: Issuer) -> EnvironmentKind {
    match issuer {
        Issuer::Test => EnvironmentKind::Test,
        Issuer::Production => EnvironmentKind::Production,
    }
}

/// The platform's other environment, where a token may belong that this one does not take.
pub(super) fn other_environment(kind: EnvironmentKind) -> Option<EnvironmentKind> {
    match kind {
        EnvironmentKind::Test => Some(EnvironmentKind::Production),
        EnvironmentKind::Production => Some(EnvironmentKind::Test),
        EnvironmentKind::Sandbox | EnvironmentKind::Express | EnvironmentKind::Custom => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_environment_of_the_platform_is_offered_and_no_other() {
        let offered = EnvironmentKind::ALL.map(other_environment);
        assert_eq!(
            offered,
            [None, Some(EnvironmentKind::Production), Some(EnvironmentKind::Test), None, None]
        );
    }
}
