//! What two texts share at their ends.

/// How many letters two texts share at the beginning, and at the end.
pub(super) fn shared_ends(a: &[char], b: &[char]) -> (usize, usize) {
    (shared(a.iter(), b.iter()), shared(a.iter().rev(), b.iter().rev()))
}

fn shared<'a>(a: impl Iterator<Item = &'a char>, b: impl Iterator<Item = &'a char>) -> usize {
    let mut count = 0;
    for (a, b) in a.zip(b) {
        if a != b {
            break;
        }
        count += 1;
    }
    count
}

/// Whether two texts of one length differ in so many letters at most.
pub(super) fn differ_in_few(a: &[char], b: &[char], few: usize) -> bool {
    let mut count = 0;
    for (a, b) in a.iter().zip(b) {
        if a != b {
            count += 1;
            if count > few {
                return false;
            }
        }
    }
    a.len() == b.len()
}
