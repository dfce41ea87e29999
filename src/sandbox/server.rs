//! Starting, announcing and stopping the sandbox.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use jiff::Timestamp;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::Url;

use super::clock::Clock;
use super::control::Control;
use super::demo_account::DemoAccount;
use super::error::SandboxError;
use super::faults::{FaultPlan, FaultSpec};
use super::http;
use super::keys::WALLET_PASSPHRASE;
use super::ping_answer::PingAnswer;
use super::seed::{self, Size};
use super::shared::Shared;
use super::state_file::{Snapshot, StateWriter};

/// A stand-in for the platform. See [`Sandbox::start`].
pub struct Sandbox;

/// How a sandbox starts.
#[derive(Clone, Debug)]
pub struct SandboxOptions {
    /// Where to listen. Anything but a loopback address is refused.
    pub host: IpAddr,
    /// Loopback port; 0 takes a free one.
    pub port: u16,
    /// How many wallets there are. Up to 80 they are the first of the catalogue, those above are made up.
    pub wallets: usize,
    /// How many access tokens the owner has. Up to 11 they are the first of the catalogue, those above are made up.
    pub tokens: usize,
    /// What the sandbox's clock shows at the start; none means the machine's time. Requests are checked against it, so
    /// whoever signs has to live at the same time.
    pub now: Option<Timestamp>,
    /// Plays the part of a person's own Express server too: tokens may come in the clear, and the work with keys is
    /// done here for passphrases that are sent along.
    pub express: bool,
    /// Which environment its ping names while it plays Express.
    pub ping: PingAnswer,
    /// What goes wrong on purpose.
    pub faults: Vec<FaultSpec>,
    /// Where the state outlives a restart; none keeps it in memory alone. A file that is there decides how many
    /// wallets and which tokens there are, and the clock does not run backwards from when it was written.
    pub state: Option<PathBuf>,
}

impl Default for SandboxOptions {
    fn default() -> Self {
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Self {
            host,
            port: 0,
            wallets: 80,
            tokens: 11,
            now: None,
            express: false,
            ping: PingAnswer::default(),
            faults: Vec::new(),
            state: None,
        }
    }
}

/// A running sandbox. Stops when dropped: the port closes and requests under way end.
pub struct RunningSandbox {
    /// `http://127.0.0.1:PORT/`.
    pub url: Url,
    /// The extended public key that tokens are issued with (environment `custom`).
    pub server_xpub: String,
    /// Owner, second admin, viewer.
    pub accounts: Vec<DemoAccount>,
    /// The wallet of the announcement; none where there are no wallets.
    demo: Option<seed::DemoWallet>,
    control: Control,
    /// Its end is what requests under way and the listener watch for.
    _alive: watch::Sender<()>,
}

impl Sandbox {
    /// Binds 127.0.0.1, makes the seed and serves on the current runtime.
    pub async fn start(options: SandboxOptions) -> Result<RunningSandbox, SandboxError> {
        let SandboxOptions { host, port, wallets, tokens, now, express, ping, faults, state } = options;
        if !host.is_loopback() {
            return Err(SandboxError::NotLoopback(host));
        }
        let listen_error = |source| SandboxError::Listen { port, source };
        let listener = TcpListener::bind(SocketAddr::new(host, port)).await.map_err(listen_error)?;
        let address = listener.local_addr().map_err(listen_error)?;
        let url = Url::parse(&format!("http://{address}/"))
            .map_err(|_| listen_error(std::io::ErrorKind::AddrNotAvailable.into()))?;

        let world = tokio::task::spawn_blocking(move || World::open(Size { wallets, tokens }, now, state));
        let World { seed, clock, writer } = world.await.map_err(|_| SandboxError::Stopping)??;
        let server_xpub = seed.server_key.xpub.clone();
        let (alive, mut stopped) = watch::channel(());
        let shared = Arc::new(Shared::new(
            seed.state,
            clock,
            seed.server_key,
            stopped.clone(),
            FaultPlan::new(&faults),
            writer,
            express,
        ));
        shared.set_ping(ping);
        let control = Control::new(Arc::clone(&shared));

        let service = Router::new().fallback(http::serve).with_state(shared);
        let service = service.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move {
            // Ends when the sender is dropped; connections then close after what they are answering.
            let until_dropped = async move {
                let _ = stopped.changed().await;
            };
            if let Err(error) = axum::serve(listener, service).with_graceful_shutdown(until_dropped).await {
                tracing::warn!(%error, "the sandbox stopped");
            }
        });
        tracing::info!(%url, wallets, "the sandbox is listening");
        Ok(RunningSandbox {
            url,
            server_xpub,
            accounts: seed.accounts,
            demo: seed.demo,
            control,
            _alive: alive,
        })
    }
}

/// A world fresh from the seed, or as its state file left it.
struct World {
    seed: seed::Seed,
    clock: Clock,
    writer: Option<StateWriter>,
}

impl World {
    /// Takes key work and reads and writes the file: not for an async worker.
    fn open(size: Size, now: Option<Timestamp>, path: Option<PathBuf>) -> Result<Self, SandboxError> {
        let Some(path) = path else {
            let clock = Clock::starting_at(now);
            let seed = seed::make(size, clock.now())?;
            return Ok(Self { seed, clock, writer: None });
        };
        let unusable = |source| SandboxError::StateFile { path: path.clone(), source };
        let found = Snapshot::read(&path).map_err(unusable)?;
        let start = found.as_ref().map(|found| found.now.max(Timestamp::now()));
        let clock = Clock::starting_at(now.or(start));
        let seed = match found {
            None => seed::make(size, clock.now())?,
            Some(found) => {
                let mut seed = seed::make(Size { wallets: found.wallets, ..size }, found.born)?;
                found.restore(&mut seed.state);
                seed
            }
        };
        // Written at once: a file that cannot be written is found before anything is done.
        let writer = StateWriter::new(path.clone());
        writer.write(&Snapshot::of(&seed.state, clock.now())).map_err(unusable)?;
        Ok(Self { seed, clock, writer: Some(writer) })
    }
}

impl RunningSandbox {
    /// What tests may do to the sandbox from inside the process.
    pub fn control(&self) -> &Control {
        &self.control
    }

    /// One line of JSON that says how to get in: `{"url","serverXpub","accounts","demo"}`. The demo wallet is a hot
    /// one that the owner and the admin administer and the viewer is not on.
    pub fn announcement(&self) -> String {
        let account = |account: &DemoAccount| json!({ "role": account.role, "email": account.email, "password": account.password });
        json!({
            "url": self.url.as_str().trim_end_matches('/'),
            "serverXpub": self.server_xpub,
            "accounts": self.accounts.iter().map(account).collect::<Vec<_>>(),
            "demo": self.demo.as_ref().map(|demo| {
                json!({
                    "coin": demo.coin,
                    "walletId": demo.wallet,
                    "walletPassphrase": WALLET_PASSPHRASE,
                    "enterprise": demo.enterprise,
                })
            }),
        })
        .to_string()
    }
}
