//! Actions on shares and on requests for a key: what each is done to, what is sent for it, once, and what a list shows
//! of it afterwards.

use super::{
    AcceptSecrets, OwnKeyNeed, ReshareRequest, ReviewedShare, ShareState, WalletShare, WalletShares,
    acceptance_words,
};
use crate::bitgo::environment::EnvironmentKind;
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::outcome::Outcome;
use crate::bitgo::session::Session;
use crate::bitgo::wallet::Wallet;
use crate::domain::diagnosis::ErrorCause;
use crate::domain::share::{ActionOutcome, ActionRequest, ActionTarget, Names, Permission, ShareAction};
use secrecy::ExposeSecret;

impl WalletShare {
    /// What an action on it is done to, while it is offered to the person (`is_incoming`), or by them.
    pub fn target(&self, names: &Names, is_incoming: bool) -> ActionTarget {
        let user = if is_incoming { &self.from_user } else { &self.to_user };
        ActionTarget {
            id: self.id.clone(),
            coin: self.coin.clone(),
            wallet: self.wallet.clone(),
            wallet_name: self.wallet_name().to_owned(),
            user: user.clone(),
            person: names.of(user),
            may_spend: self.permissions.has(&Permission::Spend),
        }
    }

    /// What to call its wallet.
    pub fn wallet_name(&self) -> &str {
        name_or_id(&self.wallet_label, &self.wallet)
    }
}

impl ReshareRequest {
    /// What an action on it is done to.
    pub fn target(&self) -> ActionTarget {
        let person = [&self.name, &self.email, &self.user].into_iter().find(|it| !it.is_empty());
        ActionTarget {
            id: self.id.clone(),
            coin: self.coin.clone(),
            wallet: self.wallet.clone(),
            wallet_name: name_or_id(&self.wallet_label, &self.wallet).to_owned(),
            user: self.user.clone(),
            person: person.cloned().unwrap_or_default(),
            may_spend: true,
        }
    }
}

impl Wallet {
    /// What a request for its key is about.
    pub fn key_target(&self) -> ActionTarget {
        ActionTarget {
            id: self.id.to_string(),
            coin: self.coin.to_string(),
            wallet: self.id.to_string(),
            wallet_name: name_or_id(&self.label, &self.id).to_owned(),
            may_spend: true,
            ..ActionTarget::default()
        }
    }
}

fn name_or_id<'a>(label: &'a str, id: &'a str) -> &'a str {
    if label.trim().is_empty() { id } else { label.trim() }
}

impl ShareAction {
    /// Whether it can be done to a share in this state.
    pub fn fits(self, state: &ShareState) -> bool {
        match self {
            Self::Accept | Self::SendAgain => *state == ShareState::Active,
            _ => !state.is_over(),
        }
    }

    /// Whether it was done, by a list of shares that was read since. What waits for an approval stands in it still.
    pub fn was_done(self, id: &str, shares: &WalletShares) -> bool {
        let share = shares.incoming.iter().chain(&shares.outgoing).find(|share| share.id == id);
        share.is_none_or(|share| self == Self::Accept && share.state == ShareState::PendingApproval)
    }

    /// What is sent for it: method and path, and the body where there is one.
    pub fn requests<'a>(self, targets: impl IntoIterator<Item = &'a ActionTarget>) -> String {
        let request = |target: &ActionTarget| {
            let ActionTarget { id, coin, wallet, user, .. } = target;
            match self {
                Self::Accept => acceptance_words(coin, id, OwnKeyNeed::Nothing),
                Self::Reject => format!("POST /api/v2/{coin}/walletshare/{id}\n{{\"state\":\"rejected\"}}"),
                Self::Cancel => format!("DELETE /api/v2/{coin}/walletshare/{id}"),
                Self::SendAgain => format!("POST /api/v2/{coin}/walletshare/{id}/resendemail"),
                Self::Refuse => {
                    format!("POST /api/v2/wallet/{wallet}/rejectreshare\n{{\"userId\":\"{user}\"}}")
                }
                Self::RequestKey => format!("POST /api/v2/{coin}/wallet/{wallet}/requestreshare"),
            }
        };
        targets.into_iter().map(request).collect::<Vec<_>>().join("\n")
    }
}

impl Session {
    /// Does something to a share, a request or a wallet, once. An acceptance needs the share as it was
    /// `reviewed`, and one with a key needs `secrets`. Where it is refused
    /// because the share has ended meanwhile, the error says who ended it.
    pub async fn act_on_share(
        &self,
        request: &ActionRequest,
        reviewed: Option<&ReviewedShare>,
        secrets: Option<AcceptSecrets>,
    ) -> Result<ActionOutcome, Error> {
        match self.send_action(request, reviewed, secrets).await {
            Err(refusal) if request.action.is_about_shares() => Err(self.explain(request, refusal).await),
            answer => answer,
        }
    }

    async fn explain(&self, ActionRequest { action, target }: &ActionRequest, refusal: Error) -> Error {
        // What may have got through all the same is looked up as such, whatever the answer says.
        let is_refusal =
            refusal.kind == ErrorKind::Answered && refusal.facts().cause() == ErrorCause::Refused;
        if !is_refusal || refusal.may_have_happened() {
            return refusal;
        }
        let share = self.share_without_key(&target.coin, &target.id).await;
        match share.ok().and_then(|share| share.state.end()) {
            Some(end) => refusal.with(|it| it.kind = ErrorKind::ShareEnded(action.ended_words(target, end))),
            None => refusal,
        }
    }

    async fn send_action(
        &self,
        request: &ActionRequest,
        reviewed: Option<&ReviewedShare>,
        secrets: Option<AcceptSecrets>,
    ) -> Result<ActionOutcome, Error> {
        let reviewed =
            || reviewed.ok_or(ErrorKind::NotHere("The share was not reviewed, so nothing was sent."));
        let ActionTarget { id, coin, wallet, user, .. } = &request.target;
        Ok(match request.action {
            // Express does the work with a key that is taken over; without one there is nothing for it to do.
            ShareAction::Accept if self.is_for_express(secrets.as_ref()) => {
                // Express reads the share by itself, so it is compared before.
                let now = self.share_without_key(coin, id).await.map_err(Error::before_change)?;
                reviewed()?.check(&now, false)?;
                outcome_of(self.accept_by_express(coin, id, secrets.as_ref()).await?)
            }
            ShareAction::Accept => outcome_of(self.accept_share(reviewed()?, secrets).await?),
            ShareAction::Reject => outcome_of(self.reject_share(coin, id).await?),
            ShareAction::Cancel => outcome_of(self.cancel_share(coin, id).await?),
            ShareAction::Refuse => outcome_of(self.reject_reshare(wallet, user).await?),
            ShareAction::RequestKey => outcome_of(self.request_reshare(coin, wallet).await?),
            ShareAction::SendAgain if self.resend_share_email(coin, id).await? => ActionOutcome::Done,
            ShareAction::SendAgain => ActionOutcome::EmailNotSent,
        })
    }

    fn is_for_express(&self, secrets: Option<&AcceptSecrets>) -> bool {
        let opens_key = secrets.is_some_and(|it| !it.login_password.expose_secret().is_empty());
        opens_key && self.client().environment().kind() == EnvironmentKind::Express
    }
}

fn outcome_of<T>(outcome: Outcome<T>) -> ActionOutcome {
    match outcome {
        Outcome::Done(_) => ActionOutcome::Done,
        Outcome::PendingApproval(waiting) => ActionOutcome::PendingApproval(waiting.approval_ids),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_what_was_done_by_what_is_missing_or_waits() {
        let share = |id: &str, state| WalletShare { id: id.to_owned(), state, ..WalletShare::default() };
        let shares = WalletShares {
            incoming: vec![share("open", ShareState::Active), share("waits", ShareState::PendingApproval)],
            ..WalletShares::default()
        };
        for (action, id, was_done) in [
            (ShareAction::Reject, "open", false),
            (ShareAction::Reject, "missing", true),
            (ShareAction::Accept, "waits", true),
            (ShareAction::Cancel, "waits", false),
        ] {
            assert_eq!(action.was_done(id, &shares), was_done, "{action:?} {id}");
        }
    }
}
