//! What is under way when somebody first looks: shares, requests, approvals that wait and some that were decided, a
//! template, and the audit log of the last weeks.

mod builder;
mod kinds;
mod queue;

pub(crate) use queue::{add as add_approvals, put_up, put_up_mpc, put_up_withdrawal, rewrite};

use jiff::Timestamp;
use rand_chacha::ChaCha20Rng;

use builder::ScenarioBuilder;

use super::people::DemoPeople;
use crate::sandbox::state::State;

/// Fills the shelves that hold what people have begun. A world with few wallets has few of these.
pub(super) fn make(state: &mut State, demo_people: &DemoPeople, rng: &mut ChaCha20Rng, now: Timestamp) {
    let mut desk = ScenarioBuilder { state, demo_people, rng, now };
    desk.shares();
    desk.waiting();
    desk.decided();
    desk.poison("Operations hot");
    desk.template();
    desk.log();
    // Drawn last, so that everything before stays what it was.
    desk.further_kinds();
}
