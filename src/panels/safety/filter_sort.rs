//! The rows as the panel shows them: kept until the review or what is wanted of it changes, so that hundreds of thousands
//! stay smooth.

use super::chosen::Chosen;
use super::state::State;
use super::text;
use crate::domain::posture::{GroupedFindings, Review, Row, Selection};

impl State {
    /// Works out the rows again where something has changed, and lends them for drawing.
    pub(super) fn arrange(
        &mut self,
        serial: u64,
        review: &Review,
        enterprise: Option<&str>,
    ) -> GroupedFindings {
        let wanted = Selection {
            enterprise: enterprise.map(str::to_owned),
            filter: self.filter.trim().to_lowercase(),
            severity: self.severity,
            topic: self.topic,
            grouping: self.grouping,
            folded: self.folded.clone(),
        };
        let made_for = (serial, wanted);
        if self.arranged_for.as_ref() != Some(&made_for) {
            let is_another = self.arranged_for.as_ref().is_none_or(|(of, _)| *of != serial);
            if is_another {
                self.find_chosen(review);
            }
            self.arranged = GroupedFindings::of(&made_for.1, review);
            self.arranged_for = Some(made_for);
            let chosen = self.chosen.as_ref().map(|chosen| Row::Finding(chosen.at));
            self.table.chosen =
                chosen.and_then(|chosen| self.arranged.rows.iter().position(|row| *row == chosen));
            // Whoever wants other rows sees the chosen one among them; what only came again does not move the list.
            if !is_another {
                self.table.reveal = self.table.chosen;
            }
        }
        std::mem::take(&mut self.arranged)
    }

    /// Takes back what [`State::arrange`] lent.
    pub(super) fn keep(&mut self, arranged: GroupedFindings) {
        self.arranged = arranged;
    }

    /// Another review has come: what was looked at is still found, or is said to be gone.
    fn find_chosen(&mut self, review: &Review) {
        let Some(chosen) = &mut self.chosen else { return };
        if let Some(at) = review.findings.iter().position(|finding| finding.id() == chosen.id) {
            chosen.at = at;
        } else {
            self.gone = Some(text::no_longer_found(&chosen.words));
            self.chosen = None;
        }
    }

    /// Looks at the finding of a row; the head of a group is none.
    pub(super) fn choose(&mut self, row: Row, review: &Review) {
        self.gone = None;
        self.chosen = match row {
            Row::Head(_) => None,
            Row::Finding(at) => review.findings.get(at).map(|finding| Chosen::of(finding, at)),
        };
    }

    /// Looks at none.
    pub(super) fn close(&mut self) {
        self.chosen = None;
        self.table.chosen = None;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::amount::Balance;
    use crate::domain::posture::{Custody, Freeze, Subject};
    use crate::domain::share::{Member, Permissions};

    fn wallet(label: &str, admins: usize) -> Subject {
        let admin = |at: usize| Member {
            person: format!("p{at}"),
            permissions: Permissions::from_list("view,spend,admin"),
        };
        Subject {
            id: format!("id of {label}"),
            label: label.to_owned(),
            coin: "tbtc".to_owned(),
            enterprise: Some("north".to_owned()),
            kind: "hot".to_owned(),
            custody: Custody::Online,
            balance: Some(Balance::from_wire("5")),
            people: (0..admins).map(admin).collect(),
            approvals_required: Some(1),
            freeze: Freeze::None,
            rules: None,
        }
    }

    fn review(wallets: Vec<Subject>) -> Review {
        Review::of(wallets, &[], "2026-11-20T12:00:00Z".parse().unwrap())
    }

    #[test]
    fn what_is_looked_at_is_kept_by_what_it_is_and_said_to_be_gone() {
        let before = review(vec![wallet("Zeta", 1)]);
        let mut state = State { chosen: Some(Chosen::of(&before.findings[0], 0)), ..State::default() };
        let rows = |state: &mut State, serial, review: &Review| {
            let arranged = state.arrange(serial, review, None);
            let chosen = (state.chosen.as_ref().map(|chosen| chosen.at), state.table.chosen);
            state.keep(arranged);
            chosen
        };
        assert_eq!(rows(&mut state, 1, &before), (Some(0), Some(1)));
        let after = review(vec![wallet("Alpha", 1), wallet("Zeta", 1)]);
        assert_eq!(rows(&mut state, 2, &after), (Some(1), Some(2)));
        state.filter = "alpha".to_owned();
        assert_eq!(rows(&mut state, 2, &after), (Some(1), None));
        let mended = review(vec![wallet("Zeta", 2)]);
        assert_eq!(rows(&mut state, 3, &mended), (None, None));
        assert_eq!(state.gone.as_deref(), Some("No longer found: One admin only, Zeta."));
    }
}
