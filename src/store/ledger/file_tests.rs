//! The ledger on the disk: damaged, too new, shared by running copies, and killed in the middle.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;

use super::*;

/// A folder of this test's own, gone when it is over.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("countersign-ledger-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(super) fn ledger(&self) -> PathBuf {
        self.0.join("tokens.sqlite3")
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn open(path: &Path) -> (Ledger, Option<LedgerNotice>) {
    Ledger::open(&LedgerPlace::at(path.to_owned()))
}

fn open_well(path: &Path) -> Ledger {
    let (ledger, notice) = open(path);
    assert!(notice.is_none(), "{notice:?}");
    ledger
}

fn event(token_id: &str) -> Event {
    let account = Account { origin: "https://app.bitgo-test.com".to_owned(), user_id: "u1".to_owned() };
    let token = TokenFacts { id: token_id.to_owned(), ..TokenFacts::default() };
    Event { at: Timestamp::now(), account, what: EventKind::Seen { token } }
}

fn revoking(token_id: &str) -> Event {
    Event { what: EventKind::RevokeAsked { token_id: token_id.to_owned() }, ..event(token_id) }
}

fn ids(ledger: &Ledger) -> Vec<String> {
    let history = ledger.history(&HistoryFilter::default(), Timestamp::now()).unwrap();
    let mut ids: Vec<String> = history.tokens.into_iter().filter_map(|token| token.id).collect();
    ids.sort();
    ids
}

fn revoke_state(ledger: &Ledger) -> Option<RevokeState> {
    ledger.history(&HistoryFilter::default(), Timestamp::now()).unwrap().tokens.remove(0).revoke
}

#[test]
fn it_outlives_the_program_and_leaves_no_crumbs() {
    let folder = Folder::new("outlives");
    let path = folder.0.join("deep").join("tokens.sqlite3");
    open_well(&path).append(&event("t1")).unwrap();
    assert_eq!(ids(&open_well(&path)), ["t1"]);
    let names = fs::read_dir(path.parent().unwrap()).unwrap().map(|it| it.unwrap().file_name());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, ["tokens.opening", "tokens.sqlite3"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_request_of_a_copy_that_still_runs_is_told_from_one_of_a_copy_that_died() {
    let folder = Folder::new("runs");
    let first = open_well(&folder.ledger());
    first.append(&revoking("t1")).unwrap();
    let second = open_well(&folder.ledger());
    assert!(matches!(revoke_state(&first), Some(RevokeState::UnderWay { .. })));
    assert!(matches!(revoke_state(&second), Some(RevokeState::UnderWay { .. })));
    drop(first);
    assert!(matches!(revoke_state(&second), Some(RevokeState::Unanswered { .. })));
}

#[test]
fn a_damaged_file_is_set_aside_whole_and_a_new_one_begun() {
    let good = {
        let folder = Folder::new("good");
        let ledger = open_well(&folder.ledger());
        for count in 0..200 {
            ledger.append(&event(&format!("t{count}"))).unwrap();
        }
        drop(ledger);
        fs::read(folder.ledger()).unwrap()
    };
    let mut torn = good.clone();
    torn[4_096..20_480].fill(0xa5);
    let foreign = {
        let folder = Folder::new("foreign");
        let connection = Connection::open(folder.ledger()).unwrap();
        connection.execute_batch("CREATE TABLE bookmarks (url TEXT)").unwrap();
        drop(connection);
        fs::read(folder.ledger()).unwrap()
    };
    let cases: [(&str, &[u8]); 5] = [
        ("text", b"not a database, but long enough to be taken for one at the first glance, so to say, if one is hasty"),
        ("short", &good[..60]),
        ("cut", &good[..good.len() / 2]),
        ("torn", &torn),
        ("foreign", &foreign),
    ];
    for (name, bytes) in cases {
        let folder = Folder::new(name);
        fs::write(folder.ledger(), bytes).unwrap();
        let (ledger, notice) = open(&folder.ledger());
        let Some(LedgerNotice::SetAside { kept_as, why }) = notice else { panic!("{name}: {notice:?}") };
        assert!(!why.is_empty());
        assert!(fs::read(&kept_as).unwrap() == bytes, "{name}: what was set aside was changed");
        ledger.append(&event("new")).unwrap();
        drop(ledger);
        assert_eq!(ids(&open_well(&folder.ledger())), ["new"], "{name}");
        assert!(kept_as.exists());
    }
}

#[test]
fn copies_that_find_a_damaged_file_at_once_set_it_aside_once() {
    let folder = Folder::new("at-once");
    fs::write(folder.ledger(), "damaged").unwrap();
    let notices: Vec<Option<LedgerNotice>> = std::thread::scope(|scope| {
        let path = folder.ledger();
        let threads: Vec<_> = (0..6)
            .map(|count| {
                let path = path.clone();
                scope.spawn(move || {
                    let (ledger, notice) = open(&path);
                    ledger.append(&event(&format!("t{count}"))).unwrap();
                    notice
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(notices.iter().flatten().count(), 1, "{notices:?}");
    assert_eq!(ids(&open_well(&folder.ledger())).len(), 6);
}

#[test]
fn a_file_of_a_later_version_is_left_untouched() {
    let folder = Folder::new("later");
    open_well(&folder.ledger()).append(&event("t1")).unwrap();
    let connection = Connection::open(folder.ledger()).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let before = (fs::read(folder.ledger()).unwrap(), folder.names());
    let (ledger, notice) = open(&folder.ledger());
    let Some(notice @ LedgerNotice::Newer { .. }) = notice else { panic!("{notice:?}") };
    assert!(notice.to_string().contains("written by a newer version"));
    ledger.append(&event("t2")).unwrap();
    assert_eq!(ids(&ledger), ["t2"]);
    drop(ledger);
    assert!(before == (fs::read(folder.ledger()).unwrap(), folder.names()));
}

#[test]
fn a_place_that_cannot_be_opened_is_reported_and_the_program_goes_on() {
    let folder = Folder::new("unopenable");
    fs::create_dir_all(folder.ledger()).unwrap();
    fs::write(folder.0.join("file"), "").unwrap();
    for path in [folder.ledger(), folder.0.join("file").join("tokens.sqlite3")] {
        let (ledger, notice) = open(&path);
        assert!(matches!(notice, Some(LedgerNotice::NotOpened { .. })), "{path:?}: {notice:?}");
        ledger.append(&event("t1")).unwrap();
        assert_eq!(ids(&ledger), ["t1"]);
    }
}

#[test]
fn two_copies_lose_nothing_to_each_other() {
    let folder = Folder::new("copies");
    std::thread::scope(|scope| {
        for copy in 0..2 {
            let path = folder.ledger();
            scope.spawn(move || {
                let ledger = open_well(&path);
                for count in 0..100 {
                    ledger.append(&event(&format!("{copy}-{count}"))).unwrap();
                }
            });
        }
    });
    assert_eq!(ids(&open_well(&folder.ledger())).len(), 200);
}

const CHILD_WRITES_TO: &str = "COUNTERSIGN_TEST_LEDGER";

/// The child of the test below; on its own it does nothing.
#[test]
#[allow(clippy::print_stdout)]
fn child_that_writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(CHILD_WRITES_TO) else { return };
    let ledger = open_well(Path::new(&path));
    for count in 0.. {
        let id = format!("{}-{count}", std::process::id());
        ledger.append(&revoking(&id)).unwrap();
        println!("\nkept {id}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn spawn_child(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::ledger::file_tests::child_that_writes_until_it_is_killed", "--nocapture"])
        .env(CHILD_WRITES_TO, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn what_was_kept_survives_kills_in_the_middle() {
    let folder = Folder::new("killed");
    let ours = open_well(&folder.ledger());
    let mut kept = Vec::new();
    for round in 0..3 {
        let mut children = [spawn_child(&folder.ledger()), spawn_child(&folder.ledger())];
        let mut readers: Vec<_> =
            children.iter_mut().map(|child| BufReader::new(child.stdout.take().unwrap())).collect();
        // Both are writing before either is killed, each at another moment of its work.
        for reader in &mut readers {
            let mut lines = reader.by_ref().lines().map_while(Result::ok);
            kept.extend(lines.find_map(|line| line.strip_prefix("kept ").map(str::to_owned)));
        }
        ours.append(&event(&format!("ours-{round}"))).unwrap();
        std::thread::sleep(Duration::from_millis(40 + 7 * round));
        for child in &mut children {
            child.kill().unwrap();
            child.wait().unwrap();
        }
        for reader in readers {
            let lines = reader.lines().map_while(Result::ok);
            kept.extend(lines.filter_map(|line| line.strip_prefix("kept ").map(str::to_owned)));
        }
    }
    drop(ours);
    assert!(kept.len() >= 6, "the children wrote too little: {}", kept.len());
    let ledger = open_well(&folder.ledger());
    let known = ids(&ledger);
    let lost: Vec<_> = kept.iter().filter(|id| known.binary_search(id).is_err()).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(known.iter().filter(|id| id.starts_with("ours-")).count(), 3);
    // What the killed ones were waiting for is unanswered, at once.
    let history = ledger.history(&HistoryFilter::default(), Timestamp::now()).unwrap();
    let states: Vec<_> = history.tokens.iter().filter_map(|token| token.revoke.as_ref()).collect();
    assert!(states.len() >= kept.len());
    assert!(states.iter().all(|state| matches!(state, RevokeState::Unanswered { .. })));
    drop(ledger);
    assert!(!folder.names().iter().any(|name| name.contains("run-")), "{:?}", folder.names());
}

#[test]
fn a_file_of_the_first_version_gets_what_came_since_and_keeps_its_tokens() {
    let folder = Folder::new("first-version");
    let path = folder.ledger();
    open_well(&path).append(&event("t1")).unwrap();
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("DROP TABLE sharing_key; DROP TABLE encrypted_login; DROP TABLE kept_token; PRAGMA user_version = 1;")
        .unwrap();
    drop(connection);
    let owner = KeyOwner { origin: "https://app.bitgo-test.com".into(), person_id: "u9".into() };
    let ledger = open_well(&path);
    assert_eq!(ledger.history(&HistoryFilter::default(), Timestamp::now()).unwrap().tokens.len(), 1);
    let key = DerivedKey { path: "m/7/1".into(), fingerprint: "AAAA".into() };
    assert_eq!(ledger.compare_key(&owner, &key, Timestamp::now()).unwrap(), KeyComparison::NoneBefore);
    let name = LoginName { origin: owner.origin.clone(), email: "ada@treasury.example".into() };
    ledger.note_encrypted_login(&name, Timestamp::now()).unwrap();
    drop(ledger);
    assert!(open_well(&path).knows_encrypted_login(&name).unwrap());
    let seen = open_well(&path).compare_key(&owner, &key, Timestamp::now()).unwrap();
    assert!(matches!(seen, KeyComparison::Same(_)), "it did not outlive the program");
}
