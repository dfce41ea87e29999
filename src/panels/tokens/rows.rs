//! Which tokens are shown, and in which order.

use super::notes::Notes;
use super::order::{Order, Wanted};
use super::state::State;
use super::text as wording;
use crate::domain::lifetime::TimeLeft;
use crate::domain::token::existing::{ExistingToken, arranged};
use crate::kit::palette::Meaning;

impl State {
    /// Works out the rows again where something has changed, and lends them for drawing.
    pub fn arrange(&mut self, generation: u64, tokens: &[ExistingToken], notes: &Notes) -> Order {
        let wanted = Wanted {
            generation,
            notes_edition: notes.edition(),
            filter: self.filter.trim().to_owned(),
            quick: self.quick,
            sort: self.sort,
        };
        if self.order.made_for.as_ref() != Some(&wanted) {
            let rows = arranged(tokens, notes.all(), &wanted.filter, wanted.quick, wanted.sort);
            self.order = Order { made_for: Some(wanted), rows };
            let place = |id: &String| self.order.rows.iter().position(|row| tokens[*row].id == *id);
            self.table.chosen = self.chosen_id.as_ref().and_then(place);
        }
        std::mem::take(&mut self.order)
    }

    /// Takes back what [`State::arrange`] lent.
    pub fn keep(&mut self, order: Order) {
        self.order = order;
    }
}

/// How urgent the time left is: a day, a fortnight, or more.
pub fn urgency(left: TimeLeft) -> Meaning {
    if left.is_under_days(1) {
        Meaning::Danger
    } else if left.is_under_days(14) {
        Meaning::Attention
    } else {
        Meaning::Neutral
    }
}

/// The IP addresses that the token works from, in words.
pub fn from_where(addresses: &[String]) -> String {
    match addresses {
        [] => wording::ANY_ADDRESS.to_owned(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_and_the_last_fortnight_are_marked() {
        assert_eq!(urgency(TimeLeft::Over), Meaning::Danger);
        assert_eq!(urgency(TimeLeft::Secs(86_399)), Meaning::Danger);
        assert_eq!(urgency(TimeLeft::Secs(86_400)), Meaning::Attention);
        assert_eq!(urgency(TimeLeft::Secs(14 * 86_400)), Meaning::Neutral);
    }
}
