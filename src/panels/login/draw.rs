//! The login on the screen: environments on the left, the step at hand on the right.

use std::time::Duration;

use egui::{Key, Ui};

use super::model::{Attempt, Model, OpenSession, SandboxOffer};
use super::request::Request;
use super::state::{Problems, State};
use super::step::{AuthMethod, Step, Who};
use super::text as wording;
use super::{kept, plain_token, signature, tried};
use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::kit::field::{SecretField, TextField};
use crate::kit::palette::EnvironmentColour;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{badge, button, choice, form, layout, notice, placeholder, progress, space, text, theme};

const CARDS_WIDTH: f32 = 300.0;
const FORM_WIDTH: f32 = 560.0;

/// Draws the login; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let mut request = None;
    form::centred(ui, CARDS_WIDTH + space::XL + FORM_WIDTH, |ui| {
        text::draw_title(ui, "Countersign");
        ui.label(text::muted(wording::ABOUT));
        space::gap(ui, space::L);
        for OpenSession { id, words } in model.open {
            if button::link(ui, &wording::back(words)).clicked() {
                request = Some(Request::Back(*id));
            }
        }
        if let Some(words) = model.notice {
            notice::banner(ui, Meaning::Attention, words);
            space::gap(ui, space::M);
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::XL;
            ui.vertical(|ui| {
                ui.set_width(CARDS_WIDTH);
                environment_cards(ui, state, model, &mut request);
                let is_running = matches!(model.attempt, Attempt::Running);
                kept::cards(ui, state, &model.kept, is_running, &mut request);
            });
            ui.vertical(|ui| {
                ui.set_width(FORM_WIDTH);
                layout::card(ui, |ui| step(ui, state, model, &mut request));
            });
        });
        kept::question(ui, state, &model.kept, &mut request);
        if let Some(tried) = &model.tried {
            tried::show(ui, tried, &mut request);
        }
    });
    request
}

fn environment_cards(ui: &mut Ui, state: &mut State, model: &Model<'_>, request: &mut Option<Request>) {
    ui.spacing_mut().item_spacing.y = space::S;
    let sandbox_line = match model.sandbox {
        Loadable::Ready(_) => wording::SANDBOX_READY,
        Loadable::Failed(..) => wording::SANDBOX_FAILED,
        _ => wording::SANDBOX_STARTING,
    };
    for kind in EnvironmentKind::ALL {
        let line = wording::card(kind, sandbox_line);
        let colour = EnvironmentColour::of_word(kind.word());
        let (glyph, tone) = (badge::icon_of(colour), theme::palette(ui).environment(colour));
        let is_chosen = state.kind == kind;
        if choice::card(ui, is_chosen, glyph, tone, kind.word(), line, CARDS_WIDTH).clicked() && !is_chosen {
            state.choose(kind);
            *request = Some(Request::Forget);
        }
    }
}

fn step(ui: &mut Ui, state: &mut State, model: &Model<'_>, request: &mut Option<Request>) {
    ui.spacing_mut().item_spacing.y = space::M;
    let offer = model.sandbox.content();
    let environment = state.environment(offer).ok();
    heading(ui, state.kind, environment.as_ref());
    if state.kind == EnvironmentKind::Sandbox
        && let Some(failure) = model.sandbox.failure()
    {
        if placeholder::failed(ui, failure) {
            *request = Some(Request::RetrySandbox);
        }
        return;
    }
    for words in [model.clock_warning, model.stale_warning].into_iter().flatten() {
        notice::banner(ui, Meaning::Attention, words);
    }
    let running = matches!(model.attempt, Attempt::Running);
    let problems = state.problems();
    let mut wants_to_go = false;
    ui.add_enabled_ui(!running, |ui| {
        wants_to_go = match &mut state.step {
            Step::Who(_) => {
                address_fields(ui, state, &problems);
                about_address(ui, state, environment.as_ref(), model, request);
                let wants_to_go = who_step(ui, state, offer, &problems);
                keep_wish(ui, state, model, request);
                wants_to_go
            }
            Step::Code(_) => code_step(ui, state, request),
        };
        plain_token::show(ui, state, environment.as_ref());
    });
    space::gap(ui, space::XS);
    let environment = environment.map(|it| it.with_behind(model.behind_shown()));
    let is_ready = state.is_complete()
        && environment.is_some()
        && problems.url.is_none()
        && (state.kind != EnvironmentKind::Express || model.has_behind_been_read());
    actions(ui, state, environment, is_ready, running, wants_to_go, request);
    // Below the button, which stays where it is.
    if let Attempt::Failed(failure) = model.attempt {
        placeholder::failed_form_with(ui, failure, |ui| {
            other_environment(ui, state, model, request);
            signature::offer(ui, model.signature, request);
        });
    }
    // Express signs for the person, in a version of its own.
    if state.kind != EnvironmentKind::Express {
        signature::choose(ui, model.signature, running, request);
    }
}

/// Where a token is pasted: whether it is to be kept.
fn keep_wish(ui: &mut Ui, state: &mut State, model: &Model<'_>, request: &mut Option<Request>) {
    if let Step::Who(who) = &mut state.step
        && who.way == AuthMethod::Token
    {
        kept::wish(ui, who, model.kept.keeping, request);
    }
}

/// Offers the platform's other environment for a token that this one does not take.
fn other_environment(ui: &mut Ui, state: &State, model: &Model<'_>, request: &mut Option<Request>) {
    if let Some(other) = tried::other_environment(state.kind).filter(|_| model.is_token_refused) {
        text::wrapped(ui, text::body(wording::may_belong_to(other.word())));
        if button::plain(ui, true, &wording::choose(other.word())).clicked() {
            *request = Some(Request::ChooseOther(other));
        }
    }
}

fn heading(ui: &mut Ui, kind: EnvironmentKind, environment: Option<&Environment>) {
    ui.scope(|ui| heading_words(ui, kind, environment));
    // An address is typed below; what is said of it stands there.
    if let Some(environment) = environment.filter(|_| kind == EnvironmentKind::Production) {
        notice::banner(ui, Meaning::Danger, &wording::real_money(environment));
    }
}

fn heading_words(ui: &mut Ui, kind: EnvironmentKind, environment: Option<&Environment>) {
    ui.spacing_mut().item_spacing.y = space::XS;
    text::draw_section(ui, &wording::title(kind));
    let host = environment.map(Environment::host_label);
    text::wrapped(ui, text::muted(wording::about(kind, host)));
}

fn address_fields(ui: &mut Ui, state: &mut State, problems: &Problems) {
    match state.kind {
        EnvironmentKind::Custom => {
            TextField::new("Web address", &mut state.custom_url)
                .hint("https://app.example.com")
                .mono()
                .problem(problems.url.as_deref())
                .show(ui);
            TextField::new("Server xpub", &mut state.custom_xpub)
                .hint("xpub…")
                .help(wording::SERVER_XPUB)
                .mono()
                .problem(problems.xpub.as_deref())
                .show(ui);
            choice::checkbox(
                ui,
                &mut state.custom_is_production,
                wording::COUNTS_AS_PRODUCTION,
                Some(wording::AS_PRODUCTION),
            );
        }
        EnvironmentKind::Express => {
            TextField::new("Express web address", &mut state.express_url)
                .hint("http://localhost:3080")
                .mono()
                .problem(problems.url.as_deref())
                .show(ui);
        }
        _ => {}
    }
}

/// What is known of the address that is typed, before anything secret goes there.
fn about_address(
    ui: &mut Ui,
    state: &mut State,
    environment: Option<&Environment>,
    model: &Model<'_>,
    request: &mut Option<Request>,
) {
    let Some(environment) = environment else { return };
    if state.kind == EnvironmentKind::Custom && environment.counts_as_production() {
        notice::banner(ui, Meaning::Danger, &wording::real_money(environment));
    }
    if environment.kind() != EnvironmentKind::Express {
        return;
    }
    behind(ui, environment, model, request);
    if matches!(model.behind, Loadable::NotAsked) && request.is_none() {
        match state.express_settles_in(ui.input(|input| input.time)) {
            Some(left) => ui.ctx().request_repaint_after(Duration::from_secs_f64(left)),
            None => *request = Some(Request::ReadBehind { environment: environment.clone() }),
        }
    }
}

/// What stands behind an Express server.
fn behind(ui: &mut Ui, environment: &Environment, model: &Model<'_>, request: &mut Option<Request>) {
    let named = environment.clone().with_behind(model.behind_shown());
    match model.behind {
        Loadable::NotAsked => return,
        Loadable::Pending(_) => {
            layout::row(ui, |ui| {
                progress::turning(ui);
                ui.label(text::small(wording::READING_BEHIND));
            });
            return;
        }
        Loadable::Failed(failure, _) => {
            notice::banner(ui, Meaning::Danger, &wording::behind_not_read(&named, &failure.what));
        }
        Loadable::Ready(_) if named.counts_as_production() => {
            notice::banner(ui, Meaning::Danger, &wording::real_money(&named));
        }
        Loadable::Ready(_) => drop(notice::banner(ui, Meaning::Information, &named.in_words())),
    }
    if button::link(ui, wording::READ_BEHIND_AGAIN).clicked() {
        *request = Some(Request::ReadBehind { environment: environment.clone() });
    }
}

/// The first step; true when Enter was pressed in its last field.
fn who_step(ui: &mut Ui, state: &mut State, offer: Option<&SandboxOffer>, problems: &Problems) -> bool {
    let is_sandbox = state.kind == EnvironmentKind::Sandbox;
    let environment = state.environment(offer).ok().filter(|it| it.kind() == EnvironmentKind::Express);
    let express = environment.map(|it| wording::express_gets_password(&it.host_label()));
    let Step::Who(who) = &mut state.step else { return false };
    let ways = [(AuthMethod::Password, "Email and password"), (AuthMethod::Token, "Access token")];
    if choice::segmented(ui, "Log in with", &mut who.way, &ways) {
        who.wipe_secrets();
    }
    if who.way == AuthMethod::Token {
        return token_field(ui, who);
    }
    TextField::new("Email", &mut who.email)
        .names_one()
        .hint("name@company.example")
        .help(wording::EMAIL)
        .problem(problems.email.as_deref())
        .show(ui);
    if let Some(words) = &express {
        notice::banner(ui, Meaning::Attention, words);
    }
    let help = if express.is_some() { wording::PASSWORD_FOR_EXPRESS } else { wording::PASSWORD };
    let response = SecretField::new("Password", &mut who.password).help(help).show(ui);
    let wants_to_go = entered(ui, &response);
    if let (true, Some(offer)) = (is_sandbox, offer) {
        demo_people(ui, state, offer);
    }
    wants_to_go
}

fn token_field(ui: &mut Ui, who: &mut Who) -> bool {
    let response =
        SecretField::new("Access token", &mut who.token).hint("v2x…").help(wording::TOKEN).show(ui);
    entered(ui, &response)
}

fn demo_people(ui: &mut Ui, state: &mut State, offer: &SandboxOffer) {
    ui.label(text::small(wording::DEMO));
    layout::wrapping_row(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::splat(space::S);
        for person in &offer.accounts {
            let label = format!("{}, {}", person.name, person.role);
            if button::plain(ui, true, &label).clicked() {
                state.fill_in(&person.email, &person.password);
            }
        }
    });
}

/// The second step; true when Enter was pressed in its field.
fn code_step(ui: &mut Ui, state: &mut State, request: &mut Option<Request>) -> bool {
    let is_fixed = matches!(state.kind, EnvironmentKind::Sandbox | EnvironmentKind::Test);
    let Step::Code(code) = &mut state.step else { return false };
    ui.horizontal(|ui| {
        ui.label(text::body(wording::logging_in_as(&code.email)));
    });
    let help = if is_fixed { wording::DEMO_CODE } else { wording::CODE };
    let wants_focus = ui.is_enabled() && std::mem::take(&mut code.wants_focus);
    let response = SecretField::new("One-time code", &mut code.code).help(help).focus(wants_focus).show(ui);
    let wants_to_go = entered(ui, &response);
    if button::link(ui, "Back to email and password").clicked() {
        state.back();
        *request = Some(Request::Forget);
    }
    wants_to_go
}

fn actions(
    ui: &mut Ui,
    state: &mut State,
    environment: Option<Environment>,
    is_ready: bool,
    running: bool,
    wants_to_go: bool,
    request: &mut Option<Request>,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let clicked = button::primary(ui, is_ready && !running, "Log in").clicked();
        if (clicked || wants_to_go)
            && is_ready
            && !running
            && let Some(environment) = environment
        {
            *request = Some(state.submit(environment));
        }
        if running {
            if button::plain(ui, true, "Cancel login").clicked() {
                *request = Some(Request::Cancel);
            }
            ui.label(text::muted(wording::LOGGING_IN));
        }
    });
}

fn entered(ui: &Ui, response: &egui::Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}
