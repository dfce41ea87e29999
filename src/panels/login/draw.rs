//! The login on the screen: environments on the left, the step at hand on the right.

use egui::{Key, Ui};

use super::model::{Attempt, Model, SandboxOffer};
use super::request::Request;
use super::state::{AuthMethod, Problems, State, Step, Who};
use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::kit::field::{SecretField, TextField};
use crate::kit::palette::EnvironmentColour;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{badge, button, choice, form, layout, notice, placeholder, space, text, theme};

const CARDS_WIDTH: f32 = 300.0;
const FORM_WIDTH: f32 = 560.0;

/// Draws the login; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let mut request = None;
    form::centred(ui, CARDS_WIDTH + space::XL + FORM_WIDTH, |ui| {
        text::draw_title(ui, "Countersign");
        ui.label(text::muted(
            "A treasury console for multi-signature wallets. Not made by or affiliated with BitGo.",
        ));
        space::gap(ui, space::L);
        if let Some(words) = model.notice {
            notice::banner(ui, Meaning::Attention, words);
            space::gap(ui, space::M);
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::XL;
            ui.vertical(|ui| {
                ui.set_width(CARDS_WIDTH);
                environment_cards(ui, state, model, &mut request);
            });
            ui.vertical(|ui| {
                ui.set_width(FORM_WIDTH);
                layout::card(ui, |ui| step(ui, state, model, &mut request));
            });
        });
    });
    request
}

fn environment_cards(ui: &mut Ui, state: &mut State, model: &Model<'_>, request: &mut Option<Request>) {
    ui.spacing_mut().item_spacing.y = space::S;
    let sandbox_line = match model.sandbox {
        Loadable::Ready(_) => "In this program, with demo accounts",
        Loadable::Failed(..) => "Could not be started",
        _ => "Starting in this program",
    };
    for kind in EnvironmentKind::ALL {
        let line = match kind {
            EnvironmentKind::Sandbox => sandbox_line,
            EnvironmentKind::Test => "app.bitgo-test.com, testnet coins",
            EnvironmentKind::Production => "app.bitgo.com, real money",
            EnvironmentKind::Express => "Your own signing server",
            EnvironmentKind::Custom => "Any address and server key",
        };
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
    if let Some(words) = model.clock_warning {
        notice::banner(ui, Meaning::Attention, words);
    }
    let running = matches!(model.attempt, Attempt::Running);
    let problems = state.problems();
    let mut wants_to_go = false;
    ui.add_enabled_ui(!running, |ui| {
        wants_to_go = match &mut state.step {
            Step::Who(_) => {
                address_fields(ui, state, &problems);
                who_step(ui, state, offer, &problems)
            }
            Step::Code(_) => code_step(ui, state, request),
        };
    });
    space::gap(ui, space::XS);
    let is_ready = state.is_complete() && environment.is_some() && problems.url.is_none();
    actions(ui, state, environment, is_ready, running, wants_to_go, request);
    // Below the button, which stays where it is.
    if let Attempt::Failed(failure) = model.attempt {
        placeholder::failed_form(ui, failure);
    }
}

fn heading(ui: &mut Ui, kind: EnvironmentKind, environment: Option<&Environment>) {
    ui.scope(|ui| heading_words(ui, kind, environment));
    if kind == EnvironmentKind::Production {
        notice::banner(ui, Meaning::Danger, "Production: what you do here moves real money.");
    }
}

fn heading_words(ui: &mut Ui, kind: EnvironmentKind, environment: Option<&Environment>) {
    ui.spacing_mut().item_spacing.y = space::XS;
    text::draw_section(ui, &format!("Log in to {}", kind.word()));
    let host = environment.map(Environment::host_label);
    let about = match (kind, host) {
        (EnvironmentKind::Sandbox, Some(host)) => {
            format!("A stand-in for the platform on {host}. Nothing leaves this computer.")
        }
        (EnvironmentKind::Sandbox, None) => "The sandbox is starting.".to_owned(),
        (EnvironmentKind::Test, Some(host)) => format!("{host}. The one-time code is always 0000000 there."),
        (EnvironmentKind::Express, _) => {
            "Your Express server signs for you: it sees your token. Plain http only on this computer."
                .to_owned()
        }
        (_, Some(host)) => host,
        (_, None) => String::new(),
    };
    text::wrapped(ui, text::muted(about));
}

fn address_fields(ui: &mut Ui, state: &mut State, problems: &Problems) {
    match state.kind {
        EnvironmentKind::Custom => {
            TextField::new("Address", &mut state.custom_url)
                .hint("https://app.example.com")
                .mono()
                .problem(problems.url.as_deref())
                .show(ui);
            TextField::new("Server xpub", &mut state.custom_xpub)
                .hint("xpub…")
                .help("Needed where the server sends new tokens encrypted.")
                .mono()
                .problem(problems.xpub.as_deref())
                .show(ui);
            choice::checkbox(
                ui,
                &mut state.custom_is_production,
                "Real money stands behind this address",
                Some(
                    "Treats it as production: every token needs addresses, and what cannot be undone asks for the label.",
                ),
            );
        }
        EnvironmentKind::Express => {
            TextField::new("Express address", &mut state.express_url)
                .hint("http://localhost:3080")
                .mono()
                .problem(problems.url.as_deref())
                .show(ui);
        }
        _ => {}
    }
}

/// The first step; true when Enter was pressed in its last field.
fn who_step(ui: &mut Ui, state: &mut State, offer: Option<&SandboxOffer>, problems: &Problems) -> bool {
    let is_sandbox = state.kind == EnvironmentKind::Sandbox;
    let Step::Who(who) = &mut state.step else { return false };
    if state.kind == EnvironmentKind::Express {
        // Express wants the password as it is, which leaves this computer for nobody.
        who.way = AuthMethod::Token;
        return token_field(ui, who);
    }
    choice::segmented(
        ui,
        "Log in with",
        &mut who.way,
        &[(AuthMethod::Password, "E-mail and password"), (AuthMethod::Token, "Access token")],
    );
    if who.way == AuthMethod::Token {
        return token_field(ui, who);
    }
    TextField::new("E-mail", &mut who.email)
        .hint("name@company.example")
        .problem(problems.email.as_deref())
        .show(ui);
    let response = SecretField::new("Password", &mut who.password)
        .help("Sent as a keyed hash, never as it is.")
        .show(ui);
    let wants_to_go = entered(ui, &response);
    if let (true, Some(offer)) = (is_sandbox, offer) {
        demo_people(ui, state, offer);
    }
    wants_to_go
}

fn token_field(ui: &mut Ui, who: &mut Who) -> bool {
    let response = SecretField::new("Access token", &mut who.token)
        .hint("v2x…")
        .help(
            "Paste a token made earlier. It is kept in memory only and sent nowhere but to this environment.",
        )
        .show(ui);
    entered(ui, &response)
}

fn demo_people(ui: &mut Ui, state: &mut State, offer: &SandboxOffer) {
    ui.label(text::small("Demo accounts fill the form; the one-time code is always 0000000."));
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
        ui.label(text::body(format!("Logging in as {}.", code.email)));
    });
    let help = if is_fixed { "Here it is always 0000000." } else { "From your authenticator." };
    let wants_focus = ui.is_enabled() && std::mem::take(&mut code.wants_focus);
    let response = SecretField::new("One-time code", &mut code.code).help(help).focus(wants_focus).show(ui);
    let wants_to_go = entered(ui, &response);
    if button::link(ui, "Back to e-mail and password").clicked() {
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
            ui.label(text::muted("Asking the platform…"));
        }
    });
}

fn entered(ui: &Ui, response: &egui::Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}
