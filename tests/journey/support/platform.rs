//! What is at the platform, asked beside the app and not through it.

use std::sync::Arc;

use countersign::bitgo::access_token::AccessTokenInfo;
use countersign::bitgo::client::{Client, Timeouts};
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::{Wallet, WalletQuery};
use countersign::sandbox::ONE_TIME_CODE;

use super::harness::Harness;
use super::sessions::{self, COMPLIANCE, all};

impl Harness {
    /// A connection to the sandbox beside the app's.
    pub fn client(&mut self) -> Client {
        sessions::client(self.sandbox(), AuthVersion::V3, Timeouts::default())
    }

    /// A session of the owner beside the app's.
    pub fn api(&mut self) -> Session {
        self.api_of("owner")
    }

    /// A session of one of the demo people beside the app's.
    pub fn api_of(&mut self, role: &str) -> Session {
        let client = self.client();
        let person = self.sandbox().accounts.iter().find(|account| account.role == role).unwrap().clone();
        self.session_of(&client, &person.email, &person.password)
    }

    /// A session of the compliance officer beside the app's.
    pub fn api_of_the_officer(&mut self) -> Session {
        let client = self.client();
        self.session_of(&client, COMPLIANCE.0, COMPLIANCE.1)
    }

    fn session_of(&self, client: &Client, email: &str, password: &str) -> Session {
        self.wait(sessions::log_in(client, email, password, Some(ONE_TIME_CODE))).unwrap()
    }

    pub fn wallets_at_the_server(&mut self) -> Vec<Wallet> {
        let session = self.api();
        let wallets = self.wait(all(session.wallets(WalletQuery::default())));
        wallets.into_iter().map(Arc::unwrap_or_clone).collect()
    }

    pub fn tokens_at_the_server(&mut self) -> Vec<AccessTokenInfo> {
        let session = self.api();
        self.wait(all(session.access_tokens()))
    }

    pub fn token_at_the_server(&mut self, label: &str) -> Option<AccessTokenInfo> {
        self.tokens_at_the_server().into_iter().find(|token| token.label == label)
    }
}
