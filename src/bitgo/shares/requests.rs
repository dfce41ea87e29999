//! Listing shares, and what else can be done with them.

use super::{ReshareRequest, ShareState, ShareUpdate, WalletShare, WalletShares};
use crate::bitgo::client::Call;
use crate::bitgo::error::Error;
use crate::bitgo::fields::Fields;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::routes::Route;
use crate::bitgo::session::Session;
use crate::domain::change::{ChangeKind, about};
use serde::Serialize;

#[derive(Serialize)]
struct StateBody {
    state: ShareState,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RejectReshareBody<'a> {
    user_id: &'a str,
}

impl Session {
    /// The person's open shares, both ways. The platform gives them in one piece.
    pub async fn shares(&self) -> Result<WalletShares, Error> {
        self.ask(self.call(Route::Shares, &[])?, WalletShares::read).await
    }

    /// One share with its key. With a key it needs an unlocked session.
    pub async fn share(&self, coin: &str, id: &str) -> Result<WalletShare, Error> {
        self.ask(self.call(Route::Share, &[coin, id])?, read_share).await
    }

    /// One share without the unlocked session that its key would need.
    pub async fn share_without_key(&self, coin: &str, id: &str) -> Result<WalletShare, Error> {
        self.ask(self.call(Route::Share, &[coin, id])?.query("skipUnlock", "true"), read_share).await
    }

    /// Turns an offered share down, or takes an offer back.
    pub async fn cancel_share(&self, coin: &str, id: &str) -> Result<Outcome<ShareUpdate>, Error> {
        self.ask_share_update(self.call(Route::CancelShare, &[coin, id])?).await
    }

    /// Turns an offered share down by its state, so that it is kept as rejected.
    pub async fn reject_share(&self, coin: &str, id: &str) -> Result<Outcome<ShareUpdate>, Error> {
        let body = StateBody { state: ShareState::Rejected };
        let call = self.call(Route::UpdateShare, &[coin, id])?.changing(ChangeKind::ShareRejected);
        self.ask_share_update(call.json(&body)?).await
    }

    /// Has the invitation sent by email again. Whether the platform says that it was.
    pub async fn resend_share_email(&self, coin: &str, id: &str) -> Result<bool, Error> {
        let call = self.call(Route::ResendShareEmail, &[coin, id])?;
        let received = self.client().send(call).await?;
        Ok(received.fields_if_any()?.flag("resent").unwrap_or(true))
    }

    /// Who asks for a wallet's spending to be shared with them.
    pub async fn reshare_requests(&self) -> Result<Vec<ReshareRequest>, Error> {
        self.ask(self.call(Route::ShareRequests, &[])?, |mut fields| {
            let wishes = fields.objects("walletShareRequests").ok_or("it holds no list of requests")?;
            Ok(wishes.into_iter().map(ReshareRequest::read).collect())
        })
        .await
    }

    /// Asks the wallet's administrators to share its key with this person again.
    pub async fn request_reshare(&self, coin: &str, wallet: &str) -> Result<Outcome<()>, Error> {
        self.ask_done(self.call(Route::RequestReshare, &[coin, wallet])?).await
    }

    /// Turns such a request of another person down.
    pub async fn reject_reshare(&self, wallet: &str, user: &str) -> Result<Outcome<()>, Error> {
        let call = self.call(Route::RejectReshare, &[wallet])?.about(about::USER, user);
        self.ask_done(call.json(&RejectReshareBody { user_id: user })?).await
    }

    pub(in crate::bitgo) async fn ask_share(&self, call: Call<'_>) -> Result<Outcome<WalletShare>, Error> {
        Ok(match self.ask_outcome(call, read_share).await? {
            Outcome::Done(share) => share.into_outcome(),
            waits @ Outcome::PendingApproval(_) => waits,
        })
    }

    pub(in crate::bitgo) async fn ask_share_update(
        &self,
        call: Call<'_>,
    ) -> Result<Outcome<ShareUpdate>, Error> {
        Ok(match self.ask_outcome(call, |fields| Ok(ShareUpdate::read(fields))).await? {
            Outcome::Done(update) if update.state == ShareState::PendingApproval => {
                Outcome::waits_for(None, update)
            }
            other => other,
        })
    }
}

/// A share without an ID is none.
fn read_share(fields: Fields) -> Result<WalletShare, &'static str> {
    let share = WalletShare::read(fields);
    if share.id.is_empty() { Err("it holds no share") } else { Ok(share) }
}
