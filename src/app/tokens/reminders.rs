//! Which ends of tokens the person has to be told of now, and when the next one comes. Worked out once a minute and
//! whenever the list or what was dismissed has changed, not in every frame.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;

use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::reminder::{Reminder, ReminderId, dismissed_now, due_now, next_due};
use crate::domain::token::existing::ExistingToken;
use crate::kit::state::Listing;

/// The listed tokens as the rules know them, and the reminders of their ends.
#[derive(Default)]
pub struct Reminders {
    generation: Option<u64>,
    known: Vec<ExistingToken>,
    made_at: Option<Timestamp>,
    dismissed: BTreeSet<ReminderId>,
    due: Vec<Reminder>,
    silent: Vec<Reminder>,
    next: Option<Timestamp>,
}

impl Reminders {
    /// Takes over the list, the clock and what was dismissed.
    pub fn update(
        &mut self,
        listing: &Listing<'_, AccessTokenInfo>,
        now: Timestamp,
        dismissed: &BTreeSet<ReminderId>,
    ) {
        let is_new_list = self.generation != Some(listing.generation);
        if is_new_list {
            self.known = listing.rows.iter().map(AccessTokenInfo::known).collect();
            self.generation = Some(listing.generation);
        }
        let minute = |at: Timestamp| at.as_second().div_euclid(60);
        let is_later = self.made_at.is_none_or(|made| minute(made) != minute(now))
            || self.next.is_some_and(|next| next <= now);
        if is_new_list || is_later || self.dismissed != *dismissed {
            self.due = due_now(&self.known, now, dismissed);
            self.silent = dismissed_now(&self.known, now, dismissed);
            self.next = next_due(&self.known, now);
            self.dismissed.clone_from(dismissed);
            self.made_at = Some(now);
        }
    }

    /// The listed tokens, in the list's order.
    pub fn known(&self) -> &[ExistingToken] {
        &self.known
    }

    /// What is due, the soonest end first.
    pub fn due(&self) -> &[Reminder] {
        &self.due
    }

    /// What would be due if it were not dismissed, the soonest end first.
    pub fn dismissed(&self) -> &[Reminder] {
        &self.silent
    }

    /// How long until the next reminder is due, if one is to come.
    pub fn next_in(&self, now: Timestamp) -> Option<Duration> {
        self.next.map(|next| next.duration_since(now).try_into().unwrap_or(Duration::ZERO))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::kit::state::ListingState;

    #[test]
    fn a_reminder_comes_when_it_is_due_and_goes_when_it_is_dismissed() {
        let at = |secs| Timestamp::from_second(secs).unwrap();
        let days = 86_400;
        let token = AccessTokenInfo {
            id: "a1".to_owned(),
            label: "Payouts".to_owned(),
            created: Some(at(0)),
            expires: Some(at(30 * days)),
            ..AccessTokenInfo::default()
        };
        let rows = [token];
        let listing = Listing {
            rows: &rows,
            total: None,
            generation: 1,
            is_outdated: false,
            is_whole: true,
            repeated: 0,
            has_changed: false,
            waits: None,
            state: ListingState::Complete,
        };
        let mut reminders = Reminders::default();
        let mut dismissed = BTreeSet::new();
        reminders.update(&listing, at(16 * days - 20), &dismissed);
        assert!(reminders.due().is_empty());
        assert_eq!(reminders.next_in(at(16 * days - 20)), Some(Duration::from_secs(20)));
        // The same minute need not be over.
        reminders.update(&listing, at(16 * days), &dismissed);
        assert_eq!(reminders.due().len(), 1);
        dismissed.insert(reminders.due()[0].id.clone());
        reminders.update(&listing, at(16 * days), &dismissed);
        assert!(reminders.due().is_empty());
        assert_eq!(reminders.dismissed().len(), 1);
        reminders.update(&listing, at(23 * days), &dismissed);
        assert!(reminders.dismissed().is_empty());
        assert_eq!(reminders.due()[0].days_ahead, 7);
    }
}
