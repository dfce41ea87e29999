//! Pasted addresses and ranges.

use crate::domain::ip_range::{AddressLine, AddressRule, LeftOut, needless, parse_addresses};

use super::lines::{Line, NotTaken, lines};

/// Reads pasted addresses: one or several a line, between commas, semicolons or spaces, each reported on its own.
/// Private ones are not taken where the server is `on_the_internet`, which never sees them.
pub fn read_addresses(text: &str, on_the_internet: bool) -> Vec<Line<AddressRule>> {
    let of_line = |(number, line): (usize, &str)| -> Vec<Line<AddressRule>> {
        let line = line.split('#').next().unwrap_or_default();
        let read = |it: AddressLine| {
            let rule = it.result.map_err(|problem| problem.to_string()).and_then(|rule| {
                let unseen = rule.private_kind().filter(|_| on_the_internet);
                unseen.map_or(Ok(rule), |kind| {
                    Err(format!(
                        "{rule} is {}, which BitGo never sees. Enter your network's public IP address.",
                        kind.words()
                    ))
                })
            });
            let example = "203.0.113.7 or 203.0.113.0/24".to_owned();
            let result = rule.map_err(|reason| NotTaken { reason, example });
            Line { number, text: it.text, result }
        };
        parse_addresses(line).into_iter().map(read).collect()
    };
    lines(text).flat_map(of_line).collect()
}

/// What taking pasted addresses adds to a list that is there already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addition {
    /// The rules that are new.
    pub rules: Vec<AddressRule>,
    /// For each of the lines, the rule that covers it, where it is left out for that.
    pub left_out: Vec<Option<LeftOut>>,
}

/// What taking these lines adds to the rules `in_form`.
pub fn addition(pasted: &[Line<AddressRule>], in_form: &[AddressRule]) -> Addition {
    let taken = |line: &Line<AddressRule>| line.result.as_ref().ok().copied();
    let all: Vec<AddressRule> = in_form.iter().copied().chain(pasted.iter().filter_map(taken)).collect();
    let mut needless = needless(&all).into_iter().skip(in_form.len());
    let mut addition = Addition::default();
    for line in pasted {
        let left_out = taken(line).and_then(|_| needless.next().flatten());
        addition.rules.extend(taken(line).filter(|_| left_out.is_none()));
        addition.left_out.push(left_out);
    }
    addition
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_address_is_reported_with_its_line() {
        let text = "# office\n203.0.113.7, 198.51.100.0/24\r\n\n2001:db8::1 # v6\n10.0.0.0/8;8.8.8.8";
        let read = read_addresses(text, false);
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
        assert_eq!(super::super::rest(&read), "2001:db8::1\n10.0.0.0/8");
        let strict = read_addresses("10.1.2.3 8.8.8.8", true);
        assert!(
            strict[0]
                .result
                .as_ref()
                .unwrap_err()
                .reason
                .contains("is a private IP address, which BitGo never sees")
        );
        assert!(strict[1].result.is_ok());
        assert!(read_addresses("10.1.2.3", false)[0].result.is_ok());
        assert!(read[3].result.as_ref().unwrap_err().reason.contains("such as 10.0.0.0/24"));
    }

    #[test]
    fn what_the_form_has_already_is_not_added_again() {
        let in_form: Vec<AddressRule> =
            ["8.8.8.0/24", "9.9.9.9"].iter().map(|it| it.parse().unwrap()).collect();
        let pasted = read_addresses("8.8.8.8\n9.9.9.0/24\n8.8.8.0/24\n1.1.1.1\nx", false);
        let addition = addition(&pasted, &in_form);
        let rules: Vec<String> = addition.rules.iter().map(ToString::to_string).collect();
        assert_eq!(rules, ["9.9.9.0/24", "1.1.1.1"]);
        let covers: Vec<Option<String>> =
            addition.left_out.iter().map(|it| it.map(|left_out| left_out.cover.to_string())).collect();
        let within = Some("8.8.8.0/24".to_owned());
        assert_eq!(covers, [within.clone(), None, within, None, None]);
    }
}
