//! Whether a text can be an email address at all, before one of the few look-ups is spent on it.

/// What is wrong with an address, in a sentence; nothing for one that may exist.
pub fn email_problem(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let mut parts = text.split('@');
    let (name, host, rest) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    if text.chars().any(|letter| letter.is_whitespace() || letter == ',' || letter == ';') {
        return Some("Enter one email address, without spaces.");
    }
    match (host, rest) {
        (None, _) => Some("An email address has an @, as in hana@treasury.example."),
        (Some(_), Some(_)) => Some("An email address has one @."),
        (Some(host), None)
            if name.is_empty() || !host.contains('.') || host.starts_with('.') || host.ends_with('.') =>
        {
            Some("Something is missing before or after the @, as in hana@treasury.example.")
        }
        (Some(_), None) => None,
    }
}

/// Whether two addresses are the same to the platform, which reads them in lower case.
pub fn same_email(one: &str, other: &str) -> bool {
    !one.trim().is_empty() && one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_an_address_is_told_why() {
        for (text, says) in [
            ("hana@treasury.example", None),
            (" Hana.Kimura+x@mail.treasury.example ", None),
            ("hana", Some("has an @")),
            ("", Some("has an @")),
            ("a@b@c.example", Some("one @")),
            ("@treasury.example", Some("missing")),
            ("hana@", Some("missing")),
            ("hana@treasury", Some("missing")),
            ("hana@treasury.", Some("missing")),
            ("a@b.example, c@d.example", Some("one email address")),
        ] {
            let problem = email_problem(text);
            assert_eq!(problem.is_some(), says.is_some(), "{text:?}: {problem:?}");
            assert!(problem.unwrap_or_default().contains(says.unwrap_or_default()), "{text:?}: {problem:?}");
        }
        assert!(same_email("Hana@Treasury.example ", "hana@treasury.example"));
        assert!(!same_email("", ""));
    }
}
