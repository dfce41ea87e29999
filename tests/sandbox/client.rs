//! The project's own client and the sandbox understand each other, in both signature versions.

use countersign::bitgo::client::{Client, Timeouts};
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::bitgo::error::{Error, ErrorKind};
use countersign::bitgo::login::{self, Credentials};
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::{Wallet, WalletQuery};
use countersign::domain::lifetime::LifetimeContext;
use countersign::domain::token::{Reach, TokenContext, TokenDraft, TokenRequest, check};
use futures::TryStreamExt;
use secrecy::SecretString;

use crate::wire::{CODE, Wire};

fn client(wire: &Wire, version: AuthVersion) -> Client {
    let (url, xpub) = (wire.sandbox.url.as_str(), wire.sandbox.server_xpub.clone());
    let environment = Environment::custom(EnvironmentKind::Sandbox, url, Some(xpub)).unwrap();
    Client::new(environment, version, Timeouts::default()).unwrap()
}

pub async fn log_in(
    wire: &Wire,
    version: AuthVersion,
    role: &str,
    code: Option<&str>,
) -> Result<Session, Error> {
    let account = wire.account(role);
    let credentials = Credentials {
        email: account.email.clone(),
        password: account.password.clone().into(),
        code: code.map(Into::into),
    };
    login::login(&client(wire, version), credentials).await
}

async fn all_wallets(session: &Session, page_size: u16) -> Vec<Wallet> {
    let query = WalletQuery { page_size, ..WalletQuery::default() };
    let pages: Vec<_> = session.wallets(query).try_collect().await.unwrap();
    pages.into_iter().flat_map(|page| page.items).collect()
}

fn request(session: &Session, reach: Reach) -> TokenRequest {
    let environment = session.client().environment();
    let context = TokenContext {
        rules: environment.rules(),
        lifetime: LifetimeContext {
            now: jiff::Timestamp::now(),
            zone: jiff::tz::TimeZone::UTC,
            next_deployment: None,
        },
        labels_in_use: Vec::new(),
        seen_from: None,
        names: std::sync::Arc::default(),
        is_opened_by_token: false,
    };
    let draft = TokenDraft {
        label: "Read only".into(),
        lifetime: "30 days".into(),
        scopes: [("wallet_view_all".to_owned(), Vec::new())].into(),
        reach,
        ..TokenDraft::default()
    };
    check(&draft, &context).request.unwrap()
}

#[tokio::test]
async fn the_first_journey() {
    let wire = Wire::start().await;
    for version in [AuthVersion::V2, AuthVersion::V3] {
        let needed = log_in(&wire, version, "owner", None).await.unwrap_err();
        assert_eq!(needed.kind, ErrorKind::NeedsCode);
        let session = log_in(&wire, version, "owner", Some(CODE)).await.unwrap();
        assert_eq!(session.user().username, wire.account("owner").email);

        let wallets = all_wallets(&session, 30).await;
        assert_eq!(wallets.len(), 80);
        assert_eq!(session.wallet_count(&WalletQuery::default()).await.unwrap(), 80);
        assert!(wallets.iter().all(|wallet| wallet.balance.is_some()));
        let unreadable = wallets.iter().filter(|wallet| wallet.balance.as_ref().unwrap().exact().is_none());
        assert_eq!(unreadable.count(), 1);
        assert!(session.total_balances().await.unwrap().len() >= 20);

        let (one, code) = (wallets[7].id.clone(), SecretString::from(CODE));
        let request = request(&session, Reach::Wallets(vec![one.clone()]));
        let made = session.create_access_token(&request, &code).await.unwrap();
        let resumed = login::resume(session.client(), made.value.expose().into()).await.unwrap();
        assert_eq!(resumed.scopes(), ["wallet_view_all"]);
        let seen: Vec<String> =
            all_wallets(&resumed, 500).await.into_iter().map(|wallet| wallet.id).collect();
        assert_eq!(seen, [one]);

        let listed: Vec<_> = session.access_tokens().try_collect().await.unwrap();
        let listed = listed.into_iter().flat_map(|page| page.items).find(|token| token.id == made.info.id);
        assert_eq!(listed.unwrap().expires, made.info.expires);
        session.unlock(&code, 600).await.unwrap();
        session.lock().await.unwrap();
        session.delete_access_token(&made.info.id).await.unwrap();
        assert_eq!(resumed.session_info().await.unwrap_err().status, Some(401));
        session.logout().await.unwrap();
        assert_eq!(session.session_info().await.unwrap_err().status, Some(401));
    }
}

#[tokio::test]
async fn the_viewer_gets_a_plain_token_and_sees_less() {
    let wire = Wire::start().await;
    let session = log_in(&wire, AuthVersion::V3, "viewer", Some(CODE)).await.unwrap();
    assert_eq!(all_wallets(&session, 500).await.len(), 28);
    let wrong = log_in(&wire, AuthVersion::V3, "viewer", Some("1234567")).await.unwrap_err();
    assert_eq!((wrong.status, wrong.name.as_deref()), (Some(401), Some("IncorrectOTP")));
    assert!(wrong.request_id.is_some());
}
