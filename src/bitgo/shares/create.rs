//! Sharing a wallet with another person, from the request that was reviewed to the one message that is sent
//! (the protocol notes, section 6).
//!
//! The wallet passphrase never leaves this machine, and the key leaves it sealed for the recipient alone.

use super::secrets::{self, sealed_for};
use super::{Permission, Permissions, WalletShare};
use crate::bitgo::envelope::Version;
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::express::ExpressShare;
use crate::bitgo::key_sealing::{KeySealingError, ShareKeychain};
use crate::bitgo::keys::WalletKey;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::routes::Route;
use crate::bitgo::session::Session;
use crate::bitgo::sharing_keys::{RecipientKey, SharingKey};
use crate::bitgo::wallet::{Wallet, WalletKind, WalletUser};
use crate::domain::change::about;
use crate::domain::share::{KeyHandling, KeyPlace, Member, WalletFacts};
use secrecy::SecretString;
use serde::Serialize;
use serde_json::Value;
use smol_str::SmolStr;

/// Why a share cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareRequestError {
    /// Nothing is to be allowed.
    #[error("Choose at least one permission.")]
    NoPermission,
    /// Spending for a person without a key.
    #[error(
        "This person has no sharing key: they have to log in once and set up two-factor authentication before Spend can be shared with them."
    )]
    NoRecipientKey,
}

/// A share ready to be reviewed and sent: what it serializes to is the body without the sealed key.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShareRequest {
    #[serde(skip)]
    wallet: Wallet,
    #[serde(skip)]
    recipient: SharingKey,
    #[serde(skip)]
    handling: KeyHandling,
    user: String,
    permissions: Permissions,
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    reshare: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    disable_email: bool,
}

/// One share to send: the value that was reviewed, and what opens its key.
pub struct ShareOrder {
    /// The share.
    pub request: ShareRequest,
    /// The wallet passphrase, where the key has not been opened yet.
    pub passphrase: Option<SecretString>,
}

/// The body of `POST /api/v2/{coin}/wallet/{walletId}/share`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShareBody<'a> {
    #[serde(flatten)]
    request: &'a ShareRequest,
    #[serde(skip_serializing_if = "Option::is_none")]
    keychain: Option<&'a ShareKeychain>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    skip_keychain: bool,
}

impl ShareRequest {
    /// Shares `wallet` (in full) with a person who was looked up.
    pub fn new(
        wallet: Wallet,
        recipient: SharingKey,
        permissions: Permissions,
        message: &str,
    ) -> Result<Self, ShareRequestError> {
        if wallet.key_handling(&permissions) == KeyHandling::Sealed && recipient.key.is_none() {
            return Err(ShareRequestError::NoRecipientKey);
        }
        Self::made(wallet, recipient, permissions, message)
    }

    /// As [`ShareRequest::new`], but [without the wallet's key](ShareRequest::without_key), so that the recipient need
    /// not have one either.
    pub fn keyless(
        wallet: Wallet,
        recipient: SharingKey,
        permissions: Permissions,
        message: &str,
    ) -> Result<Self, ShareRequestError> {
        Self::made(wallet, recipient, permissions, message).map(Self::without_key)
    }

    fn made(
        wallet: Wallet,
        recipient: SharingKey,
        permissions: Permissions,
        message: &str,
    ) -> Result<Self, ShareRequestError> {
        if permissions.is_empty() {
            return Err(ShareRequestError::NoPermission);
        }
        let handling = wallet.key_handling(&permissions);
        let (user, message) = (recipient.user_id.clone(), message.trim().to_owned());
        Ok(Self {
            wallet,
            recipient,
            handling,
            user,
            permissions,
            message,
            reshare: false,
            disable_email: false,
        })
    }

    /// Invites somebody again who is on the wallet already.
    #[must_use]
    pub fn again(self) -> Self {
        Self { reshare: true, ..self }
    }

    /// Without the platform's email to the recipient.
    #[must_use]
    pub fn without_email(self) -> Self {
        Self { disable_email: true, ..self }
    }

    /// Without the wallet's key, although the recipient may spend: they get it another way, or by a new share
    /// later.
    #[must_use]
    pub fn without_key(self) -> Self {
        let handling = if self.needs_passphrase() { KeyHandling::NoKeyHere } else { self.handling };
        Self { handling, ..self }
    }

    /// The wallet.
    pub fn wallet(&self) -> &Wallet {
        &self.wallet
    }

    /// The recipient.
    pub fn recipient(&self) -> &SharingKey {
        &self.recipient
    }

    /// What the recipient will be allowed.
    pub fn permissions(&self) -> &Permissions {
        &self.permissions
    }

    /// Whether the wallet passphrase is needed.
    pub fn needs_passphrase(&self) -> bool {
        self.handling == KeyHandling::Sealed
    }

    /// The same share for Express to make, which looks the recipient up and does the work with keys itself.
    pub fn for_express(&self) -> ExpressShare {
        ExpressShare {
            email: self.recipient.email.clone(),
            permissions: self.permissions.clone(),
            message: self.message.clone(),
            reshare: self.reshare,
            disable_email: self.disable_email,
            skip_keychain: !self.needs_passphrase(),
        }
    }

    /// Method and path that it is sent to.
    pub fn route(&self) -> String {
        Route::CreateShare.request_line(&[&self.wallet.coin, &self.wallet.id])
    }

    /// The exact body as JSON, with what is secret or not yet made in ‹› instead. `public` is the public part of the
    /// wallet's key, where it has been read.
    pub fn preview(&self, through_express: bool, public: Option<&str>) -> String {
        let body = if through_express { self.express_preview() } else { self.direct_preview(public) };
        body.and_then(|body| serde_json::to_string_pretty(&body)).unwrap_or_default()
    }

    fn express_preview(&self) -> serde_json::Result<Value> {
        let mut body = serde_json::to_value(self.for_express())?;
        if self.needs_passphrase() {
            body["walletPassphrase"] = Value::from("‹wallet passphrase›");
        }
        Ok(body)
    }

    fn direct_preview(&self, public: Option<&str>) -> serde_json::Result<Value> {
        let keychain = self.recipient.key.as_ref().filter(|_| self.needs_passphrase());
        let keychain = keychain.map(|key| ShareKeychain {
            public: public.unwrap_or("‹public key›").to_owned(),
            encrypted_prv: "‹key, encrypted for the recipient›".to_owned(),
            from_pub_key: "‹one-time key›".to_owned(),
            to_pub_key: key.pubkey.clone(),
            path: key.path.clone(),
        });
        let skip_keychain = keychain.is_none();
        serde_json::to_value(ShareBody { request: self, keychain: keychain.as_ref(), skip_keychain })
    }
}

impl WalletUser {
    /// The person with what they may do.
    pub(in crate::bitgo) fn member(&self) -> Member {
        let permissions = self.permissions.iter().map(|word| Permission::from_word(word));
        Member { person: self.user.to_string(), permissions: Permissions::of(permissions) }
    }
}

impl Wallet {
    /// Where its key is.
    pub fn key_place(&self) -> KeyPlace {
        let is_cold = self.raw.object().and_then(|it| it.flag("isCold")) == Some(true);
        match self.kind {
            _ if self.has_feature("multi-key-user-key") => KeyPlace::OneEach,
            WalletKind::Cold | WalletKind::Custodial | WalletKind::Backing => KeyPlace::OutOfReach,
            _ if is_cold => KeyPlace::OutOfReach,
            _ if self.is_mpc() => KeyPlace::InParts,
            _ => KeyPlace::WithUsers,
        }
    }

    /// What happens with its key when it is shared with these permissions.
    pub fn key_handling(&self, permissions: &Permissions) -> KeyHandling {
        KeyHandling::of(self.key_place(), permissions)
    }

    /// What the rules of sharing reckon with.
    pub fn for_sharing(&self) -> WalletFacts {
        WalletFacts {
            id: self.id.to_string(),
            label: self.label.to_string(),
            coin: self.coin.to_string(),
            enterprise: self.enterprise.as_ref().map(SmolStr::to_string),
            people: self.users.iter().map(WalletUser::member).collect(),
            key: self.key_place(),
            is_trading: self.kind == WalletKind::Trading,
            approvals_required: self.approvals_required,
        }
    }

    /// Whether the platform names this feature, at the wallet or at its coin's data.
    pub fn has_feature(&self, feature: &str) -> bool {
        let Some(own) = self.raw.object() else { return false };
        let places = [own.object("coinSpecific"), Some(own)];
        let items = places.iter().flatten().filter_map(|place| place.items("features")).flatten();
        items.filter_map(|item| serde_json::from_str::<String>(item).ok()).any(|name| name == feature)
    }
}

/// Opens a wallet's user key with the wallet passphrase and seals it for the recipient. Nothing is sent. Takes key work:
/// not for an async worker.
pub fn seal_user_key(
    key: &WalletKey,
    is_mpc: bool,
    recipient: &SharingKey,
    passphrase: &SecretString,
) -> Result<ShareKeychain, KeySealingError> {
    let RecipientKey { pubkey, path } = recipient.key.as_ref().ok_or(KeySealingError::NoRecipientKey)?;
    let public = key.public_for_sharing(is_mpc).ok_or(KeySealingError::NoPublicKey)?;
    let prv = secrets::open_user_key(key, passphrase)?;
    sealed_for(&prv, public, pubkey, path, Version::V1)
}

/// Makes sure that a wallet passphrase opens a wallet's user key: for Express, which opens the key itself. Nothing is
/// sent. Takes key work, as [`seal_user_key`].
pub fn try_passphrase(key: &WalletKey, passphrase: &SecretString) -> Result<(), KeySealingError> {
    secrets::open_user_key(key, passphrase).map(drop)
}

impl Session {
    /// Sends a share, once. Not through Express, which makes shares itself.
    pub async fn send_share(
        &self,
        request: &ShareRequest,
        keychain: Option<&ShareKeychain>,
    ) -> Result<Outcome<WalletShare>, Error> {
        self.refuse_express()?;
        let body = ShareBody { request, keychain, skip_keychain: keychain.is_none() };
        let ids = [request.wallet.coin.as_str(), request.wallet.id.as_str()];
        let call = self.call(Route::CreateShare, &ids)?.about(about::USER, &request.user);
        let call = call.about(about::EMAIL, &request.recipient.email).json(&body)?;
        self.ask_share(call).await
    }

    /// Express takes the share's route for its own and would do the work with keys there.
    fn refuse_express(&self) -> Result<(), ErrorKind> {
        if self.client().environment().signs() {
            return Ok(());
        }
        Err(ErrorKind::NotHere("Express makes shares itself, so this one was not sent."))
    }
}
