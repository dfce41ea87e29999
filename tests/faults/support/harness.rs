//! A sandbox, three people at their sessions, and what they have before them.

use std::sync::Arc;

use std::sync::atomic::{AtomicU32, Ordering};

use countersign::bitgo::access_token::CreatedToken;
use countersign::bitgo::approvals::{ApprovalQuery, PendingApproval};
use countersign::bitgo::client::{Client, Timeouts};
use countersign::bitgo::enterprises::EnterpriseRole;
use countersign::bitgo::envelope::Version;
use countersign::bitgo::environment::Environment;
use countersign::bitgo::login;
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::policies::{ActionKind, ConditionChange, RuleAction, RuleKind, RuleRequest};
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::{AcceptSecrets, OpenedKey, Permissions, ShareRequest};
use countersign::bitgo::sharing_keys::SharingKey;
use countersign::bitgo::templates::TokenTemplate;
use countersign::bitgo::wallet::{Wallet, WalletQuery};
use countersign::domain::token::template::TemplateBody;
use countersign::domain::token::{TokenDraft, TokenRequest};
use countersign::sandbox::{Control, ONE_TIME_CODE, RunningSandbox, Sandbox, SandboxOptions};
use secrecy::SecretString;
use serde_json::Value;

use super::sessions::{self, COMPLIANCE, all};
use super::token_requests;
use crate::columns::Column;

/// Three people at their sessions.
pub struct People {
    pub owner: Session,
    pub admin: Session,
    pub viewer: Session,
}

/// A sandbox, three people at their sessions, and what they have before them.
pub struct Harness {
    sandbox: RunningSandbox,
    /// The client that is tried, and its sessions.
    pub client: Client,
    pub owner: Session,
    pub admin: Session,
    pub viewer: Session,
    /// The admin's and the viewer's sessions at an Express server of their own.
    pub express: [Session; 2],
    /// The same people with a client that waits for any answer: they get things ready.
    pub calm: People,
    pub code: SecretString,
    pub passphrase: SecretString,
    pub wallets: Vec<Arc<Wallet>>,
    /// The viewer as the owner found her.
    pub recipient: SharingKey,
    /// A payment that waits.
    pub payment: String,
    /// The enterprise in which the owner is the only administrator, and the one in which she is not.
    pub alone: String,
    pub together: String,
    count: AtomicU32,
}

impl Harness {
    /// Starts the sandbox and logs everybody in. Nothing goes wrong yet.
    pub async fn open(column: &Column) -> Self {
        let options = SandboxOptions { wallets: 30, express: true, ..SandboxOptions::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        sandbox.control().set_slowness(column.slowness);
        let said: Value = serde_json::from_str(&sandbox.announcement()).unwrap();
        let passphrase = said["demo"]["walletPassphrase"].as_str().unwrap().into();
        let client = sessions::client(&sandbox, column.version, column.timeouts());
        let patient = sessions::client(&sandbox, column.version, Timeouts::default());
        let express = Environment::express(sandbox.url.as_str()).unwrap();
        let express = Client::new(express, column.version, column.timeouts()).unwrap();
        let mut sessions = Vec::new();
        for account in &sandbox.accounts {
            sessions.push(log_in(&patient, &account.email, &account.password).await);
        }
        let [owner, admin, viewer]: [Session; 3] = sessions.try_into().unwrap();
        let calm = People { owner, admin, viewer };
        let code = SecretString::from(ONE_TIME_CODE);
        calm.viewer.unlock(&code, 3_600).await.unwrap();
        let express = [hand_over(&calm.admin, &express).await, hand_over(&calm.viewer, &express).await];
        let (owner, admin, viewer) = (
            hand_over(&calm.owner, &client).await,
            hand_over(&calm.admin, &client).await,
            hand_over(&calm.viewer, &client).await,
        );
        let wallets = all(calm.owner.wallets(WalletQuery::default())).await;
        let mut approvals = all(calm.owner.pending_approvals(ApprovalQuery::default())).await.into_iter();
        let payment = approvals.find(|approval| approval.info.kind.is_withdrawal()).unwrap().id;
        let enterprise = |label: &str| {
            wallets.iter().find(|wallet| wallet.label == label).unwrap().enterprise.clone().unwrap()
        };
        let (together, alone) = (enterprise("Operations hot"), enterprise("Exchange float"));
        let recipient = calm.owner.look_up(&viewer.user().username).await.unwrap();
        let harness = Self {
            sandbox,
            client,
            owner,
            admin,
            viewer,
            express,
            calm,
            code,
            passphrase,
            wallets,
            recipient,
            payment,
            alone: alone.to_string(),
            together: together.to_string(),
            count: AtomicU32::new(0),
        };
        // With the one of the seed more than a page.
        for _ in 0..3 {
            harness.template().await;
        }
        harness
    }

    pub fn control(&self) -> &Control {
        self.sandbox.control()
    }

    /// A name that nothing had before.
    pub fn name(&self) -> String {
        format!("Fault table {}", self.count.fetch_add(1, Ordering::Relaxed))
    }

    pub fn wallet(&self, label: &str) -> &Wallet {
        self.wallets.iter().find(|wallet| wallet.label == label).unwrap()
    }

    /// Coin and ID.
    pub fn place(&self, label: &str) -> (&str, &str) {
        let wallet = self.wallet(label);
        (&wallet.coin, &wallet.id)
    }

    /// A session of a login that may be locked and ended.
    pub async fn spare(&self) -> Session {
        for _ in 0..100 {
            if let Ok(session) =
                sessions::log_in(&self.client, COMPLIANCE.0, COMPLIANCE.1, Some(ONE_TIME_CODE)).await
            {
                return session;
            }
        }
        panic!("no session is to be had");
    }

    /// A session of an access token that may be revoked.
    pub async fn spare_token(&self) -> Session {
        let session = log_in(self.calm.owner.client(), COMPLIANCE.0, COMPLIANCE.1).await;
        hand_over(&session, &self.client).await
    }

    pub fn secrets(&self) -> AcceptSecrets {
        let password = self.sandbox.accounts[2].password.clone();
        AcceptSecrets {
            login_password: password.into(),
            new_passphrase: "a new passphrase".into(),
            envelope: Version::default(),
        }
    }

    /// A share with the viewer, not sent yet; it takes the place of an earlier one.
    pub fn share_request(&self, label: &str, permissions: &str) -> ShareRequest {
        let permissions = Permissions::from_list(permissions);
        ShareRequest::new(self.wallet(label).clone(), self.recipient.clone(), permissions, "Hello")
            .unwrap()
            .again()
    }

    /// A share that lies before the viewer, on a wallet that the owner administers alone: coin and ID.
    pub async fn offered(&self, label: &str, permissions: &str) -> (String, String) {
        let request = self.share_request(label, permissions);
        let key = self.opened_key(&request).await;
        let made = self.calm.owner.send_with_key(&request, key.as_ref()).await.unwrap();
        assert!(!made.awaits_approval);
        (self.wallet(label).coin.to_string(), made.id)
    }

    /// The wallet's key for a share, where it goes along.
    pub async fn opened_key(&self, request: &ShareRequest) -> Option<OpenedKey> {
        if !request.needs_passphrase() {
            return None;
        }
        let (owner, passphrase) = (&self.calm.owner, Some(self.passphrase.clone()));
        let key = owner.user_key(request.wallet()).await.unwrap();
        Some(owner.open_key_for(request, key, passphrase).await.unwrap())
    }

    /// An approval that the owner waits for and the admin can decide.
    pub async fn waiting(&self) -> PendingApproval {
        let viewer = &self.calm.viewer.user().id;
        let asked = self
            .calm
            .owner
            .change_enterprise_role(&self.together, viewer, &EnterpriseRole::Auditor)
            .await
            .unwrap();
        let Outcome::PendingApproval(waiting) = asked else { panic!("the admin has to agree") };
        waiting.approvals[0].clone()
    }

    /// The same for a share, which belongs to a wallet.
    pub async fn waiting_share(&self) -> (String, String) {
        let request = self.share_request("Operations hot", "view");
        let made = self.calm.owner.send_with_key(&request, None).await.unwrap();
        (request.wallet().coin.to_string(), made.approvals[0].clone())
    }

    pub fn token_request(&self) -> TokenRequest {
        let draft = TokenDraft {
            label: self.name(),
            lifetime: "30 days".into(),
            scopes: [("wallet_view_all".to_owned(), Vec::new())].into(),
            ..TokenDraft::default()
        };
        token_requests::request_of(&draft)
    }

    pub async fn token(&self) -> CreatedToken {
        self.calm.owner.create_access_token(&self.token_request(), &self.code).await.unwrap()
    }

    pub fn template_draft(&self) -> TemplateBody {
        let scopes = Some(vec!["wallet_view_all".to_owned()]);
        TemplateBody { name: Some(self.name()), scopes, ..TemplateBody::default() }
    }

    pub async fn template(&self) -> TokenTemplate {
        self.calm.owner.create_token_template(&self.template_draft()).await.unwrap()
    }

    pub fn rule(&self) -> RuleRequest {
        RuleRequest {
            id: self.name(),
            kind: RuleKind::VelocityLimit,
            coin: None,
            condition: Some(ConditionChange::Velocity {
                amount: 5_u64.into(),
                time_window_secs: 3_600,
                group_tags: Vec::new(),
            }),
            action: RuleAction { kind: ActionKind::Deny, user_ids: Vec::new() },
        }
    }

    /// A rule on a wallet where no other administrator is asked.
    pub async fn rule_in_place(&self) -> RuleRequest {
        let (rule, (coin, wallet)) = (self.rule(), self.place("Merchant payouts"));
        self.calm.owner.add_policy_rule(coin, wallet, &rule).await.unwrap();
        rule
    }
}

async fn log_in(client: &Client, email: &str, password: &str) -> Session {
    sessions::log_in(client, email, password, Some(ONE_TIME_CODE)).await.unwrap()
}

/// The same session at another client, however long that takes a client in haste.
async fn hand_over(session: &Session, client: &Client) -> Session {
    for _ in 0..100 {
        if let Ok(session) = login::resume(client, session.token().expose().into()).await {
            return session;
        }
    }
    panic!("no session is to be had");
}
