//! Every address that the sandbox's answers hold is a right one of its coin's network.

use std::collections::BTreeSet;

use countersign::domain::address::{Address, AddressForm, recognise};
use countersign::domain::coin::coins;
use countersign::sandbox::MpcBuild;
use serde_json::Value;

use crate::wire::Wire;

/// Fields that hold an address, or an object that does.
const FIELDS: [&str; 4] = ["address", "baseAddress", "item", "rootAddress"];
/// Families whose addresses have no checksum.
const UNCHECKED: [&str; 3] = ["eos", "hbar", "sol"];
/// The platform's own ledger, which is no chain.
const LEDGER: &str = "ofc";
const EVERY_STATE: &str = "state=pending&state=approved&state=rejected&state=awaitingSignature\
    &state=pendingCustodianApproval&state=pendingVideoApproval";

/// An address as it was found: the route that told it, the field's name, the coin.
type Place = (String, String, String, String);

/// What a person's answers hold.
struct Reader<'a> {
    wire: &'a Wire,
    token: String,
    found: BTreeSet<Place>,
}

impl Reader<'_> {
    /// Walks an answer. An object that names its coin speaks of that one, and so does what is in it.
    fn walk(&mut self, route: &str, coin: &str, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.walk(route, coin, item)),
            Value::Object(fields) => {
                let coin = fields.get("coin").and_then(Value::as_str).unwrap_or(coin);
                for (name, value) in fields {
                    if let Some(text) = value.as_str() {
                        self.keep([route, name, coin, text]);
                    }
                    self.walk(route, coin, value);
                }
            }
            _ => {}
        }
    }

    fn keep(&mut self, [route, name, coin, text]: [&str; 4]) {
        if FIELDS.contains(&name) {
            self.found.insert((route.to_owned(), name.to_owned(), coin.to_owned(), text.to_owned()));
        } else if text.len() < 64 {
            // Longer ones are hashes and keys.
            assert!(
                recognise(text).is_empty() || text.len() < 26,
                "{route}: {name} holds an address: {text}"
            );
        }
    }

    async fn one(&mut self, route: &str, path: &str) -> Value {
        self.wire.control().forget_rates();
        let answer = self.wire.get(&self.token, path).await.ok();
        self.walk(route, "", &answer);
        answer
    }

    async fn all(&mut self, route: &str, path: &str, list: &str) -> Vec<Value> {
        self.wire.control().forget_rates();
        let (_, items) = self.wire.all_pages(&self.token, path, list).await;
        for item in &items {
            self.walk(route, "", item);
        }
        items
    }

    /// Everything about wallets: each by itself, below its coin, its people and its payments.
    async fn wallets(&mut self) {
        let path = "/api/v2/wallets?limit=500&expandBalance=true&expandPolicy=true";
        for wallet in self.all("wallets", path, "wallets").await {
            let (coin, id) = (text(&wallet, "coin"), text(&wallet, "id"));
            self.one("wallets of a coin", &format!("/api/v2/{coin}/wallet?limit=500")).await;
            self.one("wallet", &format!("/api/v2/wallet/{id}")).await;
            let at = format!("/api/v2/{coin}/wallet/{id}");
            self.one("wallet of a coin", &at).await;
            self.one("people", &format!("{at}/user")).await;
            self.one("transfers of a wallet", &format!("{at}/transfer?limit=500")).await;
        }
    }

    /// Everything else.
    async fn the_rest(&mut self) {
        for approval in self
            .all("approvals", &format!("/api/v2/pendingapprovals?{EVERY_STATE}"), "pendingApprovals")
            .await
        {
            let at = format!("/api/v2/pendingapprovals/{}", text(&approval, "id"));
            self.one("approval", &at).await;
            if approval["info"]["type"].as_str().unwrap().starts_with("transactionRequest") {
                self.one("transfer of an approval", &format!("{at}/transfer")).await;
            }
        }
        let enterprises = self.one("enterprises", "/api/v2/enterprise").await;
        for enterprise in enterprises["enterprises"].as_array().unwrap() {
            let id = text(enterprise, "id");
            self.one("people of an enterprise", &format!("/api/v1/enterprise/{id}/user")).await;
            let path = format!("/api/v2/enterprise/{id}/transfer?limit=500");
            self.all("transfers of an enterprise", &path, "transfers").await;
        }
        for path in ["/api/v2/walletshares", "/api/v2/user/me", "/api/v2/walletsharerequests"] {
            self.one(path, path).await;
        }
        self.all("audit log", "/api/v2/auditlog", "logs").await;
        self.all("tokens", "/api/v2/user/accesstoken", "accessTokens").await;
    }
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("{name} in {value}")).to_owned()
}

#[tokio::test]
async fn every_address_that_is_told_is_one_of_its_coins_network() {
    let wire = Wire::start().await;
    wire.control().add_approvals(100);
    let vendor = "0x52908400098527886E0F7030069857D2E4169EE7";
    let change = MpcBuild::WithChange(90_u64.into());
    assert!(wire.control().put_up_mpc("Validator rewards", &[(vendor, 700)], change));
    let mut found = BTreeSet::new();
    for role in ["owner", "viewer"] {
        let token = wire.login(role).await;
        let mut reader = Reader { wire: &wire, token, found: BTreeSet::new() };
        reader.wallets().await;
        if role == "owner" {
            reader.the_rest().await;
        }
        found.extend(reader.found);
    }
    let mut families = BTreeSet::new();
    for (route, name, coin, address) in &found {
        let family =
            coins().get(coin).unwrap_or_else(|| panic!("{route}: {name} has no coin: {address}")).family;
        let read = Address::parse(address, coin);
        let read = read.unwrap_or_else(|error| panic!("{route}: {name} of {coin} is {address}: {error}"));
        let form = match family {
            LEDGER => AddressForm::NotKnownHere,
            _ if UNCHECKED.contains(&family) => AddressForm::Unchecked,
            _ => AddressForm::Checked,
        };
        assert_eq!(read.form(), form, "{route}: {name} of {coin} is {address}");
        assert_eq!(read.normal(), *address, "{route}: {name} of {coin} has another spelling");
        families.insert(family);
    }
    // Nothing was passed over.
    let routes: BTreeSet<&str> = found.iter().map(|(route, ..)| route.as_str()).collect();
    for route in [
        "wallets",
        "wallets of a coin",
        "wallet",
        "wallet of a coin",
        "transfers of a wallet",
        "transfers of an enterprise",
        "approvals",
        "approval",
        "transfer of an approval",
    ] {
        assert!(routes.contains(route), "{route}");
    }
    let names: BTreeSet<&str> = found.iter().map(|(_, name, ..)| name.as_str()).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), FIELDS);
    assert_eq!(families.len(), 21, "{families:?}");
}
