//! Pasted addresses and ranges.

use crate::domain::address::{AddressLine, AddressRule, parse_addresses};

use super::lines::{Line, NotTaken, lines};

/// Reads pasted addresses: one or several a line, between commas, semicolons or spaces, each reported on its own.
pub fn read_addresses(text: &str) -> Vec<Line<AddressRule>> {
    let of_line = |(number, line): (usize, &str)| -> Vec<Line<AddressRule>> {
        let line = line.split('#').next().unwrap_or_default();
        let read = |it: AddressLine| {
            let example = "203.0.113.7 or 203.0.113.0/24".to_owned();
            let result = it.result.map_err(|problem| NotTaken { reason: problem.to_string(), example });
            Line { number, text: it.text, result }
        };
        parse_addresses(line).into_iter().map(read).collect()
    };
    lines(text).flat_map(of_line).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_address_is_reported_with_its_line() {
        let text = "# office\n203.0.113.7, 198.51.100.0/24\r\n\n2001:db8::1 # v6\n10.0.0.0/8;8.8.8.8";
        let read = read_addresses(text);
        let seen: Vec<(usize, &str, bool)> =
            read.iter().map(|line| (line.number, line.text.as_str(), line.result.is_ok())).collect();
        assert_eq!(
            seen,
            [
                (2, "203.0.113.7", true),
                (2, "198.51.100.0/24", true),
                (4, "2001:db8::1", false),
                (5, "10.0.0.0/8", false),
                (5, "8.8.8.8", true)
            ]
        );
        assert_eq!(super::super::summary(&read), "3 lines taken, 2 not");
        assert_eq!(super::super::rest(&read), "2001:db8::1\n10.0.0.0/8");
        assert!(read[3].result.as_ref().unwrap_err().reason.contains("such as 10.0.0.0/24"));
    }
}
