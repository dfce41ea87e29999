//! The console: owner of all state. It polls before it draws, draws what it has, and queues what was asked.

use std::time::Duration;

use egui::{Context, Key, Modifiers, Ui};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::runtime::Handle;

use super::book::LedgerShelf;
use super::cell::Cell;
use super::copying::Copying;
use super::failure::Trouble;
use super::file_dialog::FileDialog;
use super::finder::Finder;
use super::live::{Live, Work};
use super::saving::{self, Saving};
use super::vaulting::Vaulting;
use super::worker::{AskKey, SessionKey, Worker};
use crate::bitgo::client::Client;
use crate::bitgo::session::Session;
use crate::domain::approval::WHILE_LOOKING;
use crate::domain::token::replace::Replacement;
use crate::kit::theme;
use crate::panels::{
    approvals, login, safety, settings, share_dialog, shares, token_creator, token_templates, tokens, wallets,
};
use crate::sandbox::{RunningSandbox, Sandbox, SandboxOptions};
use crate::store::clipboard::Clipboard;
use crate::store::keychain::Keychain;
use crate::store::ledger::LedgerPlace;
use crate::store::settings::{Settings, SettingsFile};

/// The product's promise on secrets in the clipboard.
const CLIPBOARD_FOR: Duration = Duration::from_secs(30);

/// What the console starts with.
pub struct Start {
    /// Where the person's settings are kept.
    pub settings: SettingsFile,
    /// Where the ledger of tokens is kept.
    pub ledger: LedgerPlace,
    /// The clipboard that secrets are copied to.
    pub clipboard: Clipboard,
    /// How long a secret stays there at most.
    pub clipboard_for: Duration,
    /// The keychain that new tokens are saved to.
    pub keychain: Keychain,
    /// The dialog that asks where files go.
    pub file_dialog: FileDialog,
    /// How long after one reading the approvals are read again while the window is in front.
    pub approvals_every: Duration,
    /// The sandbox inside the app; none when another server is spoken to.
    pub sandbox: Option<SandboxOptions>,
}

impl Start {
    /// As the person starts it: their settings, and a sandbox on a free port.
    pub fn for_this_person() -> Self {
        Self {
            settings: SettingsFile::of_this_person(),
            ledger: LedgerPlace::of_this_person(),
            clipboard: Clipboard::of_the_system(),
            clipboard_for: CLIPBOARD_FOR,
            keychain: Keychain::of_this_person(),
            file_dialog: FileDialog::of_the_system(),
            approvals_every: WHILE_LOOKING,
            sandbox: Some(SandboxOptions { port: 0, ..SandboxOptions::default() }),
        }
    }

    /// With default settings that are kept nowhere, a clipboard and a keychain that no other program sees, and no file
    /// dialog on anybody's screen.
    pub fn afresh(sandbox: Option<SandboxOptions>) -> Self {
        Self {
            settings: SettingsFile::nowhere(),
            ledger: LedgerPlace::in_memory(),
            clipboard: Clipboard::in_memory(),
            clipboard_for: CLIPBOARD_FOR,
            keychain: Keychain::in_memory(),
            file_dialog: FileDialog::silent(),
            approvals_every: WHILE_LOOKING,
            sandbox,
        }
    }
}

/// The panels that the navigation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// The wallets.
    Wallets,
    /// The sharing of wallets, behind the wallets.
    ShareDialog,
    /// The wallet shares.
    Shares,
    /// The pending approvals.
    Approvals,
    /// The access tokens.
    Tokens,
    /// The creator, behind the access tokens.
    TokenCreator,
    /// The templates for access tokens, behind them.
    TokenTemplates,
    /// The form of a template, behind the templates.
    TemplateForm,
    /// The safety review.
    Safety,
    /// The settings.
    Settings,
}

/// What the shell asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Go to a panel.
    Go(Room),
    /// Show one wallet in the table.
    ShowWallet(String),
    /// Narrow wallets to an enterprise, or no longer.
    ChooseEnterprise(Option<String>),
    /// End one thing under way.
    Stop(Work),
    /// Open the finder.
    Find,
    /// Dark to light and back.
    ToggleTheme,
    /// End the session.
    LogOut,
}

/// All that can be asked of the console in a frame.
pub(super) enum Asked {
    Login(login::Request),
    Wallets(wallets::Request),
    ShareDialog(share_dialog::Request),
    Shares(shares::Request),
    Approvals(approvals::Request),
    Tokens(tokens::Request),
    Creator(token_creator::Request),
    Templates(token_templates::Request),
    TemplateForm(token_creator::TemplateAsk),
    Safety(safety::Request),
    Settings(settings::Request),
    Saving(saving::Wish),
    Shell(Command),
}

/// The app.
pub struct Console {
    pub(super) worker: Worker,
    pub(super) settings_file: SettingsFile,
    pub(super) settings: Settings,
    /// Something about the settings file that the person should know.
    pub(super) settings_notice: Option<String>,
    sandbox_options: Option<SandboxOptions>,
    pub(super) sandbox: Cell<RunningSandbox>,
    /// What the login says of the running sandbox.
    pub(super) offer: Option<login::SandboxOffer>,
    pub(super) shelf: LedgerShelf,
    /// A secret on its way to the clipboard.
    pub(super) copying: Copying,
    /// A new token on its way into the keychain.
    pub(super) vaulting: Vaulting,
    /// A new wallet passphrase on its way into the keychain.
    pub(super) passphrase_vaulting: Vaulting,
    pub(super) file_dialog: FileDialog,
    /// A file that is being saved.
    pub(super) saving: Option<Saving>,
    /// The settings file being written.
    pub(super) keeping: Cell<()>,
    pub(super) login: login::State,
    pub(super) attempt: Cell<Session>,
    /// The client of the last attempt: its environment, and what it measured of the clocks.
    pub(super) attempt_client: Option<Client>,
    pub(super) login_notice: Option<String>,
    pub(super) live: Option<Live>,
    pub(super) serial: u64,
    /// Who was logged in last, and where: another person finds no drafts of theirs.
    pub(super) last_person: Option<(String, String)>,
    pub(super) room: Room,
    pub(super) wallets: wallets::State,
    pub(super) share_dialog: share_dialog::State,
    pub(super) shares: shares::State,
    pub(super) approvals: approvals::State,
    pub(super) approvals_every: Duration,
    pub(super) tokens: tokens::State,
    pub(super) creator: token_creator::State,
    /// Drafts that wait while another one is worked on.
    pub(super) drafts_aside: Vec<token_creator::State>,
    pub(super) templates: token_templates::State,
    pub(super) template_form: token_creator::TemplateForm,
    /// Forms of templates that wait while another one is worked on.
    pub(super) template_forms_aside: Vec<token_creator::TemplateForm>,
    /// The replacements that stand half-way, from the ledger and from this run.
    pub(super) half_way: Vec<Replacement>,
    pub(super) safety: safety::State,
    pub(super) settings_panel: settings::State,
    pub(super) finder: Finder,
    pub(super) zone: TimeZone,
    queue: Vec<Asked>,
}

impl Console {
    /// Sets up the look and begins to start the sandbox.
    pub fn new(ctx: &Context, runtime: Handle, start: Start) -> Self {
        theme::install(ctx);
        // Zoom is a setting, with steps and bounds of its own.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let (settings, problem) = start.settings.read();
        let mut console = Self {
            worker: Worker::new(runtime, ctx.clone()),
            settings_file: start.settings,
            login: login_from(&settings),
            settings,
            settings_notice: problem.map(|problem| problem.to_string()),
            sandbox_options: start.sandbox,
            sandbox: Cell::default(),
            offer: None,
            shelf: LedgerShelf::new(start.ledger),
            copying: Copying::new(start.clipboard, start.clipboard_for),
            passphrase_vaulting: Vaulting::new(start.keychain.of_passphrases()),
            vaulting: Vaulting::new(start.keychain),
            file_dialog: start.file_dialog,
            saving: None,
            keeping: Cell::default(),
            attempt: Cell::default(),
            attempt_client: None,
            login_notice: None,
            live: None,
            serial: 0,
            last_person: None,
            room: Room::Wallets,
            wallets: wallets::State::default(),
            share_dialog: share_dialog::State::default(),
            shares: shares::State::default(),
            approvals: approvals::State::default(),
            approvals_every: start.approvals_every,
            tokens: tokens::State::default(),
            creator: token_creator::State::default(),
            drafts_aside: Vec::new(),
            templates: token_templates::State::default(),
            template_form: token_creator::TemplateForm::default(),
            template_forms_aside: Vec::new(),
            half_way: Vec::new(),
            safety: safety::State::default(),
            settings_panel: settings::State::default(),
            finder: Finder::default(),
            zone: TimeZone::system(),
            queue: Vec::new(),
        };
        console.apply_look(ctx);
        console.start_sandbox();
        console
    }

    /// Starts the sandbox inside this process, if there is to be one.
    pub(super) fn start_sandbox(&mut self) {
        let Some(options) = self.sandbox_options.clone() else { return };
        let key = self.asking("sandbox");
        self.sandbox.ask(&self.worker, key, async move {
            Sandbox::start(options).await.map_err(|error| Trouble::of_sandbox(&error))
        });
    }

    /// The running sandbox, for tests that set its clock or slow it down.
    pub fn sandbox(&self) -> Option<&RunningSandbox> {
        self.sandbox.ready()
    }

    pub(super) fn asking(&self, what: &str) -> AskKey {
        let environment =
            self.attempt_client.as_ref().map(|client| client.environment().origin()).unwrap_or_default();
        AskKey { session: SessionKey { environment, serial: self.serial }, what: what.to_owned() }
    }

    pub(super) fn ask(&mut self, asked: Asked) {
        self.queue.push(asked);
        self.worker.wake_screen();
    }

    /// Now, on the next full minute: what is shown stays still between two looks, and a token never outlives the
    /// moment that was shown for it.
    pub(super) fn now_to_the_minute() -> Timestamp {
        let now = Timestamp::now();
        let secs = now.as_second();
        Timestamp::from_second(secs - secs.rem_euclid(60) + 60).unwrap_or(now)
    }

    fn shortcuts(&mut self, ui: &Ui) {
        let pressed = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::K));
        if pressed && self.live.is_some() {
            self.finder.open();
        }
    }
}

fn login_from(settings: &Settings) -> login::State {
    login::State::remembered(&login::Remembered {
        environment: settings.environment.as_deref(),
        email: settings.email.as_deref(),
        custom_url: settings.custom_url.as_deref(),
        custom_xpub: settings.custom_server_xpub.as_deref(),
        custom_is_production: settings.custom_is_production,
        express_url: settings.express_url.as_deref(),
    })
}

impl eframe::App for Console {
    /// Carries out what was asked and takes over what has come. No drawing.
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        for asked in std::mem::take(&mut self.queue) {
            self.carry_out(ctx, asked);
        }
        self.poll();
    }

    /// No secret outlives the program on the clipboard.
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.copying.end();
    }

    /// Draws. It starts nothing: what is asked for waits in the queue for the next round.
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.shortcuts(ui);
        if self.live.is_some() {
            self.shell_ui(ui);
        } else {
            self.login_ui(ui);
        }
    }
}
