//! The way to the platform.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::state::{State, Values};
use super::text as wording;
use crate::domain::proxy::{Proxy, ProxyAddress};
use crate::kit::field::TextField;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{button, choice, layout, notice, placeholder, progress, space, text};

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    System,
    None,
    Given,
}

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    edited: &mut Values,
    model: &Model<'_>,
) -> Option<Request> {
    text::draw_section(ui, "Proxy");
    text::wrapped(ui, text::muted(wording::PROXY));
    space::gap(ui, space::S);
    let before = kind_of(state, &edited.proxy);
    let mut kind = before;
    let kinds = [(Kind::System, "System proxy"), (Kind::None, "No proxy"), (Kind::Given, "Own proxy")];
    choice::segmented(ui, "Connect through", &mut kind, &kinds);
    if kind != before {
        (state.proxy_address, edited.proxy) = match kind {
            Kind::System => (None, Proxy::System),
            Kind::None => (None, Proxy::None),
            // Until an address is typed, what was set stays set.
            Kind::Given => (Some(String::new()), edited.proxy.clone()),
        };
    }
    let is_typed = kind != Kind::Given || address(ui, state, edited);
    if model.is_loopback {
        notice::line(ui, Meaning::Information, &wording::loopback(model.tested_host));
    }
    test(ui, edited, model, is_typed)
}

fn kind_of(state: &State, proxy: &Proxy) -> Kind {
    match proxy {
        _ if state.proxy_address.is_some() => Kind::Given,
        Proxy::System => Kind::System,
        Proxy::None => Kind::None,
        Proxy::Given(_) => Kind::Given,
    }
}

/// Whether what is typed is in force.
fn address(ui: &mut Ui, state: &mut State, edited: &mut Values) -> bool {
    let set = match &edited.proxy {
        Proxy::Given(address) => address.to_string(),
        Proxy::System | Proxy::None => String::new(),
    };
    let mut typed = state.proxy_address.clone().unwrap_or(set);
    let read = ProxyAddress::parse(&typed);
    // Nothing is wrong yet with a field that is still empty.
    let problem = read.as_ref().err().filter(|_| !typed.trim().is_empty());
    let problem = problem.map(|problem| wording::proxy_still_set(&problem.to_string(), &edited.proxy));
    let response = TextField::new("Proxy address", &mut typed)
        .hint("proxy.example:8080")
        .help(wording::PROXY_ADDRESS)
        .problem(problem.as_deref())
        .show(ui);
    if response.changed() {
        if let Ok(address) = ProxyAddress::parse(&typed) {
            edited.proxy = Proxy::Given(address);
        }
        state.proxy_address = Some(typed);
    }
    read.is_ok()
}

fn test(ui: &mut Ui, edited: &Values, model: &Model<'_>, is_typed: bool) -> Option<Request> {
    let is_testing = model.test.is_pending();
    let pressed = layout::row(ui, |ui| {
        let pressed = button::plain(ui, is_typed && !is_testing, "Test connection").clicked();
        if is_testing {
            progress::turning(ui);
        }
        pressed
    });
    match model.test {
        Loadable::Ready(tested) => drop(notice::line(ui, Meaning::Good, &wording::tested(tested))),
        Loadable::Failed(failure, _) => placeholder::failed_form(ui, failure),
        Loadable::NotAsked | Loadable::Pending(_) => {}
    }
    pressed.then(|| Request::TestConnection(edited.proxy.clone()))
}
