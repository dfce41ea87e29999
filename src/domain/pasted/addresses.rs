//! Pasted addresses and ranges, and the shortest list that covers the same.

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

/// A list of rules without what another of them covers already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// The rules that remain, in their order.
    pub rules: Vec<AddressRule>,
    /// The rules that were left out, each with the one that covers it: itself where it was written twice.
    pub left_out: Vec<(AddressRule, AddressRule)>,
}

/// Leaves out what is written twice and what lies within another rule. Nothing is joined into wider ranges: a range that
/// nobody wrote would allow more than was meant, were one of its halves taken away later.
pub fn merged(rules: &[AddressRule]) -> Merged {
    let mut out = Merged::default();
    for (index, rule) in rules.iter().enumerate() {
        let earlier = rules[..index].iter().find(|other| *other == rule);
        let wider = rules.iter().find(|other| *other != rule && other.includes(rule));
        match earlier.or(wider) {
            Some(cover) => out.left_out.push((*rule, *cover)),
            None => out.rules.push(*rule),
        }
    }
    out
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
        assert!(read[3].result.as_ref().unwrap_err().reason.contains("such as 10.0.0.0/24"));
    }

    #[test]
    fn what_another_rule_covers_is_left_out() {
        let rules: Vec<AddressRule> =
            ["8.8.8.8", "8.8.8.0/24", "8.8.8.0/25", "9.9.9.9", "9.9.9.9/32", "8.8.8.0/24"]
                .iter()
                .map(|text| text.parse().unwrap())
                .collect();
        let merged = merged(&rules);
        let words: Vec<String> = merged.rules.iter().map(ToString::to_string).collect();
        assert_eq!(words, ["8.8.8.0/24", "9.9.9.9"]);
        assert_eq!(merged.left_out.len(), 4);
        assert!(
            merged.left_out.iter().all(|(rule, cover)| cover.includes(rule) && merged.rules.contains(cover))
        );
    }
}
