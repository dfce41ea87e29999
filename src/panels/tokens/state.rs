//! What the person has chosen, filtered and opened in the list.

use super::calendar_choice::CalendarChoice;
use super::notes::Notes;
use super::order::Order;
use super::past_state::PastState;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::alphabet::SameNames;
use crate::domain::deed::Answers;
use crate::domain::reminder::ReminderId;
use crate::domain::token::existing::{TokenFilter, TokenOrder};
use crate::domain::typed_name::TypedName;
use crate::kit::table::TableState;

/// Which tokens are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
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
    pub(super) quick: TokenFilter,
    /// What the rows are sorted by, and whether the largest come first.
    pub(super) sort: (TokenOrder, bool),
    pub(super) table: TableState,
    pub(super) order: Order,
    pub(super) notes: Notes,
    /// The token whose details are shown.
    pub(super) chosen_id: Option<String>,
    pub(super) shown: Shown,
    pub(super) past: PastState,
    /// Which expiries go to a calendar, while that is chosen.
    pub(super) calendar: Option<CalendarChoice>,
    /// The reminders that were dismissed last, so that it can be said and taken back.
    pub(super) just_dismissed: Vec<ReminderId>,
    /// That a token was revoked, until it has been seen.
    pub(super) just_revoked: Option<String>,
    /// The person has seen what was wrong with the ledger.
    pub(super) is_notice_hidden: bool,
    /// The token that is to be revoked, while that is confirmed.
    pub(super) revoking: Option<Revoking>,
}

/// A revocation to be confirmed. It carries the ID of what it confirms.
pub(super) struct Revoking {
    pub(super) id: String,
    pub(super) label: String,
    /// What is typed: the label, or where that is another's too or cannot be typed, the end of the ID.
    pub(super) asked: TypedName,
    pub(super) answers: Answers,
}

impl Revoking {
    pub(super) fn of(token: &AccessTokenInfo, tokens: &[AccessTokenInfo]) -> Self {
        let names = SameNames::of(tokens.iter().map(|token| (token.label.as_str(), "")));
        let asked =
            TypedName::of("token", ("label", &token.label), ("token ID", &token.id), names.has(&token.label));
        // A token without a label is called by its ID.
        let label = if token.label.trim().is_empty() { &token.id } else { &token.label };
        let answers = Answers::default();
        Self { id: token.id.clone(), label: label.trim().to_owned(), asked, answers }
    }
}

impl State {
    /// Shows this token and its details, whatever was filtered before.
    pub fn choose(&mut self, id: String) {
        self.filter.clear();
        self.quick = TokenFilter::All;
        self.shown = Shown::Listed;
        self.order = Order::default();
        self.just_revoked = None;
        self.chosen_id = Some(id);
    }

    /// Shows the tokens that end soon, and no others.
    pub(super) fn show_ending(&mut self) {
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

    pub(super) fn close_details(&mut self) {
        self.chosen_id = None;
        self.table.chosen = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revocation_is_confirmed_by_the_label_or_by_the_id_where_that_does_not_tell() {
        let token = |id: &str, label: &str| AccessTokenInfo {
            id: id.to_owned(),
            label: label.to_owned(),
            ..AccessTokenInfo::default()
        };
        let tokens = [
            token("66b1f0c2a3d4e5f6", "Payouts"),
            token("66b1f0c2a3d4e5f7", ""),
            token("66b1f0c2a3d4e5f8", " Reports "),
            token("66b1f0c2a3d4e5f9", "Audit"),
            token("66b1f0c2a3d4e5fa", "Aud\u{200b}it"),
        ];
        let asked = tokens.each_ref().map(|token| Revoking::of(token, &tokens).asked.text);
        assert_eq!(asked, ["Payouts", "a3d4e5f7", "Reports", "a3d4e5f9", "a3d4e5fa"]);
        assert_eq!(Revoking::of(&tokens[1], &tokens).label, "66b1f0c2a3d4e5f7");
    }
}
