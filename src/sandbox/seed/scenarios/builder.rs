//! Shares, requests, approvals, a template and the audit log of the last weeks, as a sandbox starts with them.

use std::net::{IpAddr, Ipv4Addr};

use jiff::{SignedDuration, Timestamp};
use rand_chacha::ChaCha20Rng;
use serde_json::{Map, Value, json};

use crate::bitgo::envelope::Version;
use crate::bitgo::{ecdh, key_sealing};
use crate::sandbox::crypto_cache::CryptoCache;
use crate::sandbox::keys;
use crate::sandbox::seed::addresses;
use crate::sandbox::seed::draw::draw_id;
use crate::sandbox::seed::fees::usual_fee;
use crate::sandbox::seed::people::DemoPeople;
use crate::sandbox::seed::poison;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{
    Approval, ApprovalState, ApprovedAction, Change, Decision, UnsignedTransaction,
};
use crate::sandbox::state::audit::AuditEntry;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::share::{ReshareRequest, ShareState, WalletShare};
use crate::sandbox::state::template::TokenTemplate;
use crate::sandbox::state::wallet::{Permissions, PolicyRule, RULE_LOCKS_AFTER, Wallet};

/// Where the people of the sandbox sit, of the addresses set aside for documentation.
pub(super) const OFFICE: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 14));

static SHARES: CryptoCache<key_sealing::ShareKeychain> = CryptoCache::new();

const VIEW: Permissions = Permissions::VIEW;
const SPENDER: Permissions = Permissions::VIEW.and(Permissions::SPEND);
const FREEZER: Permissions = SPENDER.and(Permissions::ADMIN).and(Permissions::FREEZE);

/// Adds what people have begun to a state that is being seeded.
pub(super) struct ScenarioBuilder<'a> {
    pub(super) state: &'a mut State,
    pub(super) demo_people: &'a DemoPeople,
    pub(super) rng: &'a mut ChaCha20Rng,
    pub(super) now: Timestamp,
}

impl ScenarioBuilder<'_> {
    fn hours_ago(&self, hours: i64) -> Timestamp {
        self.now.saturating_sub(SignedDuration::from_hours(hours)).unwrap_or(self.now)
    }

    pub(super) fn wallet(&self, label: &str) -> Option<&Wallet> {
        self.state.wallets.newest_first().find(|wallet| wallet.label == label)
    }

    pub(super) fn shares(&mut self) {
        let DemoPeople { owner, admin, viewer, .. } = *self.demo_people;
        self.share("Merchant payouts", [owner, viewer], VIEW, "Month-end reporting", 20);
        self.share("Exchange float", [owner, admin], SPENDER, "While I am away", 44);
        self.share("Bitcoin Cash operations", [admin, owner], FREEZER, "So that you can freeze it too", 3);
        self.share("Dash operations", [owner, viewer], VIEW, "", 5);
        if let Some(wallet) = self.wallet("Fee account").map(|wallet| wallet.id) {
            let (id, created) = (draw_id(self.rng), self.hours_ago(15));
            self.state.reshare_requests.push(ReshareRequest { id, wallet, person: admin, created });
        }
    }

    /// A share; one on a wallet with another admin and few hours old still waits for them.
    fn share(
        &mut self,
        label: &str,
        [from, to]: [Id; 2],
        permissions: Permissions,
        message: &str,
        hours: i64,
    ) {
        // Drawn whether or not the wallet is there: what follows stays the same.
        let (id, approval) = (draw_id(self.rng), draw_id(self.rng));
        let Some(wallet) = self.wallet(label) else { return };
        let (wallet_id, enterprise) = (wallet.id, wallet.enterprise);
        let waits = hours < 12 && wallet.has_other_admin(from) && wallet.permissions_of(to).is_none();
        let keychain = permissions.has(Permissions::SPEND).then(|| self.sealed(wallet, to)).flatten();
        let created = self.hours_ago(hours);
        self.state.shares.push(WalletShare {
            id,
            wallet: wallet_id,
            from,
            to,
            permissions,
            message: message.to_owned(),
            state: if waits { ShareState::PendingApproval } else { ShareState::Active },
            approval: waits.then_some(approval),
            keychain,
            created,
        });
        if waits {
            let action = ApprovedAction::Share { share: id };
            self.push(approval, Some(wallet_id), enterprise, from, action, (1, created));
        }
    }

    /// The wallet's user key for that person, as the sender's client would have sealed it.
    fn sealed(&self, wallet: &Wallet, to: Id) -> Option<key_sealing::ShareKeychain> {
        let keychain = self.demo_people.people.iter().find(|person| person.id == to)?.ecdh()?;
        let pair = keys::wallet_key(*wallet.keys.first()?).ok()?;
        let path = "m/999999/20/26";
        let key = ecdh::derive_public(&keychain.xpub, path).ok()?;
        let public = if wallet.is_mpc { &pair.common_keychain } else { &pair.xpub };
        let recipient = ecdh::public_hex(&key);
        let seal = || key_sealing::seal_key(&pair.xprv, public, &recipient, path, Version::V1);
        SHARES.take_or_make([public, &recipient], seal).ok()
    }

    pub(super) fn push(
        &mut self,
        id: Id,
        wallet: Option<Id>,
        enterprise: Id,
        creator: Id,
        action: ApprovedAction,
        (required, created): (u32, Timestamp),
    ) {
        self.state.approvals.push(Approval {
            id,
            wallet,
            enterprise,
            creator,
            created,
            updated: created,
            state: ApprovalState::Pending,
            action,
            required,
            decisions: Vec::new(),
            asked_from: None,
            demand: None,
        });
    }

    /// An approval about a wallet; returns whether the wallet is there.
    fn ask(
        &mut self,
        label: &str,
        creator: Id,
        hours: i64,
        action: impl FnOnce(&mut Self, &str) -> ApprovedAction,
    ) -> bool {
        let created = self.hours_ago(hours);
        self.ask_at(label, creator, created, action)
    }

    /// The same for a point in time.
    pub(super) fn ask_at(
        &mut self,
        label: &str,
        creator: Id,
        created: Timestamp,
        action: impl FnOnce(&mut Self, &str) -> ApprovedAction,
    ) -> bool {
        let id = draw_id(self.rng);
        let Some(wallet) = self.wallet(label) else { return false };
        let (wallet, enterprise, required) = (wallet.id, wallet.enterprise, wallet.approvals_required);
        let coin = self.wallet(label).map_or("", |wallet| wallet.coin);
        let action = action(self, coin);
        self.push(id, Some(wallet), enterprise, creator, action, (required, created));
        true
    }

    pub(super) fn payment(&mut self, coin: &str, amount: &str, comment: &str) -> ApprovedAction {
        ApprovedAction::Payment {
            transfer: draw_id(self.rng),
            recipients: vec![(addresses::draw(coin, self.rng), amount.parse().unwrap_or_default())],
            fee: usual_fee(coin),
            comment: comment.to_owned(),
            transaction: UnsignedTransaction::AsTold,
        }
    }

    pub(super) fn waiting(&mut self) {
        let DemoPeople { owner, admin, compliance, northwind, .. } = *self.demo_people;
        self.ask("Operations hot", admin, 2, |desk, coin| {
            desk.payment(coin, "125000000", "Supplier invoice 2026-081")
        });
        self.ask("Payroll hot", owner, 5, |desk, coin| desk.payment(coin, "42000000", "Payroll advance"));
        self.ask("Cold reserve 2", admin, 26, |desk, coin| {
            desk.payment(coin, "1500000000", "Move to operations")
        });
        self.ask("XRP operations", admin, 51, |desk, coin| {
            desk.payment(coin, "75000000000", "Market maker funding")
        });
        self.ask("Payroll hot", compliance, 9, |desk, _| {
            let rule = desk.daily_limit("Compliance limit", "250000000");
            ApprovedAction::Rule { change: Change::Add, rule }
        });
        self.ask("Litecoin operations", admin, 30, |_, _| ApprovedAction::ApprovalsRequired { count: 2 });
        self.ask("Tron operations", owner, 70, |_, _| ApprovedAction::Tags {
            tags: vec!["operations".to_owned()],
        });
        let viewer = self.demo_people.viewer;
        self.ask("Settlement USDT, Ethereum", admin, 6, |_, _| ApprovedAction::RemoveUser { person: viewer });
        let permissions = vec!["auditor".to_owned()];
        let action = ApprovedAction::Member { change: Change::Update, person: compliance, permissions };
        let (id, created) = (draw_id(self.rng), self.hours_ago(18));
        self.push(id, None, northwind, admin, action, (1, created));
        let action = ApprovedAction::Recorded {
            resource: "policyRule".to_owned(),
            description: "Travel rule threshold for withdrawals above 1,000 USD".to_owned(),
        };
        let (id, created) = (draw_id(self.rng), self.hours_ago(96));
        self.push(id, None, northwind, owner, action, (1, created));
    }

    /// Somebody has copied a poisoned address: what waits for that wallet begins and ends like what it has paid.
    pub(super) fn poison(&mut self, label: &str) {
        let Some((wallet, coin)) = self.wallet(label).map(|wallet| (wallet.id, wallet.coin)) else { return };
        let paid = addresses::draw_of_wallet(coin, self.rng);
        let Some(poisoned) = poison::like(&paid, &addresses::hash(self.rng)) else { return };
        for (state, wanted) in [(ApprovalState::Approved, paid), (ApprovalState::Pending, poisoned)] {
            let mut payments = self.state.approvals.iter_mut().filter_map(|it| match &mut it.action {
                ApprovedAction::Payment { recipients, .. } if it.state == state => {
                    recipients.first_mut().filter(|_| it.wallet == Some(wallet))
                }
                _ => None,
            });
            if let Some((address, _)) = payments.next() {
                *address = wanted;
            }
        }
    }

    fn daily_limit(&self, name: &str, amount: &str) -> PolicyRule {
        PolicyRule {
            id: name.to_owned(),
            coin: None,
            kind: "velocityLimit".to_owned(),
            condition: json!({ "amountString": amount, "timeWindow": 86_400, "groupTags": [":tag"] }),
            action: "getApproval".to_owned(),
            action_users: Vec::new(),
            lock_date: self.now.saturating_add(RULE_LOCKS_AFTER).unwrap_or(self.now),
        }
    }

    pub(super) fn decided(&mut self) {
        let DemoPeople { owner, admin, .. } = *self.demo_people;
        for (label, creator, decider, is_approval, hours) in [
            ("Operations hot", admin, owner, true, 60),
            ("Gas station", owner, admin, false, 130),
            ("Stellar operations", admin, owner, true, 210),
        ] {
            let made = self
                .ask(label, creator, hours, |desk, coin| desk.payment(coin, "3300000", "Weekly settlement"));
            let at = self.hours_ago(hours - 1);
            if let (true, Some(approval)) = (made, self.state.approvals.last_mut()) {
                approval.decisions.push(Decision { person: decider, is_approval, at });
                approval.state = if is_approval { ApprovalState::Approved } else { ApprovalState::Rejected };
                approval.updated = at;
            }
        }
    }

    pub(super) fn template(&mut self) {
        let (id, created) = (draw_id(self.rng), self.hours_ago(24 * 40));
        let fields = json!({
            "name": "Payout service",
            "tokenScopes": ["wallet_view_all", "wallet_spend_all"],
            "allowedIPs": ["203.0.113.0/28"],
            "tokenLimits": { "spendingLimits": [{ "coin": "tbtc", "txValueLimit": "2500000000" }] },
        });
        let fields = fields.as_object().cloned().unwrap_or_else(Map::new);
        let person = self.demo_people.owner;
        self.state.templates.push(TokenTemplate { id, person, created, updated: created, fields });
    }

    /// The making of every token that the seed has, and some of what else happened, oldest first.
    pub(super) fn log(&mut self) {
        let DemoPeople { owner, admin, .. } = *self.demo_people;
        let mut entries: Vec<(Timestamp, &'static str, Id, Option<&'static str>, Value)> = Vec::new();
        for token in self.state.tokens.long_lived() {
            let data = json!({ "accessTokenId": token.id.to_string(), "label": token.label });
            entries.push((token.created, "createAccessToken", token.person, None, data));
        }
        let gone = json!({ "label": "Old payout service" });
        entries.push((self.hours_ago(24 * 31), "deleteAccessToken", owner, None, gone));
        for (kind, person, wallet, hours) in [
            ("addPolicyRule", owner, "Operations hot", 24 * 62),
            ("freezeWallet", owner, "Wound-down fund", 30),
            ("shareWallet", owner, "Merchant payouts", 20),
            ("shareWallet", owner, "Exchange float", 44),
            ("shareWallet", admin, "Bitcoin Cash operations", 3),
            ("addPolicyRule", owner, "Fee account", 19),
            ("removeUser", admin, "Settlement USDT, Ethereum", 6),
        ] {
            entries.push((self.hours_ago(hours), kind, person, Some(wallet), json!({})));
        }
        entries.sort_by_key(|entry| entry.0);
        for (date, kind, person, label, data) in entries {
            let id = draw_id(self.rng);
            let wallet = label.and_then(|label| self.wallet(label));
            if label.is_some() && wallet.is_none() {
                continue;
            }
            let (enterprise, coin) = (wallet.map(|it| it.enterprise), wallet.map(|it| it.coin.to_owned()));
            let wallet = wallet.map(|it| it.id);
            let ip = OFFICE;
            let kind = kind.to_owned();
            self.state.audit.push(AuditEntry { id, kind, person, ip, date, wallet, enterprise, coin, data });
        }
    }
}
