//! The access tokens that the platform lists: unexpired ones, with their reach and the time they have left.

mod changes;
mod details;
mod draw;
mod past;
mod rows;

pub use changes::{Change, Changes};
pub use draw::show;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::token::known::KnownContext;
use crate::domain::token::replace::Replacement;
use crate::kit::listing::Wish;
use crate::kit::state::{Listing, View};
use crate::kit::table::{self, TableState};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The tokens, as far as they have been read.
    pub tokens: Listing<'a, AccessTokenInfo>,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now.
    pub now: Timestamp,
    /// The token that was just made, to be found at a glance.
    pub newest: Option<&'a str>,
    /// The environment's word, for confirmations.
    pub environment: &'a str,
    /// Tokens that are in the list no more, or never were.
    pub past: View<'a, Vec<PastToken>>,
    /// Replacements that stand half-way.
    pub replacements: &'a [Replacement],
    /// How the last revocation stands.
    pub revocation: View<'a, ()>,
    /// What the tokens are held against.
    pub context: KnownContext,
}

/// A token of the past, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastToken {
    /// The label.
    pub label: String,
    /// The lifetime as it was typed and sent; empty where it was not asked for here.
    pub asked: String,
    /// The lifetime that it had.
    pub lived: String,
    /// What became of it.
    pub fate: String,
    /// Everything that happened, a line each.
    pub trail: String,
    /// Nobody knows whether it exists: the list has to be looked at.
    pub is_open: bool,
}

/// Which tokens are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    /// Those that the platform lists.
    #[default]
    Listed,
    /// Those of the ledger that are gone or never came.
    Past,
}

/// The panel's state.
pub struct State {
    /// Words that label, scope, address or ID must hold.
    pub filter: String,
    table: TableState,
    order: rows::Order,
    /// The token whose details are shown.
    chosen_id: Option<String>,
    shown: Shown,
    past_table: TableState,
    /// The token that is to be revoked, while that is confirmed.
    revoking: Option<Revoking>,
}

/// A revocation to be confirmed. It carries the ID of what it confirms.
struct Revoking {
    id: String,
    label: String,
    typed: String,
}

impl Revoking {
    fn of(token: &AccessTokenInfo) -> Self {
        // A token without a label is confirmed by its ID.
        let label = if token.label.trim().is_empty() { &token.id } else { &token.label };
        Self { id: token.id.clone(), label: label.trim().to_owned(), typed: String::new() }
    }
}

impl Default for State {
    fn default() -> Self {
        let soonest_first = table::Sort { column: TIME_LEFT, descending: false };
        Self {
            filter: String::new(),
            table: TableState { sort: Some(soonest_first), ..TableState::default() },
            order: rows::Order::default(),
            chosen_id: None,
            shown: Shown::default(),
            past_table: TableState::default(),
            revoking: None,
        }
    }
}

/// The column of the time left.
const TIME_LEFT: usize = 1;

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Open the creator.
    New,
    /// Go to the templates.
    Templates,
    /// Save the list as CSV.
    SaveList,
    /// Save the spending limits of all tokens as CSV.
    SaveLimits,
    /// Save the ends of all tokens as a calendar file.
    SaveCalendar,
    /// Read the list again, or stop.
    Read(Wish),
    /// Make a new token in the place of this one, or go on with that.
    Replace {
        /// The old token's ID.
        id: String,
    },
    /// Revoke this token. The person has typed its label.
    Revoke {
        /// The token's ID.
        id: String,
    },
    /// The person closed the confirmation of a revocation.
    ForgetRevocation,
}

impl State {
    /// Shows this token and its details, whatever was filtered before.
    pub fn choose(&mut self, id: String) {
        self.filter.clear();
        self.shown = Shown::Listed;
        self.order = rows::Order::default();
        self.chosen_id = Some(id);
    }

    /// A token is gone: nothing about it stays open.
    pub fn revoked(&mut self) {
        self.revoking = None;
        self.close_details();
    }

    /// A whole list has come: what is no longer in it is neither shown nor revoked.
    pub fn forget_gone(&mut self, tokens: &[AccessTokenInfo]) {
        let is_gone = |id: &String| tokens.iter().all(|token| token.id != *id);
        let revoking = self.revoking.as_ref().map(|revoking| &revoking.id);
        if revoking.into_iter().chain(&self.chosen_id).any(is_gone) {
            self.revoked();
        }
    }

    fn close_details(&mut self) {
        self.chosen_id = None;
        self.table.chosen = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revocation_is_confirmed_by_the_label_or_by_the_id_where_there_is_none() {
        for (label, name) in [("Payouts", "Payouts"), (" Payouts ", "Payouts"), ("", "abc"), ("  ", "abc")] {
            let (id, label) = ("abc".to_owned(), label.to_owned());
            let token = AccessTokenInfo { id, label, ..AccessTokenInfo::default() };
            assert_eq!(Revoking::of(&token).label, name);
        }
    }
}
