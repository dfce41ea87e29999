//! What is there several times, taken once.

use std::collections::HashSet;
use std::hash::Hash;

/// Each of them once, in their order.
pub(crate) fn each_once<T: Eq + Hash>(all: Vec<T>) -> Vec<T> {
    let mut seen = HashSet::new();
    let is_first: Vec<bool> = all.iter().map(|it| seen.insert(it)).collect();
    all.into_iter().zip(is_first).filter_map(|(it, is_first)| is_first.then_some(it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_stays_in_its_place() {
        assert_eq!(each_once(vec!["b", "a", "b", "c", "a"]), ["b", "a", "c"]);
        assert!(each_once(Vec::<u8>::new()).is_empty());
    }
}
