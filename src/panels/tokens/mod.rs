//! The access tokens that the platform lists: unexpired ones, with their reach and the time they have left.

mod banners;
mod calendar;
mod cells;
mod details;
mod draw;
mod notes;
mod past;
mod past_details;
mod rows;

pub use draw::show;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::audit::TokenChanges;
use crate::domain::reminder::{Reminder, ReminderId};
use crate::domain::token::existing::{ExistingToken, TokenFilter, TokenOrder, WeaknessContext};
use crate::domain::token::replace::Replacement;
use crate::domain::token::{Past, ResourceNames};
use crate::kit::listing::ListRequest;
use crate::kit::mutation::MutationView;
use crate::kit::state::{Listing, Loadable};
use crate::kit::table::TableState;

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
    pub past: Loadable<'a, Past>,
    /// Replacements that stand half-way.
    pub replacements: &'a [Replacement],
    /// How the last revocation stands.
    pub revocation: MutationView<'a>,
    /// What the tokens are checked against.
    pub context: WeaknessContext,
    /// The tokens as the rules know them, in the list's order.
    pub known: &'a [ExistingToken],
    /// The ends that the person is to be told of, the soonest first.
    pub due: &'a [Reminder],
    /// Those that would be told of now if they were not dismissed.
    pub dismissed: &'a [Reminder],
    /// What the platform's audit log says of tokens.
    pub changes: Loadable<'a, TokenChanges>,
    /// What wallets and enterprises are called.
    pub names: &'a Arc<ResourceNames>,
    /// What was wrong with this machine's ledger when it was opened.
    pub ledger_notice: Option<&'a str>,
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
#[derive(Default)]
pub struct State {
    /// Words that label, scope, address or ID must hold.
    pub filter: String,
    quick: TokenFilter,
    /// What the rows are sorted by, and whether the largest come first.
    sort: (TokenOrder, bool),
    table: TableState,
    order: rows::Order,
    notes: notes::Notes,
    /// The token whose details are shown.
    chosen_id: Option<String>,
    shown: Shown,
    past: past::PastState,
    /// Which expiries go to a calendar, while that is chosen.
    calendar: Option<calendar::Choice>,
    /// The reminders that were dismissed last, so that it can be said and taken back.
    just_dismissed: Vec<ReminderId>,
    /// That a token was revoked, until it has been seen.
    just_revoked: Option<String>,
    /// The person has seen what was wrong with the ledger.
    is_notice_hidden: bool,
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

/// The columns of the list, of which a narrow one shows fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Col {
    Label,
    TimeLeft,
    Expires,
    Created,
    Risk,
    Reach,
    From,
    Limits,
    Findings,
    Changed,
}

impl Col {
    /// What a press on its head puts the list in order by.
    fn order(self) -> Option<TokenOrder> {
        match self {
            Self::Label => Some(TokenOrder::Label),
            Self::TimeLeft => Some(TokenOrder::TimeLeft),
            Self::Created => Some(TokenOrder::Created),
            Self::Risk => Some(TokenOrder::Risk),
            Self::Limits => Some(TokenOrder::Limits),
            Self::Findings => Some(TokenOrder::Findings),
            Self::Expires | Self::Reach | Self::From | Self::Changed => None,
        }
    }
}

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
    /// Save the ends of some tokens as a calendar file.
    SaveCalendar {
        /// The tokens, by ID.
        ids: Vec<String>,
    },
    /// Put reminders aside: they do not come again.
    Dismissed {
        /// The reminders.
        ids: Vec<ReminderId>,
    },
    /// Speak of these ends again: they were dismissed.
    RemindAgain {
        /// The reminders.
        ids: Vec<ReminderId>,
    },
    /// Read the list again, or stop.
    Read(ListRequest),
    /// Make a new token in the place of this one, or go on with that.
    Replace {
        /// The old token's ID.
        id: String,
    },
    /// Revoke this token. The person has typed its label.
    Revoke {
        /// The token's ID.
        id: String,
        /// What it is called.
        name: String,
    },
    /// Wait no longer for the answer to a revocation.
    StopWaiting,
    /// The person closed the confirmation of a revocation.
    ForgetRevocation,
}

impl State {
    /// Shows this token and its details, whatever was filtered before.
    pub fn choose(&mut self, id: String) {
        self.filter.clear();
        self.quick = TokenFilter::All;
        self.shown = Shown::Listed;
        self.order = rows::Order::default();
        self.just_revoked = None;
        self.chosen_id = Some(id);
    }

    /// Shows the tokens that end soon, and no others.
    fn show_ending(&mut self) {
        self.filter.clear();
        self.quick = TokenFilter::EndsSoon;
    }

    /// A token is revoked: nothing about it stays open, and the list says so in this sentence.
    pub fn revoked(&mut self, sentence: &str) {
        self.just_revoked = Some(sentence.to_owned());
        self.close_all();
    }

    fn close_all(&mut self) {
        self.revoking = None;
        self.close_details();
    }

    /// A whole list has come: what is no longer in it is neither shown nor revoked.
    pub fn forget_gone(&mut self, tokens: &[AccessTokenInfo]) {
        let is_gone = |id: &String| tokens.iter().all(|token| token.id != *id);
        let revoking = self.revoking.as_ref().map(|revoking| &revoking.id);
        if revoking.into_iter().chain(&self.chosen_id).any(is_gone) {
            self.close_all();
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
