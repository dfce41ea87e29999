//! Arguments, logging and the one runtime; opens the window, runs the tour, or serves the sandbox.

use std::io::{self, Write};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use countersign::app::window::{self, Opened};
use countersign::sandbox::{FaultSpec, PingAnswer, Sandbox, SandboxOptions};
use countersign::store::process;
use countersign::tour::{self, TourOptions, TourServer};
use jiff::Timestamp;
use tokio::runtime::Runtime;
use tracing_subscriber::EnvFilter;
use url::Url;

/// A desktop console for the people who administer a treasury in multi-signature wallets.
///
/// Without a command it opens the window; where there is no display it runs the tour.
/// Countersign is not made by or affiliated with `BitGo`.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Drive the app off-screen through its main job and write a picture of every panel
    Tour(TourArguments),
    /// Serve the sandbox alone on loopback; the first line of stdout is JSON with its address and demo accounts
    Sandbox(SandboxArguments),
}

#[derive(Args)]
struct TourArguments {
    /// Where the pictures go
    #[arg(default_value = "target/tour")]
    folder: PathBuf,
    /// Drive the app against this server instead of a sandbox of its own
    #[arg(long, requires_all = ["server_xpub", "email", "password"])]
    url: Option<Url>,
    /// The server's extended public key, for token issuance
    #[arg(long, requires = "url")]
    server_xpub: Option<String>,
    /// Whom to log in as
    #[arg(long, requires = "url")]
    email: Option<String>,
    /// The login password; better given as `COUNTERSIGN_PASSWORD`, which other people's process lists do not show
    #[arg(long, env = "COUNTERSIGN_PASSWORD", hide_env_values = true)]
    password: Option<String>,
}

#[derive(Args)]
struct SandboxArguments {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 3080)]
    port: u16,
    /// Where to listen; loopback addresses only
    #[arg(long, default_value_t = SandboxOptions::default().host)]
    host: IpAddr,
    /// How many wallets there are
    #[arg(long, default_value_t = SandboxOptions::default().wallets)]
    wallets: usize,
    /// How many access tokens the owner has
    #[arg(long, default_value_t = SandboxOptions::default().tokens)]
    tokens: usize,
    /// What the sandbox's clock shows at the start, as 2026-08-03T12:00:00Z
    #[arg(long)]
    now: Option<Timestamp>,
    /// Something that goes wrong on purpose, and how often: slow, hang:0.1, …; may be given again
    #[arg(long, value_name = "NAME[:RATE]")]
    fault: Vec<FaultSpec>,
    /// Play the part of an Express server too: take tokens in the clear, and passphrases for the work with keys
    #[arg(long)]
    express: bool,
    /// Which environment the ping names while Express is played: test, production, or failing
    #[arg(long, default_value_t = SandboxOptions::default().ping)]
    ping: PingAnswer,
    /// A file in which the state outlives a restart
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    start_log();
    process::close_memory();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            say(&format!("The background runtime could not be started: {error}."));
            return ExitCode::FAILURE;
        }
    };
    match arguments.command {
        None => open_window(&runtime),
        Some(Command::Tour(arguments)) => run_tour(&runtime, &arguments.into()),
        Some(Command::Sandbox(arguments)) => serve_sandbox(&runtime, arguments.into()),
    }
}

/// Logs go to stderr; `RUST_LOG` chooses more or less of them. No log line carries a secret or a body.
fn start_log() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("error,countersign=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
}

fn open_window(runtime: &Runtime) -> ExitCode {
    match window::open(runtime.handle()) {
        Opened::AndClosed => ExitCode::SUCCESS,
        Opened::ByAnother(code) => code,
        Opened::Never(reason) => {
            say(&format!("{reason} The tour runs instead: the same app, drawn off-screen."));
            run_tour(runtime, &TourOptions::default())
        }
    }
}

fn run_tour(runtime: &Runtime, options: &TourOptions) -> ExitCode {
    let mut out = io::stdout();
    match tour::run(runtime.handle(), options, &mut out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("The tour stopped: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn serve_sandbox(runtime: &Runtime, options: SandboxOptions) -> ExitCode {
    runtime.block_on(async {
        let sandbox = match Sandbox::start(options).await {
            Ok(sandbox) => sandbox,
            Err(error) => {
                say(&error.to_string());
                return ExitCode::FAILURE;
            }
        };
        let mut out = io::stdout();
        if writeln!(out, "{}", sandbox.announcement()).and_then(|()| out.flush()).is_err() {
            return ExitCode::FAILURE;
        }
        match tokio::signal::ctrl_c().await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                say(&format!("Ctrl+C cannot be listened for: {error}."));
                ExitCode::FAILURE
            }
        }
    })
}

impl From<SandboxArguments> for SandboxOptions {
    fn from(arguments: SandboxArguments) -> Self {
        let SandboxArguments { port, host, wallets, tokens, now, fault, express, ping, state } = arguments;
        Self { host, port, wallets, tokens, now, express, ping, faults: fault, state }
    }
}

impl From<TourArguments> for TourOptions {
    fn from(arguments: TourArguments) -> Self {
        let TourArguments { folder, url, server_xpub, email, password } = arguments;
        let server = match (url, server_xpub, email, password) {
            (Some(url), Some(server_xpub), Some(email), Some(password)) => {
                Some(TourServer { url, server_xpub, email, password: password.into() })
            }
            _ => None,
        };
        Self { folder, server }
    }
}

/// One line to the person at the terminal. Where stderr is gone there is nobody to tell.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
