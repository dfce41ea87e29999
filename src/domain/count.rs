//! How many there are of what a list holds, as far as it has been read: nothing that was not read is a zero.

use super::amount::BaseUnits;

/// A count for reading: `100,000`.
pub fn grouped(count: u64) -> String {
    BaseUnits::from(count).grouped()
}

/// How many there are, as far as that can be said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Count {
    /// Nothing has been read.
    #[default]
    NotRead,
    /// So many have been read, and there may be more.
    AtLeast(u64),
    /// So many: the list was read whole.
    Exactly(u64),
}

impl Count {
    /// Of so many that have been read of a list that `is_whole` or not. None that were found in a part are no zero.
    pub fn of(read: usize, is_whole: bool) -> Self {
        match (read as u64, is_whole) {
            (read, true) => Self::Exactly(read),
            (0, false) => Self::NotRead,
            (read, false) => Self::AtLeast(read),
        }
    }

    /// In the least room: `3`, or `3+`; nothing where nothing can be said.
    pub fn short(self) -> Option<String> {
        match self {
            Self::NotRead => None,
            Self::AtLeast(count) => Some(format!("{}+", grouped(count))),
            Self::Exactly(count) => Some(grouped(count)),
        }
    }

    /// A heading with how many: `Approvals (3)`; alone where nothing can be said.
    pub fn after(self, heading: &str) -> String {
        self.short().map_or_else(|| heading.to_owned(), |count| format!("{heading} ({count})"))
    }

    /// How many of them are shown: `2 of 12 wallets`, with what is missing.
    pub fn shown_words(self, shown: usize, what: &str) -> String {
        let shown = grouped(shown as u64);
        match self {
            Self::NotRead => format!("No {what} read yet"),
            Self::AtLeast(count) => format!("{shown} of {} {what} read so far", grouped(count)),
            Self::Exactly(count) => format!("{shown} of {} {what}", grouped(count)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_read_is_no_zero() {
        for (read, is_whole, heading, words) in [
            (0, false, "Wallets", "No wallets read yet"),
            (4, false, "Wallets (4+)", "0 of 4 wallets read so far"),
            (4, true, "Wallets (4)", "0 of 4 wallets"),
            (0, true, "Wallets (0)", "0 of 0 wallets"),
            (70_800, false, "Wallets (70,800+)", "0 of 70,800 wallets read so far"),
        ] {
            let count = Count::of(read, is_whole);
            assert_eq!(
                (count.after("Wallets").as_str(), count.shown_words(0, "wallets").as_str()),
                (heading, words)
            );
        }
    }
}
