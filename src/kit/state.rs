//! What a panel is given to draw when its content comes from elsewhere: not asked for, on its way, here, or failed.
//!
//! The kit draws each of the four ([`crate::kit::placeholder`]); what asked and how it travels is not known here.

use jiff::Timestamp;

use crate::domain::count::Count;
use crate::domain::wait::Wait;

/// Content as it stands now. What was there before stays in view while new content is on its way or failed.
#[derive(Debug)]
pub enum Loadable<'a, T: ?Sized> {
    /// Nothing has been asked for.
    NotAsked,
    /// Asked for; with what was there before, if anything was.
    Pending(Option<&'a T>),
    /// Here and current.
    Ready(&'a T),
    /// The last attempt failed; with what was there before, if anything was.
    Failed(&'a Failure, Option<&'a T>),
}

impl<T: ?Sized> Clone for Loadable<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Loadable<'_, T> {}

impl<'a, T: ?Sized> Loadable<'a, T> {
    /// What can be drawn now, current or from before.
    pub fn content(self) -> Option<&'a T> {
        match self {
            Self::Ready(content) | Self::Pending(Some(content)) | Self::Failed(_, Some(content)) => {
                Some(content)
            }
            Self::NotAsked | Self::Pending(None) | Self::Failed(_, None) => None,
        }
    }

    /// The same view of a part of the content.
    pub fn part<U: ?Sized>(self, of: impl Fn(&'a T) -> &'a U) -> Loadable<'a, U> {
        match self {
            Self::NotAsked => Loadable::NotAsked,
            Self::Pending(before) => Loadable::Pending(before.map(of)),
            Self::Ready(content) => Loadable::Ready(of(content)),
            Self::Failed(failure, before) => Loadable::Failed(failure, before.map(of)),
        }
    }

    /// An answer is on its way.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Pending(_))
    }

    /// Why the last attempt failed.
    pub fn failure(self) -> Option<&'a Failure> {
        match self {
            Self::Failed(failure, _) => Some(failure),
            _ => None,
        }
    }
}

/// A list that comes page by page, as far as it has come.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a, T> {
    /// The rows that are here.
    pub rows: &'a [T],
    /// How many there will be, where that is known.
    pub total: Option<u64>,
    /// Changes whenever the rows do.
    pub generation: u64,
    /// The rows are those of an earlier reading.
    pub is_outdated: bool,
    /// The rows are a whole list, of this reading or of the one before it.
    pub is_whole: bool,
    /// Rows that came twice and are shown once.
    pub repeated: usize,
    /// The platform has told different numbers of rows on the way, so rows may be missing.
    pub has_changed: bool,
    /// How long the next page waits for the platform's limit, if it does.
    pub waits: Option<Wait>,
    /// Whether that is all.
    pub state: ListingState<'a>,
}

impl<'a, T> Listing<'a, T> {
    /// The same list with what was made of its rows.
    pub fn with_rows<R>(self, rows: &'a [R]) -> Listing<'a, R> {
        let Self { total, generation, is_outdated, is_whole, repeated, has_changed, waits, state, .. } = self;
        Listing { rows, total, generation, is_outdated, is_whole, repeated, has_changed, waits, state }
    }
}

impl<T> Listing<'_, T> {
    /// How many rows there are, as far as that can be said.
    pub fn count(&self) -> Count {
        Count::of(self.rows.len(), self.is_whole)
    }
}

/// One reading that a panel is drawn from, as far as its age goes.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// What was read, in the middle of a sentence: "wallets".
    pub what: &'static str,
    /// When what is shown of it was read; none where nothing is.
    pub read_at: Option<Timestamp>,
    /// Why it could not be read again; none once it was.
    pub failure: Option<&'a Failure>,
    /// No more than a count or a mark is drawn of it, so that the panel is not as old as it is.
    pub is_marginal: bool,
}

impl Reading<'_> {
    /// The same where no more than a count or a mark is drawn of it.
    #[must_use]
    pub fn marginal(self) -> Self {
        Self { is_marginal: true, ..self }
    }
}

/// Whether a list is whole, and if not, why.
#[derive(Clone, Copy, Debug)]
pub enum ListingState<'a> {
    /// Nothing has been asked for.
    NotAsked,
    /// More pages are on their way.
    Reading,
    /// Every page is here.
    Complete,
    /// The person stopped it; there may be more.
    Stopped,
    /// It broke off; there may be more.
    Failed(&'a Failure),
}

/// A failure in words: what happened, what to do next, and what to quote to support.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// What happened, one sentence.
    pub what: String,
    /// What to do next, one sentence.
    pub next: String,
    /// The request's ID at the platform, when a request was made.
    pub request_id: Option<String>,
    /// The detail, unfolded on demand. Never a secret.
    pub detail: String,
}

/// The system's keychain, as a secret can be saved to it.
pub enum KeychainOffer<'a> {
    /// It is being looked for.
    Looking,
    /// The person has turned it off in the settings.
    Off,
    /// There is none.
    Missing {
        /// Why, and what to do, in a sentence.
        why: &'a str,
    },
    /// There is one.
    There {
        /// What the keychain's own program shows as the owner of the secret.
        service: String,
        /// What the person should know before saving.
        note: Option<&'a str>,
        /// How the saving stands, and then the name under which the secret is kept.
        saving: Loadable<'a, String>,
    },
}
