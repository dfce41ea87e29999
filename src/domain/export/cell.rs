//! Cells of a table that a spreadsheet will open.

use std::borrow::Cow;

/// What separates the cells of a table, where the person's spreadsheet takes another sign than the comma.
const OTHER_SEPARATORS: [char; 2] = [';', '\t'];
/// Tells a spreadsheet that the text is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A cell that no spreadsheet takes for a formula: one that begins like it gets an apostrophe in front, which
/// spreadsheets hide. So does what would begin a cell of its own where cells are separated by semicolons or tabs. Plain
/// numbers stay numbers.
///
/// Labels are other people's text; `=HYPERLINK(…)` in one must not come to life on the desk of whoever opens the export.
pub fn defused(cell: &str) -> Cow<'_, str> {
    if is_number(cell) || !cell.split(OTHER_SEPARATORS).any(is_formula) {
        return Cow::Borrowed(cell);
    }
    let mut safe = String::with_capacity(cell.len() + 2);
    for part in cell.split_inclusive(OTHER_SEPARATORS) {
        if is_formula(part) {
            safe.push('\'');
        }
        safe.push_str(part);
    }
    Cow::Owned(safe)
}

/// Whether a text that begins a cell is taken for a formula. Spreadsheets pass over blanks of every width and quotes before
/// one, and take the full-width signs for it too.
fn is_formula(text: &str) -> bool {
    let is_passed_over =
        |c: char| matches!(c, '"' | BYTE_ORDER_MARK) || c.is_whitespace() && !matches!(c, '\t' | '\r' | '\n');
    let first = text.trim_start_matches(is_passed_over).chars().next();
    first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}

/// Digits with at most one point, perhaps below zero.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.matches('.').count() <= 1
}

/// A table as CSV text: a byte order mark, comma, CRLF, quotes where they are needed, every cell defused.
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
    let table = writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    format!("{BYTE_ORDER_MARK}{table}")
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
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r=1"),
            ("  =1", "'  =1"),
            ("\u{2000}=1", "'\u{2000}=1"),
            ("\u{3000}@A1", "'\u{3000}@A1"),
            ("＝1", "'＝1"),
            ("-5", "-5"),
            ("-0.25", "-0.25"),
            ("-", "'-"),
            ("--5", "'--5"),
            ("-1.2.3", "'-1.2.3"),
            ("Payouts", "Payouts"),
            ("a=b", "a=b"),
            ("Payouts;=1+1", "Payouts;'=1+1"),
            ("Payouts\t@SUM(A1)", "Payouts\t'@SUM(A1)"),
            ("a; =1;b", "a;' =1;b"),
            ("a;\"=1", "a;'\"=1"),
            ("a;b;2", "a;b;2"),
            ("a;-2", "a;'-2"),
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
            "\u{feff}x,y\r\n\"a,b\",\"say \"\"yes\"\"\"\r\n\"two\nlines\",'=1\r\n"
        );
        assert_eq!(csv_text(["x"], []), "\u{feff}x\r\n");
    }
}
