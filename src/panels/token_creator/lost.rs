//! A creation whose answer was lost: whether it made a token is in a list that was read since, and nowhere else.

use std::collections::BTreeSet;
use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::State;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::token::TokenRequest;
use crate::domain::token::lost::{LostCreation, candidates, sentence};

/// The request that was sent, kept to compare the answer with it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The very value that was shown and sent.
    pub request: TokenRequest,
    /// When it was sent.
    pub at: Timestamp,
    /// The IDs of the tokens that were listed then.
    pub listed_before: BTreeSet<String>,
}

/// A creation without an answer: a token may exist whose value nobody ever saw.
#[derive(Clone, Debug)]
pub struct Lost {
    asked: Asked,
    since: Instant,
    /// None while nobody has looked since.
    found: Option<Found>,
}

/// What a list that was read after the loss has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The ID of the likeliest token; none where no token in it may be the one.
    pub likeliest: Option<String>,
    /// All of it in a sentence.
    pub sentence: String,
}

/// A whole list in which a lost creation may be found.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The list.
    pub tokens: &'a [AccessTokenInfo],
    /// When its reading began.
    pub began: Instant,
    /// When it was whole, by this computer's clock.
    pub read_at: Timestamp,
    /// How far the platform's clock is ahead, in seconds, where that was measured.
    pub server_ahead_secs: Option<i64>,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
}

impl Lost {
    /// What the list has shown; none while nobody has looked since.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }
}

impl State {
    /// Whether a creation of this draft may have made a token that nobody has looked for yet.
    pub fn awaits_look(&self) -> bool {
        self.lost.as_ref().is_some_and(|lost| lost.found().is_none())
    }

    /// The answer to what was asked last is lost: nothing more is sent until somebody has looked in the list.
    pub fn lose_answer(&mut self) {
        self.lost = self.asked.clone().map(|asked| Lost { asked, since: Instant::now(), found: None });
    }

    /// Looks for a lost creation in a whole list. One whose reading began before the loss proves nothing. When this was
    /// the first look, says which token is the likeliest, if any, by its ID.
    pub fn look_for_lost(&mut self, look: &Look<'_>) -> Option<Option<String>> {
        let lost = self.lost.as_mut().filter(|lost| look.began >= lost.since)?;
        let creation = LostCreation {
            asked: &lost.asked.request,
            asked_at: lost.asked.at,
            server_ahead_secs: look.server_ahead_secs,
            listed_before: &lost.asked.listed_before,
        };
        let tokens: Vec<_> = look.tokens.iter().map(AccessTokenInfo::known).collect();
        let found = candidates(&creation, &tokens, look.read_at);
        let sentence = sentence(&creation, &found, look.zone);
        let is_first = lost.found.is_none();
        let likeliest = found.first().map(|candidate| candidate.token.id.clone());
        lost.found = Some(Found { likeliest: likeliest.clone(), sentence });
        is_first.then_some(likeliest)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Duration;

    use super::*;
    use crate::domain::token::check;
    use crate::panels::token_creator::state::tests::{context, filled_in};

    #[test]
    fn only_a_list_read_after_the_loss_shows_whether_the_token_exists() {
        const NOW: i64 = 1_795_000_000;
        let mut state = filled_in();
        let request = check(&state.draft, &context(NOW)).request.unwrap();
        let at = Timestamp::from_second(NOW).unwrap();
        state.asked = Some(Asked { request, at, listed_before: BTreeSet::new() });
        let before = Instant::now();
        std::thread::sleep(Duration::from_millis(2));
        state.lose_answer();
        let token = |id: &str, label: &str, created_secs| AccessTokenInfo {
            id: id.to_owned(),
            label: label.to_owned(),
            scope: vec!["wallet_view_all".to_owned()],
            created: Timestamp::from_second(created_secs).ok(),
            ..AccessTokenInfo::default()
        };
        let tokens = [
            token("before", "payouts", NOW - 86_400),
            token("after", "payouts", NOW + 2),
            token("another", "other", NOW + 2),
        ];
        let read_at = Timestamp::from_second(NOW + 5).unwrap();
        let zone = TimeZone::UTC;
        let look = Look { tokens: &tokens, began: before, read_at, server_ahead_secs: Some(0), zone: &zone };
        assert_eq!(state.look_for_lost(&look), None);
        assert_eq!(state.lost.as_ref().unwrap().found(), None, "an older reading proves nothing");
        let look = Look { began: Instant::now(), ..look };
        assert!(state.look_for_lost(&look).unwrap().is_some());
        assert_eq!(state.lost.as_ref().unwrap().found().unwrap().likeliest.as_deref(), Some("after"));
        assert_eq!(state.look_for_lost(&Look { tokens: &[], ..look }), None, "only the first look is news");
        assert_eq!(state.lost.as_ref().unwrap().found().unwrap().likeliest, None);
    }
}
