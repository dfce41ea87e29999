//! Access tokens as the platform lists them (spec: GET /api/v2/user/accesstoken). Never their value: that is
//! given once, on creation, as an [`AccessToken`].

mod existing;
mod requests;

use super::fields::Fields;
use super::secret::AccessToken;
use super::unlock::Unlock;
use super::unreadable;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// What the platform reports about an access token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccessTokenInfo {
    /// The platform's ID, with which it is revoked.
    pub id: String,
    /// What its maker called it; empty for sessions of a login.
    pub label: String,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it ends by itself.
    pub expires: Option<Timestamp>,
    /// Its scopes, unknown ones included.
    pub scope: Vec<String>,
    /// The addresses it may be used from; empty for anywhere.
    pub ip_restrict: Vec<String>,
    /// The address it was asked for from.
    pub ip: Option<String>,
    /// The enterprise it belongs to.
    pub enterprise: Option<String>,
    /// The platform's environment that issued it.
    pub origin: Option<String>,
    /// The client that it was made for.
    pub client: Option<String>,
    /// `read` or `full` where it has administrator's rights.
    pub admin_scope: Option<String>,
    /// The enterprises it is confined to; empty for no such bound.
    pub permitted_enterprises: Vec<String>,
    /// The wallets it is confined to; empty for no such bound.
    pub permitted_wallets: Vec<String>,
    /// Whether its life can be extended.
    pub is_extensible: bool,
    /// Its limits and what was used of them.
    pub unlock: Option<Unlock>,
    /// The person it belongs to, by ID.
    pub user: Option<String>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// What a decision about a token needs of it.
const PARTS: [(&str, &str); 10] = [
    ("label", "label"),
    ("created", "creation"),
    ("expires", "expiry"),
    ("scope", "permissions"),
    ("ipRestrict", "IP addresses"),
    ("adminScope", "administrator's rights"),
    ("permittedEnterprises", "enterprises that it is confined to"),
    ("permittedWallets", "wallets that it is confined to"),
    ("unlock", "spending limits"),
    ("enterprise", "enterprise"),
];

impl AccessTokenInfo {
    pub(in crate::bitgo) fn read(mut fields: Fields) -> Self {
        // A list never needs the value; should a server send it, it goes no further than here.
        drop(fields.secret("token"));
        Self {
            id: fields.text("id").unwrap_or_default(),
            label: fields.text("label").unwrap_or_default(),
            created: fields.time("created"),
            expires: fields.time("expires"),
            scope: fields.text_or_texts("scope").unwrap_or_default(),
            ip_restrict: fields.texts("ipRestrict").unwrap_or_default(),
            ip: fields.text("ip"),
            enterprise: fields.text("enterprise"),
            origin: fields.text("origin"),
            client: fields.text("client"),
            admin_scope: fields.text("adminScope"),
            permitted_enterprises: fields.texts("permittedEnterprises").unwrap_or_default(),
            permitted_wallets: fields.texts("permittedWallets").unwrap_or_default(),
            is_extensible: fields.flag("isExtensible").unwrap_or_default(),
            unlock: fields.object("unlock").map(Unlock::read),
            user: fields.text("user"),
            extra: fields.rest(),
        }
    }

    /// That it was read in part only, and of what; none where all of it could be read.
    pub fn unreadable_words(&self) -> Option<String> {
        unreadable::words("this token", &unreadable::among(&self.extra, &PARTS))
    }

    /// Whether it has spending limits, in whatever shape.
    pub fn may_have_limits(&self) -> bool {
        self.extra.contains_key("unlock") || self.unlock.as_ref().is_some_and(Unlock::may_limit_token)
    }
}

/// A token just made: what the platform reports about it, and its value, which is never shown again.
#[derive(Clone, Debug)]
pub struct CreatedToken {
    /// What the platform reports about it.
    pub info: AccessTokenInfo,
    /// The token itself.
    pub value: AccessToken,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_value_in_a_list_goes_no_further() {
        let json = serde_json::json!({"id":"a1","token":"v2xsecret","scope":"openid","ipRestrict":["203.0.113.0/24"],
            "expires":"2027-01-01T00:00:00.000Z","isMobileAccessToken":false});
        let info = AccessTokenInfo::read(Fields::of(json).unwrap());
        assert!(!format!("{info:?}").contains("v2xsecret"));
        assert_eq!(info.scope, ["openid"]);
        assert_eq!(info.expires.unwrap().to_string(), "2027-01-01T00:00:00Z");
        assert_eq!(info.extra["isMobileAccessToken"], false);
    }
}
