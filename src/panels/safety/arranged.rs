//! The findings of a review in the order in which they are shown, with that review.

use std::sync::Arc;

use crate::domain::posture::{FindingId, GroupedFindings, Review, Row, Selection};

/// The findings of a review as they are shown.
#[derive(Default)]
pub(super) struct Arranged {
    /// The review, by number, and what was wanted of it.
    pub(super) made_for: Option<(u64, Selection)>,
    pub(super) review: Arc<Review>,
    pub(super) findings: GroupedFindings,
}

/// An arrangement that has come, with where the finding is in it that was looked at when it was begun.
pub(super) struct Made {
    pub(super) arranged: Arranged,
    pub(super) chosen: Option<(FindingId, Place)>,
}

/// Where a finding is in a review, and in which row it is shown.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) at: Option<usize>,
    pub(super) row: Option<usize>,
}

impl Arranged {
    pub(super) fn of(made_for: (u64, Selection), review: Arc<Review>) -> Self {
        Self { findings: GroupedFindings::of(&made_for.1, &review), made_for: Some(made_for), review }
    }

    /// Whether nothing has been arranged yet.
    pub(super) fn is_none(&self) -> bool {
        self.made_for.is_none()
    }

    pub(super) fn place(&self, id: &FindingId) -> Place {
        let at = self.review.findings.iter().position(|finding| finding.id() == *id);
        let row = at.and_then(|at| self.findings.rows.iter().position(|row| *row == Row::Finding(at)));
        Place { at, row }
    }
}
