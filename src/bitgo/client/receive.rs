//! One try: sign, send, take in, check. And the tries around it.

use super::body;
use super::change_log::{ChangeCame, ChangeEntry};
use super::check::Claim;
use super::clock::ClockReading;
use super::retry::retry_after;
use super::work_waits::WorkWaits;
use super::{Call, Client, signing_times};
use crate::bitgo::error::{Error, ErrorBody, ErrorKind, Trust, classify};
use crate::bitgo::fields::Fields;
use crate::bitgo::raw_object::why_not;
use crate::bitgo::signing;
use crate::domain::diagnosis::Operation;
use bytes::Bytes;
use jiff::Timestamp;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;
use std::time::Instant;
use url::Url;
use zeroize::Zeroizing;

/// Which version a request is signed in, or would be.
const VERSION_HEADER: &str = "BitGo-Auth-Version";

/// Why a change was not sent that nobody waits for any more.
const WITHDRAWN: &str = "You stopped waiting before it was sent.";

/// A success whose signature, where there is to be one, is right.
pub(in crate::bitgo) struct Received {
    pub(super) method: Method,
    pub(super) path: String,
    host: String,
    status: u16,
    request_id: String,
    pub(super) body: Zeroizing<Vec<u8>>,
    pub(super) claim: Claim,
    doing: Operation,
    code_sent: bool,
}

impl Received {
    /// The status, 200 to 299.
    pub(in crate::bitgo) fn status(&self) -> u16 {
        self.status
    }

    /// The body's object, or none where the body is empty or something else: for answers that need to hold
    /// nothing. An object that breaks off is an error: it may have said that the change waits for approval.
    pub(in crate::bitgo) fn fields_if_any(&self) -> Result<Fields, Error> {
        match serde_json::from_slice(&self.body) {
            Ok(value) => Ok(Fields::of(value).unwrap_or_default()),
            Err(_) if self.body.trim_ascii_start().starts_with(b"{") => {
                Err(self.not_understood("it ends early or is not JSON"))
            }
            Err(_) => Ok(Fields::default()),
        }
    }

    /// The body's object, read with `read`, whose errors are parts of a sentence.
    pub(in crate::bitgo) fn read<T>(
        &self,
        read: impl FnOnce(Fields) -> Result<T, &'static str>,
    ) -> Result<T, Error> {
        self.read_value(|_, value| Fields::of(value).ok_or("it is not an object").and_then(read))
    }

    fn read_value<T>(&self, read: impl FnOnce(u16, Value) -> Result<T, &'static str>) -> Result<T, Error> {
        serde_json::from_slice::<Value>(&self.body)
            .map_err(|error| why_not(&error))
            .and_then(|value| read(self.status, value))
            .map_err(|why| self.not_understood(why))
    }

    /// A success that cannot be read; `why` is a part of a sentence and holds nothing from the answer.
    pub(in crate::bitgo) fn not_understood(&self, why: &str) -> Error {
        self.failure(ErrorKind::NotUnderstood(why.to_owned()))
    }

    /// A success that is of no use, and what was asked.
    pub(in crate::bitgo) fn failure(&self, kind: ErrorKind) -> Error {
        Error::new(kind).with(|it| {
            self.method.as_str().clone_into(&mut it.method);
            self.path.clone_into(&mut it.path);
            self.host.clone_into(&mut it.host);
            it.status = Some(self.status);
            it.request_id = Some(self.request_id.clone());
            it.doing = self.doing;
            it.code_sent = self.code_sent;
        })
    }
}

/// What is kept of one try for its signature, its log line and its error.
struct Try {
    url: Url,
    path: String,
    request_id: String,
    is_signed: bool,
}

impl Client {
    /// Asks, and reads the answer's object with `read`, whose errors are parts of a sentence.
    pub(in crate::bitgo) async fn read<T>(
        &self,
        call: Call<'_>,
        read: impl FnOnce(Fields) -> Result<T, &'static str>,
    ) -> Result<T, Error> {
        self.read_value(call, |_, value| Fields::of(value).ok_or("it is not an object").and_then(read)).await
    }

    /// As [`Client::read`], for answers whose status says something too.
    pub(in crate::bitgo) async fn read_with_status<T>(
        &self,
        call: Call<'_>,
        read: impl FnOnce(u16, Fields) -> Result<T, &'static str>,
    ) -> Result<T, Error> {
        let read =
            |status, value| Fields::of(value).ok_or("it is not an object").and_then(|it| read(status, it));
        self.read_value(call, read).await
    }

    /// Asks, and reads whatever JSON came with `read`, which gets the status too.
    pub(in crate::bitgo) async fn read_value<T>(
        &self,
        call: Call<'_>,
        read: impl FnOnce(u16, Value) -> Result<T, &'static str>,
    ) -> Result<T, Error> {
        self.send(call).await?.read_value(read)
    }

    /// Asks, and reads the checked answer where it stands with `read`; what that keeps of it stays in memory, so it is
    /// for answers without secrets.
    pub(in crate::bitgo) async fn read_bytes<T>(
        &self,
        call: Call<'_>,
        read: impl FnOnce(Bytes) -> Result<T, &'static str>,
    ) -> Result<T, Error> {
        let mut received = self.send(call).await?;
        let mut body = std::mem::take(&mut *received.body);
        body.shrink_to_fit();
        read(body.into()).map_err(|why| received.not_understood(why))
    }

    /// Asks, and gives the checked body of a 2xx answer. Every call of a session comes through here, so what ends
    /// the session is kept here, before whoever asked knows of it.
    pub(in crate::bitgo) async fn send(&self, call: Call<'_>) -> Result<Received, Error> {
        let asked = self.now();
        let result = self.try_repeatedly(&call).await;
        let is_silence = result.as_ref().err().is_some_and(Error::is_silence);
        // What was not sent tells nothing of whether the platform answers.
        if !matches!(&result, Err(error) if matches!(error.kind, ErrorKind::NotSent(_))) {
            self.contact().note(is_silence, asked, self.now());
        }
        if let (Err(error), Some(end)) = (&result, call.session_end) {
            end.note_error(error);
        }
        result
    }

    /// GETs are tried again, nothing else is.
    async fn try_repeatedly(&self, call: &Call<'_>) -> Result<Received, Error> {
        let (asked, work) = (Instant::now(), WorkWaits::current());
        let wish = call.wish(work.as_ref(), asked);
        let too_long = |wait| self.not_sent(call, ErrorKind::NotSent(wait), work.as_ref());
        let (mut tried, mut first) = (0, None);
        loop {
            self.budget.place(&wish).await.map_err(too_long)?;
            if call.is_change() && work.as_ref().is_some_and(|work| !work.begin_change()) {
                return Err(self.not_sent(call, ErrorKind::NotHere(WITHDRAWN), work.as_ref()));
            }
            // Whoever stood in the queue has not tried yet.
            let began = *first.get_or_insert_with(Instant::now);
            let error = match self.try_kept(call).await {
                Ok(received) => return Ok(received),
                Err(error) => error,
            };
            tried += 1;
            if let (Some(429), Some(wait), false) = (error.status, error.retry_after, call.has_own_limit()) {
                self.budget.hold(Instant::now() + wait.min(self.inner.timeouts.longest_hold));
            }
            if !call.is_repeatable() || !error.is_transient() {
                return Err(error);
            }
            let rule = &self.inner.timeouts.retry;
            let Some(pause) = rule.pause(tried, began.elapsed(), error.retry_after) else {
                return Err(error);
            };
            let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
            tracing::debug!(path = %error.path, tried, pause_ms, "trying again");
            if error.status == Some(429) {
                wish.pause(pause).await.map_err(too_long)?;
            } else {
                tokio::time::sleep(pause).await;
            }
        }
    }

    /// A request that was not sent, and why.
    fn not_sent(&self, call: &Call<'_>, why: ErrorKind, work: Option<&WorkWaits>) -> Error {
        tracing::info!(path = %call.path(), %why, "not sent");
        Error::new(why).with(|it| {
            it.host = self.environment().host_label();
            it.doing = call.doing;
            it.code_sent = call.code_sent;
            it.is_after_change = work.is_some_and(WorkWaits::has_begun_change);
            it.is_before_change = !it.is_after_change;
        })
    }

    /// A change is kept before it is sent, and what came of it before anybody has the answer: every one comes through here.
    async fn try_kept(&self, call: &Call<'_>) -> Result<Received, Error> {
        let request_id = fresh_request_id();
        let entry = begin_entry(call, &request_id).await;
        let result = self.try_once(call, request_id).await;
        if let Some(entry) = entry {
            entry.came(came_of(&result)).await;
        }
        result
    }

    async fn try_once(&self, call: &Call<'_>, request_id: String) -> Result<Received, Error> {
        let this = Try {
            url: call.url(self.environment().base_url()),
            path: call.path(),
            request_id,
            is_signed: self.environment().signs() && call.token.is_some_and(|token| !token.is_legacy()),
        };
        let started = Instant::now();
        let result = self.exchange(call, &this).await;
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (method, path, request_id) = (call.method.as_str(), this.path.as_str(), this.request_id.as_str());
        match result {
            Ok((status, body, claim)) => {
                tracing::info!(method, path, status, ms, request_id, "answered");
                let (method, host) = (call.method.clone(), self.environment().host_label());
                let (path, request_id) = (this.path, this.request_id);
                let (doing, code_sent) = (call.doing, call.code_sent);
                Ok(Received { method, path, host, status, request_id, body, claim, doing, code_sent })
            }
            Err(error) => {
                let error = error.with(|it| {
                    method.clone_into(&mut it.method);
                    path.clone_into(&mut it.path);
                    it.host = self.environment().host_label();
                    it.server_ahead_secs = self.clock().map(|reading| reading.server_ahead_secs);
                    it.request_id.get_or_insert_with(|| request_id.to_owned());
                    it.doing = call.doing;
                    it.code_sent = call.code_sent;
                });
                tracing::info!(method, path, status = error.status, ms, request_id, kind = %error.kind, "failed");
                Err(error)
            }
        }
    }

    async fn exchange(&self, call: &Call<'_>, this: &Try) -> Result<(u16, Zeroizing<Vec<u8>>, Claim), Error> {
        let after_secs = self.inner.timeouts.request.as_secs();
        let request = self.signed(call, this)?;
        let (sent_at, started) = (self.now(), Instant::now());
        let response = request.send().await.map_err(|error| classify(&error, after_secs))?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let reading = header(&headers, DATE.as_str())
            .and_then(|date| ClockReading::measure(date, sent_at, started.elapsed()));
        if let Some(reading) = reading {
            self.note_clock(reading);
        }
        let body = self.take_in(response).await.map_err(|error| error.with(|it| it.status = Some(status)))?;
        let is_success = (200..300).contains(&status);
        let (claim, token) = (Claim::of(&this.url, &headers), call.token.filter(|_| this.is_signed));
        let trust = self
            .check(call, token, &claim, status, &body)
            .map_err(|error| error.with(|it| it.status = Some(status)))?;
        if is_success {
            Ok((status, body, claim))
        } else {
            Err(refusal(status, &headers, &body, trust, self.now()))
        }
    }

    /// The request of this try, with a new time, a new HMAC and its own ID.
    fn signed(&self, call: &Call<'_>, this: &Try) -> Result<RequestBuilder, Error> {
        let mut request = self
            .inner
            .http
            .request(call.method.clone(), this.url.clone())
            .header(ACCEPT, "application/json")
            .header("Request-ID", &this.request_id);
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let Some(token) = call.token else {
            // A login says which version it speaks, as the vendor's own client does; Express is told nothing of it.
            let is_named = self.environment().signs();
            let version = is_named.then(|| self.auth_version().header());
            return Ok(version.into_iter().fold(request, |it, version| it.header(VERSION_HEADER, version)));
        };
        let text = token.for_url(&this.url).ok_or(ErrorKind::OtherHost)?;
        if !this.is_signed {
            return Ok(request.header(AUTHORIZATION, bearer(text)?));
        }
        let (version, timestamp_ms) = (self.auth_version(), signing_times::take(self.now().as_millisecond()));
        let path = signing::signed_path_of(&this.url);
        let body = call.body.as_deref().unwrap_or_default();
        let subject = signing::request_subject(version, call.method.as_str(), timestamp_ms, &path, body);
        Ok(request
            .header(VERSION_HEADER, version.header())
            .header("Auth-Timestamp", timestamp_ms)
            .header(AUTHORIZATION, bearer(&signing::token_hash(text))?)
            .header("HMAC", signing::hmac_hex(text.as_bytes(), &subject)))
    }

    /// Takes the body in up to the bound.
    async fn take_in(&self, mut response: Response) -> Result<Zeroizing<Vec<u8>>, Error> {
        let limit_bytes = self.inner.timeouts.max_answer_bytes;
        let too_large = || Error::new(ErrorKind::TooLarge { limit_bytes });
        if response.content_length().is_some_and(|length| length > limit_bytes) {
            return Err(too_large());
        }
        let expected = response.content_length().unwrap_or_default();
        let mut body = Zeroizing::new(Vec::with_capacity(usize::try_from(expected).unwrap_or_default()));
        while let Some(chunk) =
            response.chunk().await.map_err(|error| classify(&error, self.inner.timeouts.request.as_secs()))?
        {
            if (body.len() + chunk.len()) as u64 > limit_bytes {
                return Err(too_large());
            }
            body::extend(&mut body, &chunk);
        }
        Ok(body)
    }
}

fn refusal(status: u16, headers: &HeaderMap, bytes: &[u8], trust: Trust, now: Timestamp) -> Error {
    let mut body = ErrorBody::read(bytes);
    body.flags.invalid_token |= header(headers, "x-auth-required") == Some("true");
    let kind = match status {
        300..=399 => ErrorKind::Redirected,
        401 if body.flags.needs_otp => ErrorKind::NeedsCode,
        _ => ErrorKind::Answered,
    };
    Error::new(kind).with(|it| {
        it.status = Some(status);
        it.name = body.name;
        it.text = body.text;
        it.request_id = body.request_id.or_else(|| header(headers, "request-id").map(str::to_owned));
        it.retry_after = header(headers, RETRY_AFTER.as_str()).and_then(|text| retry_after(text, now));
        it.flags = body.flags;
        it.context = body.context;
        it.trust = trust;
        it.is_html = body.is_html;
    })
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Marked as sensitive, so that no layer below prints it.
fn bearer(text: &str) -> Result<HeaderValue, Error> {
    let text = body::wiped([b"Bearer ", text.as_bytes()].concat());
    let mut value = HeaderValue::from_maybe_shared(text)
        .map_err(|_| ErrorKind::Setup("the token has characters that no header takes".to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}

async fn begin_entry(call: &Call<'_>, request_id: &str) -> Option<Box<dyn ChangeEntry>> {
    let (log, change) = call.change_log.zip(call.change_facts(request_id))?;
    log.before(&change).await
}

fn came_of(result: &Result<Received, Error>) -> ChangeCame {
    match result {
        Ok(received) => ChangeCame::Done { status: received.status },
        Err(error) => ChangeCame::Failed {
            sentence: error.advice().what,
            is_outcome_unknown: error.may_have_happened(),
        },
    }
}

fn fresh_request_id() -> String {
    hex::encode(rand::random::<[u8; 16]>())
}
