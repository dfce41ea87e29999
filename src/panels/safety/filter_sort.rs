//! The rows as the panel shows them: kept until the review or what is wanted of it changes. Of many findings they are made
//! beside the screen's thread; until then the panel shows what it showed, of the review that it was made of.

use std::sync::Arc;

use super::arranged::{Arranged, Made};
use super::chosen::Chosen;
use super::state::State;
use super::text;
use crate::domain::posture::{Review, Row, Selection};
use crate::kit::aside::Run;

/// So many findings are arranged within the frame.
const AT_ONCE: usize = 5_000;

impl State {
    /// Goes on with the rows where something has changed, and lends them for drawing.
    pub(super) fn arrange(
        &mut self,
        serial: u64,
        review: &Arc<Review>,
        enterprise: Option<&str>,
        run: Run<'_>,
    ) -> Arranged {
        if let Some(made) = self.coming.take() {
            self.take_over(made, run);
        }
        let wanted = Selection {
            enterprise: enterprise.map(str::to_owned),
            filter: self.filter.trim().to_lowercase(),
            severity: self.severity,
            topic: self.topic,
            grouping: self.grouping,
            folded: self.folded.clone(),
        };
        let made_for = (serial, wanted);
        if self.arranged.made_for.as_ref() != Some(&made_for) && !self.coming.is_running() {
            let (review, chosen) = (Arc::clone(review), self.chosen.as_ref().map(|chosen| chosen.id.clone()));
            let is_short = review.findings.len() <= AT_ONCE;
            let make = move || {
                let arranged = Arranged::of(made_for, review);
                let chosen = chosen.map(|id| (id.clone(), arranged.place(&id)));
                Made { arranged, chosen }
            };
            if is_short {
                self.take_over(make(), run);
            } else {
                self.coming.start(run, make);
            }
        }
        std::mem::take(&mut self.arranged)
    }

    fn take_over(&mut self, Made { arranged, chosen }: Made, run: Run<'_>) {
        let before = std::mem::replace(&mut self.arranged, arranged);
        let number = |arranged: &Arranged| arranged.made_for.as_ref().map(|(serial, _)| *serial);
        let is_another = number(&before) != number(&self.arranged);
        if before.review.findings.len() > AT_ONCE {
            run(Box::new(move || drop(before)));
        }
        let place = self.chosen.as_ref().map(|looked_at| match chosen {
            Some((id, place)) if id == looked_at.id => place,
            _ => self.arranged.place(&looked_at.id),
        });
        self.table.chosen = place.and_then(|place| place.row);
        match (&mut self.chosen, place.and_then(|place| place.at)) {
            (Some(chosen), Some(at)) => chosen.at = at,
            // Another review has come, and what was looked at is not in it.
            (Some(chosen), None) => {
                self.gone = Some(text::no_longer_found(&chosen.words));
                self.chosen = None;
            }
            (None, _) => {}
        }
        // Whoever wants other rows sees the chosen one among them; what only came again does not move the list.
        if !is_another {
            self.table.reveal = self.table.chosen;
        }
    }

    /// Takes back what [`State::arrange`] lent.
    pub(super) fn keep(&mut self, arranged: Arranged) {
        self.arranged = arranged;
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

    use std::cell::RefCell;

    use super::*;
    use crate::domain::amount::Balance;
    use crate::domain::posture::{Custody, EnterpriseGuard, Freeze, Subject};
    use crate::domain::share::{Member, Permissions};

    fn wallet(label: &str, admins: usize) -> Subject {
        let admin = |at: usize| Member {
            person: format!("p{at}"),
            permissions: Permissions::from_list("view,spend,admin"),
        };
        Subject {
            id: format!("id of {label}").into(),
            label: label.into(),
            coin: "tbtc".into(),
            enterprise: Some("north".into()),
            kind: "hot".into(),
            custody: Custody::Online,
            balance: Some(Balance::from_wire("5")),
            people: (0..admins).map(admin).collect(),
            approvals_required: Some(1),
            freeze: Freeze::None,
            guard: EnterpriseGuard::default(),
            rules: None,
        }
    }

    fn review(wallets: Vec<Subject>) -> Arc<Review> {
        Arc::new(Review::of(wallets, &[], "2026-11-20T12:00:00Z".parse().unwrap()))
    }

    #[test]
    fn what_is_looked_at_is_kept_by_what_it_is_and_said_to_be_gone() {
        let before = review(vec![wallet("Zeta", 1)]);
        let mut state = State { chosen: Some(Chosen::of(&before.findings[0], 0)), ..State::default() };
        let rows = |state: &mut State, serial, review: &Arc<Review>| {
            let arranged = state.arrange(serial, review, None, &|_| {});
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

    #[test]
    fn of_many_findings_the_panel_shows_what_it_showed_until_the_next_rows_are_made() {
        let many = |names: &str| {
            let wallets = (0..=AT_ONCE).map(|at| wallet(&format!("{names} {at:05}"), 1));
            review(wallets.collect())
        };
        let (first, second) = (many("First"), many("Second"));
        let waiting: RefCell<Vec<Box<dyn FnOnce() + Send>>> = RefCell::default();
        let run = |work| waiting.borrow_mut().push(work);
        let do_all = || {
            for work in waiting.take() {
                work();
            }
        };
        let mut state = State::default();
        let shown = |state: &mut State, serial, review: &Arc<Review>| {
            let arranged = state.arrange(serial, review, None, &run);
            let label = arranged.review.findings.first().map(|finding| finding.subject.label.clone());
            let shown = (label, arranged.findings.rows.len());
            state.keep(arranged);
            shown
        };
        assert_eq!(shown(&mut state, 1, &first), (None, 0));
        do_all();
        let all = (Some("First 00000".into()), AT_ONCE + 2);
        assert_eq!(shown(&mut state, 1, &first), all);
        state.choose(Row::Finding(7), &first);
        state.filter = "0000".to_owned();
        assert_eq!(shown(&mut state, 1, &first), all);
        do_all();
        assert_eq!(shown(&mut state, 1, &first).1, 11, "ten, and the head of their group");
        assert_eq!(state.table.chosen, Some(8));
        assert_eq!(shown(&mut state, 2, &second).0.as_deref(), Some("First 00000"));
        assert!(state.chosen.is_some() && state.gone.is_none());
        do_all();
        assert_eq!(shown(&mut state, 2, &second).0.as_deref(), Some("Second 00000"));
        assert!(state.chosen.is_none() && state.gone.is_some());
    }
}
