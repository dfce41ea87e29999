//! Cells of a table that a spreadsheet will open.

use std::borrow::Cow;

/// A cell that no spreadsheet takes for a formula: one that begins like it gets an apostrophe in front, which
/// spreadsheets hide. Plain numbers stay numbers.
///
/// Labels are other people's text; `=HYPERLINK(…)` in one must not come to life on the desk of whoever opens the export.
pub fn defused(cell: &str) -> Cow<'_, str> {
    // Spreadsheets pass over spaces before a formula, and take the full-width signs for it too.
    let first = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']).chars().next();
    let is_formula = first
        .is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if is_formula && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Digits with at most one point, perhaps below zero.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.matches('.').count() <= 1
}

/// A table as CSV text: comma, CRLF, quotes where they are needed, every cell defused.
pub fn csv_text<const COLUMNS: usize>(
    header: [&str; COLUMNS],
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail, and all rows are of one length.
    let mut write = |cells: &[Cow<'_, str>]| {
        let _ = writer.write_record(cells.iter().map(|cell| cell.as_bytes()));
    };
    write(&header.map(Cow::Borrowed));
    for row in rows {
        write(&row.each_ref().map(|cell| defused(cell)));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        for (cell, defused_cell) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("  =1", "'  =1"),
            ("＝1", "'＝1"),
            ("-5", "-5"),
            ("-0.25", "-0.25"),
            ("-", "'-"),
            ("--5", "'--5"),
            ("-1.2.3", "'-1.2.3"),
            ("Payouts", "Payouts"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(defused(cell), defused_cell, "{cell:?}");
        }
    }

    #[test]
    fn cells_are_quoted_where_they_need_it() {
        let rows = [["a,b".to_owned(), "say \"yes\"".to_owned()], ["two\nlines".to_owned(), "=1".to_owned()]];
        assert_eq!(
            csv_text(["x", "y"], rows),
            "x,y\r\n\"a,b\",\"say \"\"yes\"\"\"\r\n\"two\nlines\",'=1\r\n"
        );
        assert_eq!(csv_text(["x"], []), "x\r\n");
    }
}
