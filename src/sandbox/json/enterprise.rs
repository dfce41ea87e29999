//! An enterprise (spec: GET /api/v2/enterprise).

use serde_json::{Value, json};

use super::time::iso;
use crate::sandbox::state::person::{Enterprise, Membership};

/// The document for a member with that membership.
pub(crate) fn full(enterprise: &Enterprise, membership: &Membership) -> Value {
    json!({
        "id": enterprise.id.to_string(),
        "name": enterprise.name,
        "permissions": membership.permissions,
        "acceptedInvite": true,
        "bitgoOrg": "BitGo Trust",
        "kycState": "approved",
        "legalIdentifiers": { "legalPersonNameIdentifierType": "LEGL", "legalPersonName": enterprise.name },
        "type": "institutional",
        "latestSAVersionSigned": 1,
        "travelRule": false,
        "productLicenses": [],
        "canAccessBorrowing": false,
        "canAccessLending": false,
        "canAccessSettlement": false,
        "canAccessTrading": true,
        "canCreateColdWallet": true,
        "canCreateHotWallet": true,
        "canCreateCustodialWallet": true,
        "canCreateOffchainWallet": true,
        "oneTimeFees": [],
        "upfrontPaymentStatus": "notRequired",
        "ethAlwaysUseHop": false,
        "usersViewAllWallets": false,
        "videoIdWaived": false,
        "createdAt": iso(enterprise.created),
        "primaryContact": enterprise.primary_contact.to_string(),
        "approvalsRequired": enterprise.approvals_required,
        "mutablePolicyWindow": 172_800,
    })
}
