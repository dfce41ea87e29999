//! What a sandbox starts with: people, enterprises, wallets, tokens.
//!
//! Everything is drawn from one fixed seed, so identifiers, keys and amounts are the same in every run; times are
//! relative to the start. Nothing here is random but the salts of the encrypted keychains.

mod addresses;
mod catalogue;
mod draw;
mod enterprise_rules;
pub(crate) mod fees;
mod people;
mod poison;
pub(crate) mod scenarios;
mod tokens;
pub(crate) mod transfers;
mod wallets;

use jiff::Timestamp;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

use draw::SEED;

use super::demo_account::DemoAccount;
use super::error::SandboxError;
use super::keys::ServerKey;
use super::state::State;

/// A world, ready to be served.
pub(super) struct Seed {
    pub(super) state: State,
    pub(super) server_key: ServerKey,
    pub(super) accounts: Vec<DemoAccount>,
    pub(super) demo: Option<DemoWallet>,
}

/// The wallet that the announcement points at.
pub(super) struct DemoWallet {
    pub(super) coin: &'static str,
    pub(super) wallet: String,
    pub(super) enterprise: String,
}

/// How much there is of what there may be much of.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) wallets: usize,
    /// The owner's.
    pub(super) tokens: usize,
}

/// Makes the world of this size. Takes key work: not for an async worker.
pub(super) fn make(size: Size, now: Timestamp) -> Result<Seed, SandboxError> {
    // Each shelf draws from a stream of its own, so that filling one differently leaves the others as they were.
    let stream = |number: u64| {
        let mut rng = ChaCha20Rng::seed_from_u64(SEED);
        rng.set_stream(number);
        rng
    };
    let server_key = ServerKey::draw(&mut stream(1))?;
    let demo_people = people::make(&mut stream(2), now)?;
    let mut state = State::new(stream(3), now);
    for wallet in wallets::make(size.wallets, &demo_people, &mut stream(4), now) {
        state.wallets.add(wallet);
    }
    let demo = state.wallets.newest_first().next();
    let demo_id = demo.map(|wallet| wallet.id);
    let demo = demo.map(|wallet| DemoWallet {
        coin: wallet.coin,
        wallet: wallet.id.to_string(),
        enterprise: wallet.enterprise.to_string(),
    });
    for token in tokens::make(size.tokens, &demo_people, demo_id, &mut stream(5), now) {
        state.tokens.add(token);
    }
    scenarios::make(&mut state, &demo_people, &mut stream(6), now);
    enterprise_rules::make(&mut state, &demo_people, &mut stream(7), now);
    state.people = demo_people.people;
    state.enterprises = demo_people.enterprises;
    Ok(Seed { state, server_key, accounts: demo_people.accounts, demo })
}
