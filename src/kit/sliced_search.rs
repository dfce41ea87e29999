//! The first rows of a long list that somebody looks for, looked for a slice of time a frame.

use std::time::{Duration, Instant};

use egui::Context;

/// So long at most is searched in a frame.
const SLICE: Duration = Duration::from_millis(1);
/// Rows that are looked at between two looks at the clock.
const AT_ONCE: usize = 500;

/// How far a search is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlicedSearch {
    made_for: Option<(u64, String)>,
    read: usize,
    found: Vec<usize>,
}

/// What a search has found so far.
pub struct Found<'a, T> {
    /// The rows, in the order of the list.
    pub rows: Vec<&'a T>,
    /// Nothing more is looked for. Else the next frame goes on.
    pub is_whole: bool,
}

impl<T> Found<'_, T> {
    /// Whether there is none. Until the search is over, that is not known.
    pub fn is_none(&self) -> bool {
        self.rows.is_empty() && self.is_whole
    }
}

impl SlicedSearch {
    /// Goes on until `most` rows are found for which `is_wanted` holds, or the slice is over; the next frame comes at once
    /// then. It begins anew where the rows, by their generation, or the words have changed.
    pub fn go_on<'a, T>(
        &mut self,
        screen: &Context,
        (rows, generation): (&'a [T], u64),
        (words, most): (&str, usize),
        is_wanted: impl Fn(&T) -> bool,
    ) -> Found<'a, T> {
        let is_whole = self.search(screen, (rows, generation), (words, most), is_wanted);
        let rows = self.found.iter().take(most).filter_map(|place| rows.get(*place)).collect();
        Found { rows, is_whole }
    }

    /// As [`SlicedSearch::go_on`], for whoever shows many: the places are lent. Rows may come at the end meanwhile.
    pub fn go_on_to_all<T>(
        &mut self,
        screen: &Context,
        rows: (&[T], u64),
        words: &str,
        is_wanted: impl Fn(&T) -> bool,
    ) -> &[usize] {
        self.search(screen, rows, (words, usize::MAX), is_wanted);
        &self.found
    }

    /// Whether nothing more is looked for.
    fn search<T>(
        &mut self,
        screen: &Context,
        (rows, generation): (&[T], u64),
        (words, most): (&str, usize),
        is_wanted: impl Fn(&T) -> bool,
    ) -> bool {
        let is_same = |(of, looked_for): &(u64, String)| *of == generation && looked_for == words;
        if !self.made_for.as_ref().is_some_and(is_same) {
            *self = Self { made_for: Some((generation, words.to_owned())), ..Self::default() };
        }
        let started = Instant::now();
        while self.read < rows.len() && self.found.len() < most && started.elapsed() < SLICE {
            let part = rows.iter().enumerate().skip(self.read).take(AT_ONCE);
            self.read = (self.read + AT_ONCE).min(rows.len());
            self.found.extend(part.filter(|(_, row)| is_wanted(row)).map(|(place, _)| place));
        }
        let is_whole = self.read == rows.len() || self.found.len() >= most;
        if !is_whole {
            screen.request_repaint();
        }
        is_whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_comes_to_the_same_however_many_slices_it_takes_and_begins_anew_with_other_words() {
        let (many, screen): (Vec<u32>, _) = ((0..40_000).collect(), Context::default());
        let mut search = SlicedSearch::default();
        let mut whole = |words: &str, generation: u64, most: usize| {
            let is_wanted = |number: &u32| std::hint::black_box(number.to_string()).ends_with(words);
            for frames in 1.. {
                let found = search.go_on(&screen, (&many, generation), (words, most), is_wanted);
                assert_eq!(found.rows.is_empty() && found.is_whole, found.is_none());
                if found.is_whole {
                    return (found.rows.into_iter().copied().collect::<Vec<_>>(), frames);
                }
            }
            (Vec::new(), 0)
        };
        assert_eq!(whole("9999", 1, 3).0, [9_999, 19_999, 29_999]);
        assert_eq!(whole("9999", 1, 3), (vec![9_999, 19_999, 29_999], 1), "it was looked for already");
        assert_eq!(whole("77", 1, 2).0, [77, 177]);
        assert!(whole("x", 2, 2).0.is_empty());
    }

    #[test]
    fn a_search_of_all_goes_on_where_rows_come_at_the_end() {
        let (many, screen): (Vec<u32>, _) = ((0..900).collect(), Context::default());
        let mut search = SlicedSearch::default();
        let is_wanted = |number: &u32| number % 300 == 7;
        assert_eq!(search.go_on_to_all(&screen, (&many[..400], 1), "x", is_wanted), [7, 307]);
        assert_eq!(search.go_on_to_all(&screen, (&many, 1), "x", is_wanted), [7, 307, 607]);
        assert_eq!(search.go_on_to_all(&screen, (&many[..10], 2), "x", is_wanted), [7]);
    }

    #[test]
    fn a_search_stops_within_its_slice() {
        let (many, screen): (Vec<u32>, _) = ((0..40_000).collect(), Context::default());
        let mut search = SlicedSearch::default();
        let slow = |_: &u32| {
            std::thread::sleep(Duration::from_micros(10));
            false
        };
        let first = search.go_on(&screen, (&many, 1), ("x", 1), slow);
        assert!(!first.is_whole && search.read == AT_ONCE);
    }
}
