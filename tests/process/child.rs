//! The process that is killed: the app with a person logged in, which sends one change when it is told to.

use std::env;
use std::io::{Write, stdin, stdout};
use std::time::Duration;

use serde_json::Value;

use crate::drivers;
use crate::killed_tokens;
use crate::world::{self, Place};

/// Where it is told whose part it plays; nothing is played without.
pub const PART: &str = "COUNTERSIGN_TEST_PART";
/// What it says once the person is logged in.
pub const READY: &str = "logged in and ready";

#[test]
#[ignore = "this is the process that other tests start and kill"]
fn play() {
    let Ok(place) = env::var(PART) else { return };
    let place: Place = serde_json::from_str(&place).unwrap();
    let mut app = world::open(&place);
    writeln!(stdout(), "{READY}").unwrap();
    let mut line = String::new();
    stdin().read_line(&mut line).unwrap();
    let order: Value = serde_json::from_str(&line).unwrap();
    // Whoever has told it to kills it while it waits for the answer.
    if order["kind"].is_string() {
        let session = app.stage.app().session().cloned().expect("a session");
        app.wait(drivers::send(&session, &order));
        return;
    }
    killed_tokens::press(&mut app, &order);
    loop {
        app.stage.harness().step();
        std::thread::sleep(Duration::from_millis(5));
    }
}
