//! The settings: kept on the disk, and put in force.

use std::path::Path;

use egui::Ui;
use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::active_session::ActiveSession;
use super::controller::{Controller, Inbox, Scene, Turn};
use super::error::AppError;
use super::panel_table::Route;
use super::program::Program;
use super::start::Start;
use super::task::Task;
use super::work::Work;
use crate::bitgo::client::Client;
use crate::bitgo::environment::Environment;
use crate::bitgo::error::Error;
use crate::bitgo::signing::AuthVersion;
use crate::domain::proxy::Proxy;
use crate::kit::state::Reading;
use crate::panels::settings::{self, FilePlace, KeptFile, LocksBesides, Model, Request, Tested, Values};
use crate::store::folder::FolderOpener;
use crate::store::settings::{AutoLock, ClipboardTime, Zoom};

/// The settings.
pub struct SettingsController {
    state: settings::State,
    requests: Inbox<Request>,
    testing: Task<Tested>,
    opening: Task<()>,
    folder: FolderOpener,
    /// Whom a test asks where the session's server is on this computer.
    reachable: Option<Environment>,
}

impl Controller for SettingsController {
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        let program = scene.program;
        let files = [KeptFile::Settings, KeptFile::Ledger]
            .map(|file| FilePlace { file, path: path_of(file, program).map(|it| it.display().to_string()) });
        let away = program.away.sources();
        let model = Model {
            values: &values(program),
            today: Timestamp::now().to_zoned(program.zone.clone()).date(),
            trouble: program.settings.notice(),
            locks_besides: LocksBesides { sleep: away.sleep, screen: away.screen },
            test: self.testing.view(),
            is_loopback: environment(scene.session).is_loopback(),
            tested_host: &self.tested_environment(scene.session).host_label(),
            files: &files,
            folder_failure: self.opening.error().map(|error| &error.failure),
            version: env!("CARGO_PKG_VERSION"),
        };
        let asked = settings::show(ui, &mut self.state, &model);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.requests.take() {
            match request {
                Request::Keep { before, edited } => {
                    if edited.proxy != before.proxy {
                        self.testing = Task::default();
                    }
                    keep(turn.program, &before, &edited);
                }
                Request::TestConnection(proxy) => self.test(proxy, turn),
                Request::OpenFolder(file) => self.open_folder(file, turn),
                Request::Reset => {
                    self.testing = Task::default();
                    turn.program.settings.reset(&turn.program.worker);
                }
            }
        }
        self.testing.poll();
        self.opening.poll();
    }

    /// Nothing of it is read from the platform.
    fn readings<'a>(&'a self, _route: Route, _scene: &Scene<'a>) -> Vec<Reading<'a>> {
        Vec::new()
    }

    /// Nothing secret is typed here, but what is typed for a proxy may be meant to hold a password.
    fn left(&mut self, _route: Route) {
        self.state.forget_proxy_address();
        (self.testing, self.opening) = Default::default();
    }

    /// Settings are this machine's, not the person's.
    fn forget(&mut self) {
        (self.testing, self.opening) = Default::default();
    }
}

impl SettingsController {
    /// As the program starts.
    pub fn new(start: &Start) -> Self {
        Self {
            state: settings::State::default(),
            requests: Inbox::default(),
            testing: Task::default(),
            opening: Task::default(),
            folder: start.folder.clone(),
            reachable: start.reachable.clone(),
        }
    }

    /// The session's environment, unless it is on this computer: nobody stands on the way there.
    fn tested_environment(&self, session: &ActiveSession) -> Environment {
        let own = environment(session);
        self.reachable.clone().filter(|_| own.is_loopback()).unwrap_or_else(|| own.clone())
    }

    fn test(&mut self, proxy: Proxy, turn: &Turn<'_>) {
        let environment = self.tested_environment(turn.session);
        let host = environment.host_label();
        let client =
            Client::by_proxy(environment, AuthVersion::default(), turn.program.timeouts, proxy.clone());
        let work = Work::reading("Testing the connection");
        self.testing.start(&turn.session.worker, work, async move {
            let took = client?.reach().await?;
            Ok::<_, Error>(Tested { host, proxy, took_ms: took.as_millis() })
        });
    }

    fn open_folder(&mut self, file: KeptFile, turn: &Turn<'_>) {
        let Some(folder) = path_of(file, turn.program).and_then(Path::parent).map(Path::to_owned) else {
            return;
        };
        let opener = self.folder.clone();
        self.opening.start(&turn.session.worker, Work::saving("Opening the folder"), async move {
            let open = move || opener.open(&folder).map_err(|error| (folder, error));
            let answer = spawn_blocking(open).await.map_err(|_| AppError::broke_off())?;
            answer.map_err(|(folder, error)| {
                AppError::of_file(&format!("{} could not be opened: {error}.", folder.display()))
            })
        });
    }
}

fn environment(session: &ActiveSession) -> &Environment {
    session.session.client().environment()
}

fn path_of(file: KeptFile, program: &Program) -> Option<&Path> {
    match file {
        KeptFile::Settings => program.settings.file().path(),
        KeptFile::Ledger => program.ledger.path(),
    }
}

/// The settings as their panel edits them.
fn values(program: &Program) -> Values {
    let kept = &program.settings.values;
    Values {
        theme: program.theme(),
        zoom_percent: kept.zoom_percent.percent(),
        auto_lock_minutes: kept.auto_lock.minutes(),
        clipboard_secs: kept.clipboard_secs.secs(),
        use_keychain: kept.use_keychain,
        proxy: kept.proxy.clone(),
        next_deployment: kept.next_deployment,
        sign_with_v2: kept.sign_with_v2,
    }
}

/// Keeps what was edited, and nothing else: another running copy of the program may have changed the rest meanwhile.
fn keep(program: &mut Program, before: &Values, edited: &Values) {
    let kept = &mut program.settings.values;
    if edited.zoom_percent != before.zoom_percent {
        kept.zoom_percent = Zoom::from(edited.zoom_percent);
    }
    if edited.auto_lock_minutes != before.auto_lock_minutes {
        kept.auto_lock = AutoLock::from(edited.auto_lock_minutes);
    }
    if edited.clipboard_secs != before.clipboard_secs {
        kept.clipboard_secs = ClipboardTime::from(edited.clipboard_secs);
    }
    if edited.use_keychain != before.use_keychain {
        kept.use_keychain = edited.use_keychain;
    }
    if edited.proxy != before.proxy {
        kept.proxy = edited.proxy.clone();
    }
    if edited.next_deployment != before.next_deployment {
        kept.next_deployment = edited.next_deployment;
    }
    if edited.sign_with_v2 != before.sign_with_v2 {
        kept.sign_with_v2 = edited.sign_with_v2;
    }
    let theme = if edited.theme == before.theme { program.theme() } else { edited.theme };
    program.choose_theme(theme);
}
