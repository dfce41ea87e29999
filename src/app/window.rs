//! The window: opened where there is a display, explained where there is none.

use std::env;
use std::panic::{self, AssertUnwindSafe};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::runtime::Handle;

use super::{App, Start};

/// The smallest size at which every panel is whole.
const SMALLEST_POINTS: [f32; 2] = [1024.0, 700.0];
const FIRST_POINTS: [f32; 2] = [1280.0, 800.0];

/// What became of the wish to open a window.
pub enum Opened {
    /// It was open and the person closed it.
    AndClosed,
    /// A second process of this program opened it, without the display that did not answer.
    ByAnother(ExitCode),
    /// It could not be opened; the reason is a sentence.
    Never(String),
}

/// Opens the window and returns when it is closed, or at once when there is no display.
pub fn open(runtime: &Handle) -> Opened {
    if !display_is_named() {
        return Opened::Never("There is no display: neither WAYLAND_DISPLAY nor DISPLAY is set.".into());
    }
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Countersign")
            .with_app_id("countersign")
            .with_inner_size(FIRST_POINTS)
            .with_min_inner_size(SMALLEST_POINTS),
        ..Default::default()
    };
    let runtime_handle = runtime.clone();
    let is_open = Arc::new(AtomicBool::new(false));
    let opened = is_open.clone();
    // The window library panics where a system library is missing (libxkbcommon-x11): that, too, is "no display".
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "countersign",
            options,
            Box::new(move |creation| {
                opened.store(true, Ordering::Relaxed);
                Ok(Box::new(App::new(&creation.egui_ctx, runtime_handle, Start::for_this_person())))
            }),
        )
    }));
    match outcome {
        Ok(Ok(())) => Opened::AndClosed,
        Ok(Err(error)) => {
            tracing::warn!(%error, "no window");
            retry_on_x11().unwrap_or_else(|| Opened::Never("The display could not be opened.".into()))
        }
        Err(panic) if is_open.load(Ordering::Relaxed) => panic::resume_unwind(panic),
        Err(_) => Opened::Never("The display could not be opened: a system library is missing.".into()),
    }
}

fn display_is_named() -> bool {
    !cfg!(target_os = "linux")
        || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].iter().any(|name| is_set(name))
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// A Wayland display that is gone beside an X11 one that answers: the window library does not fall back by itself
/// and starts only once a process, so a second process tries without Wayland.
fn retry_on_x11() -> Option<Opened> {
    if !(is_set("DISPLAY") && (is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET"))) {
        return None;
    }
    let program = env::current_exe().ok()?;
    let status = Command::new(program)
        .args(env::args_os().skip(1))
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .status()
        .ok()?;
    let code =
        status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from);
    Some(Opened::ByAnother(code))
}
