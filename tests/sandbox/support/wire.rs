//! A client of a few lines: signs what it sends, and checks the signature of every answer that it gets.

use std::sync::Once;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use countersign::bitgo::issuance;
use countersign::bitgo::signing::{self, Answer, AuthVersion};
use countersign::sandbox::{Control, DemoAccount, RunningSandbox, Sandbox, SandboxOptions};
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::described;
use super::sessions::COMPLIANCE;

pub const CODE: &str = "0000000";
pub const JSON: &str = "application/json";

static PROVIDER: Once = Once::new();
static REQUESTS: AtomicU64 = AtomicU64::new(0);

/// An answer whose signature, if there is one, has been found right.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
    pub is_signed: bool,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The error sentence.
    pub fn error(&self) -> &str {
        self.body["error"].as_str().unwrap_or_default()
    }

    /// The body of a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    /// The same refusal in every respect that counts: status, name, platform's shape.
    #[track_caller]
    pub fn refused(self, status: u16, name: &str) -> Self {
        assert_eq!((self.status, self.body["name"].as_str()), (status, Some(name)), "{}", self.body);
        assert!(!self.error().is_empty());
        assert_eq!(self.body["requestId"].as_str(), self.header("request-id"));
        assert!(self.body["context"].is_object());
        self
    }
}

/// A request that can be bent before it goes out.
pub struct Ask {
    pub version: AuthVersion,
    pub method: Method,
    pub path: String,
    pub body: Vec<u8>,
    pub timestamp_ms: i64,
    pub token: String,
}

/// A sandbox and a way to it.
pub struct Wire {
    pub sandbox: RunningSandbox,
    pub http: reqwest::Client,
    accounts: Vec<DemoAccount>,
    last_ms: AtomicI64,
}

impl Wire {
    pub async fn start() -> Self {
        Self::with_wallets(80).await
    }

    pub async fn with_wallets(wallets: usize) -> Self {
        Self::with(SandboxOptions { wallets, ..SandboxOptions::default() }).await
    }

    pub async fn with(options: SandboxOptions) -> Self {
        PROVIDER.call_once(|| {
            // Another test may have been first.
            drop(rustls::crypto::ring::default_provider().install_default());
        });
        let sandbox = Sandbox::start(options).await.unwrap();
        let mut accounts = sandbox.accounts.clone();
        accounts.push(DemoAccount {
            role: "compliance".to_owned(),
            name: "Ines Duarte".to_owned(),
            email: COMPLIANCE.0.to_owned(),
            password: COMPLIANCE.1.to_owned(),
        });
        Self { sandbox, accounts, http: reqwest::Client::new(), last_ms: AtomicI64::new(0) }
    }

    pub fn control(&self) -> &Control {
        self.sandbox.control()
    }

    /// One of the announced people, or the compliance officer, who has no ECDH keychain and is not announced.
    pub fn account(&self, role: &str) -> &DemoAccount {
        self.accounts.iter().find(|account| account.role == role).unwrap()
    }

    pub fn ask(&self, token: &str, method: Method, path: &str, body: &Value) -> Ask {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        // Two equal requests in one millisecond would be a replay: every one gets a millisecond of its own.
        let now_ms = self.control().now().as_millisecond();
        let last = self.last_ms.fetch_max(now_ms, Ordering::Relaxed);
        let timestamp_ms =
            if last < now_ms { now_ms } else { self.last_ms.fetch_add(1, Ordering::Relaxed) + 1 };
        Ask {
            version: AuthVersion::V3,
            method,
            path: path.to_owned(),
            body,
            timestamp_ms,
            token: token.to_owned(),
        }
    }

    /// Signs and sends.
    pub async fn send(&self, ask: &Ask) -> Reply {
        let subject = signing::request_subject(
            ask.version,
            ask.method.as_str(),
            ask.timestamp_ms,
            &ask.path,
            &ask.body,
        );
        let hmac = signing::hmac_hex(ask.token.as_bytes(), &subject);
        self.send_with(ask, &hmac).await
    }

    /// Sends under any HMAC.
    pub async fn send_with(&self, ask: &Ask, hmac: &str) -> Reply {
        let request_id = format!("test-{}", REQUESTS.fetch_add(1, Ordering::Relaxed));
        let request = self
            .http
            .request(ask.method.clone(), self.url(&ask.path))
            .header("BitGo-Auth-Version", ask.version.header())
            .header("Auth-Timestamp", ask.timestamp_ms.to_string())
            .header("Authorization", format!("Bearer {}", signing::token_hash(&ask.token)))
            .header("HMAC", hmac)
            .header("Request-ID", &request_id)
            .body(ask.body.clone());
        let request = if ask.body.is_empty() { request } else { request.header(CONTENT_TYPE, JSON) };
        let response = request.send().await.unwrap();
        let reply = self.read(response, Some(ask)).await;
        described::check(ask.method.as_str(), &ask.path, reply.status, &reply.body);
        assert_no_long_number(&ask.path, &reply.body);
        assert_eq!(reply.header("request-id"), Some(request_id.as_str()));
        reply
    }

    /// Sends without any token.
    pub async fn open(&self, method: Method, path: &str, body: impl Into<reqwest::Body>) -> Reply {
        let request = self.http.request(method.clone(), self.url(path)).header(CONTENT_TYPE, JSON);
        let response = request.body(body).send().await.unwrap();
        let reply = self.read(response, None).await;
        described::check(method.as_str(), path, reply.status, &reply.body);
        reply
    }

    /// Reads an answer; a signature that is there has to stand.
    pub async fn read(&self, response: reqwest::Response, ask: Option<&Ask>) -> Reply {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.bytes().await.unwrap();
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (hmac, timestamp) = (text("hmac"), text("timestamp"));
        assert!(headers.contains_key("date"));
        let is_signed = hmac.is_some();
        if let (true, Some(ask)) = (is_signed, ask) {
            let answer = Answer {
                version: ask.version,
                method: ask.method.as_str(),
                path_and_query: &ask.path,
                status,
                body: &bytes,
                hmac: hmac.as_deref(),
                timestamp: timestamp.as_deref(),
            };
            signing::check_response(&ask.token, &answer, self.control().now().as_millisecond()).unwrap();
        }
        let body = serde_json::from_slice(&bytes).expect("every answer is JSON");
        Reply { status, headers, body, is_signed }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.url.as_str().trim_end_matches('/'))
    }

    pub async fn get(&self, token: &str, path: &str) -> Reply {
        self.signed(token, Method::GET, path, &Value::Null).await
    }

    pub async fn post(&self, token: &str, path: &str, body: &Value) -> Reply {
        self.signed(token, Method::POST, path, body).await
    }

    /// Sends in V3 and insists on a signed answer.
    pub async fn signed(&self, token: &str, method: Method, path: &str, body: &Value) -> Reply {
        let reply = self.send(&self.ask(token, method, path, body)).await;
        assert!(reply.is_signed, "{path}: a known token gets signed answers");
        reply
    }

    /// Asks for a login as the vendor's client does.
    pub async fn try_login(&self, email: &str, password: &str, code: Value) -> Reply {
        let mut body = json!({ "email": email, "password": signing::password_hmac(email, password) });
        if !code.is_null() {
            body["otp"] = code;
        }
        let (method, path) = (Method::POST, "/api/v2/user/login");
        let request = self.http.request(method.clone(), self.url(path)).header(CONTENT_TYPE, JSON);
        let request = request.header("BitGo-Auth-Version", AuthVersion::V3.header());
        let reply = self.read(request.body(body.to_string()).send().await.unwrap(), None).await;
        described::check(method.as_str(), path, reply.status, &reply.body);
        reply
    }

    /// Logs a demo person in and opens the token, whichever way it comes.
    pub async fn login(&self, role: &str) -> String {
        let account = self.account(role).clone();
        let answer = self.try_login(&account.email, &account.password, json!(CODE)).await.ok();
        self.open_token(&answer, &account.password)
    }

    pub fn open_token(&self, answer: &Value, password: &str) -> String {
        if let Some(token) = answer["access_token"].as_str() {
            return token.to_owned();
        }
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        let password = SecretString::from(password.to_owned());
        let own = issuance::open_ecdh_xprv(&text("encryptedECDHXprv"), &password).unwrap();
        let token = issuance::open_token_with(
            &text("encryptedToken"),
            &own,
            &text("derivationPath"),
            &self.sandbox.server_xpub,
        );
        token.unwrap().expose_secret().to_owned()
    }

    /// Makes a token with these fields beside label, code and duration.
    pub async fn make_token(&self, session: &str, fields: &Value) -> Value {
        let mut body =
            json!({ "label": "Test token", "otp": CODE, "duration": 3600, "scope": ["wallet_view_all"] });
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.post(session, "/api/v2/user/accesstoken", &body).await.ok()
    }

    /// Reads a whole list, page by page: the pages' sizes and all objects.
    pub async fn all_pages(&self, token: &str, path: &str, list: &str) -> (Vec<usize>, Vec<Value>) {
        let (mut sizes, mut objects, mut cursor) = (Vec::new(), Vec::new(), String::new());
        loop {
            let separator = if path.contains('?') { '&' } else { '?' };
            let page = match cursor.as_str() {
                "" => path.to_owned(),
                id => format!("{path}{separator}prevId={id}"),
            };
            let answer = self.get(token, &page).await.ok();
            let items = answer[list].as_array().unwrap();
            sizes.push(items.len());
            objects.extend(items.iter().cloned());
            match answer["nextBatchPrevId"].as_str() {
                Some(next) => {
                    assert_eq!(Some(next), items.last().and_then(|item| item["id"].as_str()));
                    next.clone_into(&mut cursor);
                }
                None => return (sizes, objects),
            }
        }
    }
}

/// The values of one field, in order.
pub fn texts<'a>(objects: &'a [Value], field: &str) -> Vec<&'a str> {
    objects.iter().map(|object| object[field].as_str().unwrap()).collect()
}

/// Panics where a number in an answer is one that JavaScript cannot hold: whoever passes the answer on through it writes
/// another number, and the signature of the answer no longer stands.
#[track_caller]
fn assert_no_long_number(path: &str, value: &Value) {
    const LARGEST: i64 = (1 << 53) - 1;
    match value {
        Value::Number(number) => {
            let is_short = match number.as_i64() {
                Some(whole) => (-LARGEST..=LARGEST).contains(&whole),
                None => number.as_f64().is_some_and(|it| it.to_string() == number.to_string()),
            };
            assert!(is_short, "{path}: the number {number}");
        }
        Value::Array(items) => items.iter().for_each(|item| assert_no_long_number(path, item)),
        Value::Object(fields) => fields.values().for_each(|field| assert_no_long_number(path, field)),
        _ => {}
    }
}
