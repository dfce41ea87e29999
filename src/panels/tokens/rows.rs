//! Which tokens are shown, in which order, and what each row says. Without drawing, so that tables can test it.

use super::{State, TIME_LEFT};
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::lifetime::TimeLeft;
use crate::domain::scope::{self, Risk};
use crate::kit::palette::Meaning;
use crate::kit::table::Sort;

/// The arrangement of the rows, kept until rows, filter or sort change.
#[derive(Default)]
pub struct Order {
    made_for: Option<(u64, String, Option<Sort>)>,
    /// Indices into the list.
    pub rows: Vec<usize>,
}

impl State {
    /// Works out the rows anew where something has changed, and lends them for drawing.
    pub fn arrange(&mut self, generation: u64, tokens: &[AccessTokenInfo]) -> Order {
        let wanted = (generation, self.filter.trim().to_lowercase(), self.table.sort);
        if self.order.made_for.as_ref() != Some(&wanted) {
            let words = &wanted.1;
            let mut rows: Vec<usize> =
                (0..tokens.len()).filter(|index| words.is_empty() || holds(&tokens[*index], words)).collect();
            if let Some(sort) = self.table.sort {
                rows.sort_by(|a, b| {
                    let (a, b) = (&tokens[*a], &tokens[*b]);
                    let order = if sort.column == TIME_LEFT {
                        a.expires.cmp(&b.expires)
                    } else {
                        a.label.cmp(&b.label)
                    };
                    if sort.descending { order.reverse() } else { order }
                });
            }
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

fn holds(token: &AccessTokenInfo, words: &str) -> bool {
    let label = token.label.to_lowercase();
    label.contains(words)
        || token.id.contains(words)
        || token.scope.iter().any(|scope| scope.contains(words))
        || token.ip_restrict.iter().any(|address| address.contains(words))
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

/// The worst that the token's scopes could do. Unknown scopes count as changing things.
pub fn worst_risk(scopes: &[String]) -> Option<Risk> {
    scopes.iter().map(|name| scope::scope(name).map_or(Risk::Changes, |info| info.risk)).max()
}

/// Where the token may be used from, in words.
pub fn from_where(addresses: &[String]) -> String {
    match addresses {
        [] => "anywhere".to_owned(),
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

    #[test]
    fn the_worst_scope_names_the_risk() {
        let risk =
            |scopes: &[&str]| worst_risk(&scopes.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
        assert_eq!(risk(&[]), None);
        assert_eq!(risk(&["wallet_view_all"]), Some(Risk::Reads));
        assert_eq!(risk(&["wallet_view_all", "wallet_spend_all"]), Some(Risk::MovesMoney));
        assert_eq!(risk(&["teleport_everything"]), Some(Risk::Changes));
    }
}
