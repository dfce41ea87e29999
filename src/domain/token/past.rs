//! Tokens that are gone or never came, in words: the platform forgets them, this machine's ledger does not.

use std::cmp::Ordering;

use jiff::Timestamp;

/// The ledger's tokens of the past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// When they were read: tells two readings apart.
    pub read_at: Timestamp,
    /// The tokens, the newest first.
    pub tokens: Vec<PastToken>,
    /// Entries of the ledger that this program cannot read; the tokens are told without them.
    pub unreadable: u64,
}

/// A token of the past, or a request for one or for its end whose outcome nobody knows, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastToken {
    /// What tells it from others, over readings.
    pub key: String,
    /// The platform's ID, if there was a token.
    pub id: Option<String>,
    /// The label.
    pub label: String,
    /// The lifetime as it was typed and sent, or that it was not asked for here.
    pub asked: String,
    /// The lifetime that it had; empty where there was none.
    pub lived: String,
    /// How long that was, in seconds.
    pub lived_secs: Option<i64>,
    /// What became of it.
    pub outcome: String,
    /// When something happened to it last.
    pub last: Option<Timestamp>,
    /// What it was, caption and words.
    pub facts: Vec<(String, String)>,
    /// Everything that happened, a line each.
    pub trail: Vec<String>,
    /// Nobody knows whether it exists, or whether it is revoked: the list has to be looked at.
    pub is_open: bool,
}

/// What past tokens are put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastOrder {
    /// By label.
    Label,
    /// By what became of it; what is open comes first.
    Outcome,
    /// By when something happened to it last.
    Last,
    /// By what was asked for.
    Asked,
    /// By how long it lived.
    Lived,
}

impl Past {
    /// The places of the tokens in which every word is found, in this order; turned round where `descending`.
    pub fn arranged(&self, words: &str, by: Option<(PastOrder, bool)>) -> Vec<usize> {
        let words = words.to_lowercase();
        let tokens = &self.tokens;
        let mut indices: Vec<usize> =
            (0..tokens.len()).filter(|place| tokens[*place].holds(&words)).collect();
        if let Some((order, descending)) = by {
            indices.sort_by(|a, b| {
                let compared = compare(&tokens[*a], &tokens[*b], order);
                if descending { compared.reverse() } else { compared }
            });
        }
        indices
    }
}

fn compare(a: &PastToken, b: &PastToken, by: PastOrder) -> Ordering {
    match by {
        PastOrder::Label => a.label.to_lowercase().cmp(&b.label.to_lowercase()),
        PastOrder::Outcome => (!a.is_open, &a.outcome).cmp(&(!b.is_open, &b.outcome)),
        PastOrder::Last => a.last.cmp(&b.last),
        PastOrder::Asked => a.asked.cmp(&b.asked),
        PastOrder::Lived => a.lived_secs.cmp(&b.lived_secs),
    }
}

impl PastToken {
    /// Whether every word, given in lower case, is found.
    fn holds(&self, words: &str) -> bool {
        let facts = self.facts.iter().map(|(_, fact)| fact);
        let parts = [&self.label, &self.asked, &self.lived, &self.outcome].into_iter();
        let mut all = parts.chain(&self.id).chain(facts).chain(&self.trail).map(|part| part.to_lowercase());
        words.is_empty() || {
            let all: Vec<String> = all.by_ref().collect();
            words.split_whitespace().all(|word| all.iter().any(|part| part.contains(word)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_orders_arrange_the_past() {
        let token = |label: &str, outcome: &str, lived_secs| PastToken {
            key: label.to_owned(),
            label: label.to_owned(),
            outcome: outcome.to_owned(),
            lived_secs,
            ..PastToken::default()
        };
        let mut past = Past {
            tokens: vec![
                token("Payouts", "revoked on Monday", Some(60)),
                token("Reports", "expired on Tuesday", Some(30)),
                PastToken { is_open: true, ..token("Lost", "the answer was lost", None) },
            ],
            ..Past::default()
        };
        past.tokens[0].trail.push("Asked for, with a lifetime of 90 days.".to_owned());
        assert_eq!(past.arranged("", None), [0, 1, 2]);
        assert_eq!(past.arranged(" 90 Pay", None), [0]);
        assert_eq!(past.arranged("", Some((PastOrder::Label, false))), [2, 0, 1]);
        assert_eq!(
            past.arranged("", Some((PastOrder::Outcome, false))),
            [2, 1, 0],
            "what is open comes first"
        );
        assert_eq!(past.arranged("", Some((PastOrder::Lived, true))), [0, 1, 2]);
        assert!(past.arranged("nothing like it", None).is_empty());
    }
}
