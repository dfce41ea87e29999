//! One approval of each kind that the first ones do not have, and some that wait for somebody outside the sandbox. All were
//! asked for in the last two hours.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::builder::{OFFICE, ScenarioBuilder};
use crate::domain::amount::BaseUnits;
use crate::sandbox::seed::addresses;
use crate::sandbox::seed::draw::draw_id;
use crate::sandbox::seed::people::DemoPeople;
use crate::sandbox::state::approval::{
    ApprovalState, ApprovedAction, Change, Decision, MpcBuild, UnsignedTransaction,
};
use crate::sandbox::state::person::{Person, Role};
use crate::sandbox::state::wallet::{Permissions, PolicyRule, RULE_LOCKS_AFTER};

impl ScenarioBuilder<'_> {
    pub(super) fn further_kinds(&mut self) {
        self.further_rules();
        self.further_payments();
        self.further_people();
        self.further_settings();
        self.further_transactions();
        let office = self.demo_people.admin;
        for approval in self.state.approvals.iter_mut().filter(|it| it.payment().is_some()) {
            // The platform records where a withdrawal was asked for.
            approval.asked_from = (approval.creator == office).then_some(OFFICE);
        }
    }

    fn minutes_ago(&self, minutes: i64) -> Timestamp {
        self.now.saturating_sub(SignedDuration::from_mins(minutes)).unwrap_or(self.now)
    }

    /// Gives a wallet a rule that can still be changed.
    fn open_rule(&mut self, label: &str, id: &str, kind: &str, condition: Value) {
        let lock_date = self.minutes_ago(-31 * 60);
        let rule = PolicyRule {
            id: id.to_owned(),
            coin: None,
            kind: kind.to_owned(),
            condition,
            action: "deny".to_owned(),
            action_users: Vec::new(),
            lock_date,
        };
        let wallet = self.wallet(label).map(|wallet| wallet.id);
        if let Some(wallet) = wallet.and_then(|id| self.state.wallets.get_mut(id)) {
            wallet.rules.push(rule);
        }
    }

    /// The wallet's rule of this name as it is now.
    fn rule_of(&self, label: &str, id: &str) -> Option<PolicyRule> {
        self.wallet(label)?.rules.iter().find(|rule| rule.id == id).cloned()
    }

    fn further_rules(&mut self) {
        let DemoPeople { owner, admin, compliance, .. } = *self.demo_people;
        let entries: Vec<Value> = ["Listing agent, Zug", "Listing agent, Singapore"]
            .into_iter()
            .map(|label| entry(&addresses::draw("hteth", self.rng), label))
            .collect();
        let added = entry(&addresses::draw("hteth", self.rng), "Listing agent, Dubai");
        self.open_rule(
            "Token listings",
            "Listing agents",
            "advancedWhitelist",
            json!({ "entries": entries }),
        );
        self.open_rule("Cold reserve 2", "Holiday stop", "allTx", json!({}));
        let change =
            |desk: &mut Self, label: &str, id: &str, minutes, creator, edit: &dyn Fn(&mut PolicyRule)| {
                let Some(mut rule) = desk.rule_of(label, id) else { return };
                edit(&mut rule);
                let created = desk.minutes_ago(minutes);
                rule.lock_date = created.saturating_add(RULE_LOCKS_AFTER).unwrap_or(created);
                desk.ask_at(label, creator, created, |_, _| ApprovedAction::Rule {
                    change: Change::Update,
                    rule,
                });
            };
        change(self, "Token listings", "Daily limit", 104, compliance, &|rule| {
            rule.condition = json!({
                "amountString": "40000000000000000000",
                "timeWindow": 7 * 86_400,
                "groupTags": [":tag"],
            });
            "getApproval".clone_into(&mut rule.action);
            rule.action_users = vec![owner, admin];
        });
        change(self, "Token listings", "Listing agents", 99, compliance, &|rule| {
            if let Some(list) = rule.condition.get_mut("entries").and_then(Value::as_array_mut) {
                list.push(added.clone());
            }
        });
        // It has locked: whoever approves this is refused.
        change(self, "Payroll hot", "Velocity limit", 94, owner, &|rule| {
            if let Some(condition) = rule.condition.as_object_mut() {
                condition.insert("amountString".to_owned(), json!("300000000"));
            }
        });
        let created = self.minutes_ago(89);
        if let Some(rule) = self.rule_of("Cold reserve 2", "Holiday stop") {
            let action = ApprovedAction::Rule { change: Change::Remove, rule };
            self.ask_at("Cold reserve 2", admin, created, |_, _| action);
        }
    }

    fn further_payments(&mut self) {
        let DemoPeople { owner, admin, compliance, .. } = *self.demo_people;
        let own = self.wallet("Gas station").map(|wallet| wallet.address.to_string());
        let created = self.minutes_ago(84);
        self.ask_at("Validator rewards", admin, created, |desk, coin| ApprovedAction::MpcPayment {
            request: draw_id(desk.rng),
            transfer: draw_id(desk.rng),
            recipients: vec![
                (addresses::draw(coin, desk.rng), whole("32000000000000000001")),
                (own.unwrap_or_else(|| addresses::draw(coin, desk.rng)), whole("1500000000000000000")),
            ],
            fee: whole("441000000000000"),
            comment: "Validator top-up and gas".to_owned(),
            built: MpcBuild::AsAsked,
            transaction: UnsignedTransaction::AsTold,
        });
        for (label, creator, amount, comment, minutes, state, approved_by) in [
            (
                "Cold reserve 2",
                admin,
                "90000000",
                "Signing ceremony of Friday",
                79,
                ApprovalState::AwaitingSignature,
                &[owner, compliance][..],
            ),
            (
                "Insurance pool",
                admin,
                "210000000",
                "Claim 2026-17",
                74,
                ApprovalState::PendingCustodianApproval,
                &[owner],
            ),
            (
                "Client deposits A",
                owner,
                "1250000",
                "Client withdrawal",
                69,
                ApprovalState::PendingVideoApproval,
                &[admin],
            ),
        ] {
            let created = self.minutes_ago(minutes);
            let made = self.ask_at(label, creator, created, |desk, coin| desk.payment(coin, amount, comment));
            let at = self.minutes_ago(minutes - 5);
            if let (true, Some(approval)) = (made, self.state.approvals.last_mut()) {
                let decision = |&person| Decision { person, is_approval: true, at };
                approval.decisions = approved_by.iter().map(decision).collect();
                approval.required = u32::try_from(approved_by.len()).unwrap_or(1);
                approval.state = state;
                approval.updated = at;
            }
        }
    }

    fn further_people(&mut self) {
        let DemoPeople { owner, admin, viewer, northwind, .. } = *self.demo_people;
        let created = self.minutes_ago(64);
        self.ask_at("Grants 2026", admin, created, |_, _| ApprovedAction::ChangeUser {
            person: viewer,
            permissions: Permissions::ADMIN.and(Permissions::FREEZE),
        });
        // Somebody who is in no enterprise yet and whose account is in order.
        let is_outsider = |it: &&Person| it.role == Role::Outsider && it.is_active && !it.is_frozen;
        let outsider = self.demo_people.people.iter().find(is_outsider).map(|person| person.id);
        let id = draw_id(self.rng);
        if let Some(person) = outsider {
            let action = ApprovedAction::Invite { person, permissions: vec!["auditor".to_owned()] };
            let created = self.minutes_ago(59);
            self.push(id, None, northwind, admin, action, (1, created));
        }
        let (id, organization) = (draw_id(self.rng), draw_id(self.rng));
        let role = "member".to_owned();
        let action = ApprovedAction::Organization { organization, change: Change::Add, person: viewer, role };
        let created = self.minutes_ago(54);
        self.push(id, None, northwind, owner, action, (1, created));
    }

    fn further_settings(&mut self) {
        let admin = self.demo_people.admin;
        let created = self.minutes_ago(49);
        self.ask_at("Trading account USD", admin, created, |_, _| ApprovedAction::UserKeySigning {
            before: true,
            after: false,
        });
        let created = self.minutes_ago(44);
        self.ask_at("Casper delegation", admin, created, |desk, coin| ApprovedAction::Newer {
            kind: "stakingDelegationRequest".to_owned(),
            details: json!({
                "validator": { "name": "Northern Lights", "address": addresses::draw(coin, desk.rng) },
                "amount": "250000000000",
                "renewsByItself": true,
                "rewards": [
                    { "share": "0.8", "to": "wallet" },
                    { "share": "0.2", "to": "delegation" },
                ],
                "memo": null,
            }),
        });
    }

    /// Two whose transactions do not show what was asked for: one pays somebody else, one is in a form that few know.
    fn further_transactions(&mut self) {
        let admin = self.demo_people.admin;
        let (refill, payout) = ("4000000000000000000", "720000000");
        let somebody_else = addresses::draw("hteth", self.rng);
        let other = UnsignedTransaction::Paying(vec![(somebody_else, whole(refill))]);
        for (label, amount, comment, minutes, unsigned) in [
            ("Gas station", refill, "Refill of the relayers", 39, other),
            ("Merchant payouts", payout, "Payout of November", 34, UnsignedTransaction::NotDecodable),
        ] {
            let created = self.minutes_ago(minutes);
            self.ask_at(label, admin, created, |desk, coin| {
                let mut action = desk.payment(coin, amount, comment);
                if let ApprovedAction::Payment { transaction, .. } = &mut action {
                    *transaction = unsigned;
                }
                action
            });
        }
    }
}

fn entry(item: &str, label: &str) -> Value {
    json!({ "item": item, "type": "address", "metaData": { "label": label } })
}

/// An amount written here in base units.
fn whole(text: &str) -> BaseUnits {
    text.parse().unwrap_or_default()
}
