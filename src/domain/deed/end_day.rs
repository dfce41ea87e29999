//! A day as it is typed to confirm that something ends on it. Only what can be one day alone is read.

use jiff::civil::Date;

/// The forms that are read, beside `2027-03-01`: the month is a word, so that it is no day.
const FORMS: [&str; 6] = ["%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%a %d %b %Y", "%A %d %B %Y"];

/// The day, or in a sentence why the text is none.
pub(super) fn read(text: &str) -> Result<Date, String> {
    let plain = text.replace(',', " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let read = FORMS.iter().find_map(|form| Date::strptime(form, &plain).ok());
    if let Some(day) = read.or_else(|| iso(&plain)) {
        // A year of two digits would be one of the first century.
        return if day.year() < 1000 { Err("Write the year with four digits.".to_owned()) } else { Ok(day) };
    }
    let is_digits = plain.chars().all(|it| it.is_ascii_digit() || matches!(it, '/' | '.' | '-' | ' '));
    Err(if is_digits && plain.chars().any(|it| it.is_ascii_digit()) {
        "Day and month could be mistaken for each other, or this day does not exist: write 2027-03-01 or 1 March 2027."
    } else {
        "This is not a date: write for example 2027-03-01 or 1 March 2027."
    }
    .to_owned())
}

/// `2027-03-01`, with all its digits.
fn iso(text: &str) -> Option<Date> {
    let is_whole = text.len() == 10 && text.chars().all(|it| it.is_ascii_digit() || it == '-');
    is_whole.then(|| Date::strptime("%Y-%m-%d", text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_read_in_every_form_that_means_one_day() {
        for text in [
            "2027-03-01",
            " 2027-03-01 ",
            "1 March 2027",
            "01 March 2027",
            "1 mar 2027",
            "March 1, 2027",
            "Mar 1 2027",
            "Mon 1 Mar 2027",
            "Monday, 1 March 2027",
        ] {
            assert_eq!(read(text), Ok(date(2027, 3, 1)), "{text:?}");
        }
    }

    #[test]
    fn what_may_be_another_day_is_refused_with_a_reason() {
        for (text, why) in [
            ("01/03/2027", "mistaken for each other"),
            ("1.3.2027", "mistaken for each other"),
            ("2027-3-1", "mistaken for each other"),
            ("2027-02-30", "does not exist"),
            ("20270301", "mistaken for each other"),
            ("1 March 27", "four digits"),
            ("0027-03-01", "four digits"),
            ("Tue 1 Mar 2027", "not a date"),
            ("1 March", "not a date"),
            ("in 9 years", "not a date"),
            ("31 June 2027", "not a date"),
            ("", "not a date"),
        ] {
            let problem = read(text).err().unwrap_or_default();
            assert!(problem.contains(why), "{text:?}: {problem:?}");
        }
    }
}
