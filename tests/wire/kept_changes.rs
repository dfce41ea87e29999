//! What is kept of a change: before it is sent, on the disk, and nothing of what it says.

use super::routes::{Case, cases};
use super::server::answer;
use countersign::bitgo::client::{ChangeCame, ChangeEntry, ChangeLog};
use countersign::bitgo::routes::Route;
use countersign::bitgo::session::Session;
use countersign::domain::change::{ChangeFacts, ChangeKind};
use countersign::store::ledger::{Account, Event, EventKind, Ledger, LedgerPlace};
use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Keeps changes in a ledger, and what came of each in a list.
struct Kept {
    /// None refuses to keep anything.
    ledger: Option<Ledger>,
    came: Arc<Mutex<Vec<Option<ChangeCame>>>>,
}

struct Entry(usize, Arc<Mutex<Vec<Option<ChangeCame>>>>);

impl ChangeEntry for Entry {
    fn came(self: Box<Self>, what: ChangeCame) -> BoxFuture<'static, ()> {
        self.1.lock().unwrap()[self.0] = Some(what);
        async {}.boxed()
    }
}

impl ChangeLog for Kept {
    fn before<'a>(&'a self, change: &'a ChangeFacts) -> BoxFuture<'a, Option<Box<dyn ChangeEntry>>> {
        async move {
            let account = Account { origin: "https://h.example".to_owned(), user_id: "u1".to_owned() };
            let what = EventKind::ChangeAsked(Box::new(change.clone()));
            self.ledger.as_ref()?.append(&Event { at: Timestamp::now(), account, what }).unwrap();
            let mut came = self.came.lock().unwrap();
            came.push(None);
            Some(Box::new(Entry(came.len() - 1, Arc::clone(&self.came))) as Box<dyn ChangeEntry>)
        }
        .boxed()
    }
}

/// A ledger's file of one test's own, removed with it.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("countersign-wire-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.join("tokens.sqlite3")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Everything that the file holds, as another program reads it.
fn written(path: &Path) -> Vec<Value> {
    let connection = Connection::open(path).unwrap();
    let mut rows = connection.prepare("SELECT what FROM event ORDER BY id").unwrap();
    let rows = rows.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|text| serde_json::from_str(&text.unwrap()).unwrap()).collect()
}

fn changes() -> impl Iterator<Item = Case> {
    cases().into_iter().filter(|case| case.route.change().is_some())
}

fn keep_in(session: &Session, ledger: Option<Ledger>) -> Arc<Mutex<Vec<Option<ChangeCame>>>> {
    let came = Arc::default();
    session.keep_changes_in(Arc::new(Kept { ledger, came: Arc::clone(&came) }));
    came
}

#[tokio::test]
async fn a_change_is_on_the_disk_before_it_is_sent() {
    for case in changes() {
        let file = File::new("before");
        let (ledger, _) = Ledger::open(&LedgerPlace::at(file.path()));
        let (path, seen_there) = (file.path(), Arc::new(Mutex::new(Vec::new())));
        let (noted, body) = (Arc::clone(&seen_there), case.described());
        let server = case.server(move |seen| {
            let ids: Vec<Value> = written(&path).iter().map(|event| event["requestId"].clone()).collect();
            noted.lock().unwrap().push(ids.contains(&json!(seen.header("request-id"))));
            answer(body.0, &body.1).signed(seen).into()
        });
        let session = case.session(&server).await;
        let came = keep_in(&session, Some(ledger));
        (case.ask)(session).await.unwrap();
        assert_eq!(*seen_there.lock().unwrap(), [true], "{}", case.route);
        let came = came.lock().unwrap();
        assert!(
            matches!(came[..], [Some(ChangeCame::Done { status: 200..=299 })]),
            "{}: {came:?}",
            case.route
        );
    }
}

/// What of a body is kept: who and which thing it is about.
fn is_kept(path: &str) -> bool {
    let kept = ["/user", "/userId", "/email", "/id", "/name", "/state", "/duration", "/paId", "/status"];
    kept.iter().any(|end| path.ends_with(end))
}

/// Every text in it, and where.
fn texts<'v>(value: &'v Value, path: &str, found: &mut Vec<(String, &'v str)>) {
    match value {
        Value::String(text) => found.push((path.to_owned(), text)),
        Value::Array(items) => items.iter().for_each(|item| texts(item, path, found)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, item)| texts(item, &format!("{path}/{name}"), found));
        }
        _ => {}
    }
}

#[tokio::test]
async fn no_body_and_no_secret_is_recorded() {
    let (mut judged, mut kinds) = (0, Vec::new());
    for case in cases() {
        let file = File::new("nothing");
        let (ledger, _) = Ledger::open(&LedgerPlace::at(file.path()));
        let server = case.answered_as_described();
        let session = case.session(&server).await;
        keep_in(&session, Some(ledger));
        (case.ask)(session).await.unwrap();
        let events = written(&file.path());
        assert_eq!(events.len(), usize::from(case.route.change().is_some()), "{}", case.route);
        let Some(mut event) = events.into_iter().next() else { continue };
        kinds.extend(case.route.change());
        // What stands in the path is no part of a body, and logged anyway.
        event["ids"].take();
        let event = event.to_string();
        for seen in case.seen(&server).iter().filter(|seen| !seen.body.is_empty()) {
            let (body, mut told) = (seen.json(), Vec::new());
            texts(&body, "", &mut told);
            for (path, text) in told.into_iter().filter(|(path, text)| !is_kept(path) && text.len() > 5) {
                judged += 1;
                assert!(!event.contains(text), "{} keeps {path}: {event}", case.route);
            }
        }
    }
    assert!(judged > 10, "only {judged} parts of bodies were looked at");
    // A rejection goes by the route of an acceptance, and has no case of its own.
    let is_tried = |kind: &&ChangeKind| kinds.contains(*kind) || **kind == ChangeKind::ShareRejected;
    assert_eq!(ChangeKind::ALL.iter().find(|kind| !is_tried(kind)), None);
}

#[tokio::test]
async fn a_log_that_refuses_stops_nobodys_work() {
    for case in changes() {
        let server = case.answered_as_described();
        let session = case.session(&server).await;
        let came = keep_in(&session, None);
        (case.ask)(session).await.unwrap();
        assert_eq!(case.seen(&server).len(), 1, "{}", case.route);
        assert!(came.lock().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_refusal_and_a_lost_answer_are_told_apart() {
    for case in
        changes().filter(|case| case.route.method() != Method::GET && case.route != Route::UpdateShare)
    {
        for (status, is_outcome_unknown) in [(400, false), (502, true)] {
            let file = File::new("apart");
            let (ledger, _) = Ledger::open(&LedgerPlace::at(file.path()));
            let server = case.answered(status, &json!({ "error": "no", "name": "Nope" }));
            let session = case.session(&server).await;
            let came = keep_in(&session, Some(ledger));
            (case.ask)(session).await.unwrap_err();
            let came = came.lock().unwrap();
            let [Some(ChangeCame::Failed { is_outcome_unknown: unknown, .. })] = came[..] else {
                panic!("{} {status}: {came:?}", case.route)
            };
            assert_eq!(unknown, is_outcome_unknown, "{} {status}", case.route);
        }
    }
}
