//! What a test may do to a running sandbox from inside the process; some of it is also had over HTTP (`steering`).

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::faults::{FaultPlan, FaultSpec};
use super::ping_answer::PingAnswer;
use super::shared::Shared;
use super::state::approval::{MpcBuild, UnsignedTransaction};
use super::state::id::Id;
use super::state::wallet::{HeldKey, Permissions, WalletUser};
use super::{keys, planted, routes, seed};
use crate::bitgo::signing::AuthVersion;

/// A handle on a running sandbox. Cheap to clone.
#[derive(Clone)]
pub struct Control(pub(super) Arc<Shared>);

impl Control {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self(shared)
    }

    /// What the sandbox's clock shows.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Sets the sandbox's clock; it runs on from there.
    pub fn set_now(&self, now: Timestamp) {
        self.0.clock.set(now);
    }

    /// Moves the sandbox's clock, backwards where `by` is negative.
    pub fn advance(&self, by: SignedDuration) {
        let now = self.now();
        self.set_now(now.saturating_add(by).unwrap_or(now));
    }

    /// How many requests a route got so far, answered or refused; `route` is its name as in
    /// `GET /api/v2/wallets` or `DELETE /api/v2/user/accesstoken/{token}`.
    pub fn requests(&self, route: &str) -> u64 {
        let counts = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(route).copied().unwrap_or_default()
    }

    /// How many of them have been carried out or refused, whether or not their answers have arrived.
    pub fn answered(&self, route: &str) -> u64 {
        let answered = self.0.answered.lock().unwrap_or_else(PoisonError::into_inner);
        answered.get(route).copied().unwrap_or_default()
    }

    /// The name of every route that there is.
    pub fn routes(&self) -> impl Iterator<Item = &'static str> {
        routes::names()
    }

    /// The same for every route that got any.
    pub fn requests_by_route(&self) -> BTreeMap<&'static str, u64> {
        let counts = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.iter().map(|(route, count)| (*route, *count)).collect()
    }

    /// How many requests came rightly signed in this version.
    pub fn signed_requests(&self, version: AuthVersion) -> u64 {
        let signed = self.0.signed.lock().unwrap_or_else(PoisonError::into_inner);
        signed.get(&version).copied().unwrap_or_default()
    }

    /// Keeps the body of every request from now on, so that a test can look for what must not be sent.
    pub fn keep_bodies(&self) {
        *self.0.kept_bodies() = Some(Vec::new());
    }

    /// The bodies that came in since [`Control::keep_bodies`], one after the other.
    pub fn kept_bodies(&self) -> String {
        let kept = self.0.kept_bodies();
        String::from_utf8_lossy(kept.as_deref().unwrap_or_default()).into_owned()
    }

    /// Has the ping name another environment while Express is played.
    pub fn set_ping(&self, ping: PingAnswer) {
        self.0.set_ping(ping);
    }

    /// Derives everybody's sharing keys by this path, instead of a fresh one each time.
    pub fn set_sharing_path(&self, path: &str) {
        *self.0.sharing_path.lock().unwrap_or_else(PoisonError::into_inner) = Some(path.to_owned());
    }

    /// Gives new tokens another lifetime than was asked for: so many thousandths of it.
    pub fn set_lifetimes(&self, per_mille: u64) {
        self.0.lifetime_per_mille.store(per_mille, Ordering::Relaxed);
    }

    /// Ends every login session at once; long-lived tokens stay.
    pub fn revoke_sessions(&self) {
        self.0.state().tokens.revoke_sessions();
    }

    /// Forgets how often everybody has asked, so that a test may ask as often as it likes.
    pub fn forget_rates(&self) {
        self.0.state().rates.forget();
    }

    /// Takes a scope from every session and token that there is, as if they had never had it.
    pub fn withhold_scope(&self, scope: &str) {
        self.0.state().tokens.withhold(scope);
    }

    /// Writes a scope into every token of this label, be it one that nobody can ask for.
    pub fn write_scope(&self, label: &str, scope: &str) {
        self.0.state().tokens.write_scope(label, scope);
    }

    /// Replaces the faults that strike from now on; an empty list ends them.
    pub fn set_faults(&self, specs: &[FaultSpec]) {
        *self.0.faults.lock().unwrap_or_else(PoisonError::into_inner) = FaultPlan::new(specs);
    }

    /// As [`Control::set_faults`], but what reads alone (`GET`, but for the logout) is spared.
    pub fn set_faults_on_changes(&self, specs: &[FaultSpec]) {
        let plan = FaultPlan::new(specs).sparing_reads();
        *self.0.faults.lock().unwrap_or_else(PoisonError::into_inner) = plan;
    }

    /// As [`Control::set_faults`], for requests alone with one of these in their path.
    pub fn set_faults_at(&self, paths: &[&str], specs: &[FaultSpec]) {
        let plan = FaultPlan::new(specs).only_in(paths);
        *self.0.faults.lock().unwrap_or_else(PoisonError::into_inner) = plan;
    }

    /// As [`Control::set_faults_on_changes`], for requests alone with this in their path.
    pub fn set_faults_on_changes_at(&self, path: &str, specs: &[FaultSpec]) {
        let plan = FaultPlan::new(specs).sparing_reads().only_in(&[path]);
        *self.0.faults.lock().unwrap_or_else(PoisonError::into_inner) = plan;
    }

    /// How late an answer comes from now on that the fault `slow` strikes; two seconds at the start.
    pub fn set_slowness(&self, by: Duration) {
        self.0.slow_ms.store(u64::try_from(by.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Gives the person with this e-mail address and password a new sharing key, as a change of the password does: what
    /// was sealed to the earlier one stays closed. Says whether that was possible.
    pub fn renew_sharing_key(&self, email: &str, password: &str) -> bool {
        let Ok(keychain) = keys::draw_keychain(&mut rand::rng(), password) else { return false };
        let mut state = self.0.state();
        let Some(person) = state.people.iter_mut().find(|person| person.email == email) else { return false };
        person.ecdh_xpub = Some(keychain.xpub.clone());
        person.keychains.push(keychain);
        true
    }

    /// Makes every wallet share so much older.
    pub fn age_shares(&self, by: SignedDuration) {
        for share in &mut self.0.state().shares {
            share.created = share.created.saturating_sub(by).unwrap_or(share.created);
        }
    }

    /// Adds so many approvals of mixed kinds, wallets, people and ages, the newest as old as this moment.
    pub fn add_approvals(&self, count: usize) {
        let now = self.now();
        seed::scenarios::add_approvals(&mut self.0.state(), count, now);
    }

    /// Puts up an approval of any kind with any content on the wallet of this label, asked for by the second admin: what the
    /// platform has not been seen to send, but might. Says whether there is such a wallet.
    pub fn put_up(&self, wallet_label: &str, kind: &str, details: Value) -> bool {
        let now = self.now();
        seed::scenarios::put_up(&mut self.0.state(), wallet_label, kind, details, now)
    }

    /// Lets an open approval that was put up ask for something else from now on, as if it had never asked for anything
    /// else. Says whether there is one of this kind on the wallet of this label.
    pub fn rewrite(&self, wallet_label: &str, kind: &str, details: &Value) -> bool {
        seed::scenarios::rewrite(&mut self.0.state(), wallet_label, kind, details)
    }

    /// Has Express answer 404 to an approval of an MPC wallet that it has sent on, which counts: it does not find the
    /// transaction that it should sign.
    pub fn lose_mpc_signing(&self, loses: bool) {
        self.0.injected().signs_nothing = loses;
    }

    /// Lets approvals come without their coin, or with it again.
    pub fn hide_coin_of_approvals(&self, hides: bool) {
        self.0.injected().hides_coin = hides;
    }

    /// Puts up a withdrawal of the MPC wallet of this label, asked for by the second admin: who is asked to be paid, by address
    /// and in base units, and what is built for it. Says whether there is such a wallet.
    pub fn put_up_mpc(&self, wallet_label: &str, asked: &[(&str, u64)], built: MpcBuild) -> bool {
        let asked = asked.iter().map(|&(address, amount)| (address.to_owned(), amount.into())).collect();
        let now = self.now();
        seed::scenarios::put_up_mpc(&mut self.0.state(), wallet_label, asked, built, now)
    }

    /// Puts up a withdrawal of the wallet of this label, asked for by the second admin: who is asked to be paid, by address and
    /// in base units, and which transaction is to be signed. Says whether there is such a wallet and these are addresses of
    /// its coin.
    pub fn put_up_withdrawal(
        &self,
        wallet_label: &str,
        asked: &[(&str, u64)],
        transaction: UnsignedTransaction,
    ) -> bool {
        let asked = asked.iter().map(|&(address, amount)| (address.to_owned(), amount.into())).collect();
        let now = self.now();
        seed::scenarios::put_up_withdrawal(&mut self.0.state(), wallet_label, asked, transaction, now)
    }

    /// Lets the next approval that is given fire another condition, in these words: it has to wait for one more person.
    pub fn fire_condition(&self, words: &str) {
        self.0.injected().condition = Some(words.to_owned());
    }

    /// Lets the unspents of every withdrawal that was built before expire: it can only be built again.
    pub fn expire_unspents(&self) {
        self.0.injected().unspents_expired = true;
    }

    /// Lets the approval of several want an unlocked session also of long-lived tokens.
    pub fn want_unlocked_tokens(&self) {
        self.0.injected().wants_unlock = true;
    }

    /// Answers logins with a token in plain text, also to who has a key for an encrypted one; or no longer.
    pub fn give_plain_tokens(&self, gives: bool) {
        self.0.injected().gives_plain_tokens = gives;
    }

    /// Knows no version 3 of the signatures any more, or knows it again: every signature is taken for one of version 2, and
    /// every answer is signed so.
    pub fn know_version_2_alone(&self, alone: bool) {
        self.0.injected().knows_v2_alone = alone;
    }

    /// Makes a person an admin of the wallet of this label, as if another admin had. Says whether there are both.
    pub fn add_admin(&self, label: &str, email: &str) -> bool {
        self.change_people(label, email, |users, person| {
            users.retain(|user| user.person != person);
            let permissions = Permissions::ADMIN.and(Permissions::SPEND).and(Permissions::VIEW);
            users.push(WalletUser { person, permissions, key: HeldKey::None });
            true
        })
    }

    /// Takes a person off the wallet of this label, as if another admin had. Says whether they were on it.
    pub fn take_off_wallet(&self, label: &str, email: &str) -> bool {
        self.change_people(label, email, |users, person| {
            let before = users.len();
            users.retain(|user| user.person != person);
            users.len() < before
        })
    }

    /// Changes the people of the wallet of this label; false where there is no such wallet or person.
    fn change_people(
        &self,
        label: &str,
        email: &str,
        change: impl FnOnce(&mut Vec<WalletUser>, Id) -> bool,
    ) -> bool {
        let mut state = self.0.state();
        let Some(person) = state.person_by_email(email).map(|person| person.id) else { return false };
        let id = state.wallets.newest_first().find(|wallet| wallet.label == label).map(|wallet| wallet.id);
        let wallet = id.and_then(|id| state.wallets.get_mut(id));
        wallet.is_some_and(|wallet| change(&mut wallet.users, person))
    }

    /// Puts a text behind every name, label, comment and message that people have written, as if they had.
    pub fn plant(&self, text: &str) {
        planted::plant(&mut self.0.state(), text);
    }

    /// Calls a wallet otherwise. Says whether there is one of this label.
    pub fn rename_wallet(&self, label: &str, to: &str) -> bool {
        let mut state = self.0.state();
        let id = state.wallets.newest_first().find(|wallet| wallet.label == label).map(|wallet| wallet.id);
        let Some(wallet) = id.and_then(|id| state.wallets.get_mut(id)) else { return false };
        to.clone_into(&mut wallet.label);
        true
    }

    /// Puts these fields in place of those of the wallet, approval, token or share with this ID, in every answer from now on;
    /// an object without any ends it. What it is does not change.
    pub fn garble(&self, id: &str, fields: Value) {
        let mut injected = self.0.injected();
        injected.garbled.remove(id);
        if let Value::Object(fields) = fields
            && !fields.is_empty()
        {
            injected.garbled.insert(id.to_owned(), fields);
        }
    }

    /// Puts no more than so many entries on a page, whatever is asked for; zero ends it.
    pub fn limit_pages(&self, most: usize) {
        self.0.page_limit.store(most, Ordering::Relaxed);
    }

    /// Holds every answer back for so long, from now on; zero ends it. What a request changes is changed at once.
    pub fn delay_answers(&self, by: Duration) {
        let delay_ms = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        self.0.delay_ms.store(delay_ms, Ordering::Relaxed);
    }
}
