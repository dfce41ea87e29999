//! The table as text: a row for each operation, a column for each fault.

use std::fmt::Write;

use crate::columns::COLUMNS;
use crate::judge::Verdict;
use crate::operations::OPERATIONS;

/// One line for each operation; `!` marks what is wrong.
pub fn print(columns: &[Vec<Verdict>]) -> String {
    let name_width = OPERATIONS.iter().map(|operation| operation.name.len()).max().unwrap_or_default();
    let width = |at: usize| {
        let words = columns[at].iter().map(|cell| cell.word.chars().count());
        words.chain([COLUMNS[at].name.len()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..COLUMNS.len()).map(width).collect();
    let mut text = format!("\n{:name_width$}", "");
    for (column, width) in COLUMNS.iter().zip(&widths) {
        let _ = write!(text, "  {:width$}", column.name);
    }
    for (row, operation) in OPERATIONS.iter().enumerate() {
        let _ = write!(text, "\n{:name_width$}", operation.name);
        for (cells, width) in columns.iter().zip(&widths) {
            let cell = &cells[row];
            let word = if cell.wrong.is_some() { format!("!{}", cell.word) } else { cell.word.clone() };
            let _ = write!(text, "  {word:width$}");
        }
    }
    text.push('\n');
    text
}
