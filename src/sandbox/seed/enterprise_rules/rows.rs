//! The rules themselves: of every condition, status and lock.

use serde_json::{Value, json};

use super::builder::{Row, RowLock, RuleBuilder, joined, part};
use crate::sandbox::seed::draw::draw_id;
use crate::sandbox::state::enterprise_rule::{Author, RuleStatus, Touchpoint};

/// Guarded by a rule of the enterprise alone, whatever is paid.
const RESERVES: [&str; 6] = [
    "Litecoin reserve",
    "Bitcoin Cash reserve",
    "Zcash reserve",
    "Algorand governance",
    "Hedera council dues",
    "Stacking cycle",
];
/// The same, for what is worth more than a limit.
const OPERATIONS: [&str; 11] = [
    "Settlement USDT, EOS",
    "Bitcoin Cash operations",
    "Zcash operations",
    "Bitcoin Gold remainder",
    "Avalanche operations",
    "Casper operations",
    "Celo operations",
    "EOS operations",
    "Rootstock operations",
    "Stacks operations",
    "Solana operations",
];

fn amount(operator: &str, amount: &str, coin: &str) -> Value {
    part("transfer.amount", &json!({ "operator": operator, "amount": amount, "coin": coin }))
}

fn velocity(amount: &str, secs: &str, coin: &str, scope: &str) -> Value {
    let parameters = json!({ "amount": amount, "timeWindow": secs, "coin": coin, "scope": scope });
    part("transfer.velocity.limit", &parameters)
}

fn wallet_admins() -> Value {
    part("approvals.customer.walletAdmin", &json!({ "minRequired": "1" }))
}

fn enterprise_admins(least: u32) -> Value {
    part("approvals.customer.enterpriseAdmin", &json!({ "minRequired": least }))
}

fn deny() -> Value {
    json!({ "name": "approvals.always.deny" })
}

fn all_wallets() -> Value {
    json!({ "name": "wallet.all" })
}

impl RuleBuilder<'_> {
    /// Those that wallets are guarded by.
    pub(super) fn guarding(&mut self) {
        let admin = self.demo_people.admin;
        let row = Row::new("Reserves: another admin", self.on(&RESERVES), vec![], vec![enterprise_admins(1)]);
        self.add(row);
        let several = part("wallet.multiple.ids", &json!({ "walletId": self.wallets(&OPERATIONS) }));
        let over = |limit: &str| vec![amount(">", limit, "USD")];
        let row = Row::new("Operations: large withdrawals", several, over("25000"), vec![wallet_admins()]);
        let first = self.add(row);
        self.change(&first, (admin, 24 * 41), |version| {
            version.clauses = vec![json!({ "conditions": over("50000"), "actions": [wallet_admins()] })];
        });
        // Two million within a day; can still be changed.
        let day = vec![velocity("2000000000000000", "86400", "tcspr", "wallet")];
        let row =
            Row::new("Delegation: daily limit", self.on(&["Casper delegation"]), day, vec![wallet_admins()]);
        self.add(Row { hours: 19, by: Some(Author::Person(admin)), ..row });
        let trading = part("wallet.type", &json!({ "walletType": "trading" }));
        let checks = vec![
            joined("approvals.bitgo.idVerification", &json!({}), "AND"),
            part("approvals.customer.walletAdmin", &json!({ "minRequired": "1" })),
        ];
        let row = Row::new("Trading: identity check", trading, vec![amount(">=", "250000", "USD")], checks);
        self.add(Row { lock: RowLock::Permanent, ..row });
        let small = vec![amount("<=", "100", "USD")];
        let nothing = vec![json!({ "name": "approvals.bitgo.noop" })];
        self.add(Row::new("Gas: small refills", self.on(&["Gas station"]), small, nothing));
        let hot = self.on(&["Operations hot", "Payroll hot", "Fee account"]);
        let hour = vec![velocity("2000000000", "3600", "tbtc", "enterprise")];
        let people = [self.demo_people.owner, self.demo_people.compliance].map(|id| id.to_string());
        let named =
            part("approvals.customer.enterpriseUser", &json!({ "userIds": people, "minRequired": 1 }));
        self.add(Row::new("Bitcoin: hourly limit of all", hot, hour, vec![named]));
    }

    /// Those about who asks and who is paid.
    pub(super) fn about_people(&mut self) {
        let (owner, admin, compliance) =
            (self.demo_people.owner, self.demo_people.admin, self.demo_people.compliance);
        let listed = self.on(&["Grants 2026", "Anchor settlement"]);
        let new = vec![part("transfer.destination.type", &json!({ "type": "nonWhitelistedAddress" }))];
        self.add(Row::new("Payees: known ones alone", listed, new, vec![deny()]));
        let by_officer =
            || vec![part("transfer.initiators", &json!({ "userIds": [compliance.to_string()] }))];
        let on = self.on(&["Payroll hot", "Cold reserve 2", "Token listings"]);
        self.add(Row::new("Compliance asks for no payment", on, by_officer(), vec![deny()]));
        let exempt = json!({ "userIds": [owner.to_string(), admin.to_string()] });
        let others = vec![part("transfer.notInitiatedBy", &exempt)];
        let row =
            Row::new("Payroll: treasurers", self.on(&["Payroll hot"]), others, vec![enterprise_admins(2)]);
        self.add(Row { lock: RowLock::Never, ..row });
        let url = json!({ "webhookUrl": "https://screening.treasury.example/transfers", "coin": "txrp" });
        let screened = vec![part("transfer.webhook", &url)];
        self.add(Row::new(
            "Screening service",
            self.on(&["XRP operations"]),
            screened,
            vec![wallet_admins()],
        ));
        let custodial = part("wallet.type", &json!({ "walletType": ["custodial"] }));
        let last_word = vec![
            joined(
                "approvals.customer.finalApproval",
                &json!({ "userIds": [compliance.to_string()] }),
                "AND",
            ),
            part("approvals.bitgo.videoApproval", &json!({})),
        ];
        self.add(Row::new("Insurance: last word and call", custodial, vec![], last_word));
        let either = vec![
            joined("approvals.customer.enterpriseAdmin", &json!({ "minRequired": 2 }), "OR"),
            part("approvals.customer.organizationAdmin", &json!({ "minRequired": "1" })),
        ];
        self.add(Row::new("Ether: admins or the group", self.on(&["Treasury ether"]), vec![], either));
        let everything = json!({ "name": "rule.all" });
        let agree = json!({ "userIds": [owner.to_string(), admin.to_string()], "minRequired": 1 });
        let agree = vec![part("approvals.customer.enterpriseUser", &agree)];
        let row = Row::new("Policies: what compliance changes", everything, by_officer(), agree);
        self.add(Row { touchpoint: Touchpoint::Policies, ..row });
        let row =
            Row::new("Shares: what compliance sends", all_wallets(), by_officer(), vec![wallet_admins()]);
        self.add(Row { touchpoint: Touchpoint::Share, ..row });
    }

    /// Those that guard nothing: old ones, refused ones, one whose wallets are gone, one that is to be unlocked.
    pub(super) fn not_in_force(&mut self) {
        let admin = self.demo_people.admin;
        let ten = |limit: &str| vec![amount(">", limit, "tbtc")];
        let row = Row::new("Old ceiling", all_wallets(), ten("1000000000"), vec![wallet_admins()]);
        let first = self.add(Row { hours: 24 * 300, ..row });
        self.change(&first, (admin, 24 * 90), |version| version.status = RuleStatus::Inactive);
        let row = Row::new("Stop everything", all_wallets(), vec![], vec![deny()]);
        self.add(Row { status: RuleStatus::Denied, hours: 24 * 12, ..row });
        let gone = draw_id(self.rng).to_string();
        let on = part("wallet.ids", &json!({ "walletId": [gone] }));
        self.add(Row::new("Closed accounts", on, vec![], vec![deny()]));
        let on = self.on(&["Token listings"]);
        let row = Row::new(
            "Listings: weekly limit",
            on,
            vec![velocity("60000000000000000000", "604800", "hteth", "wallet")],
            vec![wallet_admins()],
        );
        let first = self.add(Row { lock: RowLock::Permanent, ..row });
        self.change(&first, (admin, 7), |version| version.status = RuleStatus::UnlockPending);
    }

    /// The platform's own, and that of an enterprise whose rules nobody reads.
    pub(super) fn of_others(&mut self) {
        let harbor = self.demo_people.harbor;
        let alive = vec![part("approvals.bitgo.livenessVerificationFromRequestor", &json!({}))];
        let row = Row::new(
            "Very large withdrawals",
            self.on(&["Operations hot"]),
            vec![amount(">", "5000000", "USD")],
            alive,
        );
        self.add(Row { by: Some(Author::Platform), lock: RowLock::Permanent, ..row });
        let custodial = part("wallet.type", &json!({ "walletType": ["custodial"] }));
        let call = vec![
            joined("approvals.customer.walletAdmin", &json!({ "minRequired": "1" }), "AND"),
            part("approvals.bitgo.videoApproval", &json!({})),
        ];
        self.add_of(harbor, Row::new("Client withdrawals: call", custodial, vec![], call));
        let on = part("wallet.all", &json!({}));
        let out = vec![
            joined("transfer.destination.type", &json!({ "type": "outsideEnterprise" }), "AND"),
            amount(">", "1000", "USD"),
        ];
        let check = vec![part("approvals.bitgo.idVerification", &json!({}))];
        let row = Row::new("Travel rule threshold", on, out, check);
        self.add(Row { status: RuleStatus::PendingApproval, hours: 96, ..row });
    }
}
