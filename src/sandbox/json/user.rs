//! A person: in full for themselves, in short for others.

use serde_json::{Value, json};

use super::time::iso;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Person;
use crate::sandbox::state::wallet::Wallet;

/// The whole document, as login and `user/me` answer it (spec: POST /api/v2/user/login, `user`).
pub(crate) fn full(person: &Person, state: &State) -> Value {
    let joined = iso(person.joined);
    json!({
        "id": person.id.to_string(),
        "username": person.email,
        "name": name(person),
        "email": { "email": person.email, "verified": true },
        "phone": { "phone": person.phone, "verified": true },
        "enterprises": memberships(person, state),
        "organizations": [],
        "otpDevices": [{
            "id": person.otp_device.to_string(),
            "type": "totp",
            "label": "Authenticator app",
            "verified": true,
            "createDate": joined,
        }],
        "agreements": { "patriotAct": 1, "termsOfUse": 1, "termsOfUseAcceptanceDate": joined },
        "allowedCoins": [],
        "bitgoEmployee": false,
        "currency": { "currency": "USD", "bitcoinUnit": "BTC" },
        "disableReset2FA": false,
        "featureFlags": [],
        "forceResetPassword": false,
        "identity": { "verified": true },
        "timezone": person.timezone,
        "country": person.country,
        "ecdhKeychain": person.ecdh().map(|keychain| &keychain.xpub),
        "isActive": person.is_active,
        "isFrozen": person.is_frozen,
    })
}

/// What other people see (spec: GET /api/v2/user/{id}).
pub(crate) fn short(person: &Person) -> Value {
    json!({
        "id": person.id.to_string(),
        "isActive": person.is_active,
        "isFrozen": person.is_frozen,
        "name": name(person),
        "username": person.email,
        "email": { "email": person.email, "verified": true },
    })
}

/// A member of an enterprise (spec: GET /api/v1/enterprise/{enterpriseId}/user).
pub(crate) fn member(person: &Person, enterprise: Id, state: &State) -> Value {
    let wallets = state.wallets.newest_first().filter(|wallet| wallet.enterprise == enterprise);
    let role = |wallet: &Wallet| {
        let held = wallet.permissions_of(person.id)?;
        let permissions: Vec<&str> = held.words().collect();
        Some(json!({
            "walletId": wallet.id.to_string(),
            "coin": wallet.coin,
            "walletLabel": wallet.label,
            "permissions": permissions,
        }))
    };
    let membership = person.memberships.iter().find(|membership| membership.enterprise == enterprise);
    json!({
        "id": person.id.to_string(),
        "username": person.email,
        "firstName": person.first,
        "lastName": person.last,
        "fullName": person.full_name(),
        "isActive": person.is_active,
        "email": { "email": person.email, "verified": true },
        "verified": true,
        "identity": { "kyc": { "hasVideoID": true, "overallState": "approved", "required": true } },
        "permissions": membership.map(|membership| &membership.permissions),
        "wallets": wallets.filter_map(role).collect::<Vec<_>>(),
    })
}

fn name(person: &Person) -> Value {
    json!({ "first": person.first, "last": person.last, "full": person.full_name() })
}

fn memberships(person: &Person, state: &State) -> Vec<Value> {
    let document = |membership: &crate::sandbox::state::person::Membership| {
        json!({
            "id": membership.enterprise.to_string(),
            "name": state.enterprise(membership.enterprise).map(|enterprise| enterprise.name),
            "permissions": membership.permissions,
            "kycState": "approved",
        })
    };
    person.memberships.iter().map(document).collect()
}
