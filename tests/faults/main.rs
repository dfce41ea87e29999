//! Every operation of the client under every fault of the sandbox: each ends, within its time, in a right result or one
//! clear error; nothing that changes something is sent twice; no entry of a list is lost or counted twice untold.
//!
//! `cargo test --test faults -- --nocapture` prints the table.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]
// What an operation needs is got ready first, and the operation itself is handed on without having begun.
#![allow(clippy::async_yields_async)]

mod columns;
mod completeness;
mod operations;
mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use columns::{COLUMNS, Column};
use countersign::bitgo::express::{platform_behind, with_platform_behind};
use countersign::bitgo::wallet::WalletQuery;
use countersign::sandbox::{FaultKind, FaultSpec};
use futures::future::join_all;
use harness::Harness;
use judge::{Case, Verdict};
use operations::{OPERATIONS, Operation, Weight};
use support::{harness, judge, seen, table};

use seen::Seen;

/// Beyond this nothing is waited for, whatever went wrong.
const GIVE_UP: Duration = Duration::from_mins(1);

/// The results of the operations that change something, as they are without a fault.
type Undisturbed = BTreeMap<&'static str, Seen>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_under_every_fault() {
    let started = Instant::now();
    let undisturbed = undisturbed().await;
    let columns = join_all(COLUMNS.iter().map(|column| run_column(column, &undisturbed))).await;
    println!("{}", table::print(&columns));
    println!("{} operations, {} columns, {:.1?}", OPERATIONS.len(), COLUMNS.len(), started.elapsed());
    let said = |wrong: &String| wrong.chars().take(600).collect::<String>();
    let wrong: Vec<String> =
        columns.iter().flatten().filter_map(|cell| cell.wrong.as_ref().map(said)).collect();
    assert!(wrong.is_empty(), "{} of the cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A burst that ends is waited out by what reads; what changes something is sent once and fails.
#[tokio::test]
async fn a_burst_that_ends_is_waited_out_by_reads_alone() {
    let harness = Harness::open(&columns::UNDISTURBED).await;
    let Harness { calm, code, .. } = &harness;
    let asked = |route: &str| harness.control().requests(route);
    let count = async || calm.owner.wallet_count(&WalletQuery::default()).await.unwrap();
    let unlock = "POST /api/v2/user/unlock";
    for burst in ["too-many:0.5", "server-error:0.5"] {
        let (counted, unlocked) = (asked("GET /api/v2/wallets/count"), asked(unlock));
        harness.control().set_faults(&[burst.parse().unwrap()]);
        assert_eq!(count().await, 30, "the first request passes");
        assert_eq!(count().await, 30, "after three refusals");
        assert_eq!(asked("GET /api/v2/wallets/count"), counted + 5, "{burst}");
        assert!(calm.owner.unlock_and_lose_limits(code, 60).await.unwrap_err().is_transient(), "{burst}");
        assert_eq!(asked(unlock), unlocked + 1, "{burst}");
    }
}

/// Test stands behind it and every fault strikes its ping: what is not read for certain counts as production.
#[tokio::test]
async fn an_express_server_whose_ping_goes_wrong_counts_as_production() {
    let hasty = COLUMNS.iter().find(|column| column.fault == Some(FaultKind::Hang)).unwrap();
    let harness = Harness::open(hasty).await;
    let client = harness.express[0].client();
    let mut passed = Vec::new();
    for kind in FaultKind::ALL {
        harness.control().set_faults(&[FaultSpec::always(kind)]);
        let read = platform_behind(client).await;
        let opened = with_platform_behind(client).await.unwrap();
        assert_eq!(opened.environment().counts_as_production(), read.is_err(), "{kind}: {read:?}");
        if read.is_ok() {
            passed.push(kind);
        }
    }
    assert!(passed.contains(&FaultKind::WrongHmac), "Express signs nothing");
    for kind in
        [FaultKind::Hang, FaultKind::Reset, FaultKind::Html, FaultKind::TooMany, FaultKind::ServerError]
    {
        assert!(!passed.contains(&kind), "{kind} spares the ping");
    }
}

/// What every change comes to where nothing goes wrong; the reads are compared in a sandbox of their own.
async fn undisturbed() -> Undisturbed {
    let harness = Harness::open(&columns::UNDISTURBED).await;
    let mut results = Undisturbed::new();
    for operation in OPERATIONS {
        let (seen, changes) = run(&harness, operation, || {}).await;
        assert!(seen.error().is_none(), "{}: {:?}", operation.name, seen.error());
        match operation.weight {
            Weight::List => assert!(seen.pages() > 1, "{} has one page only", operation.name),
            Weight::Read => assert_eq!(changes.len(), 0, "{} asked for {changes:?}", operation.name),
            Weight::Lookup | Weight::Change | Weight::Steps => {
                assert!(!changes.is_empty(), "{} changed nothing", operation.name);
            }
        }
        results.insert(operation.name, seen);
    }
    results
}

/// Prepares an operation without a fault, lets `strike` set one, runs it, and ends the fault. With the requests other
/// than reads that arrived meanwhile.
async fn run(
    harness: &Harness,
    operation: &Operation,
    strike: impl FnOnce(),
) -> (Seen, BTreeMap<&'static str, u64>) {
    let ready = (operation.prepare)(harness).await;
    let before = harness.control().requests_by_route();
    strike();
    let seen = tokio::time::timeout(GIVE_UP, ready).await.unwrap_or(Seen::Endless);
    harness.control().set_faults(&[]);
    harness.control().limit_pages(0);
    let mut changes = harness.control().requests_by_route();
    changes.retain(|route, count| {
        *count -= before.get(route).copied().unwrap_or_default();
        *count > 0 && (!route.starts_with("GET ") || route.ends_with("/logout"))
    });
    (seen, changes)
}

async fn run_column(column: &Column, undisturbed: &Undisturbed) -> Vec<Verdict> {
    let harness = Harness::open(column).await;
    let mut cells = Vec::with_capacity(OPERATIONS.len());
    for operation in OPERATIONS {
        // Reads are compared with what the same sandbox says right before.
        let right = match operation.weight {
            Weight::List | Weight::Read => run(&harness, operation, || {}).await.0,
            Weight::Lookup | Weight::Change | Weight::Steps => undisturbed[operation.name].clone(),
        };
        let cell = cell(&harness, column, operation, &right, false).await;
        // Where the first step failed, the last one is tried too: the fault spares the steps that read.
        let is_over = cell.wrong.is_some() || cell.is_right || operation.weight != Weight::Steps;
        cells.push(if is_over {
            cell
        } else {
            cell.and(self::cell(&harness, column, operation, &right, true).await)
        });
    }
    cells
}

async fn cell(
    harness: &Harness,
    column: &Column,
    operation: &Operation,
    right: &Seen,
    spares_reads: bool,
) -> Verdict {
    harness.client.forget_stale_answers();
    let (seen, changes) = run(harness, operation, || {
        let specs = column.specs();
        if spares_reads {
            harness.control().set_faults_on_changes(&specs);
        } else {
            harness.control().set_faults(&specs);
        }
    })
    .await;
    let tells_of_stale = harness.client.stale_answer().is_some();
    let (seen, changes) = (&seen, &changes);
    judge::judge(&Case { column, operation, right, seen, changes, spares_reads, tells_of_stale })
}
