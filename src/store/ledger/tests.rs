//! Stories of tokens, told to a ledger in memory and read again.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::lifetime::LifetimeContext;
use crate::domain::limit::{AmountUnit, LimitDraft};
use crate::domain::token::{EnvironmentRules, TokenContext, TokenDraft, TokenRequest, check};

const START_SECS: i64 = 1_800_000_000;

fn at(secs: i64) -> Timestamp {
    Timestamp::from_second(START_SECS + secs).unwrap()
}

fn account() -> Account {
    Account { origin: "https://app.bitgo-test.com".to_owned(), user_id: "u1".to_owned() }
}

fn request(label: &str) -> TokenRequest {
    let draft = TokenDraft {
        label: label.to_owned(),
        lifetime: "90 days".to_owned(),
        scopes: BTreeMap::from([("wallet_view_all".to_owned(), vec![])]),
        addresses: "203.0.113.7".to_owned(),
        limits: vec![LimitDraft {
            coin: "tbtc".to_owned(),
            amount: "0.5".to_owned(),
            unit: AmountUnit::Coin,
            maximum: false,
        }],
        ..TokenDraft::default()
    };
    let context = TokenContext {
        rules: EnvironmentRules {
            name: "Test".to_owned(),
            addresses_required: false,
            all_scope_allowed: true,
            holds_test_coins: Some(true),
        },
        lifetime: LifetimeContext { now: at(0), zone: TimeZone::UTC, next_deployment: None },
        labels_in_use: vec![],
        seen_from: None,
        names: std::sync::Arc::default(),
        is_opened_by_token: false,
    };
    let check = check(&draft, &context);
    check.request.unwrap_or_else(|| panic!("{:?}", check.findings))
}

fn asked(label: &str) -> EventKind {
    EventKind::Asked(Box::new(TokenAsked::of(&request(label), "90 days", None)))
}

fn token(id: &str) -> TokenFacts {
    TokenFacts {
        id: id.to_owned(),
        label: format!("label of {id}"),
        created: Some(at(1)),
        expires: Some(at(1 + 90 * 86_400)),
        ..TokenFacts::default()
    }
}

/// The next event of a request.
type Make<'a> = &'a dyn Fn(EventId) -> EventKind;

struct Story(Ledger);

impl Story {
    fn new() -> Self {
        Self(Ledger::open(&LedgerPlace::in_memory()).0)
    }

    fn tell(&self, secs: i64, what: EventKind) -> EventId {
        self.0.append(&Event { at: at(secs), account: account(), what }).unwrap()
    }

    fn list(&self, secs: i64, tokens: &[TokenFacts]) {
        let reading =
            ListReading { began: at(secs), tokens: tokens.to_vec(), server_ahead_secs: 0, is_complete: true };
        self.0.record_list(&account(), &reading, at(secs + 1)).unwrap();
    }

    fn rows(&self, secs: i64) -> Vec<TokenHistory> {
        let history = self.0.history(&HistoryFilter::default(), at(secs)).unwrap();
        assert_eq!(history.unreadable, 0);
        history.tokens
    }

    fn only(&self, secs: i64) -> TokenHistory {
        let rows = self.rows(secs);
        assert_eq!(rows.len(), 1, "{rows:#?}");
        rows.into_iter().next().unwrap()
    }
}

#[test]
fn what_was_asked_for_is_remembered_exactly_and_without_a_code() {
    let story = Story::new();
    story.tell(0, asked("payouts"));
    let row = story.only(1);
    assert_eq!(row.outcome, TokenOutcome::UnderWay { since: at(0) });
    let what = row.request.unwrap().what;
    assert_eq!(what.body(), &serde_json::to_value(request("payouts")).unwrap());
    assert!(what.body().get("otp").is_none());
    assert_eq!((what.label(), what.lifetime_typed.as_str()), ("payouts", "90 days"));
    assert_eq!(what.lifetime_secs(), Some(7_776_000));
    assert_eq!((what.scopes(), what.addresses()), (vec!["wallet_view_all"], vec!["203.0.113.7"]));
    let limit = LimitAsked { coin: Some("tbtc".to_owned()), base_units: Some("50000000".to_owned()) };
    assert_eq!(what.limits(), [limit]);
    assert_eq!(row.trail[0].words, "Requested with a lifetime of 90 days.");
}

#[test]
fn every_way_that_a_request_ends_has_its_fate() {
    let unknown = |asked| EventKind::Failed {
        asked,
        request_id: Some("r1".to_owned()),
        sentence: "It took too long.".to_owned(),
        is_outcome_unknown: true,
    };
    let refused = |asked| EventKind::Failed {
        asked,
        request_id: None,
        sentence: "The code is wrong.".to_owned(),
        is_outcome_unknown: false,
    };
    let made: Make = &|asked| EventKind::Answered { asked, token: token("t1"), request_id: None };
    let found: Make = &|asked| EventKind::LostFound { asked, token: token("t1") };
    let not_found: Make = &|asked| EventKind::LostNotFound { asked };
    let active = TokenOutcome::Active { expires: token("t1").expires };
    let cases: [(&[Make], TokenOutcome); 6] = [
        (&[made], active.clone()),
        (&[&refused], TokenOutcome::Refused { at: at(1) }),
        (&[&unknown], TokenOutcome::AnswerLost { at: at(1) }),
        (&[&unknown, found], active.clone()),
        (&[&unknown, not_found], TokenOutcome::NotMade { found_on: at(2) }),
        (&[&unknown, not_found, found], active),
    ];
    for (events, outcome) in cases {
        let story = Story::new();
        let asked = story.tell(0, asked("payouts"));
        for (secs, make) in (1..).zip(events) {
            story.tell(secs, make(asked));
        }
        let row = story.only(10);
        assert_eq!(row.outcome, outcome);
        let is_lost = matches!(row.outcome, TokenOutcome::Active { .. }) && events.len() > 1;
        assert_eq!(row.is_value_lost, is_lost, "{row:?}");
        assert_eq!(row.trail.len(), events.len() + 1);
    }
}

#[test]
fn a_request_that_no_run_waits_for_is_unanswered() {
    let story = Story::new();
    story.tell(0, asked("payouts"));
    // The same run, but longer than any answer takes.
    assert_eq!(story.only(3_600).outcome, TokenOutcome::Unanswered { since: at(0) });
    assert!(story.only(3_600).outcome.is_open());
}

#[test]
fn a_token_is_followed_through_the_list_to_its_end() {
    let story = Story::new();
    let brief = TokenFacts { expires: Some(at(572_523)), ..token("t1") };
    story.list(10, &[brief.clone(), token("t2")]);
    story.list(1_000, &[brief.clone(), token("t2")]);
    let events = |story: &Story| story.rows(1_000).iter().map(|row| row.trail.len()).sum::<usize>();
    assert_eq!(events(&story), 2, "an unchanged list adds nothing to the rows");
    story.list(2_000, &[brief, token("t2")]);
    story.list(600_000, &[]);
    let rows = story.rows(600_001);
    let row = |id: &str| rows.iter().find(|row| row.id.as_deref() == Some(id)).unwrap();
    assert_eq!(row("t1").outcome, TokenOutcome::Expired { on: at(572_523) });
    assert_eq!((row("t1").first_seen, row("t1").last_seen), (Some(at(11)), Some(at(2_001))));
    let deleted = TokenOutcome::DeletedElsewhere { last_seen: Some(at(2_001)), noticed: at(600_001) };
    assert_eq!(row("t2").outcome, deleted);
    assert!(deleted.words(&TimeZone::UTC).starts_with("gone between Fri 15 Jan 2027, 08:33 and"));
    assert_eq!(row("t2").lifetime_words().unwrap(), "90 days");
    // Once gone, it is not reported again; back in the list, it is there again.
    story.list(600_100, &[token("t2")]);
    let again =
        story.0.history(&HistoryFilter { token_id: Some("t2".to_owned()), account: None }, at(600_200));
    let again = again.unwrap().tokens;
    assert_eq!((again.len(), &again[0].outcome), (1, &TokenOutcome::Active { expires: token("t2").expires }));
    assert_eq!(again[0].trail.len(), 3);
}

#[test]
fn a_token_that_nobody_looked_at_expires_by_the_clock() {
    let story = Story::new();
    story.list(10, &[token("t1")]);
    assert_eq!(story.only(90 * 86_400).outcome, TokenOutcome::Active { expires: token("t1").expires });
    assert_eq!(story.only(90 * 86_400 + 1).outcome, TokenOutcome::Expired { on: at(90 * 86_400 + 1) });
}

#[test]
fn a_list_that_began_before_the_token_was_made_does_not_miss_it() {
    let story = Story::new();
    let asked = story.tell(0, asked("payouts"));
    story.tell(20, EventKind::Answered { asked, token: token("t1"), request_id: None });
    story.list(10, &[]);
    assert!(matches!(story.only(30).outcome, TokenOutcome::Active { .. }));
    story.list(40, &[]);
    assert!(matches!(story.only(50).outcome, TokenOutcome::DeletedElsewhere { .. }));
}

#[test]
fn a_list_that_was_not_read_to_its_end_misses_nothing() {
    let story = Story::new();
    story.list(10, &[token("t1")]);
    let reading = ListReading { began: at(20), tokens: vec![], server_ahead_secs: 0, is_complete: false };
    story.0.record_list(&account(), &reading, at(21)).unwrap();
    assert!(matches!(story.only(30).outcome, TokenOutcome::Active { .. }));
}

#[test]
fn a_token_seen_before_its_answer_was_written_is_one_row() {
    let story = Story::new();
    let asked = story.tell(0, asked("payouts"));
    story.list(1, &[token("t1")]);
    assert_eq!(story.rows(2).len(), 2);
    story.tell(5, EventKind::Answered { asked, token: token("t1"), request_id: Some("r1".to_owned()) });
    let row = story.only(6);
    assert_eq!((row.known_since, row.issued.is_some(), row.listed.is_some()), (Some(at(2)), true, true));
    let words: Vec<&str> = row.trail.iter().map(|entry| entry.words.as_str()).collect();
    assert_eq!(words[1..], ["Listed by BitGo.", "Created by BitGo (request r1)."]);
}

#[test]
fn a_revocation_is_visible_before_and_after() {
    let failed = |asked, is_outcome_unknown| EventKind::RevokeFailed {
        asked,
        request_id: None,
        sentence: "No.".to_owned(),
        is_outcome_unknown,
    };
    let story = Story::new();
    story.list(0, &[token("t1")]);
    let ask = |secs| story.tell(secs, EventKind::RevokeAsked { token_id: "t1".to_owned() });
    let first = ask(10);
    assert_eq!(story.only(11).revoke, Some(RevokeState::UnderWay { since: at(10) }));
    assert_eq!(story.only(5_000).revoke, Some(RevokeState::Unanswered { since: at(10) }));
    story.tell(12, failed(first, false));
    let row = story.only(13);
    assert!(matches!(&row.revoke, Some(RevokeState::Failed(mishap)) if mishap.sentence == "No."));
    assert!(matches!(row.outcome, TokenOutcome::Active { .. }));
    let second = ask(20);
    story.tell(21, failed(second, true));
    story.list(30, &[]);
    assert_eq!(
        story.only(32).outcome,
        TokenOutcome::Revoked { on: at(31) },
        "its answer was lost, and it is gone"
    );

    let story = Story::new();
    story.list(0, &[token("t1")]);
    let asked = story.tell(10, EventKind::RevokeAsked { token_id: "t1".to_owned() });
    story.tell(11, EventKind::RevokeAnswered { asked, request_id: None });
    story.list(20, &[]);
    let row = story.only(21);
    assert_eq!(
        (&row.outcome, &row.revoke, row.vanished),
        (&TokenOutcome::Revoked { on: at(11) }, &None, None)
    );
    assert_eq!(row.outcome.words(&TimeZone::UTC), "revoked on Fri 15 Jan 2027, 08:00");
}

#[test]
fn a_replacement_can_be_taken_up_where_it_stopped() {
    let story = Story::new();
    story.list(0, &[token("old")]);
    let replacing = TokenAsked::of(&request("new"), "90 days", Some("old"));
    let asked = story.tell(10, EventKind::Asked(Box::new(replacing)));
    let new = |story: &Story| story.rows(60).into_iter().find(|row| row.request.is_some()).unwrap();
    let old = |story: &Story| story.rows(60).into_iter().find(|row| row.request.is_none()).unwrap();
    let link = |id: &str, step| Some(Replacement { token_id: id.to_owned(), step });
    assert_eq!((new(&story).replaces, old(&story).replaced_by), (link("old", None), None));
    // The answer alone tells the first step, should the program end right after it.
    story.tell(11, EventKind::Answered { asked, token: token("new"), request_id: None });
    let created = Some(ReplaceStep::Created);
    assert_eq!((new(&story).replaces, old(&story).replaced_by), (link("old", created), link("new", created)));
    for step in [ReplaceStep::Verified, ReplaceStep::OldRevoked] {
        story.tell(20, EventKind::Replaced { old_id: "old".to_owned(), new_id: "new".to_owned(), step });
        assert_eq!(new(&story).replaces, link("old", Some(step)));
        assert_eq!(old(&story).replaced_by, link("new", Some(step)));
    }
}

#[test]
fn accounts_do_not_mix() {
    let story = Story::new();
    let other = Account { origin: "https://app.bitgo.com".to_owned(), user_id: "u1".to_owned() };
    story.list(0, &[token("t1")]);
    let reading =
        ListReading { began: at(5), tokens: vec![token("t1")], server_ahead_secs: 0, is_complete: true };
    story.0.record_list(&other, &reading, at(6)).unwrap();
    story.list(10, &[]);
    assert_eq!(story.rows(20).len(), 2);
    let rows = |account| story.0.history(&HistoryFilter::of(account), at(20)).unwrap().tokens;
    assert!(matches!(rows(&other)[..], [TokenHistory { outcome: TokenOutcome::Active { .. }, .. }]));
    assert!(matches!(
        rows(&account())[..],
        [TokenHistory { outcome: TokenOutcome::DeletedElsewhere { .. }, .. }]
    ));
}

#[test]
fn a_value_that_strays_into_words_is_not_kept() {
    let story = Story::new();
    let value = format!("v2x{}", "7f".repeat(32));
    let asked = story.tell(0, asked("payouts"));
    let sentence = format!("The token {value} is not wanted, nor is v2x or v2x12.");
    story.tell(1, EventKind::Failed { asked, request_id: None, sentence, is_outcome_unknown: false });
    let kept = story.only(2).failure.unwrap().sentence;
    assert_eq!(kept, "The token v2x… is not wanted, nor is v2x or v2x12.");
}

#[test]
fn the_newest_comes_first() {
    let story = Story::new();
    for (secs, label) in [(0, "one"), (100, "two"), (50, "three")] {
        story.tell(secs, asked(label));
    }
    let labels: Vec<String> = story.rows(101).iter().map(|row| row.label().to_owned()).collect();
    assert_eq!(labels, ["two", "three", "one"]);
    assert_eq!(at(0) + SignedDuration::from_secs(100), at(100));
}

#[test]
fn a_changed_sharing_key_stays_changed_until_it_is_accepted() {
    let ledger = Ledger::open(&LedgerPlace::in_memory()).0;
    let owner = |origin: &str, person: &str| KeyOwner { origin: origin.into(), person_id: person.into() };
    let nadia = owner("https://app.bitgo.com", "nadia");
    let seen = |owner: &KeyOwner, path: &str, fingerprint: &str, secs: i64| {
        let key = DerivedKey { path: path.into(), fingerprint: fingerprint.into() };
        ledger.compare_key(owner, &key, at(secs)).unwrap()
    };
    let changed = |before: &str, secs| KeyComparison::Changed { before: before.into(), at: at(secs) };
    assert_eq!(seen(&nadia, "m/1/2", "AAAA", 0), KeyComparison::NoneBefore);
    assert_eq!(seen(&nadia, "m/1/2", "AAAA", 10), KeyComparison::Same(at(0)));
    // Looking again does not make a changed key the known one.
    for secs in [20, 30] {
        assert_eq!(seen(&nadia, "m/1/2", "BBBB", secs), changed("AAAA", 10));
    }
    // At another path a key is another one, whether or not theirs has changed.
    assert_eq!(seen(&nadia, "m/1/3", "CCCC", 31), KeyComparison::OtherPath(at(10)));
    assert_eq!(seen(&nadia, "m/1/3", "CCCC", 32), KeyComparison::Same(at(31)));
    assert_eq!(seen(&nadia, "m/1/3", "AAAA", 33), changed("CCCC", 32));
    // Another person, and the same one elsewhere, are somebody else.
    assert_eq!(seen(&owner("https://app.bitgo.com", "omar"), "m/1/2", "BBBB", 34), KeyComparison::NoneBefore);
    let elsewhere = owner("https://app.bitgo-test.com", "nadia");
    assert_eq!(seen(&elsewhere, "m/1/2", "BBBB", 35), KeyComparison::NoneBefore);
    let accepted = DerivedKey { path: "m/1/2".into(), fingerprint: "BBBB".into() };
    ledger.accept_key(&nadia, &accepted, at(40)).unwrap();
    assert_eq!(seen(&nadia, "m/1/2", "BBBB", 50), KeyComparison::Same(at(40)));
    assert_eq!(seen(&nadia, "m/1/2", "AAAA", 60), changed("BBBB", 50));
}

#[test]
fn a_request_that_nobody_answered_is_looked_up_in_the_next_whole_list() {
    let later = 3_600;
    let made = |id: &str, created| TokenFacts {
        label: "payouts".to_owned(),
        created: Some(at(created)),
        scopes: vec!["wallet_view_all".to_owned()],
        ..token(id)
    };
    let lost_ids = |story: &Story| {
        let history = story.0.history(&HistoryFilter::default(), at(later + 9)).unwrap();
        history.lost().into_iter().map(|lost| lost.id).collect::<Vec<_>>()
    };
    let outcome =
        |story: &Story| story.rows(later + 9).into_iter().find(|row| row.request.is_some()).unwrap().outcome;

    let story = Story::new();
    story.tell(10, asked("payouts"));
    story.list(later, &[made("late", 2_000), made("t1", 11), made("other", 1_900)]);
    assert_eq!(lost_ids(&story), ["t1"], "the others came when nobody waited any more");
    story.tell(later + 5, EventKind::LostKept { token_id: "t1".to_owned() });
    assert!(lost_ids(&story).is_empty());

    let story = Story::new();
    story.list(5, &[made("before", 4)]);
    story.tell(10, asked("payouts"));
    story.list(later, &[made("before", 4), TokenFacts { label: "Payouts 2".to_owned(), ..made("t2", 11) }]);
    assert_eq!(lost_ids(&story), [""; 0]);
    assert!(matches!(outcome(&story), TokenOutcome::NotMade { .. }));

    let story = Story::new();
    let (first, second) = (story.tell(10, asked("payouts")), story.tell(20, asked("payouts")));
    assert!(first < second);
    story.list(later, &[made("one", 11), made("two", 21)]);
    let mut lost = lost_ids(&story);
    lost.sort();
    assert_eq!(lost, ["one", "two"], "each request has a token of its own");
}
