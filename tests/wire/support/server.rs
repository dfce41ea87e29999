//! A server of a few lines on loopback that answers as each test says, byte by byte where it must, and
//! remembers what it was asked.

use countersign::bitgo::client::{Client, RetryRule, Timeouts};
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::bitgo::signing::{self, AuthVersion};
use jiff::Timestamp;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A token as the platform issues them.
pub const TOKEN: &str = "v2x372cdfa81139df90094f44d06ac5ec98555a213d17309208f443144fb119aa77";

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    fn version(&self) -> AuthVersion {
        AuthVersion::from_header(self.header("bitgo-auth-version")).unwrap_or_default()
    }
}

/// What to do with a request.
pub enum Reply {
    /// Answer these bytes and close.
    Bytes(Vec<u8>),
    /// Answer these bytes slowly, one at a time.
    Drip(Vec<u8>),
    /// Answer these bytes again and again, without end.
    Flood(Vec<u8>),
    /// Never answer.
    Hang,
    /// Close without an answer.
    Close,
}

/// An answer in the making.
pub struct Draft {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

pub fn answer(status: u16, body: &str) -> Draft {
    Draft { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

impl Draft {
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Signs as the platform does, for the request that it answers.
    pub fn signed(self, seen: &Seen) -> Self {
        self.signed_at(seen, Timestamp::now().as_millisecond())
    }

    pub fn signed_at(self, seen: &Seen, at_ms: i64) -> Self {
        let subject = signing::response_subject(
            seen.version(),
            &seen.method,
            at_ms,
            &seen.path,
            self.status,
            &self.body,
        );
        let hmac = signing::hmac_hex(TOKEN.as_bytes(), &subject);
        self.header("hmac", hmac).header("timestamp", at_ms.to_string())
    }

    /// Another body under the same signature and with a right length.
    pub fn with_body(mut self, body: &str) -> Self {
        self.body = body.as_bytes().to_vec();
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.bytes_with_length(self.body.len())
    }

    pub fn bytes_with_length(&self, length: usize) -> Vec<u8> {
        let mut text =
            format!("HTTP/1.1 {} Whatever\r\nContent-Length: {length}\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            text.extend([name, ": ", value, "\r\n"]);
        }
        text.push_str("\r\n");
        [text.as_bytes(), &self.body].concat()
    }
}

impl From<Draft> for Reply {
    fn from(draft: Draft) -> Self {
        Self::Bytes(draft.bytes())
    }
}

/// The server; its thread ends with the test's process.
pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// `reply` gets each request and how many came before it on the same path.
    pub fn start(reply: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, reply) = (Arc::clone(&seen), Arc::new(reply));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, reply) = (Arc::clone(&log), Arc::clone(&reply));
                std::thread::spawn(move || serve(stream, &log, &*reply));
            }
        });
        Self { url, seen }
    }

    /// Everything that was asked, but for the two questions with which a session opens.
    pub fn seen(&self) -> Vec<Seen> {
        let all = self.seen.lock().expect("the log");
        all.iter().filter(|it| !is_opening(it)).cloned().collect()
    }

    pub fn all_seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("the log").clone()
    }

    /// A server where a session opens without ado and `reply` answers the rest.
    pub fn behind_a_session(reply: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::start(move |seen, nth| match opening(seen) {
            Some(body) => answer(200, body).signed(seen).into(),
            None => reply(seen, nth),
        })
    }

    pub fn environment(&self) -> Environment {
        Environment::custom(EnvironmentKind::Sandbox, &self.url, None).expect("an address on loopback")
    }

    pub fn client(&self, version: AuthVersion) -> Client {
        Client::new(self.environment(), version, short_timeouts()).expect("a client")
    }
}

pub fn short_timeouts() -> Timeouts {
    Timeouts {
        connect: Duration::from_millis(500),
        request: Duration::from_millis(400),
        retry: RetryRule { tries: 3, first_pause: Duration::from_millis(10), within: Duration::from_secs(3) },
        requests_a_minute: 10_000,
        longest_hold: Duration::from_millis(10),
        max_answer_bytes: 64 * 1024,
    }
}

/// So many questions are asked to open a session.
pub const OPENING: usize = 2;

/// As [`short_timeouts`], where no answer is waited for in vain: a busy machine is not to be taken for silence.
pub fn patient_timeouts() -> Timeouts {
    Timeouts { connect: Duration::from_secs(10), request: Duration::from_secs(30), ..short_timeouts() }
}

/// What the questions are answered with which a session opens.
pub fn opening(seen: &Seen) -> Option<&'static str> {
    match seen.path.as_str() {
        "/api/v2/user/session" => Some(
            r#"{"session":{"id":"s1","scope":["wallet_view_all"],"expires":"2030-01-01T00:00:00.000Z","isExtensible":false,"user":"u1"}}"#,
        ),
        "/api/v2/user/me" => Some(r#"{"user":{"id":"u1","username":"ada@example.com"}}"#),
        _ => None,
    }
}

fn is_opening(seen: &Seen) -> bool {
    opening(seen).is_some()
}

fn serve(
    mut stream: TcpStream,
    log: &Mutex<Vec<Seen>>,
    reply: &(dyn Fn(&Seen, usize) -> Reply + Send + Sync),
) {
    let Some(seen) = read_request(&stream) else { return };
    let nth = {
        let mut log = log.lock().expect("the log");
        let nth = log.iter().filter(|it| it.path == seen.path).count();
        log.push(seen.clone());
        nth
    };
    // The client may be gone by now; that is its affair.
    match reply(&seen, nth) {
        Reply::Bytes(bytes) => drop(stream.write_all(&bytes)),
        Reply::Drip(bytes) => {
            for byte in bytes {
                std::thread::sleep(Duration::from_millis(20));
                if stream.write_all(&[byte]).is_err() {
                    break;
                }
            }
        }
        Reply::Flood(bytes) => {
            if stream.write_all(&bytes).is_ok() {
                while stream.write_all(b"1000\r\n").is_ok()
                    && stream.write_all(&[b'x'; 0x1000]).is_ok()
                    && stream.write_all(b"\r\n").is_ok()
                {}
            }
        }
        Reply::Hang => std::thread::sleep(Duration::from_secs(20)),
        Reply::Close => {}
    }
}

fn read_request(stream: &TcpStream) -> Option<Seen> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|it| it.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Seen { method, path, headers, body })
}
