//! Everything that this program logs in this run, at its most talkative, for searching.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

static LINES: OnceLock<Lines> = OnceLock::new();

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Begins to keep what is logged; once for the whole process, since work runs on threads of its own.
pub fn listen() {
    LINES.get_or_init(|| {
        let lines = Lines::default();
        let _ = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new("countersign=trace,hyper=debug,reqwest=trace"))
            .with_writer(lines.clone())
            .with_ansi(false)
            .try_init();
        lines
    });
}

/// What has been logged so far.
pub fn so_far() -> String {
    let lines = LINES.get().expect("nobody listens");
    String::from_utf8_lossy(&lines.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}
