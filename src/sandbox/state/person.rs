//! The people of the sandbox and the enterprises they belong to.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::Id;

/// What a demo person is for; also the `role` of the announcement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Sees and administers everything.
    Owner,
    /// The second admin: most wallets, one enterprise.
    Admin,
    /// View permission on some wallets.
    Viewer,
    /// A third admin on a few wallets who never made an ECDH keychain. Not announced.
    Compliance,
    /// On no wallet and in no enterprise: somebody to look up. Not announced.
    Outsider,
}

impl Role {
    /// The word in the announcement.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Viewer => "viewer",
            Self::Compliance => "compliance",
            Self::Outsider => "outsider",
        }
    }
}

/// A person, without the password: only its HMAC is kept, as on the platform.
pub(crate) struct Person {
    pub(crate) id: Id,
    pub(crate) role: Role,
    pub(crate) first: &'static str,
    pub(crate) last: &'static str,
    /// Lower case.
    pub(crate) email: &'static str,
    /// Hex HMAC-SHA256, key = e-mail, message = password (the protocol notes, section 3).
    pub(crate) password_hmac: String,
    pub(crate) memberships: Vec<Membership>,
    /// Every keychain that the person made, newest last.
    pub(crate) keychains: Vec<EcdhKeychain>,
    /// The one that counts (`settings.ecdhKeychain`). Absent for a person who never chose one: such a login answers a
    /// plain token.
    pub(crate) ecdh_xpub: Option<String>,
    /// Whether their account is frozen, and whether it is in use.
    pub(crate) is_frozen: bool,
    pub(crate) is_active: bool,
    /// The wallets that they pinned, the latest last.
    pub(crate) pinned: Vec<Id>,
    pub(crate) otp_device: Id,
    pub(crate) joined: Timestamp,
    pub(crate) phone: &'static str,
    pub(crate) timezone: &'static str,
    pub(crate) country: &'static str,
}

impl Person {
    /// First and last name.
    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    /// The keychain that receives keys and tokens.
    pub(crate) fn ecdh(&self) -> Option<&EcdhKeychain> {
        let xpub = self.ecdh_xpub.as_ref()?;
        self.keychains.iter().find(|keychain| keychain.xpub == *xpub)
    }

    /// True where the person is an admin of that enterprise.
    pub(crate) fn administers(&self, enterprise: Id) -> bool {
        self.memberships.iter().any(|m| m.enterprise == enterprise && m.is_admin())
    }

    /// True where the person is a member of that enterprise in any role.
    pub(crate) fn belongs_to(&self, enterprise: Id) -> bool {
        self.memberships.iter().any(|m| m.enterprise == enterprise)
    }
}

/// A person's place in an enterprise.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Membership {
    pub(crate) enterprise: Id,
    /// Of `admin`, `auditor`, `wallet.create` (spec: POST /api/v2/user/login).
    pub(crate) permissions: Vec<String>,
}

impl Membership {
    /// True for an admin of the enterprise.
    pub(crate) fn is_admin(&self) -> bool {
        self.permissions.iter().any(|permission| permission == "admin")
    }
}

/// A keychain that receives shared keys and opens issued tokens.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct EcdhKeychain {
    /// Extended public key.
    pub(crate) xpub: String,
    /// The extended private key, encrypted with the person's password (envelope v1).
    pub(crate) encrypted_xprv: String,
}

/// An enterprise.
pub(crate) struct Enterprise {
    pub(crate) id: Id,
    pub(crate) name: &'static str,
    pub(crate) created: Timestamp,
    pub(crate) primary_contact: Id,
    pub(crate) approvals_required: u32,
}
