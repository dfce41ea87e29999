//! The table has a row for every operation and a column for every fault that there is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use countersign::sandbox::FaultKind;

use crate::columns::COLUMNS;
use crate::operations::OPERATIONS;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// The name of what a line begins, where that speaks to the platform: everything asynchronous, and every list.
/// What the crate keeps to itself has no row: `key_summary` is `key` with its error put aside,
/// `approvals_of_wallet` is `pending_approvals` to its end.
fn operation(source: &str, at: usize) -> Option<&str> {
    let rest = &source[at..];
    let (head, is_async) = match rest.strip_prefix("pub async fn ") {
        Some(head) => (head, true),
        None => (rest.strip_prefix("pub fn ")?, false),
    };
    let signature = head.split_once('{').map_or(head, |(signature, _)| signature);
    let name = head.split(['(', '<']).next()?;
    (is_async || signature.contains("-> Pages<")).then_some(name)
}

#[test]
fn the_table_has_a_row_for_every_operation() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bitgo"), &mut files);
    let mut there = BTreeSet::new();
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        let lines = source.match_indices("pub ").map(|(at, _)| at);
        there.extend(lines.filter_map(|at| operation(&source, at)).map(str::to_owned));
    }
    assert!(there.remove("open_key_for"), "which sends nothing");
    assert!(
        there.remove("with_platform_behind"),
        "which is `platform_behind` with its error taken for production"
    );
    assert!(there.remove("reach"), "which reads no answer: whatever the host says, it was reached");
    assert!(there.len() > 50, "{there:?}");
    let rows: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
    assert_eq!(rows.len(), OPERATIONS.len(), "no operation twice");
    let rows: BTreeSet<String> =
        rows.iter().filter_map(|row| row.split(' ').next()).map(str::to_owned).collect();
    assert_eq!(rows, there);
}

#[test]
fn the_table_has_a_column_for_every_fault() {
    for kind in FaultKind::ALL {
        assert!(
            COLUMNS.iter().any(|column| column.fault == Some(kind) && column.name == kind.name()),
            "{kind}"
        );
    }
}
